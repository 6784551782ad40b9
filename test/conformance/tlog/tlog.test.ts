import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint, signCheckpoint } from '../../../src/record/checkpoint.ts';
import {
  consistencyPlan,
  foldRange,
  inclusionPlan,
  leafHash,
  type Node,
  resolvePlan,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/record/merkle.ts';
import { noteSigner, noteVerifier } from '../../../src/record/note.ts';
import { tilePath, tileWidth } from '../../../src/record/tiles.ts';

// Debian: golang-go, golang-golang-x-mod-dev.
const library = '/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog';
const missing =
  spawnSync('go', ['version']).status !== 0
    ? 'go is not installed'
    : existsSync(library)
      ? undefined
      : `${library} is missing`;
if (missing)
  console.error(
    `NOT RUN: Go's tlog and note did not judge our log: ${missing} (Debian: golang-go golang-golang-x-mod-dev)`,
  );

type Proof = { from: number; to: number; old?: string; root: string; proof: string[] | null };
type Answer = {
  faults: string[];
  checked: number;
  noteText: string;
  note: string;
  vkey: string;
  inclusion: Proof[];
  consistency: Proof[];
  tiles: Record<string, string>;
};

function judge(question: unknown): Answer {
  const answer = execFileSync('go', ['run', join(import.meta.dirname, 'judge.go')], {
    input: JSON.stringify(question),
    env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' },
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(answer.toString()) as Answer;
}

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const raw = (text: string): Buffer => Buffer.from(text, 'base64');

test("Go's sumdb accepts our notes, proofs and tiles, and we accept Go's", { skip: missing ?? false }, () => {
  const size = 700;
  const leaves = Array.from({ length: size }, (_, i) => Buffer.from(`leaf ${i}`));
  const hashes = leaves.map((leaf) => leafHash(leaf));
  const node = ({ level, index }: Node): Uint8Array =>
    treeRoot(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level));
  const rootAt = (n: number): Uint8Array => treeRoot(hashes.slice(0, n));
  const name = 'log.example.kg';
  const pem = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 5)]);
  const signer = noteSigner(name, createPrivateKey({ key: pem, format: 'der', type: 'pkcs8' }));
  const places = [0, 1, 2, 3, 127, 128, 255, 256, 257, 511, 512, 600, 698, 699];
  const sizes = [1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 640, 699, 700];

  const tiles: Record<string, string> = {};
  for (const level of [0, 1]) {
    for (let n = 0; tileWidth(level, n, size) > 0; n++) {
      const width = tileWidth(level, n, size);
      const nodes = Array.from({ length: width }, (_, i) => node({ level: level * 8, index: n * 256 + i }));
      tiles[tilePath({ level, n, width })] = b64(Buffer.concat(nodes));
    }
  }
  const inclusion = sizes.flatMap((to) =>
    places
      .filter((at) => at < to)
      .map((from) => ({ from, to, root: b64(rootAt(to)), proof: resolvePlan(inclusionPlan(from, to), node).map(b64) })),
  );
  const consistency = sizes.flatMap((to) =>
    sizes
      .filter((from) => from <= to)
      .map((from) => ({
        from,
        to,
        old: b64(rootAt(from)),
        root: b64(rootAt(to)),
        proof: resolvePlan(consistencyPlan(from, to), node).map(b64),
      })),
  );
  const note = signCheckpoint({ origin: name, size, root: rootAt(size) }, signer);

  const answer = judge({ note, vkey: signer.vkey, name, leaves: leaves.map(b64), inclusion, consistency, tiles });
  assert.deepEqual(answer.faults, []);
  assert.equal(answer.checked, 2 + inclusion.length + consistency.length + Object.keys(tiles).length);
  assert.equal(answer.noteText, note.slice(0, note.indexOf('\n\n') + 1));

  assert.deepEqual(answer.tiles, tiles);
  const theirs = openCheckpoint(answer.note, noteVerifier(answer.vkey));
  assert.deepEqual(theirs, { origin: name, size, root: Buffer.from(foldRange([rootAt(size)])) });
  for (const { from, to, root, proof } of answer.inclusion)
    assert.ok(verifyInclusion(from, to, hashes[from]!, (proof ?? []).map(raw), raw(root)), `inclusion ${from}`);
  for (const { from, to, old, root, proof } of answer.consistency)
    assert.ok(verifyConsistency(from, raw(old!), to, raw(root), (proof ?? []).map(raw)), `consistency ${from}`);
});

test('Go refuses what we would refuse', { skip: missing ?? false }, () => {
  const leaves = ['a', 'b', 'c'].map((text) => Buffer.from(text));
  const root = b64(treeRoot(leaves.map((leaf) => leafHash(leaf))));
  const wrong = { from: 0, to: 3, root, proof: [b64(leafHash(leaves[2]!)), b64(leafHash(leaves[1]!))] };
  const answer = judge({
    note: 'x\n',
    vkey: 'x',
    name: 'x',
    leaves: leaves.map(b64),
    inclusion: [wrong],
    consistency: [],
    tiles: {},
  });
  assert.ok(answer.faults.some((fault) => fault.startsWith('inclusion 0/3')));
  assert.ok(answer.faults.some((fault) => fault.startsWith('verifier key')));
});
