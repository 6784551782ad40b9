import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { openSslFolder, pem } from '../../../src/trust/formats/test-parties.ts';
import { centre, document, root } from '../../../src/trust/verify/test-world.ts';
import { holdsSection } from '../support/section.ts';
import { attributeMessages } from './attributes.ts';
import { message } from './cms.ts';
import { now } from './world.ts';

// The same messages before OpenSSL. What it refuses and we take would be ours to mend, unless a norm says so; what it takes and we refuse
// has its reason here.

const isThere = spawnSync('openssl', ['version']).status === 0;

const onlyOurs: Readonly<Record<string, string>> = {
  'attributes that are not in order':
    'RFC 5652 5.4: signed is their order in DER; OpenSSL computes over the order they came in',
};
/** Of two certificates of one name and number OpenSSL takes the first in the set, which are sorted by their octets: by chance. */
const byChance: Readonly<Record<string, string>> = {
  'a lookalike before it':
    'OpenSSL takes the first certificate of the name and number; we take the one that the signature names by its digest',
};
const looksAtNoType = 'RFC 5652 11.1: OpenSSL does not compare the content type';
const looksAtNoVersion = 'RFC 5652 5.3: OpenSSL does not look at the version of a signer';
const looksAtNoAlgorithm =
  'RFC 5754, 5652 5.3: OpenSSL verifies by the kind of the key and the digest, whatever the algorithm is called';
const looksAtNoProtection = 'RFC 6211: OpenSSL 3.0 does not read it';
const weak = 'ES-4.2: SHA-1 convinces nobody here';
const onlyTheirs: Readonly<Record<string, string>> = {
  'another content type': looksAtNoType,
  'another content type outside': looksAtNoType,
  'the digest by SHA-1 under SHA-1, the value too': weak,
  'the certificate by SHA-1 only': weak,
  'the certificate by SHA-1 called so': weak,
  'a digest with parameters': 'RFC 5754 2: absent or NULL',
  'a signer by key identifier of version 1': looksAtNoVersion,
  'a signer by number of version 3': looksAtNoVersion,
  'a version that does not exist': looksAtNoVersion,
  'no attributes, the document signed': 'EN 319 122-1 5.2.2: nothing names the certificate; not determined here',
  'no attributes, another content type': 'RFC 5652 5.3: signed attributes must be there',
  'time that is none': 'RFC 5652 11.3: OpenSSL does not read the time',
  'algorithms protected that are others': looksAtNoProtection,
  'a signature protected that is another': looksAtNoProtection,
  'algorithms protected twice': looksAtNoProtection,
  'by ECDSA with parameters': looksAtNoAlgorithm,
  'by the name of the key': looksAtNoAlgorithm,
  'by RSA in name': looksAtNoAlgorithm,
  'by SHA-512 in name': looksAtNoAlgorithm,
  'by the digest as algorithm': looksAtNoAlgorithm,
};

test('what OpenSSL refuses of the hostile messages is not valid here, and each difference has its reason', (t) => {
  if (!isThere) {
    t.diagnostic('NOT RUN: openssl is not installed');
    return t.skip('NOT RUN: openssl is not installed');
  }
  const { put, openssl } = openSslFolder();
  put('above.pem', [root, centre].map(({ certificate }) => pem('CERTIFICATE', certificate.raw)).join(''));
  put('document', document);
  const seconds = Math.floor(now.getTime() / 1000);
  const takes = (bytes: Uint8Array, detached: boolean): boolean => {
    put('message', bytes);
    const content = detached ? ' -content document' : '';
    return openssl(
      `cms -verify -cades -binary -inform DER -in message${content} -CAfile above.pem -purpose any -attime ${seconds} -out out`,
    ).ok;
  };
  const found = attributeMessages().map(({ name, expected, of }) => ({
    name,
    ours: expected !== 'not valid',
    theirs: takes(message(of), of.content === undefined),
  }));
  const named = (ours: boolean, theirs: boolean): string[] =>
    found
      .filter((one) => one.ours === ours && one.theirs === theirs && !(one.name in byChance))
      .map(({ name }) => name);
  assert.deepEqual(named(true, false).toSorted(), Object.keys(onlyOurs).toSorted());
  assert.deepEqual(named(false, true).toSorted(), Object.keys(onlyTheirs).toSorted());
  assert.ok(named(true, true).length >= 15 && named(false, false).length >= 54, 'both were asked');
});

test('docs/conformance.md names the differences', () => {
  const rows = (all: Readonly<Record<string, string>>, ours: string, theirs: string): string[] =>
    Object.entries(all).map(([name, why]) => `| ${name} | ${ours} | ${theirs} | ${why} |`);
  const table = [
    '| message | ours | OpenSSL | why |',
    '|---|---|---|---|',
    ...rows(onlyOurs, 'valid', 'refused'),
    ...rows(byChance, 'valid', 'by their order'),
    ...rows(onlyTheirs, 'not valid', 'verifies'),
  ].join('\n');
  assert.ok(holdsSection('hostile-openssl', table), table);
});
