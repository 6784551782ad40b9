import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  act,
  agreed,
  filesOf,
  casesOf,
  centreStand,
  list,
  ok,
  refused,
  rowOf,
  signedAct,
} from '../../src/procedures/centres/test-centre.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { example } from '../../src/wiring/test-applicants.ts';
import { centreLife } from '../support/centre-life.ts';

// The life of a centre over HTTP, with what it has issued: its registers as of before and after, and what becomes of signatures.

const s = await centreStand(systemClock.real().toISOString());
after(() => s.stop());
const life = await centreLife(s);
const { applicant, certified, dayAfter, entry, later, newAccredited, numberOfRoot, signed, stamped, verify } = life;

// What is stamped has to be there in real time: it is made before the law's day goes on.
const [alone, followed, successor] = [await newAccredited(), await newAccredited(), await newAccredited()];
const [first, second] = [await certified(alone.at), await certified(followed.at)];
const [byFirst, bySecond] = [await stamped(await signed(first, alone.at)), await signed(second, followed.at)];

test('ES-16.7f ES-16.7k: suspended, a centre issues nothing qualified while what it issued stays and can be ended; revoked, all of it ends in the same act; what was stamped before stays valid, what has no reliable time does not', async () => {
  const { centre, at, case_ } = await newAccredited();
  const [signer, other] = [await certified(at), await certified(at)];
  const waiting = await at.ready();
  const plain = await signed(signer, at);
  const withTime = await stamped(plain);
  const root = await numberOfRoot(centre);
  await s.travel(later(1).toISOString());
  for (const one of [plain, withTime]) assert.deepEqual(await verify(one), { verdict: 'valid', objections: [] });

  const does = (name: string, data: object) => signedAct(s, s.officer, centre, case_.id, name, data);
  const breaches = [{ breach: 'One employee only is left.' }];
  ok(await does('warn', { number: 'W-4', breaches, fixUntil: dayAfter(20) }));
  refused(await at.by(at.registrar, waiting, 'issue', example('issue')), 'ISS_ACCREDITATION_NOT_ACTIVE');
  assert.equal((await entry(signer.certificate.serial)).state, 'active');
  const ending = await applicant.post(casesOf(centre, 'certificate-termination'), {
    json: { data: { certificateNumber: other.certificate.serial, compromised: 'no' } },
  });
  ok(await act(at.registrar, centre, 'certificate-termination', ok(ending).id, 'enter'));
  assert.equal((await entry(other.certificate.serial)).end!.ground, '14(6)(2)');
  assert.equal((await verify(withTime)).verdict, 'valid');

  refused(await does('revoke', { number: '10', reasons: 'Not eliminated.' }), 'ACC_FIX_TERM_RUNS', 'ES-16.7k');
  await s.travel(later(22).toISOString());
  const before = s.clock.now();
  await s.travel(later(22, 1).toISOString());
  ok(await does('revoke', { number: '10', reasons: 'Not eliminated.' }));
  await s.travel(later(23).toISOString());
  assert.equal(rowOf(await list(s, 'revoked'), centre)!.standing.state, 'revoked');
  assert.equal(rowOf(await list(s, 'accredited'), centre), undefined);
  assert.equal(rowOf(await list(s, 'accredited', before.toISOString()), centre)!.standing.state, 'suspended');
  for (const [number, ...expected] of [
    [signer.certificate.serial, 'terminated', '17(5)'],
    [root, 'revoked', '16(7)'],
  ] as const) {
    assert.deepEqual([(await entry(number)).state, (await entry(number)).end!.ground], expected);
    assert.equal((await entry(number, before)).state, 'active', 'as of before');
  }
  assert.equal((await entry(other.certificate.serial)).end!.ground, '14(6)(2)', 'what had ended keeps its ground');
  assert.deepEqual(await verify(withTime), { verdict: 'valid', objections: [] });
  const without = await verify(plain);
  assert.equal(without.verdict, 'invalid');
  assert.ok(without.objections.includes('ENDED_WITH_ACCREDITATION'), without.objections.join());
  assert.equal((await verify(plain, before)).verdict, 'valid', 'asked as of before');
});

test('a centre ceases without a successor: its register goes to the authority, what it issued ends, and its own certificate with it; with a successor both go on', async () => {
  const roots = [await numberOfRoot(alone.centre), await numberOfRoot(followed.centre)] as const;
  const day = life.day();
  await s.platform.status.round();
  for (const { centre } of [alone, followed]) {
    const exported = await centre.head.get(`/v1/centres/${centre.id}/register-export`);
    const { entries, digest } = exported.json<{ entries: number; digest: string }>();
    const register = { entries, digest, ...(await filesOf(centre)) };
    const follows = centre === alone.centre ? null : await agreed(s, successor.centre, centre);
    const data = { on: dayAfter(day + 40), ...(follows === null ? { transfer: 'no' } : follows.transfer) };
    const { id } = ok(await centre.head.post(casesOf(centre, 'cessation'), { json: { data } }));
    ok(await act(centre.head, centre, 'cessation', id, 'handOverRegister', { ...register, place: 'Carrier 1' }));
    ok(await act(s.officer, centre, 'cessation', id, 'acceptRegister', { number: `21-${centre.id}`, ...register }));
    if (follows === null) continue;
    const received = { number: '22', entries, digest };
    ok(await act(successor.centre.head, successor.centre, 'takeover', follows.case_.id, 'receive', received));
  }
  const before = s.clock.now();
  await s.travel(later(day + 42).toISOString());
  for (const { centre } of [alone, followed]) {
    assert.equal(rowOf(await list(s, 'ceased'), centre)!.standing.state, 'ceased');
    assert.equal(rowOf(await list(s, 'accredited', before.toISOString()), centre)!.standing.state, 'active');
  }
  const ended = await entry(first.certificate.serial);
  assert.deepEqual([ended.state, ended.end!.ground], ['terminated', '14(6)(3)']);
  assert.deepEqual(
    [(await entry(roots[0])).end!.ground, (await entry(roots[0])).end!.reason],
    ['17(5)', 'cessationOfOperation'],
  );
  assert.equal((await entry(roots[0], before)).state, 'active');
  assert.equal((await verify(byFirst)).verdict, 'valid', 'signed and stamped before the centre ceased');
  for (const number of [second.certificate.serial, roots[1]]) assert.equal((await entry(number)).state, 'active');
  assert.deepEqual(await verify(bySecond), { verdict: 'valid', objections: [] });
  const transferred = (await s.visitor().get('/v1/registers/centres/transferred')).json<{
    items: { centreId: string }[];
  }>();
  for (const { centre } of [alone, followed])
    assert.ok(transferred.items.some(({ centreId }) => centreId === centre.id));
});
