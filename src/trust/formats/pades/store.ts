import { DerError } from '../../der/index.ts';
import { type Certificate, type Crl, parseCertificate, parseCrl } from '../../path/index.ts';
import { itemsOf } from './fields.ts';
import { contentOf, isStream, type PdfFile, PdfReadError, type PdfValue } from './reader/index.ts';

/** The document security store (ISO 32000-2 12.8.4.3, EN 319 142-1 5.4). */
export type SecurityStore = {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocsp: readonly Buffer[];
};

const MOST = { Certs: 300, CRLs: 100, OCSPs: 100 } as const;

/** What lies in the newest revision's store; what is malformed is left out. @throws PdfReadError where the budget is spent */
export function securityStore({ at, revisions, work }: PdfFile): SecurityStore {
  const view = at(revisions.length - 1);
  const store = view.dict(view.dict(view.root)?.entries.get('DSS'));
  const octets = (key: keyof typeof MOST): Buffer[] =>
    readable(() => itemsOf(view, store?.entries.get(key)))
      .flat()
      .slice(0, MOST[key])
      .flatMap((item: PdfValue) =>
        readable(() => {
          const stream = view.resolve(item);
          return isStream(stream) ? [contentOf(stream, work)] : [];
        }).flat(),
      );
  return {
    certificates: octets('Certs').flatMap((bytes) => readable(() => parseCertificate(bytes))),
    crls: octets('CRLs').flatMap((bytes) => readable(() => parseCrl(bytes))),
    ocsp: octets('OCSPs'),
  };
}

function readable<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof DerError || (error instanceof PdfReadError && error.fault !== 'budget')) return [];
    throw error;
  }
}
