import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { afterFailure, delayAfter, type Failures, freeTries, networkOf, pairOf, waitFor } from './throttle.ts';
import { browser, identityFixture, password, signUp } from './test-identity.ts';

const fixture = await identityFixture();
after(fixture.stop);

test('whatever strangers do, even behind the owner’s own address, they never delay the owner on a trusted device', () => {
  const stranger = fc.record({
    address: fc.constantFrom('192.0.2.1', '198.51.100.7', '2001:db8::1'),
    device: fc.option(fc.constantFrom('forged', 'another'), { nil: undefined }),
    afterMs: fc.integer({ min: 0, max: 3_600_000 }),
  });
  fc.assert(
    fc.property(fc.array(stranger, { maxLength: 300 }), (attempts) => {
      const table = new Map<string, Failures>();
      let time = 1_800_000_000_000;
      for (const { address, device, afterMs } of attempts) {
        time += afterMs;
        const now = new Date(time);
        const pair = pairOf(device, false, address).join(' ');
        if (waitFor(table.get(pair), now) === 0) table.set(pair, afterFailure(table.get(pair), now));
      }
      assert.equal(waitFor(table.get(pairOf('the-owner', true, '192.0.2.1').join(' ')), new Date(time)), 0);
    }),
    runs(100),
  );
});

test('one pair gets few guesses however it spreads them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 400 }), (gaps) => {
      let known: Failures | undefined;
      let time = 1_800_000_000_000;
      let guesses = 0;
      for (const gap of gaps) {
        time += gap;
        if (waitFor(known, new Date(time)) > 0) continue;
        guesses++;
        known = afterFailure(known, new Date(time));
      }
      const hours = (time - 1_800_000_000_000) / 3_600_000;
      // Five free ones, six while the delay grows to its full length, then four an hour; the count is forgotten after a quiet day.
      assert.ok(guesses <= (freeTries + 8) * (1 + hours / 24) + 4 * hours + 1, `${guesses} guesses in ${hours} hours`);
    }),
    runs(100),
  );
});

test('the delay never falls and never exceeds a quarter of an hour', () => {
  for (let n = 1; n < 100; n++) assert.ok(delayAfter(n) >= delayAfter(n - 1) && delayAfter(n) <= 900);
});

test('an IPv6 stranger is one network however it changes the last half of the address', () => {
  assert.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:0db8:1:2:ffff:1:2:3'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
});

test('locked out strangers do not lock out the owner, and the right password does not help on a locked pair', async () => {
  await signUp(fixture, 'owner@example.kg');
  const owner = browser(fixture, '192.0.2.50');
  await owner.post('/v1/auth/sign-in', { login: 'owner@example.kg', password });
  await owner.me();
  const stranger = browser(fixture, '198.51.100.9');
  const tries = await Promise.all(
    Array.from({ length: 12 }, () =>
      stranger.post('/v1/auth/sign-in', { login: 'owner@example.kg', password: 'guess-guess-guess' }),
    ),
  );
  assert.equal(tries.filter((one) => one.statusCode === 401).length, freeTries);
  const locked = await stranger.post('/v1/auth/sign-in', { login: 'owner@example.kg', password });
  assert.equal(locked.json().code, 'SIGN_IN_WAIT');
  assert.equal((await owner.post('/v1/auth/sign-in', { login: 'owner@example.kg', password })).statusCode, 200);
  // The owner's device behind the very same address is a pair of its own.
  const sameAddress = browser(fixture, '198.51.100.9');
  sameAddress.jar.set('mk_device', owner.jar.get('mk_device')!);
  assert.equal((await sameAddress.post('/v1/auth/sign-in', { login: 'owner@example.kg', password })).statusCode, 200);
});
