import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dnsWithin, emailWithin, ipWithin, uriWithin } from './subtrees.ts';

type Row = readonly [name: string, base: string, within: boolean | 'unprocessable'];

function check(within: (name: string, base: string) => boolean | 'unprocessable', rows: readonly Row[]): void {
  for (const [name, base, expected] of rows) assert.equal(within(name, base), expected, `${name} within ${base}`);
}

test('RFC 5280 4.2.1.10: host names lie within themselves and by labels to the left', () => {
  check(dnsWithin, [
    ['example.kg', 'example.kg', true],
    ['WWW.Example.KG', 'example.kg', true],
    ['www.example.kg.', 'example.kg', true],
    ['badexample.kg', 'example.kg', false],
    ['example.kg.evil.org', 'example.kg', false],
    ['kg', 'example.kg', false],
    ['example.kg', '.example.kg', 'unprocessable'],
    ['a.example.kg', '.example.kg', 'unprocessable'],
    ['a.example.kg', '*.example.kg', 'unprocessable'],
    ['.example.kg', 'example.kg', 'unprocessable'],
    ['*.example.kg', 'example.kg', true],
    ['anything.org', '', true],
    ['a b.example.kg', 'example.kg', 'unprocessable'],
    ['a..example.kg', 'example.kg', 'unprocessable'],
    ['example.kg', 'exa mple.kg', 'unprocessable'],
    ['example.kg\0.evil.org', 'evil.org', 'unprocessable'],
  ]);
});

test('RFC 5280 4.2.1.10: mailboxes by mailbox, host or domain', () => {
  check(emailWithin, [
    ['a@example.kg', 'a@example.kg', true],
    ['a@EXAMPLE.kg', 'a@example.kg', true],
    ['A@example.kg', 'a@example.kg', false],
    ['a@example.kg', 'example.kg', true],
    ['a@mail.example.kg', 'example.kg', false],
    ['a@mail.example.kg', '.example.kg', true],
    ['a@example.kg', '.example.kg', false],
    ['"a@b"@example.kg', 'example.kg', true],
    ['a@b@example.kg', 'example.kg', 'unprocessable'],
    ['a@example.kg', 'a@b@example.kg', 'unprocessable'],
    ['a b@example.kg', 'example.kg', 'unprocessable'],
    ['example.kg', 'example.kg', 'unprocessable'],
    ['a@', 'example.kg', 'unprocessable'],
    ['a@example.kg', '', 'unprocessable'],
  ]);
});

test('RFC 5280 4.2.1.10: addresses by their host, and none without a host', () => {
  check(uriWithin, [
    ['https://example.kg/x', 'example.kg', true],
    ['https://u:p@Example.KG:8443?x', 'example.kg', true],
    ['https://www.example.kg', 'example.kg', false],
    ['https://www.example.kg', '.example.kg', true],
    ['https://evil.org/@example.kg', 'example.kg', false],
    ['https://evil.org#.example.kg', '.example.kg', false],
    ['https://example.kg@evil.org', 'example.kg', false],
    ['https://192.0.2.1/', 'example.kg', 'unprocessable'],
    ['https://[2001:db8::1]/', 'example.kg', 'unprocessable'],
    ['mailto:a@example.kg', 'example.kg', 'unprocessable'],
    ['urn:uuid:0', 'example.kg', 'unprocessable'],
  ]);
});

test('RFC 5280 4.2.1.10: IP addresses by address and mask of the same version', () => {
  const ip = (...octets: number[]): Buffer => Buffer.from(octets);
  assert.equal(ipWithin(ip(192, 0, 2, 7), ip(192, 0, 2, 0, 255, 255, 255, 0)), true);
  assert.equal(ipWithin(ip(192, 0, 3, 7), ip(192, 0, 2, 0, 255, 255, 255, 0)), false);
  assert.equal(ipWithin(ip(192, 0, 3, 7), ip(192, 0, 2, 0, 255, 255, 254, 0)), true);
  assert.equal(ipWithin(ip(1, 2, 3, 4), ip(0, 0, 0, 0, 0, 0, 0, 0)), true);
  assert.equal(ipWithin(Buffer.alloc(16), ip(0, 0, 0, 0, 0, 0, 0, 0)), false);
  assert.equal(ipWithin(ip(1, 2, 3, 4), ip(0, 0, 0, 0, 255, 0, 255, 0)), 'unprocessable');
  assert.equal(ipWithin(ip(1, 2, 3), ip(0, 0, 0, 0, 0, 0, 0, 0)), 'unprocessable');
});
