import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUuid, uuidBytes, uuidv7 } from './ids.ts';

test('ids made in one millisecond sort in the order in which they were made, and carry their time', () => {
  const at = new Date('2026-11-23T04:00:00.123Z');
  const ids = Array.from({ length: 1000 }, () => uuidv7(at));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => isUuid(id) && id[14] === '7' && '89ab'.includes(id[19]!)));
  assert.equal(uuidBytes(ids[0]!).readUIntBE(0, 6), at.getTime());
  assert.ok(uuidv7(new Date(at.getTime() + 1)) > ids.at(-1)!);
});
