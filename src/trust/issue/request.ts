import type { KeyObject } from 'node:crypto';
import {
  context,
  DerError,
  fields,
  oids,
  readBitOctets,
  readDer,
  readOid,
  readSmallInteger,
  setElements,
  tags,
} from '../der/index.ts';
import {
  type AlgorithmId,
  distrust,
  keyOf,
  type Name,
  type PublicKeyInfo,
  readAlgorithmId,
  readName,
  readPublicKeyInfo,
  signatureMethod,
  strictAlgorithms,
  type SignatureMethod,
  verifySignature,
  verifySignatureBeside,
} from '../path/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { checkKeyInfo } from './check-key.ts';
import { refuse } from './refusals.ts';

/** A PKCS#10 request (RFC 2986), of any tool. Its subject is shown to nobody as true: contents come from the register. */
export type Request = {
  readonly raw: Buffer;
  /** CertificationRequestInfo: what the applicant signed. */
  readonly info: Buffer;
  readonly subject: Name;
  readonly publicKey: PublicKeyInfo;
  /** The types of the attributes that came with it. */
  readonly attributes: readonly string[];
  readonly signatureAlgorithm: AlgorithmId;
  readonly signature: Buffer;
};

/** ES-20.2: the standards that certificates of the former law No. 92 were made by, and nothing is any more. */
const formerLaw: ReadonlySet<string> = new Set([
  oids.gost94,
  oids.gost2001,
  oids.gost94With3411,
  oids.gost2001With3411,
]);
const LIMIT = 64 * 1024;
const armour =
  /^\s*-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([\sA-Za-z0-9+/=]+)-----END (?:NEW )?CERTIFICATE REQUEST-----\s*$/;

/**
 * The DER of a request that came as DER, PEM or bare base64; nothing where it is none of these or longer than 64 KiB. ES-13.1.4b: the
 * text is kept in the case, so it is the request and nothing beside it: no other block, and no octets that a reader of base64 skips.
 */
export function requestBytes(file: Uint8Array): Buffer | undefined {
  if (file.length === 0 || file.length > LIMIT) return undefined;
  if (file[0] === 0x30 && file[1]! >= 0x80) return Buffer.from(file);
  const text = Buffer.from(file).toString('latin1');
  const body = armour.exec(text)?.[1] ?? (/^[\sA-Za-z0-9+/=]+$/.test(text) ? text : undefined);
  const packed = body?.replaceAll(/\s/g, '');
  if (packed === undefined) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === packed.replace(/=+$/, '') ? bytes : undefined;
}

/** @throws DerError */
export function readRequest(bytes: Uint8Array): Request {
  const outer = fields(readDer(bytes, { length: LIMIT, depth: 24, nodes: 5_000 }));
  const infoNode = outer.next(tags.sequence);
  const signatureAlgorithm = readAlgorithmId(outer.next());
  const signature = readBitOctets(outer.next());
  outer.end();
  const f = fields(infoNode);
  readSmallInteger(f.next(), 0, 0);
  const [subject, publicKey] = [readName(f.next()), readPublicKeyInfo(f.next())];
  // Some tools leave the empty set of attributes out.
  const listed = f.optionalImplicit(0);
  f.end();
  const attributes =
    listed === undefined ? [] : setElements(listed, context(0)).map((one) => readOid(fields(one).next()));
  return { raw: Buffer.from(bytes), info: infoNode.raw, subject, publicKey, attributes, signatureAlgorithm, signature };
}

/**
 * The request whose key the applicant has proven to hold, fit for a certificate. `at`: the moment by which algorithms are judged.
 */
export function provenKey(file: Uint8Array, at: Date): Request | Refusal {
  const asked = readable(file, at);
  if (isRefusal(asked)) return asked;
  const { request, method, key } = asked;
  return verifySignature(method, key, request.info, request.signature) ? request : refuse('ISS_KEY_PAIR_MISMATCH');
}

/** The same, the signature checked on another thread: for where many are issued at once. */
export async function provenKeyBeside(file: Uint8Array, at: Date): Promise<Request | Refusal> {
  const asked = readable(file, at);
  if (isRefusal(asked)) return asked;
  const { request, method, key } = asked;
  const proven = await verifySignatureBeside(method, key, request.info, request.signature);
  return proven ? request : refuse('ISS_KEY_PAIR_MISMATCH');
}

/** A request fit for a certificate, whose signature is still to be checked. */
function readable(
  file: Uint8Array,
  at: Date,
): { readonly request: Request; readonly method: SignatureMethod; readonly key: KeyObject } | Refusal {
  const request = readOrRefuse(file);
  if (isRefusal(request)) return request;
  if (formerLaw.has(request.publicKey.algorithm) || formerLaw.has(request.signatureAlgorithm.oid))
    return refuse('ISS_FORMER_LAW');
  const unfit = checkKeyInfo(request.publicKey);
  if (unfit !== undefined) return unfit;
  const method = signatureMethod(request.signatureAlgorithm);
  const key = keyOf(request.publicKey);
  if (method === undefined || key === undefined || distrust(strictAlgorithms, method, key, at) !== undefined)
    return refuse('ISS_KEY_UNSUITABLE', { details: { reason: 'signature-algorithm' } });
  return { request, method, key };
}

function readOrRefuse(file: Uint8Array): Request | Refusal {
  const bytes = requestBytes(file);
  if (bytes === undefined) return refuse('ISS_REQUEST_UNREADABLE');
  try {
    return readRequest(bytes);
  } catch (error) {
    if (error instanceof DerError) return refuse('ISS_REQUEST_UNREADABLE', { details: { fault: error.fault } });
    throw error;
  }
}
