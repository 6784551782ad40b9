import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { oids } from '../der/index.ts';
import {
  digestsOf,
  encodeSignedData,
  finishSigner,
  parseSignedData,
  partsOf,
  prepareSigner,
  signedDataOf,
  signPrepared,
} from '../formats/index.ts';
import { altered } from '../formats/test-parties.ts';
import { natural } from '../issue/test-people.ts';
import type { Use } from './condition-limits.ts';
import type { TrustData } from './offline.ts';
import type { SignatureReport } from './report.ts';
import {
  centre,
  creationMeans,
  document,
  issue,
  later,
  list,
  lists,
  person,
  root,
  sign,
  type Signing,
  t0,
  trustAt,
  trustList,
  tsa,
  reportAt,
  signatureAt,
} from './test-world.ts';
import type { TrustList } from './trust-list.ts';
import { verifySignature } from './verify.ts';

const now = later(60);
const report = reportAt(now);
const one = signatureAt(now);
const conditions = ({ conditions: all }: SignatureReport): string => all.map(({ status }) => status).join(' ');
const codes = ({ conditions: all }: SignatureReport): string[] =>
  all
    .flatMap(({ findings }) => findings)
    .filter(({ status }) => status !== 'met')
    .map(({ code }) => code);
const fourMet = 'met met met met';

test('ES-11a: with all four conditions met a qualified signature is authentic', () => {
  const found = one(sign(person));
  assert.equal(conditions(found), fourMet, JSON.stringify(codes(found)));
  assert.deepEqual([found.verdict, found.summary.code, found.class], ['valid', 'QUALIFIED', 'qualified']);
});

test('ES-11.2b: without reliable time the certificate is judged at the moment of checking; the claimed time is ignored', () => {
  const ended = [{ certificate: person.certificate, at: later(59) }];
  const found = one(sign(person, document, { claimed: later(20) }), {
    context: trustAt(now, { crls: lists(now, ended) }),
  });
  assert.equal(conditions(found), 'met not-met met met');
  assert.deepEqual(codes(found), ['CERTIFICATE_ENDED']);
  assert.equal(found.time.basis, 'moment-of-checking');
  assert.equal(found.time.claimed, later(20).toISOString());
  assert.ok(found.time.findings.some(({ code }) => code === 'TIME_CLAIMED_ONLY'));
  assert.equal(found.verdict, 'invalid');
});

test('ES-11.2a: a time-stamp before the entry keeps the signature valid; one after the entry does not', () => {
  const ended = [{ certificate: person.certificate, at: later(40) }];
  const context = trustAt(now, { crls: lists(now, ended) });
  const before = one(sign(person, document, { stamped: { at: later(30) } }), { context });
  assert.equal(conditions(before), fourMet, JSON.stringify(codes(before)));
  assert.equal(before.time.reliable?.at, later(30).toISOString());
  assert.ok(before.notes.some(({ code }) => code === 'ENDED_LATER'));
  const after = one(sign(person, document, { stamped: { at: later(50) } }), { context });
  assert.deepEqual([conditions(after), after.verdict], ['met not-met met met', 'invalid']);
  assert.deepEqual(codes(after), ['CERTIFICATE_ENDED']);
});

test('ES-11.1a: a centre never accredited, another root, and an unknown root are told apart', async () => {
  const other = await issue('ACA', root);
  const hers = await issue('QN', other);
  const crls = [...lists(now), list(other, now)];
  const never = one(sign(hers, document, { chain: [other.certificate] }), { context: trustAt(now, { crls }) });
  assert.deepEqual([codes(never), never.verdict, never.class], [['ISSUER_NEVER_ACCREDITED'], 'invalid', 'unqualified']);

  const [strange, stranger] = [await issue('ROOT', undefined), await issue('ROOT', undefined)];
  const strangeCentre = await issue('ACA', strange);
  const his = await issue('QN', strangeCentre);
  const elsewhere = one(sign(his, document, { chain: [strangeCentre.certificate, strange.certificate] }));
  assert.equal(elsewhere.conditions[0]!.status, 'not-met');
  assert.notEqual(elsewhere.verdict, 'valid');
  const nobody = one(sign(person), { context: trustAt(now, { roots: [] }) });
  assert.deepEqual([nobody.conditions[0]!.findings[0]!.code, nobody.verdict], ['ROOT_UNKNOWN', 'undetermined']);
  const cut = one(sign(person, document, { chain: [] }));
  assert.deepEqual([cut.conditions[0]!.findings[0]!.code, cut.verdict], ['CHAIN_INCOMPLETE', 'undetermined']);
  assert.equal(stranger.certificate.subject.key, strange.certificate.subject.key);
});

type Span = [state: 'active' | 'suspended' | 'revoked' | 'expired', from: number, to: number | null];
const standing = (...spans: Span[]): TrustList =>
  trustList({
    centres: [
      {
        name: 'Ишеним',
        certificates: [centre.certificate.fingerprint],
        accreditation: spans.map(([state, from, to]) => ({
          state,
          since: later(from).toISOString(),
          until: to === null ? null : later(to).toISOString(),
        })),
        trustedPersons: [],
      },
    ],
  });

test('ES-11.1b: suspended on the day of issue fails though it was resumed; what comes after the issue does not fail condition 1', () => {
  const judged = (context: TrustList): SignatureReport =>
    one(sign(person), { context: trustAt(now, { list: context }) });
  const suspended = judged(standing(['active', -30, -1], ['suspended', -1, 10], ['active', 10, null]));
  assert.deepEqual([conditions(suspended), codes(suspended)], ['not-met met met met', ['ISSUER_SUSPENDED']]);
  assert.equal(suspended.class, 'unqualified');
  const later1 = judged(standing(['active', -30, 20], ['suspended', 20, null]));
  assert.equal(conditions(later1), fourMet);
  const unknown = one(sign(person), { context: trustAt(now, { list: undefined }) });
  assert.equal(unknown.conditions[0]!.findings[0]!.code, 'ACCREDITATION_UNKNOWN');
  assert.equal(unknown.verdict, 'undetermined');
});

test('after the accreditation is revoked or over, only what was stamped before stays valid', () => {
  for (const [state, code] of [
    ['revoked', 'ENDED_WITH_ACCREDITATION'],
    ['expired', 'ENDED_WITH_TERM'],
  ] as const) {
    const context = trustAt(now, { list: standing(['active', -30, 40], [state, 40, null]) });
    const stamped = one(sign(person, document, { stamped: { at: later(30) } }), { context });
    assert.equal(conditions(stamped), fourMet, JSON.stringify(codes(stamped)));
    const not = one(sign(person), { context });
    assert.deepEqual([conditions(not), codes(not)], ['met not-met met met', [code]]);
  }
});

test('ES-11.1a: a trusted person issues for the centre on the days the centre says so', async () => {
  const trusted = await issue('TP', centre);
  const his = await issue('QN', trusted);
  const crls = [...lists(now), list(trusted, now)];
  const entrusted = (from: number, to: number | null) => {
    const all = trustList();
    const span = { since: later(from).toISOString(), until: to === null ? null : later(to).toISOString() };
    const trustedPersons = [{ certificate: trusted.certificate.fingerprint, ...span }];
    return { ...all, centres: [{ ...all.centres[0]!, trustedPersons }] };
  };
  const signature = sign(his, document, { chain: [trusted.certificate, centre.certificate] });
  const judged = (context: TrustList): SignatureReport =>
    one(signature, { context: trustAt(now, { crls, list: context }) });
  assert.equal(conditions(judged(entrusted(-1, 10))), fourMet);
  assert.deepEqual(codes(judged(entrusted(1, null))), ['NOT_TRUSTED_PERSON']);
  assert.deepEqual(codes(judged(trustList())), ['NOT_TRUSTED_PERSON']);
});

test('ES-11.3b: a changed document is named, and nothing of its signature has a class', () => {
  const found = one(sign(person), { document: Buffer.concat([document, Buffer.from(' ')]) });
  assert.deepEqual(codes(found), ['DOCUMENT_CHANGED']);
  assert.deepEqual(
    found.changes.map(({ code }) => code),
    ['DOCUMENT_CHANGED'],
  );
  assert.deepEqual([found.verdict, found.class, found.enhanced], ['invalid', null, false]);
});

test('ES-11.3a: the certificate that the signer did not name is not the owner’s', async () => {
  // Another certificate with the same issuer, number and key.
  const twin = await issue('QN', centre, {
    serial: Buffer.from(person.certificate.serial, 'hex'),
    spki: person.ca.spki,
    subject: { ...natural, surname: 'Башка' },
  });
  const message = sign(person, document, { chain: [] });
  const at = message.indexOf(person.certificate.raw);
  assert.ok(at > 0);
  const other = twin.certificate.raw;
  const swapped =
    other.length === person.certificate.raw.length
      ? Buffer.concat([message.subarray(0, at), other, message.subarray(at + other.length)])
      : encodeSignedData({ ...partsOf(parseSignedData(message)), certificates: [other, centre.certificate.raw] });
  const found = one(swapped);
  assert.deepEqual(
    codes(found).filter((code) => code !== 'CHAIN_INCOMPLETE'),
    ['CERTIFICATE_REPLACED'],
  );
  assert.equal(found.verdict, 'invalid');
});

test('ES-11.3c: a verifier that is not on the list of confirmed means gives a technical result only', () => {
  const means = trustList().means.filter(({ name: of }) => of !== 'Makulduk verify');
  const found = report(sign(person), { context: trustAt(now, { list: trustList({ means }) }) });
  assert.deepEqual(codes(found.signatures[0]!), ['VERIFIER_NOT_CONFIRMED']);
  assert.deepEqual([found.verdict, found.means.confirmed], ['undetermined', 'not-determinable']);
});

test('ES-11.3d: without the signer’s certificate nothing is made up; where the register has it, it is used', () => {
  const parts = partsOf(parseSignedData(sign(person)));
  const bare = encodeSignedData({ ...parts, certificates: [] });
  const found = one(bare);
  assert.deepEqual([found.verdict, found.signer, found.summary.code], ['undetermined', null, 'SIGNER_UNKNOWN']);
  const certificates = [person.certificate, centre.certificate, tsa.certificate];
  assert.equal(conditions(one(bare, { context: trustAt(now, { certificates }) })), fourMet);
});

test('ES-11.4: limits of the certificate: kept, violated, not told, in words', async () => {
  const text = [{ lang: 'ky', text: '100 000 сомго чейинки келишимдер үчүн' }];
  const maxAmount = { kind: 'maxAmount' as const, value: { currency: 'KGS', amount: 100_000, exponent: 0 } };
  const kinds = { kind: 'documentKinds' as const, values: ['contract'] };
  const limited = await issue('QN', centre, { limits: { text, rules: [maxAmount, kinds] } });
  const judged = (use: Use): SignatureReport => one(sign(limited), { use });
  const contract = { documentKind: 'contract' };
  const kgs = (amount: string) => ({ amount: { currency: 'KGS', amount } });
  assert.equal(conditions(judged({ ...contract, ...kgs('100000.00') })), fourMet);
  for (const amount of ['150000', '100000.01'])
    assert.deepEqual(codes(judged({ ...contract, ...kgs(amount) })), ['LIMIT_VIOLATED']);
  assert.equal(judged({ ...contract, ...kgs('150000') }).verdict, 'invalid');
  assert.deepEqual(codes(judged({ documentKind: 'loan', ...kgs('1') })), ['LIMIT_VIOLATED']);
  assert.deepEqual(codes(judged({ ...contract, amount: { currency: 'USD', amount: '1' } })), ['LIMIT_VIOLATED']);
  assert.deepEqual([codes(judged(contract)), judged(contract).verdict], [['LIMIT_NOT_TOLD'], 'undetermined']);
  const worded = await issue('QN', centre, { limits: { text } });
  assert.deepEqual(codes(one(sign(worded))), ['LIMITS_IN_WORDS']);
  assert.equal(conditions(one(sign(worded), { use: { limitsKept: true } })), fourMet);
  assert.equal(one(sign(worded)).signer?.limits[0]?.text, text[0]!.text);
});

test('ES-5.1b ES-5.4 ES-5.4.2: made with means not on the list, or not stated, it is unqualified, whatever else holds', () => {
  const other = one(sign(person, document, { means: { ...creationMeans, version: '0' } }));
  assert.deepEqual([other.class, conditions(other), other.summary.code], ['unqualified', fourMet, 'UNQUALIFIED']);
  const means = other.features.find(({ name }) => name === 'ES-5.4.2')!;
  assert.deepEqual([means.status, means.findings.map(({ code }) => code)], ['not-met', ['MEANS_NOT_CONFIRMED']]);
  assert.equal(one(sign(person, document, { means: false })).class, 'unqualified');
});

test('ES-5.3.2: a signature that does not name its certificate has no determined signer and is not unqualified', () => {
  const prepared = prepareSigner({
    certificate: person.certificate,
    contentType: oids.data,
    content: digestsOf(document),
  });
  const signer = finishSigner(prepared, signPrepared(prepared, person.key));
  const found = one(
    signedDataOf({
      contentType: oids.data,
      content: undefined,
      signers: [signer],
      certificates: [person.certificate, centre.certificate],
    }),
  );
  assert.deepEqual([found.class, found.verdict], [null, 'undetermined']);
  assert.ok(codes(found).includes('SIGNER_NOT_BOUND'));
});

test('ES-7.1 ES-7.2: a foreign signature is of the class its features give, and never refused for its issuer alone', async () => {
  const abroad = { countryName: 'DE', organizationName: 'Ausland', commonName: 'Ausland Root' };
  const foreignRoot = await issue('ROOT', undefined, { subject: abroad });
  const foreignCentre = await issue('NQ', foreignRoot, { subject: { ...abroad, commonName: 'Ausland' } });
  const context = trustAt(now, {
    foreignRoots: [foreignRoot.certificate],
    crls: [...lists(now), list(foreignRoot, now)],
  });
  const signature = sign(foreignCentre, document, { chain: [foreignRoot.certificate], means: false });
  const found = one(signature, { context });
  assert.deepEqual([found.class, found.verdict, found.summary.code], ['unqualified', 'valid', 'UNQUALIFIED']);
  assert.ok(found.conditions[0]!.findings.some(({ code }) => code === 'ISSUER_FOREIGN'));
  const unknown = one(signature);
  assert.deepEqual([unknown.class, unknown.verdict], ['unqualified', 'undetermined']);
  // A foreign certificate that names the Kyrgyz policy is no more for it.
  const boastful = await issue('QN', foreignRoot, {});
  const boast = one(sign(boastful, document, { chain: [foreignRoot.certificate] }), { context });
  assert.deepEqual([boast.class, boast.verdict], ['unqualified', 'valid']);
});

test('ES-12.3.3: the organisation and the person acting for it are shown, an automatic signature as the organisation’s', async () => {
  const legal = await issue('QL', centre);
  const { signer } = one(sign(legal));
  assert.match(signer!.owner, /Сыноо үчүн ойдон чыгарылган/);
  assert.match(signer!.actingPerson!.name, /Сыноо-Өмүрзакова Айгүл/);
  assert.equal(signer!.actingPerson!.basis, 'powerOfAttorney');
  assert.equal(signer!.actingPerson!.position, 'Башкы директор');
  const automatic = one(sign(await issue('QA', centre))).signer;
  assert.deepEqual([automatic!.ownerKind, automatic!.actingPerson], ['automatic', null]);
  assert.match(one(sign(person)).signer!.owner, /^Сыноо-Өмүрзакова Айгүл Ойдон чыгаровна$/);
  const powers = [
    {
      principal: { kind: 'legal' as const, name: 'Башка коом' },
      scope: 'Арыз берүү',
      validFrom: t0,
      validUntil: later(30),
    },
  ];
  const shown = one(sign(await issue('QN', centre, { powers }))).signer!.powers;
  assert.deepEqual(
    shown.map(({ principal, inForce }) => [principal, inForce]),
    [['Башка коом', false]],
  );
});

test('ES-17.3b: powers that ended before the day of the signature are shown as ended, while the certificate is valid', async () => {
  const powers = [
    {
      principal: { kind: 'legal' as const, name: 'Башка коом' },
      scope: 'Арыз берүү',
      validFrom: t0,
      validUntil: later(30),
    },
  ];
  const acting = await issue('QN', centre, { powers });
  for (const [day, inForce] of [
    [29, true],
    [31, false],
  ] as const) {
    const judged = one(sign(acting, document, { stamped: { at: later(day) } }));
    assert.equal(judged.time.judgedAt, later(day).toISOString());
    assert.deepEqual(
      judged.signer!.powers.map((power) => [power.principal, power.until, power.inForce]),
      [['Башка коом', later(30).toISOString(), inForce]],
    );
    assert.equal(conditions(judged), fourMet, 'the end of powers ends no certificate');
  }
});

test('expired certificates: a time-stamp in time keeps the signature, none loses it', async () => {
  const short = await issue('QN', centre, { notAfter: later(40) });
  const context = trustAt(now);
  assert.equal(conditions(one(sign(short, document, { stamped: { at: later(30) } }), { context })), fourMet);
  assert.deepEqual(codes(one(sign(short), { context })), ['CERTIFICATE_EXPIRED']);
});

test('a time-stamp of nobody’s authority, over something else, of tomorrow or by a lost key is no reliable time', async () => {
  const ended = [{ certificate: person.certificate, at: later(40) }];
  const crls = lists(now, ended);
  const judged = (stamped: NonNullable<Signing['stamped']>, change: TrustData = {}): SignatureReport =>
    one(sign(person, document, { stamped }), { context: trustAt(now, { crls, ...change }) });
  const rogueRoot = await issue('ROOT', undefined, { subject: { countryName: 'KG', commonName: 'Башка' } });
  const rogue = await issue('TSA', rogueRoot);
  const timeCodes = (found: SignatureReport): string[] => found.time.findings.map(({ code }) => code);
  assert.ok(timeCodes(judged({ at: later(30), by: rogue })).includes('TIME_AUTHORITY_NOT_TRUSTED'));
  assert.ok(timeCodes(judged({ at: later(30), over: Buffer.from('башка') })).includes('TIME_STAMP_WRONG'));
  assert.ok(timeCodes(judged({ at: later(61) })).includes('TIME_STAMP_LATER'));
  const lost = [
    list(centre, now, ended),
    list(root, now, [{ certificate: tsa.certificate, at: later(50), reason: 1 }]),
  ];
  assert.ok(timeCodes(judged({ at: later(30) }, { crls: lost })).includes('TIME_AUTHORITY_NOT_TRUSTED'));
  const retired = [
    list(centre, now, ended),
    list(root, now, [{ certificate: tsa.certificate, at: later(50), reason: 4 }]),
  ];
  assert.equal(judged({ at: later(30) }, { crls: retired }).verdict, 'valid');
  for (const found of [
    judged({ at: later(30), by: rogue }),
    judged({ at: later(61) }),
    judged({ at: later(30) }, { crls: lost }),
  ])
    assert.deepEqual([found.time.reliable, found.verdict], [null, 'invalid']);
  const unlisted = await issue('TSA', rogueRoot);
  assert.ok(timeCodes(judged({ at: later(30), by: unlisted })).includes('TIME_AUTHORITY_NOT_TRUSTED'));
});

test('where nobody knows how the time-stamping authority stands, nothing is held against the signature for it', async () => {
  const ended = [{ certificate: person.certificate, at: later(40) }];
  const between = await issue('ACA', root, { subject: { countryName: 'KG', commonName: 'Аралык' } });
  const certificates = [between.certificate];
  const quietly = await issue('TSA', between);
  const [first] = trustList().centres;
  const also = { ...first!, certificates: [between.certificate.fingerprint] };
  const context = trustAt(now, {
    crls: lists(now, ended),
    certificates: [quietly.certificate, ...certificates],
    list: trustList({ centres: [first!, also] }),
  });
  const quiet = one(sign(person, document, { stamped: { at: later(30), by: quietly } }), { context });
  assert.deepEqual([quiet.conditions[1]!.findings[0]!.code, quiet.verdict], ['VALID_IF_TIME_HOLDS', 'undetermined']);
});

test('lists made after the reliable time prove the past when nothing current is at hand; older ones and a lost key do not', () => {
  const much = later(700);
  // The time-stamping authority's key is not lost to this day: no older list can tell that.
  const judged = (crls: TrustData['crls'], at = much): SignatureReport =>
    one(sign(person, document, { stamped: { at: later(30) } }), {
      at,
      context: trustAt(at, { crls: [...crls!, list(root, at)] }),
    });
  assert.equal(conditions(judged(lists(later(31)))), fourMet, 'a list of the day after');
  assert.equal(judged(lists(later(29))).conditions[1]!.status, 'not-determinable');
  const lost = [
    ...lists(later(31)),
    list(root, much, [{ certificate: centre.certificate, at: later(600), reason: 2 }]),
  ];
  assert.equal(judged(lost).conditions[1]!.status, 'not-determinable');
});

for (const [algorithm, pss] of [
  ['ecdsa-sha384', false],
  ['rsa-sha256', false],
  ['rsa-sha256', true],
  ['ed25519', false],
] as const)
  test(`the legal result is the same for ${algorithm}${pss ? ' with PSS' : ''}`, async () => {
    const signer = await issue('QN', centre, {}, algorithm);
    const found = one(sign(signer, document, { pss }));
    assert.deepEqual([conditions(found), found.class], [fourMet, 'qualified']);
  });

test('several signatures: each has its own report, the worst decides', async () => {
  const second = await issue('QN', centre);
  const [a, b] = [person, second].map((who) => partsOf(parseSignedData(sign(who))));
  const both = encodeSignedData({
    ...a!,
    certificates: [...a!.certificates, ...b!.certificates],
    signers: [...a!.signers, ...b!.signers],
  });
  assert.equal(report(both).summary.code, 'ALL_VALID');
  const ended = [{ certificate: second.certificate, at: later(1) }];
  const found = report(both, { context: trustAt(now, { crls: lists(now, ended) }) });
  assert.deepEqual(found.signatures.map(({ verdict }) => verdict).sort(), ['invalid', 'valid']);
  assert.deepEqual([found.verdict, found.summary.code], ['invalid', 'ONE_INVALID']);
});

test('an alteration of any octet of an attached signature is refused or named, unless it says nothing', () => {
  const message = sign(person, document, { attached: true, stamped: { at: later(30) } });
  const silent: number[] = [];
  // Nothing but the root and the lists from elsewhere, so that no altered certificate has a good copy.
  const context = trustAt(now, { certificates: [] });
  const judge = (bytes: Buffer) => verifySignature({ signature: bytes, context, at: now });
  const whole = judge(message);
  assert.ok(!isRefusal(whole) && whole.verdict === 'valid');
  const regions = { content: message.indexOf(document), certificate: message.indexOf(person.certificate.raw) };
  for (let at = 0; at < message.length; at += 3) {
    const found = judge(altered(message, at));
    if (isRefusal(found)) continue;
    const [only] = found.signatures;
    if (at >= regions.content && at < regions.content + document.length)
      assert.deepEqual(
        only!.changes.map(({ code }) => code),
        ['DOCUMENT_CHANGED'],
        `octet ${at}`,
      );
    if (at >= regions.certificate && at < regions.certificate + person.certificate.raw.length)
      assert.notEqual(found.verdict, 'valid', `octet ${at}`);
    if (found.verdict === 'valid' && only!.time.reliable !== null) silent.push(at);
  }
  // Names are the same in capital and small letters (RFC 5280 7.1): such an octet of the signer's reference says nothing new.
  const named = [centre, root, tsa].flatMap(({ certificate: { subject } }) => {
    const starts = [];
    for (let at = message.indexOf(subject.raw); at >= 0; at = message.indexOf(subject.raw, at + 1)) starts.push(at);
    return starts.map((from) => [from, from + subject.raw.length] as const);
  });
  const unexplained = silent.filter((at) => !named.some(([from, to]) => from <= at && at < to));
  assert.deepEqual(unexplained, []);
});
