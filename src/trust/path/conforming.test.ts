import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, oids } from '../der/index.ts';
import { clausesBroken } from './conforming.ts';
import {
  authorityExtension,
  caExtension,
  extension,
  keyIdExtension,
  type Keys,
  makeCertificate,
  newKeys,
  usageExtension,
} from './test-authority.ts';

const keys = newKeys();
const aki = authorityExtension('key');
const ski = keyIdExtension('key');
const broken = (
  extensions: readonly Buffer[],
  more: Partial<Parameters<typeof makeCertificate>[0]> = {},
): readonly string[] =>
  clausesBroken(makeCertificate({ subject: 'Owner', issuer: 'Centre', keys, extensions, ...more })).map(
    (clause) => clause.split(' ')[0]!,
  );
const end = (...extensions: Buffer[]) => broken([aki, ...extensions]);
const centre = (...extensions: Buffer[]) => broken([aki, ski, ...extensions]);
const names = (...all: Buffer[]): Buffer => extension(oids.subjectAltName, der.sequence(...all));
const text = (number: number, value: string): Buffer => der.implicit(number, der.ia5String(value));

test('RFC 5280 4: what an issuer who keeps the profile makes breaks nothing', () => {
  assert.deepEqual(end(usageExtension(0)), []);
  assert.deepEqual(centre(caExtension(1), usageExtension(5, 6)), []);
  const good = [
    text(1, 'a@b.kg'),
    text(2, 'a.b.kg'),
    text(2, '*.b.kg'),
    text(6, 'https://b.kg/'),
    text(6, 'urn:uuid:1'),
  ];
  assert.deepEqual(end(names(...good, der.implicit(7, der.octetString(Buffer.alloc(16))))), []);
});

test('RFC 5280 4.1: serial numbers, names, times and keys that an issuer may not put there', () => {
  for (const serial of [0, -1, 1n << 160n]) assert.deepEqual(broken([aki], { serial }), ['4.1.2.2'], `${serial}`);
  assert.deepEqual(broken([aki], { serial: (1n << 159n) - 1n }), []);
  assert.deepEqual(broken([aki], { issuer: der.sequence() }), ['4.1.2.4']);
  assert.deepEqual(broken([aki], { from: new Date('2030-01-01'), to: new Date('2029-01-01') }), ['4.1.2.5']);
  assert.deepEqual(broken([aki], { to: new Date('2055-01-01') }), []);
  const info = Buffer.from(keys.publicKey.export({ type: 'spki', format: 'der' }));
  info[info.length - 1]! ^= 1;
  const offCurve = { publicKey: { export: () => info } } as unknown as Keys;
  assert.deepEqual(broken([aki], { keys: offCurve, by: keys }), ['4.1.2.7']);
});

test('RFC 5280 4.1.2.5: a time before 2050 is a UTCTime', () => {
  const certificate = makeCertificate({
    subject: 'a',
    issuer: 'b',
    keys,
    extensions: [aki],
    to: new Date('2049-12-31'),
  });
  assert.deepEqual(clausesBroken(certificate), []);
  // The same seen by the year of the other form.
  assert.deepEqual(clausesBroken({ ...certificate, notAfter: new Date('2050-01-01') }), ['4.1.2.5 validity']);
});

test('RFC 5280 4.2: extensions that an issuer may not make so', () => {
  const noCa = extension(oids.basicConstraints, der.sequence(), true);
  const tree = (...more: Buffer[]): Buffer => der.implicit(0, der.sequence(der.sequence(text(2, 'kg'), ...more)));
  const limits = (critical: boolean, ...more: Buffer[]): Buffer =>
    extension(oids.nameConstraints, der.sequence(tree(...more)), critical);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['4.2.1.1', broken([])],
    ['4.2.1.1', broken([extension(oids.authorityKeyIdentifier, der.sequence(der.implicit(2, der.integer(1))))])],
    ['4.2.1.2', broken([aki, caExtension()])],
    ['4.2.1.3', end(usageExtension())],
    ['4.2.1.3', end(noCa, usageExtension(0, 5))],
    ['4.2.1.6', end(names(text(2, ' ')))],
    ['4.2.1.6', end(names(text(2, 'a..kg')))],
    ['4.2.1.6', end(names(text(1, 'nobody')))],
    ['4.2.1.6', end(names(text(6, '/relative')))],
    ['4.2.1.6', end(names(der.implicit(7, der.octetString(Buffer.alloc(5)))))],
    ['4.2.1.9', centre(extension(oids.basicConstraints, der.sequence(der.boolean(true))))],
    ['4.2.1.9', end(extension(oids.basicConstraints, der.sequence(der.integer(0)), true))],
    ['4.2.1.9', centre(caExtension(0), usageExtension(6))],
    ['4.2.1.10', centre(caExtension(), limits(false))],
    ['4.2.1.10', centre(caExtension(), limits(true, der.implicit(1, der.integer(3))))],
    ['4.2.1.10', end(limits(true))],
    [
      '4.2.1.11',
      centre(caExtension(), extension(oids.policyConstraints, der.sequence(der.implicit(0, der.integer(0))))),
    ],
    [
      '4.2.1.13',
      end(extension(oids.cRLDistributionPoints, der.sequence(der.sequence(der.implicit(1, der.namedBits([1])))))),
    ],
    ['4.2.1.14', centre(caExtension(), extension(oids.inhibitAnyPolicy, der.integer(0)))],
  ];
  for (const [index, [clause, found]] of rows.entries()) assert.deepEqual(found, [clause], `row ${index}`);
  assert.deepEqual(centre(caExtension(), limits(true)), []);
});
