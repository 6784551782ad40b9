import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemClock } from '../../src/platform/clock.ts';
import { systemScope } from '../../src/platform/db/index.ts';
import { openCheckpoint } from '../../src/record/checkpoint.ts';
import { cosignatureVerifier } from '../../src/record/cosignature.ts';
import { verifyConsistency } from '../../src/record/merkle.ts';
import { noteVerifier, openNote } from '../../src/record/note.ts';
import { testLog } from '../../src/record/test-log.ts';
import { witnessCommand } from './command.ts';
import { createKeyFile } from './key-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-witness-'));
const keyFile = join(folder, 'witness.key');
const { vkey } = createKeyFile(keyFile, 'witness.example.kg');
const honest = await testLog([vkey]);
const { app, signer, grow, owner } = honest;
await grow(600);
const url = await app.listen({ port: 0, host: '127.0.0.1' });
after(async () => {
  await honest.close();
  rmSync(folder, { recursive: true });
});
const log = noteVerifier(signer.vkey);
const get = (path: string) => app.inject({ url: path });
const printed: string[] = [];
const state = join(folder, 'seen.json');
const look = (): Promise<number> =>
  witnessCommand(
    ['run', '--key', keyFile, '--state', state, '--log', url, '--log-key', signer.vkey, '--once'],
    (text) => printed.push(text),
  );

test('a witness on its own machine cosigns what continues, and its word travels with the checkpoint', async () => {
  assert.equal(await look(), 0, printed.at(-1));
  const old = openCheckpoint((await get('/log/checkpoint')).body, log);
  await grow(300);
  assert.equal(await look(), 0, printed.at(-1));
  assert.equal(await look(), 0, 'a second look at the same size is no contradiction');
  const note = (await get('/log/checkpoint')).body;
  assert.equal(openNote(note, [log, cosignatureVerifier(vkey)]).by.length, 2);
  const view = (await get('/v1/log/checkpoint')).json();
  assert.equal(view.cosignatures[0].witness, 'witness.example.kg');
  const { proof } = (await get(`/v1/log/proof/consistency?from=${old.size}&to=${view.size}`)).json();
  const hashes = (proof as string[]).map((hash) => Buffer.from(hash, 'base64'));
  assert.ok(verifyConsistency(old.size, old.root, view.size, Buffer.from(view.root, 'base64'), hashes));
});

test('a witness refuses a log whose past was rewritten, and keeps the exhibit', async () => {
  const before = readFileSync(state, 'utf8');
  const forked = await testLog([]);
  await forked.grow(1000);
  const system = systemScope('test');
  const [fork] = await forked.db.query<{ size: number; root: Buffer; note: string }>(
    system,
    'SELECT size, root, note FROM log_checkpoint',
  );
  await grow(0);
  await owner.query(system, 'INSERT INTO log_checkpoint (size, root, note, at) VALUES ($1, $2, $3, $4)', [
    fork!.size,
    fork!.root,
    fork!.note,
    systemClock.real(),
  ]);
  await owner.query(
    system,
    `INSERT INTO log_leaf SELECT i, gen_random_uuid(), decode(repeat('00', 32), 'hex') FROM generate_series(900, 999) AS i`,
  );
  assert.equal(await look(), 2, printed.at(-1));
  assert.match(printed.at(-1)!, /^FORK/);
  assert.equal(readFileSync(state, 'utf8'), before, 'what was seen stays what it was');
  assert.match(readFileSync(`${state}.fork.txt`, 'utf8'), /shown now/);
  await forked.close();
});

test('a witness key file is never overwritten', () => {
  assert.throws(() => createKeyFile(keyFile, 'other.example.kg'), /EEXIST/);
  assert.throws(() => createKeyFile(join(folder, 'new.key'), 'two words'));
});
