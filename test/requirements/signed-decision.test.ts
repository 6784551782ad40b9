import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  accredited,
  act,
  apply,
  type CaseView,
  casesOf,
  type CentreStand,
  centreStand,
  list,
  ok,
  refused,
  rowOf,
  signedAct,
  type TestCentre,
} from '../../src/procedures/centres/test-centre.ts';
import { officerSigner } from '../../src/sandbox-officers.ts';
import { openSslFolder, pem } from '../../src/trust/formats/test-parties.ts';
import type { VerificationReport } from '../../src/trust/verify/index.ts';
import type { Answer, Visitor } from '../support/platform.ts';

// The authority's decisions on an accreditation, from the application to the revocation: each by an officer, of a day, under that officer's
// signature.

type Prepared = { readonly content: string; readonly toSign: string; readonly claimedAt: string };
const first = 'officer@authority.example.kg';
const second = 'officer2@authority.example.kg';

describe('the signed decision on accreditation', () => {
  let s: CentreStand;
  before(async () => {
    s = await centreStand('2027-03-01T04:00:00Z');
  });
  after(() => s?.stop());

  const accountOf = (login: string): string => s.sandbox.logins.find((one) => one.login === login)!.accountId;
  const path = (centre: TestCentre, id: string, name: string): string =>
    `${casesOf(centre, 'accreditation')}/${id}/acts/${name}`;
  /** What the officer with that login has to sign. */
  async function prepared(who: Visitor, at: string, data: object, login = first): Promise<Prepared> {
    const certificate = officerSigner(s.platform.trustFolder, accountOf(login)).certificate.toString('base64');
    const answer = await who.post(`${at}/signing`, { json: { data, certificate } });
    assert.equal(answer.status, 201, answer.body);
    return answer.json<Prepared>();
  }
  function send(
    who: Visitor,
    at: string,
    data: object,
    { toSign, claimedAt }: Prepared,
    login = first,
  ): Promise<Answer> {
    const { certificate, key } = officerSigner(s.platform.trustFolder, accountOf(login));
    const value = sign('sha256', Buffer.from(toSign, 'base64'), { key, dsaEncoding: 'ieee-p1363' });
    const signature = { certificate: certificate.toString('base64'), claimedAt, signature: value.toString('base64') };
    return who.post(at, { json: { ...data, signature } });
  }
  const filed = async (): Promise<{ centre: TestCentre; id: string }> => {
    const centre = await s.newCentre();
    return { centre, id: ok(await apply(centre)).id };
  };
  const stageOf = async (centre: TestCentre, id: string): Promise<CaseView> =>
    ok(await s.officer.get(`${casesOf(centre, 'accreditation')}/${id}`));
  const nothingDone = async (centre: TestCentre, id: string): Promise<void> => {
    const now = await stageOf(centre, id);
    assert.deepEqual([now.stage, now.acts.map(({ act: name }) => name), now.documents], ['FILED', ['apply'], []]);
    assert.equal(rowOf(await list(s, 'accredited'), centre), undefined);
  };
  /** The document and its signature as the applicant downloads them. */
  async function downloaded(
    centre: TestCentre,
    view: CaseView,
    kind: string,
  ): Promise<{ document: Buffer; signature: Buffer }> {
    const [only, ...more] = view.documents.filter((one) => one.kind === kind);
    assert.deepEqual(more, [], 'one outcome, one document');
    const file = `${casesOf(centre, 'accreditation')}/${view.id}/documents/${only!.seq}/document.json`;
    const [document, signature] = [await centre.head.get(file), await centre.head.get(`${file}.p7s`)];
    assert.deepEqual([document.status, signature.status], [200, 200]);
    const page = await centre.head.get(`/centre/cases/accreditation/${view.id}?lang=en`);
    assert.ok(
      page.body.includes(`href="${file}"`) && page.body.includes(`href="${file}.p7s"`),
      'shown to the applicant',
    );
    return { document: document.raw, signature: signature.raw };
  }
  async function holds(document: Buffer, signature: Buffer): Promise<void> {
    const checked = await s.visitor('10.4.0.1').post('/v1/signatures/verification', {
      json: { signature: signature.toString('base64'), document: document.toString('base64') },
    });
    const report = checked.json<VerificationReport>();
    assert.equal(report.verdict, 'valid', checked.body);
    assert.deepEqual([report.signatures[0]!.time.basis, report.signatures[0]!.class], ['reliable-time', 'unqualified']);
    assert.match(report.signatures[0]!.signer!.owner, /Исаков Данияр/);
    const { put, openssl } = openSslFolder();
    put('root.pem', pem('CERTIFICATE', (await s.platform.app.inject({ url: '/ca/root.cer' })).rawPayload));
    put('decision.json', document);
    put('decision.p7s', signature);
    const verify =
      'cms -verify -binary -inform DER -in decision.p7s -content decision.json -CAfile root.pem -purpose any -no_check_time -out out';
    const done = openssl(verify);
    assert.ok(done.ok, done.stderr);
    put('decision.json', document.toString().replace('"number":"', '"number":"1'));
    assert.ok(!openssl(verify).ok, 'an altered decision does not verify');
  }

  test('ES-8.2.1a: a decision to accredit is one outcome with officer, date and signature; it holds for the platform’s verifier and for OpenSSL, and the applicant has it', async () => {
    const { centre, id } = await filed();
    const at = path(centre, id, 'accredit');
    const data = { number: '71' };
    refused(await s.officer.post(at, { json: data }), 'ACT_UNSIGNED', 'ES-8.2.1a');
    await nothingDone(centre, id);
    const given = await prepared(s.officer, at, data);
    const content = JSON.parse(Buffer.from(given.content, 'base64').toString()) as Record<string, unknown>;
    assert.deepEqual(
      [content['case'], content['act'], content['by'], content['number'], content['decidedOn']],
      [id, 'accredit', accountOf(first), '71', '2027-03-01'],
    );
    await nothingDone(centre, id);

    const decided = ok(await send(s.officer, at, data, given));
    assert.equal(decided.stage, 'ACCREDITED');
    assert.deepEqual(
      decided.acts.map(({ act: name, at: when, party }) => [name, when, party]),
      [
        ['apply', '2027-03-01T04:00:00.000Z', 'centre'],
        ['accredit', '2027-03-01T04:00:00.000Z', 'authority'],
      ],
    );
    assert.ok(rowOf(await list(s, 'accredited'), centre), 'it took effect');
    const { document, signature } = await downloaded(centre, decided, 'accreditation-decision');
    assert.equal(document.toString('base64'), given.content, 'what was shown is what was signed');
    await holds(document, signature);

    // Exactly one outcome: neither the other one nor the same again.
    const reasons = [{ ground: 'ACC_STAFF', explanation: 'x' }];
    refused(await act(s.officer, centre, 'accreditation', id, 'refuse', { number: '72', reasons }), 'NOT_ITS_TURN');
    refused(await send(s.officer, at, data, given), 'NOT_ITS_TURN');
    assert.equal((await stageOf(centre, id)).documents.length, 1);
  });

  test('ES-8.2.1a: a refusal is signed as well, and without a signature it is none', async () => {
    const centre = await s.newCentre();
    const { id } = ok(await apply(centre, { means: ['none'] }));
    const at = path(centre, id, 'refuse');
    const data = { number: '8', reasons: [{ ground: 'ACC_TOOLS', explanation: 'The means are not on the list.' }] };
    refused(await s.officer.post(at, { json: data }), 'ACT_UNSIGNED', 'ES-8.2.1a');
    await nothingDone(centre, id);
    const decided = ok(await send(s.officer, at, data, await prepared(s.officer, at, data)));
    assert.equal(decided.stage, 'REFUSED');
    const { document, signature } = await downloaded(centre, decided, 'accreditation-refusal');
    assert.deepEqual((JSON.parse(document.toString()) as { reasons: unknown }).reasons, data.reasons);
    await holds(document, signature);
  });

  test('another officer’s certificate, one that nobody approved, an altered signature, another decision: none of them decides', async () => {
    const { centre, id } = await filed();
    const at = path(centre, id, 'accredit');
    const data = { number: '71' };
    // The second officer's key does not sign for the first.
    const theirs = await prepared(s.officer, at, data, second);
    refused(await send(s.officer, at, data, theirs, second), 'OFFICER_CERTIFICATE_OTHER', 'ES-8.2.1a');
    // A signature upon one decision is none upon another one, nor in another case.
    const given = await prepared(s.officer, at, data);
    const other = await filed();
    for (const [where, what] of [
      [at, { number: '72' }],
      [path(other.centre, other.id, 'accredit'), data],
    ] as const)
      refused(await send(s.officer, where, what, given), 'SIGNATURE_NOT_OF_KEY');
    // Broken.
    const broken = Buffer.from(given.toSign, 'base64');
    broken[broken.length - 1]! ^= 1;
    refused(await send(s.officer, at, data, { ...given, toSign: broken.toString('base64') }), 'SIGNATURE_NOT_OF_KEY');
    // Of yesterday.
    refused(await send(s.officer, at, data, { ...given, claimedAt: '2027-02-28T04:00:00.000Z' }), 'SIGNING_OVER');
    await nothingDone(centre, id);
    await nothingDone(other.centre, other.id);
    ok(await send(s.officer, at, data, given));
  });

  test('a certificate signs for its officer from the approval of another officer until it is ended', async () => {
    const route = '/v1/authority/officer-certificates';
    type Item = { certificateId: string; accountId: string; sha256: string; approvedAt: string | null };
    const items = async (): Promise<Item[]> => (await s.officer.get(route)).json<{ items: Item[] }>().items;
    const mine = (await items()).find(({ accountId }) => accountId === accountOf(first))!;
    const { centre, id } = await filed();
    const at = path(centre, id, 'accredit');
    const data = { number: '91' };
    assert.equal((await s.officer2.post(`${route}/${mine.certificateId}/end`)).status, 200);
    const given = await prepared(s.officer, at, data);
    assert.notEqual((await send(s.officer, at, data, given)).status, 200);
    await nothingDone(centre, id);

    const { certificate } = officerSigner(s.platform.trustFolder, accountOf(first));
    const enter = () => s.officer.post(route, { json: { certificate: certificate.toString('base64') } });
    const entered = (await enter()).json<{ certificateId: string; sha256: string }>();
    assert.equal((await enter()).json<{ code: string }>().code, 'OFFICER_CERTIFICATE_TWICE');
    assert.notEqual((await send(s.officer, at, data, given)).status, 200, 'not approved yet');
    const approve = `${route}/${entered.certificateId}/approve`;
    const sha256 = entered.sha256;
    refused(await s.officer.post(approve, { json: { sha256 } }), 'OFFICER_CERTIFICATE_OWN');
    const wrong = { json: { sha256: '0'.repeat(64) } };
    assert.equal((await s.officer2.post(approve, wrong)).json<{ code: string }>().code, 'OFFICER_CERTIFICATE_UNKNOWN');
    assert.equal((await s.officer2.post(approve, { json: { sha256 } })).status, 200);
    assert.equal(ok(await send(s.officer, at, data, given)).stage, 'ACCREDITED');
  });

  test('a warning that suspends, a resumption and a revocation are signed as well: unsigned, none of them takes effect; signed, each holds for OpenSSL', async () => {
    const centre = await s.newCentre();
    const { id } = await accredited(s, centre);
    const breaches = [{ breach: 'One employee is left.' }];
    const standing = async (): Promise<string> => rowOf(await list(s, 'accredited'), centre)?.standing.state ?? 'none';
    const decisions = async (): Promise<number> =>
      (await stageOf(centre, id)).acts.filter(({ act: name }) => /^(warn|resume|revoke)$/.test(name)).length;
    /** Unsigned nothing changes; then the same, signed, with what the centre downloads of it. */
    async function decide(name: string, kind: string, law: string, data: object): Promise<void> {
      const at = path(centre, id, name);
      const before = [await standing(), await decisions()];
      refused(await s.officer.post(at, { json: data }), 'ACT_UNSIGNED', law);
      // Signed by a key that is not the deciding officer's.
      const theirs = await prepared(s.officer, at, data, second);
      refused(await send(s.officer, at, data, theirs, second), 'OFFICER_CERTIFICATE_OTHER');
      assert.deepEqual([await standing(), await decisions()], before, `${name} took no effect`);
      const given = await prepared(s.officer, at, data);
      const done = ok(await send(s.officer, at, data, given));
      const { document, signature } = await downloaded(centre, done, kind);
      assert.equal(document.toString('base64'), given.content, 'what was shown is what was signed');
      const content = JSON.parse(document.toString()) as Record<string, unknown>;
      const said = [content['case'], content['act'], content['by'], content['decidedOn']];
      assert.deepEqual(said, [id, name, accountOf(first), s.clock.now().toISOString().slice(0, 10)]);
      assert.equal((content['centre'] as { id: string }).id, centre.id);
      await holds(document, signature);
    }

    const warning = { number: 'W-1', breaches, fixUntil: '2027-03-10' };
    await decide('warn', 'accreditation-warning', 'ES-8.2.1c', warning);
    assert.equal(await standing(), 'suspended');
    const eliminated = [{ breachNumber: 1, evidence: 'Order No. 4' }];
    ok(await act(centre.head, centre, 'accreditation', id, 'reportEliminated', { eliminated }));
    await decide('resume', 'accreditation-resumption', 'ES-8.2.1a', { number: '9' });
    assert.equal(await standing(), 'active');
    ok(await signedAct(s, s.officer, centre, id, 'warn', { ...warning, number: 'W-2' }));
    await s.travel('2027-03-11T04:00:00Z');
    const reasons = 'The breach was not eliminated in its term.';
    await decide('revoke', 'accreditation-revocation', 'ES-8.2.1a', { number: '10', reasons });
    assert.equal(await standing(), 'none');
    assert.equal(rowOf(await list(s, 'revoked'), centre)!.standing.state, 'revoked');
  });
});
