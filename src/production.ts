import { readFileSync } from 'node:fs';
import type { EsiSettings } from './identity/index.ts';
import { ConfigError } from './platform/config.ts';
import { openTokenFile, type Token } from './platform/pkcs11/index.ts';
import { oids } from './trust/der/index.ts';
import { isSignedBy } from './trust/issue/index.ts';
import { parseCertificate } from './trust/path/index.ts';
import type { TimeStampService } from './trust/tsa/index.ts';
import { certificateIn } from './wiring/token-keys.ts';

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

/** The independent time-stamp service; undefined where none is named: then the installation stamps its signatures itself. @throws ConfigError */
export function readTimeStampService(env: Env, root: Buffer): TimeStampService | undefined {
  const [url, file] = ['MAKULDUK_TSA_URL', 'MAKULDUK_TSA_CERTIFICATE'].map((name) => env[name] ?? '') as [
    string,
    string,
  ];
  if (url === '' && file === '') return undefined;
  if (url === '' || file === '')
    throw new ConfigError('a time-stamp service needs MAKULDUK_TSA_URL and MAKULDUK_TSA_CERTIFICATE together');
  // RFC 3161 3.4: plain HTTP will do, for what is sent is a digest and what comes back is signed.
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new ConfigError('MAKULDUK_TSA_URL must be an address with http or https');
  const certificate = certificateIn(file, 'MAKULDUK_TSA_CERTIFICATE: the certificate of the time-stamp service');
  // DECISIONS 34: a time that nobody can rely on would be found out at every verification.
  if (certificate.extKeyUsage?.has(oids.kpTimeStamping) !== true || !isSignedBy(certificate, parseCertificate(root)))
    throw new ConfigError(`${file} is no certificate of a time-stamp authority under this installation's root`);
  return { url, certificate };
}
