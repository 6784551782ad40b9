import { hkdfSync, randomBytes, scryptSync } from 'node:crypto';

// One secret out of the passphrases of several officers: none of them knows any part of it.

export type Stretching = { readonly N: number; readonly r: number; readonly p: number };

/** How the passphrases are stretched; one salt for each officer, in the order in which the passphrases are given. */
export type Shares = { readonly scrypt: Stretching; readonly salts: readonly string[] };

export const forPersons: Stretching = { N: 2 ** 17, r: 8, p: 1 };
// Stretching helps what a person can remember. Passphrases that a machine drew by chance need none.
export const forDrawn: Stretching = { N: 2 ** 10, r: 8, p: 1 };

export const MIN_PASSPHRASE = 12;

/** What is wrong with the passphrases that officers chose, if anything. */
export function passphrasesFault(passphrases: readonly string[]): 'too-short' | 'same-passphrase' | undefined {
  // The same signs, differently encoded, make the same key: they are compared as they are used.
  const used = passphrases.map((one) => one.normalize('NFC'));
  if (used.length === 0 || used.some((one) => Array.from(one).length < MIN_PASSPHRASE)) return 'too-short';
  return new Set(used).size < used.length ? 'same-passphrase' : undefined;
}

export const newShares = (officers: number, scrypt: Stretching): Shares => ({
  scrypt,
  salts: Array.from({ length: officers }, () => randomBytes(16).toString('base64')),
});

/** Whether a file's parameters are such as this program writes: a foreign one could ask for all memory. */
export const sane = ({ scrypt, salts }: Shares): boolean =>
  scrypt.N <= 2 ** 17 && scrypt.r <= 8 && scrypt.p <= 4 && salts.length <= 8;

/** 32 bytes for one use (`info`). The caller wipes them. */
export function jointSecret({ scrypt, salts }: Shares, passphrases: readonly string[], info: string): Buffer {
  const parts = passphrases.map((one, at) =>
    scryptSync(one.normalize('NFC'), Buffer.from(salts[at]!, 'base64'), 32, { ...scrypt, maxmem: 2 ** 28 }),
  );
  const together = Buffer.concat(parts);
  const secret = Buffer.from(hkdfSync('sha256', together, '', info, 32));
  wipe(together, ...parts);
  return secret;
}

/** What opened a key, or was it, does not stay in memory. The passphrases do: the runtime has no way to overwrite a text. */
export function wipe(...secrets: readonly Buffer[]): void {
  for (const secret of secrets) secret.fill(0);
}
