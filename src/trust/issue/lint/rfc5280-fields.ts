import { context, der, oidName, oids, tags } from '../../der/index.ts';
import { distrust, keyOf, signatureMethod, strictAlgorithms } from '../../path/index.ts';
import { algorithmOf, fits } from '../algorithms.ts';
import { checkKeyInfo } from '../check-key.ts';
import { nameBounds } from '../names.ts';
import { subjectFields } from '../kinds.ts';
import { type Rule, when } from './rule.ts';

// RFC 5280 4.1: the basic fields.

const endless = new Date('9999-12-31T23:59:59Z').getTime();

export const basicRules: readonly Rule[] = [
  {
    id: 'rfc.serial-positive',
    source: 'RFC 5280 4.1.2.2',
    norms: ['ES-17.2.1a'],
    check: ({ certificate: { serial } }) =>
      when(
        serial.length > 40 || Number.parseInt(serial.slice(0, 2), 16) >= 0x80 || /^0*$/.test(serial),
        'serialNumber',
      ),
  },
  {
    // 64 bits of a random generator: predictable contents are what collisions are made for.
    id: 'profile.serial-random',
    source: 'profile 4.1',
    norms: ['ES-17.2.1a'],
    check: ({ certificate: { serial } }) => when(serial.length < 16 && !/^0*$/.test(serial), 'serialNumber'),
  },
  {
    id: 'rfc.signature-algorithm',
    source: 'RFC 5280 4.1.1.2',
    norms: ['ES-8.5.2b'],
    check: ({ certificate }, { issuer, issuedAt }) => {
      const { signatureAlgorithm } = certificate;
      const { publicKey } = issuer ?? certificate;
      const ours = algorithmOf(der.sequence(der.oid(signatureAlgorithm.oid), signatureAlgorithm.parameters));
      const [method, key] = [signatureMethod(signatureAlgorithm), keyOf(publicKey)];
      if (ours === undefined || method === undefined || key === undefined || !fits(ours, publicKey.raw))
        return ['signature'];
      return when(distrust(strictAlgorithms, method, key, issuedAt) !== undefined, 'signature');
    },
  },
  {
    id: 'rfc.issuer-name',
    source: 'RFC 5280 4.1.2.4, 4.1.2.6',
    check: ({ certificate }, { issuer }) =>
      when(!certificate.issuer.raw.equals((issuer ?? certificate).subject.raw), 'issuer'),
  },
  {
    id: 'rfc.validity-order',
    source: 'RFC 5280 4.1.2.5',
    norms: ['ES-14.2.1b'],
    check: ({ certificate }) => when(certificate.notAfter <= certificate.notBefore, 'validity'),
  },
  {
    id: 'rfc.validity-encoding',
    source: 'RFC 5280 4.1.2.5',
    check: ({ parts }) => {
      const times = parts.filter(({ tag }) => tag === tags.sequence)[2]!.children;
      const late = times.filter(
        ({ tag, content }) => tag === tags.generalizedTime && Number(content.toString('latin1').slice(0, 4)) < 2050,
      );
      return when(late.length > 0, 'validity');
    },
  },
  {
    id: 'rfc.validity-end',
    source: 'RFC 5280 4.1.2.5; profile 2',
    norms: ['ES-14.2.1b'],
    check: ({ certificate }) => when(certificate.notAfter.getTime() === endless, 'validity/notAfter'),
  },
  {
    id: 'rfc.name-strings',
    source: 'RFC 5280 4.1.2.4, 4.1.2.6, appendix A.1',
    check: ({ subjectAttributes }) =>
      subjectAttributes.flatMap(({ type, tag }) => {
        const printable = type === oids.countryName || type === oids.serialNumber;
        return when(printable ? tag !== tags.printableString : tag !== tags.utf8String, `subject/${oidName(type)}`);
      }),
  },
  {
    id: 'rfc.name-bounds',
    source: 'RFC 5280 appendix A.1',
    check: ({ subject }) =>
      subjectFields
        // Characters are at most as many as their units: counted where these are too many.
        .filter((field) => (subject[field]?.length ?? 0) > nameBounds[field])
        .filter((field) => Array.from(subject[field]!).length > nameBounds[field])
        .map((field) => `subject/${field}`),
  },
  {
    id: 'rfc.country',
    source: 'RFC 5280 appendix A.1; ISO 3166-1',
    check: ({ subject }) =>
      when(subject.countryName !== undefined && !/^[A-Z]{2}$/.test(subject.countryName), 'subject/countryName'),
  },
  {
    id: 'rfc.name-once',
    source: 'X.520; profile 4.2',
    check: ({ subjectAttributes, certificate }) => {
      const types = subjectAttributes.map(({ type }) => type);
      const twice = types.filter((type, at) => types.indexOf(type) !== at);
      const shared = certificate.subject.rdns.filter(({ attributes }) => attributes.length > 1);
      return [...twice.map((type) => `subject/${oidName(type)}`), ...when(shared.length > 0, 'subject')];
    },
  },
  {
    // What looks the same must be the same: no invisible characters, no double spaces, one form of each letter (RFC 5280 7.1).
    id: 'rfc.name-text',
    source: 'RFC 5280 7.1; X.520',
    check: ({ subjectAttributes }) =>
      subjectAttributes.flatMap(({ type, value }) =>
        when(
          value === '' ||
            value !== value.trim() ||
            / {2}|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/u.test(value) ||
            value !== value.normalize('NFC'),
          `subject/${oidName(type)}`,
        ),
      ),
  },
  {
    id: 'rfc.public-key',
    source: 'RFC 5280 4.1.2.7; profile 1',
    norms: ['ES-8.5.2a'],
    check: ({ certificate }) => when(checkKeyInfo(certificate.publicKey) !== undefined, 'subjectPublicKeyInfo'),
  },
  {
    id: 'rfc.unique-ids',
    source: 'RFC 5280 4.1.2.8',
    check: ({ parts }) =>
      when(
        parts.some(({ tag }) => tag === context(1) || tag === context(2)),
        'uniqueIdentifiers',
      ),
  },
];
