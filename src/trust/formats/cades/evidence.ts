import { DerError, type DerNode, elements, fields, oids } from '../../der/index.ts';
import { type Certificate, type Crl, parseCertificate, parseCrl } from '../../path/index.ts';
import { certificatesIn, crlsIn, ocspResponsesIn } from '../cms/certificates.ts';
import type { SignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import { responseOfBasic } from '../ocsp/build.ts';
import { readAnswer } from '../ocsp/source.ts';

/** What signers and authorities can be judged by. None of it is trusted for being here. */
export type Evidence = {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly Buffer[];
};

export const noEvidence: Evidence = { certificates: [], crls: [], ocspResponses: [] };

export const together = (...all: readonly Evidence[]): Evidence => ({
  certificates: all.flatMap(({ certificates }) => certificates),
  crls: all.flatMap(({ crls }) => crls),
  ocspResponses: all.flatMap(({ ocspResponses }) => ocspResponses),
});

/** What lies in a message: in its own fields, and in the attributes of the older long forms. */
export const evidenceIn = (signed: SignedData): Evidence =>
  together(
    { certificates: certificatesIn(signed), crls: crlsIn(signed), ocspResponses: ocspResponsesIn(signed) },
    ...signed.signers.map(olderValues),
  );

// certificate-values and revocation-values (EN 319 122-1 A.1.1.2, A.1.2.2).
function olderValues({ unsigned }: SignerInfo): Evidence {
  const certificates = (unsigned?.values(oids.certValues) ?? []).flatMap((node) =>
    list(node, ({ raw }) => parseCertificate(raw)),
  );
  const lists = (unsigned?.values(oids.revocationValues) ?? []).flatMap((node) => list(node, (one) => one));
  const of = (number: number): DerNode[] =>
    lists.flatMap((node) => ((node.tag & 0xffff) === number && node.tag > 0xffff ? [node] : []));
  return {
    certificates,
    crls: of(0).flatMap((node) => inner(node, ({ raw }) => parseCrl(raw))),
    ocspResponses: of(1).flatMap((node) => inner(node, ({ raw }) => responseOfBasic(raw))),
  };
}

const list = <T>(node: DerNode, read: (node: DerNode) => T): T[] => each(() => elements(node), read);
const inner = <T>(node: DerNode, read: (node: DerNode) => T): T[] =>
  each(() => elements(fields(node, node.tag).next()), read);

const each = <T>(nodes: () => readonly DerNode[], read: (node: DerNode) => T): T[] =>
  attempt(nodes).flatMap((all) => all.flatMap((node) => attempt(() => read(node))));

// What is malformed helps nobody: it is left out.
function attempt<T>(act: () => T): T[] {
  try {
    return [act()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

/** The moment the newest list or answer among the evidence was made; undefined where there is none. */
function newest({ crls, ocspResponses }: Evidence): Date | undefined {
  const moments = [
    ...crls.map(({ thisUpdate }) => thisUpdate),
    ...ocspResponses.flatMap(readAnswer).map(({ producedAt }) => producedAt),
  ];
  return moments.reduce<Date | undefined>((last, one) => (last === undefined || one > last ? one : last), undefined);
}

/** When what was put into a message was collected, as far as it can tell: with its newest list or answer, after `at`; else at `at`. */
export function collectedAt(inside: Evidence, at: Date, now: Date): readonly Date[] {
  const last = newest(inside);
  return last !== undefined && last > at && last <= now ? [last, at] : [at];
}
