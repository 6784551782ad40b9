import type { Tx } from '../../platform/db/index.ts';
import type { EndGround } from '../issue/index.ts';

// What the registers say about the certificates that a signature came with: looked up by fingerprint, so nothing is told about others.

export type IssuerFacts = {
  readonly kind: 'ROOT' | 'ACA' | 'TP' | 'STATUS';
  readonly centreId: string | null;
  readonly der: Buffer;
  readonly fingerprint: string;
};

/** The certificates of every issuer on record: few, and public. */
export const issuers = (tx: Tx): Promise<IssuerFacts[]> =>
  tx.query<IssuerFacts>(
    `SELECT kind, holder_id AS "centreId", der, encode(fingerprint, 'hex') AS fingerprint FROM certificate_issuer ORDER BY since, id`,
  );

export type EntryFacts = {
  readonly fingerprint: string;
  readonly enteredAt: Date;
  /** ES-13.6b: the entry was purged on a normative act; only its numbers and its end are left. */
  readonly purged: boolean;
  readonly endedAt: Date | null;
  readonly ground: EndGround | null;
  readonly status: 'terminated' | 'revoked' | null;
  readonly reason: string | null;
  readonly record: string | null;
};

/** The entries of issue and of end of these certificates. `fingerprints`: SHA-256, hexadecimal. */
export const entriesOf = (tx: Tx, fingerprints: readonly string[]): Promise<EntryFacts[]> =>
  tx.query<EntryFacts>(
    `SELECT encode(c.fingerprint, 'hex') AS fingerprint, c.entered_at AS "enteredAt", false AS purged, e.at AS "endedAt", e.ground, e.status, e.reason,
            e.record::text AS record
     FROM certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id WHERE c.fingerprint = ANY ($1::bytea[])
     UNION ALL
     SELECT encode(fingerprint, 'hex'), entered_at, true, end_at, end_ground, end_status, end_reason, end_record::text
     FROM register_purge WHERE fingerprint = ANY ($1::bytea[])`,
    [fingerprints.map((one) => Buffer.from(one, 'hex'))],
  );
