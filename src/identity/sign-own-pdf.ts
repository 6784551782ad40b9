import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { sha256 } from '../record/index.ts';
import type { CompletedPdf, PreparedPdf } from './certificates.ts';
import { insertKeyUse } from './key-use-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { isOwner, useOfCertificate } from './sign-by-certificate.ts';
import type { SessionRef } from './signing-api.ts';
import { isSuspected } from './suspect-store.ts';
import type { IdentityDeps } from './types.ts';

// ES-4.1, ES-12.2: a person signs a PDF of their own. Nothing of it is kept here: what was prepared comes back with the signature.

const ownKind = 'own-document';
/** How far the claimed time may be from the act, in milliseconds. */
const mostApart = 900_000;

export type OwnPdfPrepared = PreparedPdf & {
  readonly claimedAt: string;
  /** Ties the file that was prepared to this session and moment: another one is not completed. */
  readonly ticket: string;
};

/** ES-12.2.1: what the key is to sign of the file, and what is added to it. */
export async function prepareOwnPdf(
  deps: IdentityDeps,
  session: SessionRef,
  given: { readonly pdf: Uint8Array; readonly certificate: Uint8Array },
): Promise<OwnPdfPrepared | Refusal> {
  const pdf = deps.certificates?.pdf;
  if (pdf === undefined) return refuse('CERTIFICATES_NOT_TAKEN');
  const claimedAt = deps.clock.now();
  const prepared = await pdf.prepare({ ...given, claimedAt });
  if (isRefusal(prepared)) return prepared;
  if (await suspected(deps, session, prepared.certificate.keySha256)) return refuse('SIGN_KEY_SUSPECT');
  const whole = Buffer.concat([given.pdf, prepared.revision]);
  const at = claimedAt.toISOString();
  const ticket = deps.keys.mac(...ticketParts(session, at, whole, prepared)).toString('hex');
  return { ...prepared, claimedAt: at, ticket };
}

const ticketParts = (
  { accountId, sessionId }: SessionRef,
  claimedAt: string,
  prepared: Uint8Array,
  { start, end }: Pick<PreparedPdf, 'start' | 'end'>,
): [string, ...(string | Uint8Array)[]] => [
  'identity/own-pdf',
  accountId,
  sessionId,
  claimedAt,
  sha256(prepared),
  `${start} ${end}`,
];

export type OwnPdfSigned = {
  /** The whole file as it was prepared. */
  readonly prepared: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly ticket: string;
  readonly claimedAt: string;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly signature: Uint8Array;
  readonly limitsKept: boolean;
};

/** ES-11, ES-11.3a: the signed file, judged in full before it leaves; the certificate's owner must be the person of the account. */
export async function completeOwnPdf(
  deps: IdentityDeps,
  session: SessionRef,
  given: OwnPdfSigned,
): Promise<CompletedPdf | Refusal> {
  const pdf = deps.certificates?.pdf;
  if (pdf === undefined) return refuse('CERTIFICATES_NOT_TAKEN');
  if (Math.abs(deps.clock.now().getTime() - Date.parse(given.claimedAt)) > mostApart) return refuse('SIGNING_OVER');
  const parts = ticketParts(session, given.claimedAt, given.prepared, given);
  // DECISIONS 7: other bytes than those that were prepared and shown are refused.
  if (!deps.keys.checkMac(Buffer.from(given.ticket, 'hex'), ...parts)) return refuse('SIGN_CONTENT_NOT_SHOWN');
  const completed = await pdf.complete(given);
  if (isRefusal(completed)) return completed;
  if (await suspected(deps, session, completed.certificate.keySha256)) return refuse('SIGN_KEY_SUSPECT');
  return deps.db.tx(scope, async (tx): Promise<CompletedPdf | Refusal> => {
    if (!(await isOwner(deps, tx, session.accountId, completed.owner))) return refuse('CERTIFICATE_NOT_YOURS');
    await insertKeyUse(
      tx,
      session.accountId,
      { now: deps.clock.now(), real: deps.clock.real() },
      {
        ...useOfCertificate(completed),
        document_kind: ownKind,
        document_hash: Buffer.from(sha256(completed.pdf)),
        holder_id: null,
      },
    );
    return completed;
  });
}

const suspected = (deps: IdentityDeps, { accountId }: SessionRef, keySha256: string): Promise<boolean> =>
  deps.db.tx(scope, (tx) => isSuspected(tx, accountId, Buffer.from(keySha256, 'hex')));
