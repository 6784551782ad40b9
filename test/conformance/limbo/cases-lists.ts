import { der, oids } from '../../../src/trust/der/index.ts';
import { extension, newKeys } from '../../../src/trust/path/test-authority.ts';
import { type Case, centre, dns, entry, leaf, list, type Party, root, uri, usage } from './world.ts';

// crl::*: lists.

const at = '2024-01-01T00:00:00Z';
const unknown = (critical: boolean): Buffer => extension('1.3.6.1.4.1.55738.666.1', Buffer.alloc(0), critical);
const someone = [entry(7)];
const names = (...all: Buffer[]): Buffer => der.explicit(0, der.implicit(0, der.sequence(...all)));
const point = (...all: Buffer[]): Buffer =>
  extension(oids.cRLDistributionPoints, der.sequence(der.sequence(names(...all))));
const issuing = (...parts: Buffer[]): Buffer => extension(oids.issuingDistributionPoint, der.sequence(...parts), true);
const flag = (number: number): Buffer => der.implicit(number, der.boolean(true));
const [here, there] = [uri('http://example.com/partition.crl'), uri('http://example.com/other.crl')];

function one(
  name: string,
  expected: Case['expected'],
  make: (top: Party, end: Party) => readonly Buffer[],
  wanted: { top?: Parameters<typeof root>[0]; end?: Parameters<typeof leaf>[1] } = {},
): Case {
  const top = root(wanted.top);
  const target = leaf(top, wanted.end);
  return { name: `crl::${name}`, expected, anchors: [top], target, lists: make(top, target), at };
}

function twoRoots(name: string, expected: Case['expected'], make: (a: Party, b: Party, end: Party) => Buffer[]): Case {
  const [a, b] = [root({ name: 'Root CA 1' }), root({ name: 'Root CA 2' })];
  const target = leaf(a);
  return { name: `crl::${name}`, expected, anchors: [a, b], target, lists: make(a, b, target), at };
}

function caOutOfScope(): Case {
  const top = root();
  const middle = centre(top);
  return {
    name: 'crl::idp-only-contains-user-certs-ca-target',
    expected: 'invalid',
    anchors: [top],
    others: [middle],
    target: leaf(middle),
    lists: [list(top, { extensions: [issuing(flag(1))] }), list(middle)],
    at,
  };
}

const million = Array.from({ length: 10_000 }, (_, index) => entry(2 ** 40 + index));
const crlSignOnly = { top: { usage: usage(false, 5) } };

export const listCases = (): Case[] => [
  one('revoked-certificate-with-crl', 'invalid', (top, end) => [list(top, { entries: [entry(end.serial)] })]),
  one('crlnumber-missing', 'invalid', (top) => [list(top, { entries: someone, numbered: null })]),
  one('crlnumber-critical', 'invalid', (top) => [
    list(top, { entries: someone, numbered: extension(oids.cRLNumber, der.integer(1), true) }),
  ]),
  one('certificate-not-on-crl', 'valid', (top) => [list(top, { entries: someone })]),
  twoRoots('certificate-serial-on-crl-different-issuer', 'valid', (a, b, end) => [
    list(a),
    list(b, { entries: [entry(end.serial)] }),
  ]),
  one('issuer-missing-crlsign', 'invalid', (top) => [list(top, { entries: someone })], crlSignOnly),
  one('issuer-no-keyusage-extension', 'valid', (top) => [list(top, { entries: someone })], { top: { usage: null } }),
  one('issuer-valid-crlsign-and-keycertsign', 'valid', (top) => [list(top, { entries: someone })], {
    top: { usage: usage(false, 5, 6) },
  }),
  one('crl-invalid-signature', 'invalid', (top) => [list(top, { by: newKeys(), entries: someone })]),
  twoRoots('crl-wrong-signing-key', 'invalid', (a, b) => [list(b, { issuer: a.name, entries: someone })]),
  one('crl-empty', 'valid', (top) => [list(top)]),
  one('crl-very-large', 'valid', (top) => [list(top, { entries: million })]),
  one('crl-unknown-critical-extension', 'invalid', (top) => [list(top, { extensions: [unknown(true)] })]),
  one('crl-unknown-noncritical-extension', 'valid', (top) => [list(top, { extensions: [unknown(false)] })]),
  one('crl-duplicate-revoked-serial', 'invalid', (top) => [list(top, { entries: [entry(7), entry(7)] })]),
  one('entry-unknown-critical-extension', 'invalid', (top, end) => [
    list(top, { entries: [entry(end.serial, undefined, unknown(true))] }),
  ]),
  one('entry-unknown-noncritical-extension', 'invalid', (top, end) => [
    list(top, { entries: [entry(end.serial, undefined, unknown(false))] }),
  ]),
  one('this-update-in-future', 'invalid', (top) => [list(top, { from: new Date('2024-01-02') })]),
  one('next-update-in-past', 'invalid', (top) => [
    list(top, { from: new Date('2023-11-01'), to: new Date('2023-12-01') }),
  ]),
  one('revocation-date-in-future', 'invalid', (top, end) => [
    list(top, { entries: [entry(end.serial, '2024-01-02T00:00:00Z')] }),
  ]),
  one('revocation-date-before-not-before', 'invalid', (top, end) => [
    list(top, { entries: [entry(end.serial, '2015-01-01T00:00:00Z')] }),
  ]),
  one(
    'crl-validity-no-overlap',
    'invalid',
    (top) => [list(top, { from: new Date('2023-01-01'), to: new Date('2023-07-01') })],
    { end: { from: '2023-12-01T00:00:00Z' } },
  ),
  one('idp-cdp-scope-mismatch', 'invalid', (top) => [list(top, { extensions: [issuing(names(there))] })], {
    end: { more: [point(here)] },
  }),
  one('idp-cdp-scope-match', 'valid', (top) => [list(top, { extensions: [issuing(names(here))] })], {
    end: { more: [point(here)] },
  }),
  caOutOfScope(),
  one('idp-only-contains-ca-certs-ee-target', 'invalid', (top) => [list(top, { extensions: [issuing(flag(2))] })]),
  one('idp-present-certificate-missing-cdp', 'invalid', (top) => [list(top, { extensions: [issuing(names(here))] })]),
  one(
    'idp-present-certificate-cdp-non-uri-generalname',
    'invalid',
    (top) => [list(top, { extensions: [issuing(names(here))] })],
    { end: { more: [point(here, dns('example.com'))] } },
  ),
  one('idp-only-contains-attribute-certs', 'invalid', (top) => [
    list(top, { entries: someone, extensions: [issuing(flag(5))] }),
  ]),
];
