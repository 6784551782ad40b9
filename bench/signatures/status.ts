import { type ChildProcess, execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOf } from '../../src/trust/issue/index.ts';
import { authority, later, newKey, t0 } from '../../src/trust/issue/test-people.ts';
import { parseCrl } from '../../src/trust/path/index.ts';
import { type EntryFacts, signCrl } from '../../src/trust/status/index.ts';
import { type HttpClient, httpClient } from '../http-client.ts';
import { figure, interleaved, perSecond, ratios } from '../measure.ts';
import { type Options, rate, type Row, type Say } from './row.ts';
import type { Serving } from './status-server.ts';

const clients = 16;

/** OCSP over HTTP: kept answers by GET, against a bare route of the same server and against OpenSSL's own responder. */
export async function measureOcsp({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const count = (usual: number): number => Math.ceil(usual * part);
  const child = fork(join(import.meta.dirname, 'status-server.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const serving = await new Promise<Serving>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.once('message', (message) => resolve(message as Serving));
  });
  const openssl = spawnSync('openssl', ['version']).status === 0 ? await opensslResponder(serving.folder) : undefined;
  // Each from an address of its own: what one address may ask is bounded.
  const open = (port: number): Promise<HttpClient[]> =>
    Promise.all(Array.from({ length: clients }, (_, n) => httpClient(port, `127.0.0.${n + 1}`)));
  const [kept, bare] = [await open(serving.port), await open(serving.barePort)];
  const ask = async (client: HttpClient, path: string): Promise<void> => {
    const { status } = await client.get(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  };
  const { paths } = serving;
  const [some, few] = [count(8000), count(200)];
  try {
    const sides = {
      kept: () => perSecond(clients, some, (n, client) => ask(kept[client]!, paths[n % paths.length]!)),
      bare: () => perSecond(clients, some, (_, client) => ask(bare[client]!, serving.bare)),
      openssl: async () =>
        openssl === undefined
          ? Number.NaN
          : perSecond(2, few, (n) => once(openssl.port, paths[n % paths.length]!.replace('/ocsp/ishenim', ''))),
    };
    // A server runs for weeks: its code is as fast as it gets before anything is counted.
    for (let round = 0; round < 3; round++) {
      await sides.kept();
      await sides.bare();
    }
    const seen = await interleaved(rounds, sides);
    const ours = figure(seen.kept);
    say(`OCSP: ${Math.round(ours.median)} kept answers/s, bare route ${Math.round(figure(seen.bare).median)}/s`);
    const row = (what: string, against: string, by: readonly number[], aim: number): Row => ({
      what,
      figure: ours,
      against: { what: against, figure: figure(by), ratio: ratios(seen.kept, by) },
      aim,
    });
    return [
      row('OCSP answers/s over HTTP, kept, 16 connections', 'a bare route with the same bytes', seen.bare, 0.8),
      ...(openssl === undefined
        ? []
        : [row('the same', '`openssl ocsp` as server, a connection a question', seen.openssl, 5)]),
    ];
  } finally {
    for (const client of [...kept, ...bare]) client.stop();
    openssl?.child.kill();
    child.disconnect();
    await ended;
  }
}

async function opensslResponder(folder: string): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const files = ['-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', 'signer.pem', '-rkey', 'key.pem'];
  const args = ['ocsp', '-port', String(port), ...files, '-nmin', '60'];
  const child = spawn('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  // It says when it listens. A connection without a question would end it.
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`openssl ocsp ended with ${code}`)));
    for (const out of [child.stdout, child.stderr])
      out.on('data', (text: Buffer) => {
        if (text.includes('waiting for OCSP client')) resolve();
      });
  });
  return { child, port };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** One question over a connection of its own: OpenSSL's responder answers and hangs up. */
const once = (port: number, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(`GET ${path} HTTP/1.0\r\n\r\n`));
    socket.on('data', (bytes) => parts.push(bytes));
    socket.once('error', reject);
    socket.once('close', () => {
      const answer = Buffer.concat(parts);
      // A refusal is a few bytes; an answer carries a signature and a certificate.
      return answer.length > 500 ? resolve() : reject(new Error(answer.toString('latin1', 0, 200)));
    });
  });

/** A list of a million entries: built and signed, read by us and by OpenSSL, looked up. */
export async function measureList({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const many = Math.ceil(1_000_000 * part);
  const entries = Array.from({ length: many }, (_, n): EntryFacts => {
    const serial = randomBytes(16);
    serial[0] = 0x40;
    return {
      serial,
      endedAt: new Date(t0.getTime() + n * 1000),
      ground: '14(6)(2)',
      status: 'terminated',
      entryNumber: BigInt(n + 1),
      reason: 'superseded',
    };
  });
  const key = newKey();
  const plan = {
    issuer: nameOf(authority),
    thisUpdate: t0,
    nextUpdate: later(1),
    number: 1n,
    keepsExpiredSince: t0,
    entries,
  };
  let list = await signCrl(plan, key);
  const folder = mkdtempSync(join(tmpdir(), 'mk-bench-crl-'));
  const file = join(folder, 'list.crl');
  writeFileSync(file, list);
  const timed = async (act: () => unknown): Promise<number> => {
    const began = performance.now();
    await act();
    return many / ((performance.now() - began) / 1000);
  };
  const parsed = parseCrl(list);
  const known = entries.filter((_, n) => n % 97 === 0).map(({ serial }) => serial.toString('hex'));
  try {
    const seen = await interleaved(rounds, {
      built: () => timed(async () => (list = await signCrl(plan, key))),
      read: () => timed(() => parseCrl(list).entries.find(known[0]!, parsed.issuer.key)),
      openssl: () =>
        timed(() => execFileSync('openssl', ['crl', '-inform', 'DER', '-in', file, '-noout', '-crlnumber'])),
      found: () =>
        rate(Math.min(known.length, 10_000), (n) => {
          if (parsed.entries.find(known[n]!, parsed.issuer.key) === undefined) throw new Error('an entry is not found');
        }),
    });
    const mega = Math.round(list.length / 2 ** 20);
    say(`list: ${many} entries, ${mega} MiB, built in ${(many / figure(seen.built).median).toFixed(2)} s`);
    const size = `a list of ${many.toLocaleString('en').replaceAll(',', ' ')} entries, ${mega} MiB`;
    return [
      { what: `${size}: entries built and signed/s`, figure: figure(seen.built) },
      {
        what: 'the same list read, every entry seen, entries/s',
        figure: figure(seen.read),
        against: {
          what: '`openssl crl` as a process',
          figure: figure(seen.openssl),
          ratio: ratios(seen.read, seen.openssl),
        },
      },
      { what: 'entries looked up in it/s', figure: figure(seen.found) },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
