import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform } from '../support/platform.ts';

let passed = 0;
const t = await startPlatform({ rateClock: () => passed });
after(() => t.stop());

test('a flood is told how long to wait, in the reader’s language, and harms nobody else; the wait over, all is as before', async () => {
  const visitor = t.visitor('10.9.0.1');
  const ask = () => visitor.get('/no-such-page');
  let answer = await ask();
  for (let sent = 1; sent < 120; sent++) answer = await ask();
  assert.equal(answer.status, 404);
  for (const [lang, words] of [
    ['ky', /өтө көп/i],
    ['ru', /слишком/i],
    ['en', /too many/i],
  ] as const) {
    const refused = await visitor.get(`/?lang=${lang}`);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers['retry-after'], '1');
    assert.match(refused.body, words);
  }
  assert.equal((await visitor.get('/health/live')).status, 200);
  assert.equal((await t.visitor('10.9.0.2').get('/')).status, 200);
  passed += 100;
  assert.equal((await visitor.get('/')).status, 200);
  assert.equal((await visitor.get('/')).status, 429);
});

test('whoever has signatures checked too often is asked to wait', async () => {
  const visitor = t.visitor('10.9.0.3');
  const check = () => visitor.post('/v1/signatures/verification', { json: { signature: 'bm9uZQ==' } });
  for (let n = 0; n < 20; n++) assert.equal((await check()).status, 422);
  assert.equal((await check()).status, 429);
  assert.equal((await visitor.get('/')).status, 200);
});
