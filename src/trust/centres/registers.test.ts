import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { centreStand, refused } from '../../procedures/centres/test-centre.ts';

// The registers of centres that do not come from a case: confirmed means, trusted persons. Read by anybody, without an account.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const nobody = s.visitor();
const means = (change: object = {}) => ({
  kind: 'signature',
  functions: ['create'],
  name: 'Signer',
  version: '3.1',
  document: { title: 'Confirmation', issuedOn: '2027-02-20', issuedBy: 'Security body' },
  documentNumber: 'C-77',
  until: null,
  ...change,
});
type Means = { documentNumber: string; confirmed: boolean; endedAt: string | null; untilAt: string | null };
async function listed(number: string, asOf?: string): Promise<Means | undefined> {
  const query = asOf === undefined ? '' : `?asOf=${asOf}`;
  const answer = await nobody.get(`/v1/registers/confirmed-means${query}`);
  assert.equal(answer.status, 200, answer.body);
  return answer.json<{ items: Means[] }>().items.find(({ documentNumber }) => documentNumber === number);
}

test('ES-8.5.3b: a means whose confirmation has ended is confirmed for the days before and not after', async () => {
  const made = await s.security.post('/v1/authority/confirmed-means', { json: means() });
  assert.equal(made.status, 201, made.body);
  assert.equal((await listed('C-77'))!.confirmed, true);
  await s.travel('2027-04-01T04:00:00Z');
  const end = `/v1/authority/confirmed-means/${made.json<{ meansId: string }>().meansId}/end`;
  assert.equal((await s.security.post(end, { json: { ground: 'A flaw was found' } })).status, 200);
  refused(await s.security.post(end, { json: { ground: 'again' } }), 'MEANS_UNKNOWN');
  await s.travel('2027-05-01T04:00:00Z');
  assert.equal((await listed('C-77'))!.confirmed, false);
  assert.equal((await listed('C-77'))!.endedAt, '2027-04-01T04:00:00.000Z');
  const before = (await listed('C-77', '2027-03-20T00:00:00Z'))!;
  assert.deepEqual([before.confirmed, before.endedAt], [true, null]);
  assert.equal(await listed('C-77', '2027-02-28T00:00:00Z'), undefined, 'before the confirmation there is none');
  refused(await s.security.post('/v1/authority/confirmed-means', { json: means() }), 'MEANS_NUMBER_TAKEN');
});

test('a confirmation with a term ends with the last instant of its last day', async () => {
  const body = means({ documentNumber: 'C-78', until: '2027-05-31' });
  assert.equal((await s.security.post('/v1/authority/confirmed-means', { json: body })).status, 201);
  assert.equal((await listed('C-78', '2027-05-31T18:00:00.000Z'))!.confirmed, true);
  assert.equal((await listed('C-78', '2027-05-31T18:00:00.001Z'))!.confirmed, false);
  const past = means({ documentNumber: 'C-79', until: '2027-04-30' });
  refused(await s.security.post('/v1/authority/confirmed-means', { json: past }), 'TERM_ENDS_BEFORE_IT_BEGINS');
});

test('only the security body confirms means; only the authority enters centres', async () => {
  for (const who of [s.officer, s.sandboxCentre.head, s.registrar])
    assert.equal((await who.post('/v1/authority/confirmed-means', { json: means() })).status, 403);
  for (const who of [s.security, s.sandboxCentre.head])
    assert.equal((await who.post('/v1/authority/centres', { json: {} })).status, 403);
});

test('a centre gives and takes back the powers of a trusted person; the public register says from when to when', async () => {
  const { id, head } = s.sandboxCentre;
  const person = {
    name: 'Ишеним ЖЧК',
    registrationNumber: '111-ЖЧК',
    contractNumber: '5',
    contractOn: '2027-04-30',
    scope: 'Natural persons in Osh',
    until: null,
  };
  const path = `/v1/centres/${id}/trusted-persons`;
  assert.equal((await s.registrar.post(path, { json: person })).status, 403);
  const other = await s.newCentre();
  assert.equal((await other.head.post(path, { json: person })).status, 403);
  const made = await head.post(path, { json: person });
  assert.equal(made.status, 201, made.body);
  const personId = made.json<{ trustedPersonId: string }>().trustedPersonId;
  await s.travel('2027-06-01T04:00:00Z');
  const theirs = `/v1/centres/${other.id}/trusted-persons/${personId}/withdraw`;
  refused(await other.head.post(theirs, { json: { ground: 'x' } }), 'TRUSTED_PERSON_UNKNOWN');
  assert.equal((await head.post(`${path}/${personId}/withdraw`, { json: { ground: 'End of contract' } })).status, 200);
  const at = async (asOf: string): Promise<boolean | undefined> =>
    (await nobody.get(`/v1/centres/${id}?asOf=${asOf}`))
      .json<{ trustedPersons: { id: string; trusted: boolean }[] }>()
      .trustedPersons.find((one) => one.id === personId)?.trusted;
  assert.deepEqual(
    [await at('2027-04-01T00:00:00Z'), await at('2027-05-15T00:00:00Z'), await at('2027-06-01T04:00:00Z')],
    [undefined, true, false],
  );
});

test('every list is read without an account and without a fee, now and as of any moment', async () => {
  for (const path of ['accredited', 'revoked', 'suspended', 'ceased', 'expired'])
    for (const query of ['', '?asOf=2020-01-01T00:00:00Z', '?asOf=2099-01-01T00:00:00%2B06:00'])
      assert.equal((await nobody.get(`/v1/registers/centres/${path}${query}`)).status, 200, path);
  assert.equal((await nobody.get('/v1/registers/centres/accredited?asOf=yesterday')).status, 400);
});
