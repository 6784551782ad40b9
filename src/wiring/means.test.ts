import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { consentByCertificate, recorded } from '../../test/support/consenting.ts';
import { testCentre } from '../../test/support/centre.ts';
import { refused } from '../procedures/centres/test-centre.ts';
import { readZip } from '../record/index.ts';
import { oids } from '../trust/der/index.ts';
import { readSignatureMeans } from '../trust/issue/index.ts';
import { extensionValue } from '../trust/path/index.ts';
import { applicants } from './test-applicants.ts';

// The catalogue of means, and the log of what each of them did (ES-2.9, ES-2.10, ES-12.1), over HTTP.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const security = await t.signedIn('security@authority.example.kg', '10.4.0.1');

type Use = {
  operation: 'create' | 'verify' | 'keygen';
  name: string;
  version: string;
  meansId: string | null;
  documentNumber: string | null;
  object: string;
};
const log = async (): Promise<Use[]> => (await security.get('/v1/authority/means-uses')).json<{ items: Use[] }>().items;
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('ES-2.9: a means of signatures with none of the three functions is not taken into the catalogue, by API or on the page', async () => {
  const means = {
    kind: 'signature',
    name: 'Алтын кол',
    version: '2.1',
    document: { title: 'Ылайык келүүнү тастыктоо', issuedOn: '2026-11-20', issuedBy: 'Коопсуздук органы' },
    documentNumber: 'СБ-77',
    until: null,
  };
  const enter = (functions?: readonly string[]) =>
    security.post('/v1/authority/confirmed-means', { json: { ...means, ...(functions && { functions }) } });
  refused(await enter(), 'MEANS_WITHOUT_FUNCTION', 'ES-2.9');
  refused(await enter([]), 'MEANS_WITHOUT_FUNCTION', 'ES-2.9');
  assert.equal((await enter(['encrypt'])).status, 400);
  await security.get('/authority/means');
  const form = { kind: 'signature', name: 'Алтын кол', version: '2.1', title: 'Тастыктоо', documentNumber: 'СБ-77' };
  const day = { 'issuedOn-day': '20', 'issuedOn-month': '11', 'issuedOn-year': '2026', issuedBy: 'Орган' };
  const answer = await security.post('/authority/means', { form: { ...form, ...day } });
  assert.equal(answer.status, 422);
  const listed = async (): Promise<{ documentNumber: string; functions: string[] } | undefined> =>
    (await t.visitor().get('/v1/registers/confirmed-means'))
      .json<{ items: { documentNumber: string; functions: string[] }[] }>()
      .items.find(({ documentNumber }) => documentNumber === 'СБ-77');
  assert.equal(await listed(), undefined);
  assert.equal((await enter(['verify'])).status, 201);
  assert.deepEqual((await listed())!.functions, ['verify']);
});

test('ES-2.10: the product names its centre means, listed apart from signature means, and that name and its confirmation stand in issued certificates', async () => {
  const identity = (await t.visitor().get('/v1/centre-means')).json<{
    name: string;
    version: string;
    listed: { kind: string; functions: string[]; documentNumber: string; document: Record<string, string> };
  }>();
  assert.deepEqual([identity.listed.kind, identity.listed.functions], ['centre', []]);
  const { certificate } = await t.issued();
  const { means } = extensionValue(certificate.extensions, oids.kgSignatureMeans, readSignatureMeans)!;
  const made = means!.find(({ use }) => use.includes('createCertificate'))!;
  assert.deepEqual(
    [made.kind, made.name, made.version, made.confirmation?.number, made.confirmation?.issuedBy],
    [
      'certificationCentreMeans',
      identity.name,
      identity.version,
      identity.listed.documentNumber,
      identity.listed.document['issuedBy'],
    ],
  );
});

test('ES-12.1: a signature, a check and a pair of keys each leave in the log the catalogued means that made them', async () => {
  const centre = await testCentre(t);
  const given = await consentByCertificate(t, t.applicant, await centre.issue(0));
  assert.equal(given.status, 201, given.body);
  await recorded(t);
  const { consentId } = given.json<{ consentId: string }>();
  const file = (await t.applicant.get(`/v1/me/consents/${consentId}/evidence.asice`)).raw;
  const part = (name: string): Buffer => Buffer.from(readZip(file).find((one) => one.name === name)!.bytes);
  const signature = part('consent-manifest.json.p7s');
  const checked = await t.visitor().post('/v1/signatures/verification', {
    json: { signature: signature.toString('base64'), document: part('consent-manifest.json').toString('base64') },
  });
  assert.equal(checked.status, 200, checked.body);
  const head = await t.signedIn('head@centre.example.kg', '10.4.0.2');
  assert.equal((await head.post(`/v1/centres/${t.sandbox.centreId}/key-requests`, { json: {} })).status, 201);

  const found = await log();
  const catalogue = (await t.visitor().get('/v1/registers/confirmed-means')).json<{
    items: { id: string; name: string; version: string; functions: string[]; confirmed: boolean }[];
  }>().items;
  const named = (operation: Use['operation'], object?: string): Use[] =>
    found.filter((one) => one.operation === operation && (object === undefined || one.object === object));
  assert.equal(named('create', hashOf(signature)).length, 1, 'the consent’s signature');
  assert.equal(named('create', hashOf(file)).length, 1, 'the automatic one on the evidence');
  assert.equal(named('verify', hashOf(signature)).length, 2, 'when it was given, and by anybody');
  assert.ok(named('keygen').length >= 1);
  for (const use of [
    ...named('create', hashOf(signature)),
    ...named('verify', hashOf(signature)),
    ...named('keygen'),
  ]) {
    const means = catalogue.find(({ id }) => id === use.meansId)!;
    assert.deepEqual([means.name, means.version, means.confirmed], [use.name, use.version, true]);
    assert.ok(means.functions.includes(use.operation));
  }
  // The owner's own log names it too; a key that signed ready from elsewhere is said to be unknown.
  const uses = (await t.applicant.get('/v1/auth/key-uses')).json<{ items: { tool: string }[] }>().items;
  assert.equal(uses[0]!.tool, 'Makulduk sign 1');
  const page = await security.get('/authority/means/uses?lang=en');
  assert.ok(page.body.includes('Makulduk verify 1') && page.body.includes('makes keys'));
  assert.equal((await t.visitor().get('/v1/authority/means-uses')).status, 401);
});
