// What somebody may put into a message, or keep out of a reader's hands, so that the check says what the registers do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der } from '../der/index.ts';
import { parseSignedData, withValidationData } from '../formats/index.ts';
import type { Certificate, Crl } from '../path/index.ts';
import type { TrustContext } from './context.ts';
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
  trustAt,
  trustList,
  tsa,
  signatureAt,
} from './test-world.ts';
import type { TrustList } from './trust-list.ts';

const now = later(60);
const hour = 3_600_000;
const ago = (hours: number): Date => new Date(now.getTime() - hours * hour);
const one = (signature: Uint8Array, context: TrustContext, at = now): SignatureReport =>
  signatureAt(at)(signature, { context });
const codesOf = ({ conditions }: SignatureReport, place: number): string[] =>
  conditions[place]!.findings.map(({ code }) => code);
const timeCodes = ({ time }: SignatureReport): string[] => time.findings.map(({ code }) => code);
const bringing = (message: Buffer, crls: readonly Crl[], ocspResponses: readonly Buffer[] = []): Buffer =>
  withValidationData(parseSignedData(message), { certificates: [], crls: crls.map(({ raw }) => raw), ocspResponses });
const ended = (certificate: Certificate, at: Date, reason?: number) => [
  { certificate, at, ...(reason === undefined ? {} : { reason }) },
];

test('an answer in the message from before the entry does not silence the list that has it', () => {
  const message = bringing(sign(person), [], [answer(centre, person, ago(3), ago(-5))]);
  const context = trustAt(now, { crls: lists(ago(1), ended(person.certificate, ago(2), 1)) });
  const found = one(message, context);
  assert.deepEqual([found.verdict, codesOf(found, 1)], ['invalid', ['CERTIFICATE_ENDED']]);
});

const subject = { countryName: 'KG', organizationName: 'Аралык', commonName: 'Аралык' };
const between = await issue('ACA', root, { subject });
const stamper = await issue('TSA', between, {}, 'rsa-sha256');
const known = [between.certificate, stamper.certificate];
const accredited = (state: 'active' | 'suspended' = 'active'): TrustList => {
  const [first] = trustList().centres;
  const accreditation = [{ state, since: later(-30).toISOString(), until: null }];
  return trustList({
    centres: [first!, { ...first!, certificates: [between.certificate.fingerprint], accreditation }],
  });
};
const hers = ended(person.certificate, later(40), 1);
const stampedBy = (by: Member): Buffer =>
  sign(person, document, { stamped: { at: later(30), by }, chain: [centre.certificate, ...known] });

test('a time-stamp by a key known to be lost proves no time, though nothing current tells of the centre above', () => {
  const fresh = [list(centre, now, hers), list(between, now, ended(stamper.certificate, later(50), 1))];
  const old = [root, between, centre].map((by) => list(by, later(35)));
  const context = trustAt(now, { crls: fresh, certificates: known, list: accredited() });
  const found = one(bringing(stampedBy(stamper), old), context);
  assert.equal(found.time.reliable, null);
  assert.notEqual(found.verdict, 'valid');
  assert.ok(timeCodes(found).includes('TIME_AUTHORITY_NOT_TRUSTED'), timeCodes(found).join());
});

test('lists from before today do not show that a time-stamping authority still has its key', () => {
  const old = [root, centre].map((by) => list(by, later(31)));
  const message = bringing(sign(person, document, { stamped: { at: later(30) } }), old);
  const found = one(message, trustAt(now, { crls: [list(centre, now, hers)] }));
  assert.equal(found.time.reliable, null);
  assert.ok(timeCodes(found).includes('TIME_AUTHORITY_STATUS_UNKNOWN'), timeCodes(found).join());
  assert.equal(found.verdict, 'undetermined');
});

test('a time-stamping authority under a centre is believed when that centre was accredited at the time', () => {
  const crls = [...lists(now, hers), list(between, now)];
  const judged = (trusted: TrustList | undefined): SignatureReport =>
    one(stampedBy(stamper), trustAt(now, { crls, certificates: known, list: trusted }));
  const good = judged(accredited());
  assert.deepEqual([good.time.reliable?.at, good.verdict], [later(30).toISOString(), 'valid']);
  for (const against of [trustList(), accredited('suspended')]) {
    const found = judged(against);
    assert.deepEqual([found.time.reliable, found.verdict], [null, 'invalid']);
    assert.ok(timeCodes(found).includes('TIME_AUTHORITY_NOT_TRUSTED'), timeCodes(found).join());
  }
  assert.ok(timeCodes(judged(undefined)).includes('TIME_AUTHORITY_STATUS_UNKNOWN'));
});

test('an older list does not speak where the newest one cannot be used', () => {
  const strange = der.sequence(der.oid('1.2.3.4'), der.boolean(true), der.octetString(Buffer.of(5, 0)));
  const entries = [{ serial: BigInt(`0x${person.certificate.serial}`), at: ago(2), extensions: [strange] }];
  const newest = list(centre, ago(1), [], { entries });
  const judged = (...crls: Crl[]): SignatureReport =>
    one(sign(person), trustAt(now, { crls: [...crls, list(root, now)] }));
  assert.equal(judged(list(centre, ago(5))).verdict, 'valid');
  const found = judged(newest, list(centre, ago(5)));
  assert.deepEqual([found.verdict, codesOf(found, 1)], ['undetermined', ['STATUS_UNKNOWN']]);
  // What somebody else put on a list of that name silences nobody.
  const forged = list({ ...centre, key: tsa.key }, ago(1), [], { entries });
  assert.equal(judged(forged, list(centre, ago(5))).verdict, 'valid');
});

test('a list or an answer made after the moment of checking tells nothing but what had ended before it', () => {
  const judged = (crls: readonly Crl[], answers: readonly Buffer[] = []): [string, string[]] => {
    const found = one(bringing(sign(person), [], answers), trustAt(now, { crls: [...crls, list(root, now)] }));
    return [found.verdict, codesOf(found, 1)];
  };
  const fresh = answer(centre, person, ago(3), ago(-5));
  const endedAt = (at: Date): Crl => list(centre, later(90), ended(person.certificate, at, 1));
  assert.deepEqual(judged([list(centre, later(90))]), ['undetermined', ['STATUS_UNKNOWN']]);
  assert.deepEqual(judged([list(centre, later(90))], [fresh])[0], 'valid');
  // Somebody checks as of an earlier day with the lists of today: what was entered before that day had ended on it.
  assert.deepEqual(judged([endedAt(ago(2))], [fresh]), ['invalid', ['CERTIFICATE_ENDED']]);
  assert.deepEqual(judged([endedAt(later(80))], [fresh])[0], 'valid');
  assert.deepEqual(judged([endedAt(later(80))]), ['undetermined', ['STATUS_UNKNOWN']]);
  const said = (at: Date): Buffer =>
    answer(centre, person, later(90), later(91), {
      status: { state: 'revoked', revocationTime: at, reason: 1 },
    });
  assert.deepEqual(judged([], [fresh, said(ago(2))]), ['invalid', ['CERTIFICATE_ENDED']]);
  assert.deepEqual(judged([], [fresh, said(later(80))])[0], 'valid');
});

test('condition 2 is not determinable where nobody knows whether the accreditation still stood', () => {
  const found = one(sign(person), {
    ...trustAt(now),
    accreditationAt: (_centre, at) => (at < later(40) ? { state: 'active' } : 'unknown'),
  });
  assert.deepEqual([codesOf(found, 0), codesOf(found, 1)], [['ISSUER_ACCREDITED'], ['ACCREDITATION_UNKNOWN']]);
  assert.equal(found.verdict, 'undetermined');
});

test('a certificate entered before its term begins is judged by its chain in its term, and by the accreditation at the entry', async () => {
  const soon = await issue('QN', centre, { notBefore: later(10), notAfter: later(300) });
  const judged = (trusted: TrustList): SignatureReport =>
    one(sign(soon), { ...trustAt(now, { list: trusted }), issuedAt: () => later(5) });
  const found = judged(trustList());
  assert.deepEqual([found.verdict, codesOf(found, 0)], ['valid', ['ISSUER_ACCREDITED']]);
  const [first] = trustList().centres;
  const spans = [
    { state: 'suspended' as const, since: later(-30).toISOString(), until: later(7).toISOString() },
    { state: 'active' as const, since: later(7).toISOString(), until: null },
  ];
  const refused = judged(trustList({ centres: [{ ...first!, accreditation: spans }] }));
  assert.deepEqual(codesOf(refused, 0), ['ISSUER_SUSPENDED']);
});

test('the end of an accreditation ends qualified certificates and no others', async () => {
  const plain = await issue('NQ', centre);
  const [first] = trustList().centres;
  const accreditation = [
    { state: 'active' as const, since: later(-30).toISOString(), until: later(40).toISOString() },
    { state: 'revoked' as const, since: later(40).toISOString(), until: null },
  ];
  const context = trustAt(now, { list: trustList({ centres: [{ ...first!, accreditation }] }) });
  const found = one(sign(plain), context);
  assert.deepEqual([found.verdict, found.class], ['valid', 'unqualified']);
  assert.equal(one(sign(person), context).verdict, 'invalid');
});
