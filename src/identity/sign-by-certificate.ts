import { equalBytes, personIdsOf, readPerson } from '../keys/index.ts';
import { allOrNothing, type Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { bytesHash, hex, sha256 } from '../record/index.ts';
import { appendStep } from './action-protocol.ts';
import { openBindingOf } from './binding-store.ts';
import type { CertificateOwner, Certificates, CompletedSignature, PreparedByCertificate } from './certificates.ts';
import type { CertificateEvidence } from './evidence.ts';
import { insertKeyUse, useOf } from './key-use-store.ts';
import { confirmSigning, openSigning, type SigningRow } from './protocol-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { basisFor } from './signature-basis.ts';
import { commonEvidence } from './signing-evidence.ts';
import type { ByCertificate, OnSigned, SessionRef, SigningApi } from './signing-api.ts';
import { isSuspected } from './suspect-store.ts';
import type { IdentityDeps } from './types.ts';

/** How far the claimed time may be from the act, in milliseconds. */
const mostApart = 900_000;

/** ES-12.2.1: what the key is to sign, over exactly the bytes whose hash the ceremony began with. */
export async function prepareByCertificate(
  deps: IdentityDeps,
  session: SessionRef,
  signingId: string,
  what: Parameters<SigningApi['prepareByCertificate']>[2],
): Promise<(PreparedByCertificate & { readonly claimedAt: string }) | Refusal> {
  const open = await ownSigning(deps, session, signingId, what.content);
  if (isRefusal(open)) return open;
  const claimedAt = deps.clock.now();
  const prepared = open.certificates.prepare({ ...what, claimedAt, documentKind: open.row.document_kind });
  if (isRefusal(prepared)) return prepared;
  // ES-10.3: no signature value is made with such a key.
  if (await deps.db.tx(scope, (tx) => suspected(tx, session, prepared.certificate))) return refuse('SIGN_KEY_SUSPECT');
  return { ...prepared, claimedAt: claimedAt.toISOString() };
}

const suspected = (
  tx: Tx,
  { accountId }: SessionRef,
  { keySha256 }: { readonly keySha256: string },
): Promise<boolean> => isSuspected(tx, accountId, Buffer.from(keySha256, 'hex'));

/**
 * CP-7b, CP-10c, ES-11: the signature is judged in full before anything is recorded; the certificate's owner must be the person of the
 * account (DECISIONS 7). Then step, evidence and what is signed, all or nothing.
 */
export async function signByCertificate<T>(
  deps: IdentityDeps,
  session: SessionRef,
  signingId: string,
  given: ByCertificate,
  onSigned: OnSigned<T>,
): Promise<T | Refusal> {
  const open = await ownSigning(deps, session, signingId, given.content);
  if (isRefusal(open)) return open;
  const { row, certificates } = open;
  if (Math.abs(deps.clock.now().getTime() - given.claimedAt.getTime()) > mostApart) return refuse('SIGNING_OVER');
  const completed = await certificates.complete({ ...given, documentKind: row.document_kind });
  return isRefusal(completed) ? completed : endByCertificate(deps, session, row, completed, onSigned);
}

/** Ends the ceremony with a signature that the verifier has called valid, wherever its key lies. */
export async function endByCertificate<T>(
  deps: IdentityDeps,
  session: SessionRef,
  row: SigningRow,
  completed: CompletedSignature,
  onSigned: OnSigned<T>,
): Promise<T | Refusal> {
  const ending = allOrNothing(deps.db, scope, async (tx): Promise<T | Refusal> => {
    // ES-10.3: from the owner's report on, at once, whatever the certificate's state is.
    if (await suspected(tx, session, completed.certificate)) return refuse('SIGN_KEY_SUSPECT');
    if (!(await isOwner(deps, tx, session.accountId, completed.owner))) return refuse('CERTIFICATE_NOT_YOURS');
    const type = completed.report.class;
    const basis = await basisFor(deps, tx, session.accountId, row.holder_id, row.document_kind, type);
    if (isRefusal(basis)) return basis;
    if (!(await confirmSigning(tx, row.id, deps.clock.real()))) return refuse('SIGNING_OVER');
    const step = await appendStep(deps, tx, session, row.protocol_id, 'confirmed', {
      signing: row.id,
      manifestHash: hex(row.manifest_hash),
      signatureType: type,
      certificate: completed.certificate.number,
    });
    if (isRefusal(step)) return refuse('SIGNING_OVER');
    const common = await commonEvidence(deps, tx, session, row, basis, step);
    if (isRefusal(common)) return common;
    await insertKeyUse(
      tx,
      session.accountId,
      { now: deps.clock.now(), real: deps.clock.real() },
      { ...useOf(row), ...useOfCertificate(completed) },
    );
    return onSigned(tx, { ...common, ...certificatePart(completed) });
  });
  return ending.catch((error: { code?: string }) => {
    if (error.code === '23505') return refuse('SIGNING_OVER');
    throw error;
  });
}

/** ES-10.1b, ES-12.1: which key, of which certificate, and the means that made the signature of its answer. */
export const useOfCertificate = ({ report, certificate, tool }: Omit<CompletedSignature, 'cades'>) => ({
  key_kind: 'certificate' as const,
  signature_type: report.class,
  certificate_number: certificate.number,
  key_sha256: Buffer.from(certificate.keySha256, 'hex'),
  tool,
});

const certificatePart = ({
  cades,
  report,
  certificate,
}: CompletedSignature): Pick<CertificateEvidence, 'kind' | 'signatureType' | 'certificate'> => ({
  kind: 'SIGNED_EDOC',
  signatureType: report.class,
  certificate: {
    cades: Buffer.from(cades).toString('base64url'),
    number: certificate.number,
    issuer: certificate.issuer,
    sha256: certificate.sha256,
    report,
  },
});

export async function ownSigning(
  deps: IdentityDeps,
  session: SessionRef,
  signingId: string,
  content: Uint8Array,
): Promise<{ readonly row: SigningRow; readonly certificates: Certificates } | Refusal> {
  const { certificates } = deps;
  if (certificates === undefined) return refuse('CERTIFICATES_NOT_TAKEN');
  const row = await deps.db.tx(scope, (tx) => openSigning(tx, signingId, deps.clock.real()));
  if (row === undefined || row.session_id !== session.sessionId || row.account_id !== session.accountId)
    return refuse('SIGNING_OVER');
  // DECISIONS 7: signed bytes other than those of the ceremony are refused, never kept "for information".
  return bytesHash(content) === hex(row.manifest_hash) ? { row, certificates } : refuse('SIGN_CONTENT_NOT_SHOWN');
}

/**
 * DECISIONS 7, ES-11.3a: whether the certificate is that of the person whom the account stands for: by the PIN in it, else as the
 * register of its centre names the owner. Names and births are no proof: people share them.
 */
export async function isOwner(
  deps: IdentityDeps,
  tx: Tx,
  accountId: string,
  owner: CertificateOwner,
): Promise<boolean> {
  const binding = await openBindingOf(tx, accountId);
  if (binding?.state !== 'active' || !owner.natural) return false;
  if (owner.pin !== null) {
    const pin = (await readPerson(deps.keys, tx, binding.person_id))?.record?.pin ?? null;
    // Of equal length whatever was given, so that the comparison tells nothing by its duration.
    return pin !== null && equalBytes(sha256(pin), sha256(owner.pin));
  }
  const { registered } = owner;
  if (registered === null) return false;
  const ids = await personIdsOf(tx, binding.person_id);
  return ids.some((id) => deps.keys.subjectIdOf(id, registered.centreId) === registered.subjectId);
}
