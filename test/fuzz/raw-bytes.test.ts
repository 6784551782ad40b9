import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { fetchIn } from '../support/client.ts';
import { runs } from '../support/effort.ts';
import { assertAnswer, fuzzStand, type Stand } from './stand.ts';

let s: Stand;
let address: URL;
before(async () => {
  s = await fuzzStand();
  address = new URL(await s.t.listen());
});
after(() => s.t.stop());

const types = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'multipart/form-data; boundary=',
  `multipart/form-data; boundary=${'b'.repeat(300)}`,
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'APPLICATION/JSON',
  'application/json,application/json',
  '/',
  ';',
  'a/b/c',
  'application/__proto__',
  '',
];
const scraps = [
  '{',
  '[',
  '"',
  '{"a":}',
  '{"a":1,}',
  '{"login":"x","login":"y"}',
  'null',
  'true',
  '1',
  '""',
  '\ufeff{}',
  '{}{}',
  '{"a":1e99999}',
  "{'a':1}",
  'a=b&a=c&__proto__[x]=1',
  `${'a=1&'.repeat(3000)}`,
  '--x\r\n',
  '--x\r\ncontent-disposition: form-data; name="file"; filename="../../x"\r\n\r\nPK\r\n--x--\r\n',
  '--x\r\ncontent-disposition: form-data\r\n\r\n\r\n--x--',
  `--x\r\n${'h: 1\r\n'.repeat(500)}\r\n`,
  `--x\r\ncontent-disposition: form-data; name="${'n'.repeat(5000)}"\r\n\r\nv\r\n--x--\r\n`,
];

test('bodies of any bytes under any content type: refused, never a fault', { timeout: 600_000 }, async () => {
  const paths = [
    ...s.routes.filter((route) => route.body !== undefined).map((route) => route.path),
    '/verify',
    '/sign-in',
    '/sign-up',
  ].map((path) => path.replace('{holderId}', s.t.sandbox.holderId).replaceAll(/\{[^}]+\}/g, s.known[1]!));
  let [asked, slowest] = [0, 0];
  const bytes = fc.oneof(
    fc.constantFrom(...scraps).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 400 }).map((raw) => Buffer.from(raw)),
    fc
      .tuple(fc.constantFrom(...scraps), fc.uint8Array({ maxLength: 40 }))
      .map(([text, raw]) => Buffer.concat([Buffer.from(text), raw])),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.constantFrom(...types),
      bytes,
      fc.constantFrom(...s.callers.values()),
      async (url, type, payload, caller) => {
        const sent = await s.send(caller, {
          method: 'post',
          url,
          payload,
          headers: type === '' ? {} : { 'content-type': type },
        });
        asked++;
        slowest = Math.max(slowest, sent.ms);
        assertAnswer(
          sent,
          { path: url, responses: {} } as never,
          `POST ${url} ${type} ${payload.toString('latin1').slice(0, 200)}`,
        );
      },
    ),
    runs(600),
  );
  console.log(`${asked} bodies, slowest ${Math.round(slowest)} ms`);
});

test('bodies larger than allowed end with 413 and do not fill the memory', { timeout: 120_000 }, async () => {
  const before = process.memoryUsage().rss;
  const staff = s.callers.get('staff')!;
  const big = Buffer.alloc(8 * 2 ** 20, 0x20);
  const boundary = 'x'.repeat(20);
  const file = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\ncontent-type: application/zip\r\n\r\n`,
    ),
    Buffer.alloc(60 * 2 ** 20),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  for (let i = 0; i < 5; i++) {
    const json = await s.send(staff, {
      method: 'post',
      url: `/v1/holders/${s.t.sandbox.holderId}/may`,
      payload: big,
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(json.status, 413);
    assertAnswer(json, undefined, 'a body of 8 MiB');
  }
  const page = await s.send(staff, {
    method: 'post',
    url: `/verify?_csrf=${encodeURIComponent(staff.headers()['x-csrf-token'] ?? '')}`,
    payload: file,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  assert.equal(page.status, 413, page.body.slice(0, 300));
  assert.ok(process.memoryUsage().rss - before < 400 * 2 ** 20);
});

const headers: readonly [string, string][] = [
  ['cookie', `mk_session=${'a'.repeat(4000)}`],
  ['cookie', 'mk_session=%00; lang=xx; =; ;;;'],
  ['cookie', '__proto__=1; constructor=2; mk_session=toString'],
  ['authorization', 'Bearer'],
  ['authorization', `Bearer ${'.'.repeat(3000)}`],
  ['authorization', 'Basic ////'],
  ['authorization', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
  ['accept-language', `${'ky;q=0.1,'.repeat(500)}`],
  ['accept-language', '*;q=NaN,;;=='],
  ['x-csrf-token', '\u00ff'.repeat(50)],
  ['origin', 'null'],
  ['origin', 'not an address'],
  ['sec-fetch-site', 'cross-site'],
  ['content-length', '5'],
  ['if-none-match', '"'.repeat(1000)],
  ['range', 'bytes=0-0,1-1,-1'],
  ['idempotency-key', 'k'.repeat(5000)],
  ['idempotency-key', ''],
  ['x-forwarded-for', '1.2.3.4, evil'],
  ['host', ''],
  ['accept', 'text/html'],
  ['expect', 'nonsense'],
  ['transfer-encoding', 'identity'],
];

test('headers nobody sends in earnest: answered or refused, never a fault', { timeout: 600_000 }, async () => {
  const paths = s.routes
    .filter((route) => route.method === 'get')
    .map((route) => route.path.replace('{holderId}', s.t.sandbox.holderId).replaceAll(/\{[^}]+\}/g, s.known[1]!));
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        ...paths,
        '/',
        '/verify',
        '/me',
        '/%',
        '/%zz',
        '/v1/%00',
        `/${'a/'.repeat(2000)}`,
        '/v1/holders/..%2f..%2fetc',
        '/?lang=ky&lang=ru',
        '/v1/holders?a[b]=c',
      ),
      fc.array(fc.constantFrom(...headers), { minLength: 1, maxLength: 4 }),
      async (url, some) => {
        const sent = await s.send(s.callers.get('anonymous')!, {
          method: 'get',
          url,
          headers: Object.fromEntries(some),
        });
        asked++;
        assertAnswer(sent, undefined, `GET ${url.slice(0, 100)} ${JSON.stringify(some).slice(0, 300)}`);
      },
    ),
    runs(300),
  );
  console.log(`${asked} requests with odd headers`);
});

test('bytes that are no HTTP: the connection is closed with 4xx or nothing, and the program lives', {
  timeout: 120_000,
}, async () => {
  const lines = [
    '\r\n\r\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET /${'a'.repeat(70_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    'POST /v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n',
    `GET / HTTP/1.1\r\nhost: x\r\n${'x: y\r\n'.repeat(3000)}\r\n`,
    'GET / HTTP/1.1\r\nhost: x\r\nx\0y: z\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\x16\x03\x01\x02\x00',
  ];
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constantFrom(...lines).map((text) => Buffer.from(text, 'latin1')),
        fc.uint8Array({ minLength: 1, maxLength: 200 }).map((raw) => Buffer.from(raw)),
      ),
      async (bytes) => {
        const answer = await raw(bytes);
        asked++;
        assert.doesNotMatch(answer, /^HTTP\/1\.1 5\d\d|node_modules/, answer.slice(0, 200));
      },
    ),
    runs(60),
  );
  assert.equal((await fetchIn(new URL('/health/ready', address))).status, 200);
  console.log(`${asked} connections with raw bytes`);
});

const raw = (bytes: Buffer): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(address.port), '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(5000, () => socket.destroy());
    socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
