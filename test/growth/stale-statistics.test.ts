import assert from 'node:assert/strict';
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { blocksOf } from '../../bench/growth-store.ts';
import { leaseDue } from '../../src/cases/clock-store.ts';
import { endCeremony } from '../../src/identity/ceremony-store.ts';
import { takeDue } from '../../src/notices/store.ts';
import { type Db, systemScope, type Tx } from '../../src/platform/db/index.ts';
import { taken } from '../../src/trust/issue/register/store.ts';
import { testDatabase } from '../support/db.ts';

// A young database's statistics say of a table that nothing in it is over yet. Plans made from them are kept, and must not
// read all that is over by the time they are used.

const rows = 5_000;
const scope = systemScope('test');
const database = await testDatabase();
after(() => database.drop());

/** How many blocks of the database the one statement of `act` touches. */
async function touched(tx: Tx, act: (db: Db & Tx) => Promise<unknown>, answer: object): Promise<number> {
  let blocks = 0;
  const look = async (text: string, values: readonly unknown[] = []): Promise<object[]> => {
    // As in the plan that is kept, which does not know how many will be asked for.
    blocks += await blocksOf(tx, text.replace(/LIMIT (\$\d)/, 'LIMIT (SELECT $1::bigint)'), values);
    return [answer];
  };
  await act({
    ...tx,
    query: (first: unknown, second: never, third: never) =>
      typeof first === 'string' ? look(first, second) : look(second, third),
  } as unknown as Db & Tx);
  return blocks;
}

test('a signing ends by looking at its own rows, however many were signed before', async () => {
  const [signing, protocol, passkey, account] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const blocks = await database.owner.tx(scope, async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(
      `INSERT INTO signing (id, protocol_id, session_id, account_id, holder_id, document_kind, manifest_hash, nonce, begun_at, expires_at)
       SELECT gen_random_uuid(), gen_random_uuid(), $1, $1, $1, 'consent', sha256(''), sha256(''), now(), now() + interval '1 hour' FROM generate_series(1, $2)`,
      [account, rows],
    );
    await tx.query('ANALYZE signing');
    await tx.query('UPDATE signing SET confirmed_at = now()');
    await tx.query(
      `INSERT INTO signing (id, protocol_id, session_id, account_id, holder_id, document_kind, manifest_hash, nonce, begun_at, expires_at)
       VALUES ($1, $2, $3, $3, $3, 'consent', sha256(''), sha256(''), now(), now() + interval '1 hour')`,
      [signing, protocol, account],
    );
    await tx.query(
      `INSERT INTO credential_passkey (id, account_id, credential_id, public_key, algorithm, sign_count, backup_eligible, backed_up, transports, aaguid, label, entry_id, created_at)
       VALUES ($1, $2, $3, $3, -7, 0, false, false, '{}', $4, '', $4, now())`,
      [passkey, account, randomBytes(32), randomUUID()],
    );
    const at = new Date();
    const step = {
      seq: 1,
      at: at.toISOString(),
      lawAt: at.toISOString(),
      kind: 'confirmed',
      data: {},
      prev: '00',
      hash: '00',
    };
    return touched(
      tx,
      (db) =>
        endCeremony(db, { passkeyId: passkey, count: 1, backedUp: false, signingId: signing, at, step: step as never }),
      { signing_id: signing, used: true, confirmed: true },
    );
  });
  assert.ok(blocks < 200, `${blocks} blocks`);
});

test('the outbox gives out what is due without reading what is done', async () => {
  const blocks = await database.owner.tx(scope, async (tx) => {
    await tx.query(
      `INSERT INTO outbox (id, kind, ref, created_at)
       SELECT gen_random_uuid(), 'receipt.consent-given', gen_random_uuid(), now() FROM generate_series(1, $1)`,
      [rows],
    );
    await tx.query('ANALYZE outbox');
    await tx.query(`UPDATE outbox SET state = 'done', done_at = now()`);
    await tx.query(`INSERT INTO outbox (id, kind, ref, created_at) VALUES ($1, 'receipt.consent-given', $1, now())`, [
      randomUUID(),
    ]);
    return touched(tx, (db) => takeDue(db, randomUUID(), 50, 1_000), { id: randomUUID(), priority: 1 });
  });
  assert.ok(blocks < 150, `${blocks} blocks`);
});

test('clocks that are due are taken without reading those that are over', async () => {
  const holder = randomUUID();
  const armed = `INSERT INTO case_clock (holder_id, case_id, duty, n, kind, due_at, state)
     SELECT $1, gen_random_uuid(), 'PD-26.4', 0, 'late', now() - interval '1 day', 'armed' FROM generate_series(1, $2)`;
  const blocks = await database.owner.tx(scope, async (tx) => {
    await tx.query(armed, [holder, rows]);
    await tx.query('ANALYZE case_clock');
    await tx.query(`UPDATE case_clock SET state = 'fired'`);
    await tx.query(armed, [holder, 1]);
    const now = new Date();
    const lease = { lawNow: now, realNow: now, until: new Date(+now + 60_000), owner: 'test', limit: 50 };
    const [taken, none] = [await leaseDue(tx, lease), await leaseDue(tx, { ...lease, owner: 'other' })];
    assert.deepEqual([taken.map(({ holder_id, kind }) => [holder_id, kind]), none], [[[holder, 'late']], []]);
    await tx.query(`UPDATE case_clock SET lease_until = NULL WHERE state = 'armed'`);
    return touched(tx, (db) => leaseDue(db, lease), {});
  });
  assert.ok(blocks < 150, `${blocks} blocks`);
});

test('whether keys and numbers are taken is found without reading a register that has grown since it was first asked', async () => {
  const [register, issuer] = [randomUUID(), randomUUID()];
  const read = await database.owner.tx(scope, async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query('INSERT INTO certificate_register (id, holder_id, opened_at) VALUES ($1, $1, now())', [register]);
    await tx.query(
      `INSERT INTO certificate_issuer (id, register_id, kind, der, fingerprint, key_name, since) VALUES ($1, $2, 'ACA', '', $3, '', now())`,
      [issuer, register, randomBytes(32)],
    );
    const asked = Array.from({ length: 60 }, () => ({ spkiDigest: randomBytes(32), serial: randomBytes(16) }));
    // Often enough for a plan to be kept.
    for (let n = 0; n < 8; n++) await taken(tx, issuer, asked);
    await tx.query(
      `INSERT INTO certificate (id, register_id, issuer_id, record, kind, serial, spki_digest, fingerprint, entered_at, not_before, not_after, sealed, journal_entry_id)
       SELECT gen_random_uuid(), $1, $2, n, 'QN', sha256(n::text::bytea), sha256(n::text::bytea), sha256(n::text::bytea), now(), now(), now() + interval '1 year', '', $1
       FROM generate_series(1, $3) n`,
      [register, issuer, rows],
    );
    const digest = hash('sha256', '7', 'buffer');
    const found = await taken(tx, issuer, [...asked, { spkiDigest: digest, serial: digest }]);
    assert.deepEqual(found.at(-1), { key: true, serial: true });
    assert.ok(found.slice(0, -1).every(({ key, serial }) => !key && !serial));
    const [count] = await tx.query<{ n: number }>(
      `SELECT (seq_tup_read + idx_tup_fetch)::int AS n FROM pg_stat_xact_user_tables WHERE relname = 'certificate'`,
    );
    return count!.n;
  });
  assert.ok(read < 100, `${read} rows read`);
});
