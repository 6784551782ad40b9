import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import fastify from 'fastify';
import type { App } from './server.ts';
import { cutUnfinished } from './unfinished.ts';

async function stand(graceMs: number) {
  const app = fastify({ forceCloseConnections: 'idle' });
  cutUnfinished(app as unknown as App, graceMs);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const asked: unknown[] = [];
  app.addHook('onRequest', async () => void asked.push(null));
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
  return { app, port, post, answer: () => answer(), asked };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('while the server closes, what was asked is answered and a body that does not come is not waited for', async () => {
  const { app, post, answer, asked } = await stand(50);
  const [whole, half] = [post(), post()];
  const cut = once(half, 'error').catch((error: unknown) => [error]);
  whole.end('a request');
  half.write('a req');
  while (asked.length < 2) await turn();
  const closed = app.close();
  const [fault] = (await cut) as [Error];
  assert.match(fault.message, /hang up|ECONNRESET/);
  answer();
  const [response] = await once(whole, 'response');
  assert.equal(await text(response), 'done');
  await closed;
});

test('a connection that has asked nothing keeps no server from closing: silent ones go at once, half a head after a while', async () => {
  for (const [said, graceMs] of [
    ['', 600_000],
    ['POST / HTTP/1.1\r\nHost: exa', 20],
  ] as const) {
    const { app, port } = await stand(graceMs);
    const socket = connect(port, '127.0.0.1');
    const gone = once(socket, 'close');
    await once(app.server, 'connection');
    if (said !== '') socket.write(said);
    // Its octets have arrived where an answer to later ones has.
    await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text());
    await app.close();
    await gone;
  }
});
