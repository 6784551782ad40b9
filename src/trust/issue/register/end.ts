import { dayOf, dueAnyway, endOfDay, kyrgyzCalendar, termOf } from '../../../law/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import type { Actor } from '../../../record/index.ts';
import type { ReasonName } from '../../status/crl-entries.ts';
import { refuse } from '../refusals.ts';
import { journal, type RegisterDeps } from './deps.ts';
import { endDigest } from './row-digest.ts';
import { endCentre } from './end-many.ts';
import { type CertificateRecord, type EndGround, endGrounds, momentOfEntry } from './record.ts';
import { certificateByNumber, insertEnd, issuerByCertificate, nextRecords } from './store.ts';

/** What brings a certificate to its end. Days are YYYY-MM-DD. */
export type EndOrder = {
  readonly registerId: string;
  /** The certificate's number, hexadecimal. */
  readonly number: string;
  readonly ground: EndGround;
  /** ES-14.7a: when the circumstances became known to the centre; of a court's decision: when it was received. */
  readonly knownAt: Date;
  /** When the event is said to have happened: shown in lists, and moves nothing (ES-14.7b). */
  readonly eventAt?: Date;
  readonly reason?: ReasonName;
  /** ES-14.6.4: the article or the clause of the agreement. */
  readonly basis?: string;
  readonly court?: CourtDecision;
  readonly actor: Actor;
};

/** ES-14.8: the decision, and the written notice that went before the entry (ES-14.9c, DECISIONS 37). */
export type CourtDecision = {
  readonly court: string;
  readonly number: string;
  readonly inForceOn: string;
  /** ES-14.8b: it found the certificate to contain untrue information. */
  readonly falseData: boolean;
  readonly noticeSentAt?: Date;
};

/** Whether the order may end the certificate, and as what. Pure. */
export function decideEnd(
  order: EndOrder,
  certificate: CertificateRecord | undefined,
  now: Date,
): { readonly status: 'terminated' | 'revoked'; readonly basis: string | null; readonly late: boolean } | Refusal {
  if (certificate === undefined) return refuse('REG_CERTIFICATE_UNKNOWN');
  if (!endGrounds.includes(order.ground)) return refuse('REG_GROUND_REQUIRED');
  if (certificate.end !== null) return refuse('REG_ENDED_ALREADY');
  // ES-14.6.1: the end of a term is written down by the clock alone.
  if (order.ground === '14(6)(1)' || now > certificate.notAfter) return refuse('REG_TERM_OVER');
  if (order.ground === '14(6)(4)' && (order.basis ?? '').trim() === '') return refuse('REG_GROUND_REQUIRED');
  if (order.ground !== '14(8)')
    return {
      status: order.ground === '16(7)' ? 'revoked' : 'terminated',
      basis: order.basis ?? null,
      late: isLate(order.knownAt, now),
    };
  const { court } = order;
  if (court === undefined) return refuse('REG_GROUND_REQUIRED', { law: ['ES-14.8a'] });
  if (court.inForceOn > dayOf(now)) return refuse('REG_DECISION_NOT_IN_FORCE');
  if (court.noticeSentAt === undefined || court.noticeSentAt > now) return refuse('REG_NOTICE_REQUIRED');
  return { status: 'revoked', basis: `${court.court}, № ${court.number}`, late: isLate(laterOf(order, court), now) };
}

// ES-14.8c: of the day the decision came into force and the receipt, the later one.
function laterOf({ knownAt }: EndOrder, { inForceOn }: CourtDecision): Date {
  const inForce = new Date(endOfDay(inForceOn).getTime() - 86_400_000);
  return inForce > knownAt ? inForce : knownAt;
}

/** ES-14.7a, ES-14.8c with their corrections: late only after 24:00 of the working day that ends the term. */
export const isLate = (knownAt: Date, enteredAt: Date): boolean =>
  enteredAt > dueAnyway(termOf('ES-14.7a'), knownAt, kyrgyzCalendar);

/**
 * ES-14.7, ES-14.8: enters the end of one certificate. Where it is a centre's own, every qualified certificate under it ends
 * in the same transaction (ES-17.5a). Answers the record, or why there is none.
 */
export async function endCertificate(
  tx: Tx,
  deps: Omit<RegisterDeps, 'keys'>,
  order: EndOrder,
): Promise<{ readonly record: number; readonly at: Date; readonly under: number } | Refusal> {
  await nextRecords(tx, order.registerId, 0);
  const certificate = /^[0-9a-f]{2,40}$/.test(order.number)
    ? await certificateByNumber(tx, order.registerId, Buffer.from(order.number, 'hex'))
    : undefined;
  const issuer = certificate?.kind === 'ACA' ? await issuerByCertificate(tx, certificate.fingerprint) : undefined;
  if (issuer !== undefined) await nextRecords(tx, issuer.register_id, 0);
  // ES-14.7b: the moment of the entry. It is read when nobody else can enter anything any more, not while others still do.
  const now = deps.clock.now();
  const at = momentOfEntry(now);
  const decided = decideEnd(order, certificate, now);
  if (isRefusal(decided)) return decided;
  // Numbers have no gaps: one is taken when the entry is certain.
  const record = await nextRecords(tx, order.registerId, 1);
  const { id, holderId } = certificate!;
  const said = {
    certificate: certificate!,
    record,
    status: decided.status,
    ground: order.ground,
    falseData: order.court?.falseData === true,
    reason: order.reason ?? (order.ground === '14(8)' ? 'privilegeWithdrawn' : null),
    at,
    knownAt: order.knownAt,
    eventAt: order.eventAt ?? null,
    late: decided.late,
    basis: decided.basis,
    noticeAt: order.court?.noticeSentAt ?? null,
  };
  const journalEntryId = await journal(deps, tx, {
    type: 'certificate.ended',
    actor: order.actor,
    holderId,
    object: { kind: 'certificate', id },
    data: {
      record,
      number: order.number,
      status: decided.status,
      ground: order.ground,
      ...(order.reason === undefined ? {} : { reason: order.reason }),
      ...(decided.late ? { mark: 'REG_ENTRY_LATE' } : {}),
      knownAt: order.knownAt.toISOString(),
      row: endDigest(said),
    },
  });
  await insertEnd(tx, { ...said, journalEntryId });
  const under =
    issuer === undefined
      ? 0
      : await endCentre(tx, deps, {
          registerId: issuer.register_id,
          issuerId: issuer.id,
          cause: 'centre-certificate',
          knownAt: order.knownAt,
          actor: order.actor,
        });
  return { record, at, under };
}
