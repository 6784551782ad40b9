import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { openSslFolder, pem } from '../../../src/trust/formats/test-parties.ts';
import { centre, list, person, root } from '../../../src/trust/verify/test-world.ts';
import { holdsSection } from '../support/section.ts';
import { listSets } from './lists.ts';
import { stampTokens } from './stamps.ts';
import { now } from './world.ts';

// The time-stamps and lists before OpenSSL 3.0: `ts -verify` and `verify -crl_check_all`. What it refuses and we take would be ours to mend,
// unless a norm says so; what it takes and we refuse has its reason here.

const isThere = spawnSync('openssl', ['version']).status === 0;
const { put, openssl } = openSslFolder();
const seconds = Math.floor(now.getTime() / 1000);
const trusted = (): void => void put('root.pem', pem('CERTIFICATE', root.certificate.raw));

const notAsked = 'OpenSSL says whether it is a token over the data; what its moment proves is asked here (ES-11.2a)';
const notATime = 'RFC 3161 2.4.2: the moment has seconds and ends with Z';
const stampsOnlyTheirs: Readonly<Record<string, string>> = {
  'after the end': notAsked,
  'whose clock may have been off by the days until the end': notAsked,
  'whose clock may have been off by years': notAsked,
  'before the end by less than a clock is right': notAsked,
  tomorrow: notAsked,
  'before the certificate was there': notAsked,
  'by a service whose term had not begun': notAsked,
  'by SHA-1': 'ES-4.2: SHA-1 convinces nobody here',
  'with a moment of another zone': notATime,
  'with a moment without seconds': notATime,
  'with something critical': 'RFC 3161 2.4.2, RFC 5280 4.2: OpenSSL does not look at extensions of a token',
  'of a type that is signed otherwise': 'RFC 5652 11.1: OpenSSL does not compare the content type',
  'with octets behind': 'OpenSSL reads the first value of a file; the attribute has one and nothing behind',
};

const asksForDeltas = 'RFC 5280 5.2.4: OpenSSL looks for deltas only where certificate or list names a place for them';
const listsOnlyOurs: Readonly<Record<string, string>> = {
  'until this very moment': 'RFC 5280 6.3.3: over is a list after its nextUpdate; to OpenSSL at that moment',
  'the end to come': 'ES-14.7b: an end counts from the moment of its entry, which is to come',
  'taken off by a delta': asksForDeltas,
};
const listsOnlyTheirs: Readonly<Record<string, string>> = {
  'without an end': 'RFC 5280 5.1.2.5: nextUpdate is there; of a list without one nobody knows whether it is current',
  'of no reasons': 'RFC 5280 5.2.5: a list of no reason tells of none',
  'that it was taken off, and the entry':
    'RFC 5280 5.3.1: "taken off" is for deltas; of two entries OpenSSL takes the first',
  'in a delta': asksForDeltas,
  'in a delta by a base long before': asksForDeltas,
  'in the older of two lists of other scopes':
    'RFC 5280 6.3.3: every list in force is looked at; OpenSSL takes the best',
  'clean, says the centre by SHA-1': 'ES-4.2: SHA-1 convinces nobody here',
  'clean, says the centre by an algorithm with parameters': 'RFC 5758 3.2: parameters are absent',
};

/** RFC 5280 5.1.1.2: OpenSSL 3.0.22 compares the two algorithms of a list, 3.0.20 did not; not taken here, whatever it says. */
const listsByRelease: readonly string[] = [
  'clean, says the centre by one algorithm inside and another outside',
  'clean, says the centre, parameters outside only',
];

type Said = { readonly name: string; readonly ours: boolean; readonly theirs: boolean };

function compare(
  found: readonly Said[],
  onlyOurs: Readonly<Record<string, string>>,
  onlyTheirs: Readonly<Record<string, string>>,
): void {
  const named = (ours: boolean, theirs: boolean): string[] =>
    found.flatMap((one) => (one.ours === ours && one.theirs === theirs ? [one.name] : []));
  assert.deepEqual(named(true, false).toSorted(), Object.keys(onlyOurs).toSorted());
  assert.deepEqual(named(false, true).toSorted(), Object.keys(onlyTheirs).toSorted());
  assert.ok(named(true, true).length >= 5 && named(false, false).length >= 30, 'both were asked');
}

const absent = (t: TestContext): boolean => {
  if (isThere) return false;
  t.diagnostic('NOT RUN: openssl is not installed');
  t.skip('NOT RUN: openssl is not installed');
  return true;
};

test('what OpenSSL refuses of the hostile time-stamps proves nothing here, and each difference has its reason', (t) => {
  if (absent(t)) return;
  trusted();
  put('above.pem', pem('CERTIFICATE', centre.certificate.raw));
  const { over, all } = stampTokens();
  put('data', over);
  const found = all.map(({ name, ours, token }) => {
    put('token', token);
    const asked = `ts -verify -token_in -in token -data data -CAfile root.pem -untrusted above.pem -attime ${seconds}`;
    return { name, ours, theirs: openssl(asked).ok };
  });
  compare(found, {}, stampsOnlyTheirs);
});

test('a certificate that OpenSSL refuses by the hostile lists is not good here, and each difference has its reason', (t) => {
  if (absent(t)) return;
  trusted();
  put('person.pem', pem('CERTIFICATE', person.certificate.raw));
  const found = listSets().map(({ name, ours, lists, beside }) => {
    put('lists.pem', [list(root, now), ...lists].map(({ raw }) => pem('X509 CRL', raw)).join(''));
    put('beside.pem', [centre, ...beside].map(({ certificate }) => pem('CERTIFICATE', certificate.raw)).join(''));
    const { ok, stderr } = openssl(
      `verify -x509_strict -crl_check_all -extended_crl -use_deltas -attime ${seconds} -CAfile root.pem -untrusted beside.pem -CRLfile lists.pem person.pem`,
    );
    // The tool goes on after some faults, of whoever signed a list too, and only prints them.
    return { name, ours, theirs: ok && !/\berror\b/.test(stderr) };
  });
  const byRelease = found.filter(({ name }) => listsByRelease.includes(name));
  assert.deepEqual(
    byRelease.map(({ ours }) => ours),
    [false, false],
  );
  compare(
    found.filter((one) => !byRelease.includes(one)),
    listsOnlyOurs,
    listsOnlyTheirs,
  );
});

test('docs/conformance.md names the differences about time-stamps and lists', () => {
  const rows = (what: string, all: Readonly<Record<string, string>>, ours: string, theirs: string): string[] =>
    Object.entries(all).map(([name, why]) => `| ${what}: ${name} | ${ours} | ${theirs} | ${why} |`);
  const table = [
    '| what | ours | OpenSSL | why |',
    '|---|---|---|---|',
    ...rows('time-stamp', stampsOnlyTheirs, 'not valid', 'verifies'),
    ...rows('list', listsOnlyOurs, 'good', 'refused'),
    ...rows('list', listsOnlyTheirs, 'not good', 'good'),
  ].join('\n');
  assert.ok(holdsSection('hostile-openssl-others', table), table);
});
