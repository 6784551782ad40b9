import type { Tx } from '../../platform/db/index.ts';

// SQL: certificates that officers entered as their own, the second officer's approval, and the end.

/** What was entered and is not ended. */
export type OfficerCertificate = {
  readonly id: string;
  readonly accountId: string;
  readonly der: Buffer;
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string;
  readonly enteredAt: Date;
  readonly approvedAt: Date | null;
};

/** One act after another: the second finds what the first has done. */
export async function lockOfficers(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('officer-certificates', 0))`, []);
}

type Row = OfficerCertificate & { readonly endedAt: Date | null };

/** Everything that was ever entered. */
const entered = (tx: Tx): Promise<Row[]> =>
  tx.query<Row>(
    `SELECT c.id, c.account_id AS "accountId", c.der, encode(c.fingerprint, 'hex') AS fingerprint, c.at AS "enteredAt",
            p.at AS "approvedAt", e.at AS "endedAt"
     FROM officer_certificate c LEFT JOIN officer_certificate_approval p ON p.certificate_id = c.id
     LEFT JOIN officer_certificate_ending e ON e.certificate_id = c.id ORDER BY c.at, c.id`,
    [],
  );

/** A certificate of an officer as verifications ask about it. */
export type OfficerFacts = { readonly fingerprint: string; readonly endedAt: Date | null };

/** Of these certificates (SHA-256, hexadecimal) those that another officer approved; their own list tells their status. */
export const officerFacts = async (tx: Tx, fingerprints: readonly string[]): Promise<OfficerFacts[]> =>
  (await entered(tx)).flatMap(({ fingerprint, approvedAt, endedAt }) =>
    approvedAt !== null && fingerprints.includes(fingerprint) ? [{ fingerprint, endedAt }] : [],
  );

export const certificatesOfOfficers = async (tx: Tx): Promise<OfficerCertificate[]> =>
  (await entered(tx)).filter(({ endedAt }) => endedAt === null);
/** Whether this certificate (SHA-256, hexadecimal) is one with which that officer signs. */
export const signsAsOfficer = async (tx: Tx, accountId: string, fingerprint: string): Promise<boolean> =>
  (await certificatesOfOfficers(tx)).some(
    (one) => one.accountId === accountId && one.fingerprint === fingerprint && one.approvedAt !== null,
  );

type Entered = Pick<OfficerCertificate, 'id' | 'accountId' | 'der' | 'fingerprint'> & {
  readonly at: Date;
  readonly entryId: string;
};
export async function insertOfficerCertificate(tx: Tx, c: Entered): Promise<void> {
  await tx.query(
    `INSERT INTO officer_certificate (id, account_id, der, fingerprint, at, journal_entry_id) VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6)`,
    [c.id, c.accountId, c.der, c.fingerprint, c.at, c.entryId],
  );
}

type Deed = { readonly certificateId: string; readonly officer: string; readonly at: Date; readonly entryId: string };
const deed =
  (table: 'officer_certificate_approval' | 'officer_certificate_ending') =>
  async (tx: Tx, { certificateId, officer, at, entryId }: Deed): Promise<void> => {
    await tx.query(`INSERT INTO ${table} (certificate_id, officer, at, journal_entry_id) VALUES ($1, $2, $3, $4)`, [
      certificateId,
      officer,
      at,
      entryId,
    ]);
  };
export const insertApproval = deed('officer_certificate_approval');
export const insertEnding = deed('officer_certificate_ending');
