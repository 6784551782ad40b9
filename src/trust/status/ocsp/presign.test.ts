import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../../../platform/refusal.ts';
import { certIdBytes, ocspRequest, parseOcspResponse } from '../../formats/index.ts';
import { endCertificate, type IssuedCertificate } from '../../issue/index.ts';
import { manyAfter } from '../test-many-store.ts';
import { actor, type StatusStand, statusStand } from '../test-status.ts';

// A process that has just started, beside a register that is longer than what one of its rounds signs.

const LONG = 9_000;
let at: StatusStand;
before(async () => {
  at = await statusStand();
});
after(() => at.close());

const stateOf = async ({ number }: IssuedCertificate): Promise<string> => {
  const { subject: name, publicKey } = at.chain.certificates.ACA;
  const { rawPayload } = await at.app.inject({
    method: 'POST',
    url: '/ocsp/ishenim',
    headers: { 'content-type': 'application/ocsp-request' },
    payload: ocspRequest([certIdBytes(number, { name, publicKey })]),
  });
  const answer = parseOcspResponse(rawPayload);
  return typeof answer === 'string' ? answer : answer.singles[0]!.status.state;
};
const end = async (...all: readonly IssuedCertificate[]): Promise<void> => {
  for (const { number } of all) {
    const ended = await at.tx((tx) =>
      endCertificate(tx, at.deps, {
        registerId: at.registers.centre,
        number,
        ground: '14(6)(2)',
        knownAt: at.clock.now(),
        actor,
      }),
    );
    assert.ok(!isRefusal(ended), JSON.stringify(ended));
  }
};

test('an end is answered after the next round of a process that has just started, however long the register was before', async () => {
  const [one, two] = [await at.issued(), await at.issued()];
  await at.tx((tx) => manyAfter(tx, one.number, LONG));
  assert.deepEqual([await stateOf(one), await stateOf(two)], ['good', 'good']);
  await end(one);
  // Its first round: what it remembers from before has not been watched.
  await at.presignAnew();
  assert.deepEqual([await stateOf(one), await stateOf(two)], ['revoked', 'good']);
  await end(two);
  await at.presignAnew();
  assert.equal(await stateOf(two), 'revoked');
});
