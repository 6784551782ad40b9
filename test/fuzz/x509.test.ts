import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBer, readDer, toDer, walk } from '../../src/trust/der/index.ts';
import { parseCrl } from '../../src/trust/path/index.ts';
import { runs } from '../support/effort.ts';
import { mutations } from './der-mutations.ts';
import { attempt, bytes, type Part, verdictWith } from './targets/x509.ts';

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
      if (!Object.values(bytes).some((one) => one.equals(changed)))
        assert.notEqual(verdict?.valid, true, `${part} ${changed.toString('hex')}`);
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
