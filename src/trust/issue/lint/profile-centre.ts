import { oids } from '../../der/index.ts';
import type { DocumentDetails } from '../content/document-details.ts';
import { meansUses } from '../content/signature-means.ts';
import { keyAlgorithmOf } from '../algorithms.ts';
import { isQualified, isQualifiedEnd } from '../kinds.ts';
import { type LintFacts, profileVersion } from './facts.ts';
import { type Rule, when } from './rule.ts';

// Sections 10(5) to 10(7), 10(11), 10(13): means, accreditation, terms, the register.

const bishkekDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Bishkek' });

// Days begin with whole minutes: within one minute it is the same day.
const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);
const isOfLaterDay = (at: Date, than: Date): boolean =>
  minuteOf(at) > minuteOf(than) && bishkekDay.format(at) > bishkekDay.format(than);

const sameDocument = (one: DocumentDetails, other: DocumentDetails | undefined): boolean =>
  other !== undefined &&
  (['title', 'number', 'issued', 'issuedBy', 'validUntil'] as const).every((field) => one[field] === other[field]);

const confirmedAt = ({ confirmedMeans, issuedAt }: LintFacts) =>
  confirmedMeans.filter(({ from, until }) => from <= issuedAt && (until === undefined || issuedAt < until));

/** A key by the name that forms of certificates know it by. */
function keyKindOf(spki: Uint8Array): string {
  const { algorithm, curve } = keyAlgorithmOf(spki);
  if (algorithm === oids.ed25519) return 'Ed25519';
  if (algorithm !== oids.ecPublicKey) return 'RSA';
  return curve === oids.secp384r1 ? 'P-384' : 'P-256';
}

export const centreRules: readonly Rule[] = [
  {
    id: 'profile.means-uses',
    source: 'art. 17(2)(4)',
    norms: ['ES-17.2.4a', 'ES-17.2.4b'],
    code: 'ISS_FIELD_MISSING',
    check: ({ kind, content: { means } }) => {
      if (means === undefined || !isQualified(kind)) return [];
      const named = new Set((means.means ?? []).flatMap(({ use }) => use));
      return meansUses.filter((use) => !named.has(use)).map((use) => `kgSignatureMeans/${use}`);
    },
  },
  {
    id: 'profile.means-confirmation',
    source: 'art. 17(2)(4)',
    norms: ['ES-17.2.4c'],
    code: 'ISS_FIELD_MISSING',
    check: ({ kind, content: { means } }) =>
      when(
        isQualified(kind) && (means?.means ?? []).some(({ confirmation }) => confirmation === undefined),
        'kgSignatureMeans/confirmation',
      ),
  },
  {
    id: 'profile.means-confirmed',
    source: 'art. 17(1), 8(5)(3)',
    norms: ['ES-17.1', 'ES-17.2.4c'],
    code: 'ISS_TOOL_NOT_CONFIRMED',
    check: ({ kind, content: { means } }, facts) => {
      if (!isQualified(kind)) return [];
      const list = confirmedAt(facts);
      const unknown = (means?.means ?? []).filter(
        ({ name, version, confirmation }) =>
          confirmation !== undefined &&
          !list.some((one) => one.name === name && one.version === version && sameDocument(confirmation, one.document)),
      );
      return unknown.map(({ name }) => `kgSignatureMeans/${name}`);
    },
  },
  {
    id: 'profile.standards-of-key',
    source: 'art. 14(2)(4)',
    norms: ['ES-14.2.4b'],
    check: ({ content: { means }, certificate: { publicKey } }) => {
      const keyAlgorithms: readonly string[] = [oids.ecPublicKey, oids.rsaEncryption, oids.ed25519];
      const named = (means?.standards ?? []).flatMap((one) => ('oid' in one ? [one.oid] : []));
      const ofKeys = named.filter((oid) => keyAlgorithms.includes(oid));
      return when(ofKeys.length > 0 && !ofKeys.includes(publicKey.algorithm), 'kgSignatureMeans/standards');
    },
  },
  {
    id: 'profile.accreditation-details',
    source: 'art. 17(2)(5)',
    norms: ['ES-17.2.5c', 'ES-17.2.5d'],
    check: ({ kind, content }, { accreditation }) => {
      const own = content.issuerAccreditation;
      if (kind === 'ACA')
        return when(
          content.subjectAccreditation !== undefined &&
            !sameDocument(content.subjectAccreditation, accreditation?.document),
          'kgSubjectAccreditation',
        );
      if (own === undefined) return [];
      return [
        ...when(!sameDocument(own.certificate, accreditation?.document), 'kgIssuerAccreditation/certificate'),
        ...when(
          own.centreCertificateNumber.toString('hex') !== accreditation?.centreCertificateNumber,
          'kgIssuerAccreditation/centreCertificateNumber',
        ),
        ...when(own.location !== accreditation?.centreLocation, 'kgIssuerAccreditation/location'),
      ];
    },
  },
  {
    id: 'profile.centre-name',
    source: 'art. 13(4), 14(2)(5), 17(2)(5)',
    norms: ['ES-13.4c', 'ES-17.2.5a'],
    check: ({ kind, issuer, subject }, { accreditation }) => {
      const name = accreditation?.centreName;
      if (name === undefined || !isQualified(kind)) return [];
      return kind === 'ACA' || kind === 'TP'
        ? when(subject.organizationName !== undefined && subject.organizationName !== name, 'subject/organizationName')
        : when(issuer.organizationName !== undefined && issuer.organizationName !== name, 'issuer/organizationName');
    },
  },
  {
    id: 'profile.accreditation-active',
    source: 'art. 2(3), 16(7)',
    norms: ['ES-2.3', 'ES-16.7f'],
    code: 'ISS_ACCREDITATION_NOT_ACTIVE',
    check: ({ kind }, { accreditation, issuedAt }) =>
      when(
        isQualified(kind) &&
          (accreditation === undefined || accreditation.status !== 'ACTIVE' || accreditation.until <= issuedAt),
        'accreditation',
      ),
  },
  {
    id: 'profile.not-after-issuer',
    source: 'art. 17(5); DECISIONS 35',
    norms: ['ES-13.1.2', 'ES-17.2.1c'],
    check: ({ certificate }, { issuer }) =>
      when(issuer !== undefined && certificate.notAfter > issuer.notAfter, 'validity/notAfter'),
  },
  {
    id: 'profile.not-after-accreditation',
    source: 'art. 17(5); DECISIONS 35',
    norms: ['ES-13.1.2', 'ES-17.2.1c'],
    check: ({ kind, certificate }, { accreditation }) =>
      when(
        isQualified(kind) && accreditation !== undefined && certificate.notAfter > accreditation.until,
        'validity/notAfter',
      ),
  },
  {
    id: 'profile.key-unique',
    source: 'art. 13(1)(8)',
    norms: ['ES-13.1.8'],
    code: 'ISS_DUPLICATE_KEY',
    check: (_, { keyInRegister }) => when(keyInRegister, 'subjectPublicKeyInfo'),
  },
  {
    id: 'profile.serial-unique',
    source: 'RFC 5280 4.1.2.2; art. 17(2)(1)',
    norms: ['ES-17.2.1a'],
    check: (_, { serialInRegister }) => when(serialInRegister, 'serialNumber'),
  },
  {
    id: 'profile.entered-in-time',
    source: 'art. 14(5)',
    norms: ['ES-14.5c'],
    check: ({ certificate }, { enteredAt }) =>
      when(isOfLaterDay(enteredAt, certificate.notBefore), 'validity/notBefore'),
  },
  {
    id: 'profile.in-force',
    source: 'art. 8(5)(1), 17(4)',
    norms: ['ES-17.4', 'ES-8.5.1'],
    check: ({ kind }, { profileInForce }) => when(isQualifiedEnd(kind) && profileInForce !== profileVersion, 'profile'),
  },
  {
    id: 'form.longest-term',
    source: 'art. 8(5)(1)',
    norms: ['ES-8.5.1'],
    check: ({ kind, certificate: { notBefore, notAfter } }, { form }) =>
      when(
        isQualifiedEnd(kind) &&
          form?.longestDays !== undefined &&
          notAfter.getTime() - notBefore.getTime() > form.longestDays * 86_400_000,
        'validity/notAfter',
      ),
  },
  {
    id: 'form.key',
    source: 'art. 8(5)(1)',
    norms: ['ES-8.5.1'],
    check: ({ kind, certificate }, { form }) =>
      when(
        isQualifiedEnd(kind) && form?.keys !== undefined && !form.keys.includes(keyKindOf(certificate.publicKey.raw)),
        'subjectPublicKeyInfo',
      ),
  },
];
