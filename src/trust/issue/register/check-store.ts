import type { Tx } from '../../../platform/db/index.ts';
import type { EndGround } from './record.ts';
import type { NewCertificate, NewEnd } from './store.ts';

// SQL: registers beside the journal, for the check that nobody has changed them behind the program's back (ES-13.2.2b).

type Journalled = {
  readonly type: string | null;
  /** The canonical entry; null: there is none. */
  readonly body: Buffer | null;
};
export type CertificateRow = Omit<NewCertificate, 'journalEntryId'> & Journalled;

export const certificatesForCheck = (tx: Tx, after: string, limit: number): Promise<CertificateRow[]> =>
  tx.query<CertificateRow>(
    `SELECT c.id, c.register_id AS "registerId", c.holder_id AS "holderId", c.subject_id AS "subjectId", c.issuer_id AS "issuerId", c.record,
            c.kind, c.serial, c.spki_digest AS "spkiDigest", c.fingerprint, c.entered_at AS "enteredAt", c.not_before AS "notBefore",
            c.not_after AS "notAfter", c.der, c.sealed, c.agreement_id AS "agreementId", j.type, j.body
     FROM certificate c LEFT JOIN journal j ON j.entry_id = c.journal_entry_id WHERE c.id > $1 ORDER BY c.id LIMIT $2`,
    [after, limit],
  );

export type EndRow = Omit<NewEnd, 'certificate' | 'journalEntryId'> &
  NewEnd['certificate'] & { readonly notAfter: Date } & Journalled;

/** Ends that were entered one by one. `serial` is hexadecimal. */
export const endsForCheck = (tx: Tx, after: string, limit: number): Promise<EndRow[]> =>
  tx.query<EndRow>(
    `SELECT e.certificate_id AS id, e.register_id AS "registerId", e.holder_id AS "holderId", e.subject_id AS "subjectId",
            e.issuer_id AS "issuerId", encode(e.serial, 'hex') AS serial, e.record, e.status, e.ground, e.false_data AS "falseData", e.reason,
            e.at, e.known_at AS "knownAt", e.event_at AS "eventAt", e.late, e.basis, e.notice_at AS "noticeAt", j.type, j.body
     FROM certificate_end e LEFT JOIN journal j ON j.entry_id = e.journal_entry_id
     WHERE e.certificate_id > $1 AND coalesce(j.type, '') NOT IN ('certificate.ended-together', 'certificate.terms-ended')
     ORDER BY e.certificate_id LIMIT $2`,
    [after, limit],
  );

export type TogetherRow = Journalled & {
  readonly registerId: string;
  readonly holderId: string | null;
  readonly n: number;
  readonly digest: string;
  readonly first: number;
  readonly last: number;
  /** null, here and below: everything of it was purged. */
  readonly grounds: readonly EndGround[] | null;
  /** Every record says what its certificate says, and nothing that only an end by itself could. */
  readonly plain: boolean | null;
  readonly atTerm: boolean | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly knownFrom: Date | null;
  readonly knownUntil: Date | null;
};

/** Ends that were entered together, one row an act; of what was purged since, its number is left. */
export const endsTogetherForCheck = (tx: Tx): Promise<TogetherRow[]> =>
  tx.query<TogetherRow>(
    `SELECT j.type, j.body, o.register_id AS "registerId", j.holder_id AS "holderId", count(*) AS n,
            encode(sha256(convert_to(string_agg(o.certificate_id::text, ',' ORDER BY o.record), 'UTF8')), 'hex') AS digest,
            min(o.record) AS first, max(o.record) AS last, array_agg(DISTINCT e.ground) FILTER (WHERE e.ground IS NOT NULL) AS grounds,
            bool_and(e.status = 'terminated' AND NOT e.late AND NOT e.false_data AND e.event_at IS NULL AND e.notice_at IS NULL
                     AND e.serial = c.serial AND e.issuer_id = c.issuer_id AND e.subject_id IS NOT DISTINCT FROM c.subject_id
                     AND e.holder_id IS NOT DISTINCT FROM c.holder_id AND e.register_id = c.register_id) AS plain,
            bool_and(e.at = c.not_after) AS "atTerm",
            min(e.at) AS from, max(e.at) AS until, min(e.known_at) AS "knownFrom", max(e.known_at) AS "knownUntil"
     FROM (SELECT certificate_id, register_id, record, journal_entry_id FROM certificate_end
           UNION ALL SELECT certificate_id, register_id, end_record, end_entry_id FROM register_purge WHERE end_record IS NOT NULL) o
       JOIN journal j ON j.entry_id = o.journal_entry_id
       LEFT JOIN certificate_end e ON e.certificate_id = o.certificate_id LEFT JOIN certificate c ON c.id = o.certificate_id
     WHERE j.type IN ('certificate.ended-together', 'certificate.terms-ended')
     GROUP BY j.entry_id, j.type, j.body, o.register_id, j.holder_id`,
  );

/** What the journal has entered into a register and no register has, nor the acts by which entries are destroyed. */
export const missingForCheck = (tx: Tx): Promise<{ holderId: string | null; registerId: string }[]> =>
  tx.query(
    `SELECT DISTINCT r.holder_id AS "holderId", r.id AS "registerId"
     FROM journal j JOIN certificate_register r ON r.holder_id IS NOT DISTINCT FROM j.holder_id
     WHERE j.type IN ('certificate.issued', 'certificate.ended', 'certificate.ended-together', 'certificate.terms-ended')
       AND NOT EXISTS (SELECT FROM certificate c WHERE c.journal_entry_id = j.entry_id)
       AND NOT EXISTS (SELECT FROM certificate_end e WHERE e.journal_entry_id = j.entry_id)
       AND NOT EXISTS (SELECT FROM register_purge p WHERE j.entry_id IN (p.issued_entry_id, p.end_entry_id))
       AND NOT EXISTS (SELECT FROM register_destruction d WHERE d.register_id = r.id)`,
  );

export type NumbersRow = {
  readonly id: string;
  readonly holderId: string | null;
  readonly last: number;
  readonly n: number;
  readonly highest: number | null;
};

/** How many records each register has, and which number it gave last. A register that was destroyed by its act has none. */
export const numbersForCheck = (tx: Tx): Promise<NumbersRow[]> =>
  tx.query<NumbersRow>(
    `SELECT r.id, r.holder_id AS "holderId", r.last_record AS last, count(n.record) AS n, max(n.record) AS highest
     FROM certificate_register r
       LEFT JOIN LATERAL (SELECT record FROM certificate c WHERE c.register_id = r.id
                          UNION SELECT record FROM certificate_end e WHERE e.register_id = r.id
                          UNION SELECT unnest(ARRAY[p.record, p.end_record]) FROM register_purge p WHERE p.register_id = r.id) n
         ON n.record IS NOT NULL
     WHERE NOT EXISTS (SELECT FROM register_destruction d WHERE d.register_id = r.id)
     GROUP BY r.id ORDER BY r.id`,
  );
