import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../platform/config.ts';
import { type CaKey, createKeyFile, KeyFileRefused, openKeyFile } from '../trust/issue/index.ts';

// The signing keys of the sandbox's root and of its centres, in key files that two officers open together. In the sandbox the
// officers' passphrases are secrets of the installation. Production takes no key from a file: its keys are in a token (token-keys.ts).

export type SigningKeys = {
  /** The two officers who opened the keys: what the platform certifies of its own services, they have approved by that. */
  readonly officers: readonly [string, string];
  /** The key of that name; undefined where this installation does not hold it. @throws ConfigError where its file does not open */
  held(name: string): CaKey | undefined;
  /** The held keys whose names begin so, by name. */
  heldOf(prefix: string): readonly (readonly [string, CaKey])[];
  /** Makes the key where it is not held yet. */
  make(name: string): CaKey;
  /** Holds a key that was opened elsewhere under this name, as long as this process runs. */
  adopt(name: string, key: CaKey): CaKey;
};

/** What makes the passphrase of one officer for one key: at least 256 bits. */
export type PassphraseOf = (keyName: string, officer: 1 | 2) => string;

const ending = '.key.json';
const isName = (name: string): boolean => /^[a-z0-9-]{1,80}$/.test(name);

/** The key files in `folder`. `now`: real time. */
export function keyFiles(folder: string, passphraseOf: PassphraseOf, now: () => Date): SigningKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const open = new Map<string, CaKey>();
  const names = new Set(
    readdirSync(folder).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : [])),
  );
  const officers = (name: string): readonly string[] => [passphraseOf(name, 1), passphraseOf(name, 2)];
  const held = (name: string): CaKey | undefined => {
    if (!names.has(name)) return undefined;
    const known = open.get(name) ?? openOrSay(join(folder, `${name}${ending}`), officers(name));
    open.set(name, known);
    return known;
  };
  return {
    officers: ['sandbox officer 1', 'sandbox officer 2'],
    held,
    heldOf: (prefix) =>
      [...names]
        .filter((name) => name.startsWith(prefix))
        .toSorted()
        .map((name) => [name, held(name)!] as const),
    adopt(name, key) {
      names.add(name);
      open.set(name, key);
      return key;
    },
    make(name) {
      const known = held(name);
      if (known !== undefined) return known;
      if (!isName(name)) throw new RangeError(`no name of a key: ${name}`);
      const key = createKeyFile(join(folder, `${name}${ending}`), {
        name,
        algorithm: 'ecdsa-sha256',
        passphrases: officers(name),
        now: now(),
        drawn: true,
      });
      names.add(name);
      open.set(name, key);
      return key;
    },
  };
}

function openOrSay(file: string, passphrases: readonly string[]): CaKey {
  try {
    return openKeyFile(file, passphrases);
  } catch (error) {
    if (error instanceof KeyFileRefused) throw new ConfigError(`${file}: ${error.message}`);
    throw error;
  }
}
