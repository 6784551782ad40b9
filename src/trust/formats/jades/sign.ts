import { hash } from 'node:crypto';
import { type MeansUse, meansUse } from '../../issue/index.ts';
import { type Certificate, keyOf } from '../../path/index.ts';
import { jwsMethodFor, type JwsMethod, jwsValue, verifyJws } from './algorithms.ts';
import { base64url } from './encoding.ts';
import { creationMeansName } from './header.ts';
import { signedDataByHash } from './signed-data.ts';
import { etsiU, type UnsignedToAdd } from './unsigned.ts';

export type JadesRequest = {
  readonly certificate: Certificate;
  /** The signer's and those of the centres above, without the root (x5c). */
  readonly chain: readonly Certificate[];
  readonly content: Uint8Array;
  /** Media type of the content. */
  readonly mediaType: string;
  /** attached: in the signature; detached: beside it; or named by this address and its hash (sigD). */
  readonly packaging: 'attached' | 'detached' | { readonly address: string };
  /** What the signer claims the time to be (iat). */
  readonly signingTime: Date;
  readonly creationMeans?: MeansUse;
  /** PKCS #1 v1.5 for an RSA key whose machine knows nothing else; else PSS. */
  readonly pkcs1?: boolean;
};

/** A signature up to the key's own work. */
export type PreparedJws = {
  readonly request: JadesRequest;
  readonly alg: JwsMethod;
  readonly protectedText: string;
  /** The JWS Signing Input: what the key signs. */
  readonly input: Buffer;
  /** The digest of it, for machines that sign digests; undefined for schemes that sign messages only. */
  readonly digest: Buffer | undefined;
};

/** A JAdES B-B signature up to the key's work (TS 119 182-1 6.3). @throws RangeError for a key nobody should sign with */
export function prepareJades(request: JadesRequest): PreparedJws {
  const { certificate, chain, content, mediaType, packaging, signingTime, creationMeans, pkcs1 = false } = request;
  const key = keyOf(certificate.publicKey);
  if (key === undefined) throw new RangeError('the key of the certificate cannot be read');
  const alg = jwsMethodFor(key, { pkcs1 });
  const byHash = typeof packaging === 'object';
  const header = {
    alg: alg.name,
    // 5.1.3: sigD says the types of what it names.
    ...(byHash ? {} : { cty: shortType(mediaType) }),
    'x5t#S256': base64url(hash('sha256', certificate.raw, 'buffer')),
    x5c: chain.map(({ raw }) => raw.toString('base64')),
    iat: Math.floor(signingTime.getTime() / 1000),
    ...(creationMeans === undefined
      ? {}
      : { [creationMeansName]: Buffer.from(meansUse(creationMeans)).toString('base64') }),
    ...(byHash ? { sigD: signedDataByHash(packaging.address, content, shortType(mediaType)), crit: ['sigD'] } : {}),
  };
  const protectedText = base64url(JSON.stringify(header));
  const input = Buffer.from(`${protectedText}.${byHash ? '' : base64url(content)}`);
  const { digest } = alg.method.pss === undefined ? alg.method : alg;
  return { request, alg, protectedText, input, digest: digest === null ? undefined : hash(digest, input, 'buffer') };
}

// RFC 7515 4.1.10: "application/" is left out where no other slash follows.
const shortType = (mediaType: string): string => mediaType.replace(/^application\/(?=[^/]*$)/, '');

export type FinishedJws = {
  readonly protectedText: string;
  readonly payload: string | undefined;
  readonly signatureText: string;
};

/** Puts the key's answer in its place. @throws RangeError where it is no signature of the certificate's key over what was prepared */
export function finishJades({ request, alg, protectedText, input }: PreparedJws, value: Uint8Array): FinishedJws {
  const signature = jwsValue(alg, value);
  if (!verifyJws(alg, keyOf(request.certificate.publicKey)!, input, signature))
    throw new RangeError('the signature is not one of this key over what was prepared');
  const payload = request.packaging === 'attached' ? base64url(request.content) : undefined;
  return { protectedText, payload, signatureText: base64url(signature) };
}

/** What a signature time-stamp is made over (5.3.4): the text of the value. */
export const jwsToTimeStamp = ({ signatureText }: FinishedJws): Buffer => Buffer.from(signatureText);

/** The compact form, which has room for B-B only. */
export const compactJws = ({ protectedText, payload = '', signatureText }: FinishedJws): string =>
  `${protectedText}.${payload}.${signatureText}`;

/** The JSON form: of one signature flattened, of several general (RFC 7515 7.2). All are over one payload. */
export function jsonJws(...signatures: readonly (FinishedJws & { readonly unsigned?: UnsignedToAdd })[]): string {
  const [first] = signatures;
  if (first === undefined || signatures.some(({ payload }) => payload !== first.payload))
    throw new RangeError('signatures over one payload');
  const members = signatures.map(({ protectedText, signatureText, unsigned }) => ({
    protected: protectedText,
    ...(unsigned === undefined ? {} : { header: { etsiU: etsiU(unsigned) } }),
    signature: signatureText,
  }));
  const payload = first.payload === undefined ? {} : { payload: first.payload };
  return JSON.stringify(members.length === 1 ? { ...payload, ...members[0] } : { ...payload, signatures: members });
}
