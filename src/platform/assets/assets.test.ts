import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { assetBytes, assetNames, assetRoutes, assetUrl, serveAsset } from './assets.ts';

test('an asset is named by its content and kept for good', async () => {
  const app = Fastify();
  await app.register(assetRoutes);
  const url = assetUrl('app.css');
  assert.match(url, /^\/assets\/app\.[\w-]{10}\.css$/);
  const answer = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-encoding'], 'br');
  assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(answer.headers['content-type'], 'text/css; charset=utf-8');
  assert.deepEqual(brotliDecompressSync(answer.rawPayload), assetBytes('app.css').plain);
  assert.equal((await app.inject({ url: '/assets/app.css' })).statusCode, 404);
  assert.equal((await app.inject({ url: '/assets/..%2fassets.ts' })).statusCode, 404);
  await app.close();
});

test('the coding is one the browser takes', () => {
  const url = assetUrl('app.js');
  assert.equal(serveAsset(url, 'gzip')?.headers['content-encoding'], 'gzip');
  assert.deepEqual(gunzipSync(serveAsset(url, 'gzip')!.body), assetBytes('app.js').plain);
  assert.equal(serveAsset(url, 'br;q=0, gzip')?.headers['content-encoding'], 'gzip');
  assert.equal(serveAsset(url, 'br;q=0.5')?.headers['content-encoding'], 'br');
  assert.equal(serveAsset(url, '')?.headers['content-encoding'], undefined);
  assert.equal(serveAsset(assetUrl('golos-cyrillic-400.woff2'), 'br')?.headers['content-encoding'], undefined);
});

test('every address in the style sheet is an asset that is there', () => {
  const css = assetBytes('app.css').plain.toString();
  const named = [...css.matchAll(/url\(([^)]+)\)/g)].map((m) => m[1]!);
  assert.ok(named.length > 8);
  for (const name of named) assert.ok(serveAsset(`/assets/${name}`), name);
  for (const letter of 'ңөү') {
    const code = letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    assert.ok(css.includes('U+0460-052F') && code >= '0460' && code <= '052F', letter);
  }
});

test('a slow phone: style under 12 KB, script under 6 KB, the whole first page under 100 KB', () => {
  const travelled = (name: string): number => (assetBytes(name).gzip ?? assetBytes(name).plain).length;
  assert.ok(travelled('app.css') < 12_000, `app.css ${travelled('app.css')}`);
  assert.ok(travelled('app.js') < 6_000, `app.js ${travelled('app.js')}`);
  const kyrgyz = assetNames().filter((n) => /golos-(cyrillic|cyrillic-ext|latin)-/.test(n));
  const all = ['app.css', 'app.js', 'felt.svg', 'check.svg', ...kyrgyz].reduce((sum, n) => sum + travelled(n), 0);
  assert.ok(all < 100_000, `first page ${all}`);
});

test('a font that comes late moves no line: it waits for the next page', () => {
  const css = assetBytes('app.css').plain.toString();
  const faces = [...css.matchAll(/@font-face[^}]*}/g)].map(([face]) => face);
  assert.equal(faces.length, 8);
  for (const face of faces) assert.match(face, /font-display:optional/);
});

test('no style sheet or script asks another host for anything', () => {
  for (const name of assetNames().filter((n) => /\.(css|js)$/.test(n)))
    assert.doesNotMatch(assetBytes(name).plain.toString(), /https?:\/\/|\/\/[a-z]+\.[a-z]/, name);
});

test('an unknown name is a fault, not an empty address', () => {
  assert.throws(() => assetUrl('nothing.css'), /nothing\.css/);
});
