import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixedClock } from '../../src/platform/clock.ts';
import { noTokens, securityPin, softhsm, testTokens, tokenOfficers } from '../../src/platform/pkcs11/test-token.ts';
import { newChain } from '../../src/trust/issue/lint/test-facts.ts';
import { judge } from '../../src/trust/issue/test-openssl.ts';
import { authority, centre, later, t0 } from '../../src/trust/issue/test-people.ts';
import { caCommand } from './command.ts';
import { orderFor } from './test-order.ts';

const skip = noTokens();
const tokens = skip === false ? testTokens('root', 'centre') : undefined;
const openssl = judge();
after(() => {
  openssl[Symbol.dispose]();
  tokens?.[Symbol.dispose]();
});
const at = (name: string): string => join(openssl.folder, name);
const lines: string[] = [];
const ca = (...args: string[]): Promise<number> =>
  caCommand(args, { clock: fixedClock(t0), print: (text) => void lines.push(...text.split('\n')) });
const said = (start: string): string => lines.findLast((line) => line.startsWith(start))!.slice(start.length);

tokenOfficers.forEach((passphrase, index) => openssl.put(`p${index + 1}`, `${passphrase}\n`));
const officers = ['--passphrase-file', at('p1'), '--passphrase-file', at('p2')];
openssl.put('so', `${securityPin}\n`);
openssl.put('root.json', JSON.stringify(authority));
openssl.put('centre.json', JSON.stringify(centre));

test('a ceremony with the keys of root and centre in tokens of their own', { skip }, async () => {
  for (const [name, algorithm] of [
    ['root', 'ecdsa-sha384'],
    ['centre', 'rsa-sha256'],
  ] as const) {
    const place = ['--module', softhsm!, '--token-label', name, '--so-pin-file', at('so')];
    await ca('token', ...place, ...officers, '--out', at(`${name}.token.json`));
    await ca(
      'key',
      '--token',
      at(`${name}.token.json`),
      '--name',
      `${name}-1`,
      '--algorithm',
      algorithm,
      ...officers,
      '--out',
      at(`${name}.key`),
    );
    for (const file of [`${name}.token.json`, `${name}.key`]) {
      assert.equal(statSync(at(file)).mode & 0o077, 0);
      assert.doesNotMatch(readFileSync(at(file), 'utf8'), /кызматкер|security-officer|PRIVATE|wrapped/);
    }
  }
  await ca('token-check', '--token', at('root.token.json'), ...officers);
  assert.equal(said('signing key: '), 'root-1');

  const root = ['--key', at('root.key'), ...officers];
  await ca('root', ...root, '--subject', at('root.json'), '--until', '2046-01-01', '--out', at('root.pem'));
  await ca(
    'request',
    '--key',
    at('centre.key'),
    '--subject',
    at('centre.json'),
    ...officers,
    '--out',
    at('request.pem'),
  );
  assert.match(openssl.run('req', '-in', 'request.pem', '-noout', '-verify').text, /verify OK/);
  openssl.put('order.json', JSON.stringify(orderFor(await newChain(), at('request.pem'))));
  const order = ['--issuer', at('root.pem'), '--order', at('order.json')];
  await ca('show', ...order, '--key', at('root.key'));
  await ca('sign', ...order, ...root, '--approved', said('approve: '), '--out', at('centre.pem'));
  const moment = String(later(1).getTime() / 1000);
  const { code, text } = openssl.run('verify', '-attime', moment, '-CAfile', 'root.pem', 'centre.pem');
  assert.equal(code, 0, text);

  await assert.rejects(ca('token-check', '--token', at('root.token.json'), ...officers.toReversed()), Error);
  const swapped = ['--passphrase-file', at('p2'), '--passphrase-file', at('p1')];
  await assert.rejects(
    ca('request', '--key', at('centre.key'), '--subject', at('centre.json'), ...swapped, '--out', at('no.pem')),
    /a passphrase is wrong: the token was not asked/,
  );
  await assert.rejects(
    ca('key', '--token', at('root.token.json'), '--name', 'root-1', ...officers, '--out', at('again.key')),
    /holds a key root-1 already/,
  );
  assert.doesNotMatch(lines.join('\n'), /кызматкер|security-officer/);
});

test('one officer gets no token; a wrong PIN of the security officer leaves no description behind', {
  skip,
}, async () => {
  const place = ['--module', softhsm!, '--token-label', 'root', '--out', at('new.token.json')];
  const alone = ['--so-pin-file', at('so'), '--passphrase-file', at('p1')];
  await assert.rejects(ca('token', ...place, ...alone), /two officers/);
  await assert.rejects(
    ca('token', ...place, ...officers, '--so-pin-file', at('p1')),
    /refused the PIN of its security/,
  );
  await assert.rejects(ca('token-check', '--token', at('new.token.json'), ...officers), /no description of a token/);
});

test('as a program of its own, no secret is on its command line, in its answer or in what it complains', {
  skip,
}, () => {
  const node = process.execPath;
  const program = join(import.meta.dirname, '..', 'makulduk.ts');
  const call = (...args: string[]) => spawnSync(node, [program, 'ca', ...args], { encoding: 'utf8', timeout: 60_000 });
  const good = call('token-check', '--token', at('centre.token.json'), ...officers);
  assert.equal(good.status, 0, good.stderr);
  assert.match(good.stdout, /signing key: centre-1/);
  openssl.put('wrong', 'үчүнчү кызматкердин сөзү\n');
  const bad = call(
    'token-check',
    '--token',
    at('centre.token.json'),
    '--passphrase-file',
    at('p1'),
    '--passphrase-file',
    at('wrong'),
  );
  assert.equal(bad.status, 1);
  assert.equal(bad.stderr, 'a passphrase is wrong: the token was not asked\n');
});
