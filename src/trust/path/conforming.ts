import { oids, tags } from '../der/index.ts';
import { type Certificate, isCa, isSelfIssued } from './certificate.ts';
import type { Crl } from './crl.ts';
import type { KeyUsage } from './extension-values.ts';
import type { GeneralName } from './general-names.ts';
import { isKnownKind } from './public-key.ts';
import { keyOf } from './signature-algorithms.ts';
import { dnsWithin, emailWithin } from './subtrees.ts';

// RFC 5280 4 binds those who issue; 6.1 does not ask whether they kept it, and PKITS wants some who did not accepted. Whoever
// knows that his issuers are bound by the profile asks for it: `PathRules.conforming`.

type Rule = { readonly clause: string; readonly broken: (it: Certificate, isAnchor: boolean) => boolean };

const critical = (it: Certificate, oid: string): boolean | undefined => it.extensions.get(oid)?.critical;
const mlDsa: ReadonlySet<string> = new Set([oids.mlDsa44, oids.mlDsa65, oids.mlDsa87]);
const forKeys: readonly KeyUsage[] = [
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'encipherOnly',
  'decipherOnly',
];

// 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on.
function isTimedWell({ timeTags: [from, to], notBefore, notAfter }: Certificate): boolean {
  const fits = (tag: number, at: Date): boolean => (tag === tags.utcTime) === at.getUTCFullYear() < 2050;
  return fits(from, notBefore) && fits(to, notAfter);
}

// 4.2.1.6: what can be compared with a constraint at all; a URI with its scheme; an address of four or sixteen octets.
function isNamedWell(name: GeneralName): boolean {
  if (name.form === 'dns') return name.text !== '' && dnsWithin(name.text, 'example.kg') !== 'unprocessable';
  if (name.form === 'email') return emailWithin(name.text, 'example.kg') !== 'unprocessable';
  if (name.form === 'uri') return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(name.text);
  return name.form !== 'ip' || name.bytes.length === 4 || name.bytes.length === 16;
}

const rules: readonly Rule[] = [
  {
    clause: '4.1.2.2 serialNumber',
    broken: ({ serial }) =>
      serial.length > 40 || Number.parseInt(serial.slice(0, 2), 16) >= 0x80 || /^0*$/.test(serial),
  },
  { clause: '4.1.2.4 issuer', broken: ({ issuer }) => issuer.rdns.length === 0 },
  { clause: '4.1.2.5 validity', broken: (it) => it.notAfter < it.notBefore || !isTimedWell(it) },
  { clause: '4.1.2.6 subject', broken: (it) => isCa(it) && it.subject.rdns.length === 0 },
  {
    clause: '4.1.2.7 subjectPublicKeyInfo',
    broken: ({ publicKey }) => isKnownKind(publicKey) && keyOf(publicKey) === undefined,
  },
  {
    clause: '4.2.1.6 subjectAltName',
    broken: (it) =>
      (it.subject.rdns.length === 0 && critical(it, oids.subjectAltName) !== true) ||
      !it.subjectAltNames.every(isNamedWell),
  },
  {
    clause: '4.2.1.1 authorityKeyIdentifier',
    broken: (it, isAnchor) =>
      critical(it, oids.authorityKeyIdentifier) === true ||
      (it.authorityKey?.issuer === undefined) !== (it.authorityKey?.serial === undefined) ||
      (it.authorityKey?.keyId === undefined && !(isAnchor && isSelfIssued(it))),
  },
  {
    clause: '4.2.1.2 subjectKeyIdentifier',
    broken: (it) => critical(it, oids.subjectKeyIdentifier) === true || (isCa(it) && it.subjectKeyId === undefined),
  },
  {
    clause: '4.2.1.3 keyUsage',
    broken: (it) => it.keyUsage?.size === 0 || (it.keyUsage?.has('keyCertSign') === true && !isCa(it)),
  },
  {
    clause: '4.2.1.9 basicConstraints',
    broken: (it) => {
      const length = it.basicConstraints?.pathLength;
      const signs = isCa(it) && it.keyUsage?.has('keyCertSign') !== false;
      return (isCa(it) && critical(it, oids.basicConstraints) !== true) || (length !== undefined && !signs);
    },
  },
  {
    clause: '4.2.1.10 nameConstraints',
    broken: ({ nameConstraints: names, ...it }) =>
      names !== undefined &&
      !(
        it.basicConstraints?.ca === true &&
        it.extensions.get(oids.nameConstraints)?.critical === true &&
        [...names.permitted, ...names.excluded].every(({ whole }) => whole)
      ),
  },
  { clause: '4.2.1.11 policyConstraints', broken: (it) => critical(it, oids.policyConstraints) === false },
  {
    // A point that says neither where nor who.
    clause: '4.2.1.13 cRLDistributionPoints',
    broken: (it) =>
      [...(it.crlPoints ?? []), ...(it.freshestCrl ?? [])].some(
        ({ name, crlIssuer }) => name === undefined && crlIssuer === undefined,
      ),
  },
  { clause: '4.2.1.14 inhibitAnyPolicy', broken: (it) => critical(it, oids.inhibitAnyPolicy) === false },
  { clause: '4.2.1.15 freshestCRL', broken: (it) => critical(it, oids.freshestCRL) === true },
  {
    // RFC 9881 5: such a key signs and does nothing else.
    clause: '4.2.1.3 keyUsage of ML-DSA',
    broken: (it) => mlDsa.has(it.publicKey.algorithm) && forKeys.some((usage) => it.keyUsage?.has(usage) === true),
  },
];

/** 4.2.1.1: whether the key that a certificate says it was signed by is the one of the certificate above. */
export const namesAnotherKey = ({ authorityKey }: Certificate, above: Certificate | undefined): boolean => {
  const { keyId, serial } = authorityKey ?? {};
  const another = keyId !== undefined && above?.subjectKeyId !== undefined && !keyId.equals(above.subjectKeyId);
  return another || (serial !== undefined && above !== undefined && BigInt(`0x${above.serial}`) !== serial);
};

const kept = {
  anchor: new WeakMap<Certificate, readonly string[]>(),
  other: new WeakMap<Certificate, readonly string[]>(),
};

/** The clauses of RFC 5280 4 that the issuer of a certificate did not keep. An anchor may leave out who issued it: itself. */
export function clausesBroken(certificate: Certificate, isAnchor = false): readonly string[] {
  // A centre stands above many.
  if (!isCa(certificate)) return broken(certificate, isAnchor);
  const known = kept[isAnchor ? 'anchor' : 'other'];
  let clauses = known.get(certificate);
  if (clauses === undefined) {
    clauses = broken(certificate, isAnchor);
    known.set(certificate, clauses);
  }
  return clauses;
}

const broken = (certificate: Certificate, isAnchor: boolean): readonly string[] =>
  rules.filter((rule) => rule.broken(certificate, isAnchor)).map(({ clause }) => clause);

/** 5.2.1, 5.2.3: an issuer of lists names its key and numbers its lists, by extensions that nobody must understand. */
export const isConformingList = ({ extensions }: Crl): boolean =>
  [oids.authorityKeyIdentifier, oids.cRLNumber].every((oid) => extensions.get(oid)?.critical === false);
