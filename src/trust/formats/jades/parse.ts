import { fromBase64url } from './encoding.ts';
import { type JadesHeader, readHeader } from './header.ts';
import { isList, isMap, type Json, type JsonMap, readObject } from './json.ts';
import { JwsError } from './problems.ts';
import { type JadesUnsigned, nothingUnsigned, readUnsigned } from './unsigned.ts';

export type JwsSignature = {
  /** The protected header as it stands: what is signed. */
  readonly protectedText: string;
  readonly header: JadesHeader;
  readonly unsigned: JadesUnsigned;
  readonly signature: Buffer;
  /** The same as it stands: what time-stamps are made over. */
  readonly signatureText: string;
};

/** A JWS as RFC 7515 lays it out, with JAdES's header parameters read. Nothing in it was judged yet. */
export type Jws = {
  /** As it stands; undefined where the payload lies elsewhere. */
  readonly payload: string | undefined;
  /** The octets of the payload. */
  readonly content: Buffer | undefined;
  readonly signatures: readonly JwsSignature[];
};

export const mostJwsBytes = 48 * 2 ** 20;
const MAX_SIGNATURES = 64;
const MAX_HEADER = 512 * 2 ** 10;

/** Reads the compact or the JSON form (RFC 7515 7). @throws JwsError */
export function parseJws(bytes: Uint8Array): Jws {
  if (bytes.length > mostJwsBytes) throw new JwsError('too-large');
  return bytes[0] === 0x65 ? compact(bytes) : json(readObject(bytes));
}

function compact(bytes: Uint8Array): Jws {
  // The file's last line may end.
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r?\n$/, '');
  const [protectedText, payload, signatureText, ...others] = text.split('.', 4);
  if (protectedText === undefined || payload === undefined || signatureText === undefined || others.length > 0)
    throw new JwsError('serialisation');
  const one = signatureOf(protectedText, undefined, signatureText);
  // RFC 7797 5.2: an unencoded payload can hold what the compact form is cut by; here it lies beside the signature.
  if (one.header.unencoded && payload !== '') throw new JwsError('unencoded-payload', 'compact');
  return whole(payload, [one]);
}

function json(object: JsonMap): Jws {
  const { payload, signatures } = { payload: object.get('payload'), signatures: object.get('signatures') };
  if (payload !== undefined && typeof payload !== 'string') throw new JwsError('serialisation', 'payload');
  if (signatures === undefined) return whole(payload, [member(object)]);
  // 7.2.2: either one signature, or a list of them.
  if (
    !isList(signatures) ||
    signatures.length === 0 ||
    ['protected', 'header', 'signature'].some((one) => object.has(one))
  )
    throw new JwsError('serialisation', 'signatures');
  if (signatures.length > MAX_SIGNATURES) throw new JwsError('too-large', 'signatures');
  return whole(payload, signatures.map(member));
}

function member(value: Json): JwsSignature {
  if (!isMap(value)) throw new JwsError('serialisation', 'signatures');
  const [protectedText, signature, header] = ['protected', 'signature', 'header'].map((name) => value.get(name));
  if (typeof protectedText !== 'string' || typeof signature !== 'string') throw new JwsError('serialisation');
  if (header !== undefined && !isMap(header)) throw new JwsError('serialisation', 'header');
  return signatureOf(protectedText, header, signature);
}

function signatureOf(protectedText: string, unprotected: JsonMap | undefined, signatureText: string): JwsSignature {
  if (protectedText.length > MAX_HEADER) throw new JwsError('too-large', 'protected');
  const header = readObject(fromBase64url(protectedText, 'protected'));
  for (const name of unprotected?.keys() ?? []) {
    // RFC 7515 7.2.1: a name stands in one of the two; and what anybody can change decides nothing (TS 119 182-1 5.1).
    if (header.has(name)) throw new JwsError('member-twice', name.slice(0, 40));
    if (mustBeProtected.has(name)) throw new JwsError('header-not-protected', name);
  }
  if (header.has('etsiU')) throw new JwsError('header', 'etsiU');
  return {
    protectedText,
    header: readHeader(header),
    unsigned: unprotected === undefined ? nothingUnsigned : readUnsigned(unprotected.get('etsiU')),
    signature: fromBase64url(signatureText, 'signature'),
    signatureText,
  };
}

const mustBeProtected: ReadonlySet<string> = new Set(
  'alg crit b64 x5c x5t#S256 x5t#o sigX5ts iat sigT sigD sigPId srCms srAts adoTst cty typ'.split(' '),
);

function whole(payload: string | undefined, signatures: readonly JwsSignature[]): Jws {
  const given = payload === '' ? undefined : payload;
  const [{ header }] = signatures as [JwsSignature];
  // RFC 7797 3: the payload is encoded for all of them or for none.
  if (signatures.some((one) => one.header.unencoded !== header.unencoded)) throw new JwsError('unencoded-payload');
  if (given !== undefined && signatures.some((one) => one.header.signedData !== undefined))
    throw new JwsError('signed-data', 'payload');
  const read = (text: string): Buffer => (header.unencoded ? Buffer.from(text) : fromBase64url(text, 'payload'));
  return { payload: given, content: given === undefined ? undefined : read(given), signatures };
}
