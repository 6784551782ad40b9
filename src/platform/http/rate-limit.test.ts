import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callerOf, createRateLimiter, lineOf } from './rate-limit.ts';

test('whoever has a network of IPv6 has one bucket, however many addresses; an IPv4 address is itself', () => {
  for (const [ip, line] of [
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ] as const)
    assert.equal(lineOf(ip), line);
  const limiter = createRateLimiter(() => 0);
  const from = (host: number): string => callerOf({ principal: { kind: 'anonymous' }, ip: `2001:db8::${host}` });
  const waits = Array.from({ length: 21 }, (_, host) => limiter.take('heavy', from(host + 1)));
  assert.deepEqual([waits.slice(0, 20).every((wait) => wait === 0), waits[20]! > 0], [true, true]);
});
