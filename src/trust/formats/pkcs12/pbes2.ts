import { createCipheriv, createPrivateKey, createPublicKey, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { der, oids } from '../../der/index.ts';

// RFC 8018 6.2: bytes under a password. PBKDF2 with HMAC-SHA-256, AES-256 in CBC: what OpenSSL 3, NSS and Windows open.

const stretch = promisify(pbkdf2);
/** What one guess at a password costs. */
const rounds = 600_000;

/** PBES2-params and the ciphertext, as EncryptedPrivateKeyInfo and EncryptedContentInfo both hold them. */
export type Pbes2 = { readonly algorithm: Buffer; readonly encrypted: Buffer };

/** Encrypts under a password. `salt` and `iv` are drawn anew each time. */
export async function encryptPbes2(password: string, plain: Uint8Array): Promise<Pbes2> {
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const key = await stretch(password, salt, rounds, 32, 'sha256');
  try {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const prf = der.algorithmIdentifier(oids.hmacWithSHA256, der.nul());
    const derivation = der.sequence(der.octetString(salt), der.integer(rounds), der.integer(32), prf);
    return {
      algorithm: der.algorithmIdentifier(
        oids.pbes2,
        der.sequence(
          der.algorithmIdentifier(oids.pbkdf2, derivation),
          der.algorithmIdentifier(oids.aes256Cbc, der.octetString(iv)),
        ),
      ),
      encrypted: Buffer.concat([cipher.update(plain), cipher.final()]),
    };
  } finally {
    key.fill(0);
  }
}

/** RFC 5958 3: a private key (PKCS#8, DER) under a password. */
export async function encryptKey(password: string, pkcs8: Uint8Array): Promise<Buffer> {
  const { algorithm, encrypted } = await encryptPbes2(password, pkcs8);
  return der.sequence(algorithm, der.octetString(encrypted));
}

/** SubjectPublicKeyInfo of a key that `encryptKey` made, if this is its password; undefined where it is not. */
export function publicKeyUnder(password: string, encryptedKey: Uint8Array): Buffer | undefined {
  try {
    const key = { key: Buffer.from(encryptedKey), format: 'der', type: 'pkcs8', passphrase: password } as const;
    return createPublicKey(createPrivateKey(key)).export({ format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
