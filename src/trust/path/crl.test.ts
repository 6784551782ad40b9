import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/support/effort.ts';
import { der, DerError, oids } from '../der/index.ts';
import { parseCrl } from './crl.ts';
import { terminationGround } from './termination-ground.ts';
import { crlBytes, extension, makeCrl, nameBytes, newKeys } from './test-authority.ts';

const by = newKeys();
const issuer = 'Lists';
const at = new Date('2026-05-01T10:00:00Z');
const reason = (code: number): Buffer => extension(oids.cRLReason, der.enumerated(code));

test('100,000 entries are scanned in tens of milliseconds and found by serial number', () => {
  const entries = Array.from({ length: 100_000 }, (_, index) => ({
    serial: index * 7919 + 2 ** 40,
    at,
    ...(index % 2 === 0 ? { extensions: [reason(9)] } : {}),
  }));
  const bytes = crlBytes({ issuer, by, entries });
  parseCrl(bytes);
  const before = performance.now();
  const crl = parseCrl(bytes);
  const took = performance.now() - before;
  assert.equal(crl.entries.count, 100_000);
  const hex = (serial: number): string => serial.toString(16).padStart(12, '0');
  assert.equal(crl.entries.find(hex(entries[77_777]!.serial), crl.issuer.key)?.revocationDate.getTime(), at.getTime());
  assert.equal(crl.entries.find(hex(entries[77_778]!.serial), crl.issuer.key)?.reason, 9);
  assert.equal(crl.entries.find(hex(entries[5]!.serial + 1), crl.issuer.key), undefined);
  assert.equal(crl.entries.find(hex(entries[5]!.serial), 'another'), undefined);
  // Far above what it takes, so that a busy machine does not fail it; far below what objects would take.
  assert.ok(took < 500, `${took} ms`);
});

test('every entry is found, and nothing else is', () => {
  const entry = fc.record({
    serial: fc.integer({ min: -300, max: 2 ** 31 }),
    reason: fc.option(fc.constantFrom(1, 3, 4, 5, 9)),
  });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ serial }) => serial, maxLength: 60 }), (all) => {
      const entries = all.map((one) => ({
        serial: one.serial,
        at,
        extensions: one.reason === null ? [] : [reason(one.reason)],
      }));
      const crl = makeCrl({ issuer, by, entries });
      assert.equal(crl.entries.count, all.length);
      for (const one of all) {
        const serial = der.integer(one.serial).subarray(2).toString('hex');
        assert.equal(crl.entries.find(serial, crl.issuer.key)?.reason, one.reason ?? undefined);
        assert.deepEqual([...crl.entries.all()].filter((found) => found.serial === serial).length, 1);
      }
      assert.equal(crl.entries.find('7f00000001', crl.issuer.key), undefined);
    }),
    runs(50),
  );
});

test('RFC 5280 5.3.3: in an indirect CRL an entry belongs to the issuer named last', () => {
  const names = (name: string): Buffer =>
    extension(oids.certificateIssuer, der.sequence(der.explicit(4, nameBytes(name))), true);
  const crl = makeCrl({
    issuer,
    by,
    entries: [
      { serial: 1, at },
      { serial: 1, at, extensions: [names('Centre A'), reason(1)] },
      { serial: 2, at },
      { serial: 1, at, extensions: [reason(4), names('Centre B')] },
    ],
  });
  const key = (name: string): string => makeCrl({ issuer: name, by }).issuer.key;
  assert.ok(crl.usable);
  assert.equal(crl.entries.find('01', key('Lists'))?.reason, undefined);
  assert.equal(crl.entries.find('01', key('Centre A'))?.reason, 1);
  assert.equal(crl.entries.find('01', key('Centre B'))?.reason, 4);
  assert.ok(crl.entries.find('02', key('Centre A')));
  assert.equal(crl.entries.find('02', key('Lists')), undefined);
});

test('RFC 5280 5.2 and 5.3: a CRL with something critical and unknown is not usable', () => {
  const unknown = (critical: boolean): Buffer => extension('1.2.3.4', der.nul(), critical);
  const entry = (critical: boolean) => [{ serial: 1, at, extensions: [unknown(critical)] }];
  assert.equal(makeCrl({ issuer, by, entries: entry(true) }).usable, false);
  assert.equal(makeCrl({ issuer, by, entries: entry(false) }).usable, true);
  assert.equal(makeCrl({ issuer, by, extensions: [unknown(true)] }).usable, false);
  assert.equal(makeCrl({ issuer, by, extensions: [unknown(false)] }).usable, true);
});

test('entries that are none are refused as the list is read', () => {
  const entries = [{ serial: 5, at }];
  const good = crlBytes({ issuer, by, entries });
  const entry = der.sequence(der.integer(5), der.time(at));
  const place = good.indexOf(entry);
  const patched = (offset: number, octet: number): Buffer => {
    const bytes = Buffer.from(good);
    bytes[place + offset] = octet;
    return bytes;
  };
  for (const [offset, octet] of [
    [0, 0x31],
    [1, 0x10],
    [1, 0x20],
    [2, 0x04],
    [3, 0x00],
    [5, 0x04],
    [6, 0x0c],
  ] as const)
    assert.throws(() => parseCrl(patched(offset, octet)), DerError, `${offset}`);
});

test('the law’s ground of termination in an entry is read, and a malformed one is no ground', () => {
  const ground = extension(
    oids.kgTerminationGround,
    der.sequence(der.printableString('14(8)'), der.enumerated(1), der.integer(12)),
  );
  const crl = makeCrl({
    issuer,
    by,
    entries: [
      { serial: 1, at, extensions: [ground] },
      { serial: 2, at },
    ],
  });
  const [first, second] = [...crl.entries.all()];
  assert.deepEqual(terminationGround(first!), { ground: '14(8)', status: 'revoked', registerEntry: 12n });
  assert.equal(terminationGround(second!), undefined);
});
