import type { Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { DerError } from '../../der/index.ts';
import { type Certificate, parseCertificate } from '../../path/index.ts';
import { keyDigest } from '../check-key.ts';
import type { Kind } from '../kinds.ts';
import { lint, lintRefusal } from '../lint/lint.ts';
import { refuse } from '../refusals.ts';
import type { RegisterDeps } from './deps.ts';
import { checkApproved } from '../keys/key-operation.ts';
import { enter } from './enter.ts';
import { approvedContentOf, hasEnded, type IssuedCertificate, type IssueOrder, isSignedBy } from './order.ts';
import { taken, takeIssuer } from './store.ts';

/**
 * The other half of an offline ceremony: a certificate that was signed on the root's own machine comes in. Where an operation is
 * given, it says what two officers have approved and nothing else. It is linted like every other, its signature verified, and entered; it may be handed out, and counts, from the commit on (ES-14.5c).
 */
export async function acceptCertificate(
  tx: Tx,
  deps: RegisterDeps,
  what: Pick<IssueOrder, 'issuerId' | 'facts' | 'actor' | 'operation'> & {
    readonly kind: Kind;
    readonly certificate: Buffer;
  },
): Promise<IssuedCertificate | Refusal> {
  const row = await takeIssuer(tx, what.issuerId);
  const now = deps.clock.now();
  if (row === undefined || hasEnded(row, now)) return refuse('ISS_ISSUER_ENDED');
  const issuer = parseCertificate(row.der);
  const certificate = readOrNothing(what.certificate);
  if (certificate === undefined || !isSignedBy(certificate, issuer)) return refuse('ISS_CERTIFICATE_FOREIGN');
  const { operation } = what;
  const unapproved = operation && checkApproved(operation, approvedContentOf(certificate), now);
  if (unapproved !== undefined) return unapproved;
  const [serial, spkiDigest] = [Buffer.from(certificate.serial, 'hex'), keyDigest(certificate.publicKey.raw)];
  const [inRegister] = await taken(tx, row.id, [{ spkiDigest, serial }]);
  const refused = lintRefusal(
    lint(certificate.tbs, what.kind, {
      ...what.facts,
      issuedAt: now,
      enteredAt: now,
      issuer,
      issuerKind: row.kind,
      keyInRegister: inRegister!.key,
      serialInRegister: inRegister!.serial,
    }),
  );
  if (refused !== undefined) return refused;
  const id = uuidv7(deps.clock.real());
  const validity = { notBefore: certificate.notBefore, notAfter: certificate.notAfter, cappedBy: 'asked' } as const;
  await enter(tx, deps, row, {
    id,
    order: { subjectId: null, actor: what.actor, ...(operation === undefined ? {} : { operation }) },
    draft: { kind: what.kind, serial },
    certificate: what.certificate,
    spkiDigest,
    validity,
    now,
  });
  return { id, number: certificate.serial, certificate: what.certificate, validity, enteredAt: now };
}

function readOrNothing(bytes: Buffer): Certificate | undefined {
  try {
    return parseCertificate(bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
