import type { Db } from '../../platform/db/index.ts';
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

export async function keepMail(db: Db, row: Row): Promise<void> {
  await db.query(
    scope,
    `WITH old AS (DELETE FROM sandbox_mail WHERE message_id IN (SELECT message_id FROM sandbox_mail ORDER BY at DESC OFFSET $5))
     INSERT INTO sandbox_mail (message_id, at, channel, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [row.messageId, row.at, row.channel, row.sealed, kept],
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
