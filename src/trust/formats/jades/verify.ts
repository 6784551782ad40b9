import { hash } from 'node:crypto';
import type { MeansUse } from '../../issue/index.ts';
import { type AlgorithmPolicy, type Certificate, distrust, ecdsaTwin, keyOf } from '../../path/index.ts';
import { derValue, goesWith, jwsMethod, type JwsMethod, jwsValue, verifyJws } from './algorithms.ts';
import { base64url } from './encoding.ts';
import type { JadesHeader } from './header.ts';
import type { Jws, JwsSignature } from './parse.ts';
import { type JadesProblem, jadesProblem } from './problems.ts';
import { documentDigest } from './signed-data.ts';

export type JadesVerdict = {
  /** Nothing signed was changed, and the signature is its certificate's. Says nothing about whether that one convinces. */
  readonly holds: boolean;
  readonly problems: readonly JadesProblem[];
  readonly certificate: Certificate | undefined;
  readonly algorithm: string;
  readonly claimedTime: Date | undefined;
  readonly creationMeans: MeansUse | undefined;
  /** The value as it stands; of an ECDSA one also its twin (SEC 1 4.1.4), and both as certificates have them. */
  readonly values: readonly Buffer[];
};

export type JadesInput = {
  /** What was signed, where it is not in the signature. */
  readonly document: Uint8Array | undefined;
  /** Where the signer's certificate is sought beside those in the signature. */
  readonly certificates: readonly Certificate[];
};

/** `at`: the moment the signatures are held to have been made at. Never the claimed one. */
export type JadesRules = { readonly algorithms: AlgorithmPolicy; readonly at: Date };

/** Whether one signature of a JWS holds (RFC 7515 5.2, TS 119 182-1). Never throws for anything the signature contains. */
export function verifyJwsSignature(jws: Jws, one: JwsSignature, input: JadesInput, rules: JadesRules): JadesVerdict {
  const { header, unsigned, signature } = one;
  const { certificate, problems } = signerOf(header, [...unsigned.certificates, ...input.certificates]);
  const found = [...problems, ...documentProblems(one, input.document, rules)];
  const alg = jwsMethod(header.alg);
  if (alg === undefined) found.push(jadesProblem('algorithm-unknown', header.alg));
  else if (certificate !== undefined) found.push(...valueProblems(alg, certificate, jws, one, input.document, rules));
  return {
    holds: found.length === 0,
    problems: found,
    certificate,
    algorithm: header.alg,
    claimedTime: header.claimedTime,
    creationMeans: header.creationMeans,
    values: alg === undefined ? [signature] : valuesOf(alg, signature, certificate),
  };
}

function valuesOf(alg: JwsMethod, signature: Buffer, certificate: Certificate | undefined): readonly Buffer[] {
  const sequence = derValue(alg, signature);
  if (sequence === undefined || certificate === undefined) return [signature];
  const twin = ecdsaTwin(sequence, certificate.publicKey);
  return [signature, sequence, ...(twin === undefined ? [] : [twin, jwsValue(alg, twin)])];
}

// 5.1.7, 5.1.8: the certificate is named by its digest under the signature, or stands under it itself. RFC 7515 4.1.6: first of x5c.
function signerOf(
  { certificates, signer }: JadesHeader,
  pool: readonly Certificate[],
): { readonly certificate: Certificate | undefined; readonly problems: readonly JadesProblem[] } {
  const [first] = certificates;
  const named = (certificate: Certificate): boolean =>
    signer.every(({ digest, value }) => hash(digest, certificate.raw, 'buffer').equals(value));
  if (signer.length === 0)
    return { certificate: first, problems: first === undefined ? [jadesProblem('signing-certificate-missing')] : [] };
  if (first !== undefined)
    return { certificate: first, problems: named(first) ? [] : [jadesProblem('signing-certificate-differs')] };
  const certificate = pool.find(named);
  return { certificate, problems: certificate === undefined ? [jadesProblem('signer-certificate-missing')] : [] };
}

// 5.2.8.3.3: the document is one of those whose digests are signed.
function documentProblems(
  { header: { signedData, unencoded } }: JwsSignature,
  document: Uint8Array | undefined,
  { algorithms, at }: JadesRules,
): readonly JadesProblem[] {
  const hashes = signedData?.hashes;
  if (hashes === undefined || document === undefined) return [];
  const span = algorithms.digests.get(hashes.digest);
  if (span === undefined || (span.until !== undefined && span.until <= at))
    return [jadesProblem('digest-not-trusted', hashes.digest)];
  const actual = documentDigest(document, hashes.digest, unencoded);
  return hashes.values.some((one) => one.equals(actual)) ? [] : [jadesProblem('document-differs', hashes.digest)];
}

function valueProblems(
  alg: JwsMethod,
  certificate: Certificate,
  jws: Jws,
  one: JwsSignature,
  document: Uint8Array | undefined,
  { algorithms, at }: JadesRules,
): readonly JadesProblem[] {
  const key = keyOf(certificate.publicKey);
  if (key === undefined) return [jadesProblem('key-unreadable')];
  if (!goesWith(alg, key)) return [jadesProblem('algorithm-of-other-key', alg.name)];
  const distrusted = distrust(algorithms, { ...alg.method, digest: alg.digest }, key, at);
  const problems = distrusted === undefined ? [] : [jadesProblem(distrusted, alg.name)];
  if (!verifyJws(alg, key, signingInput(jws, one, document), one.signature)) problems.push(jadesProblem('signature'));
  return problems;
}

// RFC 7515 5.1, RFC 7797 3, TS 119 182-1 5.2.8.3.3: by hash the payload contributes nothing.
function signingInput(
  { payload }: Jws,
  { protectedText, header }: JwsSignature,
  document: Uint8Array | undefined,
): Buffer {
  const given = (): Uint8Array | string => {
    if (header.signedData?.hashes !== undefined) return '';
    if (payload !== undefined) return payload;
    return header.unencoded ? (document ?? '') : base64url(document ?? '');
  };
  return Buffer.concat([Buffer.from(`${protectedText}.`), Buffer.from(given())]);
}
