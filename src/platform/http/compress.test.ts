import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startPlatform } from '../../../test/support/platform.ts';
import { codingFor } from './compress.ts';
import { csrfHolds, csrfToken, maskedToken } from './csrf.ts';

const t = await startPlatform();
after(() => t.stop());

test('every public page travels compressed to who takes that, is the same page, and weighs less than half', async () => {
  const plainOf = (html: string): string => html.replaceAll(/[\w-]{86}|"[0-9a-f-]{36}"/g, '');
  const pages = t.platform.app.routeTable.filter(
    ({ method, kind, url, access }) =>
      method === 'GET' && kind === 'page' && !/[:*]/.test(url) && access.some((one) => one.for === 'everyone'),
  );
  let judged = 0;
  for (const [index, { url }] of pages.entries()) {
    const who = t.visitor(`10.4.0.${index}`);
    const plain = await who.get(url);
    if (plain.status !== 200 || !String(plain.headers['content-type']).startsWith('text/html')) continue;
    assert.equal(plain.headers['content-encoding'], undefined, url);
    for (const [coding, open] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await who.get(url, { headers: { 'accept-encoding': coding } });
      assert.deepEqual([packed.headers['content-encoding'], packed.headers['vary']], [coding, 'accept-encoding'], url);
      assert.equal(Number(packed.headers['content-length']), packed.raw.length, url);
      const opened = open(packed.raw).toString();
      assert.equal(plainOf(opened).length, plainOf(plain.body).length, url);
      assert.ok(packed.raw.length < plain.raw.length / 2, `${url}: ${packed.raw.length} of ${plain.raw.length}`);
    }
    judged += 1;
  }
  assert.ok(judged >= 8, String(judged));
});

test('the token of a form is never twice the same on a page, and each is taken; a changed one is not', () => {
  const token = csrfToken(Buffer.alloc(32, 1), 'a session');
  const masked = Array.from({ length: 20 }, () => maskedToken(token));
  assert.equal(new Set(masked).size, 20);
  for (const one of masked) {
    assert.ok(csrfHolds(token, one) && csrfHolds(masked[0]!, one));
    for (const at of [0, 20, 43, 60, 85]) {
      const other = one[at] === 'A' ? 'B' : 'A';
      assert.ok(!csrfHolds(token, one.slice(0, at) + other + one.slice(at + 1)), String(at));
    }
  }
  const stranger = maskedToken(csrfToken(Buffer.alloc(32, 1), 'another session'));
  for (const wrong of ['', 'A', stranger, masked[0]!.slice(1), `${masked[0]!}AA`, null, 7])
    assert.ok(!csrfHolds(token, wrong));
  assert.ok(!csrfHolds('', ''));
});

test('a coding that is refused with q=0, or is not named, is not used', () => {
  assert.deepEqual(
    ['gzip, deflate, br', 'gzip', 'br;q=0, gzip', 'br;q=0.5', '', 'identity', 'zstd'].map((one) => codingFor(one)),
    ['br', 'gzip', 'gzip', 'br', undefined, undefined, undefined],
  );
});
