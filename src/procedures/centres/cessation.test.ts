import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Answer } from '../../../test/support/platform.ts';
import {
  accredited,
  act,
  agreed,
  casesOf,
  centreStand,
  list,
  ok,
  nameOf,
  refused,
  registrationNumberOf,
  rowOf,
  type TestCentre,
} from './test-centre.ts';

// How a centre ends, over HTTP: with a successor and without, accredited and not.

const s = await centreStand('2027-05-15T04:00:00Z');
after(() => s.stop());
const procedure = 'cessation';
const announce = (centre: TestCentre, on: string, change: object = {}): Promise<Answer> =>
  centre.head.post(casesOf(centre, procedure), {
    json: { data: { on, transfer: 'no', ownersNotifiedOn: '2027-05-15', owners: 3, proof: 'Messages', ...change } },
  });
const register = { entries: 3, digest: 'a'.repeat(64), files: 3, filesDigest: 'b'.repeat(64) };
const destruction = { number: '23', on: '2027-06-20' };

test('owners of unexpired certificates are told at least a month ahead, with a successor or without', async () => {
  const [centre, successor] = [await s.newCentre(), await s.newCentre()];
  await s.travel('2027-05-16T04:00:00Z');
  const told = { ownersNotifiedOn: '2027-05-16' };
  const late = { ...told, ownersNotifiedOn: '2027-05-17' };
  refused(await announce(centre, '2027-06-20', late), 'CES_OWNERS_NOT_TOLD', 'ES-13.6c');
  refused(await announce(centre, '2027-06-20', { transfer: 'yes' }), 'CES_SUCCESSOR_MISSING', 'ES-13.6e');
  const nobody = { transfer: 'yes', successor: { registrationNumber: '222-ЖЧК' } };
  refused(await announce(centre, '2027-06-20', nobody), 'CES_SUCCESSOR_NOT_AGREED', 'ES-13.6e');
  const { transfer, case_ } = await agreed(s, successor, centre);
  refused(await announce(centre, '2027-06-20', { ...late, ...transfer }), 'CES_OWNERS_NOT_TOLD', 'ES-13.6e');
  assert.equal(ok(await act(successor.head, successor, 'takeover', case_.id, 'withdraw')).stage, 'WITHDRAWN');
  refused(await announce(centre, '2027-06-20', { ...told, ...transfer }), 'CES_SUCCESSOR_NOT_AGREED');
});

test('ES-15.4.1: the authority is told no later than a month before the day of cessation', async () => {
  const centre = await s.newCentre();
  refused(await announce(centre, '2027-06-15'), 'CES_TOO_SOON', 'ES-15.4.1');
  const view = ok(await announce(centre, '2027-06-16'));
  assert.equal(view.stage, 'CEASING');
  assert.ok((await s.officer.get(`${casesOf(centre, procedure)}/${view.id}`)).status === 200, 'the authority sees it');
  refused(await announce(centre, '2027-06-20'), 'CES_PENDING');
});

test('ES-8.3.5: the list shows an accredited centre that has ceased, with the day; its accreditation ends in the same moment', async () => {
  const centre = await s.newCentre();
  const accreditation = await accredited(s, centre);
  const successor = await s.newCentre();
  refused(
    await successor.head.post(casesOf(successor, 'takeover'), {
      json: { data: { registrationNumber: await registrationNumberOf(s, centre), number: '17' } },
    }),
    'CES_SUCCESSOR_UNFIT',
    'ES-17.5b',
  );
  await accredited(s, successor);
  const { transfer, case_ } = await agreed(s, successor, centre);
  const view = ok(await announce(centre, '2027-06-20', transfer));
  const does = (name: string, data: object) => act(centre.head, centre, procedure, view.id, name, data);
  const receives = (change: object = {}) =>
    act(successor.head, successor, 'takeover', case_.id, 'receive', {
      number: '22',
      entries: register.entries,
      digest: register.digest,
      ...change,
    });
  refused(await act(successor.head, successor, 'takeover', case_.id, 'withdraw'), 'CES_SUCCESSOR_ANNOUNCED');
  refused(await receives(), 'CES_NOT_HANDED_OVER', 'ES-13.6f');
  ok(await does('handOverRegister', { ...register, place: 'Carrier 1' }));
  refused(await receives({ entries: 4 }), 'CES_PACKAGE_DIFFERS', 'ES-13.6f');
  assert.equal(ok(await receives()).stage, 'RECEIVED');
  await s.travel('2027-06-19T17:59:59Z');
  assert.equal(rowOf(await list(s, 'accredited'), centre)!.standing.state, 'active');
  assert.equal(rowOf(await list(s, 'ceased'), centre), undefined);
  await s.travel('2027-06-19T18:00:01Z');
  const ended = ok(await s.officer.get(`${casesOf(centre, procedure)}/${view.id}`));
  assert.equal(ended.stage, 'CEASED');
  const row = rowOf(await list(s, 'ceased'), centre)!;
  assert.equal(row.standing.since, '2027-06-19T18:00:00.001Z');
  assert.deepEqual((row.standing as unknown as { document: object }).document, {
    number: '',
    on: '2027-06-20',
    successor: (await nameOf(s, successor)).ky,
    successorName: await nameOf(s, successor),
  });
  assert.equal(rowOf(await list(s, 'accredited'), centre), undefined);
  assert.equal(rowOf(await list(s, 'accredited', '2027-06-19T12:00:00Z'), centre)!.standing.state, 'active');
  const closed = ok(await s.officer.get(`${casesOf(centre, 'accreditation')}/${accreditation.id}`));
  assert.equal(closed.stage, 'CEASED');
  assert.equal(closed.acts.at(-1)!.act, 'close');
  const kept = await successor.head.get(`${casesOf(successor, 'takeover')}/${case_.id}`);
  assert.equal(ok(kept).stage, 'KEEPING');
});

test('DECISIONS 40: nothing is destroyed while the hand-over is unconfirmed; what is received must be what was handed over', async () => {
  const centre = await s.newCentre();
  await accredited(s, centre);
  const view = ok(await announce(centre, '2027-08-01', { ownersNotifiedOn: '2027-06-19' }));
  const does = (name: string, data: object, who = centre.head) => act(who, centre, procedure, view.id, name, data);
  refused(await does('destroy', destruction), 'NOT_ITS_TURN');
  await s.travel('2027-08-02T04:00:00Z');
  refused(await does('destroy', destruction), 'REG_DESTROY_FORBIDDEN', 'ES-15.4.2');
  ok(await does('handOverRegister', { ...register, place: 'Carrier 2' }));
  refused(await does('destroy', destruction), 'REG_DESTROY_FORBIDDEN', 'ES-15.4.2');
  const accept = (change: object) => does('acceptRegister', { number: '21', ...register, ...change }, s.officer);
  refused(await accept({ entries: 2 }), 'CES_PACKAGE_DIFFERS', 'ES-8.4.1');
  refused(await accept({ digest: 'c'.repeat(64) }), 'CES_PACKAGE_DIFFERS');
  const accepted = ok(await accept({}));
  assert.ok(accepted.documents.some(({ kind }) => kind === 'register-acceptance'));
  const transferred = (await s.visitor().get('/v1/registers/centres/transferred')).json<{ items: object[] }>().items;
  assert.ok(transferred.some((one) => JSON.stringify(one).includes(centre.id)));
  assert.equal(ok(await does('destroy', destruction)).stage, 'DESTROYED');
});

test('a centre that was never accredited ceases and destroys without the authority', async () => {
  const centre = await s.newCentre();
  const view = ok(await announce(centre, '2027-09-10', { ownersNotifiedOn: '2027-08-02' }));
  const does = (name: string, data: object) => act(centre.head, centre, procedure, view.id, name, data);
  await s.travel('2027-09-10T04:00:00Z');
  assert.equal(ok(await does('destroy', destruction)).stage, 'DESTROYED');
  assert.equal(rowOf(await list(s, 'ceased'), centre), undefined);
});
