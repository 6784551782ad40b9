import type { Tx } from '../platform/db/index.ts';
import type { ProtocolStep, StepData, StepKind } from './evidence.ts';

type Query = Pick<Tx, 'query'>;
export type ProtocolRow = {
  id: string;
  session_id: string;
  account_id: string;
  holder_id: string;
  document_kind: string;
};

export const insertProtocol = (tx: Tx, row: ProtocolRow, at: Date): Promise<unknown> =>
  tx.query(
    'INSERT INTO action_protocol (id, session_id, account_id, holder_id, document_kind, opened_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [row.id, row.session_id, row.account_id, row.holder_id, row.document_kind, at],
  );

export const protocolById = async (db: Query, id: string): Promise<ProtocolRow | undefined> =>
  (
    await db.query<ProtocolRow>(
      'SELECT id, session_id, account_id, holder_id, document_kind FROM action_protocol WHERE id = $1',
      [id],
    )
  )[0];

/** The last step and the protocol, in one read; two steps at once cannot both be the next one (primary key). */
export async function lastStep(
  tx: Tx,
  protocolId: string,
): Promise<(ProtocolRow & { seq: number; hash: string; kind: StepKind }) | undefined> {
  const rows = await tx.query<ProtocolRow & { seq: number; hash: string; kind: StepKind }>(
    `SELECT p.id, p.session_id, p.account_id, p.holder_id, p.document_kind, s.seq, s.kind, encode(s.hash, 'hex') AS hash
     FROM action_protocol p JOIN action_step s ON s.protocol_id = p.id WHERE p.id = $1 ORDER BY s.seq DESC LIMIT 1`,
    [protocolId],
  );
  return rows[0];
}

export const insertStep = (tx: Tx, protocolId: string, step: ProtocolStep): Promise<unknown> =>
  tx.query(
    'INSERT INTO action_step (protocol_id, seq, at, law_at, kind, data, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      protocolId,
      step.seq,
      step.at,
      step.lawAt,
      step.kind,
      JSON.stringify(step.data),
      Buffer.from(step.prev, 'hex'),
      Buffer.from(step.hash, 'hex'),
    ],
  );

type StepRow = { seq: number; at: Date; law_at: Date; kind: StepKind; data: StepData; prev: Buffer; hash: Buffer };
export async function stepsOf(db: Query, protocolId: string): Promise<ProtocolStep[]> {
  const rows = await db.query<StepRow>(
    'SELECT seq, at, law_at, kind, data, prev, hash FROM action_step WHERE protocol_id = $1 ORDER BY seq',
    [protocolId],
  );
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at.toISOString(),
    lawAt: row.law_at.toISOString(),
    kind: row.kind,
    data: row.data,
    prev: row.prev.toString('hex'),
    hash: row.hash.toString('hex'),
  }));
}

export type SigningRow = {
  id: string;
  protocol_id: string;
  session_id: string;
  account_id: string;
  holder_id: string;
  document_kind: string;
  manifest_hash: Buffer;
  nonce: Buffer;
  begun_at: Date;
  expires_at: Date;
};

export const insertSigning = (tx: Tx, row: SigningRow): Promise<unknown> =>
  tx.query(
    'INSERT INTO signing (id, protocol_id, session_id, account_id, holder_id, document_kind, manifest_hash, nonce, begun_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      row.id,
      row.protocol_id,
      row.session_id,
      row.account_id,
      row.holder_id,
      row.document_kind,
      row.manifest_hash,
      row.nonce,
      row.begun_at,
      row.expires_at,
    ],
  );

export const openSigning = async (db: Query, id: string, now: Date): Promise<SigningRow | undefined> =>
  (
    await db.query<SigningRow>(
      'SELECT id, protocol_id, session_id, account_id, holder_id, document_kind, manifest_hash, nonce, begun_at, expires_at FROM signing WHERE id = $1 AND confirmed_at IS NULL AND lapsed_at IS NULL AND expires_at > $2',
      [id, now],
    )
  )[0];

/** True for the one call that confirms it; a protocol has one confirmed signing, however often it was asked. */
export const confirmSigning = async (tx: Tx, id: string, at: Date): Promise<boolean> =>
  (
    await tx.query(
      `UPDATE signing s SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL AND lapsed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM signing other WHERE other.protocol_id = s.protocol_id AND other.confirmed_at IS NOT NULL) RETURNING id`,
      [id, at],
    )
  ).length === 1;

/** Open signings whose time or session is over; a further question in a protocol that was confirmed is none. */
export const lapseOpenSignings = (
  tx: Tx,
  now: Date,
  session: string | null,
): Promise<Pick<SigningRow, 'id' | 'holder_id' | 'document_kind'>[]> =>
  tx.query(
    `UPDATE signing s SET lapsed_at = $1 FROM session e
     WHERE s.confirmed_at IS NULL AND s.lapsed_at IS NULL AND e.id = s.session_id AND ($2::uuid IS NULL OR s.session_id = $2)
       AND (s.expires_at <= $1 OR e.revoked_at IS NOT NULL OR e.expires_at <= $1)
       AND NOT EXISTS (SELECT FROM signing other WHERE other.protocol_id = s.protocol_id AND other.confirmed_at IS NOT NULL)
     RETURNING s.id, s.holder_id, s.document_kind`,
    [now, session],
  );
