import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemScope } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { destroyed } from '../../../keys/index.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  extensionValue,
  parseCertificate,
  strictAlgorithms,
  verifyCertificate,
} from '../../path/index.ts';
import { oids } from '../../der/index.ts';
import { readIssuerAccreditation } from '../content/accreditation.ts';
import { readSubjectLegalEntity } from '../content/legal-entity.ts';
import { readThirdPartyPowers } from '../content/powers.ts';
import { readSignatureMeans } from '../content/signature-means.ts';
import { readSubjectDirectoryAttributes } from '../content/birth.ts';
import { readUsageLimits } from '../content/usage-limits.ts';
import { subjectNameOf } from '../names.ts';
import { draftUnder, newChain } from '../lint/test-facts.ts';
import { newSerial } from '../serial.ts';
import { signStructure, tbsFor } from '../sign-certificate.ts';
import { judge, pem } from '../test-openssl.ts';
import { accreditationUntil, centre, entity, later, natural, person, t0 } from '../test-people.ts';
import { readCertificate } from './contents.ts';
import { issueCertificate } from './issue.ts';
import { approvalContent, type IssuedCertificate } from './order.ts';
import { stateAt } from './record.ts';
import { certificateByNumber } from './store.ts';
import { approved, registerStand, type Stand } from './test-register.ts';

let at: Stand;
before(async () => {
  at = await registerStand();
});
beforeEach(() => at.clock.set(t0));
after(() => at.stop());

const codeOf = (outcome: IssuedCertificate | Refusal): string => (isRefusal(outcome) ? outcome.code : 'issued');
const subjectOf = (bytes: Buffer) => subjectNameOf(parseCertificate(bytes).subject);
const found = async (number: string) =>
  (await at.tx((tx) => certificateByNumber(tx, at.registers.centre, Buffer.from(number, 'hex'))))!;
const journalOf = (type: string) =>
  at.database.owner.query<{ body: string }>(
    systemScope('test'),
    `SELECT convert_from(body, 'UTF8') AS body FROM journal WHERE type = $1 ORDER BY entry_id`,
    [type],
  );

test('ES-14.1: without a concluded agreement no certificate is made', async () => {
  const { agreement: _none, ...order } = at.order('QN');
  assert.equal(codeOf(await at.issue(order)), 'ISS_NO_AGREEMENT');
  assert.equal(codeOf(await at.issue({ ...order, agreement: { id: 'a', concludedAt: later(1) } })), 'ISS_NO_AGREEMENT');
  assert.equal(codeOf(await at.issue(at.order('QN'))), 'issued');
});

test('ES-14.2.1a ES-14.2.1b ES-17.2.1b ES-17.2.1c ES-14.2.3 ES-17.2.3: terms and key in the certificate are those of register and request', async () => {
  const order = at.order('QN');
  const outcome = await at.issue(order);
  assert.ok(!isRefusal(outcome));
  const [certificate, record] = [parseCertificate(outcome.certificate), await found(outcome.number)];
  assert.deepEqual([certificate.notBefore, certificate.notAfter], [record.notBefore, record.notAfter]);
  assert.ok(certificate.notAfter > certificate.notBefore && certificate.notAfter <= accreditationUntil);
  assert.ok(certificate.publicKey.raw.equals(order.draft.spki));
});

test('ES-14.2.2a: a person without a patronymic gets a certificate, and nothing is written in its place', async () => {
  const { patronymic: _none, ...personal } = at.order('QN').draft.personal!;
  const base = at.order('QN');
  const subject = { ...natural, givenName: person.name, commonName: `${person.surname} ${person.name}` };
  const draft = { ...base.draft, subject, personal };
  const application = { ...base.facts.application, noPatronymic: true };
  const outcome = await at.issue({ ...base, draft, facts: { ...base.facts, application } });
  assert.ok(!isRefusal(outcome));
  assert.equal(subjectOf(outcome.certificate).givenName, person.name);
  const read = extensionValue(
    parseCertificate(outcome.certificate).extensions,
    oids.subjectDirectoryAttributes,
    readSubjectDirectoryAttributes,
  );
  assert.equal('patronymic' in read!, false);
  const placeholder = at.order('QN');
  const unsaid = { ...placeholder, draft: { ...draft, spki: placeholder.draft.spki } };
  assert.equal(codeOf(await at.issue(unsaid)), 'ISS_FIELD_MISSING');
});

test('ES-14.2.2b ES-17.2.2d ES-17.2.2e: a legal person’s long name and its number are read in full from the certificate', async () => {
  assert.ok(Array.from(entity.fullName).length > 64);
  const { certificate } = await at.issued('QL');
  const read = extensionValue(
    parseCertificate(certificate).extensions,
    oids.kgSubjectLegalEntity,
    readSubjectLegalEntity,
  )!;
  assert.equal(read.fullName, entity.fullName);
  assert.equal(subjectOf(certificate).organizationIdentifier, `NTRKG-${entity.registrationNumber}`);
});

test('ES-14.2.5 ES-17.2.5a ES-17.2.5b ES-17.2.5c ES-17.2.5d: name, place, number and accreditation of the centre, also through a trusted person', async () => {
  for (const by of ['ACA', 'TP'] as const) {
    const order = at.order('QN', by);
    const outcome = await at.issue(order);
    assert.ok(!isRefusal(outcome), by);
    const certificate = parseCertificate(outcome.certificate);
    const issuer = subjectNameOf(certificate.issuer);
    const directory = order.facts.accreditation!;
    assert.equal(issuer.organizationName, directory.centreName);
    assert.equal(directory.centreName, centre.organizationName);
    const own = extensionValue(certificate.extensions, oids.kgIssuerAccreditation, readIssuerAccreditation)!;
    assert.equal(own.location, directory.centreLocation);
    assert.equal(own.centreCertificateNumber.toString('hex'), at.centreNumber);
    assert.deepEqual(own.certificate, directory.document);
  }
});

test('ES-17.2.2b: place and date of birth are those of the identity document, and others are refused', async () => {
  const base = at.order('QN');
  const { certificate } = await at.issued('QN');
  const read = extensionValue(
    parseCertificate(certificate).extensions,
    oids.subjectDirectoryAttributes,
    readSubjectDirectoryAttributes,
  )!;
  const { born } = base.facts.application;
  assert.deepEqual([read.placeOfBirth, read.dateOfBirth], [born!.place, born!.date]);
  const application = { ...base.facts.application, born: { ...born!, place: 'Талас ш.' } };
  assert.equal(codeOf(await at.issue({ ...base, facts: { ...base.facts, application } })), 'ISS_PROFILE_VIOLATION');
});

test('a certificate for automatic signing names no acting person and is accepted', async () => {
  const { certificate } = await at.issued('QA');
  const { surname, givenName } = subjectOf(certificate);
  assert.deepEqual([surname, givenName], [undefined, undefined]);
  assert.ok(parseCertificate(certificate).extKeyUsage?.has(oids.kgAutomaticSigning));
});

test('ES-17.1 ES-17.2.4b: the centre’s means are those of the list, and nothing is issued from the day their confirmation ends', async () => {
  const { certificate } = await at.issued('QN');
  const means = extensionValue(parseCertificate(certificate).extensions, oids.kgSignatureMeans, readSignatureMeans)!;
  assert.equal(means.means!.find(({ use }) => use.includes('createCertificate'))!.name, 'Makulduk CA');
  const order = at.order('QN');
  const confirmedMeans = order.facts.confirmedMeans.map((one) =>
    one.name === 'Makulduk CA' ? { ...one, until: later(-1) } : one,
  );
  const outcome = await at.issue({ ...order, facts: { ...order.facts, confirmedMeans } });
  assert.equal(codeOf(outcome), 'ISS_TOOL_NOT_CONFIRMED');
});

test('ES-17.2.6 ES-17.3a: limits and powers are in the certificate exactly when the application has them', async () => {
  const limits = { text: [{ lang: 'ky', text: 'Салык отчеттуулугу үчүн гана' }] };
  const powers = [
    {
      principal: { kind: 'legal', name: 'Сыноо ЖЧК' },
      scope: 'Салык отчетун тапшыруу',
      validFrom: t0,
      validUntil: later(30),
    },
  ] as const;
  const base = at.order('QN');
  const facts = { ...base.facts, application: { ...base.facts.application, limits, powers: true } };
  const outcome = await at.issue({ ...base, draft: { ...base.draft, limits, powers }, facts });
  assert.ok(!isRefusal(outcome));
  const { extensions } = parseCertificate(outcome.certificate);
  assert.deepEqual(extensionValue(extensions, oids.kgUsageLimits, readUsageLimits), limits);
  assert.deepEqual(extensionValue(extensions, oids.kgThirdPartyPowers, readThirdPartyPowers), powers);
  const plain = parseCertificate((await at.issued('QN')).certificate).extensions;
  assert.deepEqual([plain.has(oids.kgUsageLimits), plain.has(oids.kgThirdPartyPowers)], [false, false]);
  assert.equal(codeOf(await at.issue({ ...at.order('QN'), facts })), 'ISS_DOCS_MISSING');
});

test('ES-17.2.7: further data is in the certificate only where the applicant demanded it', async () => {
  const base = at.order('QN');
  const draft = { ...base.draft, email: 'aigul@example.kg' };
  assert.equal(codeOf(await at.issue({ ...base, draft })), 'ISS_PROFILE_VIOLATION');
  const application = { ...base.facts.application, furtherData: true };
  const outcome = await at.issue({ ...base, draft, facts: { ...base.facts, application } });
  assert.ok(!isRefusal(outcome));
  assert.deepEqual(parseCertificate(outcome.certificate).subjectAltNames, [
    { form: 'email', text: 'aigul@example.kg' },
  ]);
  assert.deepEqual(parseCertificate((await at.issued('QN')).certificate).subjectAltNames, []);
});

test('ES-13.1.8: a key that the register has in any status is refused', async () => {
  const order = at.order('QN');
  assert.equal(codeOf(await at.issue(order)), 'issued');
  const again = await at.issue({ ...at.order('QN'), draft: { ...at.order('QN').draft, spki: order.draft.spki } });
  assert.equal(codeOf(again), 'ISS_DUPLICATE_KEY');
  at.clock.set(later(400));
  const late = at.order('QN', 'ACA', { until: later(500) });
  const expired = await at.issue({ ...late, draft: { ...late.draft, spki: order.draft.spki } });
  assert.equal(codeOf(expired), 'ISS_DUPLICATE_KEY');
});

test('ES-13.1.2: a term beyond the accreditation is cut at its end, and the journal says why', async () => {
  const outcome = await at.issue(at.order('NQ', 'ACA', { until: later(365 * 3) }));
  assert.ok(!isRefusal(outcome) && outcome.validity.cappedBy === 'asked');
  const order = at.order('QN', 'ACA', { until: later(365 * 3) });
  const soon = { ...order.facts, accreditation: { ...order.facts.accreditation!, until: later(100) } };
  const cut = await at.issue({ ...order, facts: soon });
  assert.ok(!isRefusal(cut));
  assert.deepEqual(parseCertificate(cut.certificate).notAfter, later(100));
  const entries = (await journalOf('certificate.issued')).map(
    ({ body }) => JSON.parse(body) as { data: { number: string; cappedBy: string } },
  );
  assert.equal(entries.find(({ data }) => data.number === cut.number)!.data.cappedBy, 'accreditation');
  const ended = { ...order.facts, accreditation: { ...order.facts.accreditation!, until: later(-1) } };
  assert.equal(codeOf(await at.issue({ ...order, facts: ended })), 'ISS_NO_TIME_LEFT');
});

test('ES-14.5a: a certificate takes effect at its issue, or on a later date that it states', async () => {
  const now = await found((await at.issued('QN')).number);
  assert.deepEqual(now.notBefore, t0);
  assert.deepEqual(stateAt(now, t0), { state: 'ACTIVE' });
  const outcome = await at.issue(at.order('QN', 'ACA', { from: later(7) }));
  assert.ok(!isRefusal(outcome));
  const ahead = await found(outcome.number);
  assert.deepEqual(stateAt(ahead, t0), { state: 'ISSUED_NOT_YET_EFFECTIVE' });
  assert.deepEqual(stateAt(ahead, later(7)), { state: 'ACTIVE' });
});

test('ES-14.5c: where the entry fails there is no certificate, and no entry is later than the day of taking effect', async () => {
  const before = await at.tx((tx) => tx.query<{ n: number }>('SELECT count(*) AS n FROM certificate'));
  const order = at.order('QN');
  // A subject id that is none: the register refuses the row.
  await assert.rejects(at.issue({ ...order, subjectId: 'nobody' }));
  const rows = await at.tx((tx) =>
    tx.query<{ n: number; late: number }>(
      `SELECT count(*) AS n, count(*) FILTER (WHERE (entered_at AT TIME ZONE 'Asia/Bishkek')::date > (not_before AT TIME ZONE 'Asia/Bishkek')::date) AS late FROM certificate`,
    ),
  );
  assert.deepEqual(rows, [{ n: before[0]!.n, late: 0 }]);
  const number = (await at.issued('QN')).number;
  assert.deepEqual(stateAt(await found(number), later(-1)), { state: 'UNKNOWN' });
});

test('the key of the root is used by two officers together, on what they approved, and on nothing else', async () => {
  const base = { ...at.order('STATUS'), issuerId: at.issuers.ROOT, subjectId: null, until: later(365) };
  const content = approvalContent(base, at.chain.certificates.ROOT, at.keys.ROOT);
  assert.equal(codeOf(await at.issue(base)), 'KEY_SECOND_OFFICER');
  assert.equal(codeOf(await at.issue({ ...base, operation: approved(content, t0, ['first']) })), 'KEY_SECOND_OFFICER');
  const other = { ...base, until: later(3650), operation: approved(content, t0) };
  assert.equal(codeOf(await at.issue(other)), 'KEY_OPERATION_CHANGED');
});

test('a suspended accreditation issues nothing qualified; a wrong key given to an issuer is a fault', async () => {
  const order = at.order('QN');
  const accreditation = { ...order.facts.accreditation!, status: 'SUSPENDED' } as const;
  assert.equal(
    codeOf(await at.issue({ ...order, facts: { ...order.facts, accreditation } })),
    'ISS_ACCREDITATION_NOT_ACTIVE',
  );
  await assert.rejects(
    at.tx((tx) => issueCertificate(tx, at.deps, at.order('QN'), at.keys.TP)),
    /not that of ACA/,
  );
});

test('a certificate lies sealed in the database: no name and no birth can be read there, and its owner’s key opens it', async () => {
  const issued = await at.issued('QN');
  const record = await found(issued.number);
  const rows = await at.tx((tx) =>
    tx.query<{ kind: string; text: string }>(
      `SELECT kind, c::text AS text FROM certificate c WHERE id = $1 OR kind = 'TP'`,
      [record.id],
    ),
  );
  const holds = (kind: string, words: string): boolean =>
    rows.find((row) => row.kind === kind)!.text.includes(Buffer.from(words).toString('hex'));
  assert.ok(holds('TP', 'Түштүк'), 'an open certificate shows how it would be seen');
  for (const words of [person.surname, person.name, '1899', 'Ош ш.']) assert.equal(holds('QN', words), false);
  const opened = await at.tx((tx) => readCertificate(tx, at.deps, record));
  assert.ok(opened !== destroyed && opened.equals(issued.certificate));
});

test('OpenSSL accepts what the register issued, with nothing but the root trusted', async () => {
  const openssl = judge();
  try {
    const { ROOT, ACA, TP } = at.chain.certificates;
    for (const [name, bytes] of Object.entries({ ROOT: ROOT.raw, ACA: ACA.raw, TP: TP.raw }))
      openssl.put(`${name}.pem`, pem('CERTIFICATE', bytes));
    for (const kind of ['QN', 'QL', 'QA', 'NQ'] as const)
      for (const by of ['ACA', 'TP'] as const) {
        openssl.put('one.pem', pem('CERTIFICATE', (await at.issued(kind, by)).certificate));
        const between = by === 'TP' ? ['-untrusted', 'TP.pem'] : [];
        const { code, text } = openssl.run(
          'verify',
          '-x509_strict',
          '-attime',
          String(later(1).getTime() / 1000),
          '-CAfile',
          'ROOT.pem',
          '-untrusted',
          'ACA.pem',
          ...between,
          'one.pem',
        );
        assert.equal(code, 0, `${kind} by ${by}: ${text}`);
      }
  } finally {
    openssl[Symbol.dispose]();
  }
});

test('ES-17.2.1a: numbers are positive, random, within 20 octets, all different, and the register refuses one twice', async () => {
  const seen = new Set(Array.from({ length: 100_000 }, () => newSerial().toString('hex')));
  assert.equal(seen.size, 100_000);
  const { number, certificate } = await at.issued('QN');
  assert.equal(parseCertificate(certificate).serial, number);
  assert.ok(number.length <= 40 && Number.parseInt(number.slice(0, 2), 16) < 0x80);
  const record = await found(number);
  await assert.rejects(
    at.tx((tx) =>
      tx.query(
        `INSERT INTO certificate SELECT gen_random_uuid(), register_id, holder_id, subject_id, issuer_id, record + 100000, kind, serial,
           sha256('a'), sha256('b'), entered_at, not_before, not_after, der, sealed, journal_entry_id FROM certificate WHERE id = $1`,
        [record.id],
      ),
    ),
    /certificate_issuer_id_serial_key/,
  );
});

test('ES-13.4c ES-13.5: a trusted person’s certificate is the centre’s; what it issues bears the centre’s name and is in the centre’s register', async () => {
  const { ACA, TP } = at.chain.certificates;
  assert.ok(TP.issuer.raw.equals(ACA.subject.raw) && TP.authorityKey!.keyId!.equals(ACA.subjectKeyId!));
  const issued = await at.issued('QN', 'TP');
  const issuer = subjectNameOf(parseCertificate(issued.certificate).issuer);
  assert.equal(issuer.organizationName, centre.organizationName);
  assert.match(issuer.organizationalUnitName!, /Түштүк/);
  const record = await found(issued.number);
  assert.deepEqual([record.registerId, record.holderId], [at.registers.centre, at.centreId]);
});

test('ES-13.4b: a certificate in a trusted person’s name that another centre’s key has signed fails, here and in OpenSSL', async () => {
  const other = await newChain();
  const tbs = tbsFor({ ...draftUnder(at.chain, 'QN', 'TP'), serial: newSerial() }, other.keys.TP);
  const forged = parseCertificate(await signStructure(tbs, other.keys.TP));
  const { ROOT, ACA, TP } = at.chain.certificates;
  const verdict = (target: typeof forged) =>
    verifyCertificate(target, {
      anchors: [anchorOf(ROOT)],
      certificates: new CertificatePool([ACA, TP, ...Object.values(other.certificates)]),
      crls: new CrlPool([]),
      at: later(1),
      rules: { algorithms: strictAlgorithms },
      status: 'none',
    });
  const genuine = parseCertificate((await at.issued('QN', 'TP')).certificate);
  assert.deepEqual([verdict(genuine).valid, verdict(forged).valid], [true, false]);
  const openssl = judge();
  try {
    for (const [name, { raw }] of Object.entries({ ROOT, ACA, TP, genuine, forged }))
      openssl.put(`${name}.pem`, pem('CERTIFICATE', raw));
    const code = (name: string): number =>
      openssl.run(
        'verify',
        '-attime',
        String(later(1).getTime() / 1000),
        '-CAfile',
        'ROOT.pem',
        '-untrusted',
        'ACA.pem',
        '-untrusted',
        'TP.pem',
        `${name}.pem`,
      ).code;
    assert.equal(code('genuine'), 0);
    assert.notEqual(code('forged'), 0);
  } finally {
    openssl[Symbol.dispose]();
  }
});
