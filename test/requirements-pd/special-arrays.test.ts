import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newArray } from '../../src/arrays/test-arrays.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { accepted, byPowers, category, office, type Office, purpose } from './stand.ts';

// Biometric and genetic data make an array one of special categories (PD-3.3, PD-3.4), over HTTP and on the holder's page.

let t: TestPlatform;
let o: Office;
before(async () => {
  t = await startPlatform();
  o = await office(t, 'clinic', {
    purposes: ['vein', 'genes', 'plain'],
    categories: ['full_name', 'biometric_vein_pattern', 'genetic_data'],
  });
  const of = (code: string, special: readonly (readonly [string, string])[]) =>
    o.open(
      purpose(code, {
        ground: byPowers,
        categories: [category('full_name'), ...special.map(([id, one]) => category(one, id))],
        actions: ['collect', 'store'],
      }),
    );
  await of('plain', []);
  await of('vein', [['PD-8.1-11', 'biometric_vein_pattern']]);
  await of('genes', [['PD-8.1-10', 'genetic_data']]);
});
after(() => t.stop());

/** The array after data of a purpose was listed in it: its flag, and what the holder's page says. */
async function listed(code: string, categories: readonly string[]): Promise<{ special: string[]; page: string }> {
  const base = `/v1/holders/${o.holderId}/arrays`;
  const { arrayId } = accepted<{ arrayId: string }>(await o.officer.post(base, { json: newArray }));
  const list = { purposeId: o.purposes[code], categories, reviewMonths: null };
  accepted(await o.officer.post(`${base}/${arrayId}/data-lists`, { json: list }));
  const { special } = (await o.officer.get(`${base}/${arrayId}`)).json<{ special: string[] }>();
  return { special, page: (await o.officer.get(`/holder/arrays/${arrayId}?lang=en`)).body };
}
const words = 'Special categories of data';

test('an array of ordinary data is flagged as nothing else', async () => {
  const { special, page } = await listed('plain', ['full_name']);
  assert.deepEqual([special, page.includes(words)], [[], false]);
});

for (const [id, code, one] of [
  ['PD-3.3', 'vein', 'biometric_vein_pattern'],
  ['PD-3.4', 'genes', 'genetic_data'],
] as const)
  test(`${id}: ${one} added to an array flags it as one of special-category data`, async () => {
    assert.deepEqual((await listed(code, ['full_name'])).special, [], 'not before it is added');
    const { special, page } = await listed(code, ['full_name', one]);
    assert.deepEqual([special, page.includes(words)], [[one], true]);
  });
