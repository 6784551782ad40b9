import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { startTimeStamps } from '../../../test/support/time-stamp-service.ts';
import { fileOwnKeys } from '../../wiring/file-keys.ts';
import { parseTimeStampResponse, timeStampRequest } from '../formats/index.ts';
import { remoteStamps } from './remote.ts';

// An independent time-stamp service over real HTTP: what it answers counts only if it is a stamp over this hash, of it, of now.

const begin = new Date('2026-11-23T04:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'mk-stamps-'));
const own = await fileOwnKeys(folder, 'http://localhost:8080', begin, () => begin);
const hourBefore = new Date(begin.getTime() - 3_600_000);
let theirTime = begin;
const service = await startTimeStamps(own, hourBefore, () => theirTime);
const other = await startTimeStamps(own, hourBefore, () => theirTime);

// A server in the middle that answers as it is told.
let answer: (body: Buffer, response: ServerResponse) => unknown;
const middle = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => void answer(Buffer.concat(chunks), response));
});
await new Promise<void>((resolve) => middle.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(middle.address() as AddressInfo).port}/`;
after(async () => {
  middle.closeAllConnections();
  middle.close();
  await Promise.all([service.stop(), other.stop()]);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  theirTime = begin;
});

const askAt = async (address: string, body: Buffer): Promise<Buffer> => {
  const headers = { 'content-type': 'application/timestamp-query' };
  const said = await fetch(address, { method: 'POST', headers, body });
  return Buffer.from(await said.arrayBuffer());
};
const now = new Date(begin.getTime() + 2000);
const request = (of = 'бир'): Buffer => timeStampRequest({ digest: 'sha256', hash: hash('sha256', of, 'buffer') });
const { certificate } = service;
const stamps = remoteStamps({ url, certificate, timeoutMs: 2_000 }, () => now);

test('its stamp is taken; a service that cannot be reached, or that answers no stamp, gives none', async () => {
  const token = async (given: Promise<Uint8Array | undefined>) => {
    const bytes = await given;
    return bytes && parseTimeStampResponse(bytes).token;
  };
  answer = async (body, response) => response.end(await askAt(service.url, body));
  assert.ok(await token(stamps(request())));

  const wrong: (typeof answer)[] = [
    (_body, response) => response.writeHead(500).end(),
    (_body, response) => response.end('<html>'),
    (_body, response) => response.end(),
    (_body, response) => response.end(Buffer.alloc(100_000)),
    (_body, response) => response.writeHead(302, { location: service.url }).end(),
    (_body, response) => response.destroy(),
    () => undefined,
  ];
  for (const one of wrong) {
    answer = one;
    assert.equal(await stamps(request()), undefined, one.toString());
  }
  assert.equal(await remoteStamps({ url: 'http://127.0.0.1:1/', certificate }, () => now)(request()), undefined);
});

test('a stamp of another authority, over another hash, of an earlier question or of another time is none', async () => {
  answer = async (body, response) => response.end(await askAt(other.url, body));
  assert.equal(await stamps(request()), undefined, 'another authority under the same root');

  answer = async (_body, response) => response.end(await askAt(service.url, request('эки')));
  assert.equal(await stamps(request()), undefined, 'another hash');

  const earlier = await askAt(service.url, request());
  answer = (_body, response) => response.end(earlier);
  assert.equal(await stamps(request()), undefined, 'an answer to an earlier question');

  answer = async (body, response) => response.end(await askAt(service.url, body));
  for (const apart of [-400_000, 60_000]) {
    theirTime = new Date(begin.getTime() + apart);
    assert.equal(await stamps(request()), undefined, `a clock ${apart} ms from ours`);
  }
  theirTime = new Date(begin.getTime() - 100_000);
  assert.ok(await stamps(request()), 'a little late is of now');
});
