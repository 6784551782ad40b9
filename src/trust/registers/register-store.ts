import type { Tx } from '../../platform/db/index.ts';
import type { EndGround, EndState, Kind } from '../issue/index.ts';

// SQL: registers of certificates as they are published. What a moment in the past did not know yet is left out by whoever asks.

export type EntryRow = {
  readonly id: string;
  readonly subjectId: string | null;
  readonly centreId: string | null;
  readonly issuerId: string;
  readonly record: number;
  readonly kind: Exclude<Kind, 'ROOT'>;
  readonly number: string;
  readonly fingerprint: string;
  readonly enteredAt: Date;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Where it lies open: the certificates of issuers and services. */
  readonly der: Buffer | null;
  /** Of the certificate of accreditation that it was issued on (ES-16.5d). */
  readonly accreditation: string | null;
  /** Its number stands on a public list by now, whatever the moment asked about. */
  readonly listed: boolean;
  /** Which centre keeps the entry as of the moment: the one that made it, or who has taken over its functions; null: the root's. */
  readonly keeperId: string | null;
  readonly endRecord: number | null;
  readonly status: EndState;
  readonly ground: EndGround;
  readonly reason: string | null;
  readonly endedAt: Date;
};

const select = `SELECT c.id, c.subject_id AS "subjectId", c.holder_id AS "centreId", c.issuer_id AS "issuerId", c.record, c.kind,
    encode(c.serial, 'hex') AS number, encode(c.fingerprint, 'hex') AS fingerprint, c.entered_at AS "enteredAt",
    c.not_before AS "notBefore", c.not_after AS "notAfter", c.der,
    (SELECT a.certificate_number FROM accreditation a JOIN certificate_issuer i ON i.holder_id = a.centre_id
     WHERE c.kind = 'ACA' AND i.fingerprint = c.fingerprint AND a.handed_over_at <= c.entered_at
     ORDER BY a.handed_over_at DESC LIMIT 1) AS accreditation,
    coalesce((SELECT k.keeper_id FROM register_keeper k WHERE k.register_id = c.register_id AND k.since <= $1
              ORDER BY k.since DESC LIMIT 1), c.holder_id) AS "keeperId",
    EXISTS (SELECT FROM certificate_end l WHERE l.certificate_id = c.id AND l.ground <> '14(6)(1)') AS listed,
    e.record AS "endRecord", e.status, e.ground, e.reason, e.at AS "endedAt"
  FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id AND e.at <= $1`;

/** The entries of a register by a moment, of some kinds, in the order in which they were made. */
export const entriesBy = (tx: Tx, at: Date, holderId: string | null, kinds: readonly Kind[]): Promise<EntryRow[]> =>
  tx.query<EntryRow>(
    `${select} JOIN certificate_register r ON r.id = c.register_id
     WHERE c.entered_at <= $1 AND r.holder_id IS NOT DISTINCT FROM $2::uuid AND c.kind = ANY ($3) ORDER BY c.record`,
    [at, holderId, kinds],
  );

/** The same after a record, up to `limit`. */
export const entriesAfter = (
  tx: Tx,
  at: Date,
  holderId: string,
  kinds: readonly Kind[],
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<EntryRow[]> =>
  tx.query<EntryRow>(
    `${select} JOIN certificate_register r ON r.id = c.register_id
     WHERE c.entered_at <= $1 AND r.holder_id = $2 AND c.kind = ANY ($3) AND c.record > $4 ORDER BY c.record LIMIT $5`,
    [at, holderId, kinds, after, limit],
  );

/** Entries under a certificate's number or fingerprint, hexadecimal: numbers are unique within one issuer only (RFC 5280 4.1.2.2). */
export const entriesUnder = (tx: Tx, at: Date, id: string): Promise<EntryRow[]> =>
  tx.query<EntryRow>(
    `${select} WHERE c.entered_at <= $1 AND (c.serial = $2 OR c.fingerprint = $2) ORDER BY c.record LIMIT 10`,
    [at, Buffer.from(id, 'hex')],
  );

/** How many certificates of each kind a register holds by a moment, and how many of them have ended: told of those that are not listed. */
export const countsBy = (
  tx: Tx,
  at: Date,
  holderId: string,
): Promise<{ kind: Kind; issued: number; ended: number }[]> =>
  tx.query(
    `SELECT c.kind, count(*) AS issued, count(e.certificate_id) AS ended
     FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id AND e.at <= $1
     WHERE c.holder_id = $2 AND c.entered_at <= $1 GROUP BY c.kind ORDER BY c.kind`,
    [at, holderId],
  );

/** The roots of the register of the authority. */
export const rootsOf = (tx: Tx, at: Date): Promise<{ der: Buffer; since: Date }[]> =>
  tx.query(`SELECT der, since FROM certificate_issuer WHERE kind = 'ROOT' AND since <= $1 ORDER BY since, id`, [at]);
