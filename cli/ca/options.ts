import { readFileSync } from 'node:fs';
import type { parseArgs } from 'node:util';
import type { Clock } from '../../src/platform/clock.ts';
import {
  isSignatureAlgorithm,
  openSigningKey,
  type OpenedKey,
  readPem,
  type SignatureAlgorithm,
  type SubjectName,
} from '../../src/trust/issue/index.ts';
import { type Certificate, parseCertificate } from '../../src/trust/path/index.ts';

// What the ceremonies take on the command line. Secrets come in files, one an officer: a command line stays in its history.

export const caUsage = `makulduk ca token --module LIBRARY --token-label LABEL --so-pin-file FILE --passphrase-file F1 --passphrase-file F2 --out token.json
makulduk ca token-check --token token.json --passphrase-file F1 --passphrase-file F2
makulduk ca key --out FILE --name NAME [--token token.json] --algorithm ecdsa-sha384 --passphrase-file F1 --passphrase-file F2
makulduk ca root --key FILE --subject subject.json --until YYYY-MM-DD --passphrase-file F1 --passphrase-file F2 --out root.pem
makulduk ca request --key FILE --subject subject.json --passphrase-file F1 --passphrase-file F2 --out request.pem
makulduk ca show --issuer root.pem --key FILE --order order.json
makulduk ca sign --issuer root.pem --key FILE --order order.json --approved HASH --passphrase-file F1 --passphrase-file F2 --out centre.pem
makulduk ca show-list --issuer root.pem --list list-order.json
makulduk ca list --issuer root.pem --key FILE --list list-order.json --approved HASH --passphrase-file F1 --passphrase-file F2 --out root.crl`;

export type CaIo = { readonly print: (text: string) => void; readonly clock: Clock };

export const options = {
  out: { type: 'string' },
  name: { type: 'string' },
  algorithm: { type: 'string' },
  key: { type: 'string' },
  subject: { type: 'string' },
  until: { type: 'string' },
  issuer: { type: 'string' },
  order: { type: 'string' },
  approved: { type: 'string' },
  list: { type: 'string' },
  module: { type: 'string' },
  token: { type: 'string' },
  'token-label': { type: 'string' },
  'so-pin-file': { type: 'string' },
  'passphrase-file': { type: 'string', multiple: true },
} as const;
export type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

export function need(values: Values, name: Exclude<keyof Values, 'passphrase-file'>): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing\n${caUsage}`);
  return value;
}

export const passphrasesIn = (values: Values): string[] =>
  (values['passphrase-file'] ?? []).map((file) => readFileSync(file, 'utf8').replace(/\r?\n$/, ''));

/** Opens the key for one act. What it signs may be checked by others before it is used: the key is closed either way. */
export async function withKey<T>(values: Values, act: (key: OpenedKey) => Promise<T>): Promise<T> {
  const key = openSigningKey(need(values, 'key'), passphrasesIn(values));
  try {
    return await act(key);
  } finally {
    key.close();
  }
}

export const subjectOf = (values: Values): SubjectName =>
  JSON.parse(readFileSync(need(values, 'subject'), 'utf8')) as SubjectName;

export const certificateIn = (values: Values): Certificate =>
  parseCertificate(readPem('CERTIFICATE', readFileSync(need(values, 'issuer'), 'utf8')));

/** The algorithm of a key, told without opening it. */
export function algorithmIn(values: Values): SignatureAlgorithm {
  const { algorithm } = JSON.parse(readFileSync(need(values, 'key'), 'utf8')) as { algorithm: string };
  if (!isSignatureAlgorithm(algorithm)) throw new Error('no signing key');
  return algorithm;
}
