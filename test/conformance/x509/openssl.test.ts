import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { oids } from '../../../src/trust/der/index.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
} from '../../../src/trust/path/index.ts';
import { crlBytes, newKeys } from '../../../src/trust/path/test-authority.ts';
import { runs } from '../../support/effort.ts';
import { at, type Chain, chains, type Made, make } from './chains.ts';

// Debian: openssl.
const missing = spawnSync('openssl', ['version']).status === 0 ? undefined : 'openssl is not installed';
if (missing) console.error(`NOT RUN: OpenSSL did not judge our path validation: ${missing}`);

const folder = mkdtempSync(join(tmpdir(), 'makulduk-x509-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const pem = (label: string, all: readonly Buffer[]): string =>
  all
    .map(
      (bytes) =>
        `-----BEGIN ${label}-----\n${bytes
          .toString('base64')
          .match(/.{1,64}/g)!
          .join('\n')}\n-----END ${label}-----\n`,
    )
    .join('');

function theirs({ root, others, target, crls }: Made, chain: Chain): { accepts: boolean; says: string } {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const answer = spawnSync(
    'openssl',
    [
      'verify',
      '-x509_strict',
      '-policy_check',
      '-crl_check_all',
      '-attime',
      String(at.getTime() / 1000),
      '-CAfile',
      file('root.pem', pem('CERTIFICATE', [root])),
      ...(others.length > 0 ? ['-untrusted', file('others.pem', pem('CERTIFICATE', others))] : []),
      ...(crls.length > 0 ? ['-CRLfile', file('crls.pem', pem('X509 CRL', crls))] : []),
      ...(chain.wanted ?? [oids.anyPolicy]).flatMap((policy) => ['-policy', policy]),
      ...(chain.explicit ? ['-explicit_policy'] : []),
      ...(chain.inhibitMapping ? ['-inhibit_map'] : []),
      ...(chain.inhibitAny ? ['-inhibit_any'] : []),
      file('target.pem', pem('CERTIFICATE', [target])),
    ],
    { encoding: 'utf8', timeout: 30_000 },
  );
  return { accepts: answer.status === 0, says: answer.stderr.replaceAll(folder, '') };
}

const ours = ({ root, others, target, crls }: Made, chain: Chain) =>
  verifyCertificate(parseCertificate(target), {
    anchors: [anchorOf(parseCertificate(root))],
    certificates: new CertificatePool(others.map(parseCertificate)),
    crls: new CrlPool(crls.map(parseCrl)),
    at,
    status: 'required',
    rules: {
      algorithms: strictAlgorithms,
      policies: chain.wanted === null ? 'any' : new Set(chain.wanted),
      explicitPolicy: chain.explicit,
      inhibitMapping: chain.inhibitMapping,
      inhibitAnyPolicy: chain.inhibitAny,
    },
  });

test('OpenSSL and we say the same about random chains', { skip: missing }, () => {
  const count = { both: 0, neither: 0 };
  fc.assert(
    fc.property(chains, (chain) => {
      const made = make(chain);
      const [we, they] = [ours(made, chain), theirs(made, chain)];
      assert.equal(we.valid, they.accepts, `we: ${JSON.stringify(we.problems)}; they: ${they.says}`);
      if (we.valid) count.both++;
      else count.neither++;
    }),
    { ...runs(150), interruptAfterTimeLimit: 250_000 },
  );
  assert.ok(count.both > 10 && count.neither > 10, JSON.stringify(count));
});

test('certificates and lists that OpenSSL makes under every trusted algorithm verify, and not with one octet changed', {
  skip: missing,
}, () => {
  const kinds: Record<string, string[]> = {
    'P-256': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    'P-384': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384'],
    'P-521': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-sha512'],
    RSA: ['-newkey', 'rsa:2048'],
    PSS: ['-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'],
    Ed25519: ['-newkey', 'ed25519'],
    Ed448: ['-newkey', 'ed448'],
  };
  for (const [name, options] of Object.entries(kinds)) {
    const [key, out] = [join(folder, 'key.pem'), join(folder, 'own.der')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-nodes',
        ...options,
        '-keyout',
        key,
        '-out',
        out,
        '-outform',
        'DER',
        '-days',
        '2',
        '-subj',
        '/C=KG/CN=Test centre',
      ],
      { stdio: 'ignore' },
    );
    const bytes = readFileSync(out);
    const judge = (target: Buffer) => {
      const certificate = parseCertificate(target);
      return verifyCertificate(certificate, {
        anchors: [anchorOf(parseCertificate(bytes))],
        certificates: new CertificatePool([]),
        crls: new CrlPool([]),
        at: parseCertificate(bytes).notBefore,
        status: 'none',
        rules: { algorithms: strictAlgorithms },
      });
    };
    assert.deepEqual(judge(bytes).problems, [], name);
    const forged = Buffer.from(bytes);
    forged[forged.length - 3]! ^= 1;
    assert.equal(judge(forged).valid, false, name);
  }
});

test('OpenSSL and we read the same entries in a list', { skip: missing }, () => {
  const serials = [0, 1, 127, 128, 255, 256, 2 ** 40 + 5];
  const bytes = crlBytes({
    issuer: 'Lists',
    by: newKeys(),
    entries: serials.map((serial, index) => ({ serial, at: new Date(Date.UTC(2026, 0, index + 1)) })),
  });
  writeFileSync(join(folder, 'list.der'), bytes);
  const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-in', join(folder, 'list.der'), '-noout', '-text'], {
    encoding: 'utf8',
  });
  const found = [...text.matchAll(/Serial Number: ([0-9A-F]+)\s+Revocation Date: (.*)/g)].map(
    ([, serial, date]) => `${BigInt(`0x${serial}`)} ${new Date(date!).toISOString()}`,
  );
  assert.deepEqual(
    [...parseCrl(bytes).entries.all()].map(
      ({ serial, revocationDate }) => `${BigInt(`0x${serial}`)} ${revocationDate.toISOString()}`,
    ),
    found,
  );
  assert.equal(found.length, serials.length);
});
