import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startPlatform, type TestPlatform } from '../../../../test/support/platform.ts';
import { isRefusal } from '../../../platform/refusal.ts';
import { appended, bodyOf } from '../../formats/pades/test-pdf.ts';
import { signedPdf } from '../test-pdf-world.ts';
import { createVerifier, usualLimits } from './verifier.ts';

// Anybody may send a file. Whatever it costs to check, others are answered meanwhile, and it ends.

const pdf = await signedPdf();
const with900 = (body: string): Buffer =>
  appended(pdf, { 900: body, 1: bodyOf(pdf, 1).replace('/AcroForm', '/X 900 0 R /AcroForm') });
/** Among the slowest files known for their size: revisions of a form of very many fields. */
const slow = manyRevisions(10_000, 12);
/** Among those that take the most memory: a small file of very many values. */
const large = with900(`[${'[]'.repeat(1_400_000)}]`);

describe('verification apart from the server', () => {
  let t: TestPlatform;
  before(async () => {
    t = await startPlatform();
  });
  after(() => t.stop());
  let addresses = 0;
  const verify = (file: Uint8Array) =>
    t.visitor(`10.2.0.${++addresses}`).post('/v1/signatures/verification', {
      json: { signature: Buffer.from(file).toString('base64') },
    });

  test('while the slowest file is checked, others are answered', async () => {
    assert.equal((await verify(pdf)).status, 200);
    let over = false;
    const slowest = verify(slow).then((answer) => {
      over = true;
      return answer;
    });
    let answered = 0;
    const visitor = t.visitor('10.2.1.1');
    while (!over && answered < 200) {
      assert.equal((await visitor.get('/health/live')).status, 200);
      if (!over) answered++;
    }
    assert.equal((await slowest).status, 422);
    assert.ok(answered >= 10, `${answered} answered meanwhile`);
  });

  test('more files at once than there is room for are turned away, and room comes back', async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, () => verify(slow)));
    const busy = answers.filter(({ status }) => status === 503);
    assert.ok(busy.length > 0 && busy.length < 9, String(busy.length));
    assert.ok(busy.every((one) => one.json<{ code: string }>().code === 'VERIFIER_BUSY'));
    assert.equal((await verify(pdf)).status, 200);
  });

  test('one caller takes half of the room at most, and others come in', async () => {
    const verifier = createVerifier({ db: t.database.db, roots: [], own: [] }, { ...usualLimits, workers: 1 });
    try {
      let leave!: () => void;
      const stays = new Promise<void>((done) => (leave = done));
      const come = (caller: string) =>
        verifier.atOnce(caller, async () => {
          await stays;
          return 'checked';
        });
      const slow = ['a', 'a', 'a'].map(come);
      const turned = await come('a');
      assert.ok(isRefusal(turned) && turned.code === 'VERIFIER_BUSY');
      const others = ['b', 'b', 'c'].map(come);
      assert.ok(isRefusal(await come('d')), 'there is an end of room');
      leave();
      assert.deepEqual(await Promise.all([...slow, ...others]), Array(6).fill('checked'));
      assert.equal(await come('a'), 'checked');
    } finally {
      await verifier.stop();
    }
  });

  test('a file beyond the time or the memory of a check is refused with its norms, its process ends, and the next has another', async () => {
    for (const [limit, limits] of [
      ['time', { timeMs: 20 }],
      ['memory', { heapMb: 64 }],
    ] as const) {
      const verifier = createVerifier(
        { db: t.database.db, roots: [], own: [] },
        { ...usualLimits, workers: 1, ...limits },
      );
      try {
        const found = await verifier.signature({ signature: large, at: t.clock.now() });
        assert.ok(isRefusal(found) && found.code === 'VERIFICATION_TOO_MUCH_WORK', JSON.stringify(found).slice(0, 200));
        assert.deepEqual([found.law, found.details], [['ES-12.3.1', 'ES-11a'], { limit }]);
        assert.equal(verifier.processes, 0);
        if (limit === 'memory') assert.ok(!isRefusal(await verifier.signature({ signature: pdf, at: t.clock.now() })));
      } finally {
        await verifier.stop();
      }
    }
  });

  test('an evidence file is judged in the same processes', async () => {
    const verifier = createVerifier({ db: t.database.db, roots: [], own: [] }, { ...usualLimits, workers: 1 });
    try {
      const found = await verifier.evidence({ file: Buffer.from('no container'), trust: '', at: t.clock.now() });
      assert.ok(!isRefusal(found));
      assert.equal(found.verdict, 'invalid');
      assert.equal(verifier.processes, 1);
    } finally {
      await verifier.stop();
    }
  });
});

function manyRevisions(fields: number, revisions: number): Buffer {
  const numbers = Array.from({ length: fields }, (_, at) => 1000 + at);
  const list = numbers.map((number) => `${number} 0 R`).join(' ');
  const form = bodyOf(pdf, 1).replace(/\/Fields \[([^\]]*)\]/, (_, all: string) => `/Fields [${all} ${list}]`);
  let file = appended(pdf, {
    1: form,
    ...Object.fromEntries(numbers.map((number) => [number, `<< /T (x${number}) >>`])),
  });
  for (let at = 0; at < revisions; at++) file = appended(file, { 900: `(${at})` });
  return file;
}
