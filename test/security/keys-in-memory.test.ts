import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createDecipheriv, createPrivateKey, hkdfSync, scryptSync } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import { caCommand } from '../../cli/ca/command.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { createKeyFile, openKeyFile } from '../../src/trust/issue/index.ts';

// A key that signs must be in memory; what it was opened by and with must not stay there, nor come out in any text.

const folder = mkdtempSync(join(tmpdir(), 'makulduk-memory-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const passphrases = ['биринчи кызматкердин купуясы', 'экинчи кызматкердин купуясы'];
const file = join(folder, 'centre.key');
// `drawn`: without the stretching that a person's passphrase needs; the ceremony below has it.
const options = {
  name: 'centre',
  algorithm: 'ecdsa-sha256',
  passphrases,
  now: new Date('2026-11-22T04:00:00Z'),
  drawn: true,
} as const;
const made = createKeyFile(file, options);

/** The file opened by its own description, not by our code: what must not be found. */
function scalar(): Buffer {
  const { nonce, wrapped, ...open } = JSON.parse(readFileSync(file, 'utf8')) as {
    nonce: string;
    wrapped: string;
    salts: string[];
    scrypt: { N: number; r: number; p: number };
  };
  const parts = passphrases.map((one, at) =>
    scryptSync(one.normalize('NFC'), Buffer.from(open.salts[at]!, 'base64'), 32, { ...open.scrypt, maxmem: 2 ** 28 }),
  );
  const secret = Buffer.from(hkdfSync('sha256', Buffer.concat(parts), '', 'makulduk/signing-key/v1', 32));
  const bytes = Buffer.from(wrapped, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(JSON.stringify(open)));
  decipher.setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  const { d } = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
  return Buffer.from(d!, 'base64url');
}

test('a key that was opened stands nowhere in memory as it stood in its file', {
  skip: existsSync('/proc/self/mem') ? undefined : 'no /proc/self/mem',
}, () => {
  const masked = Buffer.from(scalar().map((octet) => octet ^ 0xff)).toString('hex');
  const look = join(import.meta.dirname, 'memory/open-and-look.ts');
  const found = (...more: string[]): number => {
    const args = [look, file, ...passphrases, masked, ...more];
    const said = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 });
    return (JSON.parse(said) as { copies: number }).copies;
  };
  assert.equal(found(), 0);
  assert.ok(found('control') >= 1, 'what is there was not found');
});

test('no text of a key, of its opening or of its refusals says the key or a passphrase', () => {
  const secrets = [
    scalar().toString('hex'),
    scalar().toString('base64'),
    scalar().toString('base64url'),
    ...passphrases,
  ];
  const texts = [
    readFileSync(file, 'utf8'),
    ...[made, openKeyFile(file, passphrases)].flatMap((key) => [
      inspect(key, { depth: 20, showHidden: true }),
      JSON.stringify(key),
      inspect(Object.values(key)),
    ]),
  ];
  const broken = join(folder, 'broken.key');
  writeFileSync(broken, readFileSync(file, 'utf8').replace('"name":"centre"', '"name":"another"'), { mode: 0o600 });
  const refusals = [
    () => openKeyFile(file, passphrases.toReversed()),
    () => openKeyFile(file, passphrases.slice(1)),
    () => openKeyFile(file, [...passphrases, 'үчүнчү кызматкердин купуясы']),
    () => openKeyFile(broken, passphrases),
    () => createKeyFile(file, options),
    () => createKeyFile(join(folder, 'same.key'), { ...options, passphrases: [passphrases[0]!, passphrases[0]!] }),
    () => createKeyFile(join(folder, 'short.key'), { ...options, passphrases: ['купуя', passphrases[0]!] }),
  ];
  for (const refused of refusals)
    try {
      refused();
      assert.fail('it opened');
    } catch (error) {
      assert.ok(!(error instanceof assert.AssertionError));
      texts.push(
        inspect(error, { depth: 20, showHidden: true }),
        JSON.stringify(error),
        String((error as Error).stack),
      );
    }
  for (const text of texts)
    for (const secret of [...secrets, 'купуя', 'PRIVATE KEY'])
      assert.ok(!text.includes(secret), `${secret.slice(0, 5)}… in ${text.slice(0, 80)}`);
});

test('the ceremony on the command line says no passphrase, done or refused', async () => {
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), `${text}\n`);
    return join(folder, name);
  };
  const [one, two, wrong] = [put('p1', passphrases[0]!), put('p2', passphrases[1]!), put('p3', 'башка бир купуя сөз')];
  const said: string[] = [];
  const ca = (...args: string[]): Promise<unknown> =>
    caCommand(args, { clock: fixedClock(options.now), print: (text) => void said.push(text) }).catch((error: unknown) =>
      said.push(inspect(error, { depth: 20, showHidden: true })),
    );
  const key = join(folder, 'cli.key');
  const subject = put(
    'subject.json',
    JSON.stringify({ countryName: 'KG', organizationName: 'Борбор', commonName: 'Борбор' }),
  );
  const officers = (a: string, b: string): string[] => ['--passphrase-file', a, '--passphrase-file', b];
  await ca('key', '--out', key, '--name', 'cli', '--algorithm', 'ecdsa-sha256', ...officers(one, two));
  await ca('key', '--out', key, '--name', 'cli', '--algorithm', 'ecdsa-sha256', ...officers(one, two));
  for (const [a, b] of [
    [one, two],
    [one, wrong],
  ] as const)
    await ca(
      'request',
      '--key',
      key,
      '--subject',
      subject,
      ...officers(a, b),
      '--out',
      join(folder, `${said.length}.pem`),
    );
  assert.ok(said.length >= 4 && said.some((text) => text.includes('key written')), said.join('\n'));
  for (const text of said) assert.ok(!/купуя|PRIVATE KEY/.test(text), text.slice(0, 200));
});

test('nothing in src/trust prints or logs by itself', () => {
  const sources = globSync('src/trust/**/*.ts', { cwd: join(import.meta.dirname, '../..') });
  const loud = sources.filter(
    (name) =>
      !/(\.test\.ts|\/test-[^/]+\.ts)$/.test(name) &&
      /\bconsole\.|process\.(stdout|stderr)/.test(readFileSync(join(import.meta.dirname, '../..', name), 'utf8')),
  );
  assert.ok(sources.length > 100);
  assert.deepEqual(loud, []);
});
