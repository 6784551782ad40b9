import { oids } from '../der/index.ts';
import { isGostKey } from './gost/gost.ts';
import { keyDetailsOf } from './public-key.ts';
import type { SignatureMethod, VerifyingKey } from './signature-algorithms.ts';

/** Which algorithms convince, and until when. Data: the security body's list (ES-4.2) becomes another value of this type. */
export type AlgorithmPolicy = {
  readonly name: string;
  /** Key: signature algorithm. `until`: signatures made at that moment or later convince nobody. */
  readonly algorithms: ReadonlyMap<string, { readonly from?: Date; readonly until?: Date }>;
  readonly digests: ReadonlyMap<string, { readonly until?: Date }>;
  readonly minRsaBits: number;
  /** Named curves as node:crypto calls them. */
  readonly curves: ReadonlySet<string>;
};

const sha2 = ['sha256', 'sha384', 'sha512'].map((digest) => [digest, {}] as const);
// NIST SP 800-131A: no new signatures with SHA-1 after 2013.
const sha1End = new Date('2014-01-01T00:00:00Z');

/** What the platform trusts. */
export const strictAlgorithms: AlgorithmPolicy = {
  name: 'strict',
  algorithms: new Map(
    [
      oids.ecdsaWithSHA256,
      oids.ecdsaWithSHA384,
      oids.ecdsaWithSHA512,
      oids.sha256WithRSAEncryption,
      oids.sha384WithRSAEncryption,
      oids.sha512WithRSAEncryption,
      oids.rsassaPss,
      oids.ed25519,
      oids.ed448,
    ].map((oid) => [oid, {}]),
  ),
  digests: new Map(sha2),
  minRsaBits: 2048,
  curves: new Set(['prime256v1', 'secp384r1', 'secp521r1']),
};

/** The same with ML-DSA-65 (FIPS 204, RFC 9881): only where it is switched on, until others can check it too. */
export const withMlDsa = (policy: AlgorithmPolicy): AlgorithmPolicy => ({
  ...policy,
  name: `${policy.name}+ml-dsa-65`,
  algorithms: new Map([...policy.algorithms, [oids.mlDsa65, {}]]),
});

/**
 * The same with GOST R 34.10-2012 and Streebog (RFC 7091, 6986, 9215), which national centres issue: for verifying, where it is switched
 * on. Nothing here signs with them.
 */
export const withGost = (policy: AlgorithmPolicy): AlgorithmPolicy => ({
  ...policy,
  name: `${policy.name}+gost`,
  algorithms: new Map([...policy.algorithms, [oids.gost2012x256WithStreebog, {}], [oids.gost2012x512WithStreebog, {}]]),
  digests: new Map([...policy.digests, ['streebog256', {}], ['streebog512', {}]]),
});

/** Algorithms beyond the usual ones that a deployment or a reader may switch on. */
export const furtherAlgorithms = { gost: withGost, 'ml-dsa-65': withMlDsa } as const;
export type FurtherAlgorithm = keyof typeof furtherAlgorithms;
export const isFurtherAlgorithm = (name: string): name is FurtherAlgorithm => Object.hasOwn(furtherAlgorithms, name);

/** What the platform trusts, with what was switched on. */
export const trustedWith = (further: readonly FurtherAlgorithm[]): AlgorithmPolicy =>
  further.reduce((policy, one) => furtherAlgorithms[one](policy), strictAlgorithms);

/** Whether a method that only a plug-in computes is switched on: else it is as unknown as any other, and nothing of it is computed. */
export const isSwitchedOn = (policy: AlgorithmPolicy, { key, oid }: SignatureMethod): boolean =>
  (key !== 'gost-256' && key !== 'gost-512') || policy.algorithms.has(oid);

/** For the conformance suites of earlier days and for old signatures: SHA-1, DSA and RSA of 1024 bits up to the end of 2013. */
export const historicAlgorithms: AlgorithmPolicy = {
  ...strictAlgorithms,
  name: 'historic',
  algorithms: new Map([
    ...strictAlgorithms.algorithms,
    [oids.sha1WithRSAEncryption, { until: sha1End }],
    [oids.ecdsaWithSHA1, { until: sha1End }],
    [oids.dsaWithSHA1, { until: sha1End }],
  ]),
  digests: new Map([...sha2, ['sha1', { until: sha1End }]]),
  minRsaBits: 1024,
};

/** Why a signature made at `at` does not convince, or undefined where it does. */
export function distrust(
  policy: AlgorithmPolicy,
  method: SignatureMethod,
  key: VerifyingKey,
  at: Date,
): 'algorithm-not-trusted' | 'key-too-weak' | undefined {
  const span = policy.algorithms.get(method.oid);
  const digest = method.digest === null ? {} : policy.digests.get(method.digest);
  const begun = span?.from === undefined || span.from <= at;
  const isOver = (until: Date | undefined): boolean => until !== undefined && until <= at;
  const ended = isOver(span?.until) || isOver(digest?.until);
  if (span === undefined || digest === undefined || !begun || ended) return 'algorithm-not-trusted';
  if (isGostKey(key)) return undefined;
  const details = keyDetailsOf(key);
  if (method.key === 'rsa' && (details?.modulusLength ?? 0) < policy.minRsaBits) return 'key-too-weak';
  if (method.key === 'ec' && !policy.curves.has(details?.namedCurve ?? '')) return 'key-too-weak';
  return undefined;
}
