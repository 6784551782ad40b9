import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import {
  forDrawn,
  forPersons,
  jointSecret,
  MIN_PASSPHRASE,
  newShares,
  passphrasesFault,
  sane,
  type Shares,
  wipe,
} from '../../../platform/officers.ts';
import type { SignatureAlgorithm } from '../algorithms.ts';
import { type CaKey, keyInMemory } from '../ca-key.ts';

// A signing key in a file: PKCS#8 under a key made of the passphrases of all its officers. One officer alone cannot open it.

type Content = Shares & {
  readonly format: 'makulduk signing key';
  readonly version: 1;
  readonly name: string;
  readonly algorithm: SignatureAlgorithm;
  readonly createdAt: string;
  readonly spki: string;
  readonly nonce: string;
  readonly wrapped: string;
};

/** Why a key file does not open. The message says no secret. */
export class KeyFileRefused extends Error {
  readonly reason: 'passphrase' | 'format' | 'permissions' | 'too-short' | 'same-passphrase';
  constructor(reason: KeyFileRefused['reason'], what: string) {
    super(what);
    this.reason = reason;
  }
}

const info = 'makulduk/signing-key/v1';

const generators: Readonly<Record<SignatureAlgorithm, () => KeyObject>> = {
  'ecdsa-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'ecdsa-sha384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'rsa-sha256': () => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  'rsa-pss-sha256': () => generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
};

/**
 * Makes a key and writes it to a new file that only its owner may read. `passphrases`: one for each officer, two for roots and
 * centres. @throws KeyFileRefused, and where the file exists
 */
export function createKeyFile(
  file: string,
  options: {
    readonly name: string;
    readonly algorithm: SignatureAlgorithm;
    readonly passphrases: readonly string[];
    readonly now: Date;
    /** The passphrases are 256 bits of chance, not something a person remembers. */
    readonly drawn?: true;
  },
): CaKey {
  const { name, algorithm, passphrases, now } = options;
  const fault = passphrasesFault(passphrases);
  if (fault === 'too-short')
    throw new KeyFileRefused('too-short', `a passphrase has at least ${MIN_PASSPHRASE} characters`);
  if (fault === 'same-passphrase')
    throw new KeyFileRefused('same-passphrase', 'every officer has a passphrase of their own');
  const privateKey = generators[algorithm]();
  const key = keyInMemory(algorithm, privateKey);
  const head = { format: 'makulduk signing key', version: 1, name, algorithm, createdAt: now.toISOString() } as const;
  const shares = newShares(passphrases.length, options.drawn === true ? forDrawn : forPersons);
  const open: Omit<Content, 'nonce' | 'wrapped'> = { ...head, spki: key.spki.toString('base64'), ...shares };
  const nonce = randomBytes(12);
  const secret = jointSecret(open, passphrases, info);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  cipher.setAAD(associated(open));
  const plain = privateKey.export({ type: 'pkcs8', format: 'der' });
  const wrapped = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  wipe(plain, secret);
  write(file, { ...open, nonce: nonce.toString('base64'), wrapped: wrapped.toString('base64') });
  return key;
}

/** Opens a key file with the passphrases of all its officers, in their order. @throws KeyFileRefused */
export function openKeyFile(file: string, passphrases: readonly string[]): CaKey & { readonly name: string } {
  if ((statSync(file).mode & 0o077) !== 0)
    throw new KeyFileRefused(
      'permissions',
      `other users may read ${file}: make it readable for its owner only (chmod 600)`,
    );
  const content = read(file);
  if (passphrases.length !== content.salts.length)
    throw new KeyFileRefused('passphrase', `the key has ${content.salts.length} officers: each gives a passphrase`);
  const { nonce, wrapped, ...open } = content;
  const secret = jointSecret(open, passphrases, info);
  const bytes = Buffer.from(wrapped, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
  decipher.setAAD(associated(open));
  decipher.setAuthTag(bytes.subarray(-16));
  // GCM gives all of it at once and nothing at the end: what stands here is the only copy.
  const plain = decipher.update(bytes.subarray(0, -16));
  try {
    decipher.final();
    const privateKey = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
    return { ...keyInMemory(content.algorithm, privateKey), name: content.name };
  } catch {
    throw new KeyFileRefused('passphrase', 'a passphrase is wrong, or the file was altered');
  } finally {
    wipe(plain, secret);
  }
}

const associated = (open: Omit<Content, 'nonce' | 'wrapped'>): Buffer => Buffer.from(JSON.stringify(open));

function read(file: string): Content {
  const refused = new KeyFileRefused('format', `${file} is no signing key of this version`);
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Content;
    if (content.format === 'makulduk signing key' && content.version === 1 && sane(content)) return content;
  } catch {
    throw refused;
  }
  throw refused;
}

function write(file: string, content: Content): void {
  const open = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(open, `${JSON.stringify(content)}\n`);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
