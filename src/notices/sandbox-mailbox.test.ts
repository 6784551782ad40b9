import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { keepMail } from './channels/sandbox-store.ts';
import { scope } from './store.ts';
import { noticesStand } from './test-stand.ts';

const stand = await noticesStand();
const { db } = stand.database;
after(() => stand.stop());

test('many senders keep the newest messages of the sandbox and never wait for one another', async () => {
  const send = async (lane: number): Promise<void> => {
    for (let i = 0; i < 300; i++)
      await keepMail(db, {
        messageId: `<crowd-${lane}-${i}@sandbox>`,
        at: new Date(Date.UTC(2026, 10, 21) + i * 1000 + lane),
        channel: 'email',
        sealed: Buffer.alloc(40),
      });
  };
  await Promise.all([0, 1, 2, 3].map(send));
  const [{ n } = { n: 0 }] = await db.query<{ n: number }>(scope, 'SELECT count(*)::int AS n FROM sandbox_mail');
  assert.ok(n >= 500 && n <= 750, `${n} are kept`);
});
