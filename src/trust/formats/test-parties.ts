// Keys and certificates for tests of the formats: a root and whoever it certifies, with keys of every kind. No rule is kept here.

import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { der, oids } from '../der/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';

export type Party = { readonly certificate: Certificate; readonly key: KeyObject };
type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export const makeKeys = {
  'P-256': (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  RSA: (): Keys => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'RSA-PSS': (): Keys =>
    generateKeyPairSync('rsa-pss', { modulusLength: 2048, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256' }),
  Ed25519: (): Keys => generateKeyPairSync('ed25519'),
  'ML-DSA-65': (): Keys => generateKeyPairSync('ml-dsa-65'),
} as const;

export type KeyKind = keyof typeof makeKeys;

const nameOf = (commonName: string): Buffer =>
  der.sequence(
    der.setOf(der.sequence(der.oid(oids.countryName), der.printableString('KG'))),
    der.setOf(der.sequence(der.oid(oids.commonName), der.utf8String(commonName))),
  );

export const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));

/** Bits of KeyUsage: 0 digitalSignature, 1 contentCommitment, 5 keyCertSign, 6 cRLSign. */
export const usage = (...bits: number[]): Buffer => extension(oids.keyUsage, der.namedBits(bits), true);
export const purposes = (...uses: string[]): Buffer =>
  extension(oids.extKeyUsage, der.sequence(...uses.map((use) => der.oid(use))), true);

export type PartySpec = {
  readonly name: string;
  readonly kind?: KeyKind;
  readonly issuer?: Party;
  readonly extensions?: readonly Buffer[];
  readonly from?: Date;
  readonly to?: Date;
  readonly keys?: Keys;
  readonly serial?: Buffer;
};

export function makeParty({ name, kind = 'P-256', issuer, extensions, from, to, keys, serial }: PartySpec): Party {
  const { privateKey, publicKey } = keys ?? makeKeys[kind]();
  const keyId = randomBytes(20);
  const algorithm = der.algorithmIdentifier(oids.ecdsaWithSHA256);
  const authority = issuer?.certificate.subjectKeyId ?? keyId;
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.unsignedInteger(serial ?? Buffer.concat([Buffer.of(1), randomBytes(11)])),
    algorithm,
    issuer?.certificate.subject.raw ?? nameOf(name),
    der.sequence(der.time(from ?? new Date('2026-01-01')), der.time(to ?? new Date('2036-01-01'))),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.explicit(
      3,
      der.sequence(
        extension(oids.subjectKeyIdentifier, der.octetString(keyId)),
        extension(oids.authorityKeyIdentifier, der.sequence(der.implicit(0, der.octetString(authority)))),
        ...(extensions ?? [usage(0, 1)]),
      ),
    ),
  );
  const signature = sign('sha256', tbs, issuer?.key ?? privateKey);
  return {
    certificate: parseCertificate(der.sequence(tbs, algorithm, der.bitString(signature))),
    key: privateKey,
  };
}

/** A CRL of the party's, as bytes. */
export function makeCrl(
  by: Party,
  at: { from: Date; to: Date },
  entries: readonly { readonly of: Party; readonly at: Date; readonly reason?: number; readonly since?: Date }[] = [],
): Buffer {
  const algorithm = der.algorithmIdentifier(oids.ecdsaWithSHA256);
  const tbs = der.sequence(
    der.integer(1),
    algorithm,
    by.certificate.subject.raw,
    der.time(at.from),
    der.time(at.to),
    entries.length === 0
      ? undefined
      : der.sequence(
          ...entries.map(({ of, at: when, reason, since }) =>
            der.sequence(
              der.unsignedInteger(Buffer.from(of.certificate.serial, 'hex')),
              der.time(when),
              reason === undefined
                ? undefined
                : der.sequence(
                    extension(oids.cRLReason, der.enumerated(reason)),
                    ...(since === undefined ? [] : [extension(oids.invalidityDate, der.generalizedTime(since))]),
                  ),
            ),
          ),
        ),
    der.explicit(
      0,
      der.sequence(
        extension(oids.cRLNumber, der.integer(at.from.getTime())),
        extension(
          oids.authorityKeyIdentifier,
          der.sequence(der.implicit(0, der.octetString(by.certificate.subjectKeyId!))),
        ),
      ),
    ),
  );
  return der.sequence(tbs, algorithm, der.bitString(sign('sha256', tbs, by.key)));
}

const isAuthority = [extension(oids.basicConstraints, der.sequence(der.boolean(true)), true), usage(5, 6)];

export const makeRoot = (name = 'Түпкү борбор'): Party => makeParty({ name, extensions: isAuthority });
export const makeCentre = (issuer: Party, name = 'Борбор'): Party =>
  makeParty({ name, issuer, extensions: isAuthority });

export const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;

export const certificatePem = ({ certificate }: Party): string => pem('CERTIFICATE', certificate.raw);
export const keyPem = ({ key }: Party): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A folder of the test's own, gone when the file's tests end. `openssl` takes words with blanks between and runs in it. */
export function openSslFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-formats-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    put: (name: string, bytes: string | Uint8Array): string => {
      writeFileSync(join(folder, name), bytes);
      return name;
    },
    openssl: (...words: string[]): { ok: boolean; stdout: Buffer; stderr: string } => {
      const done = spawnSync('openssl', words.join(' ').trim().split(/ +/), { cwd: folder, timeout: 60_000 });
      if (done.error !== undefined) throw done.error;
      return { ok: done.status === 0, stdout: done.stdout, stderr: done.stderr.toString() };
    },
  };
}

/** The bytes with one bit of one octet turned. */
export function altered(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}
