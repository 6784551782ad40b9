import { type Db, publicScope, type Tx } from '../../platform/db/index.ts';
import type { Text3 } from '../../platform/text.ts';

export type Service = {
  readonly id: string;
  readonly holder_id: string;
  readonly code: string;
  readonly kind: 'state' | 'municipal';
  readonly name: Text3;
  readonly needs_personal_data: boolean;
  readonly purpose_id: string | null;
  readonly opened_at: Date | null;
};

const columns = 'id, holder_id, code, kind, name, needs_personal_data, purpose_id, opened_at';

/** A new service, or a new link of one that is not open yet. */
export async function putService(tx: Tx, one: Omit<Service, 'opened_at'>): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO service (id, holder_id, code, kind, name, needs_personal_data, purpose_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (holder_id, code) DO UPDATE SET kind = excluded.kind, name = excluded.name, needs_personal_data = excluded.needs_personal_data, purpose_id = excluded.purpose_id
       WHERE service.opened_at IS NULL RETURNING id`,
    [one.id, one.holder_id, one.code, one.kind, JSON.stringify(one.name), one.needs_personal_data, one.purpose_id],
  );
  return row?.id ?? null;
}

export async function serviceForUpdate(tx: Tx, holderId: string, id: string): Promise<Service | null> {
  const [row] = await tx.query<Service>(`SELECT ${columns} FROM service WHERE holder_id = $1 AND id = $2 FOR UPDATE`, [
    holderId,
    id,
  ]);
  return row ?? null;
}

export async function markOpened(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('UPDATE service SET opened_at = coalesce(opened_at, $2) WHERE id = $1', [id, at]);
}

export async function servicesOf(db: Db, holderId: string): Promise<Service[]> {
  return db.query<Service>(publicScope(), `SELECT ${columns} FROM service WHERE holder_id = $1 ORDER BY code`, [
    holderId,
  ]);
}
