import { createHash } from 'node:crypto';
import {
  context,
  DerError,
  type DerNode,
  elements,
  fields,
  inside,
  oids,
  readBitOctets,
  readDer,
  readEnumerated,
  readGeneralizedTime,
  readNull,
  readOctets,
  readOid,
  readSmallInteger,
  tags,
} from '../../der/index.ts';
import {
  type AlgorithmId,
  type Certificate,
  type Extensions,
  type Name,
  parseCertificate,
  readAlgorithmId,
  readName,
} from '../../path/index.ts';
import { type CertId, readCertId } from './cert-id.ts';
import { explicitExtensions, nonceIn } from './request.ts';

export const responseStatuses = {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;
export type ResponseStatus = keyof typeof responseStatuses;

export type SingleState =
  | { readonly state: 'good' | 'unknown' }
  | { readonly state: 'revoked'; readonly revocationTime: Date; readonly reason: number | undefined };

/** SingleResponse (RFC 6960 4.2.1): what is said about one certificate. */
export type SingleResponse = {
  readonly id: CertId;
  readonly status: SingleState;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly extensions: Extensions;
};

/** BasicOCSPResponse. Nothing in it was judged yet. */
export type BasicResponse = {
  readonly raw: Buffer;
  /** SHA-256 of the whole response: its name among the sources of a status. */
  readonly fingerprint: string;
  readonly tbs: Buffer;
  readonly responder: { readonly name: Name } | { readonly keyHash: Buffer };
  readonly producedAt: Date;
  readonly singles: readonly SingleResponse[];
  readonly extensions: Extensions;
  readonly nonce: Buffer | undefined;
  readonly signatureAlgorithm: AlgorithmId;
  readonly algorithmsAgree: true;
  readonly signature: Buffer;
  readonly certificates: readonly Certificate[];
};

const limits = { length: 1024 * 1024, nodes: 50_000 };
const MAX_CERTIFICATES = 16;
/** An answer is about the certificates of one question. */
const MAX_SINGLES = 1_000;

/** Reads a response: what its status is, and what it says where it is successful. @throws DerError */
export function parseOcspResponse(bytes: Uint8Array): ResponseStatus | BasicResponse {
  const outer = fields(readDer(bytes, limits));
  const status = readEnumerated(outer.next());
  const body = outer.optionalExplicit(0);
  outer.end();
  const name = Object.entries(responseStatuses).find(([, value]) => value === status)?.[0];
  if (name === undefined) throw new DerError('range', 0, 'a status that does not exist');
  if (name !== 'successful') return name as ResponseStatus;
  if (body === undefined) throw new DerError('missing', 0, 'successful without an answer');
  const f = fields(body);
  const type = readOid(f.next());
  const basic = readOctets(f.next());
  f.end();
  if (type !== oids.ocspBasic) throw new DerError('unexpected', 0, 'no basic response');
  return readBasic(readDer(basic, limits), bytes);
}

function readBasic(node: DerNode, whole: Uint8Array): BasicResponse {
  const f = fields(node);
  const data = f.next();
  const signatureAlgorithm = readAlgorithmId(f.next());
  const signature = readBitOctets(f.next());
  const certificates = f.optionalExplicit(0);
  f.end();
  const list = certificates === undefined ? [] : elements(certificates);
  if (list.length > MAX_CERTIFICATES) throw new DerError('budget', 0, `more than ${MAX_CERTIFICATES} certificates`);
  const raw = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength);
  return {
    raw,
    fingerprint: createHash('sha256').update(raw).digest('hex'),
    tbs: data.raw,
    ...readData(data),
    signatureAlgorithm,
    algorithmsAgree: true,
    signature,
    certificates: list.map(({ raw: one }) => parseCertificate(one)),
  };
}

function readData(node: DerNode): Pick<BasicResponse, 'responder' | 'producedAt' | 'singles' | 'extensions' | 'nonce'> {
  const f = fields(node);
  const version = f.optionalExplicit(0);
  if (version !== undefined) readSmallInteger(version, 0, 0);
  const name = f.optionalExplicit(1);
  const responder = name === undefined ? { keyHash: readOctets(inside(f.next(context(2)))) } : { name: readName(name) };
  const producedAt = readGeneralizedTime(f.next());
  const answers = elements(f.next(), tags.sequence, 1);
  if (answers.length > MAX_SINGLES) throw new DerError('budget', node.start, `more than ${MAX_SINGLES} answers`);
  const singles = answers.map(readSingle);
  const extensions = explicitExtensions(f.optionalExplicit(1));
  f.end();
  return { responder, producedAt, singles, extensions, nonce: nonceIn(extensions) };
}

function readSingle(node: DerNode): SingleResponse {
  const f = fields(node);
  const id = readCertId(f.next());
  const status = readState(f.next());
  const thisUpdate = readGeneralizedTime(f.next());
  const next = f.optionalExplicit(0);
  const extensions = explicitExtensions(f.optionalExplicit(1));
  f.end();
  return { id, status, thisUpdate, nextUpdate: next && readGeneralizedTime(next), extensions };
}

function readState(node: DerNode): SingleState {
  if (node.tag === context(1)) {
    const f = fields(node, context(1));
    const revocationTime = readGeneralizedTime(f.next());
    const reason = f.optionalExplicit(0);
    f.end();
    return { state: 'revoked', revocationTime, reason: reason && readEnumerated(reason) };
  }
  readNull(node, node.tag === context(0) ? context(0) : context(2));
  return { state: node.tag === context(0) ? 'good' : 'unknown' };
}
