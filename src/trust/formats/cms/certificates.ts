import { context, DerError, type DerNode, fields, oids, readOid, tags } from '../../der/index.ts';
import {
  type Certificate,
  type Crl,
  isCa,
  parseCertificate,
  parseHashedCertificate,
  parseCrl,
} from '../../path/index.ts';
import type { SignedData } from './signed-data.ts';

/** More than anybody needs; what comes after them is not looked at. */
const MAX_CERTIFICATES = 500;
const MAX_LISTS = 200;

const kept = new WeakMap<SignedData, readonly Certificate[]>();

/** The X.509 certificates in the message, read once. One that is malformed helps nobody and harms nobody: it is left out. */
export function certificatesIn(signed: SignedData): readonly Certificate[] {
  let certificates = kept.get(signed);
  if (certificates === undefined) {
    certificates = signed.certificateChoices
      .slice(0, MAX_CERTIFICATES)
      .flatMap((node) => (node.tag === tags.sequence ? readable(() => readCertificate(node.raw)) : []));
    kept.set(signed, certificates);
  }
  return certificates;
}

const MAX_ISSUERS = 256;
const issuers = new Map<number, Certificate>();
const placeOf = (bytes: Buffer): number => (bytes.length < 6 ? 0 : bytes.readUIntLE(bytes.length - 6, 6));

// Most messages bring the certificate of one of a few centres: the same octets are read, and their signature checked, once. They are
// looked for by the last ones, which are of a signature, and are the same when all are.
function readCertificate(bytes: Buffer): Certificate {
  const place = placeOf(bytes);
  const known = issuers.get(place);
  if (known?.raw.equals(bytes) === true) return known;
  const certificate = parseCertificate(bytes);
  if (!isCa(certificate)) return certificate;
  // Octets of its own: those of a message would keep the whole message.
  const own = parseHashedCertificate(Buffer.from(bytes), certificate.fingerprint);
  if (issuers.size >= MAX_ISSUERS) issuers.clear();
  issuers.set(place, own);
  return own;
}

/** The CRLs in the message; malformed ones are left out. */
export const crlsIn = (signed: SignedData): readonly Crl[] =>
  signed.revocationChoices
    .slice(0, MAX_LISTS)
    .flatMap((node) => (node.tag === tags.sequence ? readable(() => parseCrl(node.raw)) : []));

/** The OCSP responses in the message (RFC 5940 2.1), as bytes; malformed ones are left out. */
export const ocspResponsesIn = (signed: SignedData): readonly Buffer[] =>
  signed.revocationChoices
    .slice(0, MAX_LISTS)
    .flatMap((node) => readable(() => ocspResponse(node)).filter((bytes) => bytes !== undefined));

// OtherRevocationInfoFormat (RFC 5652 10.2.1), tagged [1] IMPLICIT.
function ocspResponse(node: DerNode): Buffer | undefined {
  if (node.tag !== context(1)) return undefined;
  const f = fields(node, context(1));
  if (readOid(f.next()) !== oids.riOcspResponse) return undefined;
  const response = f.next();
  f.end();
  return response.raw;
}

function readable<T>(read: () => T): readonly T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
