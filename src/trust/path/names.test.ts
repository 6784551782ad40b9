import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/support/effort.ts';
import { der, oids, readDer } from '../der/index.ts';
import { preparedText } from './name-text.ts';
import { formatName, isWithin, type Name, readName, sameName } from './names.ts';

const rdn = (...attributes: readonly (readonly [string, Buffer])[]): Buffer =>
  der.setOf(...attributes.map(([type, value]) => der.sequence(der.oid(type), value)));
const name = (...rdns: readonly Buffer[]): Name => readName(readDer(der.sequence(...rdns)));
const cn = (value: Buffer): Name => name(rdn([oids.commonName, value]));

test('RFC 5280 7.1: names are compared without case, kind of string and spare blanks', () => {
  const base = cn(der.printableString('Test  Authority'));
  for (const same of [' test authority ', 'TEST\u00a0AUTHORITY', 'Test \t Authority', 'Te\u00adst Authority'])
    assert.ok(sameName(base, cn(der.utf8String(same))), same);
  assert.ok(sameName(cn(der.utf8String('ӨКҮМӨТ')), cn(der.utf8String('өкүмөт'))));
  assert.ok(sameName(cn(der.utf8String('e\u0301')), cn(der.utf8String('É'))));
  assert.ok(sameName(cn(der.utf8String('Straße')), cn(der.utf8String('STRASSE'))));
  for (const other of ['TestAuthority', 'Test Authorit', 'Test Authority.', ''])
    assert.ok(!sameName(base, cn(der.utf8String(other))), other);
});

test('names of other types, another order or with more parts are other names', () => {
  const value = der.utf8String('a');
  assert.ok(!sameName(cn(value), name(rdn([oids.surname, value]))));
  assert.ok(!sameName(cn(value), name(rdn([oids.commonName, value]), rdn([oids.commonName, value]))));
  const [first, second] = [[oids.commonName, value] as const, [oids.surname, value] as const];
  assert.ok(sameName(name(rdn(first, second)), name(rdn(second, first))));
  assert.ok(!sameName(name(rdn(first), rdn(second)), name(rdn(second), rdn(first))));
  assert.ok(!sameName(name(rdn(first, second)), name(rdn(first), rdn(second))));
  // No text of one attribute can look like the border to another.
  const sly = der.utf8String(`a\u0002${oids.surname}\u0001=a`);
  assert.ok(!sameName(name(rdn([oids.commonName, sly])), name(rdn(first, second))));
});

test('what RFC 4518 prohibits equals only itself', () => {
  assert.equal(preparedText('\ue000'), undefined);
  assert.ok(sameName(cn(der.utf8String('a\ue000')), cn(der.utf8String('a\ue000'))));
  assert.ok(!sameName(cn(der.utf8String('a\ue000')), cn(der.utf8String('A\ue000'))));
});

test('a prepared text stays as it is when prepared again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = preparedText(text);
      if (once !== undefined) assert.equal(preparedText(once), once);
    }),
    runs(2_000),
  );
});

test('a name lies within its beginning', () => {
  const part = (text: string): Buffer => rdn([oids.organizationName, der.utf8String(text)]);
  assert.ok(isWithin(name(part('a'), part('b')), name(part('A'))));
  assert.ok(isWithin(name(part('a')), name()));
  assert.ok(!isWithin(name(part('a')), name(part('a'), part('b'))));
  assert.ok(!isWithin(name(part('b'), part('a')), name(part('a'))));
});

test('names are shown the way people read them', () => {
  const shown = name(
    rdn([oids.countryName, der.printableString('KG')]),
    rdn([oids.commonName, der.utf8String('Айгүл, #1 ')], [oids.serialNumber, der.printableString('7')]),
  );
  assert.equal(formatName(shown), 'serialNumber=7+CN=Айгүл\\, #1\\ ,C=KG');
});
