import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { isRefusal } from '../../../platform/refusal.ts';
import { certIdBytes, ocspPathOf, ocspRequest, parseOcspResponse, verifyOcspResponse } from '../../formats/index.ts';
import { endCertificate, type IssuedCertificate } from '../../issue/index.ts';
import { judge, pem } from '../../issue/test-openssl.ts';
import { addresses } from '../../issue/test-people.ts';
import { type Certificate, parseCertificate, strictAlgorithms } from '../../path/index.ts';
import { actor, type StatusStand, statusStand } from '../test-status.ts';

const run = promisify(execFile);
let at: StatusStand;
const openssl = judge();
before(async () => {
  at = await statusStand();
  for (const [name, { raw }] of Object.entries(at.chain.certificates))
    openssl.put(`${name}.pem`, pem('CERTIFICATE', raw));
});
after(async () => {
  openssl[Symbol.dispose]();
  assert.deepEqual(at.faults, []);
  await at.close();
});

const idOf = (serial: string, { subject: name, publicKey }: Certificate, digest = 'sha1'): Buffer =>
  certIdBytes(serial, { name, publicKey }, digest);
const about = ({ number }: IssuedCertificate, digest?: string): Buffer =>
  ocspRequest([idOf(number, at.chain.certificates.ACA, digest)]);
const post = (payload: Buffer, issuer = 'ishenim', type = 'application/ocsp-request', remoteAddress = '127.0.0.1') =>
  at.app.inject({ method: 'POST', url: `/ocsp/${issuer}`, headers: { 'content-type': type }, payload, remoteAddress });
const get = (request: Buffer, issuer = 'ishenim') => at.get(`/ocsp/${issuer}/${ocspPathOf(request)}`);
const statusOf = async (issued: IssuedCertificate, bytes: Buffer, nonce?: Buffer) => {
  const certificate = at.chain.certificates.ACA;
  const issuer = { name: certificate.subject, publicKey: certificate.publicKey, certificate };
  const rules = { algorithms: strictAlgorithms, at: at.clock.now() };
  const asked = nonce === undefined ? rules : { ...rules, nonce };
  return verifyOcspResponse(bytes, parseCertificate(issued.certificate), issuer, asked);
};
const end = async ({ number }: IssuedCertificate): Promise<void> => {
  const ended = await at.tx((tx) =>
    endCertificate(tx, at.deps, {
      registerId: at.registers.centre,
      number,
      ground: '14(6)(2)',
      reason: 'keyCompromise',
      knownAt: at.clock.now(),
      actor,
    }),
  );
  assert.ok(!isRefusal(ended), JSON.stringify(ended));
};
const kept = (): Promise<{ serial: string }[]> =>
  at.tx((tx) => tx.query(`SELECT encode(serial, 'hex') AS serial FROM ocsp_answer`));

test('an answer is signed before anybody asks, by a key the centre certified for it, and the same bytes go to everyone', async () => {
  const issued = await at.issued();
  assert.ok(parseCertificate(issued.certificate).raw.toString('latin1').includes(addresses.ocsp));
  await at.worker.round();
  assert.ok((await kept()).some(({ serial }) => serial === issued.number));
  const [one, two] = [await post(about(issued)), await get(about(issued))];
  assert.deepEqual([one.statusCode, one.headers['content-type']], [200, 'application/ocsp-response']);
  assert.ok(one.rawPayload.equals(two.rawPayload));
  const verdict = await statusOf(issued, one.rawPayload);
  assert.deepEqual([verdict.problems, verdict.status.state, verdict.positive], [[], 'good', true]);
  assert.equal(verdict.responder!.issuer.key, at.chain.certificates.ACA.subject.key);
  assert.ok(verdict.responder!.extensions.has('1.3.6.1.5.5.7.48.1.5'), 'id-pkix-ocsp-nocheck');
});

test('what the last run has signed stays when a new one begins', async () => {
  const issued = await at.issued();
  await at.worker.round();
  const answer = (await post(about(issued))).rawPayload;
  at.clock.advance(60_000);
  await at.presignAnew();
  assert.ok((await get(about(issued))).rawPayload.equals(answer));
});

test('caches are told what RFC 5019 asks for; who has the answer is told so', async () => {
  const issued = await at.issued();
  await at.worker.round();
  const answer = await get(about(issued));
  const { thisUpdate, nextUpdate } = await statusOf(issued, answer.rawPayload);
  assert.equal(answer.headers['cache-control'], 'max-age=60, public, no-transform, must-revalidate');
  assert.equal(new Date(String(answer.headers.expires)).getTime(), nextUpdate!.getTime());
  assert.equal(new Date(String(answer.headers['last-modified'])).getTime(), thisUpdate!.getTime());
  const url = `/ocsp/ishenim/${ocspPathOf(about(issued))}`;
  const again = await at.get(url, { 'if-none-match': String(answer.headers.etag) });
  assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0]);
  const head = await at.app.inject({ method: 'HEAD', url });
  assert.deepEqual([head.statusCode, head.rawPayload.length], [200, 0]);
  // Base64 as many clients write it: with its slashes and signs as they are.
  const bare = await at.get(`/ocsp/ishenim/${about(issued).toString('base64')}`);
  assert.ok(bare.rawPayload.equals(answer.rawPayload));
});

test('an end is answered in the round after its entry, with moment, reason and ground; a nonce is answered from the register at once', async () => {
  const issued = await at.issued();
  await at.worker.round();
  assert.equal((await statusOf(issued, (await post(about(issued))).rawPayload)).status.state, 'good');
  at.clock.advance(60_000);
  await end(issued);
  const nonce = Buffer.from('0123456789abcdef');
  const live = await post(ocspRequest([idOf(issued.number, at.chain.certificates.ACA)], nonce));
  const verdict = await statusOf(issued, live.rawPayload, nonce);
  assert.deepEqual([verdict.problems, verdict.status.state], [[], 'revoked']);
  assert.equal(live.headers['cache-control'], 'no-store');
  await at.worker.round();
  const { status } = await statusOf(issued, (await get(about(issued))).rawPayload);
  assert.ok(status.state === 'revoked');
  assert.equal(status.revocation.revocationDate.getTime(), at.clock.now().getTime());
  assert.deepEqual([status.revocation.reason, status.revocation.ground?.ground], [1, '14(6)(2)']);
});

test('the very question that was answered from memory: at another issuer’s address it is nobody’s, after the end it is told of the end', async () => {
  const issued = await at.issued();
  await at.worker.round();
  const forms = [get, post];
  for (const ask of [...forms, ...forms])
    assert.equal((await statusOf(issued, (await ask(about(issued))).rawPayload)).status.state, 'good');
  for (const ask of forms)
    assert.equal(parseOcspResponse((await ask(about(issued), 'ishenim.2')).rawPayload), 'unauthorized');
  at.clock.advance(60_000);
  await end(issued);
  await at.worker.round();
  for (const ask of forms)
    assert.equal((await statusOf(issued, (await ask(about(issued))).rawPayload)).status.state, 'revoked');
});

test('what was kept before an end is never given after it, though no round has come: the register is asked', async () => {
  const issued = await at.issued();
  await at.worker.round();
  await end(issued);
  // Not in memory yet, so the kept answer is read with the register beside it.
  const { status } = await statusOf(issued, (await post(about(issued))).rawPayload);
  assert.equal(status.state, 'revoked');
});

test('answers are renewed by law time before they run out; a certificate long expired has none at hand and is still answered for', async () => {
  const issued = await at.issued();
  await at.worker.round();
  const first = await statusOf(issued, (await get(about(issued))).rawPayload);
  at.clock.advance(2 * 3_600_000 + 1000);
  await at.worker.round();
  const second = await statusOf(issued, (await get(about(issued))).rawPayload);
  assert.ok(second.thisUpdate! > first.thisUpdate! && second.status.state === 'good');
  at.clock.advance(3 * 3_600_000);
  const late = await statusOf(issued, (await get(about(issued))).rawPayload);
  assert.deepEqual([late.problems, late.status.state], [[], 'good'], 'no round came, and what is kept has run out');
  at.clock.advance(420 * 86_400_000);
  await at.worker.round();
  assert.ok(!(await kept()).some(({ serial }) => serial === issued.number));
  const old = await statusOf(issued, (await post(about(issued))).rawPayload);
  assert.deepEqual([old.problems, old.status.state], [[], 'good']);
});

test('several questions get several answers; what no register holds is unknown; another issuer’s certificate is not ours to answer for', async () => {
  at.clock.set('2026-03-05T04:00:00Z');
  const [good, ended] = [await at.issued(), await at.issued()];
  await end(ended);
  const { ACA, TP } = at.chain.certificates;
  const ids = [good.number, ended.number, '4142434445'].map((serial) => idOf(serial, ACA));
  const answer = parseOcspResponse((await post(ocspRequest(ids))).rawPayload);
  assert.ok(typeof answer !== 'string');
  assert.deepEqual(
    answer.singles.map(({ status }) => status.state),
    ['good', 'revoked', 'unknown'],
  );
  assert.equal(parseOcspResponse((await post(ocspRequest([idOf(good.number, TP)]))).rawPayload), 'unauthorized');
  assert.equal(
    parseOcspResponse((await post(ocspRequest([ids[0]!, idOf(good.number, TP)]))).rawPayload),
    'unauthorized',
  );
  assert.equal((await post(about(good), 'nobody')).statusCode, 404);
});

test('what is no request is told so in OCSP; sizes are bounded; another content type is refused in words', async () => {
  assert.equal(parseOcspResponse((await post(Buffer.from('no DER'))).rawPayload), 'malformedRequest');
  assert.equal((await at.get('/ocsp/ishenim/%ff')).statusCode, 400);
  assert.equal(parseOcspResponse((await at.get('/ocsp/ishenim/!')).rawPayload), 'malformedRequest');
  const id = idOf('41', at.chain.certificates.ACA);
  assert.equal(
    parseOcspResponse((await post(ocspRequest(Array.from({ length: 101 }, () => id)))).rawPayload),
    'malformedRequest',
  );
  assert.equal((await post(Buffer.alloc(40_000))).statusCode, 413);
  const refused = await post(Buffer.from('{}'), 'ishenim', 'application/json');
  assert.equal(refused.statusCode, 415);
  assert.match(refused.body, /OCSP_REQUEST_EXPECTED/);
});

/** Asked by a client at that address. */
const from = (address: string, request: Buffer) => post(request, undefined, undefined, address);
const stateIn = (bytes: Buffer): string => {
  const answer = parseOcspResponse(bytes);
  return typeof answer === 'string' ? answer : answer.singles[0]!.status.state;
};

test('one client that floods with nonces is told to try later, and leaves to others what there is', async () => {
  const issued = await at.issued();
  const id = idOf(issued.number, at.chain.certificates.ACA);
  const began = performance.now();
  const asked = async (address: string, n: number): Promise<string> =>
    stateIn((await from(address, ocspRequest([id], Buffer.alloc(16, n)))).rawPayload);
  const states: string[] = [];
  for (let n = 0; n < 80; n++) states.push(await asked('10.8.30.1', n));
  const { burst, perSecond } = at.forOne;
  const answered = states.filter((one) => one === 'good').length;
  assert.ok(answered <= burst + Math.ceil(((performance.now() - began) / 1000) * perSecond), `${answered} answered`);
  assert.deepEqual([...new Set(states)], ['good', 'tryLater']);
  assert.equal(await asked('10.8.30.2', 0), 'good');
});

test('a flood that costs signatures is told to try later, and what is kept is answered all the same', async () => {
  const issued = await at.issued();
  await at.worker.round();
  await post(about(issued));
  const states = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const one = ocspRequest([idOf(`41${n.toString(16).padStart(4, '0')}`, at.chain.certificates.ACA)]);
      return stateIn((await from(`10.8.${n % 20}.1`, one)).rawPayload);
    }),
  );
  assert.deepEqual([...new Set(states)].sort(), ['tryLater', 'unknown']);
  assert.ok(states.filter((one) => one === 'unknown').length <= at.bounds.atOnce + at.bounds.perSecond);
  assert.equal((await statusOf(issued, (await post(about(issued))).rawPayload)).status.state, 'good');
});

test('OpenSSL as a client over the network: good, revoked with its reason, several at once; the root answers too; an altered answer is not believed', async () => {
  const [good, ended] = [await at.issued(), await at.issued()];
  for (const one of [good, ended]) openssl.put(`${one.number}.pem`, pem('CERTIFICATE', one.certificate));
  await end(ended);
  await at.worker.round();
  const address = await at.listen();
  // The certificates' time is an argument of this client, the answers' is not. The server answers in this process, so the client must not hold it up.
  const ask = async (issuer: string, ca: string, ...more: string[]): Promise<string> => {
    const time = String(Math.ceil(at.clock.now().getTime() / 1000));
    const trust = [
      '-CAfile',
      'ROOT.pem',
      '-verify_other',
      'ACA.pem',
      '-attime',
      time,
      '-validity_period',
      '1000000000',
    ];
    const args = ['ocsp', '-issuer', ca, ...more, '-url', `${address}/ocsp/${issuer}`, '-timeout', '20', ...trust];
    const { stdout, stderr } = await run('openssl', args, { cwd: openssl.folder, timeout: 30_000 });
    return `${stdout}${stderr}`;
  };
  const [one, two] = [good, ended].map(({ number }) => ['-cert', `${number}.pem`]);
  for (const digest of [[], ['-sha256'], ['-no_nonce']]) {
    const text = await ask('ishenim', 'ACA.pem', ...digest, ...one!, ...two!);
    assert.match(text, /Response verify OK/);
    assert.match(text, new RegExp(`${good.number}.pem: good`));
    assert.match(text, new RegExp(`${ended.number}.pem: revoked[\\s\\S]*keyCompromise`));
  }
  assert.match(await ask('root', 'ROOT.pem', '-cert', 'ACA.pem'), /ACA.pem: good[\s\S]*Response verify OK/);
  const answer = (await post(about(good))).rawPayload;
  answer[answer.length - 900]! ^= 1;
  openssl.put('altered.der', answer);
  const altered = openssl.run('ocsp', '-issuer', 'ACA.pem', ...one!, '-respin', 'altered.der', '-CAfile', 'ROOT.pem');
  assert.doesNotMatch(altered.text, /Response verify OK/);
});
