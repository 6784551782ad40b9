import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DerError, oids } from '../../../src/trust/der/index.ts';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  type Crl,
  CrlPool,
  historicAlgorithms,
  parseCertificate,
  parseCrl,
  type Trust,
  type Verdict,
  verifyCertificate,
} from '../../../src/trust/path/index.ts';
import list from './cases.json' with { type: 'json' };

// NIST's Public Key Interoperability Test Suite (1.0.1). Debian: python3-cryptography-vectors.
const data = '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data';

/** Where its signed messages lie. */
export const messages = join(data, 'smime');
/** Where its keys lie, under the passphrase "password". */
export const pkcs12 = join(data, 'pkcs12');

/** Why the suite cannot run here, or undefined. */
export const missing = existsSync(data) ? undefined : `${data} is missing (Debian: python3-cryptography-vectors)`;

export type Case = {
  title: string;
  number: string;
  valid: boolean;
  /** The anchor, what a path may be built of, the target. */
  certificates: string[];
  crls: string[];
  wanted?: string[];
  /** The policies a valid path is valid for. */
  policies?: string[];
  explicitPolicy?: boolean;
  inhibitMapping?: boolean;
  inhibitAnyPolicy?: boolean;
};
export const cases: readonly Case[] = list;

export type Data = {
  readonly certificates: ReadonlyMap<string, Certificate | undefined>;
  readonly crls: ReadonlyMap<string, Crl | undefined>;
};

/** All files of the suite; undefined for one that is no DER. */
export const readData = (): Data => ({
  certificates: readAll('certs', parseCertificate),
  crls: readAll('crls', parseCrl),
});

// Some of the suite's forged signatures are not even whole octets: such a file is refused as it is read.
function readAll<T>(folder: string, parse: (bytes: Buffer) => T): Map<string, T | undefined> {
  const attempt = (file: string): T | undefined => {
    try {
      return parse(readFileSync(join(data, folder, file)));
    } catch (error) {
      assert.ok(error instanceof DerError, String(error));
      return undefined;
    }
  };
  return new Map(readdirSync(join(data, folder)).map((file) => [file.replace(/\.cr[tl]$/, ''), attempt(file)]));
}

export const present = <T>(values: Iterable<T | undefined>): T[] => [...values].filter((value) => value !== undefined);

export const policyOid = (name: string): string =>
  name === 'anyPolicy' ? oids.anyPolicy : name.replace('NIST-test-policy-', '2.16.840.1.101.3.2.1.48.');

/** Our verdict on one case; undefined where its target is no DER. */
export function judge(one: Case, { certificates, crls }: Data, extra: Partial<Trust> = {}): Verdict | undefined {
  const chain = one.certificates.map((name) => certificates.get(name));
  const target = chain.at(-1);
  if (target === undefined) return undefined;
  return verifyCertificate(target, {
    anchors: [anchorOf(chain[0]!)],
    certificates: new CertificatePool(present(chain.slice(1, -1))),
    crls: new CrlPool(present(one.crls.map((name) => crls.get(name)))),
    at: new Date('2011-04-15T00:00:00Z'),
    status: 'required',
    rules: {
      algorithms: historicAlgorithms,
      policies: one.wanted === undefined ? 'any' : new Set(one.wanted.map(policyOid)),
      explicitPolicy: one.explicitPolicy === true,
      inhibitMapping: one.inhibitMapping === true,
      inhibitAnyPolicy: one.inhibitAnyPolicy === true,
    },
    ...extra,
  });
}
