import type { Tx } from '../../../platform/db/index.ts';
import type { EndGround, EndState } from '../../issue/index.ts';
import type { ReasonName } from '../crl-entries.ts';

// SQL: what the register says about single certificates, and the answers that are kept.

export type CertificateFacts = {
  readonly serial: string;
  readonly fingerprint: Buffer;
  readonly notAfter: Date;
  readonly end: {
    readonly record: number;
    readonly at: Date;
    readonly ground: EndGround;
    readonly status: EndState;
    readonly reason: ReasonName | null;
    readonly eventAt: Date | null;
  } | null;
};
type FactsRow = Omit<CertificateFacts, 'end'> & {
  readonly record: number | null;
  readonly at: Date;
  readonly ground: EndGround;
  readonly status: EndState;
  readonly reason: ReasonName | null;
  readonly event_at: Date | null;
};

/** What is on record about certificates of an issuer; what is not there is not on record. Of a purged one its end stays. The end of a term is no end here (profile 8). */
export async function factsOf(tx: Tx, issuerId: string, serials: readonly string[]): Promise<CertificateFacts[]> {
  const rows = await tx.query<FactsRow>(
    `SELECT encode(c.serial, 'hex') AS serial, c.fingerprint, c.not_after AS "notAfter", e.record, e.at, e.ground, e.status, e.reason, e.event_at
     FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id AND e.ground <> '14(6)(1)'
     WHERE c.issuer_id = $1 AND c.serial = ANY ($2::bytea[])
     UNION ALL
     SELECT encode(serial, 'hex'), fingerprint, not_after, CASE WHEN listed THEN end_record END, end_at, end_ground, end_status, end_reason,
            end_event_at
     FROM (SELECT *, coalesce(end_ground <> '14(6)(1)', false) AS listed FROM register_purge) p
     WHERE p.issuer_id = $1 AND p.serial = ANY ($2::bytea[])`,
    [issuerId, serials.map((one) => Buffer.from(one, 'hex'))],
  );
  return rows.map(({ record, at, ground, status, reason, event_at, ...rest }) => ({
    ...rest,
    end: record === null ? null : { record, at, ground, status, reason, eventAt: event_at },
  }));
}

export type KeptAnswer = { readonly thisUpdate: Date; readonly nextUpdate: Date; readonly der: Buffer };

/** The kept answer about a certificate: current at the moment, and telling of no other end than the register does now. */
export async function keptAnswer(tx: Tx, issuerId: string, serial: string, at: Date): Promise<KeptAnswer | undefined> {
  const rows = await tx.query<KeptAnswer>(
    `SELECT a.this_update AS "thisUpdate", a.next_update AS "nextUpdate", a.der
     FROM ocsp_answer a JOIN certificate c ON c.issuer_id = a.issuer_id AND c.serial = a.serial
       LEFT JOIN certificate_end e ON e.certificate_id = c.id AND e.ground <> '14(6)(1)'
     WHERE a.issuer_id = $1 AND a.serial = $2 AND a.this_update <= $3 AND a.next_update > $3 AND a.record IS NOT DISTINCT FROM e.record`,
    [issuerId, Buffer.from(serial, 'hex'), at],
  );
  return rows[0];
}

export async function keepAnswers(
  tx: Tx,
  issuerId: string,
  answers: readonly (KeptAnswer & { readonly serial: string; readonly record: number | null })[],
): Promise<void> {
  const column = <T>(of: (one: (typeof answers)[number]) => T): T[] => answers.map(of);
  await tx.query(
    `INSERT INTO ocsp_answer (issuer_id, serial, this_update, next_update, record, der)
     SELECT $1, * FROM unnest($2::bytea[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::bytea[])
     ON CONFLICT (issuer_id, serial) DO UPDATE
       SET this_update = excluded.this_update, next_update = excluded.next_update, record = excluded.record, der = excluded.der`,
    [
      issuerId,
      column(({ serial }) => Buffer.from(serial, 'hex')),
      column(({ thisUpdate }) => thisUpdate),
      column(({ nextUpdate }) => nextUpdate),
      column(({ record }) => record),
      column(({ der }) => der),
    ],
  );
}

/** Certificates that came or ended after a record of their register, up to `limit`: by whom they were issued, their number, that record. */
export const cameSince = (
  tx: Tx,
  registerId: string,
  record: number,
  limit: number,
): Promise<{ issuerId: string; serial: string; record: number }[]> =>
  tx.query(
    `SELECT issuer_id AS "issuerId", encode(serial, 'hex') AS serial, record FROM (
       (SELECT issuer_id, serial, record FROM certificate WHERE register_id = $1 AND record > $2 ORDER BY record LIMIT $3)
       UNION ALL
       (SELECT issuer_id, serial, record FROM certificate_end WHERE register_id = $1 AND record > $2 ORDER BY record LIMIT $3)) came
     ORDER BY record LIMIT $3`,
    [registerId, record, limit],
  );

/** Certificates that ended after a record of their register, whatever the ground, up to `limit`. */
export const endedSince = (
  tx: Tx,
  registerId: string,
  record: number,
  limit: number,
): Promise<{ issuerId: string; serial: string; record: number }[]> =>
  tx.query(
    `SELECT issuer_id AS "issuerId", encode(serial, 'hex') AS serial, record FROM certificate_end
     WHERE register_id = $1 AND record > $2 ORDER BY record LIMIT $3`,
    [registerId, record, limit],
  );

/** The number of the newest record of a register; 0 where there is none. */
export async function lastRecord(tx: Tx, registerId: string): Promise<number> {
  const rows = await tx.query<{ record: number }>(
    'SELECT last_record AS record FROM certificate_register WHERE id = $1',
    [registerId],
  );
  return rows[0]?.record ?? 0;
}

/** Of these certificates those about which no kept answer says what the register does, and for longer than `by`. */
export const unanswered = async (tx: Tx, issuerId: string, serials: readonly string[], by: Date): Promise<string[]> =>
  (
    await tx.query<{ serial: string }>(
      `SELECT encode(s.serial, 'hex') AS serial FROM unnest($2::bytea[]) AS s (serial) WHERE NOT EXISTS (
         SELECT FROM ocsp_answer a JOIN certificate c ON c.issuer_id = a.issuer_id AND c.serial = a.serial
           LEFT JOIN certificate_end e ON e.certificate_id = c.id AND e.ground <> '14(6)(1)'
         WHERE a.issuer_id = $1 AND a.serial = s.serial AND a.next_update > $3 AND a.record IS NOT DISTINCT FROM e.record)`,
      [issuerId, serials.map((one) => Buffer.from(one, 'hex')), by],
    )
  ).map(({ serial }) => serial);

/** Answers of an issuer that run out by a moment, the oldest first. */
export const runningOut = async (tx: Tx, issuerId: string, by: Date, limit: number): Promise<string[]> =>
  (
    await tx.query<{ serial: string }>(
      `SELECT encode(serial, 'hex') AS serial FROM ocsp_answer WHERE issuer_id = $1 AND next_update <= $2 ORDER BY next_update LIMIT $3`,
      [issuerId, by, limit],
    )
  ).map(({ serial }) => serial);

export async function forgetAnswers(tx: Tx, issuerId: string, serials: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM ocsp_answer WHERE issuer_id = $1 AND serial = ANY ($2::bytea[])', [
    issuerId,
    serials.map((one) => Buffer.from(one, 'hex')),
  ]);
}

/** The answering certificates that an issuer has issued and not ended, the newest first. */
export const responderCertificates = async (tx: Tx, issuerId: string, at: Date): Promise<Buffer[]> =>
  (
    await tx.query<{ der: Buffer }>(
      `SELECT c.der FROM certificate c WHERE c.issuer_id = $1 AND c.kind = 'OCSP' AND c.not_before <= $2 AND c.not_after >= $2
         AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.certificate_id = c.id) ORDER BY c.record DESC`,
      [issuerId, at],
    )
  ).map(({ der }) => der);
