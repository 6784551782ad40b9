import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, describe, mock, test } from 'node:test';
import { startPlatform, type TestPlatform } from '../../../../test/support/platform.ts';
import { until } from '../../../../test/support/until.ts';
import { isRefusal } from '../../../platform/refusal.ts';
import { createVerifier, usualLimits } from '../apart/verifier.ts';

// A body is read in a place among those that are verified at once; who finds none is told before a single octet of it.

const routes = ['/v1/signatures/verification', '/v1/signatures/verification.pdf'];
const mostBytes = 24 * 2 ** 20;
type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
type Upload = { readonly sent: ClientRequest; readonly answer: Promise<Answer> };

async function answerTo(sent: ClientRequest): Promise<Answer> {
  const [from] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: from.statusCode!, headers: from.headers, body: await text(from) };
}

describe('places before bodies', () => {
  let t: TestPlatform;
  let port: number;
  let addresses = 0;
  before(async () => {
    t = await startPlatform();
    port = Number(new URL(await t.listen()).port);
  });
  after(() => t.stop());
  /** A line to the network of its own. */
  const line = (): string => `127.1.${++addresses >> 8}.${addresses & 255}`;
  const begin = (path: string, length: number, from = line(), headers: Record<string, string> = {}): Upload => {
    const sent = request({
      port,
      path,
      method: 'POST',
      host: '127.0.0.1',
      localAddress: from,
      headers: { 'content-type': 'application/json', 'content-length': String(length), ...headers },
    });
    const answer = answerTo(sent);
    answer.catch(() => undefined);
    return { sent, answer };
  };
  const whole = (body: string, path = routes[0]!, from = line()): Promise<Answer> => {
    const { sent, answer } = begin(path, Buffer.byteLength(body), from);
    sent.end(body);
    return answer;
  };
  const small = JSON.stringify({ signature: 'bm9uZQ==' });
  const free = async () => (await whole(small)).status === 422;
  /** Uploads that have begun and do not end. */
  const hang = async (count: number): Promise<Upload[]> => {
    const uploads = Array.from({ length: count }, (_, at) => begin(routes[at % 2]!, mostBytes));
    for (const { sent } of uploads) sent.write('{"signature":"');
    await until('every place held', async () => !(await free()));
    return uploads;
  };

  test('with every place held by uploads, nobody’s body is read: 503, when to come back, and the words in three languages', async () => {
    const uploads = await hang(6);
    for (const path of routes) {
      // The headers only: an answer to them is an answer before the body.
      const { sent, answer } = begin(path, mostBytes);
      sent.flushHeaders();
      const { status, headers, body } = await answer;
      sent.destroy();
      assert.deepEqual([status, headers['retry-after']], [503, '5']);
      const { code, texts } = JSON.parse(body) as { code: string; texts: Record<string, string> };
      assert.equal(code, 'VERIFIER_BUSY');
      assert.deepEqual(
        ['ky', 'ru', 'en'].filter((lang) => !texts[lang]),
        [],
      );
    }
    // One whose connection breaks leaves room for one, and not for two.
    uploads[0]!.sent.destroy();
    await until('a free place', free);
    uploads.push(...(await hang(1)));
    for (const { sent } of uploads) sent.destroy();
    await until('a free place', free);
  });

  test('half of the places is the most for one line to the network', async () => {
    const own = line();
    const uploads = Array.from({ length: 3 }, () => begin(routes[0]!, mostBytes, own));
    for (const { sent } of uploads) sent.write('{');
    await until('three places of one', async () => (await whole(small, routes[0], own)).status === 503);
    assert.ok(await free());
    for (const { sent } of uploads) sent.destroy();
    await until('a free place', async () => (await whole(small, routes[0], own)).status === 422);
  });

  test('where others wait, who sends next to nothing is told to come again; who sends as fast as a poor line goes is waited for', async () => {
    const uploads = await hang(6);
    const now = performance.now.bind(performance);
    const later = mock.method(performance, 'now', () => now() + 11_000);
    try {
      // Eleven seconds at five thousand octets each.
      const poor = uploads.slice(1);
      for (const { sent } of poor) sent.write('A'.repeat(55_000));
      await until('a place left by the slowest', free);
      const { status, headers } = await uploads[0]!.answer;
      assert.deepEqual([status, headers['retry-after'], headers.connection], [503, '5', 'close']);
      uploads[0] = (await hang(1))[0]!;
      assert.equal(await free(), false, 'nobody else has to go');
    } finally {
      later.mock.restore();
    }
    for (const { sent } of uploads) sent.destroy();
    await until('a free place', free);
  });

  test('a body that is refused leaves its place: not JSON, not the shape, too large, of another kind', async () => {
    const own = line();
    for (let n = 0; n < 2; n++) {
      assert.equal((await whole('{', routes[0], own)).status, 400);
      assert.equal((await whole('{}', routes[1], own)).status, 400);
      const tooLarge = begin(routes[0]!, mostBytes + 1, own);
      tooLarge.sent.flushHeaders();
      assert.equal((await tooLarge.answer).status, 413);
      tooLarge.sent.destroy();
      const other = begin(routes[0]!, 2, own, { 'content-type': 'application/xml' });
      other.sent.end('<>');
      assert.equal((await other.answer).status, 415);
    }
    assert.equal((await whole(small, routes[0], own)).status, 422);
  });

  test('a participant who asks a centre, and a sender in a system, take places as everybody does', async () => {
    const citizen = await t.signedIn('aibek@example.kg');
    const id = '00000000-0000-7000-8000-000000000000';
    const uploads = await hang(6);
    for (const path of [`/v1/centres/${id}/checks`, `/v1/exchange-systems/${id}/documents`]) {
      const cookie = [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const { sent, answer } = begin(path, mostBytes, line(), { cookie });
      sent.flushHeaders();
      assert.equal((await answer).status, 503, path);
      sent.destroy();
    }
    for (const { sent } of uploads) sent.destroy();
    await until('a free place', free);
  });

  test('a person has half of the places by API and pages together', async () => {
    const citizen = await t.signedIn('aibek@example.kg');
    const page = `/me/centres/${t.sandbox.accreditedCentreId}/checks`;
    await citizen.get(page);
    const ask = () =>
      citizen.post(page, {
        headers: { 'content-type': 'multipart/form-data; boundary=edge' },
        bytes: Buffer.from(
          `--edge\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${citizen.csrf}\r\n--edge--\r\n`,
        ),
      });
    assert.equal((await ask()).status, 422);
    const cookie = [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const uploads = Array.from({ length: 3 }, () => begin(routes[0]!, mostBytes, line(), { cookie }));
    for (const { sent } of uploads) sent.write('{');
    await until('three places of one', async () => (await ask()).status === 503);
    assert.ok(await free());
    for (const { sent } of uploads) sent.destroy();
    await until('a free place', async () => (await ask()).status === 422);
  });

  test('who leaves while the file is judged keeps the place until the work is over', async () => {
    const verifier = createVerifier({ db: t.database.db, roots: [], own: [] }, { ...usualLimits, workers: 1 });
    try {
      const places = ['a', 'a', 'a', 'b', 'b', 'b'].map((caller) => verifier.enter(caller));
      const [first, second] = places;
      assert.ok(first !== undefined && second !== undefined && !isRefusal(first) && !isRefusal(second));
      let finish!: () => void;
      const judged = verifier.atOnce(first, () => new Promise<string>((done) => (finish = () => done('judged'))));
      first.leave();
      assert.ok(isRefusal(verifier.enter('c')), 'the work goes on');
      finish();
      assert.equal(await judged, 'judged');
      first.leave();
      assert.ok(!isRefusal(verifier.enter('c')));
      assert.ok(isRefusal(verifier.enter('d')), 'one place and no more');
      second.leave();
      assert.ok(isRefusal(await verifier.atOnce(second, async () => 'judged')), 'nothing begins for who is gone');
    } finally {
      await verifier.stop();
    }
  });
});
