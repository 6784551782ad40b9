import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixedClock } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { checkpointText, openCheckpoint } from './checkpoint.ts';
import { cosigner } from './cosignature.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import { noteVerifier } from './note.ts';
import { sequenceBatch } from './sequencer.ts';
import { record, testKey } from './test-entries.ts';
import { testLog } from './test-log.ts';
import { tileHash } from './tiles.ts';
import { parseTlogProof } from './tlog-proof.ts';

const witness = cosigner('witness.example.kg', testKey(3));
const clock = fixedClock('2026-11-21T06:00:00Z');
const { app, db, signer, grow, close } = await testLog([witness.vkey], clock);
const ids = await grow(600);
after(close);
const get = (path: string) => app.inject({ url: path });
const log = noteVerifier(signer.vkey);
const raw = (text: string): Buffer => Buffer.from(text, 'base64');

test('anyone can fetch checkpoint, tiles and entries, and rebuild the tree from them alone', async () => {
  const answer = await get('/log/checkpoint');
  assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
  const { size } = openCheckpoint(answer.body, log);
  assert.equal(size, 600);
  const full = await get('/log/tile/0/001');
  assert.equal(full.rawPayload.length, 256 * 32);
  assert.match(String(full.headers['cache-control']), /immutable/);
  const part = await get('/log/tile/0/002.p/88');
  const entries = await get('/log/tile/entries/002.p/88');
  assert.deepEqual(tileHash(part.rawPayload, 0), leafHash(entries.rawPayload.subarray(2, 34)));
  assert.equal((await get('/log/tile/1/000.p/2')).rawPayload.length, 64);
  for (const path of ['0/002', '0/002.p/89', '1/000.p/3', '2/000.p/1', '0/2', 'entries/003.p/1', '0/../1'])
    assert.equal((await get(`/log/tile/${path}`)).statusCode, 404, path);
});

test('proofs come by entry or by place, and hold against the signed root', async () => {
  const found = (await get(`/v1/log/proof/inclusion?entryId=${ids[77]}`)).json();
  const { size, root } = openCheckpoint(found.checkpoint, log);
  assert.ok(verifyInclusion(found.index, size, raw(found.leafHash), found.proof.map(raw), root));
  assert.equal(parseTlogProof(found.tlogProof).index, found.index);
  assert.deepEqual((await get(`/v1/log/proof/inclusion?index=${found.index}`)).json(), found);
  assert.equal((await get(`/v1/log/proof/inclusion?entryId=${uuidv7()}`)).statusCode, 404);
  for (const query of ['', '?index=-1', '?index=1e3', '?entryId=x', '?index=99999999999999999'])
    assert.equal((await get(`/v1/log/proof/inclusion${query}`)).statusCode, 400, query);
  const [waiting] = await record(db, 1);
  await sequenceBatch(db);
  assert.equal((await get(`/v1/log/proof/inclusion?entryId=${waiting}`)).statusCode, 409);
  assert.equal((await get('/v1/log/proof/consistency?from=0&to=601')).statusCode, 404);
});

test('a stranger cannot speak as a witness, nor a witness about another root or from the future', async () => {
  const post = (payload: object) => app.inject({ method: 'POST', url: '/v1/log/cosignatures', payload });
  const text = checkpointText(openCheckpoint((await get('/log/checkpoint')).body, log));
  const now = clock.real().getTime() / 1000;
  const stranger = cosigner('witness.example.kg', testKey(9));
  for (const line of [
    stranger.cosign(text, now),
    witness.cosign(text.replace('600', '601'), now),
    witness.cosign(text, now + 3600),
    'nonsense',
  ])
    assert.equal((await post({ size: 600, line: line.trimEnd() })).statusCode, 403, line);
  assert.equal((await post({ size: 600 })).statusCode, 400);
  assert.equal((await post({ size: 599, line: witness.cosign(text, now).trimEnd() })).statusCode, 404);
  for (let i = 0; i < 2; i++)
    assert.equal((await post({ size: 600, line: witness.cosign(text, now + i).trimEnd() })).statusCode, 200);
  assert.equal((await get('/v1/log/checkpoint')).json().cosignatures.length, 1);
});
