import { hex } from '../record/index.ts';
import type { SignatureType } from './evidence.ts';
import { type KeyKind, keyUsesOf } from './key-use-store.ts';
import { scope } from './sealing.ts';
import type { IdentityDeps } from './types.ts';

const most = 200;

/** One use of a signature key, as its owner sees it. */
export type KeyUse = {
  readonly at: Date;
  readonly keyKind: KeyKind;
  readonly signatureType: SignatureType;
  readonly certificate: string | null;
  readonly keySha256: string | null;
  /** ES-10.3: the owner has reported the key; nothing is signed with it any more. */
  readonly suspected: boolean;
  readonly documentKind: string;
  readonly documentHash: string;
  readonly holderId: string | null;
  /** ES-12.1: the means, or `unknown`. */
  readonly tool: string;
};

/** ES-10.1b: what an account's keys were used for, the newest first; nothing else tells an owner that somebody else uses them. */
export async function keyUses(deps: Pick<IdentityDeps, 'db'>, accountId: string): Promise<KeyUse[]> {
  const rows = await deps.db.tx(scope, (tx) => keyUsesOf(tx, accountId, most));
  return rows.map((row) => ({
    at: row.at,
    keyKind: row.key_kind,
    signatureType: row.signature_type,
    certificate: row.certificate_number,
    keySha256: row.key_sha256 && hex(row.key_sha256),
    suspected: row.suspected,
    documentKind: row.document_kind,
    documentHash: hex(row.document_hash),
    holderId: row.holder_id,
    tool: row.tool,
  }));
}
