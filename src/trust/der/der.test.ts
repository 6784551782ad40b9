import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/support/effort.ts';
import {
  context,
  DerError,
  type DerFault,
  type DerNode,
  der,
  elements,
  fields,
  oids,
  oidText,
  oidBytes,
  readBer,
  readBits,
  readBoolean,
  readDer,
  readDerPrefix,
  readGeneralizedTime,
  readInteger,
  readNamedBits,
  readOctets,
  readOid,
  readSmallInteger,
  readText,
  readTime,
  remembering,
  setElements,
  tags,
  toDer,
  walk,
} from './index.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const fault = (expected: DerFault, act: () => unknown): void => {
  assert.throws(act, (error) => error instanceof DerError && error.fault === expected, expected);
};

test('what is written is read back: integers, identifiers, moments, bits, text', () => {
  const round = <T>(arbitrary: fc.Arbitrary<T>, write: (value: T) => Buffer, read: (node: DerNode) => T): void =>
    fc.assert(
      fc.property(arbitrary, (value) => {
        assert.deepEqual(read(readDer(write(value))), value);
        assert.deepEqual(toDer(readBer(write(value))), write(value));
      }),
    );
  round(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), der.integer, readInteger);
  round(fc.integer({ min: 0, max: 2 ** 31 - 1 }), der.integer, readSmallInteger);
  round(fc.boolean(), der.boolean, readBoolean);
  round(fc.string({ unit: 'binary' }), der.utf8String, readText);
  round(
    fc.uniqueArray(fc.nat(100)).map((all) => new Set(all.sort((a, b) => a - b))),
    der.namedBits,
    (node) => new Set(readNamedBits(node)),
  );
  const seconds = fc
    .integer({ min: Date.UTC(0, 0), max: Date.UTC(9999, 0) / 1000 - 1 })
    .map((at) => new Date(at * 1000));
  round(
    seconds.filter((at) => at.getUTCFullYear() >= 1),
    der.time,
    readTime,
  );
  const arcs = fc.tuple(
    fc.constantFrom(0, 1, 2),
    fc.nat(39),
    fc.array(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), { maxLength: 5 }),
  );
  round(
    arcs.map(([top, second, rest]) => [top, second, ...rest].join('.')),
    der.oid,
    (node) => readOid(node),
  );
});

test('any tree of values reads back to the same bytes, by DER and by BER', () => {
  const { tree } = fc.letrec<{ tree: Buffer }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.bigInt().map(der.integer),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => der.octetString(bytes)),
      fc.string().map(der.utf8String),
      fc.array(tie('tree'), { maxLength: 5 }).map((all) => der.sequence(...all)),
      fc.array(tie('tree'), { maxLength: 5 }).map((all) => der.setOf(...all)),
      fc.tuple(fc.nat(30), tie('tree')).map(([number, inner]) => der.explicit(number, inner)),
    ),
  }));
  fc.assert(
    fc.property(tree, (bytes) => {
      let nodes = 0;
      walk(readDer(bytes), () => nodes++);
      assert.ok(nodes > 0);
      assert.deepEqual(toDer(readDer(bytes)), bytes);
      assert.deepEqual(toDer(readBer(bytes)), bytes);
      fault('trailing', () => readDer(Buffer.concat([bytes, Buffer.of(0)])));
      assert.equal(readDerPrefix(Buffer.concat([bytes, Buffer.of(0)])).end, bytes.length);
      assert.throws(() => walk(readDer(bytes.subarray(0, -1)), () => undefined), DerError);
    }),
  );
});

test('any bytes are read or refused with an offset, and what DER accepts has one encoding only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, ber) => {
      try {
        const node = ber ? readBer(bytes) : readDer(bytes);
        walk(node, () => undefined);
        if (!ber) assert.equal(toDer(node).length, bytes.length);
      } catch (error) {
        assert.ok(error instanceof DerError, String(error));
        assert.ok(error.offset >= 0 && error.offset <= bytes.length);
      }
    }),
    runs(5_000),
  );
});

test('lengths, tags and forms other than the canonical ones are refused', () => {
  fault('length', () => readDer(hex('04 81 01 00')));
  fault('length', () => readDer(Buffer.concat([hex('04 82 00 80'), Buffer.alloc(128)])));
  fault('indefinite', () => readDer(hex('30 80 00 00')));
  fault('length', () => readDer(hex('04 ff')));
  fault('truncated', () => readDer(hex('04 84 ff ff ff ff')));
  fault('truncated', () => readDer(hex('04')));
  fault('truncated', () => readDer(Buffer.alloc(0)));
  fault('tag', () => readDer(hex('1f 1e 00')));
  fault('tag', () => readDer(hex('9f 80 1f 00')));
  fault('tag', () => readDer(hex('9f ff ff ff 7f 00')));
  fault('tag', () => readDer(hex('00 00')));
  fault('constructed', () => readDer(hex('24 03 04 01 00')));
  fault('constructed', () => readDer(hex('10 00')));
  fault('truncated', () => elements(readDer(hex('30 03 02 02 00'))));
  assert.equal(readDer(hex('9f 81 00 00')).tag, context(128));
});

test('values other than the canonical ones are refused', () => {
  fault('boolean', () => readBoolean(readDer(hex('01 01 01'))));
  assert.equal(readBoolean(readBer(hex('01 01 01'))), true);
  fault('integer', () => readInteger(readDer(hex('02 02 00 01'))));
  fault('integer', () => readInteger(readDer(hex('02 02 ff 80'))));
  fault('integer', () => readInteger(readDer(hex('02 00'))));
  assert.equal(readInteger(readDer(hex('02 02 00 80'))), 128n);
  fault('range', () => readSmallInteger(readDer(hex('02 01 ff'))));
  fault('range', () => readSmallInteger(readDer(der.integer(2n ** 90n))));
  fault('oid', () => readOid(readDer(hex('06 03 55 80 03'))));
  fault('oid', () => readOid(readDer(hex('06 02 55 84'))));
  fault('oid', () => readOid(readDer(hex('06 00'))));
  fault('bits', () => readBits(readDer(hex('03 02 01 01'))));
  fault('bits', () => readBits(readDer(hex('03 02 08 00'))));
  fault('bits', () => readBits(readDer(hex('03 01 01'))));
  fault('order', () => setElements(readDer(hex('31 06 02 01 02 02 01 01'))));
  fault('text', () => readText(readDer(hex('13 01 2a'))));
  fault('text', () => readText(readDer(hex('0c 01 ff'))));
  fault('text', () => readText(readDer(hex('1e 01 41'))));
  assert.equal(readText(readDer(hex('1e 04 04 e9 00 41'))), 'өA');
});

test('moments that do not exist are refused, centuries follow RFC 5280', () => {
  const utc = (text: string): Date =>
    readTime(readDer(Buffer.concat([Buffer.of(0x17, text.length), Buffer.from(text)])));
  const general = (text: string, fractions = false): Date =>
    readGeneralizedTime(readDer(Buffer.concat([Buffer.of(0x18, text.length), Buffer.from(text)])), { fractions });
  assert.equal(utc('500101000000Z').toISOString(), '1950-01-01T00:00:00.000Z');
  assert.equal(utc('491231235959Z').toISOString(), '2049-12-31T23:59:59.000Z');
  assert.equal(general('00500101000000Z').getUTCFullYear(), 50);
  for (const wrong of [
    '260231000000Z',
    '260101240000Z',
    '260101000060Z',
    '2601010000Z',
    '260101000000+0600',
    '260101000000',
  ])
    fault('time', () => utc(wrong));
  fault('time', () => general('20260101000000.5Z'));
  fault('time', () => general('20260101000000.50Z', true));
  assert.equal(general('20260101000000.25Z', true).getUTCMilliseconds(), 250);
  assert.equal(der.time(new Date('2049-12-31T23:59:59Z'))[0], tags.utcTime);
  assert.equal(der.time(new Date('2050-01-01T00:00:00Z'))[0], tags.generalizedTime);
  assert.equal(
    readGeneralizedTime(readDer(der.generalizedTime(new Date(250), { milliseconds: true })), {
      fractions: true,
    }).getTime(),
    250,
  );
});

test('BER of others: indefinite lengths and strings in segments become DER', () => {
  const message = readBer(hex('30 80 24 80 04 02 61 62 24 03 04 01 63 00 00 02 81 01 05 00 00'));
  const f = fields(message);
  assert.equal(readOctets(f.next()).toString(), 'abc');
  assert.equal(readInteger(f.next()), 5n);
  f.end();
  assert.deepEqual(toDer(message), der.sequence(der.octetString(Buffer.from('abc')), der.integer(5)));
  assert.deepEqual(toDer(readBer(hex('31 80 02 01 02 02 01 01 00 00'))), der.setOf(der.integer(1), der.integer(2)));
  assert.deepEqual(toDer(readBer(hex('23 80 03 02 00 aa 03 02 04 bf 00 00'))), hex('03 03 04 aa b0'));
  fault('truncated', () => readBer(hex('30 80 02 01 05')));
  fault('indefinite', () => readBer(hex('04 80 00 00')));
});

test('nesting, nodes and length end at the budget', () => {
  const deep = Buffer.alloc(40_000, Buffer.of(0x30, 0x80));
  fault('budget', () => readBer(deep));
  let nested = der.nul();
  for (let level = 0; level < 40; level++) nested = der.sequence(nested);
  fault('budget', () => walk(readDer(nested), () => undefined));
  const wide = der.sequence(...Array.from({ length: 1_000 }, () => der.nul()));
  fault('budget', () => walk(readDer(wide, { nodes: 500 }), () => undefined));
  fault('budget', () => readDer(wide, { length: 100 }));
  const manyIndefinite = Buffer.concat([hex('30 80'), Buffer.alloc(600_000, hex('30 80 00 00')), hex('00 00')]);
  fault('budget', () => readBer(manyIndefinite, { nodes: 10_000 }));
});

test('components: missing, foreign and unforeseen ones are refused', () => {
  const f = fields(readDer(der.sequence(der.integer(1), der.explicit(0, der.nul()))));
  assert.equal(f.optional(tags.boolean), undefined);
  assert.equal(readSmallInteger(f.next(tags.integer)), 1);
  fault('unexpected', () => f.end());
  assert.equal(f.optionalExplicit(0)?.tag, tags.null);
  f.end();
  fault('missing', () => f.next());
  fault('unexpected', () => fields(readDer(der.integer(1))));
  fault('unexpected', () => fields(readDer(der.sequence(der.integer(1)))).next(tags.oid));
  fault('unexpected', () => fields(readDer(der.sequence(hex('a0 00')))).optionalExplicit(0));
});

test('what was read before is known by exactly its octets; what is refused is refused again; BER is read each time', () => {
  let reads = 0;
  const read = remembering((node) => {
    reads++;
    return { value: readSmallInteger(elements(node)[0]!), raw: node.raw };
  });
  const [one, two] = [1, 2].map((value) => der.sequence(der.integer(value))) as [Buffer, Buffer];
  const last = [one, one, one].map((bytes) => read(readDer(Buffer.from(bytes)))).at(-1)!;
  // Read once, read again and kept, then known.
  assert.deepEqual([last.value, reads], [1, 2]);
  assert.deepEqual([read(readDer(two)).value, reads], [2, 3]);
  for (let times = 1; times <= 3; times++) {
    fault('unexpected', () => read(readDer(der.sequence(der.nul()))));
    assert.equal(read(readBer(one)).value, 1);
    assert.equal(reads, 3 + 2 * times);
  }
  const foreign = Buffer.from(one);
  const kept = read(readDer(foreign));
  foreign.fill(0);
  assert.deepEqual(kept.raw, one, 'what is kept has octets of its own');
  assert.equal(read(readDer(one)).value, 1);
});

test('of many values, more than are kept, each is read as its own, and by others again', () => {
  const read = remembering((node) => readSmallInteger(elements(node)[0]!));
  for (let times = 0; times < 4; times++)
    for (let n = 0; n < 3000; n++) assert.equal(read(readDer(der.sequence(der.integer(n)))), n);
});

test('the table of identifiers is well formed and names each one once', () => {
  const all = Object.values(oids);
  assert.equal(new Set(all).size, all.length);
  for (const dotted of all) assert.equal(oidText(oidBytes(dotted)), dotted);
  for (const wrong of ['', '1', '3.1', '1.40', '1.02', '1.2.', 'a.b']) assert.throws(() => oidBytes(wrong), RangeError);
});
