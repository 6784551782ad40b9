import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { openSslFolder, pem } from '../../trust/formats/test-parties.ts';
import { certificateByNumber, readCertificate, registerOf } from '../../trust/issue/index.ts';
import { oids } from '../../trust/der/index.ts';
import { type Certificate, extensionValue, parseCertificate } from '../../trust/path/index.ts';
import { readDocumentDetails } from '../../trust/issue/content/document-details.ts';
import { readSignatureMeans } from '../../trust/issue/content/signature-means.ts';
import {
  accredited,
  act,
  apply,
  approveOrder,
  casesOf,
  type CaseView,
  centreStand,
  duty,
  list,
  newRequest,
  ok,
  orderOf,
  refused,
  rowOf,
  signedAct,
  type TestCentre,
} from './test-centre.ts';

// ES-16.5d over HTTP: the certificate of accreditation and the root's certificate in one step, after two officers have approved what
// the root signs.

const s = await centreStand('2027-03-01T04:00:00Z');
after(() => s.stop());
const procedure = 'accreditation';
const tx = <T>(read: (tx: Tx) => Promise<T>): Promise<T> => s.platform.db.tx(systemScope('test of the root'), read);
const does = (who: typeof s.officer, centre: TestCentre, id: string, name: string, data: object = {}) =>
  act(who, centre, procedure, id, name, data);

async function decided(change: object = {}): Promise<{ centre: TestCentre; id: string }> {
  const centre = await s.newCentre();
  const { id } = ok(await apply(centre, change));
  ok(await signedAct(s, s.officer, centre, id, 'accredit', { number: '7' }));
  return { centre, id };
}
const handOver = (centre: TestCentre, id: string, certificateNumber: string) =>
  does(s.officer, centre, id, 'handOver', { certificateNumber, proof: 'receipt' });
const numberOfRoot = async (centre: TestCentre): Promise<string | null> =>
  rowOf(await list(s, 'accredited'), centre)!.accreditation['rootCertificate'] ?? null;
/** The centre's certificate as the root's register has it. */
const inRegister = (number: string) =>
  tx(async (t) => {
    const { id } = (await registerOf(t, null))!;
    const entry = (await certificateByNumber(t, id, Buffer.from(number, 'hex')))!;
    const bytes = await readCertificate(t, s.platform.issuing.deps, entry);
    return { entry, certificate: parseCertificate(bytes as Buffer) };
  });

test('ES-16.5d: with the certificate of accreditation the root’s comes into being, at the same moment, for the term of the accreditation and the centre’s own key; in both registers', async () => {
  const { put, openssl, folder } = openSslFolder();
  const made = openssl(
    'req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=Centre -out r.pem',
  );
  assert.ok(made.ok, made.stderr);
  const { centre, id } = await decided({ request: readFileSync(`${folder}/r.pem`, 'utf8') });
  assert.equal(await numberOfRoot(centre), null);
  await approveOrder(s, centre, id, 'KG-21');
  const handed = ok(await handOver(centre, id, 'KG-21'));
  assert.equal(handed.acts.at(-1)!.act, 'handOver', 'nothing is outstanding');
  const row = rowOf(await list(s, 'accredited'), centre)!;
  const { entry, certificate } = await inRegister(row.accreditation['rootCertificate']!);
  assert.equal(entry.enteredAt.toISOString(), row.accreditation['handedOverAt']);
  assert.deepEqual([entry.kind, entry.end], ['ACA', null]);
  assert.equal(certificate.notAfter.toISOString(), row.accreditation['untilAt']);
  const cited = extensionValue(certificate.extensions, oids.kgSubjectAccreditation, readDocumentDetails)!;
  assert.deepEqual([cited.number, cited.issued, cited.validUntil], ['KG-21', '2027-03-01', '2032-03-01']);
  // The key is the one of the request, and the path is the root's: OpenSSL says so.
  put('centre.pem', pem('CERTIFICATE', certificate.raw));
  put('root.pem', pem('CERTIFICATE', (await s.platform.app.inject({ url: '/ca/root.cer' })).rawPayload));
  const keyIn = (command: string): string => String(openssl(`${command} -noout -pubkey`).stdout);
  assert.match(keyIn('req -in r.pem'), /PUBLIC KEY/);
  assert.equal(keyIn('x509 -in centre.pem'), keyIn('req -in r.pem'));
  const at = Math.floor(s.clock.now().getTime() / 1000) + 60;
  assert.ok(openssl(`verify -attime ${at} -CAfile root.pem centre.pem`).ok);
  assert.ok(
    !openssl(
      `verify -attime ${Math.floor(Date.parse(row.accreditation['untilAt']!) / 1000) + 60} -CAfile root.pem centre.pem`,
    ).ok,
  );
});

test('two different officers approve exactly what the root signs; one alone, twice, or for something else does not do', async () => {
  const { centre, id } = await decided();
  refused(await handOver(centre, id, 'KG-22'), 'ACC_ORDER_MISSING', 'ES-16.5d');
  const prepared = ok(await does(s.officer, centre, id, 'prepareOrder', { certificateNumber: 'KG-22' }));
  const { contentHash, content } = await orderOf(s, centre, prepared);
  assert.match(content!, /^[A-Za-z0-9+/]+=*$/);
  refused(await handOver(centre, id, 'KG-22'), 'KEY_SECOND_OFFICER', 'ES-13.1.7b');
  const approve = (who: typeof s.officer, hash = contentHash) =>
    does(who, centre, id, 'approveOrder', { contentHash: hash });
  refused(await approve(s.officer, 'a'.repeat(64)), 'KEY_OPERATION_CHANGED');
  ok(await approve(s.officer));
  refused(await approve(s.officer), 'KEY_SECOND_OFFICER');
  refused(await handOver(centre, id, 'KG-22'), 'KEY_SECOND_OFFICER');
  for (const who of [centre.head, s.registrar, s.security, s.visitor()])
    assert.ok([401, 403].includes((await approve(who)).status));
  ok(await approve(s.officer2));
  refused(await handOver(centre, id, 'KG-22 bis'), 'ACC_ORDER_MISSING');
  await s.travel('2027-03-01T04:00:05Z');
  // The directory changes, and with it what would be signed: what was approved is not that any more.
  const moved = {
    name: { ky: 'Башка борбор', ru: 'Другой центр', en: 'Other centre' },
    address: { ky: 'Ош ш.', ru: 'г. Ош', en: 'Osh' },
    email: null,
    phone: null,
    website: null,
  };
  assert.equal((await s.officer.post(`/v1/authority/centres/${centre.id}/particulars`, { json: moved })).status, 200);
  refused(await handOver(centre, id, 'KG-22'), 'KEY_OPERATION_CHANGED');
  assert.notEqual(await approveOrder(s, centre, id, 'KG-22'), contentHash);
  // An approval is for a day.
  await s.travel('2027-03-02T04:00:06Z');
  refused(await handOver(centre, id, 'KG-22'), 'KEY_OPERATION_STALE');
  await approveOrder(s, centre, id, 'KG-22');
  ok(await handOver(centre, id, 'KG-22'));
  assert.match((await numberOfRoot(centre))!, /^[0-9a-f]{32,40}$/);
});

test('ES-16.5d: where the root cannot sign, the hand-over is not recorded either', async () => {
  const request = await newRequest();
  const first = await decided({ request });
  await approveOrder(s, first.centre, first.id);
  ok(await handOver(first.centre, first.id, `KG-${first.centre.id}`));
  const second = await decided({ request });
  await approveOrder(s, second.centre, second.id);
  refused(await handOver(second.centre, second.id, `KG-${second.centre.id}`), 'ISS_DUPLICATE_KEY', 'ES-13.1.8');
  const view = (await s.officer.get(`${casesOf(second.centre, procedure)}/${second.id}`)).json<CaseView>();
  assert.equal(duty(view, 'certificate')!.state, 'open');
  const row = rowOf(await list(s, 'accredited'), second.centre)!;
  assert.deepEqual([row.accreditation['certificateNumber'], row.accreditation['rootCertificate']], [null, null]);
  // With a key of its own it can.
  ok(await does(second.centre.head, second.centre, second.id, 'fileRequest', { request: await newRequest() }));
  await approveOrder(s, second.centre, second.id);
  ok(await handOver(second.centre, second.id, `KG-${second.centre.id}`));
  assert.notEqual(await numberOfRoot(second.centre), null);
});

test('ES-8.5.3a: the means that the security body has confirmed stand in the certificate with the details of its document, and no longer once the confirmation has ended', async () => {
  const confirm = async (kind: string, documentNumber: string): Promise<string> => {
    const document = { title: 'Ылайык келүүнү тастыктоо', issuedOn: '2027-02-01', issuedBy: 'Коопсуздук органы' };
    const functions = kind === 'signature' ? ['create'] : [];
    const json = {
      kind,
      functions,
      name: `Means ${documentNumber}`,
      version: '3',
      document,
      documentNumber,
      until: '2027-12-31',
    };
    const made = await s.security.post('/v1/authority/confirmed-means', { json });
    assert.equal(made.status, 201, made.body);
    return made.json<{ meansId: string }>().meansId;
  };
  await confirm('signature', 'СБ-71');
  const tools = await confirm('centre', 'СБ-72');
  const means = ['СБ-71', 'СБ-72'];
  const [first, second] = [await decided({ means }), await decided({ means })];
  await approveOrder(s, first.centre, first.id);
  ok(await handOver(first.centre, first.id, `KG-${first.centre.id}`));
  const { certificate } = await inRegister((await numberOfRoot(first.centre))!);
  const stated = extensionValue(certificate.extensions, oids.kgSignatureMeans, readSignatureMeans)!.means!;
  type Listed = { name: string; version: string; documentNumber: string; document: Record<string, string> };
  const published = (await s.visitor().get('/v1/registers/confirmed-means')).json<{ items: Listed[] }>();
  for (const [index, number] of means.entries()) {
    const listed = published.items.find(({ documentNumber }) => documentNumber === number)!;
    const { title, issuedOn: issued, issuedBy } = listed.document;
    const { name, version, confirmation } = stated[index]!;
    assert.deepEqual([name, version], [listed.name, listed.version]);
    assert.deepEqual(confirmation, { title, number, issued, issuedBy, validUntil: '2027-12-31' });
  }
  await s.travel(new Date(s.clock.now().getTime() + 1000).toISOString());
  assert.equal(
    (await s.security.post(`/v1/authority/confirmed-means/${tools}/end`, { json: { ground: 'Flaw found' } })).status,
    200,
  );
  await approveOrder(s, second.centre, second.id);
  refused(await handOver(second.centre, second.id, `KG-${second.centre.id}`), 'ISS_TOOL_NOT_CONFIRMED');
});

test('an application without a proof that the centre holds its key is not taken', async () => {
  const centre = await s.newCentre();
  const request = await newRequest();
  const der = Buffer.from(request.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  der[der.length - 3]! ^= 1;
  for (const [wrong, code] of [
    ['no request', 'ISS_REQUEST_UNREADABLE'],
    [der.toString('base64'), 'ISS_KEY_PAIR_MISMATCH'],
  ] as const)
    refused(await apply(centre, { request: wrong }), code);
  ok(await apply(centre, { request }));
});

test('ES-8.2.2: asked for a certificate of a centre whose accreditation is not in force, the root refuses; resumed, it signs', async () => {
  const centre = await s.newCentre();
  const { id } = await accredited(s, centre);
  const before = await numberOfRoot(centre);
  const request = await newRequest();
  ok(await does(centre.head, centre, id, 'fileRequest', { request }));
  const breaches = [{ breach: 'One employee only is left.' }];
  ok(await signedAct(s, s.officer, centre, id, 'warn', { number: 'W-4', breaches, fixUntil: '2027-05-01' }));
  const issue = async () => {
    await approveOrder(s, centre, id);
    return does(s.officer, centre, id, 'issueRoot');
  };
  refused(await issue(), 'ISS_ACCREDITATION_NOT_ACTIVE', 'ES-2.3');
  assert.equal(await numberOfRoot(centre), before);
  const evidence = 'Order No. 4';
  ok(await does(centre.head, centre, id, 'reportEliminated', { eliminated: [{ breachNumber: 1, evidence }] }));
  ok(await signedAct(s, s.officer, centre, id, 'resume', { number: '9' }));
  ok(await issue());
  assert.notEqual(await numberOfRoot(centre), before);
  const { certificate } = await inRegister((await numberOfRoot(centre))!);
  assert.deepEqual(subjectOf(certificate), subjectOf((await inRegister(before!)).certificate));
  // What was approved once is signed once.
  refused(await does(s.officer, centre, id, 'issueRoot'), 'ACC_ORDER_MISSING');
});
const subjectOf = ({ subject }: Certificate): string => subject.key;
