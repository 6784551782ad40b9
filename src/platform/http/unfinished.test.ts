import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import fastify from 'fastify';
import type { App } from './server.ts';
import { cutUnfinished } from './unfinished.ts';

test('while the server closes, what was asked is answered and a body that does not come is not waited for', async () => {
  const app = fastify({ forceCloseConnections: 'idle' });
  cutUnfinished(app as unknown as App, 50);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  let asked = 0;
  app.addHook('onRequest', async () => void asked++);
  app.post('/', async () => {
    await held;
    return 'done';
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const post = () =>
    request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'text/plain', 'content-length': '9' },
    });
  const [whole, half] = [post(), post()];
  const cut = once(half, 'error').catch((error: unknown) => [error]);
  whole.end('a request');
  half.write('a req');
  while (asked < 2) await new Promise((resolve) => setImmediate(resolve));
  const closed = app.close();
  const [fault] = (await cut) as [Error];
  assert.match(fault.message, /hang up|ECONNRESET/);
  answer();
  const [response] = await once(whole, 'response');
  assert.equal(await text(response), 'done');
  await closed;
});
