import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { der, DerError, oids, readBer, readDer, toDer, walk } from '../../src/trust/der/index.ts';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  type Crl,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
  type Verdict,
} from '../../src/trust/path/index.ts';
import {
  authorityExtension,
  caExtension,
  certificateBytes,
  crlBytes,
  dnsExtension,
  extension,
  keyIdExtension,
  newKeys,
  policiesExtension,
  usageExtension,
} from '../../src/trust/path/test-authority.ts';
import { runs } from '../support/effort.ts';
import { mutations } from './der-mutations.ts';

const [rootKeys, centreKeys, ownerKeys] = [newKeys(), newKeys(), newKeys()];
const at = new Date('2026-06-15T12:00:00Z');
const dns = (number: number, host: string): Buffer =>
  der.implicit(number, der.sequence(der.sequence(der.implicit(2, der.ia5String(host)))));
const point = der.explicit(0, der.explicit(0, der.implicit(6, der.ia5String('http://status.kg/centre.crl'))));

const bytes = {
  root: certificateBytes({
    subject: 'Root',
    issuer: 'Root',
    keys: rootKeys,
    extensions: [caExtension(), usageExtension(5, 6), keyIdExtension('root')],
  }),
  centre: certificateBytes({
    subject: 'Centre',
    issuer: 'Root',
    keys: centreKeys,
    by: rootKeys,
    serial: 10,
    extensions: [
      caExtension(0),
      usageExtension(5, 6),
      keyIdExtension('centre'),
      authorityExtension('root'),
      policiesExtension('1.2.3.1', '1.2.3.2'),
      extension(oids.policyMappings, der.sequence(der.sequence(der.oid('1.2.3.1'), der.oid('1.2.3.3')))),
      extension(oids.nameConstraints, der.sequence(dns(0, 'example.kg'), dns(1, 'bad.example.kg')), true),
    ],
  }),
  owner: certificateBytes({
    subject: 'Owner',
    issuer: 'Centre',
    keys: ownerKeys,
    by: centreKeys,
    serial: 20,
    extensions: [
      usageExtension(0, 1),
      authorityExtension('centre'),
      dnsExtension('www.example.kg'),
      policiesExtension('1.2.3.3'),
      extension(oids.cRLDistributionPoints, der.sequence(der.sequence(point))),
    ],
  }),
  rootList: crlBytes({ issuer: 'Root', by: rootKeys }),
  centreList: crlBytes({
    issuer: 'Centre',
    by: centreKeys,
    entries: [
      { serial: 21, at, extensions: [extension(oids.cRLReason, der.enumerated(9))] },
      { serial: 22, at },
    ],
    extensions: [extension(oids.issuingDistributionPoint, der.sequence(point), true)],
  }),
};
type Part = keyof typeof bytes;

/** What no reader of foreign bytes may throw: anything but its own refusal. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof DerError, error instanceof Error ? error.stack : String(error));
    return undefined;
  }
}

/** The verdict with some parts replaced; undefined where one that is needed cannot be read. */
function verdictWith(changed: Partial<Record<Part, Buffer>>): Verdict | undefined {
  const certificate = (part: Part): Certificate | undefined =>
    attempt(() => parseCertificate(changed[part] ?? bytes[part]));
  const list = (part: Part): Crl | undefined => attempt(() => parseCrl(changed[part] ?? bytes[part]));
  const present = <T>(values: (T | undefined)[]): T[] => values.filter((value) => value !== undefined);
  const target = certificate('owner');
  if (target === undefined) return undefined;
  return verifyCertificate(target, {
    anchors: [anchorOf(parseCertificate(bytes.root))],
    certificates: new CertificatePool(present([certificate('centre'), certificate('root')])),
    crls: new CrlPool(present([list('rootList'), list('centreList')])),
    at,
    status: 'required',
    rules: { algorithms: strictAlgorithms },
  });
}

test('mutated certificates and lists are refused or read, never accepted, never a fault, always in time', () => {
  assert.deepEqual(verdictWith({})?.problems, []);
  const parts: Part[] = ['centre', 'owner', 'rootList', 'centreList'];
  const mutated = fc
    .constantFrom(...parts)
    .chain((part) => fc.record({ part: fc.constant(part), changed: mutations(bytes[part], Object.values(bytes)) }));
  let [read, slowest] = [0, 0];
  fc.assert(
    fc.property(mutated, ({ part, changed }) => {
      const before = performance.now();
      const verdict = verdictWith({ [part]: changed });
      slowest = Math.max(slowest, performance.now() - before);
      if (verdict !== undefined) read++;
      if (!changed.equals(bytes[part])) assert.notEqual(verdict?.valid, true, `${part} ${changed.toString('hex')}`);
    }),
    { ...runs(3_000), interruptAfterTimeLimit: 250_000 },
  );
  assert.ok(read > 0);
  assert.ok(slowest < 5_000, `${slowest} ms`);
});

test('mutated lists never end a certificate that they did not end', () => {
  fc.assert(
    fc.property(mutations(bytes.centreList, Object.values(bytes)), (changed) => {
      const verdict = verdictWith({ centreList: changed });
      assert.ok(verdict?.statuses.every(({ state }) => state !== 'revoked'));
      const list = attempt(() => parseCrl(changed));
      if (list !== undefined) attempt(() => [...list.entries.all()].length);
    }),
    { ...runs(1_000), interruptAfterTimeLimit: 250_000 },
  );
});

test('what the tolerant reader reads has a DER encoding that the strict reader reads, and it stays the same', () => {
  const all = Object.values(bytes);
  const changed = fc.constantFrom(...all).chain((original) => mutations(original, all));
  fc.assert(
    fc.property(changed, (input) => {
      const canonical = attempt(() => toDer(readBer(input)));
      if (canonical !== undefined) {
        walk(readDer(canonical), () => undefined);
        assert.deepEqual(toDer(readDer(canonical)), canonical);
      }
      attempt(() => {
        const node = readDer(input);
        walk(node, () => undefined);
        assert.equal(node.raw.length, input.length);
      });
    }),
    { ...runs(2_000), interruptAfterTimeLimit: 250_000 },
  );
});
