import { type Db, publicScope, type Tx } from '../../platform/db/index.ts';
import type { Text3 } from '../../platform/text.ts';
import type { Centre, CentreKind, NewCentre } from './centre.ts';

type Row = {
  id: string;
  code: string;
  kind: CentreKind;
  registration_number: string;
  sandbox: boolean;
  name: Text3;
  address: Text3;
  email: string | null;
  phone: string | null;
  website: string | null;
};
const toCentre = ({ registration_number: registrationNumber, ...row }: Row): Centre => ({ ...row, registrationNumber });
const select = `SELECT c.id, c.code, c.kind, c.registration_number, c.sandbox, p.name, p.address, p.email, p.phone, p.website
  FROM centre c JOIN centre_particulars p ON p.centre_id = c.id AND p.since <= $1 AND (p.until IS NULL OR p.until > $1)`;

export async function insertCentre(tx: Tx, id: string, c: NewCentre, at: Date, entryId: string): Promise<void> {
  await tx.query(
    'INSERT INTO centre (id, code, kind, registration_number, sandbox, entered_at, journal_entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, c.code, c.kind, c.registrationNumber, c.sandbox, at, entryId],
  );
  await insertParticulars(tx, id, 1, c, at);
}

type Particulars = Pick<NewCentre, 'name' | 'address' | 'email' | 'phone' | 'website'>;

async function insertParticulars(tx: Tx, id: string, number: number, p: Particulars, at: Date): Promise<void> {
  await tx.query(
    'INSERT INTO centre_particulars (centre_id, number, name, address, email, phone, website, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, number, JSON.stringify(p.name), JSON.stringify(p.address), p.email, p.phone, p.website, at],
  );
}

/** ES-8.3.1: from now on the directory says this; what it said before stays readable as of its time. */
export async function replaceParticulars(tx: Tx, id: string, p: Particulars, at: Date): Promise<void> {
  const [last] = await tx.query<{ number: number }>(
    'UPDATE centre_particulars SET until = $2 WHERE centre_id = $1 AND until IS NULL RETURNING number',
    [id, at],
  );
  await insertParticulars(tx, id, (last?.number ?? 0) + 1, p, at);
}

/** The centre under the name and address it had at the moment. */
export async function centreById(db: Db | Tx, id: string, at: Date): Promise<Centre | null> {
  const [row] = await ask<Row>(db, `${select} WHERE c.id = $2`, [at, id]);
  return row === undefined ? null : toCentre(row);
}

export async function centreByCode(db: Db | Tx, code: string, at: Date): Promise<Centre | null> {
  const [row] = await ask<Row>(db, `${select} WHERE c.code = $2`, [at, code]);
  return row === undefined ? null : toCentre(row);
}

/** Every centre of a registration number: nobody has made sure that a number stands for one alone. */
export const centresByRegistration = async (db: Db | Tx, number: string, at: Date): Promise<Centre[]> =>
  (await ask<Row>(db, `${select} WHERE c.registration_number = $2 ORDER BY c.id`, [at, number])).map(toCentre);

/** Two acts at once that begin something for a centre: the second waits here and then finds what the first has begun. */
export async function lockCentre(tx: Tx, id: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('centre/' || $1, 0))`, [id]);
}

export const allCentres = async (db: Db | Tx, at: Date): Promise<Centre[]> =>
  (await ask<Row>(db, `${select} ORDER BY c.code`, [at])).map(toCentre);

const isDb = (db: Db | Tx): db is Db => 'tx' in db;
/** Everything about centres is public: the scope only has to be there. */
export const ask = <R extends object>(db: Db | Tx, text: string, values: readonly unknown[]): Promise<R[]> =>
  isDb(db) ? db.query<R>(publicScope(), text, values) : db.query<R>(text, values);
