import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type CaseView, casesOf, ok, refused } from '../../src/procedures/centres/test-centre.ts';
import { readRequest, requestBytes } from '../../src/trust/issue/index.ts';
import { applicants, example, newRequest } from '../../src/wiring/test-applicants.ts';

// A token with the keys in it, for an applicant who asks for one: SoftHSM2 is the token, GnuTLS the registrar's tool at the counter.

const module = ['/usr/lib/softhsm', '/usr/lib/x86_64-linux-gnu/softhsm', '/usr/local/lib/softhsm']
  .map((folder) => `${folder}/libsofthsm2.so`)
  .find((file) => existsSync(file));
const absent = ['softhsm2-util', 'p11tool', 'certtool'].find(
  (tool) => spawnSync(tool, ['--version']).error !== undefined,
);
const skip = module === undefined || absent !== undefined ? `${absent ?? 'softhsm2'} is not installed` : false;
if (skip !== false) console.error(`NOT RUN: a token with keys for an applicant: ${skip}`);

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const cases = casesOf(t.centre, 'certificate-application');
const asked = { keys: 'token', request: undefined };

/** A token with a key pair made inside it: its serial number, the request it signed, and what comes of taking the key out. */
function newToken() {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-token-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(join(folder, 'softhsm.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`);
  writeFileSync(join(folder, 'request.cfg'), 'cn = "token"\n');
  const env = { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm.conf'), GNUTLS_PIN: '271828' };
  const run = (tool: string, ...args: string[]) => {
    const done = spawnSync(tool, args, { cwd: folder, env, encoding: 'utf8', timeout: 30_000 });
    if (done.error !== undefined) throw done.error;
    return { ok: done.status === 0, text: done.stdout + done.stderr };
  };
  const must = (tool: string, ...args: string[]): string => {
    const done = run(tool, ...args);
    assert.ok(done.ok, done.text);
    return done.text;
  };
  const provider = ['--provider', module!];
  must('softhsm2-util', '--init-token', '--free', '--label', 'applicant', '--pin', '271828', '--so-pin', '31415926');
  const url = must('p11tool', ...provider, '--list-token-urls')
    .split('\n')
    .find((line) => line.includes('token=applicant'))!;
  must('p11tool', ...provider, '--login', '--generate-privkey=ecdsa', '--curve', 'secp256r1', '--label', 'own', url);
  const [own, open] = [`${url};object=own;type=private`, `${url};object=own;type=public`];
  must(
    'certtool',
    ...provider,
    '--generate-request',
    '--load-privkey',
    own,
    '--load-pubkey',
    open,
    '--template',
    'request.cfg',
    '--outfile',
    'request.pem',
  );
  return {
    serial: /serial=([0-9a-f]+)/.exec(url)![1]!,
    request: readFileSync(join(folder, 'request.pem'), 'utf8').replace(/^[^]*?(?=-----BEGIN)/, ''),
    flags: must('p11tool', ...provider, '--login', '--list-privkeys', url),
    exported: run('p11tool', ...provider, '--login', '--export', own).ok,
  };
}

test('ES-13.1.4a: an applicant who asks for a token gets one with the keys in it: the record of hand-over names the means and its number, and the key does not come out', {
  skip,
}, async () => {
  const token = newToken();
  assert.match(token.flags, /CKA_NEVER_EXTRACTABLE; CKA_SENSITIVE/);
  assert.equal(token.exported, false);

  const view = await t.ready(asked);
  const inToken = { request: token.request, means: 'СБ-1', serial: token.serial, leavesToken: 'no' };
  const put = (change: object) => t.by(t.registrar, view, 'keyInToken', { ...inToken, ...change });
  refused(await t.by(t.registrar, view, 'issue', example('issue')), 'KEYS_NOT_MADE', 'ES-13.1.4a');
  assert.equal((await put({ leavesToken: 'yes' })).status, 400, 'a token that lets its key out is none');
  refused(await put({ means: 'СБ-77' }), 'KEYS_MEANS_UNCONFIRMED');
  refused(await put({ request: 'nothing' }), 'ISS_REQUEST_UNREADABLE');
  ok(await put({}));
  // Of a token there is no file to give: the centre makes no key of its own for it.
  refused(await t.by(t.registrar, view, 'makeKeys', { means: 'СБ-4' }), 'KEYS_NOT_ASKED');
  ok(await t.by(t.registrar, view, 'issue', example('issue')));
  const certificate = await t.certificateOf(view);
  const inside = readRequest(requestBytes(Buffer.from(token.request))!).publicKey.raw;
  assert.ok(certificate.publicKey.raw.equals(inside), 'it is the key of the token that is certified');

  const hand = (serial: string) =>
    t.by(t.registrar, view, 'handToken', { serial, pinCode: 'apart', proof: 'receipt No. 12' });
  assert.ok((await hand(token.serial)).status >= 400, 'not before the receipt');
  ok(await t.by(t.applicant, view, 'receipt'));
  refused(
    await t.by(t.registrar, view, 'handOver', { way: 'handed', proof: 'No. 12' }),
    'KEYS_NOT_TAKEN',
    'ES-13.1.4a',
  );
  refused(await t.by(t.applicant, view, 'collect'), 'KEYS_NOT_TAKEN', 'ES-13.1.4a');
  refused(await hand('another'), 'KEYS_OTHER_TOKEN', 'ES-13.1.4a');
  ok(await hand(token.serial));
  const handed: CaseView = ok(await t.by(t.registrar, view, 'handOver', { way: 'handed', proof: 'No. 12' }));
  assert.equal(handed.stage, 'HANDED_OVER');
  const { seq } = handed.documents.find(({ kind }) => kind === 'means-hand-over')!;
  const { content } = (await t.applicant.get(`${cases}/${view.id}/documents/${seq}`)).json<{
    content: Record<string, unknown>;
  }>();
  const { means, version, confirmation, serial, leavesToken, pinCode, certificateNumber } = content;
  assert.deepEqual(
    [means, version, confirmation, serial, leavesToken, pinCode, certificateNumber],
    ['Makulduk колтамга каражаты (сыноо)', '1.0', 'СБ-1', token.serial, 'no', 'apart', certificate.serial],
  );
});

test('a token is not given to somebody who asked for none', async () => {
  const own = await t.ready();
  const data = { request: await newRequest(), means: 'СБ-1', serial: 'A-1', leavesToken: 'no' };
  refused(await t.by(t.registrar, own, 'keyInToken', data), 'KEYS_NOT_ASKED', 'ES-13.1.4a');
});
