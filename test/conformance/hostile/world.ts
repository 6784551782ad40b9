import { constants, type KeyObject, sign as signBytes } from 'node:crypto';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import { type Certificate, parseCertificate } from '../../../src/trust/path/index.ts';
import {
  centre,
  document,
  later,
  list,
  type Member,
  root,
  trustList,
  tsa,
} from '../../../src/trust/verify/test-world.ts';
import { type TrustData, offlineContext } from '../../../src/trust/verify/offline.ts';
import { type VerificationInput, verifySignature } from '../../../src/trust/verify/verify.ts';

// What somebody hostile may make, each beside the sound thing that it was made of: the product's verifier is asked about both.

export const now = later(60);

/** One input. `expected`: 'valid' only of what is as good as the sound one; 'unqualified': valid, and not of the highest class. */
export type Case = {
  readonly name: string;
  readonly expected: 'valid' | 'unqualified' | 'not valid';
  readonly found: () => string;
  /** What is given to the verifier, where others are asked about it too. */
  readonly file?: () => Buffer;
};

/** What the reader has at hand; the sound lists of root and centre unless others are given. */
export const trust = (change: TrustData = {}) =>
  offlineContext({
    roots: [root.certificate],
    certificates: [tsa.certificate, centre.certificate],
    crls: [list(root, now), list(centre, now)],
    list: trustList(),
    ...change,
  });

/** The verdict ('unqualified': valid and of no higher class), or the code of the refusal. */
export function judged(signature: Uint8Array, change: TrustData = {}, more: Partial<VerificationInput> = {}): string {
  const found = verifySignature({ signature, document, context: trust(change), at: now, ...more });
  if (isRefusal(found)) return found.code;
  return found.verdict === 'valid' && found.summary.code === 'UNQUALIFIED' ? 'unqualified' : found.verdict;
}

const ecdsa = der.algorithmIdentifier(oids.ecdsaWithSHA256);
export const ecdsaSha256: Signs = { algorithm: ecdsa, value: (bytes, key) => signBytes('sha256', bytes, key) };

/** An algorithm as it is named, and how its value is computed. */
export type Signs = { readonly algorithm: Buffer; readonly value: (bytes: Buffer, key: KeyObject) => Buffer };

/** What X.509 and OCSP sign: what is said, the algorithm, the value. */
export const signedBy = (tbs: Buffer, key: KeyObject, how: Signs = ecdsaSha256): Buffer =>
  der.sequence(tbs, how.algorithm, der.bitString(how.value(tbs, key)));

/** The parts of a TBSCertificate, in their order. */
export const parts = (certificate: Certificate): Buffer[] => readDer(certificate.tbs).children.map(({ raw }) => raw);
export const place = { version: 0, serial: 1, algorithm: 2, issuer: 3, validity: 4, subject: 5, key: 6, extensions: 7 };

/** A certificate with some parts put in place of others, signed anew by `by`. */
export function reissued(of: Certificate, by: Member, change: Readonly<Record<number, Buffer>>): Certificate {
  const all = parts(of).map((part, at) => change[at] ?? part);
  return parseCertificate(signedBy(der.sequence(...all), by.key));
}

/** The extensions of a certificate, one by one. */
export const extensionsOf = (certificate: Certificate): Buffer[] =>
  readDer(parts(certificate)[place.extensions]!).children[0]!.children.map(({ raw }) => raw);
export const withExtensions = (all: readonly Buffer[]): Buffer => der.explicit(3, der.sequenceOf(all));
/** Without the extensions named; more behind. */
export const extensionsBut = (
  certificate: Certificate,
  without: readonly string[],
  more: readonly Buffer[] = [],
): Buffer =>
  withExtensions([
    ...extensionsOf(certificate).filter((raw) => !without.some((oid) => raw.includes(der.oid(oid)))),
    ...more,
  ]);

export const pss =
  (salt: number): Signs['value'] =>
  (bytes, key) =>
    signBytes('sha256', bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt });

/** Whether the product found what was expected of it. */
export const isAsExpected = ({ expected }: Case, found: string): boolean =>
  expected === 'not valid' ? found !== 'valid' && found !== 'unqualified' : found === expected;
