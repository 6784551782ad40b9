// Makes keys, certificates and CRLs for tests, good ones and bad ones: no rule is kept here.

import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { der, oids } from '../der/index.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { type Crl, parseCrl } from './crl.ts';

export type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** An algorithm to sign by: its identifier, and the digest and salt for node:crypto. */
export type Signing = { readonly algorithm: Buffer; readonly digest: string | null; readonly salt?: number };

const ecdsa: Signing = { algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA256), digest: 'sha256' };

/** CN, or a whole name where bytes are given. */
export const nameBytes = (name: string | Buffer): Buffer =>
  typeof name === 'string'
    ? der.sequence(der.setOf(der.sequence(der.oid(oids.commonName), der.utf8String(name))))
    : name;

export const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));

export const caExtension = (pathLength?: number): Buffer =>
  extension(
    oids.basicConstraints,
    der.sequence(der.boolean(true), pathLength === undefined ? undefined : der.integer(pathLength)),
    true,
  );

/** Bits of KeyUsage: 0 digitalSignature, 5 keyCertSign, 6 cRLSign. */
export const usageExtension = (...bits: number[]): Buffer => extension(oids.keyUsage, der.namedBits(bits), true);
export const keyIdExtension = (id: string): Buffer =>
  extension(oids.subjectKeyIdentifier, der.octetString(Buffer.from(id)));
export const authorityExtension = (id: string): Buffer =>
  extension(oids.authorityKeyIdentifier, der.sequence(der.implicit(0, der.octetString(Buffer.from(id)))));
export const dnsExtension = (...names: string[]): Buffer =>
  extension(oids.subjectAltName, der.sequence(...names.map((name) => der.implicit(2, der.ia5String(name)))));
export const policiesExtension = (...policies: string[]): Buffer =>
  extension(oids.certificatePolicies, der.sequence(...policies.map((policy) => der.sequence(der.oid(policy)))));

export type CertificateSpec = {
  readonly subject: string | Buffer;
  readonly issuer: string | Buffer;
  readonly keys: Keys;
  /** Signs; `keys` where it signs itself. */
  readonly by?: Keys;
  readonly serial?: number | bigint;
  readonly from?: Date;
  readonly to?: Date;
  readonly extensions?: readonly Buffer[];
  readonly signing?: Signing;
};

export const certificateBytes = (spec: CertificateSpec): Buffer =>
  signed(
    der.sequence(
      der.explicit(0, der.integer(2)),
      der.integer(spec.serial ?? 1),
      (spec.signing ?? ecdsa).algorithm,
      nameBytes(spec.issuer),
      der.sequence(der.time(spec.from ?? new Date('2026-01-01')), der.time(spec.to ?? new Date('2030-01-01'))),
      nameBytes(spec.subject),
      spec.keys.publicKey.export({ type: 'spki', format: 'der' }),
      spec.extensions?.length ? der.explicit(3, der.sequence(...spec.extensions)) : undefined,
    ),
    spec.by ?? spec.keys,
    spec.signing,
  );

export const makeCertificate = (spec: CertificateSpec): Certificate => parseCertificate(certificateBytes(spec));

export type CrlSpec = {
  readonly issuer: string | Buffer;
  readonly by: Keys;
  readonly from?: Date;
  readonly to?: Date;
  readonly number?: number;
  /** Stands in for the CRL number; null: there is none. */
  readonly numbered?: Buffer | null;
  readonly entries?: readonly { serial: number | bigint; at: Date; extensions?: readonly Buffer[] }[];
  readonly extensions?: readonly Buffer[];
};

export const crlBytes = (spec: CrlSpec): Buffer =>
  signed(
    der.sequence(
      der.integer(1),
      ecdsa.algorithm,
      nameBytes(spec.issuer),
      der.time(spec.from ?? new Date('2026-06-01')),
      der.time(spec.to ?? new Date('2026-07-01')),
      spec.entries?.length
        ? der.sequenceOf(
            spec.entries.map(({ serial, at, extensions }) =>
              der.sequence(
                der.integer(serial),
                der.time(at),
                extensions?.length ? der.sequence(...extensions) : undefined,
              ),
            ),
          )
        : undefined,
      der.explicit(
        0,
        der.sequence(
          spec.numbered === null
            ? undefined
            : (spec.numbered ?? extension(oids.cRLNumber, der.integer(spec.number ?? 1))),
          ...(spec.extensions ?? []),
        ),
      ),
    ),
    spec.by,
  );

export const makeCrl = (spec: CrlSpec): Crl => parseCrl(crlBytes(spec));

function signed(tbs: Buffer, { privateKey: key }: Keys, { algorithm, digest, salt }: Signing = ecdsa): Buffer {
  const padded = salt === undefined ? key : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt };
  return der.sequence(tbs, algorithm, der.bitString(sign(digest, tbs, padded)));
}
