import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, oids, readDer } from '../der/index.ts';
import {
  attribute,
  digestsOf,
  parseSignedData,
  prepareArchive,
  toTimeStamp,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
  withUnsigned,
  withValidationData,
} from '../formats/index.ts';
import { altered, certificatePem, keyPem, openSslFolder } from '../formats/test-parties.ts';
import { offlineContext, type TrustData } from './offline.ts';
import type { SignatureReport } from './report.ts';
import {
  answer,
  centre,
  document,
  issue,
  later,
  list,
  lists,
  type Member,
  person,
  root,
  sign,
  signatureAt,
  stamp,
  trustAt,
  trustList,
  tsa,
} from './test-world.ts';

// From level to level (EN 319 122-1 6), and what each is still worth years later.

const now = later(32);
const years = later(3 * 365);
const keeper = await issue('TSA', root);
const { put, openssl } = openSslFolder();
put('root.pem', certificatePem(root));

const read = parseSignedData;
const raws = (at: Date): Buffer[] => lists(at).map(({ raw }) => raw);
const archived = (bytes: Buffer, at: Date, by: Member = keeper): Buffer => {
  const prepared = prepareArchive(read(bytes), digestsOf(document));
  return withArchiveTimeStamp(read(bytes), prepared, stamp(prepared.input, at, by));
};
const bb = sign(person);
const bt = withSignatureTimeStamp(read(bb), stamp(toTimeStamp(read(bb)), later(30)));
const blt = withValidationData(read(bt), {
  certificates: [tsa.certificate],
  crls: raws(later(31)),
  ocspResponses: [],
});
const blta = archived(blt, later(31.5));
const levels = { bb, bt, blt, blta };

const one = signatureAt(now);
const reliable = ({ time }: SignatureReport): string | null => time.reliable?.at ?? null;
const timeCodes = ({ time }: SignatureReport): string[] => time.findings.map(({ code }) => code);
/** What a reader finds who has nothing but the root and what `data` adds. */
const alone = (signature: Buffer, at: Date, data: TrustData): SignatureReport =>
  signatureAt(at)(signature, { context: offlineContext({ roots: [root.certificate], list: trustList(), ...data }) });
const yearsLater = (signature: Buffer, rootEnded: Parameters<typeof list>[2] = []): SignatureReport =>
  alone(signature, years, { crls: [list(root, years, rootEnded)] });

test('each level is valid and OpenSSL verifies every one; over another document none is', () => {
  for (const [level, bytes] of Object.entries(levels)) {
    const found = one(bytes);
    assert.deepEqual([found.verdict, found.class], ['valid', 'qualified'], level);
    assert.equal(reliable(found), level === 'bb' ? null : later(30).toISOString());
    const other = one(bytes, { document: Buffer.from('башка') });
    assert.deepEqual([other.verdict, other.summary.code, other.class], ['invalid', 'CHANGED', null]);
    const check = (content: Uint8Array): boolean =>
      openssl(
        `cms -verify -cades -binary -inform DER -in ${put('c.p7s', bytes)} -content ${put('d', content)}`,
        `-CAfile root.pem -purpose any -attime ${now.getTime() / 1000} -out out`,
      ).ok;
    assert.ok(check(document), level);
    assert.ok(!check(Buffer.from('башка')), level);
  }
});

test('OpenSSL verifies the archive time-stamp over what we say it is over', () => {
  const { input } = prepareArchive(read(blt), digestsOf(document));
  const token = put('t', stamp(input, later(31), keeper));
  const check = (data: Buffer): boolean =>
    openssl(
      `ts -verify -token_in -in ${token} -data ${put('i', data)} -CAfile root.pem -attime ${now.getTime() / 1000}`,
    ).ok;
  assert.ok(check(input));
  assert.ok(!check(altered(input, 40)));
});

test('what OpenSSL signs as CAdES is judged: unqualified, as it does not say with which means', () => {
  const signing = `-signer ${put('s.pem', certificatePem(person))} -inkey ${put('s.key', keyPem(person))}`;
  const made = openssl(
    `cms -sign -cades -binary -outform DER -in ${put('d', document)}`,
    signing,
    `-certfile ${put('centre.pem', certificatePem(centre))}`,
  );
  assert.ok(made.ok, made.stderr);
  const found = one(made.stdout);
  assert.deepEqual([found.class, found.conditions.map(({ status }) => status)], ['unqualified', Array(4).fill('met')]);
});

test('years later, with nothing but the root and its list: what brought its lists along speaks, the rest does not', () => {
  assert.ok(years > person.certificate.notAfter);
  assert.equal(yearsLater(bb).verdict, 'invalid');
  assert.notEqual(yearsLater(bt).verdict, 'valid');
  for (const bytes of [blt, blta]) {
    const found = yearsLater(bytes);
    assert.deepEqual([found.verdict, reliable(found)], ['valid', later(30).toISOString()]);
  }
  // Nobody knows how the authorities of the time-stamps stand today.
  for (const bytes of [blt, blta]) {
    const found = alone(bytes, years, {});
    assert.deepEqual([found.verdict, reliable(found)], ['undetermined', null]);
    assert.equal(timeCodes(found)[0], 'TIME_AUTHORITY_STATUS_UNKNOWN');
  }
});

test('years later the key of the first authority is lost: what another one archived before stands, the rest does not', () => {
  const lost = [{ certificate: tsa.certificate, at: later(700), reason: 1 }];
  assert.deepEqual([yearsLater(blt, lost).verdict, reliable(yearsLater(blt, lost))], ['invalid', null]);
  assert.deepEqual(
    [yearsLater(blta, lost).verdict, reliable(yearsLater(blta, lost))],
    ['valid', later(30).toISOString()],
  );
  assert.notEqual(yearsLater(archived(blt, later(31.5), tsa), lost).verdict, 'valid');
});

test('a list of a centre whose key was lost proves no past, whatever its date', () => {
  const ended = (reason: number) => yearsLater(blta, [{ certificate: centre.certificate, at: later(700), reason }]);
  assert.notEqual(ended(2).verdict, 'valid');
  assert.equal(ended(5).verdict, 'valid');
});

test('ended after the time-stamp: still valid at every level that has one; before it, or without one: not', () => {
  const ended = (at: Date, bytes: Buffer): string =>
    one(bytes, { context: trustAt(now, { crls: lists(now, [{ certificate: person.certificate, at, reason: 4 }]) }) })
      .verdict;
  for (const [level, bytes] of Object.entries(levels)) {
    assert.equal(ended(later(30.5), bytes), level === 'bb' ? 'invalid' : 'valid', level);
    assert.equal(ended(later(29), bytes), 'invalid', level);
  }
});

test('ES-14.7b: compromised at 09:00, entered at 12:00: what was time-stamped at 11:00 meets condition 2, what was at 13:00 does not', () => {
  const hour = (number: number): Date => later(40 + number / 24);
  const [checked, made] = [hour(15), hour(14)];
  const crls = lists(made, [{ certificate: person.certificate, at: hour(12), reason: 1, since: hour(9) }]);
  const ended = { state: 'revoked', revocationTime: hour(12), reason: 1 } as const;
  const ocsp = [
    answer(centre, person, made, hour(20), { status: ended, invalidityDate: hour(9) }),
    answer(root, centre, made, hour(20)),
    answer(root, tsa, made, hour(20)),
  ];
  for (const told of [{ crls }, { crls: [], ocsp }]) {
    const stampedAt = (at: Date): SignatureReport =>
      signatureAt(checked)(sign(person, document, { stamped: { at } }), { context: trustAt(checked, told) });
    const [early, late] = [stampedAt(hour(11)), stampedAt(hour(13))];
    assert.deepEqual([early.verdict, early.conditions[1]!.status], ['valid', 'met']);
    assert.ok(early.notes.some(({ code }) => code === 'ENDED_LATER'));
    assert.deepEqual(
      [late.verdict, late.conditions[1]!.status, late.conditions[1]!.findings.map(({ code }) => code)],
      ['invalid', 'not-met', ['CERTIFICATE_ENDED']],
    );
  }
});

test('OCSP answers in the message, or values in the attributes of the older long forms, do as well as lists', () => {
  const [from, to] = [later(31), later(32)];
  const ocspResponses = [answer(centre, person, from, to), answer(root, centre, from, to)];
  const withAnswers = (given: readonly Buffer[]): Buffer =>
    withValidationData(read(bt), { certificates: [tsa.certificate], crls: [], ocspResponses: given });
  assert.equal(yearsLater(withAnswers(ocspResponses)).verdict, 'valid');
  assert.equal(yearsLater(withAnswers(ocspResponses.slice(1))).verdict, 'undetermined');

  const basic = (response: Buffer): Buffer => readDer(response).children[1]!.children[0]!.children[1]!.content;
  const message = read(sign(person, document, { chain: [] }));
  const stamped = read(withSignatureTimeStamp(message, stamp(toTimeStamp(message), later(30))));
  const withOlder = (...values: Buffer[]): Buffer =>
    withUnsigned(
      stamped,
      0,
      attribute(oids.certValues, der.sequence(tsa.certificate.raw, centre.certificate.raw)),
      attribute(oids.revocationValues, der.sequence(...values)),
    );
  assert.equal(yearsLater(withOlder(der.explicit(0, der.sequence(...raws(from))))).verdict, 'valid');
  assert.equal(yearsLater(withOlder(der.explicit(1, der.sequence(...ocspResponses.map(basic))))).verdict, 'valid');
  assert.notEqual(yearsLater(withOlder(der.explicit(0, der.sequence()))).verdict, 'valid');
});

test('a token by a key that is for something else, or octets that are none, prove no time', () => {
  for (const token of [stamp(toTimeStamp(read(bb)), later(30), person), Buffer.from('3000', 'hex')]) {
    const found = one(withSignatureTimeStamp(read(bb), token));
    assert.equal(reliable(found), null);
    assert.ok(timeCodes(found).includes('TIME_STAMP_WRONG'), timeCodes(found).join());
  }
});
