import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '../../test/support/until.ts';
import { act, casesOf, ok } from '../procedures/centres/test-centre.ts';
import { courtRevocation } from '../procedures/centres/court-revocation.ts';
import { certIdBytes, ocspRequest, verifyOcspResponse } from '../trust/formats/index.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { type Certificate, parseCertificate, parseCrl, strictAlgorithms } from '../trust/path/index.ts';
import type { WholeContents } from '../trust/registers/index.ts';
import { applicants, company, forCompany, newHolder, ofCompany } from './test-applicants.ts';

// Whether the register says what the certificate says, no less than the truth and no later: read by anybody, judged by OpenSSL.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const { put, openssl } = openSslFolder();
let address = 0;
const anybody = () => t.visitor(`10.8.0.${++address}`);
type Entry = {
  number: string;
  kind: string;
  state: string;
  validFrom: string;
  validUntil: string;
  fingerprint: string;
  certificate: string;
  contents: WholeContents;
  end: { since: string } | null;
};
const entryOf = async (id: string): Promise<Entry> => {
  const answer = await anybody().get(`/v1/registers/certificates/${id}`);
  assert.equal(answer.status, 200, answer.body);
  const [entry, ...more] = answer.json<{ items: Entry[] }>().items;
  assert.deepEqual(more, []);
  return entry!;
};
const out = (command: string): string => {
  const { ok: done, stdout, stderr } = openssl(command);
  assert.ok(done, stderr);
  return stdout.toString('utf8').trim();
};
/** One certificate of each kind that end users have. */
const [ofPerson, ofEntity, ofSystem] = [
  await t.issued(),
  await t.issued(ofCompany, forCompany),
  await t.issued({ ...ofCompany, owner: 'automatic' }, forCompany),
];

test('ES-13.1.5b: of every certificate in the registers, the fields that its entry tells are those that OpenSSL reads in the certificate itself', async () => {
  const all = await t.tx((tx) =>
    tx.query<{ fingerprint: string }>(
      "SELECT encode(fingerprint, 'hex') AS fingerprint FROM certificate ORDER BY record",
    ),
  );
  const kinds = new Set<string>();
  for (const { fingerprint } of all) {
    const entry = await entryOf(fingerprint);
    const { contents } = entry;
    const der = Buffer.from(entry.certificate, 'base64');
    kinds.add(entry.kind);
    put('one.pem', pem('CERTIFICATE', der));
    const x509 = (what: string): string => out(`x509 -in one.pem -noout -nameopt utf8,sep_multiline,lname ${what}`);
    const day = (of: string): string =>
      new Date(x509(`-dateopt iso_8601 ${of}`).split('=')[1]!.replace(' ', 'T')).toISOString();
    assert.equal(x509('-serial').split('=')[1]!.toLowerCase(), contents.number);
    assert.deepEqual([day('-startdate'), day('-enddate')], [contents.validFrom, contents.validUntil]);
    assert.deepEqual(
      [entry.number, entry.validFrom, entry.validUntil],
      [contents.number, contents.validFrom, contents.validUntil],
    );
    put('key.pem', x509('-pubkey'));
    const { stdout: spki } = openssl('pkey -pubin -in key.pem -outform DER');
    put('key.der', spki);
    assert.ok(out('dgst -sha256 key.der').endsWith(contents.key.sha256));
    assert.ok(
      out('x509 -in one.pem -noout -fingerprint -sha256').replaceAll(':', '').toLowerCase().endsWith(fingerprint),
    );
    // What OpenSSL has no names for stands in the certificate in exactly these letters.
    const { owner, actingPerson, means, limits, powers, issuer } = contents;
    const letters = [
      ...(owner.kind === 'natural' ? owner.name.split(' ') : [owner.name]),
      ...(actingPerson === null ? [] : [...actingPerson.name.split(' '), actingPerson.position]),
      owner.number,
      owner.place,
      owner.birthPlace,
      issuer.name,
      issuer.place,
      issuer.accreditation,
      ...means.flatMap(({ name, version, confirmation }) => [name, version, confirmation]),
      ...limits.map(({ text }) => text),
      ...powers.flatMap(({ principal, scope }) => [principal, scope]),
      ...(owner.birthDate === null ? [] : [`${owner.birthDate.replaceAll('-', '')}120000Z`]),
    ];
    for (const one of letters)
      if (one !== null && one !== '') assert.ok(der.includes(Buffer.from(one)), `${entry.kind}: ${one}`);
    if (['QN', 'QL', 'QA'].includes(entry.kind))
      assert.ok(issuer.certificateNumber !== null && der.includes(Buffer.from(issuer.certificateNumber, 'hex')));
  }
  for (const kind of ['ACA', 'OCSP', 'QN', 'QL', 'QA']) assert.ok(kinds.has(kind), kind);
  const { owner } = (await entryOf(ofPerson.certificate.fingerprint)).contents;
  assert.ok(owner.birthDate !== null && owner.birthPlace !== null && owner.number !== '');
});

test('ES-2.4: every entry names exactly one owner with its kind; who acts for a legal entity stands apart from it', async () => {
  const told = await Promise.all(
    [ofPerson, ofEntity, ofSystem].map(async ({ certificate }) => (await entryOf(certificate.serial)).contents),
  );
  assert.deepEqual(
    told.map(({ owner, actingPerson }) => [owner.kind, owner.name === company.name, actingPerson !== null]),
    [
      ['natural', false, false],
      ['legal', true, true],
      ['legal', true, false],
    ],
  );
  assert.match(told[0]!.owner.name, /^\S+ \S+/);
  assert.notEqual(told[1]!.actingPerson!.name, told[1]!.owner.name);
  const page = (await anybody().get(`/registers/certificates?id=${ofEntity.certificate.serial}&lang=ky`)).body;
  assert.equal(page.split(company.name.slice(1, -1)).length - 1, 1, 'one owner is on the page, once');
});

test('ES-2.2a: under the centre’s signature the certificate binds the applicant’s own key to the one owner whom the register has', async () => {
  const holder = await newHolder();
  const { certificate } = await t.issued({ request: holder.request });
  const { centre, root } = await t.chain();
  put('root.pem', pem('CERTIFICATE', root));
  put('centre.pem', pem('CERTIFICATE', centre));
  put('own.pem', pem('CERTIFICATE', certificate.raw));
  put('holder.pem', holder.keyPem);
  const at = Math.floor(t.clock.now().getTime() / 1000) + 60;
  assert.match(out(`verify -attime ${at} -CAfile root.pem -untrusted centre.pem own.pem`), /own\.pem: OK/);
  assert.equal(out('x509 -in own.pem -noout -pubkey'), out('pkey -in holder.pem -pubout'));
  const { contents } = await entryOf(certificate.serial);
  const subject = out('x509 -in own.pem -noout -subject -nameopt utf8,sep_multiline,lname');
  const [surname, ...given] = contents.owner.name.split(' ');
  assert.match(subject, new RegExp(`surname=${surname}\\n`));
  assert.match(subject, new RegExp(`givenName=${given.join(' ')}(\\n|$)`));
  assert.match(subject, new RegExp(`serialNumber=${contents.owner.number}(\\n|$)`));
  // Another key under the same name is not what the register has.
  const other = (await entryOf(ofPerson.certificate.serial)).contents;
  assert.deepEqual(
    [other.owner.number === contents.owner.number, other.key.sha256 === contents.key.sha256],
    [true, false],
  );
});

/** A court's decision, carried out by the centre. */
async function revoke({
  view,
  certificate,
}: {
  readonly view: { readonly id: string };
  readonly certificate: Certificate;
}) {
  const [row] = await t.tx((tx) =>
    tx.query<{ subject_id: string }>('SELECT subject_id FROM case_file WHERE id = $1', [view.id]),
  );
  const example = courtRevocation.acts['register']!.example!;
  const json = {
    subjectId: row!.subject_id,
    data: { ...example, certificateNumber: certificate.serial, inForceOn: '2026-11-20' },
  };
  const { id } = ok(await t.registrar.post(casesOf(t.centre, 'court-revocation'), { json }));
  ok(await act(t.registrar, t.centre, 'court-revocation', id, 'notifyOwner', { way: 'electronic', proof: 'No. 5' }));
  ok(await act(t.registrar, t.centre, 'court-revocation', id, 'enter'));
}

test('ES-13.2.2a: one real revocation, and after the lag of ten seconds the list, the answer and the page all show it, with the same moment', async () => {
  const issued = await t.issued();
  const { serial } = issued.certificate;
  const centre = parseCertificate((await t.chain()).centre);
  const by = { name: centre.subject, publicKey: centre.publicKey, certificate: centre };
  const list = async () =>
    parseCrl((await anybody().get('/crl/ishenim.crl')).raw).entries.find(serial, centre.subject.key)?.revocationDate;
  const answer = async () => {
    const { rawPayload } = await t.platform.app.inject({
      method: 'POST',
      url: '/ocsp/ishenim',
      headers: { 'content-type': 'application/ocsp-request' },
      payload: ocspRequest([certIdBytes(serial, by)]),
    });
    const { status } = verifyOcspResponse(rawPayload, issued.certificate, by, {
      algorithms: strictAlgorithms,
      at: t.clock.now(),
    });
    return status.state === 'revoked' ? status.revocation.revocationDate : status.state;
  };
  const page = async () => (await anybody().get(`/registers/certificates?id=${serial}&lang=en`)).body;
  t.clock.advance(2000);
  await t.platform.status.round();
  assert.deepEqual([await list(), await answer()], [undefined, 'good']);
  assert.match(await page(), />in effect</);
  await revoke(issued);
  // Law time stands in this test; an entry counts from the second that completes it.
  t.clock.advance(1000);
  // Nothing but the workers of the product makes the list; the set lag is ten seconds of real time.
  const listed = await until('the revocation on the list', list, { limitMs: 10_000 });
  const since = new Date((await entryOf(serial)).end!.since);
  assert.deepEqual([listed, await answer()], [since, since]);
  const shown = await page();
  assert.match(shown, />revoked</);
  assert.doesNotMatch(shown, />in effect</);
  assert.match(shown, /art\. 14\(8\) of the law/);
});
