import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { act, casesOf, filesOf, ok, refused } from '../procedures/centres/test-centre.ts';
import { hashOf } from '../record/index.ts';
import { endCertificate, registerOf } from '../trust/issue/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { applicants } from './test-applicants.ts';

// The register of an accredited centre that ceases, from its export to what the authority publishes of it, over HTTP.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const procedure = 'cessation';
const head = await t.signedIn('head@ishenim.example.kg');
const officer = await t.signedIn('officer@authority.example.kg');
type Item = { entry: Record<string, unknown>; digest: string };
type Export = { entries: number; digest: string; items: Item[] };
let transfer = '';
const exported = async (): Promise<Export> => {
  const answer = await head.get(`/v1/centres/${t.centre.id}/register-export`);
  assert.equal(answer.status, 200, answer.body);
  return answer.json<Export>();
};
const entryOf = async (number: string, asOf = ''): Promise<unknown> => {
  const answer = await t.visitor().get(`/v1/registers/certificates/${number}${asOf}`);
  // What is told of it. The certificate itself is by its fingerprint only, once its number stands on a list (DECISIONS 39).
  const {
    certificate: _der,
    fingerprint: _fingerprint,
    contents: _contents,
    withheld: _withheld,
    closed: _closed,
    ...told
  } = answer.json<{ items: Record<string, unknown>[] }>().items[0]!;
  return told;
};

test('ES-15.4.2: what is exported is what is accepted, and the authority publishes as many entries with the same digests', async () => {
  const numbers: string[] = [];
  for (let n = 0; n < 3; n++) numbers.push((await t.issued()).certificate.serial);
  await t.tx(async (tx) => {
    const ended = await endCertificate(tx, t.platform.issuing.deps, {
      registerId: (await registerOf(tx, t.centre.id))!.id,
      number: numbers[0]!,
      ground: '14(6)(2)',
      knownAt: t.clock.now(),
      actor: { kind: 'system', id: 'test' },
    });
    assert.ok(!isRefusal(ended));
  });
  t.clock.advance(1000);
  await t.platform.status.round();
  const register = await exported();
  assert.equal(register.entries, register.items.length);
  for (const number of numbers) assert.ok(register.items.some(({ entry }) => entry['number'] === number));
  for (const { entry, digest } of register.items) assert.equal(hashOf(entry as never), digest);
  assert.equal((await t.visitor().get(`/v1/centres/${t.centre.id}/register-export`)).status, 401);

  const announced = await head.post(casesOf(t.centre, procedure), {
    json: { data: { on: '2027-01-20', transfer: 'no', ownersNotifiedOn: '2026-11-23', owners: 3, proof: 'Messages' } },
  });
  const view = ok(announced);
  transfer = view.id;
  const does = (who: typeof head, name: string, data: object) => act(who, t.centre, procedure, view.id, name, data);
  const files = await filesOf({ id: t.centre.id, head });
  const wrong = { entries: register.entries, digest: 'a'.repeat(64), ...files };
  ok(await does(head, 'handOverRegister', { ...wrong, place: 'Carrier 1' }));
  refused(await does(officer, 'acceptRegister', { number: '21', ...wrong }), 'REGISTER_TRANSFER_DIFFERS', 'ES-15.4.2');
  const stated = { entries: register.entries, digest: register.digest, ...files };
  ok(await does(head, 'handOverRegister', { ...stated, place: 'Carrier 1' }));
  const before = t.clock.now().toISOString();
  const looked = await Promise.all(numbers.map((number) => entryOf(number)));
  t.clock.advance(60_000);
  const accepted = ok(await does(officer, 'acceptRegister', { number: '21', ...stated }));
  assert.ok(accepted.documents.some(({ kind }) => kind === 'register-acceptance'));

  const published = (await t.visitor().get(`/v1/registers/centres/transferred/${view.id}`)).json<{ items: Item[] }>()
    .items;
  assert.deepEqual(
    published.map(({ digest }) => digest),
    register.items.map(({ digest }) => digest),
  );
  for (const { entry } of published) assert.deepEqual([entry['number'], entry['fingerprint']], [undefined, undefined]);
  const receipt = (await t.visitor().get('/v1/registers/centres/transferred')).json<{
    items: { digest: string; entries: number }[];
  }>();
  assert.deepEqual(
    receipt.items.map(({ digest, entries }) => [digest, entries]),
    [[register.digest, register.entries]],
  );
  assert.deepEqual(await Promise.all(numbers.map((number) => entryOf(number, `?asOf=${before}`))), looked);
});

test('ES-8.3.6: a certificate of the ceased centre is looked up at the authority with the history it had before the transfer', async () => {
  const before = t.clock.now();
  const handedOver = (await exported()).items;
  const numbers = handedOver.flatMap(({ entry }) => (entry['kind'] === 'QN' ? [String(entry['number'])] : []));
  const history = await Promise.all(numbers.map((number) => entryOf(number)));
  t.clock.set('2027-01-20T04:00:00Z');
  const deadline = Date.now() + 20_000;
  const ceased = async (): Promise<boolean> =>
    (await t.visitor().get('/v1/registers/centres/ceased')).body.includes(t.centre.id);
  while (!(await ceased())) {
    assert.ok(Date.now() < deadline, 'the centre has not ceased');
    await new Promise((again) => setTimeout(again, 100));
  }
  await t.platform.status.round();
  const asOf = `?asOf=${before.toISOString()}`;
  assert.deepEqual(await Promise.all(numbers.map((number) => entryOf(number, asOf))), history);
  const now = (await Promise.all(numbers.map((number) => entryOf(number)))) as {
    state: string;
    end: { ground: string; since: string };
  }[];
  assert.ok(now.every(({ state }) => state === 'terminated'));
  const grounds = now.map(({ end }) => end.ground).sort((a, b) => (a < b ? -1 : 1));
  assert.deepEqual(grounds, ['14(6)(2)', '14(6)(3)', '14(6)(3)']);
  // The register that the authority has received stands as it was received: original moments and grounds, no end by the ceasing.
  const received = (await t.visitor().get(`/v1/registers/centres/transferred/${transfer}`)).json<{ items: Item[] }>();
  assert.deepEqual(
    received.items,
    handedOver.map(({ entry: { number: _number, fingerprint: _fingerprint, ...entry }, digest }) => ({
      entry,
      digest,
    })),
  );
  const kept = (history as { end: unknown }[]).findIndex(({ end }) => end !== null);
  assert.deepEqual(
    now[kept]!.end,
    (history[kept] as { end: unknown }).end,
    'the earlier end keeps its moment and ground',
  );
});
