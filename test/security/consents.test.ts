import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expireConsents } from '../../src/consent/index.ts';
import { holderScope, publicScope, systemScope } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { addStaff } from '../../src/identity/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { testPerson } from '../support/people.ts';
import { acceptAgreement, consentByPassword } from '../support/consenting.ts';
import { until } from '../support/until.ts';
import { type Answer, password, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import {
  accepted,
  newPerson,
  type Office,
  office,
  type Person,
  purpose,
  refused,
  subjectAt,
} from '../requirements-pd/stand.ts';

// Two hands at once on one consent, and hands that reach for what is not theirs.

let t: TestPlatform;
let o: Office;
let person: Person;
let pin: string;
let subjectId: string;
let second: Visitor;
const codes = ['race', 'dispute', 'beside', 'revive', 'gone'];
const all = systemScope('a test looks behind the curtain');
const civil = { kind: 'civil', contract: 'SANDBOX-1', amountTyiyn: 100, act: null, dueOn: '2027-01-01' };

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: codes });
  for (const code of codes) await o.open(purpose(code));
  person = await newPerson(t, 1);
  pin = testPerson(1).pin!;
  subjectId = subjectAt(o, person.personId);
  await acceptAgreement(o.t, person.visitor);
  const login = 'clerk@ministry.example.kg';
  const clerk = {
    login,
    password,
    name: 'Текшерүүчү',
    office: 'holder',
    holderId: o.holderId,
    roles: ['clerk'],
    lang: 'ky',
  } as const;
  assert.ok(!isRefusal(await addStaff(t.platform.identityDeps, clerk, null)));
  second = await t.signedIn(login);
});
after(() => t.stop());

const consented = async (code: string): Promise<string> =>
  (await consentByPassword(o.t, person.visitor, code)).consentId;
const stateOf = async (id: string): Promise<string> =>
  (await t.database.owner.query<{ state: string }>(all, 'SELECT state FROM consent WHERE id = $1', [id]))[0]!.state;
const barred = async (code: string): Promise<string> => {
  const { obligationId } = accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/obligations`, {
      json: { ...civil, subjectId, purposeId: o.purposes[code] },
    }),
  );
  t.clock.advance(1000);
  return obligationId!;
};
const fulfilled = async (id: string): Promise<{ withdrawn: string | null }> =>
  accepted(await o.officer.post(`/v1/holders/${o.holderId}/obligations/${id}/fulfilled`));
const withdrawn = async (id: string): Promise<string> =>
  accepted<{ outcome: string }>(await person.visitor.post(`/v1/me/consents/${id}/withdrawal`, { json: {} })).outcome;
const may = async (code: string): Promise<{ allowed: boolean; reason: string }> =>
  accepted(
    await o.officer.post(`/v1/holders/${o.holderId}/may`, {
      json: { purposeId: o.purposes[code], subjectId, categories: ['full_name'], action: 'store' },
    }),
  );

test('PD-9.4d: a bar that falls while the withdrawal is being filed leaves nothing pending for ever', async () => {
  const id = await consented('race');
  const bar = await barred('race');
  let filing: Promise<string> | undefined;
  let falling: Promise<unknown> | undefined;
  await t.database.owner.tx(all, async (tx) => {
    // The withdrawal has read its bars and cannot go on; meanwhile the bar falls.
    await tx.query('LOCK TABLE consent_event IN SHARE MODE');
    filing = withdrawn(id);
    const waits = `SELECT 1 FROM pg_locks WHERE relation = 'consent_event'::regclass AND NOT granted`;
    await until('the withdrawal waits', async () => (await tx.query(waits)).length > 0);
    falling = fulfilled(bar);
    await Promise.race([falling, pause(1500)]);
  });
  assert.equal(await filing, 'pending');
  await falling;
  assert.equal(await stateOf(id), 'withdrawn');
});

test('PD-9.5a PD-9.4d: withdrawing a disputed consent does not bring its processing back, and works when its bar falls', async () => {
  const id = await consented('dispute');
  const bar = await barred('dispute');
  accepted(await person.visitor.post(`/v1/me/consents/${id}/dispute`));
  assert.equal((await may('dispute')).reason, 'CONSENT_FROZEN');
  assert.equal(await withdrawn(id), 'pending');
  assert.equal((await may('dispute')).reason, 'CONSENT_FROZEN');
  refused(await person.visitor.post(`/v1/me/consents/${id}/withdrawal`, { json: {} }), 'NOT_WITHDRAWABLE');
  assert.deepEqual(await fulfilled(bar), { withdrawn: id });
  assert.equal((await may('dispute')).reason, 'CONSENT_WITHDRAWN');
});

const paper = (code: string, signedOn: string): Promise<Answer> =>
  o.officer.post(`/v1/holders/${o.holderId}/consents`, {
    json: {
      form: 'paper',
      purposeId: o.purposes[code],
      subject: { pin },
      representative: null,
      beside: null,
      signedOn,
      acquaintedOn: signedOn,
      noticeLang: 'ky',
      placeOfOriginal: 'Иш 01-12',
      choices: {
        categories: ['full_name', 'email'],
        processing: true,
        transfer: false,
        crossBorder: false,
        place: 'Бишкек',
        acknowledged: true,
      },
      scan: { mediaType: 'application/pdf', base64: Buffer.from('%PDF-1.7 scan').toString('base64') },
    },
  });
const today = (): string => new Date(t.clock.now().getTime() + 6 * 3_600_000).toISOString().slice(0, 10);
const checked = (id: string) =>
  second.post(`/v1/holders/${o.holderId}/subjects/${subjectId}/consents/${id}/paper-check`);

test('CP-10e: a paper ends no consent before its check, replaces it with the check, and its own withdrawal touches no other', async () => {
  const id = await consented('beside');
  const dropped = accepted(await paper('beside', today())).consentId!;
  assert.deepEqual(
    [await stateOf(id), await stateOf(dropped), (await may('beside')).reason],
    ['active', 'unproven', 'CONSENT'],
  );
  assert.equal(await withdrawn(dropped), 'withdrawn');
  assert.deepEqual([await stateOf(id), (await may('beside')).reason], ['active', 'CONSENT']);
  const kept = accepted(await paper('beside', today())).consentId!;
  accepted(await checked(kept));
  assert.deepEqual(
    [await stateOf(id), await stateOf(kept), (await may('beside')).reason],
    ['replaced', 'active', 'CONSENT'],
  );
  // What the person decides while a paper waits is later than the paper.
  const waiting = accepted(await paper('beside', today())).consentId!;
  t.clock.advance(1000);
  assert.equal(await withdrawn(kept), 'withdrawn');
  refused(await checked(waiting), 'LATER_WORD_STANDS', 'PD-9.4a');
  assert.equal((await may('beside')).reason, 'CONSENT_WITHDRAWN');
});

test('PD-9.4a CP-10e: a paper signed before a withdrawal or a refusal does not undo it', async () => {
  const before = today();
  const id = await consented('revive');
  t.clock.advance(2 * 86_400_000);
  assert.equal(await withdrawn(id), 'withdrawn');
  refused(await paper('revive', before), 'LATER_WORD_STANDS', 'PD-9.4a');
  assert.equal((await may('revive')).reason, 'CONSENT_WITHDRAWN');
  accepted(await paper('revive', today()));
  assert.equal((await may('revive')).reason, 'NOTICE_UNPROVEN');
});

test('CP-F-29b: services whose storage still runs keep no other from ending', async () => {
  const id = await consented('gone');
  const rows = t.database.owner;
  const [version] = await rows.query<{ body: { service: object } }>(
    all,
    'SELECT body FROM purpose_version WHERE purpose_id = $1',
    [o.purposes['gone']],
  );
  assert.ok(version !== undefined);
  // A version whose storage term has passed, and before it two hundred consents of a service without a term.
  const storage = { text: { ky: 'x', ru: 'x', en: 'x' }, act: { ky: 'x', ru: 'x', en: 'x' }, months: 1 };
  const over = uuidv7(t.clock.real());
  await rows.query(
    all,
    `INSERT INTO purpose_version SELECT $1, purpose_id, holder_id, number + 1, policy_version_id, jsonb_set(body, '{service,storage}', $2), hash, widens, published_at, official_url FROM purpose_version WHERE purpose_id = $3`,
    [over, JSON.stringify(storage), o.purposes['gone']],
  );
  await rows.query(all, `UPDATE consent SET purpose_version_id = $1 WHERE id = $2`, [over, id]);
  const columns = (
    await rows.query<{ c: string }>(
      all,
      `SELECT attname AS c FROM pg_attribute WHERE attrelid = 'consent'::regclass AND attnum > 0 AND attgenerated = ''`,
    )
  ).map((one) => one.c);
  const copy = columns.map((c) =>
    c === 'subject_id' || c === 'id'
      ? 'gen_random_uuid()'
      : c === 'purpose_id'
        ? `'${o.purposes['race']}'::uuid`
        : c === 'purpose_version_id'
          ? `(SELECT current_version_id FROM purpose WHERE id = '${o.purposes['race']}')`
          : c === 'evidence_id'
            ? 'NULL'
            : c,
  );
  await rows.query(
    all,
    `INSERT INTO consent (${columns.join(', ')}) SELECT ${copy.join(', ')} FROM consent, generate_series(1, 201) WHERE id = $1`,
    [id],
  );
  await rows.query(
    all,
    `UPDATE purpose SET service_ended_at = CASE id WHEN $1 THEN $3::timestamptz - interval '2 years' ELSE $3::timestamptz - interval '1 year' END WHERE id IN ($1, $2)`,
    [o.purposes['race'], o.purposes['gone'], t.clock.now()],
  );
  await expireConsents(t.platform.consent);
  assert.equal(await stateOf(id), 'expired');
});

test('a ground for all of a purpose is nobody else’s to end or to remove', async () => {
  const { db, owner } = t.database;
  const id = uuidv7(t.clock.real());
  await owner.query(
    all,
    `INSERT INTO processing_ground (id, holder_id, purpose_id, code, evidence, recorded_by, recorded_at, journal_entry_id) VALUES ($1, $2, $3, 'PD-5.1-4', '{}', 'x', now(), $1)`,
    [id, o.holderId, o.purposes['race']],
  );
  for (const scope of [publicScope(), holderScope(t.sandbox.holderId)]) {
    assert.equal((await db.query(scope, 'SELECT id FROM processing_ground WHERE id = $1', [id])).length, 1);
    assert.equal(
      (await db.query(scope, 'UPDATE processing_ground SET ends_at = now() WHERE id = $1 RETURNING id', [id])).length,
      0,
    );
    assert.equal((await db.query(scope, 'DELETE FROM processing_ground WHERE id = $1 RETURNING id', [id])).length, 0);
  }
  assert.equal(
    (
      await db.query(
        holderScope(o.holderId),
        'UPDATE processing_ground SET ends_at = now() WHERE id = $1 RETURNING id',
        [id],
      )
    ).length,
    1,
  );
});

test('a holder’s registers are read by all and written by that holder alone', async () => {
  const { db } = t.database;
  const ofHolder = {
    holder: 'id',
    policy_version: 'holder_id',
    purpose: 'holder_id',
    purpose_version: 'holder_id',
    notice: 'holder_id',
  };
  for (const [table, column] of Object.entries(ofHolder)) {
    for (const scope of [publicScope(), holderScope(t.sandbox.holderId)]) {
      assert.ok((await db.query(scope, `SELECT 1 FROM ${table} WHERE ${column} = $1`, [o.holderId])).length > 0, table);
      await assert.rejects(
        db.query(scope, `INSERT INTO ${table} SELECT * FROM ${table} WHERE ${column} = $1`, [o.holderId]),
        /row-level security/,
        table,
      );
    }
  }
  assert.equal(
    (
      await db.query(
        holderScope(t.sandbox.holderId),
        `UPDATE purpose SET state = 'stopped' WHERE holder_id = $1 RETURNING id`,
        [o.holderId],
      )
    ).length,
    0,
  );
  assert.equal(
    (
      await db.query(
        holderScope(t.sandbox.holderId),
        `UPDATE holder SET registered_at = NULL WHERE id = $1 RETURNING id`,
        [o.holderId],
      )
    ).length,
    0,
  );
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
