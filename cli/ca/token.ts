import { readFileSync } from 'node:fs';
import { describedIn, giveOfficers, openTokenFile } from '../../src/platform/pkcs11/index.ts';
import { type CaIo, need, passphrasesIn, type Values } from './options.ts';

// A token for the keys of the root, a centre or the platform: two officers are given to it, and open it together from then on.

/** `ca token`: the security officer's PIN is in a file of its own, as a command line stays in its history. */
export function giveToken(values: Values, { print }: CaIo): void {
  const out = need(values, 'out');
  const securityPin = readFileSync(need(values, 'so-pin-file'));
  const end = securityPin.indexOf('\n');
  try {
    giveOfficers(out, {
      module: need(values, 'module'),
      label: need(values, 'token-label'),
      securityPin: end < 0 ? securityPin : securityPin.subarray(0, end),
      passphrases: passphrasesIn(values),
    });
  } finally {
    securityPin.fill(0);
  }
  print(`token described: ${out}\nserial number: ${describedIn(out).serial}`);
}

/** `ca token-check`: officers who are there log in once; that clears the mark of an earlier wrong PIN. */
export function checkToken(values: Values, { print }: CaIo): void {
  using token = openTokenFile(need(values, 'token'), passphrasesIn(values), { attended: true });
  print(`token opened: ${token.place.label}`);
  for (const label of token.labels('privateKey')) print(`signing key: ${label}`);
  for (const label of token.labels('secretKey')) print(`wrapping key: ${label}`);
}
