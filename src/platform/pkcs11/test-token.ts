// A PKCS#11 token for tests: SoftHSM2, in a folder of its own for each test file.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModule } from './module.ts';
import type { TokenPlace } from './session.ts';
import { tokensIn } from './slots.ts';
import { giveOfficers, openTokenFile } from './token-file.ts';
import { Token } from './token.ts';

export const softhsm = ['/usr/lib/softhsm/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so'].find(existsSync);

/** For a test's `skip`: a reason where there is no SoftHSM2 here. Continuous integration installs it and must not skip. */
export function noTokens(): string | false {
  if (softhsm !== undefined && run('softhsm2-util', '--version') === 0) return false;
  if (process.env['CI'] !== undefined) throw new Error('softhsm2 is missing: .ci/run installs it');
  return 'NO TOKEN TESTED: install softhsm2 and opensc';
}

export const tokenOfficers = ['биринчи кызматкердин сөзү', 'экинчи кызматкердин сөзү'] as const;
/** Until the officers' one takes its place. */
export const plainPin = 'known-to-one-person';
export const securityPin = 'security-officer-of-the-test';

export type TestTokens = {
  readonly folder: string;
  /** Where SoftHSM2 keeps the tokens: a token is taken out by moving this away. */
  readonly slots: string;
  readonly module: string;
  /** Gives a token its officers; answers its description. */
  make(label: string): string;
  open(description: string): Token;
  openWith(description: string, passphrases: readonly string[], options?: { readonly attended?: boolean }): Token;
  openAt(place: TokenPlace): Token;
  /** A token without officers, whose PIN one person knows. */
  openPlain(label: string): Token;
  [Symbol.dispose](): void;
};

const run = (command: string, ...args: readonly string[]): number =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 60_000 }).status ?? -1;

/** Tokens of these labels. SoftHSM2 reads its configuration and its slots once, when it is loaded: one call for a test file. */
export function testTokens(...labels: readonly string[]): TestTokens {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-token-'));
  const slots = join(folder, 'slots');
  mkdirSync(slots);
  const config = join(folder, 'softhsm2.conf');
  writeFileSync(config, `directories.tokendir = ${slots}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env['SOFTHSM2_CONF'] = config;
  const pins = ['--so-pin', securityPin, '--pin', plainPin];
  for (const label of labels)
    if (run('softhsm2-util', '--init-token', '--free', '--label', label, ...pins) !== 0)
      throw new Error('softhsm2-util made no token');
  return {
    folder,
    slots,
    module: softhsm!,
    make(label) {
      const file = join(folder, `${label}.token.json`);
      giveOfficers(file, {
        module: softhsm!,
        label,
        securityPin: Buffer.from(securityPin),
        passphrases: tokenOfficers,
      });
      return file;
    },
    open: (description) => openTokenFile(description, tokenOfficers),
    openWith: openTokenFile,
    openAt: (place) => new Token(place, Buffer.from('no PIN of it')),
    openPlain(label) {
      const { serial } = tokensIn(loadModule(softhsm!)).find((one) => one.label === label)!;
      return new Token({ module: softhsm!, label, serial }, Buffer.from(plainPin));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
