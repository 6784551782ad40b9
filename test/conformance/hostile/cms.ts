import { hash, sign as signBytes } from 'node:crypto';
import { der, oids } from '../../../src/trust/der/index.ts';
import { creationMeans, document, later, type Member, person } from '../../../src/trust/verify/test-world.ts';
import { meansUse } from '../../../src/trust/issue/index.ts';
import { ecdsaSha256, type Signs } from './world.ts';

// A CMS message put together part by part, so that any of them can be another.

export const attributeOf = (type: string, ...values: readonly Uint8Array[]): Buffer =>
  der.sequence(der.oid(type), der.setOf(...values));
export const sha256 = der.algorithmIdentifier(oids.sha256);
const essId = (of: Member, more: readonly (Buffer | undefined)[] = []): Buffer =>
  der.sequence(...more, der.octetString(hash('sha256', of.certificate.raw, 'buffer')));
export const pinOf = (of: Member, ...ids: readonly Buffer[]): Buffer => der.sequence(der.sequence(essId(of), ...ids));

/** The signed attributes of a sound signature, by what they are. */
export const attributesOf = (who: Member, content: Uint8Array = document, by = 'sha256') => ({
  type: attributeOf(oids.contentType, der.oid(oids.data)),
  time: attributeOf(oids.signingTime, der.time(later(30))),
  digest: attributeOf(oids.messageDigest, der.octetString(hash(by, content, 'buffer'))),
  pin: attributeOf(oids.signingCertificateV2, pinOf(who)),
  means: attributeOf(oids.kgCreationMeans, meansUse(creationMeans)),
});

export type Message = {
  who?: Member;
  how?: Signs;
  /** null: none, the content itself is signed. */
  attributes?: readonly Buffer[] | null;
  /** The attributes as they stand in the message, where they are not those that were signed. */
  shown?: Buffer;
  /** The octets that are signed, where they are others. */
  over?: Buffer;
  digest?: Buffer;
  /** The digest of the content as node:crypto calls it. */
  digestName?: string;
  digests?: readonly Buffer[];
  id?: Buffer;
  version?: number;
  whole?: number;
  eContentType?: string;
  content?: Buffer;
  unsigned?: readonly Buffer[];
  certificates?: readonly Buffer[];
  value?: (bytes: Buffer) => Buffer;
  signerValue?: (value: Buffer) => Buffer;
  unsorted?: boolean;
  signers?: (one: Buffer) => readonly Buffer[];
};

export function message(of: Message = {}): Buffer {
  const { who = person, how = ecdsaSha256, digest = sha256, unsigned = [], version = 1 } = of;
  const attributes =
    of.attributes === undefined ? Object.values(attributesOf(who, of.content, of.digestName)) : of.attributes;
  const set =
    attributes === null
      ? undefined
      : of.unsorted === true
        ? retagged(der.sequenceOf(attributes), 0x31)
        : der.setOf(...attributes);
  const value = how.value(of.over ?? set ?? of.content ?? document, who.key);
  const id = of.id ?? der.sequence(who.certificate.issuer.raw, der.integer(BigInt(`0x${who.certificate.serial}`)));
  const shown = of.shown ?? set;
  const signer = der.sequence(
    der.integer(version),
    id,
    digest,
    shown === undefined ? undefined : retagged(shown, 0xa0),
    how.algorithm,
    of.signerValue?.(value) ?? der.octetString(value),
    unsigned.length === 0 ? undefined : retagged(der.setOf(...unsigned), 0xa1),
  );
  const certificates = of.certificates ?? [who.certificate.raw];
  const type = of.eContentType ?? oids.data;
  return der.sequence(
    der.oid(oids.signedData),
    der.explicit(
      0,
      der.sequence(
        der.integer(of.whole ?? (type === oids.data ? 1 : 3)),
        der.setOf(...(of.digests ?? [digest])),
        der.sequence(der.oid(type), of.content && der.explicit(0, der.octetString(of.content))),
        certificates.length === 0 ? undefined : retagged(der.setOf(...certificates), 0xa0),
        der.setOf(...(of.signers?.(signer) ?? [signer])),
      ),
    ),
  );
}

export function retagged(bytes: Buffer, tag: number): Buffer {
  const other = Buffer.from(bytes);
  other[0] = tag;
  return other;
}

export const byKey =
  (digest: string): Signs['value'] =>
  (bytes, key) =>
    signBytes(digest, bytes, key);
