import {
  context,
  DerError,
  der,
  type DerNode,
  elements,
  fields,
  oids,
  readDer,
  readOctets,
  readSmallInteger,
  tags,
} from '../../der/index.ts';
import { type Extensions, extensionValue, readExtensions } from '../../path/index.ts';
import { type CertId, readCertId } from './cert-id.ts';

/** OCSPRequest (RFC 6960 4.1.1). A signature upon it is not looked at: questions are free to anyone (ES-13.2.3). */
export type OcspRequest = {
  readonly ids: readonly CertId[];
  /** Between 1 and 128 octets (RFC 9654 2.1). */
  readonly nonce: Buffer | undefined;
  readonly extensions: Extensions;
};

const MAX_QUESTIONS = 100;

/** @throws DerError, also for more than 100 questions */
export function parseOcspRequest(bytes: Uint8Array): OcspRequest {
  const outer = fields(readDer(bytes, { length: 64 * 1024, nodes: 5_000 }));
  const f = fields(outer.next());
  outer.optional(context(0));
  outer.end();
  const version = f.optionalExplicit(0);
  if (version !== undefined) readSmallInteger(version, 0, 0);
  f.optional(context(1));
  const list = elements(f.next(), tags.sequence, 1);
  const listed = f.optionalExplicit(2);
  f.end();
  if (list.length > MAX_QUESTIONS) throw new DerError('budget', 0, `more than ${MAX_QUESTIONS} questions`);
  const extensions = explicitExtensions(listed);
  return { ids: list.map(readQuestion), nonce: nonceIn(extensions), extensions };
}

function readQuestion(node: DerNode): CertId {
  const f = fields(node);
  const id = readCertId(f.next());
  f.optional(context(0));
  f.end();
  return id;
}

/** @throws DerError */
export function nonceIn(extensions: Extensions): Buffer | undefined {
  const nonce = extensionValue(extensions, oids.ocspNonce, (node) => readOctets(node));
  if (nonce !== undefined && (nonce.length < 1 || nonce.length > 128))
    throw new DerError('range', 0, 'a nonce of 1 to 128 octets');
  return nonce;
}

export const ocspExtension = (oid: string, value: Uint8Array): Buffer =>
  der.sequence(der.oid(oid), der.octetString(value));

/** `ids`: from `certIdBytes`. Without a nonce the answer may be one made beforehand (RFC 5019). */
export const ocspRequest = (ids: readonly Uint8Array[], nonce?: Uint8Array): Buffer =>
  der.sequence(
    der.sequence(
      der.sequence(...ids.map((id) => der.sequence(id))),
      nonce === undefined
        ? undefined
        : der.explicit(2, der.sequence(ocspExtension(oids.ocspNonce, der.octetString(nonce)))),
    ),
  );

/** The last part of the path of a GET (RFC 6960 A.1, RFC 5019 5): base64, percent-encoded. @throws DerError where it is none */
export function ocspRequestInPath(part: string): Buffer {
  let text: string;
  try {
    text = decodeURIComponent(part);
  } catch {
    throw new DerError('text', 0, 'no percent-encoding');
  }
  if (text.length > 4096 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new DerError('text', 0, 'no base64');
  return Buffer.from(text, 'base64');
}

/** What `ocspRequestInPath` reads. */
export const ocspPathOf = (request: Uint8Array): string => encodeURIComponent(Buffer.from(request).toString('base64'));

/** [number] EXPLICIT around extensions, or nothing. @throws DerError */
export const explicitExtensions = (node: DerNode | undefined): Extensions =>
  node === undefined ? new Map() : readExtensions(node);
