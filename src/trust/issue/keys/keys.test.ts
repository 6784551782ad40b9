import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import { isRefusal } from '../../../platform/refusal.ts';
import { parsePublicKeyInfo, keyOf, signatureMethod, verifySignature } from '../../path/index.ts';
import { readDer, fields, readOid } from '../../der/index.ts';
import { algorithmBytes, type SignatureAlgorithm } from '../algorithms.ts';
import type { CaKey } from '../ca-key.ts';
import { later, t0 } from '../test-people.ts';
import { createKeyFile, KeyFileRefused, openKeyFile } from './key-file.ts';
import { approve, checkApproved, contentHash, type KeyOperation } from './key-operation.ts';

const folder = mkdtempSync(join(tmpdir(), 'makulduk-keys-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const both = ['биринчи кызматкердин сөзү', 'экинчи кызматкердин сөзү'];
const make = (name: string, algorithm: SignatureAlgorithm = 'ecdsa-sha256', passphrases = both): CaKey =>
  createKeyFile(join(folder, name), { name, algorithm, passphrases, now: t0 });

async function signs(key: CaKey): Promise<boolean> {
  const data = Buffer.from('сыноо');
  const info = parsePublicKeyInfo(key.spki);
  const f = fields(readDer(algorithmBytes(key.algorithm)));
  const method = signatureMethod({ oid: readOid(f.next()), parameters: f.peek?.raw })!;
  return verifySignature(method, keyOf(info)!, data, await key.sign(data));
}

test('a key of every algorithm is made, opened by its officers, and its signatures verify', async () => {
  for (const algorithm of ['ecdsa-sha256', 'rsa-pss-sha256'] as const) {
    const key = make(algorithm, algorithm);
    const opened = openKeyFile(join(folder, algorithm), both);
    assert.ok(opened.spki.equals(key.spki));
    assert.ok((await signs(key)) && (await signs(opened)));
    assert.equal(statSync(join(folder, algorithm)).mode & 0o777, 0o600);
    assert.doesNotMatch(`${inspect(opened)}${JSON.stringify(opened)}`, /PRIVATE|KeyObject/);
  }
});

const refusedAs = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof KeyFileRefused);
    assert.doesNotMatch(error.message, /кызматкер/);
    return error.reason;
  }
  return 'opened';
};

test('one officer alone, a wrong passphrase, the other order or an altered file opens nothing', () => {
  const file = join(folder, 'centre');
  make('centre');
  assert.equal(
    refusedAs(() => openKeyFile(file, both.slice(0, 1))),
    'passphrase',
  );
  assert.equal(
    refusedAs(() => openKeyFile(file, [both[0]!, 'башка узун сөз'])),
    'passphrase',
  );
  assert.equal(
    refusedAs(() => openKeyFile(file, both.toReversed())),
    'passphrase',
  );
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const altered = join(folder, 'altered');
  writeFileSync(altered, JSON.stringify({ ...content, name: 'башка' }), { mode: 0o600 });
  assert.equal(
    refusedAs(() => openKeyFile(altered, both)),
    'passphrase',
  );
  writeFileSync(altered, '{}');
  assert.equal(
    refusedAs(() => openKeyFile(altered, both)),
    'format',
  );
  chmodSync(file, 0o644);
  assert.equal(
    refusedAs(() => openKeyFile(file, both)),
    'permissions',
  );
  assert.equal(
    refusedAs(() => make('short', 'ed25519', ['кыска', both[0]!])),
    'too-short',
  );
  assert.equal(
    refusedAs(() => make('same', 'ed25519', [both[0]!, both[0]!])),
    'same-passphrase',
  );
  assert.equal(
    refusedAs(() => make('same', 'ed25519', ['үчүнчү сөз бийик', 'үчүнчү сөз бийик'.normalize('NFD')])),
    'same-passphrase',
  );
  assert.throws(() => make('altered'), /EEXIST/);
});

test('an operation with a key waits for two different officers, who have seen the same bytes, within a day', () => {
  const content = Buffer.from('tbs');
  const asked: KeyOperation = {
    id: 'o1',
    kind: 'sign-certificate',
    keyName: 'root',
    contentHash: contentHash(content),
    askedBy: 'a',
    askedAt: t0,
    approvals: [],
  };
  const code = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'fine');
  const one = approve(asked, 'a', content, t0);
  assert.ok(!isRefusal(one));
  assert.equal(code(checkApproved(one, content, t0)), 'KEY_SECOND_OFFICER');
  assert.equal(code(approve(one, 'a', content, t0)), 'KEY_SECOND_OFFICER');
  assert.equal(code(approve(one, 'b', Buffer.from('other'), t0)), 'KEY_OPERATION_CHANGED');
  const two = approve(one, 'b', content, t0);
  assert.ok(!isRefusal(two));
  assert.equal(code(checkApproved(two, content, t0)), 'fine');
  assert.equal(code(checkApproved(two, Buffer.from('other'), t0)), 'KEY_OPERATION_CHANGED');
  assert.equal(code(checkApproved(two, content, later(1.1))), 'KEY_OPERATION_STALE');
  const forged = { ...one, approvals: [...one.approvals, ...one.approvals] };
  assert.equal(code(checkApproved(forged, content, t0)), 'KEY_SECOND_OFFICER');
});
