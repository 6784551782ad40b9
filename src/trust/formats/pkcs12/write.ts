import { createHash } from 'node:crypto';
import { der, oids } from '../../der/index.ts';
import { macData } from './mac.ts';
import { encryptPbes2 } from './pbes2.ts';

/** What goes into the file; certificates DER. */
export type KeyFile = {
  readonly password: string;
  /** EncryptedPrivateKeyInfo under the same password. */
  readonly encryptedKey: Uint8Array;
  readonly certificate: Uint8Array;
  /** Those above it. */
  readonly chain: readonly Uint8Array[];
  /** By which programs show the key to people. */
  readonly name: string;
};

/**
 * RFC 7292: a key with its certificates in one file under a password: PBES2 with AES-256 and PBKDF2-HMAC-SHA-256, integrity by
 * HMAC-SHA-256. The key goes in as it was encrypted; it is not opened for it.
 */
export async function writePkcs12({ password, encryptedKey, certificate, chain, name }: KeyFile): Promise<Buffer> {
  const id = createHash('sha1').update(certificate).digest();
  const own = der.setOf(
    attribute(oids.friendlyName, der.bmpString(name)),
    attribute(oids.localKeyId, der.octetString(id)),
  );
  const certificates = await encryptPbes2(
    password,
    der.sequence(certBag(certificate, own), ...chain.map((one) => certBag(one))),
  );
  const keyBag = bag(oids.pkcs8ShroudedKeyBag, Buffer.from(encryptedKey), own);
  const safe = der.sequence(
    contentInfo(
      oids.encryptedData,
      der.sequence(
        der.integer(0),
        der.sequence(
          der.oid(oids.data),
          certificates.algorithm,
          der.implicit(0, der.octetString(certificates.encrypted)),
        ),
      ),
    ),
    contentInfo(oids.data, der.octetString(der.sequence(keyBag))),
  );
  return der.sequence(der.integer(3), contentInfo(oids.data, der.octetString(safe)), await macData(password, safe));
}

const contentInfo = (type: string, content: Uint8Array): Buffer =>
  der.sequence(der.oid(type), der.explicit(0, content));
const attribute = (type: string, value: Uint8Array): Buffer => der.sequence(der.oid(type), der.setOf(value));
const bag = (type: string, value: Uint8Array, attributes?: Uint8Array): Buffer =>
  der.sequence(der.oid(type), der.explicit(0, value), attributes);
const certBag = (certificate: Uint8Array, attributes?: Uint8Array): Buffer =>
  bag(
    oids.certBag,
    der.sequence(der.oid(oids.x509Certificate), der.explicit(0, der.octetString(certificate))),
    attributes,
  );
