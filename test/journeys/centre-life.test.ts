import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import {
  accredited,
  act,
  casesOf,
  type CaseView,
  centreStand,
  list,
  ok,
  refused,
  rowOf,
  type TestCentre,
} from '../../src/procedures/centres/test-centre.ts';
import { systemClock } from '../../src/platform/clock.ts';
import {
  cadesMessage,
  digestsOf,
  finishSigner,
  parseSignedData,
  parseTimeStampResponse,
  prepareCades,
  timeStampRequest,
  toTimeStamp,
  withSignatureTimeStamp,
} from '../../src/trust/formats/index.ts';
import { type CaKey, makeRequest, pemOf } from '../../src/trust/issue/index.ts';
import { newKey } from '../../src/trust/issue/test-people.ts';
import { type Certificate, parseCertificate } from '../../src/trust/path/index.ts';
import { type Applicants, applicantsOf, example } from '../../src/wiring/test-applicants.ts';

// The life of a centre over HTTP, with what it has issued: its registers as of before and after, and what becomes of signatures. The
// law's day begins on the real one, because the time-stamp authority tells the real time.

const real = systemClock.real();
const later = (days: number, hours = 0): Date => new Date(real.getTime() + days * 86_400_000 + hours * 3_600_000);
const dayAfter = (days: number): string => later(days, 6).toISOString().slice(0, 10);
const s = await centreStand(real.toISOString());
after(() => s.stop());
const applicant = await s.signedIn('aibek@example.kg');
const document = Buffer.from('Мен жеке маалыматтарымды иштетүүгө макулмун.\n');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

type Signer = { readonly certificate: Certificate; readonly key: CaKey; readonly view: CaseView };

/** A centre with its own key here, accredited, and whoever applies at it. */
async function newAccredited(): Promise<{ centre: TestCentre; at: Applicants; case_: CaseView }> {
  const centre = await s.newCentre();
  const made = await centre.head.post(`/v1/centres/${centre.id}/key-requests`);
  assert.equal(made.status, 201, made.body);
  const case_ = await accredited(s, centre, made.json<{ request: string }>());
  return { centre, at: applicantsOf(s, centre, applicant, await s.registrarOf(centre)), case_ };
}

async function certified(at: Applicants): Promise<Signer> {
  const key = newKey();
  const request = pemOf('CERTIFICATE REQUEST', await makeRequest({ countryName: 'KG', commonName: 'x' }, key));
  return { ...(await at.issued({ request })), key };
}

async function signed({ certificate, key }: Signer, at: Applicants): Promise<Buffer> {
  const creationMeans = {
    use: ['createSignatureKey'] as const,
    kind: 'signatureMeans' as const,
    name: 'Makulduk колтамга каражаты (сыноо)',
    version: '1.0',
  };
  const prepared = prepareCades({
    certificate,
    content: digestsOf(document),
    signingTime: s.clock.now(),
    creationMeans,
  });
  const value = await key.sign(prepared.message);
  return cadesMessage([finishSigner(prepared, value)], [certificate, parseCertificate((await at.chain()).centre)]);
}

/** The same signature with a time-stamp of the installation's own authority. */
async function stamped(signature: Buffer): Promise<Buffer> {
  const message = parseSignedData(signature);
  const hash = createHash('sha256').update(toTimeStamp(message)).digest();
  const answer = await s.platform.app.inject({
    method: 'POST',
    url: '/tsp',
    headers: { 'content-type': 'application/timestamp-query' },
    payload: timeStampRequest({ digest: 'sha256', hash, wantsCertificate: true }),
  });
  return withSignatureTimeStamp(message, parseTimeStampResponse(answer.rawPayload).token!);
}

type Judged = {
  verdict: string;
  signatures: { conditions: { status: string; findings: { code: string; status: string }[] }[] }[];
};
let callers = 0;
async function verify(signature: Buffer, asOf?: Date): Promise<{ verdict: string; objections: string[] }> {
  const answer = await s.visitor(`10.7.0.${++callers}`).post('/v1/signatures/verification', {
    json: {
      signature: base64(signature),
      document: base64(document),
      ...(asOf === undefined ? {} : { asOf: asOf.toISOString() }),
    },
  });
  assert.equal(answer.status, 200, answer.body);
  const report = answer.json<Judged>();
  const found = report.signatures[0]!.conditions.flatMap(({ findings }) => findings);
  return {
    verdict: report.verdict,
    objections: found.filter(({ status }) => status !== 'met').map(({ code }) => code),
  };
}

type Entry = { state: string; end: { ground: string; since: string; reason: string | null } | null };
/** An entry of a register of certificates as anybody reads it. */
async function entry(number: string, asOf?: Date): Promise<Entry> {
  const query = asOf === undefined ? '' : `?asOf=${asOf.toISOString()}`;
  const answer = await s.visitor(`10.7.1.${++callers}`).get(`/v1/registers/certificates/${number}${query}`);
  assert.equal(answer.status, 200, answer.body);
  return answer.json<{ items: Entry[] }>().items[0]!;
}
const numberOfRoot = async (centre: Pick<TestCentre, 'id'>, asOf?: Date): Promise<string> =>
  rowOf(await list(s, 'accredited', asOf?.toISOString()), centre)!.accreditation['rootCertificate']!;
const officer = (centre: Pick<TestCentre, 'id'>, id: string) => (name: string, data: object) =>
  act(s.officer, centre as TestCentre, 'accreditation', id, name, data);

// What is stamped has to be there in real time: it is made before the law's day goes on.
const [alone, followed] = [await newAccredited(), await newAccredited()];
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

  const does = officer(centre, case_.id);
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
  for (const number of [signer.certificate.serial, root]) {
    assert.deepEqual([(await entry(number)).state, (await entry(number)).end!.ground], ['terminated', '17(5)'], number);
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
  const day = Math.round((s.clock.now().getTime() - real.getTime()) / 86_400_000);
  const register = { entries: 1, digest: 'a'.repeat(64), files: 1, filesDigest: 'b'.repeat(64) };
  for (const { centre } of [alone, followed]) {
    const transfer =
      centre === alone.centre
        ? { transfer: 'no' }
        : { transfer: 'yes', successor: { name: 'Башка борбор', registrationNumber: '222-ЖЧК' } };
    const data = {
      on: dayAfter(day + 40),
      ownersNotifiedOn: dayAfter(day - 1),
      owners: 1,
      proof: 'Messages',
      ...transfer,
    };
    const { id } = ok(await centre.head.post(casesOf(centre, 'cessation'), { json: { data } }));
    ok(await act(centre.head, centre, 'cessation', id, 'handOverRegister', { ...register, place: 'Carrier 1' }));
    ok(await act(s.officer, centre, 'cessation', id, 'acceptRegister', { number: `21-${centre.id}`, ...register }));
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
