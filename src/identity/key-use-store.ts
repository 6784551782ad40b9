import { byteaArray, gathered, type Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { AuthenticationMethod, SignatureType } from './evidence.ts';

// SQL of the uses of signature keys (ES-10.1b).

type Query = Pick<Tx, 'query'>;
/** A certificate's key, or of a simple signature what its session was opened with. */
export type KeyKind = 'certificate' | AuthenticationMethod;
type UseRow = {
  id: string;
  at: Date;
  key_kind: KeyKind;
  signature_type: SignatureType;
  certificate_number: string | null;
  key_sha256: Buffer | null;
  document_kind: string;
  document_hash: Buffer;
  holder_id: string | null;
  tool: string;
};
export type NewKeyUse = Omit<UseRow, 'id' | 'at'>;

/** ES-12.1: of a ready signature value nobody knows what made it. */
export const unknownTool = 'unknown';

/** What a signing that is being confirmed says of the use. */
export const useOf = (row: {
  readonly document_kind: string;
  readonly manifest_hash: Buffer;
  readonly holder_id: string;
}): Pick<NewKeyUse, 'document_kind' | 'document_hash' | 'holder_id'> => ({
  document_kind: row.document_kind,
  document_hash: row.manifest_hash,
  holder_id: row.holder_id,
});

type MadeUse = NewKeyUse & { readonly accountId: string; readonly now: Date; readonly real: Date };

const insertUses = gathered<Query, MadeUse, void>(async (db, uses) => {
  await db.query(
    `INSERT INTO key_use (id, account_id, at, key_kind, signature_type, certificate_number, key_sha256, document_kind, document_hash, holder_id, tool)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::bytea[], $10::uuid[], $11::text[])`,
    [
      uses.map((use) => uuidv7(use.real)),
      uses.map((use) => use.accountId),
      uses.map((use) => use.now),
      uses.map((use) => use.key_kind),
      uses.map((use) => use.signature_type),
      uses.map((use) => use.certificate_number),
      byteaArray(uses.map((use) => use.key_sha256)),
      uses.map((use) => use.document_kind),
      byteaArray(uses.map((use) => use.document_hash)),
      uses.map((use) => use.holder_id),
      uses.map((use) => use.tool),
    ],
  );
  return [];
});

/** In the transaction of what is signed. `now`: law time; `real` orders the log. */
export const insertKeyUse = (
  db: Query,
  accountId: string,
  { now, real }: { readonly now: Date; readonly real: Date },
  use: NewKeyUse,
): Promise<void> => insertUses(db, { ...use, accountId, now, real });

/** An account's own, the newest first. */
export const keyUsesOf = (db: Query, accountId: string, limit: number): Promise<(UseRow & { suspected: boolean })[]> =>
  db.query(
    `SELECT u.id, u.at, u.key_kind, u.signature_type, u.certificate_number, u.key_sha256, u.document_kind, u.document_hash, u.holder_id, u.tool,
       EXISTS (SELECT FROM suspected_key k WHERE k.account_id = u.account_id AND k.key_sha256 = u.key_sha256) AS suspected
     FROM key_use u WHERE u.account_id = $1 ORDER BY u.id DESC LIMIT $2`,
    [accountId, limit],
  );

/** ES-10.2b: with whom a key was used, and under which numbers of certificates. */
export async function counterpartiesOf(
  db: Query,
  accountId: string,
  key: Buffer,
): Promise<{ holders: string[]; certificates: string[] }> {
  const rows = await db.query<{ holder_id: string | null; certificate_number: string }>(
    'SELECT DISTINCT holder_id, certificate_number FROM key_use WHERE account_id = $1 AND key_sha256 = $2',
    [accountId, key],
  );
  return {
    holders: [...new Set(rows.flatMap(({ holder_id }) => holder_id ?? []))].toSorted(),
    certificates: [...new Set(rows.map(({ certificate_number }) => certificate_number))].toSorted(),
  };
}
