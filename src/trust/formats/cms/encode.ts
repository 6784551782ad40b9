import { context, der, oids, tags } from '../../der/index.ts';
import type { SignedData } from './signed-data.ts';

/** The parts a SignedData is put together from, each encoded already. */
export type SignedDataParts = {
  readonly contentType: string;
  /** undefined: detached. */
  readonly content: Uint8Array | undefined;
  readonly digestAlgorithms: readonly Uint8Array[];
  /** Certificates, or other CertificateChoices as they stood. */
  readonly certificates: readonly Uint8Array[];
  /** CRLs, or other RevocationInfoChoices as they stood; `ocspChoice` makes one of an OCSP response. */
  readonly revocations: readonly Uint8Array[];
  readonly signers: readonly Uint8Array[];
};

/** A message's parts, each octet of them as it came: to add a signer, a certificate or an unsigned attribute. */
export const partsOf = (signed: SignedData): SignedDataParts => ({
  contentType: signed.contentType,
  content: signed.content,
  digestAlgorithms: [
    ...signed.digestAlgorithms.map(({ oid, parameters }) => der.algorithmIdentifier(oid, parameters)),
    ...signed.signers.map(({ digestAlgorithmRaw }) => digestAlgorithmRaw),
  ],
  certificates: signed.certificateChoices.map(({ raw }) => raw),
  revocations: signed.revocationChoices.map(({ raw }) => raw),
  signers: signed.signers.map(({ raw }) => raw),
});

/** A ContentInfo with SignedData (RFC 5652 3, 5.1). What stands twice in a set is written once. */
export function encodeSignedData(parts: SignedDataParts): Buffer {
  const certificates = distinct(parts.certificates);
  const revocations = distinct(parts.revocations);
  const content = parts.content === undefined ? undefined : der.explicit(0, der.octetString(parts.content));
  return der.sequence(
    der.oid(oids.signedData),
    der.explicit(
      0,
      der.sequence(
        der.integer(versionOf(parts)),
        der.setOf(...distinct(parts.digestAlgorithms)),
        der.sequence(der.oid(parts.contentType), content),
        certificates.length === 0 ? undefined : der.implicit(0, der.setOf(...certificates)),
        revocations.length === 0 ? undefined : der.implicit(1, der.setOf(...revocations)),
        der.setOf(...parts.signers),
      ),
    ),
  );
}

/** The version of a SignerInfo: 3 where the signer is named by key identifier. */
const signerVersion = (signer: Uint8Array): number => signer[signer[1]! < 0x80 ? 4 : 4 + (signer[1]! & 0x7f)]!;

// 5.1: the newest thing in it decides.
function versionOf({ certificates, revocations, signers, contentType }: SignedDataParts): number {
  const has = (choices: readonly Uint8Array[], number: number): boolean =>
    choices.some((choice) => (choice[0]! & 0xdf) === (0x80 | (context(number) & 0x1f)));
  if (has(certificates, 3) || revocations.some((choice) => choice[0] !== (tags.sequence | 0x20))) return 5;
  if (has(certificates, 2)) return 4;
  if (has(certificates, 1) || contentType !== oids.data || signers.some((signer) => signerVersion(signer) === 3))
    return 3;
  return 1;
}

/** An OCSP response among revocation information (RFC 5940 2.1). */
export const ocspChoice = (response: Uint8Array): Buffer =>
  der.implicit(1, der.sequence(der.oid(oids.riOcspResponse), response));

const distinct = (all: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(all.map((one) => [Buffer.from(one).toString('latin1'), one])).values(),
];
