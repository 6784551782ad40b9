import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { subjectByPin } from '../consent/index.ts';
import { inventedCitizens } from '../identity/index.ts';
import { systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import {
  accredited,
  act,
  casesOf,
  centreStand,
  ok,
  refused,
  type TestCentre,
} from '../procedures/centres/test-centre.ts';
import { addIssuer, issueCertificate, openRegister, type IssueOrder } from '../trust/issue/index.ts';
import { draftUnder, factsUnder, newChain } from '../trust/issue/lint/test-facts.ts';

// A register at the end of a centre whose functions nobody takes over (ES-13.6d, DECISIONS 40), over HTTP.

const s = await centreStand('2026-03-02T04:00:00Z');
after(() => s.stop());
const scope = systemScope('test');
const pin = inventedCitizens[0]!.claims['pin'] as string;
const { personId } = (await subjectByPin(s.platform.consent, s.sandbox.holderId, pin))!;

/** An unqualified certificate of a citizen in the register of a centre that never was accredited, whose key this installation does not hold. */
async function issuedBy(centre: TestCentre): Promise<{ number: string; fingerprint: string }> {
  const chain = await newChain();
  const { deps } = s.platform.issuing;
  const subjectId = s.platform.consent.keys.subjectIdOf(personId, centre.id);
  const issued = await s.platform.db.tx(scope, async (tx) => {
    const issuerId = await addIssuer(tx, deps, {
      registerId: await openRegister(tx, deps, centre.id),
      holderId: centre.id,
      certificate: chain.certificates.ACA.raw,
      keyName: 'elsewhere',
    });
    const { serial: _s, issuer: _i, notBefore: _b, notAfter: _a, ...draft } = draftUnder(chain, 'NQ', 'ACA');
    const order: IssueOrder = {
      issuerId,
      draft,
      until: new Date('2027-03-01T00:00:00Z'),
      subjectId,
      agreement: { id: 'agreement-1', concludedAt: s.clock.now() },
      facts: factsUnder(chain, 'NQ', 'ACA'),
      actor: { kind: 'system', id: 'test' },
    };
    return issueCertificate(tx, deps, order, chain.keys.ACA);
  });
  assert.ok(!isRefusal(issued), JSON.stringify(issued));
  s.clock.advance(1000);
  return { number: issued.number, fingerprint: createHash('sha256').update(issued.certificate).digest('hex') };
}
const look = (id: string) => s.visitor().get(`/v1/registers/certificates/${id}`);
const rowsOf = async (centre: TestCentre): Promise<number> =>
  (
    await s.database.owner.query<{ n: number }>(
      scope,
      `SELECT (SELECT count(*) FROM certificate WHERE holder_id = $1) + (SELECT count(*) FROM certificate_end WHERE holder_id = $1)
            + (SELECT count(*) FROM data_key WHERE holder_id = $1 AND class = 'proof') AS n`,
      [centre.id],
    )
  )[0]!.n;
const destruction = { number: '23', on: '2026-05-01' };

test('ES-13.6d: a centre that never was accredited ceases without transfer: its register is destroyed with an act; one that was accredited is refused until the authority has accepted the transfer', async () => {
  const [centre, other] = [await s.newCentre(), await s.newCentre()];
  await accredited(s, other);
  const { number, fingerprint } = await issuedBy(centre);
  assert.equal((await look(fingerprint)).status, 200);
  const announced = await centre.head.post(casesOf(centre, 'cessation'), {
    json: { data: { on: '2026-04-20', transfer: 'no' } },
  });
  const { id } = ok(announced);
  const destroys = (of: TestCentre, caseId: string) => act(of.head, of, 'cessation', caseId, 'destroy', destruction);
  refused(await destroys(centre, id), 'NOT_ITS_TURN');
  const stated = { ownersNotifiedOn: '2026-03-02', owners: 0, proof: 'none' };
  const elsewhere = ok(
    await other.head.post(casesOf(other, 'cessation'), {
      json: { data: { on: '2026-04-20', transfer: 'no', ...stated } },
    }),
  );
  await s.travel('2026-05-01T04:00:00Z');
  assert.equal((await look(number)).json<{ items: { state: string }[] }>().items[0]!.state, 'terminated');
  assert.ok((await rowsOf(centre)) >= 3);

  const view = ok(await destroys(centre, id));
  assert.equal(view.stage, 'DESTROYED');
  const { seq } = view.documents.find(({ kind }) => kind === 'register-destruction')!;
  const document = (await centre.head.get(`${casesOf(centre, 'cessation')}/${id}/documents/${seq}`)).json<{
    content: object;
  }>();
  assert.deepEqual(document.content, { cites: 'ES-13.6d', ...destruction, entriesDestroyed: 1 });
  assert.equal(await rowsOf(centre), 0);
  for (const one of [number, fingerprint]) assert.equal((await look(one)).status, 404);

  refused(await destroys(other, elsewhere.id), 'REG_DESTROY_FORBIDDEN', 'ES-15.4.2');
  const register = { entries: 0, digest: 'a'.repeat(64), files: 0, filesDigest: 'b'.repeat(64) };
  ok(await act(other.head, other, 'cessation', elsewhere.id, 'handOverRegister', { ...register, place: 'Carrier' }));
  refused(await destroys(other, elsewhere.id), 'REG_DESTROY_FORBIDDEN', 'ES-15.4.2');
  ok(await act(s.officer, other, 'cessation', elsewhere.id, 'acceptRegister', { number: '21', ...register }));
  assert.equal(ok(await destroys(other, elsewhere.id)).stage, 'DESTROYED');
});

test('no entry of the register of a centre that was accredited can be removed, whoever asks the database in the name of the application', async () => {
  const centre = await s.newCentre();
  await accredited(s, centre);
  const tries = [
    `SELECT destroy_register((SELECT id FROM certificate_register WHERE holder_id = '${centre.id}'))`,
    `WITH d AS (INSERT INTO register_destruction SELECT id, id, 'x', now(), 0, id FROM certificate_register WHERE holder_id = '${centre.id}') SELECT 1`,
  ];
  await assert.rejects(s.platform.db.query(scope, tries[0]!), /by the act of its centre only/);
  await assert.rejects(
    s.platform.db.tx(scope, async (tx) => {
      await tx.query(tries[1]!);
      await tx.query(tries[0]!);
    }),
    /was accredited is not destroyed/,
  );
});
