import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyStore, openTokenKeyStore } from '../keys/index.ts';
import { ConfigError } from '../platform/config.ts';
import type { Token } from '../platform/pkcs11/index.ts';
import { type NoteSigner, noteSignerWith } from '../record/index.ts';
import { oids } from '../trust/der/index.ts';
import {
  algorithmInToken,
  type CaKey,
  createTokenKey,
  kindOfPolicies,
  readPem,
  tokenKey,
} from '../trust/issue/index.ts';
import { type Certificate, parseCertificate } from '../trust/path/index.ts';
import type { OwnTrust } from './sandbox-trust.ts';
import type { SigningKeys } from './signing-keys.ts';

// The keys of a production installation: all in one PKCS#11 token, which two officers open together at its start.

const logKeyName = 'log';
export const sealKeyName = 'seal';
export const systemsKeyName = 'systems';
export const stampKeyName = 'time-stamps';

/** The keys of an installation, wherever they are kept. */
export type OwnKeys = {
  readonly keyStore: KeyStore;
  /** Signs checkpoints and evidence in the log's name. */
  logSigner(origin: string): NoteSigner;
  readonly signing: SigningKeys;
  readonly trust: OwnTrust;
};

/** @throws ConfigError, TokenRefused, where a key or a certificate that production needs is not there */
export function tokenKeys(dataFolder: string, token: Token, now: Date): OwnKeys {
  const signing = signingKeysIn(token);
  return {
    trust: installedTrust(join(dataFolder, 'trust'), signing),
    signing,
    logSigner: (origin) => logSignerIn(dataFolder, token, origin),
    keyStore: openTokenKeyStore(join(dataFolder, 'keys'), token, now),
  };
}

function signingKeysIn(token: Token): SigningKeys {
  const open = new Map<string, CaKey>();
  const held = (name: string): CaKey | undefined => {
    const known = open.get(name);
    if (known !== undefined) return known;
    const algorithm = algorithmInToken(token, name);
    if (algorithm === undefined) return undefined;
    const key = tokenKey(token, name, algorithm);
    open.set(name, key);
    return key;
  };
  return {
    officers: [`officer 1 of the token ${token.place.serial}`, `officer 2 of the token ${token.place.serial}`],
    held,
    heldOf: (prefix) =>
      token
        .labels('privateKey')
        .filter((name) => name.startsWith(prefix))
        .map((name) => [name, held(name)!] as const),
    make: (name) => held(name) ?? createTokenKey(token, name, 'ecdsa-sha256'),
    adopt() {
      throw new Error('production takes no key from outside its token');
    },
  };
}

/** The log's key is made with the log; one that has signed before must be there. */
function logSignerIn(dataFolder: string, token: Token, origin: string): NoteSigner {
  if (!token.has('privateKey', logKeyName)) {
    if (existsSync(join(dataFolder, 'record', 'signed.json')))
      throw new ConfigError(
        'the token does not hold the key "log", which has signed this log before: bring that token',
      );
    createTokenKey(token, logKeyName, 'ed25519');
  }
  const key = tokenKey(token, logKeyName, 'ed25519');
  // RFC 8410 4: the last 32 bytes of the key's structure are the key.
  return noteSignerWith(origin, key.spki.subarray(-32), (text) => key.signNow(text));
}

/** What a ceremony with the root has brought: its certificate, and those of the two keys with which this installation signs. */
function installedTrust(folder: string, signing: SigningKeys): OwnTrust {
  const root = certificateIn(join(folder, 'root.cer'));
  const own = (file: string, keyName: string, kind: 'NQ' | 'TSA'): { certificate: Certificate; key: CaKey } => {
    const place = join(folder, file);
    const certificate = certificateIn(place);
    const key = signing.held(keyName);
    if (key === undefined) throw new ConfigError(`the token holds no key "${keyName}": make it with makulduk ca key`);
    if (!certificate.publicKey.raw.equals(key.spki))
      throw new ConfigError(`${place} is not for the key "${keyName}" of the token`);
    const policies = (certificate.policies ?? []).map(({ policy }) => policy);
    const isKind =
      kind === 'TSA' ? certificate.extKeyUsage?.has(oids.kpTimeStamping) === true : kindOfPolicies(policies) === kind;
    if (!isKind || !certificate.issuer.raw.equals(root.subject.raw))
      throw new ConfigError(`${place} is no certificate of kind ${kind} under ${join(folder, 'root.cer')}`);
    return { certificate, key };
  };
  const [stamp, sealing] = [own('time-stamps.cer', stampKeyName, 'TSA'), own('seal.cer', sealKeyName, 'NQ')];
  const policy = oids.kgTimeStampPolicy;
  return {
    root: root.raw,
    timeStamping: {
      authority: { certificate: stamp.certificate, chain: [], policy, accuracyMillis: 1000 },
      key: stamp.key,
    },
    sealing,
    // Only an installation that signs for information systems of others needs it.
    systems: existsSync(join(folder, 'systems.cer')) ? own('systems.cer', systemsKeyName, 'NQ') : null,
  };
}

/** A certificate in a file, PEM or DER. `what` it is, for whoever has to bring it. @throws ConfigError */
export function certificateIn(
  file: string,
  what = 'what the root signs in its ceremony (docs/runbook/root-ceremony.md)',
): Certificate {
  if (!existsSync(file)) throw new ConfigError(`production needs ${file}: ${what}`);
  const bytes = readFileSync(file);
  try {
    return parseCertificate(bytes.includes('-----BEGIN') ? readPem('CERTIFICATE', bytes.toString('utf8')) : bytes);
  } catch {
    throw new ConfigError(`${file} is no certificate`);
  }
}
