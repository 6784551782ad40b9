import type { Db, Tx } from '../../platform/db/index.ts';
import { publicScope } from '../../platform/db/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Purpose, PurposeBody, PurposeState, PurposeVersion } from './purpose.ts';

type PurposeRow = {
  id: string;
  holder_id: string;
  code: string;
  state: PurposeState;
  ended_reason: string | null;
  ended_at: Date | null;
  service_ended_at: Date | null;
  current_version_id: string | null;
  defined_at: Date;
};
const purposeColumns =
  'id, holder_id, code, state, ended_reason, ended_at, service_ended_at, current_version_id, defined_at';
const toPurpose = (row: PurposeRow): Purpose => ({
  id: row.id,
  holderId: row.holder_id,
  code: row.code,
  state: row.state,
  endedReason: row.ended_reason,
  endedAt: row.ended_at,
  serviceEndedAt: row.service_ended_at,
  currentVersionId: row.current_version_id,
  definedAt: row.defined_at,
});

type VersionRow = {
  id: string;
  purpose_id: string;
  holder_id: string;
  number: number;
  policy_version_id: string;
  body: PurposeBody;
  hash: Buffer;
  widens: boolean;
  published_at: Date;
  official_url: string | null;
};
const versionColumns =
  'id, purpose_id, holder_id, number, policy_version_id, body, hash, widens, published_at, official_url';
const toVersion = (row: VersionRow): PurposeVersion => ({
  id: row.id,
  purposeId: row.purpose_id,
  holderId: row.holder_id,
  number: row.number,
  policyVersionId: row.policy_version_id,
  body: row.body,
  hash: row.hash,
  widens: row.widens,
  publishedAt: row.published_at,
  officialUrl: row.official_url,
});

export type NoticeRow = {
  readonly id: string;
  readonly holderId: string;
  readonly purposeVersionId: string;
  readonly lang: Lang;
  readonly audience: 'adult' | 'child';
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
};

const everybody = publicScope();
const isDb = (db: Db | Tx): db is Db => 'tx' in db;
const ask = <R extends object>(db: Db | Tx, text: string, values: readonly unknown[]): Promise<R[]> =>
  isDb(db) ? db.query<R>(everybody, text, values) : db.query<R>(text, values);

export async function insertPurpose(
  tx: Tx,
  purpose: Pick<Purpose, 'id' | 'holderId' | 'code' | 'definedAt'>,
): Promise<void> {
  await tx.query('INSERT INTO purpose (id, holder_id, code, defined_at) VALUES ($1, $2, $3, $4)', [
    purpose.id,
    purpose.holderId,
    purpose.code,
    purpose.definedAt,
  ]);
}

export async function lockPurpose(tx: Tx, holderId: string, code: string): Promise<Purpose | null> {
  const [row] = await tx.query<PurposeRow>(
    `SELECT ${purposeColumns} FROM purpose WHERE holder_id = $1 AND code = $2 FOR UPDATE`,
    [holderId, code],
  );
  return row === undefined ? null : toPurpose(row);
}

export async function purposesOf(db: Db | Tx, holderId: string): Promise<Purpose[]> {
  return (
    await ask<PurposeRow>(db, `SELECT ${purposeColumns} FROM purpose WHERE holder_id = $1 ORDER BY code`, [holderId])
  ).map(toPurpose);
}

export async function purposeById(db: Db | Tx, id: string): Promise<Purpose | null> {
  const [row] = await ask<PurposeRow>(db, `SELECT ${purposeColumns} FROM purpose WHERE id = $1`, [id]);
  return row === undefined ? null : toPurpose(row);
}

export async function versionById(db: Db | Tx, id: string): Promise<PurposeVersion | null> {
  const [row] = await ask<VersionRow>(db, `SELECT ${versionColumns} FROM purpose_version WHERE id = $1`, [id]);
  return row === undefined ? null : toVersion(row);
}

export async function versionsOf(db: Db | Tx, purposeId: string): Promise<PurposeVersion[]> {
  return (
    await ask<VersionRow>(
      db,
      `SELECT ${versionColumns} FROM purpose_version WHERE purpose_id = $1 ORDER BY number DESC`,
      [purposeId],
    )
  ).map(toVersion);
}

/** A version, its notices, and the purpose made current on it: one publication. */
export async function insertVersion(tx: Tx, version: PurposeVersion, notices: readonly NoticeRow[]): Promise<void> {
  await tx.query(`INSERT INTO purpose_version (${versionColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    version.id,
    version.purposeId,
    version.holderId,
    version.number,
    version.policyVersionId,
    JSON.stringify(version.body),
    version.hash,
    version.widens,
    version.publishedAt,
    version.officialUrl,
  ]);
  for (const notice of notices)
    await tx.query(
      'INSERT INTO notice (id, holder_id, purpose_version_id, lang, audience, bytes, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [notice.id, notice.holderId, notice.purposeVersionId, notice.lang, notice.audience, notice.bytes, notice.hash],
    );
  await tx.query(`UPDATE purpose SET current_version_id = $2, state = 'active' WHERE id = $1`, [
    version.purposeId,
    version.id,
  ]);
}

export async function noticeOf(
  db: Db | Tx,
  versionId: string,
  lang: Lang,
  audience: 'adult' | 'child',
): Promise<NoticeRow | null> {
  return oneNotice(db, 'purpose_version_id = $1 AND lang = $2 AND audience = $3', [versionId, lang, audience]);
}

export async function noticeById(db: Db | Tx, id: string): Promise<NoticeRow | null> {
  return oneNotice(db, 'id = $1', [id]);
}

async function oneNotice(db: Db | Tx, where: string, values: readonly unknown[]): Promise<NoticeRow | null> {
  type Raw = {
    id: string;
    holder_id: string;
    purpose_version_id: string;
    lang: Lang;
    audience: 'adult' | 'child';
    bytes: Buffer;
    hash: Buffer;
  };
  const [row] = await ask<Raw>(
    db,
    `SELECT id, holder_id, purpose_version_id, lang, audience, bytes, hash FROM notice WHERE ${where}`,
    values,
  );
  return row === undefined
    ? null
    : {
        id: row.id,
        holderId: row.holder_id,
        purposeVersionId: row.purpose_version_id,
        lang: row.lang,
        audience: row.audience,
        bytes: row.bytes,
        hash: row.hash,
      };
}

export async function endPurpose(
  tx: Tx,
  id: string,
  state: 'ended' | 'stopped',
  reason: string,
  at: Date,
): Promise<void> {
  await tx.query('UPDATE purpose SET state = $2, ended_reason = $3, ended_at = $4 WHERE id = $1', [
    id,
    state,
    reason,
    at,
  ]);
}

export async function endService(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE purpose SET service_ended_at = $2 WHERE id = $1 AND service_ended_at IS NULL', [id, at]);
}
