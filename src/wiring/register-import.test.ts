import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import {
  accredited,
  act,
  casesOf,
  centreStand,
  ok,
  refused,
  type TestCentre,
} from '../procedures/centres/test-centre.ts';
import { hashOf, type JsonObject } from '../record/index.ts';

// The register of an accredited centre that keeps it in a product of its own: exported there, read in by the authority, accepted.

const s = await centreStand('2027-05-14T04:00:00Z');
after(() => s.stop());

/** What another product exports in the published format: its own numbers, its own ends. */
const entries: JsonObject[] = [1, 2, 3].map((n) => ({
  record: n,
  number: `0${n}`.repeat(16),
  kind: 'QN',
  fingerprint: `${n}f`.repeat(32),
  enteredAt: `2026-0${n}-01T04:00:00.000Z`,
  validFrom: `2026-0${n}-01T04:00:00.000Z`,
  validUntil: `2027-0${n}-01T04:00:00.000Z`,
  end: n === 2 ? { record: 4, since: '2026-09-01T04:00:00.000Z', ground: '14(6)(2)', reason: null } : null,
}));
function packed(items: readonly JsonObject[]) {
  const all = createHash('sha256');
  const digested = items.map((entry) => ({ entry, digest: hashOf(entry) }));
  for (const { digest } of digested) all.update(Buffer.from(digest, 'hex'));
  return { format: 'makulduk-register', version: 1, entries: items.length, digest: all.digest('hex'), items: digested };
}
async function ceasing(): Promise<{ centre: TestCentre; id: string }> {
  const centre = await s.newCentre();
  await accredited(s, centre);
  const data = { on: '2027-06-20', transfer: 'no', ownersNotifiedOn: '2027-05-14', owners: 3, proof: 'Letters' };
  return { centre, id: ok(await centre.head.post(casesOf(centre, 'cessation'), { json: { data } })).id };
}
const imports = ({ centre, id }: { centre: TestCentre; id: string }, json: object, who = s.officer) =>
  who.post(`/v1/centres/${centre.id}/register-imports/${id}`, { json });
const published = async (id: string) =>
  (await s.visitor().get(`/v1/registers/centres/transferred/${id}`)).json<{
    items: { entry: Record<string, unknown>; digest: string }[];
  }>().items;

test('ES-8.4.1: what a centre’s own product exports is read in by the authority with the same counts and digests, and an act of acceptance is made', async () => {
  const at = await ceasing();
  const given = packed(entries);
  const files = { files: 3, filesDigest: 'b'.repeat(64) };
  const stated = { entries: 3, digest: given.digest, ...files };
  const does = (who: typeof s.officer, name: string, data: object) =>
    act(who, at.centre, 'cessation', at.id, name, data);
  ok(await does(at.centre.head, 'handOverRegister', { ...stated, place: 'Carrier 1' }));
  assert.equal((await imports(at, given, at.centre.head)).status, 403, 'it is the authority that reads in');
  refused(await imports(at, { ...given, version: 9 }), 'REGISTER_FORMAT_UNKNOWN', 'ES-8.4.1');
  refused(await imports(at, { ...given, entries: 2 }), 'REGISTER_TRANSFER_DIFFERS', 'ES-8.4.1');
  refused(await imports(at, { ...given, digest: 'c'.repeat(64) }), 'REGISTER_TRANSFER_DIFFERS', 'ES-8.4.1');
  const altered = given.items.map((one, n) => (n === 1 ? { ...one, entry: { ...one.entry, end: null } } : one));
  refused(await imports(at, { ...given, items: altered }), 'REGISTER_TRANSFER_DIFFERS');
  // A package of fewer entries is in order by itself, and is not what the centre says it has handed over.
  assert.equal((await imports(at, packed(entries.slice(0, 2)))).status, 200);
  refused(
    await does(s.officer, 'acceptRegister', { number: '21', ...stated }),
    'REGISTER_TRANSFER_DIFFERS',
    'ES-8.4.1',
  );
  const read = await imports(at, given);
  assert.deepEqual(read.json(), { entries: 3, digest: given.digest });
  const view = ok(await does(s.officer, 'acceptRegister', { number: '21', ...stated }));
  const { seq } = view.documents.find(({ kind }) => kind === 'register-acceptance')!;
  const document = await s.officer.get(`${casesOf(at.centre, 'cessation')}/${at.id}/documents/${seq}`);
  assert.deepEqual(document.json<{ content: object }>().content, { cites: 'ES-8.4.1', number: '21', ...stated });
  assert.deepEqual(
    (await published(at.id)).map(({ digest }) => digest),
    given.items.map(({ digest }) => digest),
  );
});

test('ES-8.4.2a: an entry that lacks what the law demands of it is not saved', async () => {
  const at = await ceasing();
  const demanded = [
    ['number', 'ES-13.1.5b'],
    ['kind', 'ES-13.1.5b'],
    ['fingerprint', 'ES-13.1.5b'],
    ['enteredAt', 'ES-14.5c'],
    ['validFrom', 'ES-13.1.5b'],
    ['validUntil', 'ES-13.1.5b'],
    ['end', 'ES-13.1.5c'],
  ] as const;
  for (const [name, law] of demanded) {
    const { [name]: _gone, ...without } = entries[0]!;
    const answer = await imports(at, packed([without, ...entries.slice(1)]));
    const problem = refused(answer, 'REG_FIELD_MISSING', law);
    assert.equal(problem['field'], `items/0/entry/${name}`);
  }
  refused(
    await imports(at, packed([{ ...entries[0]!, enteredAt: '' }, ...entries.slice(1)])),
    'REG_FIELD_MISSING',
    'ES-8.4.2a',
  );
  for (const [name, law] of [
    ['since', 'ES-13.1.5c'],
    ['ground', 'ES-13.1.5d'],
  ] as const) {
    const { [name]: _gone, ...end } = entries[1]!['end'] as JsonObject;
    refused(await imports(at, packed([entries[0]!, { ...entries[1]!, end }])), 'REG_FIELD_MISSING', law);
  }
  assert.deepEqual(await published(at.id), []);
  // A register that is kept here: whatever wants to write into it.
  const [row] = await s.database.owner.query<Record<string, unknown>>(
    systemScope('test'),
    'SELECT * FROM certificate LIMIT 1',
  );
  const names = Object.keys(row!);
  for (const name of [
    'serial',
    'kind',
    'fingerprint',
    'entered_at',
    'not_before',
    'not_after',
    'issuer_id',
    'record',
  ]) {
    const values = names.map((one) => (one === name ? null : one === 'id' ? uuidv7() : row![one]));
    const columns = `INSERT INTO certificate (${names.join()}) VALUES (${names.map((_, n) => `$${n + 1}`).join()})`;
    await assert.rejects(s.platform.db.query(systemScope('test'), columns, values), { code: '23502' }, name);
  }
});
