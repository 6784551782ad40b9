import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, DerError, oids } from '../der/index.ts';
import { strictAlgorithms } from './algorithm-policy.ts';
import { anchorOf } from './anchor.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { parseCrl } from './crl.ts';
import { CertificatePool, CrlPool } from './pools.ts';
import {
  caExtension,
  certificateBytes,
  crlBytes,
  extension,
  makeCertificate,
  makeCrl,
  nameBytes,
  newKeys,
  usageExtension,
} from './test-authority.ts';
import type { Trust, Verdict } from './trust.ts';
import { verifyCertificate } from './verify-certificate.ts';

// What strangers may send: large, deep, circular. Everything ends soon, with a verdict or a refusal.

const [rootKeys, keys] = [newKeys(), newKeys()];
const at = new Date('2026-06-15T12:00:00Z');
const ca = [caExtension(), usageExtension(5, 6)];
const root = makeCertificate({ subject: 'Root', issuer: 'Root', keys: rootKeys, extensions: ca });

const verify = (target: Certificate, certificates: Certificate[], more: Partial<Trust> = {}): Verdict =>
  verifyCertificate(target, {
    anchors: [anchorOf(root)],
    certificates: new CertificatePool(certificates),
    crls: new CrlPool([]),
    at,
    rules: { algorithms: strictAlgorithms },
    status: 'none',
    ...more,
  });
const faults = ({ problems }: Verdict): string[] => problems.map(({ fault }) => fault);

function within(milliseconds: number, act: () => void): void {
  const before = performance.now();
  act();
  const took = performance.now() - before;
  assert.ok(took < milliseconds, `${took} ms`);
}

test('thousands of issuers of one name end at the budget', () => {
  const made = makeCertificate({ subject: 'Centre', issuer: 'Centre', keys, extensions: ca });
  const many = Array.from({ length: 30_000 }, (_, index) => ({ ...made, fingerprint: String(index) }));
  const target = makeCertificate({ subject: 'Owner', issuer: 'Centre', keys: newKeys(), by: keys });
  within(5_000, () => assert.deepEqual(faults(verify(target, many)), ['work-budget']));
});

test('a path longer than anybody’s is not looked for', () => {
  const all = Array.from({ length: 40 }, (_, index) => ({ name: `Centre ${index}`, keys: newKeys() }));
  const chain = all.map(({ name, keys: own }, index) =>
    makeCertificate({
      subject: name,
      issuer: all[index - 1]?.name ?? 'Root',
      keys: own,
      by: all[index - 1]?.keys ?? rootKeys,
      extensions: ca,
    }),
  );
  assert.deepEqual(faults(verify(chain[10]!, chain.slice(0, 10))), []);
  within(5_000, () => assert.deepEqual(faults(verify(chain[39]!, chain.slice(0, 39))), ['no-path']));
});

test('signers of lists that vouch for one another in a circle vouch for nobody', () => {
  const signers = ['A', 'B'].map((name, index) => ({ name, keys: newKeys(), serial: 50 + index }));
  const point = (issuer: string): Buffer =>
    extension(
      oids.cRLDistributionPoints,
      der.sequence(der.sequence(der.implicit(2, der.sequence(der.explicit(4, nameBytes(issuer)))))),
    );
  const indirect = extension(oids.issuingDistributionPoint, der.sequence(der.implicit(4, der.boolean(true))), true);
  const [first, second] = signers.map(({ name, keys: own, serial }) =>
    makeCertificate({
      subject: name,
      issuer: 'Root',
      keys: own,
      by: rootKeys,
      serial,
      extensions: [usageExtension(6), point(name === 'A' ? 'B' : 'A')],
    }),
  );
  const crls = new CrlPool(
    signers.map(({ name, keys: own }) => makeCrl({ issuer: name, by: own, extensions: [indirect] })),
  );
  const target = makeCertificate({ subject: 'Owner', issuer: 'Root', keys, by: rootKeys, extensions: [point('A')] });
  const verdict = verify(target, [first!, second!], { crls, status: 'required' });
  assert.deepEqual(verdict.problems, [{ fault: 'status-unknown', at: 0, detail: 'crl-signer' }]);
});

test('huge names, lists of extensions and keys are refused as they are read, or do not count', () => {
  const long = der.sequence(der.setOf(der.sequence(der.oid(oids.commonName), der.utf8String('\ufdfa'.repeat(60_000)))));
  const refused = (bytes: Buffer): void => assert.throws(() => parseCertificate(bytes), DerError);
  within(5_000, () => {
    refused(certificateBytes({ subject: long, issuer: 'Root', keys }));
    refused(
      certificateBytes({ subject: 'A', issuer: 'Root', keys, extensions: [extension('1.2.3', Buffer.alloc(300_000))] }),
    );
    const many = Array.from({ length: 200 }, (_, index) => extension(`1.2.3.${index}`, Buffer.alloc(0)));
    refused(certificateBytes({ subject: 'A', issuer: 'Root', keys, extensions: many }));
    refused(
      certificateBytes({
        subject: 'A',
        issuer: 'Root',
        keys,
        extensions: [extension('1.2.3', der.nul()), extension('1.2.3', der.nul())],
      }),
    );
    assert.throws(() => parseCrl(crlBytes({ issuer: long, by: keys })), DerError);
    assert.throws(
      () => parseCrl(crlBytes({ issuer: 'A', by: keys, extensions: [extension('1.2.3', Buffer.alloc(2 ** 21))] })),
      DerError,
    );
  });
});

test('a key too large to be computed with in time is no key', () => {
  const modulus = Buffer.alloc(5_000, 0xff);
  const key = der.sequence(der.unsignedInteger(modulus), der.unsignedInteger(Buffer.of(1, 0, 1)));
  const raw = der.sequence(der.algorithmIdentifier(oids.rsaEncryption, der.nul()), der.bitString(key));
  const target = makeCertificate({ subject: 'Owner', issuer: 'Root', keys, by: rootKeys });
  const info = { raw, algorithm: oids.rsaEncryption, parameters: der.nul(), key };
  within(2_000, () =>
    assert.deepEqual(faults(verify(target, [], { anchors: [{ name: root.subject, publicKey: info }] })), [
      'key-unreadable',
    ]),
  );
});
