import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { before, test } from 'node:test';
import { der, oids, readDer } from '../../der/index.ts';
import { algorithmBytes } from '../algorithms.ts';
import { qcOf, tbsCertificate, type Draft } from '../draft.ts';
import { kinds, type Kind } from '../kinds.ts';
import { nameOf } from '../names.ts';
import { centre, confirmation, entity, later, legal, means, natural, t0 } from '../test-people.ts';
import type { LintFacts } from './facts.ts';
import { lint, lintRefusal, lintRules } from './lint.ts';
import { type Chain, draftUnder, editExtension, editParts, factsUnder, newChain, withValue } from './test-facts.ts';

let chain: Chain;
let placeless: Chain;
before(async () => {
  chain = await newChain();
  const { localityName: _place, ...rest } = centre;
  placeless = await newChain((draft) => (draft.kind === 'ACA' ? { ...draft, subject: rest } : draft));
});

type Break = {
  readonly kind?: Kind;
  readonly draft?: Partial<Draft> | ((draft: Draft) => Draft);
  readonly tbs?: (tbs: Buffer) => Buffer;
  readonly facts?: (facts: LintFacts) => Partial<LintFacts>;
  readonly application?: Partial<LintFacts['application']>;
  readonly algorithm?: Parameters<typeof algorithmBytes>[0];
  readonly under?: () => Chain;
};

function findingsOf({ kind = 'QN', draft = {}, tbs, facts, application, algorithm, under }: Break) {
  const at = under?.() ?? chain;
  const base = draftUnder(at, kind);
  const changed = typeof draft === 'function' ? draft(base) : { ...base, ...draft };
  const bytes = tbsCertificate(changed, algorithmBytes(algorithm ?? 'ecdsa-sha256'));
  const known = factsUnder(at, kind);
  return lint(tbs?.(bytes) ?? bytes, kind, {
    ...known,
    ...facts?.(known),
    application: { ...known.application, ...application },
  });
}
const rulesBroken = (one: Break): string[] => [...new Set(findingsOf(one).map(({ rule }) => rule))];

const limits = { text: [{ lang: 'ky', text: 'Ү'.repeat(300) }] };
const amount = {
  text: [{ lang: 'ky', text: 'Чек' }],
  rules: [{ kind: 'maxAmount', value: { currency: 'KGS', amount: 5, exponent: 3 } }],
} as const;
const power = { principal: { kind: 'legal', name: 'ЖЧК' }, scope: 'бардыгы', validFrom: t0, validUntil: t0 } as const;
const policies = (...notice: Buffer[]): Buffer =>
  der.sequence(
    der.sequence(
      der.oid(oids.kgPolicyQualifiedNatural),
      der.sequence(
        der.sequence(der.oid(oids.cps), der.ia5String('https://ishenim.example.kg/rules')),
        ...notice.map((text) => der.sequence(der.oid(oids.unotice), der.sequence(text))),
      ),
    ),
  );
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'der' });
const replaced = (bytes: Buffer, from: string, to: string): Buffer =>
  Buffer.from(bytes.toString('hex').replace(from, to), 'hex');

/** For every rule one certificate that breaks exactly it. */
const breaks: Readonly<Record<string, Break>> = {
  'rfc.structure': { tbs: (tbs) => editParts(tbs, ([, ...rest]) => [der.explicit(0, der.integer(1)), ...rest]) },
  'profile.subject-mandatory': { draft: { subject: withoutName(natural, 'commonName') } },
  'profile.subject-foreign': { draft: { subject: { ...natural, pseudonym: 'Бүркүт' } } },
  'profile.owner-named': { kind: 'NQ', draft: { subject: { commonName: 'Бүркүт' } } },
  'profile.extension-mandatory': { draft: (draft) => without(draft, 'means') },
  'profile.extension-foreign': { draft: { representation: { basis: 'powerOfAttorney', document: confirmation } } },
  'profile.contents-read': { tbs: (tbs) => withValue(tbs, 'kgSignatureMeans', der.sequence()) },
  'profile.policy-of-kind': { draft: { mayIssue: ['NQ'] } },
  'profile.issuer-kind': { facts: () => ({ issuerKind: 'ROOT' }) },
  'profile.issuer-named': { under: () => placeless },
  'profile.birth': { draft: (draft) => ({ ...draft, personal: without(draft.personal!, 'dateOfBirth') }) },
  'profile.birth-as-document': { application: { born: { date: '1899-05-17', place: 'Талас ш.' } } },
  'profile.patronymic': { draft: (draft) => ({ ...draft, personal: without(draft.personal!, 'patronymic') }) },
  'profile.legal-entity': {
    kind: 'QL',
    draft: (draft) => ({ ...draft, subject: { ...draft.subject, organizationIdentifier: 'NTRKG-1' } }),
  },
  'profile.legal-entity-place': { kind: 'QA', draft: { legalEntity: without(entity, 'registeredPlace') } },
  'profile.legal-entity-as-registered': {
    kind: 'QA',
    application: { registered: { fullName: entity.fullName, number: '1' } },
  },
  'profile.representation-document': { kind: 'QL', draft: { representation: { basis: 'constituentDocuments' } } },
  'profile.qc-pair': {
    tbs: (tbs) =>
      editExtension(tbs, oids.qcStatements, (node) => {
        const list = readDer(node!.children.at(-1)!.content).children;
        return der.sequence(
          der.oid(oids.qcStatements),
          der.octetString(der.sequence(...list.filter((_, at) => at !== 1).map(({ raw }) => raw))),
        );
      }),
  },
  'profile.qc-statements': { draft: (draft) => without(draft, 'guides') },
  'profile.further-data': { draft: { additional: [{ type: 'телефон', value: '+996 000 00 00 00' }] } },
  'profile.limits-as-applied': { application: { limits } },
  'profile.limits-notice': {
    draft: { limits },
    application: { limits },
    tbs: (tbs) => withValue(tbs, 'certificatePolicies', policies()),
  },
  'profile.limits-amount': {
    draft: (draft) => ({ ...draft, limits: amount, qc: qcOf(draft) }),
    application: { limits: amount },
  },
  'profile.powers-as-accepted': { application: { powers: true } },
  'profile.powers-term': { draft: { powers: [power] }, application: { powers: true } },
  'profile.means-uses': { draft: { means: { means: means.means!.slice(0, 1) } } },
  'profile.means-confirmation': {
    draft: { means: { means: means.means!.map((one) => without(one, 'confirmation')) } },
  },
  'profile.means-confirmed': {
    facts: ({ confirmedMeans }) => ({ confirmedMeans: confirmedMeans.map((one) => ({ ...one, until: later(-1) })) }),
  },
  'profile.standards-of-key': { draft: { means: { ...means, standards: [{ oid: oids.rsaEncryption }] } } },
  'profile.accreditation-details': {
    facts: (facts) => ({ accreditation: { ...facts.accreditation!, centreCertificateNumber: '40' } }),
  },
  'profile.centre-name': { facts: (facts) => ({ accreditation: { ...facts.accreditation!, centreName: 'Башка' } }) },
  'profile.accreditation-active': {
    facts: (facts) => ({ accreditation: { ...facts.accreditation!, status: 'SUSPENDED' } }),
  },
  'profile.not-after-issuer': { kind: 'NQ', draft: { notAfter: later(365 * 4 + 1) } },
  'profile.not-after-accreditation': {
    facts: (facts) => ({ accreditation: { ...facts.accreditation!, until: later(364) } }),
  },
  'profile.key-unique': { facts: () => ({ keyInRegister: true }) },
  'profile.serial-unique': { facts: () => ({ serialInRegister: true }) },
  'profile.entered-in-time': { facts: () => ({ enteredAt: later(1) }) },
  'profile.in-force': { facts: () => ({ profileInForce: '2027-1' }) },
  'form.longest-term': { facts: () => ({ form: { longestDays: 1 } }) },
  'form.key': { facts: () => ({ form: { keys: ['RSA'] } }) },
  'rfc.serial-positive': {
    tbs: (tbs) =>
      editParts(tbs, ([version, , ...rest]) => [
        version!,
        Buffer.concat([Buffer.of(2, 16), Buffer.alloc(16, 0x81)]),
        ...rest,
      ]),
  },
  'profile.serial-random': { draft: { serial: Buffer.from('01020304', 'hex') } },
  'rfc.signature-algorithm': { algorithm: 'ed25519' },
  'rfc.issuer-name': {
    draft: (draft) => ({
      ...draft,
      issuer: { ...draft.issuer, name: nameOf({ ...centre, streetAddress: 'Башка көч.' }) },
    }),
  },
  'rfc.validity-order': { draft: { notAfter: t0 } },
  'rfc.validity-encoding': {
    tbs: (tbs) =>
      editParts(tbs, (parts) => parts.with(4, der.sequence(der.utcTime(t0), der.generalizedTime(later(365))))),
  },
  'rfc.validity-end': { kind: 'ROOT', draft: { notAfter: new Date('9999-12-31T23:59:59Z') } },
  'rfc.name-strings': {
    tbs: (tbs) => editParts(tbs, (parts) => parts.with(5, replaced(parts[5]!, '13024b47', '0c024b47'))),
  },
  'rfc.name-bounds': {
    kind: 'QL',
    draft: (draft) => ({ ...draft, subject: { ...draft.subject, title: 'Д'.repeat(65) } }),
  },
  'rfc.country': { draft: { subject: { ...natural, countryName: 'kg' } } },
  'rfc.name-once': {
    tbs: (tbs) =>
      editParts(tbs, (parts) => {
        const more = der.setOf(der.sequence(der.oid(oids.title), der.utf8String('Экинчи')));
        return parts.with(5, der.sequence(...readDer(parts[5]!).children.map(({ raw }) => raw), more, more));
      }),
  },
  'rfc.name-text': { draft: { subject: { ...natural, title: 'Башкы  директор' } } },
  'rfc.public-key': { draft: { spki: weak } },
  'rfc.unique-ids': {
    tbs: (tbs) => editParts(tbs, (parts) => parts.toSpliced(7, 0, der.implicit(1, der.bitString(Buffer.of(1))))),
  },
  'rfc.criticality': {
    tbs: (tbs) =>
      editExtension(tbs, oids.certificatePolicies, (node) =>
        der.sequence(node!.children[0]!.raw, der.boolean(true), node!.children.at(-1)!.raw),
      ),
  },
  'rfc.unknown-extension': {
    tbs: (tbs) => editExtension(tbs, '1.2.3.4', () => der.sequence(der.oid('1.2.3.4'), der.octetString(der.nul()))),
  },
  'rfc.subject-key-identifier': {
    tbs: (tbs) => withValue(tbs, 'subjectKeyIdentifier', der.octetString(Buffer.alloc(20, 7))),
  },
  'rfc.authority-key-identifier': {
    draft: (draft) => ({ ...draft, issuer: { ...draft.issuer, keyIdentifier: Buffer.alloc(20, 7) } }),
  },
  'profile.authority-by-key-only': {
    tbs: (tbs) => {
      const keyId = der.implicit(0, der.octetString(chain.certificates.ACA.subjectKeyId!));
      const serial = der.implicit(2, der.integer(7));
      return withValue(
        tbs,
        'authorityKeyIdentifier',
        der.sequence(keyId, der.implicit(1, der.sequence(der.implicit(6, der.ia5String('http://a')))), serial),
      );
    },
  },
  'rfc.basic-constraints-kind': {
    tbs: (tbs) =>
      editExtension(tbs, oids.basicConstraints, (node) =>
        der.sequence(node!.children[0]!.raw, der.boolean(true), der.octetString(der.sequence(der.boolean(true)))),
      ),
  },
  'rfc.path-length': { kind: 'TP', draft: { pathLength: 1 } },
  'rfc.key-usage-kind': { draft: { keyUsage: [0, 1] } },
  'rfc.purposes': { draft: { purposes: [oids.kpServerAuth] } },
  'rfc.policy-notice': {
    draft: { limits },
    application: { limits },
    tbs: (tbs) => withValue(tbs, 'certificatePolicies', policies(der.utf8String('Ү'.repeat(201)))),
  },
  'profile.policy-rules-address': { draft: { cps: 'ftp://ishenim.example.kg' } },
  'rfc.distribution-points': {
    draft: (draft) => ({ ...draft, crl: [{ url: 'ldap://status.example.kg/x' }, draft.crl![1]!] }),
  },
  'profile.two-distribution-points': { draft: (draft) => ({ ...draft, crl: draft.crl!.slice(0, 1) }) },
  'rfc.authority-information': { draft: { access: { ocsp: 'http://status.example.kg/ocsp' } } },
  'rfc.email': { draft: { email: 'not an address' }, application: { furtherData: true } },
};

function without<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = from;
  return rest;
}
function withoutName(from: Draft['subject'], key: keyof Draft['subject']): Draft['subject'] {
  return without(from, key);
}

test('a certificate of every kind that has what its kind must have passes, through a centre and through its trusted person', () => {
  for (const kind of kinds) assert.deepEqual(findingsOf({ kind }), [], kind);
  for (const kind of ['QN', 'QL', 'QA', 'NQ'] as const) {
    const tbs = tbsCertificate(draftUnder(chain, kind, 'TP'), algorithmBytes('ecdsa-sha256'));
    assert.deepEqual(lint(tbs, kind, factsUnder(chain, kind, 'TP')), [], kind);
  }
});

test('every rule is broken alone by a certificate made for it, and has a source', () => {
  assert.deepEqual(Object.keys(breaks).sort(), lintRules.map(({ id }) => id).sort());
  assert.equal(new Set(lintRules.map(({ id }) => id)).size, lintRules.length);
  for (const { id, source } of lintRules) {
    assert.match(source, /^(RFC|EN|X\.|art\.|profile|ISO)/, id);
    assert.deepEqual(rulesBroken(breaks[id]!), [id], id);
  }
});

const refusalOf = (one: Break): string => {
  const refusal = lintRefusal(findingsOf(one));
  return refusal === undefined ? 'passes' : `${refusal.code} ${refusal.field}`;
};

test('ES-14.2 ES-14.2.4a: a certificate without one of the five items of art. 14(2) is blocked, and the item is named', () => {
  const drop = (at: number) => (tbs: Buffer) => editParts(tbs, (parts) => parts.toSpliced(at, 1));
  const kind = 'NQ';
  assert.equal(refusalOf({ kind }), 'passes');
  assert.equal(refusalOf({ kind, tbs: drop(4) }), 'ISS_FIELD_MISSING validity');
  assert.equal(refusalOf({ kind, draft: { subject: { commonName: 'Бүркүт' } } }), 'ISS_FIELD_MISSING subject');
  assert.equal(refusalOf({ kind, tbs: drop(6) }), 'ISS_FIELD_MISSING subjectPublicKeyInfo');
  assert.equal(refusalOf({ kind, draft: (draft) => without(draft, 'means') }), 'ISS_FIELD_MISSING kgSignatureMeans');
  assert.equal(
    refusalOf({ kind, tbs: (tbs) => editParts(tbs, (parts) => parts.with(3, der.sequence())) }).slice(0, 25),
    'ISS_FIELD_MISSING issuer/',
  );
});

test('ES-17.2 ES-17.2.2a: a qualified certificate without any one of its mandatory fields is blocked, and the field is named', () => {
  const missing = (one: Break, field: string): void => assert.equal(refusalOf(one), `ISS_FIELD_MISSING ${field}`);
  for (const field of ['countryName', 'surname', 'givenName', 'serialNumber', 'commonName'] as const)
    missing({ draft: (draft) => ({ ...draft, subject: withoutName(draft.subject, field) }) }, `subject/${field}`);
  for (const field of ['organizationName', 'organizationIdentifier', 'localityName'] as const)
    missing({ kind: 'QA', draft: { subject: withoutName(legal, field) } }, `subject/${field}`);
  for (const field of ['dateOfBirth', 'placeOfBirth', 'patronymic'] as const)
    missing({ draft: (draft) => ({ ...draft, personal: without(draft.personal!, field) }) }, field);
  missing({ draft: (draft) => without(draft, 'issuerAccreditation') }, 'kgIssuerAccreditation');
  missing({ draft: (draft) => without(draft, 'means') }, 'kgSignatureMeans');
  missing({ draft: (draft) => without(draft, 'personal') }, 'subjectDirectoryAttributes');
  missing({ kind: 'QL', draft: (draft) => without(draft, 'legalEntity') }, 'kgSubjectLegalEntity');
  missing({ kind: 'QL', draft: (draft) => without(draft, 'representation') }, 'kgRepresentation');
});

test('ES-14.2.2c: a pseudonym will do for a certificate that is not qualified, and never for a qualified one', () => {
  assert.equal(refusalOf({ kind: 'NQ', draft: { subject: { pseudonym: 'Бүркүт', commonName: 'Бүркүт' } } }), 'passes');
  const subject = { countryName: 'KG', serialNumber: 'KG-1', pseudonym: 'Бүркүт', commonName: 'Бүркүт' };
  assert.equal(refusalOf({ kind: 'QN', draft: { subject } }), 'ISS_FIELD_MISSING subject/surname');
});

test('ES-14.2.4b: standards that name another algorithm than the key’s are refused', () => {
  const named = (oid: string): Break => ({ kind: 'NQ', draft: { means: { standards: [{ oid }] } } });
  assert.equal(refusalOf(named(oids.rsaEncryption)), 'ISS_PROFILE_VIOLATION kgSignatureMeans/standards');
  assert.equal(refusalOf(named(oids.ecPublicKey)), 'passes');
});

test('ES-17.2.2f: a legal person without any place is refused; one place of the two is enough', () => {
  const place = (places: object): Break => ({
    kind: 'QA',
    draft: { legalEntity: { ...without(entity, 'registeredPlace'), ...places } },
  });
  assert.equal(refusalOf(place({})), 'ISS_FIELD_MISSING kgSubjectLegalEntity/registeredPlace');
  assert.equal(refusalOf(place({ registeredPlace: 'Ош ш.' })), 'passes');
  assert.equal(refusalOf(place({ actualPlace: 'Ош ш.' })), 'passes');
});

test('ES-17.2.4a ES-17.2.4c: means that made the keys are named, each with its confirmation as published', () => {
  const only = (at: number): Break => ({ draft: { means: { means: [means.means![at]!] } } });
  assert.equal(refusalOf(only(1)), 'ISS_FIELD_MISSING kgSignatureMeans/createSignatureKey');
  const bare = means.means!.map((one) => without(one, 'confirmation'));
  assert.equal(refusalOf({ draft: { means: { means: bare } } }), 'ISS_FIELD_MISSING kgSignatureMeans/confirmation');
  const other = means.means!.map((one) => ({ ...one, confirmation: { ...confirmation, number: 'Ш-8' } }));
  assert.match(refusalOf({ draft: { means: { means: other } } }), /^ISS_TOOL_NOT_CONFIRMED/);
});

test('ES-17.4: when another version of the form is in force, a certificate of the old form is refused', () => {
  assert.equal(refusalOf({ facts: () => ({ profileInForce: '2027-1' }) }), 'ISS_PROFILE_VIOLATION profile');
});

test('a refusal names rules and fields, and no personal value', () => {
  const refusal = lintRefusal(findingsOf({ application: { born: { date: '1899-01-01', place: 'Талас ш.' } } }))!;
  assert.equal(refusal.code, 'ISS_PROFILE_VIOLATION');
  assert.doesNotMatch(JSON.stringify(refusal), /1899|Талас|Айгүл/);
  assert.equal(lintRefusal([]), undefined);
});

test('the linter never throws, whatever the bytes: each octet of a certificate altered, each cut', () => {
  const tbs = tbsCertificate(draftUnder(chain, 'QL'), algorithmBytes('ecdsa-sha256'));
  const facts = factsUnder(chain, 'QL');
  for (let at = 0; at < tbs.length; at += 3) {
    const other = Buffer.from(tbs);
    other[at]! ^= 0x15;
    lint(other, 'QL', facts);
    if (at % 15 === 0) assert.notEqual(lint(tbs.subarray(0, at), 'QL', facts).length, 0);
  }
});
