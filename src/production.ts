import { readFileSync } from 'node:fs';
import type { EsiSettings } from './identity/index.ts';
import { ConfigError } from './platform/config.ts';
import { openTokenFile, type Token } from './platform/pkcs11/index.ts';
import { oids } from './trust/der/index.ts';
import { isSignedBy } from './trust/issue/index.ts';
import { parseCertificate } from './trust/path/index.ts';
import type { TimeStampService } from './trust/tsa/index.ts';
import { certificateIn } from './wiring/token-keys.ts';
import type { CloudSettings } from './trust/cloud/index.ts';

// What production has in place of the sandbox's stand-ins: a token that two officers open, the real ESI and the State's cloud signature.

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
  const read = readService(env, 'ESI', {
    address: 'MAKULDUK_ESI_URL',
    id: 'MAKULDUK_ESI_CLIENT',
    secretFile: 'MAKULDUK_ESI_SECRET_FILE',
  });
  return read && { issuer: read.address, clientId: read.id, clientSecret: read.secretFile };
}

/** The State's cloud signature; undefined where none is given: then nobody is offered a key in the cloud. @throws ConfigError */
export function readCloudSettings(env: Env): CloudSettings | undefined {
  const read = readService(env, 'the cloud signature', {
    address: 'MAKULDUK_CLOUD_URL',
    inn: 'MAKULDUK_CLOUD_INN',
    name: 'MAKULDUK_CLOUD_NAME',
    secretFile: 'MAKULDUK_CLOUD_KEY_FILE',
  });
  if (read === undefined) return undefined;
  if (!/^\d{14}$/.test(read.inn)) throw new ConfigError('MAKULDUK_CLOUD_INN must have 14 digits');
  if (!/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(read.name))
    throw new ConfigError('MAKULDUK_CLOUD_NAME must be in Latin letters, at most 100: it stands in a header');
  return {
    address: read.address.endsWith('/') ? read.address : `${read.address}/`,
    organisationInn: read.inn,
    organisationName: read.name,
    key: read.secretFile,
  };
}

/** A service of somebody else: all its settings or none, by https, its secret in a file. */
function readService<Names extends Readonly<Record<'address' | 'secretFile', string>>>(
  env: Env,
  service: string,
  names: Names,
): Readonly<Record<keyof Names, string>> | undefined {
  const entries = Object.entries<string>(names).map(([field, name]) => [field, env[name] ?? ''] as const);
  if (entries.every(([, value]) => value === '')) return undefined;
  if (entries.some(([, value]) => value === '')) {
    const [last, ...others] = Object.values<string>(names).toReversed();
    throw new ConfigError(`${service} needs ${others.toReversed().join(', ')} and ${last} together`);
  }
  const read = Object.fromEntries(entries) as Record<keyof Names, string>;
  if (!URL.canParse(read.address) || !read.address.startsWith('https://'))
    throw new ConfigError(`${names.address} must be an address with https`);
  try {
    const secretFile = readFileSync(read.secretFile, 'utf8').trim();
    if (secretFile !== '') return { ...read, secretFile };
  } catch (error) {
    throw new ConfigError(`${names.secretFile} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  throw new ConfigError(`${names.secretFile} names an empty file`);
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
