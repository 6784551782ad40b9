import {
  context,
  DerError,
  type DerLimits,
  type DerNode,
  expect,
  fields,
  inside,
  oids,
  readBer,
  readDer,
  readOctets,
  readOid,
  readSmallInteger,
  setElements,
  tags,
} from '../../der/index.ts';
import { type AlgorithmId, readAlgorithmId } from '../../path/index.ts';
import { readSignerInfo, type SignerInfo } from './signer-info.ts';

/** SignedData as RFC 5652 5.1 lays it out. Made by `parseSignedData`; nothing in it was judged yet. */
export type SignedData = {
  readonly raw: Buffer;
  /** 'ber': it is not DER, and was read by the laxer rules. */
  readonly encoding: 'der' | 'ber';
  readonly version: number;
  readonly digestAlgorithms: readonly AlgorithmId[];
  readonly contentType: string;
  /** The OBJECT IDENTIFIER as it stands: archive time-stamps are made over it. */
  readonly contentTypeRaw: Buffer;
  /** The signed content; undefined where the signature is detached. */
  readonly content: Buffer | undefined;
  /** CertificateChoices as they stand, of whatever kind. */
  readonly certificateChoices: readonly DerNode[];
  /** RevocationInfoChoices as they stand: CRLs and others. */
  readonly revocationChoices: readonly DerNode[];
  readonly signers: readonly SignerInfo[];
};

const limits: DerLimits = { depth: 32, nodes: 100_000 };
const MAX_SIGNERS = 64;

/**
 * Reads a ContentInfo with SignedData of at most 64 MiB: as DER, and where it is none as BER, if others' messages are welcome.
 * @throws DerError
 */
export function parseSignedData(bytes: Uint8Array, options: { readonly strict?: boolean } = {}): SignedData {
  try {
    return read(readDer(bytes, limits));
  } catch (error) {
    if (!(error instanceof DerError) || options.strict === true) throw error;
    return read(readBer(bytes, limits));
  }
}

function read(node: DerNode): SignedData {
  const info = fields(node);
  const type = info.next();
  if (readOid(type) !== oids.signedData) throw new DerError('unexpected', type.start, 'no SignedData');
  const body = fields(inside(info.next(context(0))));
  info.end();

  const version = readSmallInteger(body.next());
  const digestAlgorithms = setElements(body.next()).map(readAlgorithmId);
  const { contentType, contentTypeRaw, content } = readContent(body.next());
  const certificates = body.optionalImplicit(0);
  const revocations = body.optionalImplicit(1);
  const signers = setElements(body.next());
  body.end();
  if (signers.length > MAX_SIGNERS) throw new DerError('budget', node.start, `more than ${MAX_SIGNERS} signers`);
  return {
    raw: node.raw,
    encoding: node.reading.ber ? 'ber' : 'der',
    version,
    digestAlgorithms,
    contentType,
    contentTypeRaw,
    content,
    certificateChoices: certificates === undefined ? [] : setElements(certificates, context(0)),
    revocationChoices: revocations === undefined ? [] : setElements(revocations, context(1)),
    signers: signers.map(readSignerInfo),
  };
}

// EncapsulatedContentInfo (5.2). The older PKCS #7 allowed any type in place of the OCTET STRING: such content is refused.
function readContent(node: DerNode): Pick<SignedData, 'contentType' | 'contentTypeRaw' | 'content'> {
  const f = fields(node);
  const type = f.next();
  const contentType = readOid(type);
  const content = f.optionalExplicit(0);
  f.end();
  return {
    contentType,
    contentTypeRaw: type.raw,
    content: content === undefined ? undefined : readOctets(expect(content, tags.octetString)),
  };
}
