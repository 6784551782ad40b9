import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { staffCommand } from '../../cli/staff.ts';
import { createPlatform } from '../../src/app.ts';
import { openDatabase } from '../../src/database.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { createLogger } from '../../src/platform/log.ts';
import { noTokens, testTokens, tokenOfficers } from '../../src/platform/pkcs11/test-token.ts';
import { openProductionToken } from '../../src/production.ts';
import { parseTrust, verifyEvidence } from '../../src/record/index.ts';
import { loadTaxService } from '../../src/sandbox.ts';
import { tokenKeys } from '../../src/wiring/token-keys.ts';
import { ceremony } from '../support/ceremony.ts';
import { HttpClient } from '../support/client.ts';
import { consentByPassword } from '../support/consenting.ts';
import { testDatabase } from '../support/db.ts';
import { type Answer, password } from '../support/platform.ts';
import { freePort, type Program, spawnProgram, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

// The real program in production: a token that two officers open, PostgreSQL with a role of its own, what the root has signed.

const skip = noTokens();
const ends: (() => unknown)[] = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

test('production starts with a token, refuses clearly without, and takes a consent whose evidence anybody verifies', {
  skip,
  timeout: 420_000,
}, async () => {
  const tokens = testTokens('root', 'platform', 'other');
  const dataFolder = mkdtempSync(join(tmpdir(), 'mk-production-'));
  const database = await testDatabase();
  ends.push(
    () => tokens[Symbol.dispose](),
    () => rmSync(dataFolder, { recursive: true, force: true }),
    () => database.drop(),
  );
  const system = systemScope('test: a role as an operator makes it');
  const role = `production_${process.pid}`;
  await database.owner.query(system, `CREATE ROLE ${role} LOGIN`);
  await database.owner.query(system, `GRANT makulduk_app TO ${role}`);
  ends.push(() => undefined);

  const port = await freePort();
  const publicUrl = 'https://makulduk.example.kg';
  const held = await ceremony(tokens, dataFolder, publicUrl);
  const env = {
    MAKULDUK_MODE: 'production',
    MAKULDUK_URL: publicUrl,
    MAKULDUK_TOKEN: held.token,
    MAKULDUK_TOKEN_OFFICERS: held.officerFiles.join(':'),
    MAKULDUK_SMTP_URL: 'smtp://127.0.0.1:1',
    MAKULDUK_MAIL_FROM: 'no-reply@makulduk.example.kg',
    DATABASE_URL: database.target.replace('user=makulduk_owner', `user=${role}`),
  };
  const outputs: string[] = [];
  const refused = async (more: Partial<Record<keyof typeof env, string>>): Promise<string> => {
    const program = spawnProgram({ dataFolder, port, env: { ...env, ...more } });
    assert.equal(await program.ended(), 1, program.output());
    outputs.push(program.output());
    const lines = program.output().trim().split('\n');
    assert.equal(lines.length, 1, program.output());
    return lines[0]!;
  };

  // What is missing or wrong is named, one sentence each.
  assert.match(await refused({ MAKULDUK_TOKEN: '' }), /production needs MAKULDUK_TOKEN/);
  assert.match(await refused({ MAKULDUK_TOKEN_OFFICERS: held.officerFiles[0] }), /a file for each of the two officers/);
  assert.match(await refused({ MAKULDUK_SMTP_URL: '' }), /production needs MAKULDUK_SMTP_URL/);
  assert.match(await refused({ MAKULDUK_URL: 'http://makulduk.example.kg' }), /MAKULDUK_URL with https/);
  assert.match(await refused({ DATABASE_URL: database.target }), /refuses a database role that is superuser/);
  const wrong = join(tokens.folder, 'wrong');
  writeFileSync(wrong, 'үчүнчү кызматкердин сөзү\n');
  const officers = `${held.officerFiles[0]}:${wrong}`;
  assert.match(await refused({ MAKULDUK_TOKEN_OFFICERS: officers }), /a passphrase is wrong: the token was not asked/);
  const seal = join(dataFolder, 'trust', 'seal.cer');
  renameSync(seal, `${seal}.away`);
  assert.match(await refused({}), /production needs .*seal\.cer: what the root signs/);
  writeFileSync(seal, readFileSync(join(dataFolder, 'trust', 'time-stamps.cer')));
  assert.match(await refused({}), /seal\.cer is not for the key "seal"/);
  renameSync(`${seal}.away`, seal);
  const place = readdirSync(tokens.slots).find((name) =>
    name.replaceAll('-', '').endsWith((JSON.parse(readFileSync(held.token, 'utf8')) as { serial: string }).serial),
  )!;
  renameSync(join(tokens.slots, place), join(tokens.folder, 'away'));
  assert.match(await refused({}), /the token "platform" \(serial number [0-9a-f]+\) is not in a slot/);
  renameSync(join(tokens.folder, 'away'), join(tokens.slots, place));

  // The holder's data, put in over the same keys as the program's.
  const loaded = await (async () => {
    const config = readConfig({ ...env, MAKULDUK_DATA: dataFolder, PORT: String(port) });
    const opened = await openDatabase(config, () => undefined);
    using token = openProductionToken(env);
    process.env['MAKULDUK_SMTP_URL'] = env.MAKULDUK_SMTP_URL;
    process.env['MAKULDUK_MAIL_FROM'] = env.MAKULDUK_MAIL_FROM;
    const ownKeys = tokenKeys(dataFolder, token, systemClock.real());
    const logger = createLogger('error') as never;
    const platform = await createPlatform({ config, db: opened.db, logger, ownKeys });
    try {
      return await loadTaxService({
        consent: platform.consent,
        identityDeps: { ...platform.identityDeps, sandbox: true },
      });
    } finally {
      await platform.stop();
      await opened.stop();
    }
  })();

  // Its first account, which no page could open.
  const said: string[] = [];
  writeFileSync(join(tokens.folder, 'password'), `${password}\n`, { mode: 0o600 });
  const first = ['--office', 'operator', '--role', 'operator', '--name', 'Операторова Айгүл'];
  const login = ['--login', 'first@makulduk.example.kg', '--password-file', join(tokens.folder, 'password')];
  const io = { env: { ...env, MAKULDUK_DATA: dataFolder }, print: (line: string) => void said.push(line) };
  await staffCommand([...first, ...login], io);
  await assert.rejects(staffCommand([...first, ...login], io), /LOGIN_SHAPE/);
  await assert.rejects(staffCommand(['--office', 'operator', '--role', 'clerk', ...login], io), /makulduk staff/);
  // A holder or a centre that is not there has no staff; a holder that is, has.
  const at = (office: string, of: string): string[] => {
    const password = join(tokens.folder, 'password');
    const names = ['--login', 'staff@makulduk.example.kg', '--name', 'Кызматкер', '--password-file', password];
    return ['--office', office, '--role', 'administrator', '--of', of, ...names];
  };
  const nowhere = '01a20000-0000-7000-8000-000000000001';
  await assert.rejects(staffCommand(at('holder', nowhere), io), /no holder has the id 01a20000/);
  await assert.rejects(staffCommand(at('centre', loaded.holderId), io), /no certification centre has the id/);
  await staffCommand(at('holder', loaded.holderId), io);
  await assert.rejects(staffCommand(['--close', 'nobody@makulduk.example.kg'], io), /STAFF_UNKNOWN/);
  await assert.rejects(
    staffCommand(['--close', 'aibek@example.kg'], io),
    /STAFF_UNKNOWN/,
    'a citizen’s is not staff’s',
  );
  await assert.rejects(staffCommand(['--close', 'first@makulduk.example.kg', '--of', nowhere], io), /makulduk staff/);
  outputs.push(said.join('\n'));

  const program: Program = await startProgram({ dataFolder, port, env });
  const url = `http://127.0.0.1:${port}`;
  const operator = new HttpClient(url);
  await operator.signIn('first@makulduk.example.kg');
  assert.equal((await operator.call('GET', '/v1/auth/me')).body['office'], 'operator');
  // An account is closed while the program runs: its session ends, nobody signs in with it, and its login is free.
  const staff = new HttpClient(url);
  await staff.signIn('staff@makulduk.example.kg');
  assert.equal((await staff.call('GET', '/v1/auth/me')).body['office'], 'holder');
  assert.equal(await staffCommand(['--close', 'staff@makulduk.example.kg'], io), 0);
  assert.match(said.at(-1)!, /^account closed: [-0-9a-f]{36} \(administrator\)/);
  assert.equal((await staff.call('GET', '/v1/auth/me')).body['kind'], 'anonymous');
  await assert.rejects(new HttpClient(url).signIn('staff@makulduk.example.kg'));
  const [closed] = await database.owner.query<{ body: Buffer }>(
    system,
    `SELECT body FROM journal WHERE type = 'identity.staff-closed'`,
  );
  const entry = JSON.parse(closed!.body.toString()) as { holder: string; data: { roles: string[] } };
  assert.deepEqual([entry.holder, entry.data.roles], [loaded.holderId, ['administrator']]);
  await staffCommand(at('holder', loaded.holderId), io);
  await staff.signIn('staff@makulduk.example.kg');
  const client = new HttpClient(url);
  await client.signIn('aibek@example.kg');
  const call = async (method: string, path: string, json?: unknown): Promise<Answer> => {
    const { status, body } = await client.call(method, path, json);
    return { status, body: JSON.stringify(body), raw: Buffer.alloc(0), headers: {}, json: <T>() => body as T };
  };
  const given = await consentByPassword(
    { sandbox: loaded },
    { get: (path) => call('GET', path), post: (path, more) => call('POST', path, more?.json) },
    'inform_by_email',
  );
  assert.equal(given.answer.status, 201, given.answer.body);

  // The evidence: sealed and time-stamped with the token's keys, in a log signed with another of them.
  const trust = parseTrust(readFileSync(join(dataFolder, 'trust.txt'), 'utf8'));
  const evidence = await until('the evidence stands in the signed log', async () => {
    const bytes = await client.bytes(`/v1/me/consents/${given.consentId}/evidence.asice`);
    return bytes !== null && verifyEvidence(bytes, { trust }).verdict === 'valid' ? bytes : undefined;
  });
  assert.ok(evidence.length > 1000);
  // The token is taken out while the program runs: a clear refusal, and nothing of the act is saved.
  const consents = async (): Promise<number> => (await database.owner.query(system, 'SELECT id FROM consent')).length;
  const before = await consents();
  renameSync(join(tokens.slots, place), join(tokens.folder, 'away'));
  await assert.rejects(
    consentByPassword(
      { sandbox: loaded },
      { get: (path) => call('GET', path), post: (path, more) => call('POST', path, more?.json) },
      'inform_by_email',
    ),
    /503 .*KEYS_AWAY/,
  );
  assert.equal(await consents(), before);
  renameSync(join(tokens.folder, 'away'), join(tokens.slots, place));
  program.child.kill('SIGTERM');
  assert.equal(await program.ended(), 0, program.output());
  outputs.push(program.output());

  // The key store belongs to this database and this token; no secret was ever said.
  for (const file of readdirSync(join(dataFolder, 'keys')))
    assert.doesNotMatch(readFileSync(join(dataFolder, 'keys', file), 'utf8'), /PRIVATE|"key":/);
  for (const said of outputs) for (const secret of tokenOfficers) assert.ok(!said.includes(secret));
  const log = await database.owner.query(system, 'SELECT 1 FROM data_key LIMIT 1');
  assert.equal(log.length, 1);
});
