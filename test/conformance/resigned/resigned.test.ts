import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { der, DerError, elements, readDer, tags } from '../../../src/trust/der/index.ts';
import { parseSignedData, verifyOcspResponse, verifySignedData } from '../../../src/trust/formats/index.ts';
import { certificatePem, openSslFolder, pem } from '../../../src/trust/formats/test-parties.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
} from '../../../src/trust/path/index.ts';
import { runs } from '../../support/effort.ts';
import {
  answers,
  at,
  centre,
  certificates,
  content,
  issuer,
  lists,
  messages,
  messageWith,
  owner,
  responder,
  root,
  rootList,
  signedAttributes,
} from './world.ts';

// Debian: openssl. Nothing that we accept is refused there, but for what each test names.
const missing = spawnSync('openssl', ['version']).status === 0 ? undefined : 'openssl is not installed';
if (missing) console.error(`NOT RUN: OpenSSL did not judge what was signed again: ${missing}`);

const { put, openssl } = openSslFolder();
const seconds = String(at.getTime() / 1000);
for (const [name, party] of Object.entries({ root, centre, owner, responder }))
  put(`${name}.pem`, certificatePem(party));
put('root.crl', pem('X509 CRL', rootList));
put('content', content);

const limit = { interruptAfterTimeLimit: 200_000 };
function refusedAsDer(judge: () => boolean): boolean {
  try {
    return judge();
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** Each input we accept must be accepted there, or refused with words that are foreseen. */
function compare(
  inputs: fc.Arbitrary<Buffer>,
  ours: (bytes: Buffer) => boolean,
  theirs: (bytes: Buffer) => { ok: boolean; text: string },
  foreseen: RegExp,
): void {
  const count = { both: 0, foreseen: 0, refused: 0 };
  fc.assert(
    fc.property(inputs, (bytes) => {
      if (!refusedAsDer(() => ours(bytes))) return void count.refused++;
      const { ok, text } = theirs(bytes);
      if (!ok) assert.match(text, foreseen, bytes.toString('hex'));
      count[ok ? 'both' : 'foreseen']++;
    }),
    { ...runs(200), ...limit },
  );
  console.log(JSON.stringify(count));
  assert.ok(count.both > 0 && count.refused > 0, JSON.stringify(count));
}
const spoken = ({ ok, stdout, stderr }: ReturnType<typeof openssl>) => ({ ok, text: `${stdout.toString()}${stderr}` });

const rules = { algorithms: strictAlgorithms };
const pathOf = (target: Buffer, crls: readonly Buffer[], status: 'none' | 'required'): boolean =>
  verifyCertificate(parseCertificate(target), {
    anchors: [anchorOf(root.certificate)],
    certificates: new CertificatePool([centre.certificate]),
    crls: new CrlPool(crls.map(parseCrl)),
    at,
    status,
    rules,
  }).valid;

test('certificates changed and signed again by their issuer', { skip: missing }, () => {
  compare(
    certificates,
    (bytes) => pathOf(bytes, [], 'none'),
    (bytes) => {
      const target = put('target.pem', pem('CERTIFICATE', bytes));
      return spoken(openssl(`verify -attime ${seconds} -CAfile root.pem -untrusted centre.pem ${target}`));
    },
    // A key identifier of another key, by which OpenSSL seeks the issuer; a name with what is no text; a key of no known kind.
    /unable to get local issuer certificate|Could not read certificate|PUBKEY_get0:decode error/,
  );
});

test('lists changed and signed again by their issuer', { skip: missing }, () => {
  compare(
    lists,
    (bytes) => pathOf(owner.certificate.raw, [rootList, bytes], 'required'),
    (bytes) => {
      const file = put('centre.crl', pem('X509 CRL', bytes));
      return spoken(
        openssl(
          `verify -attime ${seconds} -crl_check_all -extended_crl -CAfile root.pem -untrusted centre.pem`,
          `-CRLfile root.crl -CRLfile ${file} owner.pem`,
        ),
      );
    },
    // A key identifier of another key.
    /unable to get certificate CRL/,
  );
});

test('OCSP answers changed and signed again by their responder', { skip: missing }, () => {
  compare(
    answers,
    (bytes) => verifyOcspResponse(bytes, owner.certificate, issuer, { ...rules, at }).status.state === 'good',
    (bytes) => {
      const { stdout, stderr } = openssl(
        `ocsp -respin ${put('a.ors', bytes)} -issuer centre.pem -cert owner.pem -CAfile root.pem -verify_other centre.pem`,
        `-no_nonce -attime ${seconds}`,
      );
      const text = `${stdout.toString()}${stderr}`;
      return { ok: text.includes('Response verify OK') && /owner\.pem: (WARNING[^]*)?good/.test(text), text };
    },
    /$^/,
  );
});

const holds = (bytes: Buffer): boolean =>
  verifySignedData(parseSignedData(bytes), { content }, { ...rules, at, pinned: true }).holds;
const opensslHolds = (bytes: Buffer): { ok: boolean; text: string } =>
  spoken(
    openssl(
      `cms -verify -cades -binary -inform DER -in ${put('m.p7s', bytes)} -content content -CAfile root.pem`,
      `-purpose any -attime ${seconds} -out out`,
    ),
  );

test('signed attributes changed and signed again by their signer', { skip: missing }, () => {
  // Further certificates in signing-certificate limit the path in OpenSSL; here they are left to the path's own rules.
  compare(messages, holds, opensslHolds, /ess cert id (not found|wrong order)/);
});

test('RFC 5652 5.4: attributes are signed in DER, or unsorted as OpenSSL takes them, and in no other form', {
  skip: missing,
}, () => {
  const all = elements(readDer(signedAttributes), tags.set).map(({ raw }) => raw);
  const asSet = (parts: readonly Buffer[]): Buffer => {
    const bytes = der.sequenceOf(parts);
    bytes[0] = 0x31;
    return bytes;
  };
  const longer = (part: Buffer): Buffer => Buffer.concat([part.subarray(0, 1), Buffer.of(0x81), part.subarray(1)]);
  const short = all.find((part) => part[1]! < 0x80)!;
  for (const [parts, expected] of [
    [all, true],
    [all.toReversed(), true],
    [all.map((part) => (part === short ? longer(part) : part)), false],
  ] as const) {
    const bytes = messageWith(asSet(parts));
    assert.equal(holds(bytes), expected, 'here');
    assert.equal(opensslHolds(bytes).ok, expected, 'there');
  }
});
