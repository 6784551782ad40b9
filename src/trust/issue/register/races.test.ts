import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemScope, type Tx } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { parseCrl } from '../../path/index.ts';
import { makeDelta, makeList } from '../../status/make-list.ts';
import { draftUnder, factsUnder } from '../lint/test-facts.ts';
import { newSerial } from '../serial.ts';
import { signStructure, tbsFor } from '../sign-certificate.ts';
import { later, t0 } from '../test-people.ts';
import { acceptCertificate } from './accept.ts';
import { endCertificate, type EndOrder } from './end.ts';
import { endCentre } from './end-many.ts';
import { certificateByNumber, nextRecords } from './store.ts';
import { actor, registerStand, type Stand } from './test-register.ts';

// Two connections at once: whoever waits for the register acts on what is there when the waiting ends.

let at: Stand;
beforeEach(async () => {
  at = await registerStand();
});
afterEach(() => at.stop());

const order = (number: string, change: Partial<EndOrder> = {}): EndOrder => ({
  registerId: at.registers.centre,
  number,
  ground: '14(6)(2)',
  knownAt: t0,
  actor,
  ...change,
});
const end = (what: EndOrder) => at.tx((tx) => endCertificate(tx, at.deps, what));
const revokeCentre = (tx: Tx) =>
  endCertificate(tx, at.deps, order(at.centreNumber, { registerId: at.registers.root, ground: '16(7)' }));
const codeOf = (outcome: object | Refusal): string => (isRefusal(outcome) ? outcome.code : 'done');
const found = async (number: string, registerId = at.registers.centre) =>
  (await at.tx((tx) => certificateByNumber(tx, registerId, Buffer.from(number, 'hex'))))!;
const take = (tx: Tx) => nextRecords(tx, at.registers.centre, 0);
const list = () => at.tx((tx) => makeList(tx, at.issuers.ACA, at.keys.ACA, at.clock));
const listed = (der: Buffer, number: string) => parseCrl(der).entries.find(number, parseCrl(der).issuer.key);

/** `second` begins while `first` has done its part and not committed; an hour passes; `first` commits. What `second` answers. */
async function meanwhile<T>(first: (tx: Tx) => Promise<unknown>, second: () => Promise<T>): Promise<T> {
  const [done, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = at.tx(async (tx) => {
    await first(tx);
    done.resolve();
    await commit.promise;
  });
  let other: Promise<T> | undefined;
  try {
    await Promise.race([done.promise, holding]);
    let settled = false;
    const started = (other = second());
    started.then(
      () => (settled = true),
      () => (settled = true),
    );
    for (let tries = 0; !settled && tries < 500 && !(await somebodyWaits()); tries++) await sleep(10);
    at.clock.set(later(1 / 24));
    commit.resolve();
    await holding;
    return await started;
  } finally {
    commit.resolve();
    await Promise.allSettled([holding, other]);
  }
}

async function somebodyWaits(): Promise<boolean> {
  const rows = await at.database.owner.query<{ n: number }>(
    systemScope('test'),
    `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.n > 0;
}

test('an end that waits for the register bears the moment of its entry, not that of the asking', async () => {
  const [one, many] = [await at.issued('NQ'), await at.issued('QN')];
  assert.equal(codeOf(await meanwhile(take, () => end(order(one.number)))), 'done');
  assert.deepEqual((await found(one.number)).end!.at, later(1 / 24));
  at.clock.set(t0);
  const what = { registerId: at.registers.centre, cause: 'accreditation-revoked', knownAt: t0, actor } as const;
  assert.ok((await meanwhile(take, () => at.tx((tx) => endCentre(tx, at.deps, what)))) > 0);
  assert.deepEqual((await found(many.number)).end!.at, later(1 / 24));
});

test('a centre’s own certificate ends when nothing under it can be issued any more: both registers are waited for', async () => {
  const outcome = await meanwhile(take, () => at.tx(revokeCentre));
  assert.equal(codeOf(outcome), 'done');
  assert.deepEqual((await found(at.centreNumber, at.registers.root)).end!.at, later(1 / 24));
});

test('nothing is issued or accepted under a centre whose certificate ended while it was waiting', async () => {
  assert.equal(codeOf(await meanwhile(revokeCentre, () => at.issue(at.order('QN')))), 'ISS_ISSUER_ENDED');
});

test('a certificate that was signed elsewhere does not come in when its issuer ended while it was waiting', async () => {
  const draft = { ...draftUnder(at.chain, 'QN'), serial: newSerial() };
  const certificate = await signStructure(tbsFor(draft, at.keys.ACA), at.keys.ACA);
  const what = { issuerId: at.issuers.ACA, kind: 'QN', certificate, facts: factsUnder(at.chain, 'QN'), actor } as const;
  const accept = () => at.tx((tx) => acceptCertificate(tx, at.deps, what));
  assert.equal(codeOf(await meanwhile(revokeCentre, accept)), 'ISS_ISSUER_ENDED');
});

test('a certificate that waits for the register is issued, and takes effect, at the moment of its entry', async () => {
  const outcome = await meanwhile(take, () => at.issue(at.order('QN')));
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  const { enteredAt, notBefore } = await found(outcome.number);
  assert.deepEqual([enteredAt, notBefore], [later(1 / 24), later(1 / 24)]);
});

test('a list waits for the end that is being entered, and has it', async () => {
  const { number } = await at.issued();
  const { der } = await meanwhile((tx) => endCertificate(tx, at.deps, order(number)), list);
  assert.ok(listed(der, number) !== undefined);
  assert.deepEqual(parseCrl(der).thisUpdate, later(1 / 24));
});

test('a delta has what was entered after its base, also by a machine whose clock is behind', async () => {
  const [first, second] = [await at.issued(), await at.issued()];
  await end(order(first.number));
  at.clock.set(later(2));
  await list();
  at.clock.set(later(1));
  await end(order(second.number));
  at.clock.set(later(3));
  const delta = (await at.tx((tx) => makeDelta(tx, at.issuers.ACA, at.keys.ACA, at.clock)))!;
  assert.deepEqual(
    [listed(delta.der, first.number), listed(delta.der, second.number) !== undefined],
    [undefined, true],
  );
});
