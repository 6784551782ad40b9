import assert from 'node:assert/strict';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import { after, test } from 'node:test';
import { columnsOf } from '../../test/support/columns-store.ts';
import { consentByPassword, prepare, subjectOf } from '../../test/support/consenting.ts';
import { password, startPlatform, type Visitor } from '../../test/support/platform.ts';
import { inventedCitizens } from '../identity/index.ts';
import { principalOfSession } from '../identity/sessions.ts';
import type { Citizen } from '../platform/http/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import { type ConsentDeps, giveConsent, may, mayBatch, withdrawConsent } from './index.ts';
import { personScope, systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';

// Each round trip of an act is a place to wait, and each byte of write-ahead log travels to the standby. Both are budgets:
// whoever needs more changes the number here, and says why.

const t = await startPlatform();
after(() => t.stop());
const pin = inventedCitizens[0]!.claims['pin'] as string;
const citizen = await t.signedIn('aibek@example.kg');
const staff = await t.signedIn('dpo@salyk.example.kg');
const code = 'inform_by_email';
const subjectId = await subjectOf(t, staff, pin);
const deps = t.platform.consent;

const requestOf = (visitor: Visitor, config: FastifyContextConfig = {}): FastifyRequest =>
  ({
    headers: {},
    cookies: Object.fromEntries(visitor.cookies),
    routeOptions: { config },
    is404: false,
  }) as unknown as FastifyRequest;

/** The same database, counting what an act sends; workers of the platform go on beside it uncounted. */
function counted(db: Db): { db: Db; wrap: (tx: Tx) => Tx; statements: string[] } {
  const statements: string[] = [];
  const note = (text: string): void => void statements.push(text.trim().slice(0, 60));
  const wrap = (tx: Tx): Tx => ({
    ...tx,
    query: (text, values) => (note(text), tx.query(text, values)),
    last: (text, values) => (note(text), tx.last(text, values)),
  });
  return {
    statements,
    wrap,
    db: {
      ...db,
      tx: (scope, act) => (note('BEGIN and COMMIT'), db.tx(scope, (tx) => act(wrap(tx)))),
      query: (scope, text, values) => (note(text), db.query(scope, text, values)),
    },
  };
}
const walNow = async (): Promise<number> =>
  Number(
    (
      await t.database.owner.query<{ n: string }>(
        systemScope('test'),
        `SELECT (pg_current_wal_insert_lsn() - '0/0')::text AS n`,
      )
    )[0]!.n,
  );

test('a request that shows no name is authenticated by one statement and opens nothing; a page opens the name, once', async () => {
  const { db, statements } = counted(t.platform.identityDeps.db);
  const names = new Map<string, string>();
  const cost = async (config: FastifyContextConfig = {}): Promise<readonly [number, boolean]> => {
    statements.length = 0;
    const principal = await principalOfSession({ ...t.platform.identityDeps, db }, names, requestOf(citizen, config));
    return [statements.length, (principal as Citizen).name !== null];
  };
  assert.deepEqual(await cost(), [1, false]);
  assert.equal(names.size, 0);
  const [first, named] = await cost({ kind: 'page' });
  assert.ok(first > 1 && named, statements.join('\n'));
  assert.deepEqual(await cost({ names: true }), [1, true]);
});

test('giving a consent takes three statements in the transaction that ends its signing, and its write-ahead log is bounded', async () => {
  await consentByPassword(t, citizen, code);
  const { draft, protocolId } = await prepare(t, citizen, code);
  const { draftId, manifestHash } = draft.json<{ draftId: string; manifestHash: string }>();
  const signing = await citizen.post('/v1/me/signings', {
    json: { protocolId, manifestHash, holderId: t.sandbox.holderId },
  });
  const principal = (await t.platform.identity.authenticate(requestOf(citizen))) as Citizen;
  const me = { accountId: principal.accountId, sessionId: principal.sessionId, personId: principal.personId! };
  const give = giveConsent(deps, me, draftId);
  const { wrap, statements } = counted(deps.db);
  let before = 0;
  const given = await deps.signing.confirmByPassword(
    me,
    signing.json<{ signingId: string }>().signingId,
    { password, address: '127.0.0.1', lang: 'ky' },
    async (tx, evidence) => {
      before = await walNow();
      return give(wrap(tx), evidence);
    },
  );
  const wal = (await walNow()) - before;
  assert.ok(!isRefusal(given));
  assert.equal(statements.length, 3, statements.join('\n'));
  assert.ok(wal < 60_000, `${wal} bytes of write-ahead log`);
});

test('withdrawing takes one transaction of at most fourteen statements', async () => {
  const { consentId } = await consentByPassword(t, citizen, code);
  const { db, statements } = counted(deps.db);
  const done = await withdrawConsent({ ...deps, db } as ConsentDeps, personScope([subjectId]), {
    subjectId,
    consentId,
    application: null,
    channel: 'account',
    actor: { kind: 'person', id: subjectId },
  });
  assert.ok(!isRefusal(done));
  assert.equal(statements.filter((one) => one === 'BEGIN and COMMIT').length, 1);
  assert.ok(statements.length <= 15, statements.join('\n'));
});

test('`may` is one read, and a hundred questions are two', async () => {
  const asked = { purposeId: t.sandbox.purposes[code]!, subjectId, categories: [], action: 'store' };
  await may(deps, t.sandbox.holderId, asked);
  const one = counted(deps.db);
  await may({ ...deps, db: one.db } as ConsentDeps, t.sandbox.holderId, asked);
  assert.equal(one.statements.length, 1, one.statements.join('\n'));
  const many = counted(deps.db);
  await mayBatch(
    { ...deps, db: many.db } as ConsentDeps,
    t.sandbox.holderId,
    Array.from({ length: 100 }, () => asked),
  );
  // One for all kinds of fact, however many are asked about, and one only if somebody gave no consent to the purpose.
  assert.ok(many.statements.length <= 2, many.statements.join('\n'));
});

/** The subject's consents, given by others as well: what these cover is the same, each stands by itself. */
async function othersConsentedToo(): Promise<string[]> {
  const others = ['11', '12', '13'].map((end) => `00000000-0000-4000-8000-0000000000${end}`);
  const columns = await columnsOf(t.database.owner, 'consent');
  await t.database.owner.query(
    systemScope('test'),
    `INSERT INTO consent (${columns}) SELECT ${columns} FROM (SELECT (jsonb_populate_record(c, jsonb_build_object('subject_id', o.subject, 'id', gen_random_uuid(),
       'evidence_id', CASE o.n WHEN 1 THEN NULL ELSE gen_random_uuid() END, 'valid_until', CASE o.n WHEN 2 THEN c.valid_from END))).*
     FROM consent c, unnest($2::uuid[]) WITH ORDINALITY AS o (subject, n) WHERE c.subject_id = $1 AND c.current) AS copy`,
    [subjectId, others],
  );
  return others;
}

test('a batch answers what each of its questions would be answered alone', async () => {
  const { holderId, purposes } = t.sandbox;
  await consentByPassword(t, citizen, code);
  const subjects = [subjectId, '00000000-0000-4000-8000-000000000000', ...(await othersConsentedToo())];
  const asked = [...Object.values(purposes), '00000000-0000-4000-8000-000000000001'].flatMap((purposeId) =>
    subjects.flatMap((subject) =>
      [[], ['surname'], ['no-such-category']].flatMap((categories) =>
        ['store', 'use', 'transfer'].map((action) => ({ purposeId, subjectId: subject, categories, action })),
      ),
    ),
  );
  const alone: Awaited<ReturnType<typeof may>>[] = [];
  for (const one of asked) alone.push(await may(deps, holderId, one));
  assert.deepEqual(await mayBatch(deps, holderId, asked), alone);
  assert.deepEqual(await Promise.all(asked.map((one) => may(deps, holderId, one))), alone, 'asked at once');
  // Of several sizes at once, as several systems of a holder ask: those read together each have their own answers.
  const sizes = [1, 0, 2, asked.length, 3, 5, 7];
  const parts = Array.from({ length: 12 }, (_, n) =>
    asked.flatMap(() => asked).slice(n, n + Math.max(1, sizes[n % 7]! * 9)),
  );
  const answered = await Promise.all(parts.map((part) => mayBatch(deps, holderId, part)));
  for (const [n, part] of parts.entries())
    assert.deepEqual(
      answered[n],
      part.map((one) => alone[asked.indexOf(one)]),
    );
  const capitals = asked.map((one) => ({ ...one, subjectId: one.subjectId.toUpperCase() }));
  assert.deepEqual(await mayBatch(deps, holderId, capitals), alone);
  const reasons = new Set(alone.map((one) => one.reason));
  for (const reason of ['CONSENT', 'CONSENT_UNPROVEN', 'CONSENT_EXPIRED'] as const)
    assert.ok(reasons.has(reason), reason);
  assert.ok(reasons.size >= 6, 'the questions are of many kinds');
});
