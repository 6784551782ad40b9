import { context, DerError, type DerNode, elements, fields, oids } from '../../der/index.ts';
import { type Certificate, type Crl, parseCertificate, parseCrl } from '../../path/index.ts';
import type { Attributes } from '../cms/attributes.ts';
import { certificatesIn, crlsIn, ocspResponsesIn } from '../cms/certificates.ts';
import type { SignedData } from '../cms/signed-data.ts';
import { responseOfBasic } from '../ocsp/build.ts';

/** What signers and authorities can be judged by. None of it is trusted for being here. */
export type Evidence = {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly Buffer[];
};

const together = (...all: readonly Evidence[]): Evidence => ({
  certificates: all.flatMap(({ certificates }) => certificates),
  crls: all.flatMap(({ crls }) => crls),
  ocspResponses: all.flatMap(({ ocspResponses }) => ocspResponses),
});

/** What lies in a message: in its own fields, and in the attributes of the older long forms. */
export function evidenceIn(signed: SignedData): Evidence {
  const own = { certificates: certificatesIn(signed), crls: crlsIn(signed), ocspResponses: ocspResponsesIn(signed) };
  const older = signed.signers.flatMap(({ unsigned }) => (unsigned === undefined ? [] : [olderValues(unsigned)]));
  return older.length === 0 ? own : together(own, ...older);
}

/** As many as are read of one list in these attributes. */
const MAX_OLDER = 100;

// certificate-values and revocation-values (EN 319 122-1 A.1.1.2, A.1.2.2), each of which a signature has once.
function olderValues(unsigned: Attributes): Evidence {
  const only = (type: string): readonly DerNode[] => unsigned.values(type).slice(0, 1);
  const lists = only(oids.revocationValues).flatMap((node) => list(node, (one) => one));
  const of = (number: number): DerNode[] => lists.filter(({ tag }) => tag === context(number)).slice(0, 1);
  return {
    certificates: only(oids.certValues).flatMap((node) => list(node, ({ raw }) => parseCertificate(raw))),
    crls: of(0).flatMap((node) => inner(node, ({ raw }) => parseCrl(raw))),
    ocspResponses: of(1).flatMap((node) => inner(node, ({ raw }) => responseOfBasic(raw))),
  };
}

const list = <T>(node: DerNode, read: (node: DerNode) => T): T[] => each(() => elements(node), read);
const inner = <T>(node: DerNode, read: (node: DerNode) => T): T[] =>
  each(() => elements(fields(node, node.tag).next()), read);

const each = <T>(nodes: () => readonly DerNode[], read: (node: DerNode) => T): T[] =>
  attempt(nodes).flatMap((all) => all.slice(0, MAX_OLDER).flatMap((node) => attempt(() => read(node))));

// What is malformed helps nobody: it is left out.
function attempt<T>(act: () => T): T[] {
  try {
    return [act()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
