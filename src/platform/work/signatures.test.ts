import assert from 'node:assert/strict';
import { createSecretKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { checkedTogether, signedTogether } from './signatures.ts';

const [ec, ed] = [generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ed25519')];
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const digest = 'sha256';
const texts = Array.from({ length: 40 }, (_, at) => Buffer.from(`No. ${at}`));
const signed = async (data: Uint8Array, key = ec.privateKey): Promise<Buffer> =>
  (await signedTogether({ digest, key, data }))!;
const threads: Worker[] = [];
process.on('worker', (one) => threads.push(one));

test('one is made and checked here, many by another thread; each answer is to its own question', async () => {
  const one = await signed(texts[0]!);
  assert.ok(verify(digest, texts[0]!, ec.publicKey, one));
  assert.equal(await checkedTogether({ digest, key: ec.publicKey, data: texts[1]!, signature: one }), false);
  assert.equal(threads.length, 0);

  const made = await Promise.all(texts.map((data) => signed(data)));
  assert.ok(made.every((signature, at) => verify(digest, texts[at]!, ec.publicKey, signature)));
  const checked = await Promise.all(
    texts.map((data, at) =>
      // Of a larger buffer, with another kind of key between them, and every third altered.
      at % 2 === 0
        ? checkedTogether({ digest, key: ec.publicKey, data: texts[at % 3 === 0 ? 1 : at]!, signature: made[at]! })
        : checkedTogether({ digest: null, key: ed.publicKey, data, signature: sign(null, data, ed.privateKey) }),
    ),
  );
  assert.deepEqual(
    checked,
    texts.map((_, at) => at % 2 === 1 || at % 3 !== 0),
  );
  assert.equal(threads.length, 1);
});

test('a key that cannot be used so is told to whoever asked with it, and to nobody else', async () => {
  const key = createSecretKey(Buffer.alloc(32));
  const done = await Promise.allSettled(texts.map((data, at) => signed(data, at === 7 ? key : ec.privateKey)));
  assert.deepEqual(
    done.flatMap(({ status }, at) => (status === 'rejected' ? [at] : [])),
    [7],
  );
});

test('a signature that does not verify by the key that was named is none, here and on the other thread', async () => {
  const made = async (few: readonly Buffer[]): Promise<boolean[]> =>
    Promise.all(
      few.map(async (data, at) => {
        const by = at % 2 === 0 ? ec.publicKey : other.publicKey;
        const signature = await signedTogether({ digest, key: ec.privateKey, by, data });
        return signature !== undefined && verify(digest, data, ec.publicKey, signature);
      }),
    );
  for (const few of [texts.slice(0, 2), texts])
    assert.deepEqual(
      await made(few),
      few.map((_, at) => at % 2 === 0),
    );
});

test('what is to be signed goes before what is to be checked, and each is answered with its own', async () => {
  const data = texts[0]!;
  const signature = sign(digest, data, ec.privateKey);
  const done: string[] = [];
  const checks = Array.from({ length: 200 }, async (_, at) => {
    const good = await checkedTogether({ digest, key: at % 2 === 0 ? ec.publicKey : other.publicKey, data, signature });
    assert.equal(good, at % 2 === 0);
    done.push('checked');
  });
  await new Promise(setImmediate);
  const signs = texts.slice(0, 10).map(async (one) => {
    assert.ok(verify(digest, one, ec.publicKey, await signed(one)));
    done.push('signed');
  });
  await Promise.all([...checks, ...signs]);
  assert.equal(done.lastIndexOf('signed'), 9);
});

test('what a thread leaves undone is done, and the next list finds another', async () => {
  const under = Promise.all(texts.map((data) => signed(data)));
  await new Promise(setImmediate);
  await threads.at(-1)!.terminate();
  const made = await under;
  assert.ok(made.every((signature, at) => verify(digest, texts[at]!, ec.publicKey, signature)));
  const checked = texts.map((data, at) => checkedTogether({ digest, key: ec.publicKey, data, signature: made[at]! }));
  assert.ok((await Promise.all(checked)).every((good) => good));
  assert.equal(threads.length, 2);
});
