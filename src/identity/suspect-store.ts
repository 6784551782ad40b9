import type { Tx } from '../platform/db/index.ts';

// SQL of keys whose owners have said that their secrecy may be broken (ES-10.3).

/** `key`: SHA-256 of the SubjectPublicKeyInfo. Each account speaks of its own keys: nobody blocks somebody else's. */
export const isSuspected = async (tx: Tx, accountId: string, key: Buffer): Promise<boolean> =>
  (await tx.query('SELECT FROM suspected_key WHERE account_id = $1 AND key_sha256 = $2', [accountId, key])).length > 0;

/** Said once, it stands: a key that may be lost does not become safe again. True where it was not said before. */
export const insertSuspected = async (
  tx: Tx,
  row: {
    readonly accountId: string;
    readonly key: Buffer;
    readonly at: Date;
    readonly entryId: string;
    readonly knownAt: Date;
    readonly late: boolean;
  },
): Promise<boolean> =>
  (
    await tx.query(
      `INSERT INTO suspected_key (account_id, key_sha256, at, entry_id, known_at, late) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING entry_id`,
      [row.accountId, row.key, row.at, row.entryId, row.knownAt, row.late],
    )
  ).length === 1;
