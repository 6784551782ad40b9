import { readFileSync } from 'node:fs';
import type { EsiSettings } from './identity/index.ts';
import { ConfigError } from './platform/config.ts';
import { openTokenFile, type Token } from './platform/pkcs11/index.ts';

// What production has in place of the sandbox's stand-ins: a token that two officers open, and the real ESI.

type Env = Readonly<Record<string, string | undefined>>;

/** The token of MAKULDUK_TOKEN, opened with what its two officers put into the files of MAKULDUK_TOKEN_OFFICERS. @throws ConfigError, TokenRefused */
export function openProductionToken(env: Env): Token {
  const [description, officers] = [env['MAKULDUK_TOKEN'] ?? '', (env['MAKULDUK_TOKEN_OFFICERS'] ?? '').split(':')];
  if (description === '')
    throw new ConfigError(
      'production needs MAKULDUK_TOKEN: the description of the token that holds its keys (makulduk ca token)',
    );
  if (officers.length < 2)
    throw new ConfigError(
      'production needs MAKULDUK_TOKEN_OFFICERS: a file for each of the two officers, with a colon between them',
    );
  return openTokenFile(description, officers.map(passphraseIn));
}

function passphraseIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new ConfigError(
      `the file ${file} of MAKULDUK_TOKEN_OFFICERS cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

/** ESI's settings; undefined where none are given: then persons are bound at holders' counters only. @throws ConfigError */
export function readEsiSettings(env: Env): EsiSettings | undefined {
  const [issuer, clientId, file] = ['MAKULDUK_ESI_URL', 'MAKULDUK_ESI_CLIENT', 'MAKULDUK_ESI_SECRET_FILE'].map(
    (name) => env[name] ?? '',
  );
  if (issuer === '' && clientId === '' && file === '') return undefined;
  if (issuer === '' || clientId === '' || file === '')
    throw new ConfigError('ESI needs MAKULDUK_ESI_URL, MAKULDUK_ESI_CLIENT and MAKULDUK_ESI_SECRET_FILE together');
  if (!URL.canParse(issuer!) || !issuer!.startsWith('https://'))
    throw new ConfigError('MAKULDUK_ESI_URL must be an address with https');
  try {
    return { issuer: issuer!, clientId: clientId!, clientSecret: readFileSync(file!, 'utf8').trim() };
  } catch (error) {
    throw new ConfigError(`MAKULDUK_ESI_SECRET_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
