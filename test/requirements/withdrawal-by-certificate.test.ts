import assert from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { recordGround } from '../../src/consent/index.ts';
import { inventedCitizens } from '../../src/identity/index.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { pemOf } from '../../src/trust/issue/index.ts';
import { type Holder, testCentre, type TestCentre } from '../support/centre.ts';
import { ask, consentByCertificate, recorded, subjectOf } from '../support/consenting.ts';
import { type Answer, startPlatform, type TestPlatform, type Visitor } from '../support/platform.ts';

// A consent is withdrawn as it may be given: by an application that is signed with the key of a certificate.

type Prepared = {
  signingId: string;
  toSign: string;
  claimedAt: string;
  content: string;
  certificate: { owner: string; number: string };
};
type Statement = {
  consent: { id: string };
  declaration: Record<'ky' | 'ru' | 'en', string>;
  application: string | null;
};
const words = 'Мындан ары кат жөнөтпөңүздөр.';

describe('a withdrawal signed by certificate', () => {
  let t: TestPlatform;
  let centre: TestCentre;
  let citizen: Visitor;
  let holder: Visitor;
  let hers: Holder;
  const folder = mkdtempSync(join(tmpdir(), 'mk-withdrawal-'));
  before(async () => {
    t = await startPlatform();
    centre = await testCentre(t);
    hers = await centre.issue(0);
    citizen = await t.signedIn('aibek@example.kg', '10.3.0.1');
    holder = await t.signedIn('dpo@salyk.example.kg', '10.3.0.2');
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await t.stop();
  });

  const own = ({ certificate }: Pick<Holder, 'certificate'>): string => certificate.raw.toString('base64');
  const value = ({ toSign }: Pick<Prepared, 'toSign'>, { key }: Holder): Buffer =>
    sign('sha256', Buffer.from(toSign, 'base64'), { key, dsaEncoding: 'ieee-p1363' });
  const drawUp = (consentId: string, who: Holder, application?: string): Promise<Answer> =>
    citizen.post(`/v1/me/consents/${consentId}/withdrawal/signing`, {
      json: { certificate: own(who), ...(application === undefined ? {} : { application }) },
    });
  const send = (consentId: string, who: Holder, prepared: Prepared, signature: Buffer, content = prepared.content) =>
    citizen.post(`/v1/me/consents/${consentId}/withdrawal/signature`, {
      json: {
        signingId: prepared.signingId,
        content,
        byCertificate: {
          certificate: own(who),
          claimedAt: prepared.claimedAt,
          signature: signature.toString('base64'),
        },
      },
    });
  async function given(): Promise<string> {
    const answer = await consentByCertificate(t, citizen, hers);
    assert.equal(answer.status, 201, answer.body);
    return answer.json<{ consentId: string }>().consentId;
  }
  const stateOf = async (consentId: string): Promise<string> =>
    (await citizen.get(`/v1/me/consents/${consentId}`)).json<{ consent: { state: string } }>().consent.state;
  const codeOf = (answer: Answer): string => answer.json<{ code: string }>().code;

  test('CP-F-30: the signed application ends the consent at once, holds for OpenSSL with the root alone, and is kept as evidence', async () => {
    const consentId = await given();
    const subjectId = await subjectOf(t, holder, String(inventedCitizens[0]!.claims['pin']));
    const question = { code: 'inform_by_email', subjectId, categories: ['email'] };
    const allowed = await ask(t, holder, question);
    const asked = await drawUp(consentId, hers, words);
    assert.equal(asked.status, 201, asked.body);
    const prepared = asked.json<Prepared>();
    const content = Buffer.from(prepared.content, 'base64');
    const statement = JSON.parse(content.toString()) as Statement;
    assert.deepEqual([statement.consent.id, statement.application], [consentId, words]);
    assert.match(statement.declaration.ky, /макулдукту кайта сурап алам/);
    assert.ok(Buffer.from(prepared.toSign, 'base64').includes(createHash('sha256').update(content).digest()));
    assert.equal(await stateOf(consentId), 'active', 'nothing happens before the signature');
    const done = await send(consentId, hers, prepared, value(prepared, hers));
    assert.equal(done.status, 200, done.body);
    assert.equal(done.json<{ outcome: string }>().outcome, 'withdrawn');
    assert.equal(await stateOf(consentId), 'withdrawn');
    assert.equal(allowed.allowed, true, JSON.stringify(allowed));
    t.clock.advance(1000);
    assert.equal((await ask(t, holder, question)).reason, 'CONSENT_WITHDRAWN');

    const document = (await citizen.get(`/v1/me/consents/${consentId}/withdrawal.json`)).raw;
    const message = (await citizen.get(`/v1/me/consents/${consentId}/withdrawal.json.p7s`)).raw;
    assert.ok(document.equals(content));
    assert.equal(openSsl(message, document), 0);
    assert.notEqual(openSsl(message, Buffer.from(document.toString().replace(words, 'Макулмун.'))), 0);
    const checked = await t.visitor('10.3.1.1').post('/v1/signatures/verification', {
      json: { signature: message.toString('base64'), document: document.toString('base64') },
    });
    const report = checked.json<{
      verdict: string;
      signatures: { class: string; conditions: { status: string }[] }[];
    }>();
    assert.equal(report.verdict, 'valid');
    assert.equal(report.signatures[0]!.class, 'qualified');
    assert.deepEqual(
      report.signatures[0]!.conditions.map(({ status }) => status),
      ['met', 'met', 'met', 'met'],
    );
    // The words lie sealed; the journal holds the document and the evidence fast by their digests.
    await recorded(t);
    const [event] = await t.database.owner.query<{ sealed: Buffer; body: Buffer }>(
      systemScope('test'),
      `SELECT e.sealed, j.body FROM consent_event e JOIN journal j ON j.entry_id = e.journal_entry_id WHERE e.consent_id = $1 AND e.kind = 'withdrawn'`,
      [consentId],
    );
    assert.ok(!event!.sealed.includes('жөнөтпөңүздөр'));
    const entry = JSON.parse(event!.body.toString()) as { data: Record<string, string> };
    assert.equal(entry.data['documentHash'], createHash('sha256').update(content).digest('hex'));
    assert.equal(entry.data['signatureType'], 'qualified');
    assert.match(entry.data['evidenceHash']!, /^[0-9a-f]{64}$/);
  });

  test('PD-9.4h: signed with a key as it was given, a withdrawal takes fewer calls and fewer fields than giving, and asks for nothing more', async () => {
    const counted = { calls: 0, fields: new Set<string>() };
    const post: Visitor['post'] = (url, more) => {
      counted.calls++;
      for (const name of Object.keys((more?.json ?? {}) as object)) counted.fields.add(name);
      return citizen.post(url, more);
    };
    const taken = (): [number, number] => {
      const found: [number, number] = [counted.calls, counted.fields.size];
      counted.calls = 0;
      counted.fields.clear();
      return found;
    };
    const gave = await consentByCertificate(t, { ...citizen, post }, hers);
    const { consentId } = gave.json<{ consentId: string }>();
    const giving = taken();
    const prepared = (
      await post(`/v1/me/consents/${consentId}/withdrawal/signing`, { json: { certificate: own(hers) } })
    ).json<Prepared>();
    const signature = value(prepared, hers).toString('base64');
    const byCertificate = { certificate: own(hers), claimedAt: prepared.claimedAt, signature };
    const done = await post(`/v1/me/consents/${consentId}/withdrawal/signature`, {
      json: { signingId: prepared.signingId, content: prepared.content, byCertificate },
    });
    assert.equal(done.status, 200, done.body);
    const withdrawing = taken();
    assert.ok(withdrawing[0] < giving[0] && withdrawing[1] < giving[1], JSON.stringify({ giving, withdrawing }));
  });

  test('other bytes, another’s key, another consent or a second use of one signature withdraw nothing', async () => {
    const [one, other] = [await given(), await given()];
    assert.equal(await stateOf(one), 'replaced');
    const prepared = (await drawUp(other, hers)).json<Prepared>();
    const statement = JSON.parse(Buffer.from(prepared.content, 'base64').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...statement, application: 'башка' })).toString('base64');
    assert.equal(codeOf(await send(other, hers, prepared, value(prepared, hers), changed)), 'SIGN_CONTENT_NOT_SHOWN');
    const broken = value(prepared, hers);
    broken[7]! ^= 1;
    assert.equal(codeOf(await send(other, hers, prepared, broken)), 'SIGNATURE_NOT_OF_KEY');
    assert.equal(codeOf(await send(one, hers, prepared, value(prepared, hers))), 'SIGNATURE_INVALID');
    const strangers = await centre.issue(null);
    const theirs = (await drawUp(other, strangers)).json<Prepared>();
    assert.equal(codeOf(await send(other, strangers, theirs, value(theirs, strangers))), 'CERTIFICATE_NOT_YOURS');
    assert.equal(await stateOf(other), 'active');
    assert.equal(codeOf(await citizen.get(`/v1/me/consents/${other}/withdrawal.json`)), 'WITHDRAWAL_NOT_SIGNED');
    assert.equal((await send(other, hers, prepared, value(prepared, hers))).status, 200);
    assert.equal(codeOf(await send(other, hers, prepared, value(prepared, hers))), 'SIGNING_OVER');
  });

  test('PD-9.4b: where another ground was recorded earlier, the refusal names it, and the signed application is kept', async () => {
    const consentId = await given();
    const staff = {
      accountId: t.sandbox.logins.find((one) => one.who === 'data officer')!.accountId,
      holderId: t.sandbox.holderId,
    };
    const subjectId = await subjectOf(t, holder, String(inventedCitizens[0]!.claims['pin']));
    const ground = await recordGround(t.platform.consent, staff, {
      purposeId: t.sandbox.purposes['inform_by_email']!,
      subjectId,
      code: 'PD-5.1-2a',
      evidence: { contract: 'No. 12', subjectIsParty: true, from: '2026-11-01' } as never,
      endsAt: new Date('2026-12-31T18:00:00Z'),
    });
    assert.ok(!isRefusal(ground), JSON.stringify(ground));
    t.clock.advance(60_000);
    const prepared = (await drawUp(consentId, hers, words)).json<Prepared>();
    const refused = await send(consentId, hers, prepared, value(prepared, hers));
    assert.equal(codeOf(refused), 'PROCESSING_LAWFUL_WITHOUT_CONSENT', refused.body);
    assert.ok(refused.body.includes('PD-5.1-2a'), refused.body);
    assert.equal(await stateOf(consentId), 'active');
    const message = (await citizen.get(`/v1/me/consents/${consentId}/withdrawal.json.p7s`)).raw;
    const document = (await citizen.get(`/v1/me/consents/${consentId}/withdrawal.json`)).raw;
    assert.equal(openSsl(message, document), 0);
  });

  function openSsl(message: Buffer, content: Buffer): number | null {
    const put = (name: string, bytes: Uint8Array | string): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const at = String(Math.floor(t.clock.now().getTime() / 1000) + 1);
    const given = `cms -verify -binary -inform DER -in ${put('s.p7s', message)} -CAfile ${put('root.pem', pemOf('CERTIFICATE', centre.root))} -purpose any -attime ${at} -content ${put('c', content)} -out ${join(folder, 'out')}`;
    return spawnSync('openssl', given.split(' ')).status;
  }
});
