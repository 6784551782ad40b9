import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemScope } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { acceptAgreement, consentByPassword } from '../support/consenting.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { until } from '../support/until.ts';
import { accepted, newPerson, type Office, office, type Person, purpose, subjectAt } from '../requirements-pd/stand.ts';

// A row that cannot be acted on must hold up no other: it rests, longer each time, and an operator sees it.

let t: TestPlatform;
let o: Office;
let person: Person;
const codes = ['first', 'poisoned', 'last', 'service'];
const all = systemScope('a test looks behind the curtain');
const given: Record<string, string> = {};

before(async () => {
  t = await startPlatform();
  o = await office(t, 'ministry', { purposes: codes });
  for (const code of codes) await o.open(purpose(code));
  person = await newPerson(t, 1);
  await acceptAgreement(o.t, person.visitor);
  for (const code of codes) given[code] = (await consentByPassword(o.t, person.visitor, code)).consentId;
});
after(() => t.stop());

const stateOf = async (code: string): Promise<string> =>
  accepted<{ items: { id: string; state: string }[] }>(await person.visitor.get('/v1/me/consents')).items.find(
    (one) => one.id === given[code],
  )!.state;
const setAside = (): Promise<{ worker: string; row_id: string; failures: number; fault: string; pause: number }[]> =>
  t.database.owner.query(
    all,
    `SELECT worker, row_id, failures, fault, extract(epoch FROM until - last_at)::int AS pause FROM set_aside ORDER BY worker, row_id`,
  );
const rested = (): Promise<unknown> =>
  t.database.owner.query(all, `UPDATE set_aside SET until = now() - interval '1 second'`);
/** From here on the database refuses to change these rows; call the answer to heal them. */
const poison = async (table: string, condition: string): Promise<() => Promise<unknown>> => {
  const name = `poison_${table}`;
  await t.database.owner.query(
    all,
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this row is poisoned'; END $$`,
  );
  await t.database.owner.query(
    all,
    `CREATE TRIGGER ${name} BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION ${name}()`,
  );
  return () => t.database.owner.query(all, `DROP FUNCTION ${name}() CASCADE`);
};

test('a consent whose expiry fails is set aside with a growing pause; the others of its batch expire', async () => {
  const heal = await poison('consent', `OLD.id = '${given['poisoned']}' AND NEW.state = 'expired'`);
  await t.database.owner.query(
    all,
    `UPDATE consent SET valid_until = $1::timestamptz - CASE id WHEN $2 THEN interval '3 seconds' WHEN $3 THEN interval '2 seconds' ELSE interval '1 second' END
     WHERE id IN ($2, $3, $4)`,
    [t.clock.now(), given['first'], given['poisoned'], given['last']],
  );

  await until('the first and the last have expired', async () =>
    (await Promise.all(['first', 'last'].map(stateOf))).every((state) => state === 'expired'),
  );
  const first = await until('the poisoned row is set aside', async () => (await setAside())[0]);
  assert.equal(await stateOf('poisoned'), 'active');
  assert.equal(first.row_id, given['poisoned']);
  assert.equal(first.worker, 'consent-expiry');
  assert.match(first.fault, /P0001$/, 'the kind of fault, without the message');
  // An operator sees it: in the log once a try, in the metrics as long as it rests.
  await until('the log names the row', () => t.log.some((line) => line.includes(given['poisoned']!)));
  await until('the metrics count it', async () =>
    /^makulduk_set_aside 1$/m.test((await t.visitor().get('/metrics')).body),
  );

  // Each try makes the pause longer.
  const pauses = [first.pause];
  for (let n = 0; n < 3; n++) {
    await rested();
    pauses.push(
      (await until('it is tried again', async () => (await setAside()).find((one) => one.pause > pauses.at(-1)!)))
        .pause,
    );
  }
  assert.ok((await setAside())[0]!.failures >= 4);

  await heal();
  await rested();
  await until('the mended row expires', async () => (await stateOf('poisoned')) === 'expired');
  await until('nothing is set aside', async () => (await setAside()).length === 0);
});

test('CP-F-29b: a service that cannot be judged keeps neither another service’s consents nor retention from ending', async () => {
  const storage = { text: { ky: 'x', ru: 'x', en: 'x' }, act: { ky: 'x', ru: 'x', en: 'x' }, months: 1 };
  const version = async (code: string, body: object): Promise<string> => {
    const id = uuidv7(t.clock.real());
    await t.database.owner.query(
      all,
      `INSERT INTO purpose_version SELECT $1, purpose_id, holder_id, number + 1, policy_version_id, body || $2::jsonb, hash, widens, published_at, official_url
       FROM purpose_version WHERE purpose_id = $3 AND number = 1`,
      [id, JSON.stringify(body), o.purposes[code]],
    );
    return id;
  };
  await version('first', { service: null });
  const ended = await version('service', { service: { kind: 'state', storage } });
  await t.database.owner.query(all, `UPDATE consent SET purpose_version_id = $1, valid_until = NULL WHERE id = $2`, [
    ended,
    given['service'],
  ]);
  await t.database.owner.query(
    all,
    `UPDATE purpose SET service_ended_at = $3::timestamptz - interval '1 year' WHERE id IN ($1, $2)`,
    [o.purposes['service'], o.purposes['first'], t.clock.now()],
  );
  const subjectId = subjectAt(o, person.personId);
  await t.database.owner.query(
    all,
    `INSERT INTO retention (subject_id, id, holder_id, purpose_id, reason, norm, until, recorded_at)
     VALUES ($1, $2, $3, $4, 'law', 'x', $5, $5)`,
    [subjectId, uuidv7(t.clock.real()), o.holderId, o.purposes['last'], new Date(t.clock.now().getTime() - 1000)],
  );
  await until('the other service’s consent ends', async () => (await stateOf('service')) === 'expired');
  await until('the other version is set aside', async () =>
    (await setAside()).some((one) => one.worker === 'service-end'),
  );
  await until('the retention lapses', async () => {
    const [open] = await t.database.owner.query<{ n: number }>(
      all,
      'SELECT count(*)::int AS n FROM retention WHERE lapsed_at IS NULL AND subject_id = $1',
      [subjectId],
    );
    return open!.n === 0;
  });
});

test('CP-F-29b: who consented is told when the consent ends with its service', async () => {
  await until('the receipt is in the inbox', async () => {
    const { body } = await person.visitor.get('/me/inbox');
    return body.includes(`/me/consents/${given['service']}`) && body.includes('Макулдугуңуздун мөөнөтү бүттү');
  });
});
