import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  dayOf,
  defaultActDates,
  eSignatureInForceSince,
  eSignaturePublishedOn,
  isBeforeESignature,
} from '../law/index.ts';
import { inGroups } from '../offices/certificates/words.ts';
import { casesOf, refused } from '../procedures/centres/test-centre.ts';
import { der, oids } from '../trust/der/index.ts';
import { parseSignedData, withValidationData } from '../trust/formats/index.ts';
import { extension, makeCrl, makeParty, type Party, purposes, usage } from '../trust/formats/test-parties.ts';
import { pemOf } from '../trust/issue/index.ts';
import { sign } from '../trust/verify/test-world.ts';
import { applicants, example } from './test-applicants.ts';

// ES-19, ES-20: what is left of the former law, from the authority's office to the page, the API and the command line.

const t = await applicants('2026-11-23T04:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'mk-former-'));
after(async () => {
  rmSync(folder, { recursive: true });
  await t.stop();
});
const officer = await t.signedIn('officer@authority.example.kg', '10.9.0.1');
const second = await t.signedIn('officer2@authority.example.kg', '10.9.0.2');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const archive = Buffer.from('Келишим № 7, 2016-жылдын 14-марты\n');
const day = (text: string): Date => new Date(`${text}T06:00:00Z`);
const root = [extension(oids.basicConstraints, der.sequence(der.boolean(true)), true), usage(5, 6)];
const [from, to] = [day('2012-01-01'), day('2040-01-01')];
const ca = makeParty({ name: 'Мурунку борбор', extensions: root, from, to });
const clockCa = makeParty({ name: 'Мурунку убакыт борбору', extensions: root, from, to });
const tsa = makeParty({
  name: 'Мурунку убакыт кызматы',
  issuer: clockCa,
  extensions: [purposes(oids.kpTimeStamping), usage(0)],
  from,
  to: day('2030-01-01'),
});
/** Made with the same old key, and nobody took it over. */
const unlistedTsa = makeParty({
  name: 'Жашыруун убакыт кызматы',
  issuer: clockCa,
  extensions: [purposes(oids.kpTimeStamping), usage(0)],
  from,
  to: day('2030-01-01'),
});
const owner = (name: string, begin: string, end: string): Party =>
  makeParty({ name, issuer: ca, from: day(begin), to: day(end) });
/** No birth, no number, no policy, no means: names and a key, as certificates then were. */
const lasting = owner('Сыноо Узак', '2016-01-10', '2027-06-01');
const short = owner('Сыноо Кыска', '2016-01-10', '2018-01-10');
const ended = owner('Сыноо Токтогон', '2016-01-10', '2027-06-01');
const unlisted = owner('Сыноо Жашыруун', '2016-01-10', '2027-06-01');
const late = owner('Сыноо Кеч', '2017-08-11', '2027-06-01');

type Report = {
  readonly verdict: string;
  readonly signatures: readonly {
    readonly class: string | null;
    readonly summary: { readonly code: string };
    readonly legacy: { readonly certificate: string; readonly basis: string } | null;
    readonly conditions: readonly {
      readonly status: string;
      readonly findings: readonly { readonly code: string }[];
    }[];
    readonly features: readonly { readonly name: string; readonly status: string }[];
  }[];
};
/** The signature of somebody upon the archive document; `stamped`: when the service of those days stamped it. */
const signature = (who: Party, stamped?: Date, by: Party = tsa): Buffer =>
  sign(who as never, archive, {
    means: false,
    claimed: day('2016-03-14'),
    chain: [ca.certificate],
    ...(stamped === undefined ? {} : { stamped: { at: stamped, by: by as never } }),
  });
let caller = 0;
async function verified(message: Buffer) {
  const answer = await t.visitor(`10.9.1.${++caller}`).post('/v1/signatures/verification', {
    json: { signature: base64(message), document: base64(archive) },
  });
  assert.equal(answer.status, 200, answer.body);
  const { verdict, signatures } = answer.json<Report>();
  const [one] = signatures;
  const codes = one!.conditions.flatMap(({ findings }) => findings.map(({ code }) => code));
  return { verdict, ...one!, codes, four: one!.conditions.map(({ status }) => status).join(' ') };
}
const fourMet = 'met met met met';
const basis = { title: 'Реестрди кабыл алуу актысы', number: '3', on: '2026-11-20' };
const takeOver = (json: object) => officer.post('/v1/authority/former-law/authorities', { json });
type Entered = { readonly authorityId: string; readonly contentHash: string };
const approve = (who: typeof officer, { authorityId, contentHash }: Entered) =>
  who.post(`/v1/authority/former-law/authorities/${authorityId}/approve`, { json: { contentHash } });
const end = (authorityId: string) =>
  officer.post(`/v1/authority/former-law/authorities/${authorityId}/end`, { json: { ground: 'Жаңылыш' } });
const fingerprint = ({ certificate }: Party): string => certificate.fingerprint;
const before = await verified(signature(lasting));
const registered = [lasting, short, ended, late].map((one) => ({
  sha256: fingerprint(one),
  endedAt: one === ended ? '2016-09-01T06:00:00Z' : null,
}));
const boundary = 'former-law';
/** A form as a browser sends it: files as bytes, the rest as text. */
const multipart = (parts: Readonly<Record<string, Uint8Array | string>>) => ({
  bytes: Buffer.concat([
    ...Object.entries(parts).flatMap(([name, value]) => [
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"`),
      typeof value === 'string'
        ? Buffer.from(`\r\n\r\n${value}\r\n`)
        : Buffer.concat([
            Buffer.from(`; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`),
            value,
            Buffer.from('\r\n'),
          ]),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]),
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
});
// One is taken over by a program, the other on the page of the authority's office.
const done = await takeOver({
  certificate: base64(ca.certificate.raw),
  use: 'certificates',
  basis,
  register: { asOf: '2026-11-20T06:00:00Z', certificates: registered },
});
assert.equal(done.status, 201, done.body);
const entered = done.json<Entered>();
const unapproved = await verified(signature(lasting));
refused(await approve(officer, entered), 'LEGACY_SECOND_OFFICER', 'ES-19.1a');
refused(await approve(second, { ...entered, contentHash: '0'.repeat(64) }), 'LEGACY_CHANGED');
// Before it is approved, the second officer has every entry of it in hand; whoever is no officer has nothing.
const contentOf = (who: typeof officer, { authorityId }: Entered) =>
  who.get(`/v1/authority/former-law/authorities/${authorityId}/content.json`);
const content = await contentOf(second, entered);
const nobodys = await contentOf(t.visitor('10.9.2.8'), entered);
const waitingPage = (await second.get('/authority/former-law?lang=en')).body;
const waitingItems = (await second.get('/v1/authority/former-law/waiting')).json<{ items: object[] }>().items;
const approved = await approve(second, entered);
assert.equal(approved.status, 200, approved.body);
await officer.get('/authority/former-law');
const form = {
  certificate: Buffer.from(pemOf('CERTIFICATE', clockCa.certificate.raw)),
  use: 'time-stamps',
  title: basis.title,
  number: basis.number,
  'on-day': '20',
  'on-month': '11',
  'on-year': '2026',
  register: fingerprint(tsa),
  'registered-day': '18',
  'registered-month': '11',
  'registered-year': '2026',
  _csrf: officer.csrf,
};
const mistyped = await officer.post('/authority/former-law', multipart({ ...form, register: 'ab cd' }));
assert.equal(mistyped.status, 422, mistyped.body.slice(0, 400));
const undated = await officer.post('/authority/former-law?lang=en', multipart({ ...form, 'registered-day': '' }));
assert.deepEqual([undated.status, undated.body.includes('registered-day')], [422, true]);
const typed = await officer.post('/authority/former-law', multipart(form));
assert.equal(typed.status, 303, typed.body.slice(0, 2000));
// The second officer approves on the page; the first one is not offered it.
const own = (await officer.get('/authority/former-law?lang=en')).body;
assert.ok(
  own.includes('Waiting for the approval') && !own.includes('/approve"'),
  'no approval of what one has entered',
);
const desk = (await second.get('/authority/former-law?lang=en')).body;
const [, waitingId] = /action="\/authority\/former-law\/([0-9a-f-]{36})\/approve"/.exec(desk)!;
const [, contentHash] = /name="contentHash" value="([0-9a-f]{64})"/.exec(desk)!;
const agreed = await second.post(`/authority/former-law/${waitingId}/approve`, {
  form: { _csrf: second.csrf, contentHash: contentHash! },
});
assert.equal(agreed.status, 303, agreed.body.slice(0, 2000));

test('ES-19.1a: a certificate of an authority of the former law is legacy_recognised once the authorised body has taken it over, and is judged by its register', async () => {
  for (const early of [before, unapproved])
    assert.deepEqual([early.legacy, early.conditions[0]!.status], [null, 'not-met']);
  const found = await verified(signature(lasting));
  assert.equal(found.legacy?.certificate, 'legacy_recognised', found.codes.join(' '));
  assert.ok(found.codes.includes('LEGACY_RECOGNISED'));
  const strange = await verified(signature(unlisted));
  assert.deepEqual([strange.legacy, strange.verdict], [null, 'invalid']);
  assert.ok(strange.codes.includes('LEGACY_NOT_IN_REGISTER'));
  const again = await takeOver({ certificate: base64(ca.certificate.raw), use: 'certificates', basis, register: null });
  refused(again, 'LEGACY_TAKEN_OVER', 'ES-19.1a');
  const leaf = { certificate: base64(lasting.certificate.raw), use: 'certificates', basis, register: null };
  refused(await takeOver(leaf), 'LEGACY_NOT_AN_AUTHORITY');
  const page = (await t.visitor('10.9.2.9').get('/registers/former-law?lang=en')).body;
  for (const words of [
    'Мурунку борбор',
    'Мурунку убакыт борбору',
    'time-stamps',
    `/registers/former-law/${fingerprint(ca)}.cer`,
  ])
    assert.ok(page.includes(words), words);
  const file = await t.visitor('10.9.2.9').get(`/registers/former-law/${fingerprint(ca)}.cer`);
  assert.ok(file.raw.equals(ca.certificate.raw));
  const store = (await t.visitor('10.9.2.1').get('/v1/registers/former-law')).json<{
    authorities: { sha256: string; entries: number; registerAsOf: string }[];
  }>();
  assert.equal(store.authorities[1]!.registerAsOf, '2026-11-17T18:00:00.000Z');
  assert.deepEqual(
    store.authorities.map(({ sha256, entries }) => [sha256, entries]),
    [
      [fingerprint(ca), 4],
      [fingerprint(clockCa), 1],
    ],
  );
});

test('the second officer of the former law reads everything that is approved: each entry, its digest, and what it takes the place of', async () => {
  assert.deepEqual([content.status, nobodys.status], [200, 401], content.body);
  assert.equal(hash('sha256', content.raw), entered.contentHash);
  const { register, ...rest } = content.json<{ register: { asOf: string; certificates: unknown[] } }>();
  assert.deepEqual(rest, { fingerprint: fingerprint(ca), use: 'certificates', basis });
  assert.deepEqual(register, {
    asOf: '2026-11-20T06:00:00.000Z',
    certificates: registered
      .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
      .map((one) => ({ ...one, endedAt: one.endedAt && new Date(one.endedAt).toISOString() })),
  });
  for (const words of [
    `/v1/authority/former-law/authorities/${entered.authorityId}/content.json`,
    inGroups(entered.contentHash),
    'ended before their term: 1',
  ])
    assert.ok(waitingPage.includes(words), words);
  assert.partialDeepStrictEqual(waitingItems, [{ ...entered, entries: 4, ended: 1, replaces: null }]);
  // What stands or has ended is public or gone: nothing of it waits.
  assert.equal((await contentOf(second, entered)).status, 404);
});

test('ES-19.1b: it is valid until its own last day, and not a moment after; one that its register ended is ended from then on', async () => {
  const valid = await verified(signature(lasting));
  assert.deepEqual([valid.four, valid.verdict], [fourMet, 'valid'], valid.codes.join(' '));
  const expired = await verified(signature(short));
  assert.equal(expired.verdict, 'invalid');
  assert.ok(expired.codes.includes('CERTIFICATE_EXPIRED'), expired.codes.join(' '));
  const over = await verified(signature(ended));
  assert.ok(over.codes.includes('CERTIFICATE_ENDED'), over.codes.join(' '));
  const whole = await verified(signature(ended, day('2016-08-01')));
  assert.deepEqual([whole.four, whole.verdict], [fourMet, 'valid'], whole.codes.join(' '));
});

test('ES-19.1c: without the fields of a qualified certificate no field is missed, and the rules for qualified certificates hold: all four conditions or nothing', async () => {
  const { certificate } = lasting;
  assert.equal(certificate.policies, undefined);
  const found = await verified(signature(lasting));
  assert.deepEqual([found.four, found.verdict], [fourMet, 'valid']);
  assert.ok(!found.codes.some((code) => /FIELD|NOT_QUALIFIED/.test(code)), found.codes.join(' '));
  assert.equal(found.features.find(({ name }) => name === 'ES-5.4.1')!.status, 'met');
  // As of a qualified one, condition 1 or 2 failing is no authentic signature, and not merely one of a lower class.
  assert.equal((await verified(signature(short))).summary.code, 'NOT_AUTHENTIC');
});

test('ES-19.2a: a document that is proven to have been signed in 2016 is recognised as signed with a qualified signature, by article 19, part 2; on the page and on the command line too', async () => {
  for (const who of [lasting, short]) {
    const found = await verified(signature(who, day('2016-03-14')));
    assert.deepEqual(
      [found.class, found.legacy, found.summary.code, found.verdict],
      ['qualified', { certificate: 'legacy_recognised', basis: '19(2)' }, 'QUALIFIED_LEGACY', 'valid'],
      found.codes.join(' '),
    );
  }
  // The signer's own word about 2016 is no proof.
  const claimed = await verified(signature(lasting));
  assert.deepEqual([claimed.class, claimed.legacy?.basis], ['unqualified', '19(1)']);
  const message = signature(short, day('2016-03-14'));
  const reader = t.visitor('10.9.2.2');
  await reader.get('/signatures/verify');
  const page = await reader.post('/signatures/verify?lang=ru', multipart({ signature: message, document: archive }));
  assert.match(page.body, /документ признаётся подписанным квалифицированной подписью \(статья 19, часть 2\)/);
  const put = (name: string, bytes: Uint8Array | string): string => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  put('trust/roots/root.cer', (await t.chain()).root);
  put('trust/legacy/ca.pem', pemOf('CERTIFICATE', ca.certificate.raw));
  put('trust/legacy/time.cer', clockCa.certificate.raw);
  put('trust/trust-list.json', (await t.visitor('10.9.2.3').get('/v1/trust-list')).body);
  const run = spawnSync(
    process.execPath,
    [
      join(import.meta.dirname, '../../cli/makulduk.ts'),
      'verify',
      put('archive.txt', archive),
      '--signature',
      put('archive.p7s', message),
      '--trust',
      join(folder, 'trust'),
      '--at',
      t.clock.now().toISOString(),
      '--json',
    ],
    { encoding: 'utf8', timeout: 60_000 },
  );
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const told = JSON.parse(run.stdout) as Report;
  assert.deepEqual([told.signatures[0]!.class, told.signatures[0]!.legacy?.basis], ['qualified', '19(2)']);
});

test('a time-stamp service that the register taken over does not name proves no time, though a list made with the old key speaks for it', async () => {
  const list = makeCrl(clockCa, { from: day('2026-11-22'), to: day('2026-12-22') });
  const brought = (by: Party): Buffer =>
    withValidationData(parseSignedData(signature(short, day('2016-03-14'), by)), {
      certificates: [],
      crls: [list],
      ocspResponses: [],
    });
  const listed = await verified(brought(tsa));
  assert.deepEqual([listed.class, listed.legacy?.basis], ['qualified', '19(2)'], listed.codes.join(' '));
  const found = await verified(brought(unlistedTsa));
  assert.deepEqual([found.verdict, found.legacy?.basis === '19(2)'], ['invalid', false], JSON.stringify(found));
  assert.match(JSON.stringify(found), /TIME_AUTHORITY_NOT_TRUSTED/);
});

test('a mistaken take-over is ended and counts no more; a register follows later, by two officers again', async () => {
  const old = makeParty({ name: 'Дагы бир борбор', extensions: root, from, to });
  const [known, strange] = ['Сыноо Белгилүү', 'Сыноо Бөтөн'].map((name) =>
    makeParty({ name, issuer: old, from: day('2016-01-10'), to: day('2027-06-01') }),
  ) as [Party, Party];
  const legacyOf = async (who: Party) => (await verified(signature(who))).legacy?.certificate;
  const stampedOf = async (who: Party) => (await verified(signature(who, day('2016-03-14')))).legacy?.certificate;
  const enter = async (register: object | null): Promise<Entered> => {
    const answer = await takeOver({
      certificate: base64(old.certificate.raw),
      use: 'certificates',
      basis,
      register,
    });
    assert.equal(answer.status, 201, answer.body);
    return answer.json<Entered>();
  };
  const mistaken = await enter(null);
  assert.equal((await approve(second, mistaken)).status, 200);
  refused(await approve(second, mistaken), 'LEGACY_UNKNOWN');
  assert.equal(await stampedOf(strange), 'legacy_recognised');
  assert.equal((await end(mistaken.authorityId)).status, 200);
  assert.equal(await stampedOf(strange), undefined);
  refused(await end(mistaken.authorityId), 'LEGACY_UNKNOWN');

  assert.equal((await approve(second, await enter(null))).status, 200);
  const register = {
    asOf: '2026-11-20T06:00:00Z',
    certificates: [{ sha256: fingerprint(known), endedAt: null }],
  };
  const followed = await enter(register);
  assert.equal(await stampedOf(strange), 'legacy_recognised', 'until it is approved the register decides nothing');
  assert.equal((await approve(second, followed)).status, 200);
  assert.deepEqual([await legacyOf(known), await legacyOf(strange)], ['legacy_recognised', undefined]);
  const rows = await t.tx((tx) =>
    tx.query<{ type: string }>(
      `SELECT convert_from(j.body, 'utf8')::jsonb->>'type' AS type FROM legacy_ending e JOIN journal j ON j.entry_id = e.journal_entry_id`,
    ),
  );
  assert.deepEqual(
    rows.map(({ type }) => type),
    ['legacy.authority-ended', 'legacy.authority-ended'],
  );
  assert.equal((await end(followed.authorityId)).status, 200);
});

test('of an authority without a register, a certificate counts only with a signature that is proven to be from then: its old key may have made it today', async () => {
  const old = makeParty({ name: 'Реестри жок борбор', extensions: root, from, to });
  const anybody = makeParty({ name: 'Сыноо Ким', issuer: old, from: day('2016-01-10'), to: day('2027-06-01') });
  const certificate = base64(old.certificate.raw);
  const answer = await takeOver({ certificate, use: 'certificates', basis, register: null });
  assert.equal(answer.status, 201, answer.body);
  assert.equal((await approve(second, answer.json<Entered>())).status, 200);
  const today = makeCrl(old, { from: day('2026-11-22'), to: day('2026-12-22') });
  const brought = (message: Buffer): Buffer =>
    withValidationData(parseSignedData(message), { certificates: [], crls: [today], ocspResponses: [] });
  const found = await verified(brought(signature(anybody)));
  assert.deepEqual([found.verdict, found.legacy], ['undetermined', null], found.codes.join(' '));
  assert.deepEqual([found.conditions[0]!.status, found.codes[0]], ['not-determinable', 'LEGACY_NO_REGISTER']);
  const then = await verified(brought(signature(anybody, day('2016-03-14'))));
  assert.deepEqual([then.verdict, then.legacy?.basis], ['valid', '19(2)'], then.codes.join(' '));
  assert.equal((await end(answer.json<Entered>().authorityId)).status, 200);
});

test('ES-20.1: fifteen days after publication have passed on 10 August 2017: a signature proven for the second before is of the former law, one of that instant is not', async () => {
  assert.equal(eSignaturePublishedOn, '2017-07-25');
  assert.equal(eSignatureInForceSince.toISOString(), '2017-08-09T18:00:00.000Z');
  assert.equal(dayOf(eSignatureInForceSince), defaultActDates.ES.inForceFrom);
  assert.ok(isBeforeESignature(new Date(eSignatureInForceSince.getTime() - 1)));
  assert.ok(!isBeforeESignature(eSignatureInForceSince));
  const lastSecond = await verified(signature(lasting, new Date(eSignatureInForceSince.getTime() - 1000)));
  assert.equal(lastSecond.legacy?.basis, '19(2)', lastSecond.codes.join(' '));
  // The service of the former law is believed about its own days only, so a moment later nothing is proven by it.
  const firstSecond = await verified(signature(lasting, eSignatureInForceSince));
  assert.deepEqual([firstSecond.legacy?.basis, firstSecond.class], ['19(1)', 'unqualified']);
});

test('ES-20.2: nothing is issued under the former law any more: a request for its key is refused, and a certificate dated after it is not recognised', async () => {
  const key = der.sequence(
    der.algorithmIdentifier(oids.gost2001, der.sequence(der.oid('1.2.643.2.2.35.1'), der.oid('1.2.643.2.2.30.1'))),
    der.bitString(der.octetString(Buffer.alloc(64, 7))),
  );
  const info = der.sequence(der.integer(0), der.sequence(), key, der.implicit(0, der.setOf()));
  const request = der.sequence(
    info,
    der.algorithmIdentifier(oids.gost2001With3411),
    der.bitString(Buffer.alloc(64, 9)),
  );
  const data = { ...example('apply'), request: pemOf('CERTIFICATE REQUEST', request) };
  refused(
    await t.applicant.post(casesOf(t.centre, 'certificate-application'), { json: { data } }),
    'ISS_FORMER_LAW',
    'ES-20.2',
  );
  const found = await verified(signature(late));
  assert.deepEqual([found.legacy, found.verdict], [null, 'invalid']);
  assert.ok(found.codes.includes('LEGACY_ISSUED_AFTER'), found.codes.join(' '));
  const young = makeParty({ name: 'Кеч борбор', extensions: root, from: day('2017-08-11'), to });
  const json = { certificate: base64(young.certificate.raw), use: 'certificates', basis, register: null };
  refused(await takeOver(json), 'LEGACY_AUTHORITY_TOO_LATE', 'ES-20.2');
});

test('ES-19.2b: once a court has decided otherwise about the document, it is not recognised, by nobody’s rule', async () => {
  const message = signature(lasting, day('2016-03-14'));
  assert.equal((await verified(message)).legacy?.basis, '19(2)');
  const [signer] = parseSignedData(message).signers;
  const decision = {
    number: 'ЭД-12/26',
    since: '2026-11-22T04:00:00Z',
    of: 'signature',
    sha256: hash('sha256', signer!.signature),
  };
  const outsider = await t.registrar.post('/v1/authority/court-decisions', { json: decision });
  assert.equal(outsider.status, 403);
  const entered = await officer.post('/v1/authority/court-decisions', { json: decision });
  assert.equal(entered.status, 201, entered.body);
  const found = await verified(message);
  assert.deepEqual([found.verdict, found.summary.code, found.legacy], ['invalid', 'COURT', null]);
  assert.notEqual(found.class, 'qualified');
  // The other signatures stand as they stood.
  assert.equal((await verified(signature(lasting, day('2016-03-15')))).legacy?.basis, '19(2)');
});
