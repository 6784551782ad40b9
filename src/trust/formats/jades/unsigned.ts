import { DerError } from '../../der/index.ts';
import { type Certificate, type Crl, parseCertificate, parseCrl } from '../../path/index.ts';
import { base64url, fromBase64, fromBase64url } from './encoding.ts';
import { isList, isMap, type Json, type JsonMap, readObject } from './json.ts';
import { JwsError } from './problems.ts';

/** What was hung on a signature after it was made (TS 119 182-1 5.3). None of it is trusted for being here. */
export type JadesUnsigned = {
  /** sigTst: time-stamps over the base64url text of the signature's value (5.3.4). */
  readonly tokens: readonly Buffer[];
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly Buffer[];
};

export const nothingUnsigned: JadesUnsigned = { tokens: [], certificates: [], crls: [], ocspResponses: [] };
const MAX_PARTS = 64;
const MAX_VALUES = 200;

/** Reads `etsiU`: its parts as JSON or in base64url, all in one way (5.3.1). @throws JwsError */
export function readUnsigned(etsiU: Json | undefined): JadesUnsigned {
  if (etsiU === undefined) return nothingUnsigned;
  if (!isList(etsiU) || etsiU.length > MAX_PARTS) throw new JwsError('unprotected', 'etsiU');
  const encoded = etsiU.filter((one) => typeof one === 'string').length;
  if (encoded !== 0 && encoded !== etsiU.length) throw new JwsError('unprotected', 'etsiU');
  const parts = etsiU.map(partOf);
  const of = (name: string): Json[] => parts.flatMap((part) => (part[0] === name ? [part[1]] : []));
  // Validation data of the signature, and that of its time-stamps.
  const data = [...of('tstVD'), ...of('anyValData')].filter(isMap);
  const xVals = [...of('xVals'), ...data.flatMap((one) => one.get('xVals') ?? [])];
  const rVals = [...of('rVals'), ...data.flatMap((one) => one.get('rVals') ?? [])].filter(isMap);
  const within = (name: string): Buffer[] => rVals.flatMap((one) => values(one.get(name)));
  return {
    tokens: of('sigTst').flatMap((one) => (isMap(one) ? values(one.get('tstTokens')) : [])),
    certificates: xVals
      .flatMap((one) => (isList(one) ? one : []))
      .flatMap((one) => (isMap(one) ? values([one.get('x509Cert') ?? null]) : []))
      .slice(0, MAX_VALUES)
      .flatMap((bytes) => readable(() => parseCertificate(bytes))),
    crls: within('crlVals')
      .slice(0, MAX_VALUES)
      .flatMap((bytes) => readable(() => parseCrl(bytes))),
    ocspResponses: within('ocspVals').slice(0, MAX_VALUES),
  };
}

function partOf(part: Json): readonly [string, Json] {
  const map = typeof part === 'string' ? readObject(fromBase64url(part, 'etsiU')) : part;
  if (!isMap(map) || map.size !== 1) throw new JwsError('unprotected', 'etsiU');
  return [...map][0]!;
}

// pkiOb (5.4.1): base64 of DER unless it says otherwise; what it says otherwise is not read.
const values = (all: Json | undefined): Buffer[] =>
  (isList(all) ? all : []).flatMap((one) => {
    const value = isMap(one) && derOnly(one) ? one.get('val') : undefined;
    return typeof value === 'string' ? [fromBase64(value, 'etsiU')] : [];
  });

const derOnly = (one: JsonMap): boolean => {
  const encoding = one.get('encoding');
  return encoding === undefined || encoding === 'http://uri.etsi.org/01903/v1.2.2#DER';
};

// What is malformed helps nobody: it is left out.
function readable<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

/** What may be hung on a signature; encoded, as time-stamps over it would be made. */
export type UnsignedToAdd = {
  readonly token?: Uint8Array;
  readonly certificates?: readonly Certificate[];
  readonly crls?: readonly Uint8Array[];
  readonly ocspResponses?: readonly Uint8Array[];
};

const object = (bytes: Uint8Array) => ({ val: Buffer.from(bytes).toString('base64') });

/** B-T: `token`; B-LT: with it certificates and the status of its moment (6.3). */
export function etsiU({ token, certificates = [], crls = [], ocspResponses = [] }: UnsignedToAdd): readonly string[] {
  const parts: Record<string, unknown>[] = [];
  if (token !== undefined) parts.push({ sigTst: { tstTokens: [object(token)] } });
  if (certificates.length > 0) parts.push({ xVals: certificates.map(({ raw }) => ({ x509Cert: object(raw) })) });
  if (crls.length + ocspResponses.length > 0)
    parts.push({
      rVals: {
        ...(crls.length === 0 ? {} : { crlVals: crls.map(object) }),
        ...(ocspResponses.length === 0 ? {} : { ocspVals: ocspResponses.map(object) }),
      },
    });
  return parts.map((part) => base64url(JSON.stringify(part)));
}
