import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { purposesOf } from '../../src/consent/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { certificateSteps, consentByCertificate, type PreparedSigning } from '../support/consenting.ts';
import { startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';
import { until } from '../support/until.ts';
import { accepted, bodyOf, count, journalled, otherHolder, publish, refused } from './support.ts';

// What the owner of a key does and sees (ES-10, ES-12.2.2, ES-17.6.2), over HTTP.

// Friday, 15:00 in Bishkek.
const friday = '2026-11-20T09:00:00Z';

describe('the owner of a key', () => {
  let t: TestPlatform;
  let centre: TestCentre;
  let citizen: Visitor;
  let hers: Holder;
  before(async () => {
    t = await startPlatform({ at: friday });
    centre = await testCentre(t);
    hers = await centre.issue(0);
  });
  after(() => t.stop());
  let visits = 0;
  beforeEach(async () => {
    citizen = await t.signedIn('aibek@example.kg', `10.3.0.${++visits}`);
  });
  type Use = { key: string; certificate: string | null; documentHash: string; holderId: string; tool: string };
  const uses = async (): Promise<Use[]> => (await citizen.get('/v1/auth/key-uses')).json<{ items: Use[] }>().items;
  const keyOf = ({ certificate }: Holder): string =>
    createHash('sha256').update(certificate.publicKey.raw).digest('hex');
  const report = (who: Holder, knownAt?: string) =>
    citizen.post('/v1/auth/suspected-keys', {
      json: { key: keyOf(who), ...(knownAt === undefined ? {} : { knownAt }) },
    });

  test('ES-10.1b: a confirmation is of one signature: a second one in the same session is not made without another, and the owner sees every use', async () => {
    const steps = certificateSteps(t, citizen);
    const [one, other] = [await steps.begin(), await steps.begin()];
    const prepared = (await steps.ask(one, hers)).json<PreparedSigning>();
    const value = steps.sign(prepared, hers);
    assert.equal((await steps.send(one, hers, prepared, value)).status, 201);
    const signed = await count(t, 'consent');
    refused(await steps.send(one, hers, prepared, value), 'DRAFT_GONE');
    refused(await steps.send({ ...other, signingId: one.signingId }, hers, prepared, value), 'SIGNING_OVER');
    refused(await steps.send(other, hers, prepared, value), 'SIGNATURE_NOT_OF_KEY');
    refused(
      await citizen.post('/v1/me/consents', { json: { draftId: other.draftId, signingId: other.signingId } }),
      'SIGNATURE_INVALID',
    );
    assert.equal(await count(t, 'consent'), signed, 'no second consent');
    const found = await uses();
    assert.equal(found.length, 1);
    assert.deepEqual(
      [found[0]!.key, found[0]!.certificate, found[0]!.documentHash, found[0]!.holderId],
      ['certificate', hers.certificate.serial, one.manifestHash, t.sandbox.holderId],
    );
    const page = (await citizen.get('/me/certificates/uses?lang=ky')).body;
    assert.ok(page.includes(one.manifestHash.slice(0, 16)), 'on the owner’s page as well');
    const stranger = await t.signedIn('+996000123456', '10.3.1.1');
    assert.deepEqual((await stranger.get('/v1/auth/key-uses')).json<{ items: Use[] }>().items, []);
  });

  test('ES-12.2.2: shown and not confirmed until the session or its time ends, nothing is signed, and the log says SIGN_NOT_CONFIRMED', async () => {
    const consents = await count(t, 'consent');
    const steps = certificateSteps(t, citizen);
    const [left, waited] = [await steps.begin(), await steps.begin()];
    assert.equal((await steps.ask(left, hers)).status, 200);
    const prepared = (await steps.ask(waited, hers)).json<PreparedSigning>();
    const open = async (): Promise<string[]> =>
      (await journalled(t, 'identity.signing-not-confirmed')).map(
        ({ object, data }) => `${object.id} ${String(data['code'])}`,
      );
    assert.ok(!(await open()).some((line) => line.includes(left.signingId)));
    // Time ends one of them, the end of the session the other.
    await t.database.owner.query(
      systemScope('test'),
      `UPDATE signing SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [waited.signingId],
    );
    await t.platform.identity.sweep();
    assert.ok((await open()).includes(`${waited.signingId} SIGN_NOT_CONFIRMED`));
    refused(await steps.send(waited, hers, prepared, steps.sign(prepared, hers)), 'SIGNING_OVER');
    assert.equal((await citizen.post('/v1/auth/sign-out', { json: {} })).status, 200);
    assert.ok((await open()).includes(`${left.signingId} SIGN_NOT_CONFIRMED`));
    await t.platform.identity.sweep();
    assert.equal((await open()).filter((line) => line.includes(left.signingId)).length, 1, 'said once');
    assert.equal(await count(t, 'consent'), consents);
  });

  test('ES-17.6.2: the limits of the certificate are read before its key is used: another kind of document is SIGN_LIMIT, words are shown and confirmed', async () => {
    const steps = certificateSteps(t, citizen);
    const text = [{ lang: 'ky', text: 'Келишимдерге гана кол коюу үчүн' }];
    const ofKind = (kind: string) => ({
      limits: { text, rules: [{ kind: 'documentKinds' as const, values: [kind] }] },
    });
    const begun = await steps.begin();
    refused(await steps.ask(begun, await centre.issue(0, ofKind('contract'))), 'SIGN_LIMIT', 'ES-17.6.2');
    assert.equal((await consentByCertificate(t, citizen, await centre.issue(0, ofKind('consent')))).status, 201);
    const worded = await centre.issue(0, { limits: { text } });
    const prepared = (await steps.ask(begun, worded)).json<PreparedSigning>();
    assert.deepEqual(prepared.certificate.limits, text);
    const value = steps.sign(prepared, worded);
    refused(await steps.send(begun, worded, prepared, value), 'SIGNATURE_NOT_AUTHENTIC', 'ES-11.4');
    assert.equal((await steps.send(begun, worded, prepared, value, { limitsKept: true })).status, 201);
  });

  test('ES-10.2b: a reported key: every counterparty of what was signed with it is told the number of the certificate and the time', async () => {
    const lost = await centre.issue(0);
    const kept = await centre.issue(0);
    const other = await otherHolder(t, 'relying-holder', {});
    const third = await otherHolder(t, 'third-holder', {});
    const body = await bodyOf(t, 'inform_by_email');
    for (const { staff, holderId } of [other, third]) accepted(await publish(staff, holderId, body));
    const at = async (holderId: string): Promise<TestPlatform> => {
      const purposes = (await purposesOf(t.platform.db, holderId)).map(({ code, id }) => [code, id]);
      return { ...t, sandbox: { ...t.sandbox, holderId, purposes: Object.fromEntries(purposes) } };
    };
    for (const [there, key] of [
      [t, lost],
      [await at(other.holderId), lost],
      [await at(third.holderId), kept],
    ] as const) {
      const given = await consentByCertificate(there, citizen, key);
      assert.equal(given.status, 201, given.body);
    }
    const answer = await report(lost);
    assert.equal(answer.status, 200, answer.body);
    const told = answer.json<{ told: number; certificates: string[]; late: boolean }>();
    assert.deepEqual([told.told, told.certificates, told.late], [2, [lost.certificate.serial], false]);
    const officer = await t.signedIn('dpo@salyk.example.kg', '10.3.2.1');
    for (const staff of [officer, other.staff]) {
      const page = await until('the notice of the compromise', async () => {
        const { body } = await staff.get('/holder/tasks?lang=ru');
        return body.includes(lost.certificate.serial) ? body : null;
      });
      assert.ok(page.includes('20 ноября 2026'), 'with the time');
      assert.ok(!page.includes(kept.certificate.serial));
    }
    assert.ok(!(await third.staff.get('/holder/tasks?lang=ru')).body.includes(lost.certificate.serial));
    const again = (await report(lost)).json<{ told: number }>();
    assert.equal(again.told, 0, 'said twice, sent once');
  });

  test('a slip in the day, or a calendar of working days that ends, keeps nobody from stopping a key', async () => {
    const stranger = { certificate: { publicKey: { raw: Buffer.from('a key of nobody') } } } as unknown as Holder;
    const before = await journalled(t, 'identity.key-suspected');
    const answer = await report(stranger, '2020-01-01T00:00:00.123456789Z');
    assert.equal(answer.status, 200, answer.body);
    assert.equal(answer.json<{ late: boolean }>().late, true);
    assert.equal((await journalled(t, 'identity.key-suspected')).length, before.length + 1);
  });

  test('ES-10.2c: known on Friday, reported on Monday is in time; on Tuesday it is marked late', async () => {
    const [monday, tuesday] = [await centre.issue(0), await centre.issue(0)];
    for (const key of [monday, tuesday]) assert.equal((await consentByCertificate(t, citizen, key)).status, 201);
    const now = t.clock.now();
    try {
      refused(await report(monday, '2026-11-21T09:00:00Z'), 'KNOWN_IN_THE_FUTURE', 'ES-10.2c');
      t.clock.set(new Date('2026-11-23T09:00:00Z'));
      const inTime = (await report(monday, friday)).json<{ late: boolean; dueAt: string }>();
      assert.deepEqual([inTime.late, inTime.dueAt], [false, '2026-11-23T18:00:00.000Z']);
      t.clock.set(new Date('2026-11-24T09:00:00Z'));
      assert.equal((await report(tuesday, friday)).json<{ late: boolean }>().late, true);
      const marks = (await journalled(t, 'identity.key-suspected')).map(({ data }) => [data['key'], data['late']]);
      assert.ok(marks.some(([key, late]) => key === keyOf(monday) && late === false));
      assert.ok(marks.some(([key, late]) => key === keyOf(tuesday) && late === true));
    } finally {
      t.clock.set(now);
    }
  });
});
