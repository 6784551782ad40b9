import { type Db, gathered, lateCommit } from '../../platform/db/index.ts';
import { scope } from '../store.ts';
import type { ChannelName } from '../types.ts';

/** The mailbox of a sandbox is no archive. */
const kept = 500;

type Row = {
  readonly messageId: string;
  readonly at: Date;
  readonly channel: ChannelName;
  readonly sealed: Uint8Array;
};

let added = 0;

/** Mails that are sent together are kept together. */
export const keepMail = gathered<Db, Row, void>(
  async (db, rows) => {
    await db.query(
      scope,
      `INSERT INTO sandbox_mail (message_id, at, channel, sealed)
       SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bytea[]) WHERE ${lateCommit} ON CONFLICT DO NOTHING`,
      [
        rows.map((row) => row.messageId),
        rows.map((row) => row.at),
        rows.map((row) => row.channel),
        rows.map((row) => row.sealed),
      ],
    );
    await forgetOld(db, rows.length);
    return [];
  },
  { apart: true },
);

async function forgetOld(db: Db, more: number): Promise<void> {
  // Not with each one: to look what is old costs more than a message. One sender at a time: two
  // would wait for each other's.
  added += more;
  if (added < kept / 2) return;
  added = 0;
  await db.query(
    scope,
    `WITH alone AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('sandbox_mail')) AS mine)
       DELETE FROM sandbox_mail WHERE (SELECT mine FROM alone)
         AND at < (SELECT min(at) FROM (SELECT at FROM sandbox_mail ORDER BY at DESC LIMIT $1) AS newest)`,
    [kept],
  );
}

export async function keptMails(
  db: Db,
  limit: number,
): Promise<{ message_id: string; at: Date; channel: ChannelName; sealed: Buffer }[]> {
  return db.query(
    scope,
    `SELECT message_id, at, channel, sealed FROM sandbox_mail ORDER BY at DESC, message_id DESC LIMIT $1`,
    [limit],
  );
}
