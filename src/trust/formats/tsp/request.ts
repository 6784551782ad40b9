import {
  context,
  der,
  type DerNode,
  fields,
  readBoolean,
  readDer,
  readIntegerBytes,
  readOid,
  readSmallInteger,
  tags,
} from '../../der/index.ts';
import { type Extensions, readExtensions } from '../../path/index.ts';
import { type Imprint, imprintBytes, readImprint } from './imprint.ts';

/** TimeStampReq (RFC 3161 2.4.1). */
export type TimeStampRequest = {
  readonly imprint: Imprint;
  readonly imprintRaw: Buffer;
  readonly policy: string | undefined;
  /** The contents octets of the INTEGER. */
  readonly nonce: Buffer | undefined;
  readonly wantsCertificate: boolean;
  readonly extensions: Extensions;
};

/** @throws DerError */
export function parseTimeStampRequest(bytes: Uint8Array): TimeStampRequest {
  const f = fields(readDer(bytes, { length: 64 * 1024, nodes: 1000 }));
  readSmallInteger(f.next(), 1, 1);
  const imprint = f.next();
  const policy = f.optional(tags.oid);
  const nonce = f.optional(tags.integer);
  const wants = f.optional(tags.boolean);
  const extensions = f.optionalImplicit(0);
  f.end();
  return {
    imprint: readImprint(imprint),
    imprintRaw: imprint.raw,
    policy: policy && readOid(policy),
    nonce: nonce && readIntegerBytes(nonce),
    wantsCertificate: wants !== undefined && readBoolean(wants),
    extensions: implicitExtensions(extensions, 0),
  };
}

/** Extensions tagged [number] IMPLICIT; none where the field is not there. @throws DerError */
export function implicitExtensions(node: DerNode | undefined, number: number): Extensions {
  if (node === undefined) return new Map();
  fields(node, context(number));
  const retagged = Buffer.from(node.raw);
  retagged[0] = 0x30;
  return readExtensions(readDer(retagged));
}

/** `nonce`: octets of a number, by chance. @throws RangeError for digests nobody should use */
export const timeStampRequest = (of: {
  readonly digest: string;
  readonly hash: Uint8Array;
  readonly nonce?: Uint8Array;
  readonly policy?: string;
  readonly wantsCertificate?: boolean;
}): Buffer =>
  der.sequence(
    der.integer(1),
    imprintBytes(of.digest, of.hash),
    of.policy === undefined ? undefined : der.oid(of.policy),
    of.nonce === undefined ? undefined : der.unsignedInteger(of.nonce),
    der.booleanDefaultFalse(of.wantsCertificate ?? true),
  );
