import { byteaArray, type Tx } from '../../../platform/db/index.ts';
import type { EndState } from '../content/termination-ground.ts';
import type { Kind } from '../kinds.ts';
import type { CertificateRecord, EndGround } from './record.ts';

// SQL of the registers of certificates.

export type IssuerRow = {
  readonly id: string;
  readonly register_id: string;
  readonly holder_id: string | null;
  readonly kind: 'ROOT' | 'ACA' | 'TP' | 'STATUS';
  readonly der: Buffer;
  readonly key_name: string;
  readonly since: Date;
};

export async function insertRegister(tx: Tx, id: string, holderId: string | null, at: Date): Promise<void> {
  await tx.query('INSERT INTO certificate_register (id, holder_id, opened_at) VALUES ($1, $2, $3)', [id, holderId, at]);
}

/** The register of a centre, or the root's. */
export async function registerOf(
  tx: Tx,
  holderId: string | null,
): Promise<{ id: string; opened_at: Date } | undefined> {
  const rows = await tx.query<{ id: string; opened_at: Date }>(
    'SELECT id, opened_at FROM certificate_register WHERE holder_id IS NOT DISTINCT FROM $1::uuid',
    [holderId],
  );
  return rows[0];
}

export async function insertIssuer(tx: Tx, row: IssuerRow, fingerprint: Buffer): Promise<void> {
  await tx.query(
    `INSERT INTO certificate_issuer (id, register_id, holder_id, kind, der, fingerprint, key_name, since)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.register_id, row.holder_id, row.kind, row.der, fingerprint, row.key_name, row.since],
  );
}

export type IssuerEnd = { readonly ended_at: Date | null; readonly ended_ground: EndGround | null };

/** An issuer with the end of its own certificate, where it has ended. */
export async function issuerById(tx: Tx, id: string): Promise<(IssuerRow & IssuerEnd) | undefined> {
  const rows = await tx.query<IssuerRow & IssuerEnd>(
    `SELECT i.id, i.register_id, i.holder_id, i.kind, i.der, i.key_name, i.since, e.at AS ended_at, e.ground AS ended_ground
     FROM certificate_issuer i LEFT JOIN certificate c ON c.fingerprint = i.fingerprint LEFT JOIN certificate_end e ON e.certificate_id = c.id
     WHERE i.id = $1`,
    [id],
  );
  return rows[0];
}

/** An issuer whose register is taken, with the number of the register's last entry. */
export type TakenIssuer = IssuerRow & IssuerEnd & { readonly last_record: number };

/**
 * The issuer, with the register taken until the end of the transaction: nothing is issued or ended in it meanwhile. Whoever reads
 * facts for a certificate in the transaction that enters it calls this before reading them, or in the same breath: statements are
 * answered in their order, and each sees what stands when it begins.
 */
export async function takeIssuer(tx: Tx, id: string): Promise<TakenIssuer | undefined> {
  const [taken, issuer] = await Promise.all([
    tx.query<{ last_record: number }>(
      `SELECT last_record FROM certificate_register WHERE id = (SELECT register_id FROM certificate_issuer WHERE id = $1)
       FOR NO KEY UPDATE`,
      [id],
    ),
    // A statement of its own: what one that waits has read may be of before.
    issuerById(tx, id),
  ]);
  return issuer && { ...issuer, last_record: taken[0]!.last_record };
}

/** Takes the next `count` numbers and, until the end of the transaction, the register for itself; the last of them. */
export async function nextRecords(tx: Tx, registerId: string, count: number): Promise<number> {
  const rows = await tx.query<{ last_record: number }>(
    'UPDATE certificate_register SET last_record = last_record + $2 WHERE id = $1 RETURNING last_record',
    [registerId, count],
  );
  return rows[0]!.last_record;
}

export type Naming = { readonly spkiDigest: Buffer; readonly serial: Buffer };
export type Taken = { readonly key: boolean; readonly serial: boolean };

/** ES-13.1.8, RFC 5280 4.1.2.2: whether keys and serial numbers are taken, in any status, by a purged certificate too; in their order. */
export async function taken(tx: Tx, issuerId: string, asked: readonly Naming[]): Promise<readonly Taken[]> {
  const rows = await tx.query<Taken>(
    // Whatever the statistics of a young register say, each is looked up by itself: EXISTS may be answered from the whole register, and
    // DISTINCT leaves no other index than that of the keys, or of the numbers.
    `SELECT (SELECT true FROM certificate c
             WHERE c.spki_digest = n.spki AND c.register_id IS NOT DISTINCT FROM i.register_id LIMIT 1) IS NOT NULL
              OR (SELECT true FROM register_purge p
                  WHERE p.spki_digest = n.spki AND p.register_id IS NOT DISTINCT FROM i.register_id LIMIT 1) IS NOT NULL AS key,
            (SELECT true FROM certificate c WHERE c.issuer_id = i.id AND c.serial = n.serial LIMIT 1) IS NOT NULL
              OR (SELECT true FROM register_purge p
                  WHERE p.serial = n.serial AND p.issuer_id IS NOT DISTINCT FROM i.id LIMIT 1) IS NOT NULL AS serial
     FROM unnest($2::bytea[], $3::bytea[]) WITH ORDINALITY AS n (spki, serial, place)
       LEFT JOIN certificate_issuer i ON i.id = $1 ORDER BY n.place`,
    [issuerId, byteaArray(asked.map((one) => one.spkiDigest)), byteaArray(asked.map((one) => one.serial))],
  );
  return rows;
}

export type NewCertificate = {
  readonly id: string;
  readonly registerId: string;
  readonly holderId: string | null;
  readonly subjectId: string | null;
  readonly issuerId: string;
  readonly record: number;
  readonly kind: Kind;
  readonly serial: Buffer;
  readonly spkiDigest: Buffer;
  readonly fingerprint: Buffer;
  readonly enteredAt: Date;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly der: Buffer | null;
  readonly sealed: Buffer | null;
  readonly agreementId: string | null;
  readonly journalEntryId: string;
};

export const insertCertificate = (tx: Tx, one: NewCertificate): Promise<void> => insertCertificates(tx, [one]);

export async function insertCertificates(tx: Tx, all: readonly NewCertificate[]): Promise<void> {
  await tx.query(
    `INSERT INTO certificate (id, register_id, holder_id, subject_id, issuer_id, record, kind, serial, spki_digest, fingerprint,
                              entered_at, not_before, not_after, der, sealed, agreement_id, journal_entry_id)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::bytea[], $9::bytea[],
                          $10::bytea[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::bytea[], $15::bytea[],
                          $16::text[], $17::uuid[])`,
    [
      all.map((one) => one.id),
      all.map((one) => one.registerId),
      all.map((one) => one.holderId),
      all.map((one) => one.subjectId),
      all.map((one) => one.issuerId),
      all.map((one) => one.record),
      all.map((one) => one.kind),
      byteaArray(all.map((one) => one.serial)),
      byteaArray(all.map((one) => one.spkiDigest)),
      byteaArray(all.map((one) => one.fingerprint)),
      all.map((one) => one.enteredAt.toISOString()),
      all.map((one) => one.notBefore.toISOString()),
      all.map((one) => one.notAfter.toISOString()),
      byteaArray(all.map((one) => one.der)),
      byteaArray(all.map((one) => one.sealed)),
      all.map((one) => one.agreementId),
      all.map((one) => one.journalEntryId),
    ],
  );
}

const certificateColumns = `c.id, c.register_id AS "registerId", c.holder_id AS "holderId", c.subject_id AS "subjectId", c.issuer_id AS "issuerId",
  c.record, c.kind, encode(c.serial, 'hex') AS serial, encode(c.fingerprint, 'hex') AS fingerprint, c.entered_at AS "enteredAt",
  c.not_before AS "notBefore", c.not_after AS "notAfter",
  e.record AS e_record, e.status AS e_status, e.ground AS e_ground, e.at AS e_at, e.known_at AS e_known_at, e.late AS e_late`;
const certificateTables = 'certificate c LEFT JOIN certificate_end e ON e.certificate_id = c.id';

type Joined = Omit<CertificateRecord, 'end'> & {
  e_record: number | null;
  e_status: EndState;
  e_ground: EndGround;
  e_at: Date;
  e_known_at: Date;
  e_late: boolean;
};
const toRecord = ({ e_record, e_status, e_ground, e_at, e_known_at, e_late, ...rest }: Joined): CertificateRecord => ({
  ...rest,
  end:
    e_record === null
      ? null
      : { record: e_record, status: e_status, ground: e_ground, at: e_at, knownAt: e_known_at, late: e_late },
});

/** A certificate of a register by its number. */
export async function certificateByNumber(
  tx: Tx,
  registerId: string,
  serial: Buffer,
): Promise<CertificateRecord | undefined> {
  const rows = await tx.query<Joined>(
    `SELECT ${certificateColumns} FROM ${certificateTables} WHERE c.register_id = $1 AND c.serial = $2`,
    [registerId, serial],
  );
  return rows[0] && toRecord(rows[0]);
}

/** The certificate that was issued on an agreement (ES-14.1), the latest where there are several. */
export async function certificateOfAgreement(
  tx: Tx,
  registerId: string,
  agreementId: string,
): Promise<CertificateRecord | undefined> {
  const rows = await tx.query<Joined>(
    `SELECT ${certificateColumns} FROM ${certificateTables} WHERE c.register_id = $1 AND c.agreement_id = $2 ORDER BY c.record DESC LIMIT 1`,
    [registerId, agreementId],
  );
  return rows[0] && toRecord(rows[0]);
}

/** On which agreement a certificate was issued (ES-14.1; null: an issuer's own), and the SHA-256 of its key, hexadecimal. */
export async function agreementAndKey(
  tx: Tx,
  certificateId: string,
): Promise<{ readonly agreementId: string | null; readonly keySha256: string }> {
  const rows = await tx.query<{ agreementId: string | null; keySha256: string }>(
    `SELECT agreement_id AS "agreementId", encode(spki_digest, 'hex') AS "keySha256" FROM certificate WHERE id = $1`,
    [certificateId],
  );
  return rows[0]!;
}

export async function certificateByFingerprint(tx: Tx, fingerprint: Buffer): Promise<CertificateRecord | undefined> {
  const rows = await tx.query<Joined>(
    `SELECT ${certificateColumns} FROM ${certificateTables} WHERE c.fingerprint = $1`,
    [fingerprint],
  );
  return rows[0] && toRecord(rows[0]);
}

export async function certificateContents(
  tx: Tx,
  id: string,
): Promise<{ der: Buffer | null; sealed: Buffer | null } | undefined> {
  const rows = await tx.query<{ der: Buffer | null; sealed: Buffer | null }>(
    'SELECT der, sealed FROM certificate WHERE id = $1',
    [id],
  );
  return rows[0];
}

export type NewEnd = {
  readonly certificate: Pick<CertificateRecord, 'id' | 'registerId' | 'holderId' | 'subjectId' | 'issuerId' | 'serial'>;
  readonly record: number;
  readonly status: EndState;
  readonly ground: EndGround;
  readonly falseData: boolean;
  readonly reason: string | null;
  readonly at: Date;
  readonly knownAt: Date;
  readonly eventAt: Date | null;
  readonly late: boolean;
  readonly basis: string | null;
  readonly noticeAt: Date | null;
  readonly journalEntryId: string;
};

export async function insertEnd(tx: Tx, end: NewEnd): Promise<void> {
  const { certificate } = end;
  await tx.query(
    `INSERT INTO certificate_end (certificate_id, register_id, holder_id, subject_id, issuer_id, serial, record, status, ground,
                                  false_data, reason, at, known_at, event_at, late, basis, notice_at, journal_entry_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      certificate.id,
      certificate.registerId,
      certificate.holderId,
      certificate.subjectId,
      certificate.issuerId,
      Buffer.from(certificate.serial, 'hex'),
      end.record,
      end.status,
      end.ground,
      end.falseData,
      end.reason,
      end.at,
      end.knownAt,
      end.eventAt,
      end.late,
      end.basis,
      end.noticeAt,
      end.journalEntryId,
    ],
  );
}

/** The issuer whose own certificate this is, in whatever register. */
export async function issuerByCertificate(
  tx: Tx,
  fingerprint: string,
): Promise<Pick<IssuerRow, 'id' | 'register_id'> | undefined> {
  const rows = await tx.query<Pick<IssuerRow, 'id' | 'register_id'>>(
    'SELECT id, register_id FROM certificate_issuer WHERE fingerprint = $1',
    [Buffer.from(fingerprint, 'hex')],
  );
  return rows[0];
}

export async function holderOfRegister(tx: Tx, registerId: string): Promise<string | null> {
  const rows = await tx.query<{ holder_id: string | null }>(
    'SELECT holder_id FROM certificate_register WHERE id = $1',
    [registerId],
  );
  return rows[0]?.holder_id ?? null;
}

/** Issuers of a register, the oldest first. */
export async function issuersOf(tx: Tx, registerId: string): Promise<IssuerRow[]> {
  return tx.query<IssuerRow>(
    'SELECT id, register_id, holder_id, kind, der, key_name, since FROM certificate_issuer WHERE register_id = $1 ORDER BY since, id',
    [registerId],
  );
}
