import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isRefusal, type Refusal } from '../src/platform/refusal.ts';
import { createKeyFile, endCertificate, pemOf } from '../src/trust/issue/index.ts';
import { judge } from '../src/trust/issue/test-openssl.ts';
import { actor } from '../src/trust/issue/register/test-register.ts';
import { newKey, t0 } from '../src/trust/issue/test-people.ts';
import { parseCrl } from '../src/trust/path/index.ts';
import { acceptList, type CrlPlan, signCrl } from '../src/trust/status/index.ts';
import { type StatusStand, statusStand } from '../src/trust/status/test-status.ts';
import { rootCommand } from './root.ts';

// The ceremony as the runbook has it: the platform with its database, the root's machine with a folder and nothing else, and files
// that are carried between them.

const folder = mkdtempSync(join(tmpdir(), 'mk-root-'));
const [platform, machine] = [join(folder, 'platform'), join(folder, 'root-machine')];
const openssl = judge();
const lines: string[] = [];
let at: StatusStand;
const rootKey = (() => {
  mkdirSync(platform);
  mkdirSync(machine);
  const passphrases = ['биринчи кызматкердин сөзү', 'экинчи кызматкердин сөзү'];
  passphrases.forEach((text, index) => writeFileSync(join(machine, `p${index + 1}`), `${text}\n`));
  return createKeyFile(join(machine, 'root.key'), { name: 'root', algorithm: 'ecdsa-sha384', passphrases, now: t0 });
})();
before(async () => {
  at = await statusStand({ ROOT: rootKey });
  // From here on this installation does not hold it.
  at.held.delete(at.issuers.ROOT);
  writeFileSync(join(machine, 'root.pem'), pemOf('CERTIFICATE', at.chain.certificates.ROOT.raw));
  openssl.put('root.pem', pemOf('CERTIFICATE', at.chain.certificates.ROOT.raw));
});
after(async () => {
  openssl[Symbol.dispose]();
  await at.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A command on the platform: it has the database. */
const here = (...args: string[]): Promise<number> =>
  rootCommand(args, {
    env: { DATABASE_URL: at.database.target, MAKULDUK_DATA: join(platform, 'data') },
    print: (text) => void lines.push(...text.split('\n')),
  });
// Where the system allows it the machine has no network at all.
const alone = spawnSync('unshare', ['-n', 'true']).status === 0 ? ['unshare', '-n'] : [];
/** A command on the root's machine, as a program of its own: no database, no settings, its own folder. */
function there(...args: string[]): { code: number; text: string } {
  const program = join(import.meta.dirname, 'makulduk.ts');
  const [command, ...rest] = [...alone, process.execPath, program, 'ca', ...args];
  const done = spawnSync(command!, rest, {
    cwd: machine,
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { code: done.status ?? -1, text: `${done.stdout}${done.stderr}` };
}
const carry = (name: string, from: string, to: string): void => copyFileSync(join(from, name), join(to, name));
const officers = ['--passphrase-file', 'p1', '--passphrase-file', 'p2'];
const current = async (): Promise<Buffer> => {
  const answer = await at.get('/crl/root.crl');
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.rawPayload;
};

test('a list of the offline root: what ended goes out as a file, what two officers have signed is served', async () => {
  const before = parseCrl(await current());
  const ended = await at.tx((tx) =>
    endCertificate(tx, at.deps, {
      registerId: at.registers.root,
      number: at.centreNumber,
      ground: '14(6)(2)',
      knownAt: at.clock.now(),
      reason: 'keyCompromise',
      actor,
    }),
  );
  assert.ok(!isRefusal(ended), JSON.stringify(ended));
  at.clock.set(new Date(Date.now() + 1000));
  // The platform cannot sign it: nobody hears of the end yet.
  await at.print();
  assert.equal(parseCrl(await current()).entries.count, 0);

  await here('list-order', '--days', '30', '--out', join(platform, 'order.json'));
  carry('order.json', platform, machine);
  const shown = there('show-list', '--issuer', 'root.pem', '--list', 'order.json');
  assert.match(shown.text, new RegExp(`${at.centreNumber} .* keyCompromise`));
  const approved = /^approve: (.+)$/m.exec(shown.text)![1]!;
  const sign = (hash: string, out: string) =>
    there(
      'list',
      '--issuer',
      'root.pem',
      '--key',
      'root.key',
      '--list',
      'order.json',
      '--approved',
      hash,
      ...officers,
      '--out',
      out,
    );
  assert.match(sign('0'.repeat(64), 'no.crl').text, /not the one that was approved/);
  const signed = sign(approved, 'root.crl');
  assert.equal(signed.code, 0, signed.text);
  assert.doesNotMatch(shown.text + signed.text, /кызматкер/);

  carry('root.crl', machine, platform);
  await here('list-in', join(platform, 'root.crl'));
  at.clock.set(new Date(Date.now() + 1000));
  const served = await current();
  const list = parseCrl(served);
  assert.equal(list.number, before.number! + 1n);
  assert.equal(list.entries.find(at.centreNumber, list.issuer.key)!.reason, 1);
  openssl.put('served.crl', served);
  const judged = openssl.run('crl', '-inform', 'DER', '-in', 'served.crl', '-noout', '-CAfile', 'root.pem');
  assert.match(judged.text, /verify OK/);
  // The same once more is no newer one.
  await assert.rejects(here('list-in', join(platform, 'root.crl')), /STATUS_LIST_NUMBER/);
});

test('a list that is another’s, altered, partial, out of its time or not of the register is refused and not served', async () => {
  const good = parseCrl(await current());
  const now = new Date(Math.floor(Date.now() / 1000) * 1000);
  at.clock.set(now);
  const entries = [...good.entries.all()].map((entry) => ({
    serial: Buffer.from(entry.serial, 'hex'),
    endedAt: entry.revocationDate,
    ground: '14(6)(2)',
    status: 'terminated' as const,
    entryNumber: 1n,
  }));
  const later = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
  const made = (more: Partial<CrlPlan> = {}, key = rootKey): Promise<Buffer> =>
    signCrl(
      {
        issuer: at.chain.certificates.ROOT.subject.raw,
        thisUpdate: now,
        nextUpdate: later(24),
        number: good.number! + 1n,
        keepsExpiredSince: t0,
        entries,
        ...more,
      },
      key,
    );
  const outcome = async (list: Buffer): Promise<string> => {
    const answer: object | Refusal = await at.tx((tx) =>
      acceptList(tx, at.deps, { issuerId: at.issuers.ROOT, list, actor }),
    );
    return isRefusal(answer) ? answer.code : 'accepted';
  };
  const altered = await made();
  altered[altered.length - 1]! ^= 1;
  const other = [{ ...entries[0]!, serial: Buffer.from('0badc0de', 'hex') }];
  const moved = [{ ...entries[0]!, endedAt: later(-1) }];
  const cases: readonly (readonly [string, Buffer])[] = [
    ['STATUS_LIST_FOREIGN', Buffer.from('no list')],
    ['STATUS_LIST_FOREIGN', altered],
    ['STATUS_LIST_FOREIGN', await made({}, newKey('ecdsa-sha384'))],
    ['STATUS_LIST_FOREIGN', await made({ issuer: at.chain.certificates.ACA.subject.raw })],
    ['STATUS_LIST_PARTIAL', await made({ base: good.number! })],
    ['STATUS_LIST_PARTIAL', await made({ scope: { url: 'http://status.example.kg/crl/root.crl' } })],
    ['STATUS_LIST_PARTIAL', await made({ number: 2n ** 60n })],
    ['STATUS_LIST_TIMES', await made({ thisUpdate: later(1) })],
    ['STATUS_LIST_TIMES', await made({ thisUpdate: later(-24), nextUpdate: later(-1) })],
    ['STATUS_LIST_TIMES', await made({ thisUpdate: later(-24 * 60) })],
    ['STATUS_LIST_ENTRIES', await made({ entries: [] })],
    ['STATUS_LIST_ENTRIES', await made({ entries: other })],
    ['STATUS_LIST_ENTRIES', await made({ entries: moved })],
    ['STATUS_LIST_ENTRIES', await made({ entries: [...entries, ...other] })],
    ['STATUS_LIST_NUMBER', await made({ number: good.number! })],
    ['STATUS_LIST_NUMBER', await made({ number: 1n })],
  ];
  for (const [index, [code, list]] of cases.entries()) assert.equal(await outcome(list), code, `case ${index}`);
  assert.ok((await current()).equals(good.raw));
  assert.equal(await outcome(await made()), 'accepted');
  assert.ok(!(await current()).equals(good.raw));
});

test('wrong calls say the right one; an order is not written over', async () => {
  await assert.rejects(here(), /makulduk root list-order/);
  await assert.rejects(here('list-order', '--days', '0', '--out', join(platform, 'x')), /makulduk root list-order/);
  await assert.rejects(here('list-order', '--days', '30', '--out', join(platform, 'order.json')), /EEXIST/);
  assert.match(there('show-list', '--issuer', 'root.pem', '--list', 'root.pem').text, /JSON|no order/);
  assert.ok(readFileSync(join(machine, 'root.crl'), 'utf8').startsWith('-----BEGIN X509 CRL-----'));
});
