import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal } from '../platform/refusal.ts';
import type { Answer, Visitor } from '../../test/support/platform.ts';
import { certificateApplication } from '../procedures/centres/certificate-application.ts';
import { courtRevocation } from '../procedures/centres/court-revocation.ts';
import {
  accredited,
  act,
  agreed,
  casesOf,
  centreStand,
  filesOf,
  ok,
  refused,
  signedAct,
  type TestCentre,
} from '../procedures/centres/test-centre.ts';
import {
  addIssuer,
  certificateByNumber,
  type EndRecord,
  issueCertificate,
  openRegister,
  registerOf,
  type RegisterDeps,
} from '../trust/issue/index.ts';
import { type Chain, draftUnder, factsUnder, newChain } from '../trust/issue/lint/test-facts.ts';

// The centres' cases over HTTP, with certificates in their registers: what a case decides, the register holds in the same act.

const s = await centreStand('2026-03-02T04:00:00Z');
after(() => s.stop());
const deps: RegisterDeps = {
  clock: s.clock,
  keys: s.platform.identityDeps.keys,
  profile: 'kr-test',
  poke: () => undefined,
};
const tx = <T>(read: (tx: Tx) => Promise<T>): Promise<T> => s.platform.db.tx(systemScope('test of issuing'), read);
const actor = { kind: 'system', id: 'test' } as const;
const chains = new Map<string, { chain: Chain; issuerId: string }>();

/** A certificate of the centre's, in its register. The law's clock stays within the year of the test's documents. */
async function issued(
  centre: TestCentre,
  kind: 'QN' | 'NQ' = 'QN',
  subjectId = uuidv7(),
  until?: Date,
): Promise<string> {
  return tx(async (t) => {
    let of = chains.get(centre.id);
    if (of === undefined) {
      const end = new Date('2041-01-01T00:00:00Z');
      const chain = await newChain((draft) => (until === undefined ? draft : { ...draft, notAfter: end }));
      const registerId = await openRegister(t, deps, centre.id);
      const certificate = chain.certificates.ACA.raw;
      const issuerId = await addIssuer(t, deps, { registerId, holderId: centre.id, certificate, keyName: 'test' });
      chains.set(centre.id, (of = { chain, issuerId }));
    }
    const { serial: _s, issuer: _i, notBefore: _b, notAfter: _a, ...draft } = draftUnder(of.chain, kind);
    const facts = factsUnder(of.chain, kind);
    const accreditation = { ...facts.accreditation!, ...(until === undefined ? {} : { until }) };
    const outcome = await issueCertificate(
      t,
      deps,
      {
        issuerId: of.issuerId,
        draft,
        until: until ?? new Date(s.clock.now().getTime() + 365 * 86_400_000),
        subjectId,
        agreement: { id: 'a', concludedAt: s.clock.now() },
        facts: { ...facts, accreditation },
        actor,
      },
      of.chain.keys.ACA,
    );
    assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
    return outcome.number;
  });
}
const endOf = (centre: TestCentre, number: string): Promise<EndRecord | null> =>
  tx(async (t) => {
    const register = (await registerOf(t, centre.id))!;
    return (await certificateByNumber(t, register.id, Buffer.from(number, 'hex')))!.end;
  });

test('ES-17.5b: revoking an accreditation ends the centre’s qualified certificates in the same act; suspending it ends none; another centre’s go on', async () => {
  const [centre, other] = [await s.newCentre(), await s.newCentre()];
  const { id } = await accredited(s, centre);
  const [first, second, ordinary] = [await issued(centre), await issued(centre), await issued(centre, 'NQ')];
  const theirs = await issued(other);
  const officer = (name: string, data: object) => signedAct(s, s.officer, centre, id, name, data);
  ok(
    await officer('warn', {
      number: 'W-4',
      breaches: [{ breach: 'One employee only is left.' }],
      fixUntil: '2026-03-20',
    }),
  );
  assert.equal(await endOf(centre, first), null);
  refused(await officer('revoke', { number: '10', reasons: 'Not eliminated.' }), 'ACC_FIX_TERM_RUNS');
  assert.equal(await endOf(centre, first), null);
  await s.travel('2026-03-21T04:00:00Z');
  ok(await officer('revoke', { number: '10', reasons: 'Not eliminated.' }));
  for (const number of [first, second]) {
    const end = (await endOf(centre, number))!;
    assert.deepEqual([end.ground, end.status, end.at], ['17(5)', 'terminated', s.clock.now()]);
  }
  assert.deepEqual([await endOf(centre, ordinary), await endOf(other, theirs)], [null, null]);
  const [written] = await tx((t) =>
    t.query<{ together: boolean }>(
      `SELECT count(DISTINCT x) = 1 AS together FROM (
         SELECT e.xmin::text AS x FROM certificate_end e WHERE e.holder_id = $1
         UNION ALL SELECT a.xmin::text FROM accreditation_standing a WHERE a.centre_id = $1 AND a.state = 'revoked') AS all_of_it`,
      [centre.id],
    ),
  );
  assert.equal(written!.together, true);
});

/** Whom the centre knows as this visitor. */
async function subjectOf(centre: TestCentre, visitor: Visitor): Promise<string> {
  const filed = ok(
    await visitor.post(casesOf(centre, 'certificate-application'), {
      json: { data: certificateApplication.acts['apply']!.example! },
    }),
  );
  const [row] = await tx((t) =>
    t.query<{ subject_id: string }>('SELECT subject_id FROM case_file WHERE id = $1', [filed.id]),
  );
  return row!.subject_id;
}

test('ES-14.6.2: on the owner’s application, electronic or on paper at the centre, the end is entered with its ground, in time', async () => {
  const centre = s.sandboxCentre;
  await accredited(s, centre);
  const owner = await s.signedIn('aibek@example.kg');
  const subjectId = await subjectOf(centre, owner);
  for (const [channel, who, about] of [
    ['electronic', owner, {}],
    ['paper', s.registrar, { subjectId }],
  ] as const) {
    const [number, elses] = [await issued(centre, 'QN', subjectId), await issued(centre)];
    const apply = (certificateNumber: string) =>
      who.post(casesOf(centre, 'certificate-termination'), {
        json: { ...about, data: { certificateNumber, compromised: 'yes' } },
      });
    assert.equal((await apply(elses)).status >= 400, true, 'somebody else’s certificate');
    const filed = ok(await apply(number));
    assert.equal(await endOf(centre, number), null);
    ok(await act(s.registrar, centre, 'certificate-termination', filed.id, 'enter'));
    const end = (await endOf(centre, number))!;
    assert.deepEqual([end.ground, end.status, end.late], ['14(6)(2)', 'terminated', false], channel);
  }
});

test('ES-14.8a ES-14.8d ES-14.9c: a court’s decision in force is carried out in the register, after the written notice', async () => {
  const centre = s.sandboxCentre;
  const subjectId = await subjectOf(centre, await s.signedIn('aibek@example.kg'));
  const number = await issued(centre, 'QN', subjectId);
  const decision = { ...courtRevocation.acts['register']!.example!, certificateNumber: number };
  const open = (inForceOn: string) =>
    s.registrar.post(casesOf(centre, 'court-revocation'), { json: { subjectId, data: { ...decision, inForceOn } } });
  refused(await open('2026-12-31'), 'COURT_DECISION_NOT_IN_FORCE');
  const { id } = ok(await open('2026-03-01'));
  const registrar = (name: string, data: object = {}) => act(s.registrar, centre, 'court-revocation', id, name, data);
  refused(await registrar('enter'), 'REG_NOTICE_REQUIRED');
  assert.equal(await endOf(centre, number), null);
  ok(await registrar('notifyOwner', { way: 'electronic', proof: 'No. 5' }));
  ok(await registrar('enter'));
  const end = (await endOf(centre, number))!;
  assert.deepEqual([end.ground, end.status, end.late], ['14(8)', 'revoked', false]);
});

/** The functions pass to another centre: it has agreed, the register is handed over, received and accepted. */
async function passedOn(from: TestCentre, announce: (how: object) => Promise<Answer>): Promise<void> {
  const heir = await s.newCentre();
  await accredited(s, heir);
  const { case_: takeover, transfer } = await agreed(s, heir, from);
  const { id } = ok(await announce(transfer));
  const { entries, digest } = (await from.head.get(`/v1/centres/${from.id}/register-export`)).json<{
    entries: number;
    digest: string;
  }>();
  const files = await filesOf(from);
  const stated = { entries, digest };
  ok(await act(from.head, from, 'cessation', id, 'handOverRegister', { ...stated, ...files, place: 'Carrier' }));
  ok(await act(heir.head, heir, 'takeover', takeover.id, 'receive', { number: '22', ...stated }));
  ok(await act(s.officer, from, 'cessation', id, 'acceptRegister', { number: '21', ...stated, ...files }));
}

test('ES-14.6.3: a centre that ceases without handing its functions over ends its unexpired certificates; with a successor none ends', async () => {
  const [alone, followed] = [await s.newCentre(), await s.newCentre()];
  const numbers = new Map<TestCentre, string[]>();
  for (const centre of [alone, followed]) {
    await accredited(s, centre);
    numbers.set(centre, [await issued(centre), await issued(centre), await issued(centre, 'NQ')]);
    const announce = (how: object) =>
      centre.head.post(casesOf(centre, 'cessation'), { json: { data: { on: '2026-05-10', ...how } } });
    if (centre === alone) ok(await announce({ transfer: 'no' }));
    else await passedOn(centre, announce);
  }
  await s.travel('2026-05-09T17:59:00Z');
  for (const number of numbers.get(alone)!) assert.equal(await endOf(alone, number), null);
  await s.travel('2026-05-10T04:00:00Z');
  for (const number of numbers.get(alone)!) {
    const end = (await endOf(alone, number))!;
    assert.deepEqual([end.ground, end.status], ['14(6)(3)', 'terminated']);
  }
  for (const number of numbers.get(followed)!) assert.equal(await endOf(followed, number), null);
});

test('ES-17.5c: when the term of an accreditation runs out, what is still active of the centre’s qualified certificates ends', async () => {
  const centre = await s.newCentre();
  await accredited(s, centre);
  // Longer than the cap of DECISIONS 35 lets any certificate be: the register does not rest on the cap alone.
  const number = await issued(centre, 'QN', uuidv7(), new Date('2040-01-01T00:00:00Z'));
  await s.travel('2031-05-09T04:00:00Z');
  assert.equal(await endOf(centre, number), null);
  await s.travel('2031-05-12T04:00:00Z');
  const end = (await endOf(centre, number))!;
  assert.deepEqual([end.ground, end.status], ['17(5)', 'terminated']);
});
