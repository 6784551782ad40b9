import assert from 'node:assert/strict';

import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { checkpointText, openCheckpoint, parseCheckpointText, signCheckpoint } from './checkpoint.ts';
import { cosignatureTime, cosignatureVerifier, cosigner } from './cosignature.ts';
import { formatNote, NoteError, noteSigner, noteVerifier, openNote, parseVkey } from './note.ts';
import { testKey } from './test-entries.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';

const signer = noteSigner('log.example.kg', testKey(1));
const log = noteVerifier(signer.vkey);
const checkpoint = { origin: 'log.example.kg', size: 12, root: Buffer.alloc(32, 9) };

test('the example of the signed-note specification opens with its published key', () => {
  const note =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  const known = noteVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  assert.deepEqual(openNote(note, [known]).by, [known]);
});

test('a note opens by a known key only; unknown keys are ignored, a known key that fails condemns', () => {
  const other = noteSigner('other.example.kg', testKey(2));
  const text = 'text\n';
  const note = formatNote(text, [other.sign(text), signer.sign(text)]);
  assert.deepEqual(openNote(note, [log]).text, text);
  assert.throws(() => openNote(formatNote(text, [other.sign(text)]), [log]), NoteError);
  assert.throws(() => openNote(formatNote(text, [signer.sign('else\n')]), [log]), NoteError);
  assert.throws(() => parseVkey(signer.vkey.replace('log.', 'lag.')), NoteError);
});

test('no byte of a signed checkpoint can change unnoticed', () => {
  const note = signCheckpoint(checkpoint, signer);
  assert.deepEqual(openCheckpoint(note, log), checkpoint);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 127 }), (at, change) => {
      const bytes = Buffer.from(note);
      bytes[at % bytes.length]! ^= change;
      assert.throws(() => openCheckpoint(bytes.toString(), log), NoteError);
    }),
  );
  const foreign = noteSigner('elsewhere.example.kg', testKey(1));
  assert.throws(() => openCheckpoint(signCheckpoint(checkpoint, foreign), noteVerifier(foreign.vkey)), NoteError);
});

test('a checkpoint has one spelling', () => {
  assert.deepEqual(parseCheckpointText(checkpointText(checkpoint)), checkpoint);
  const root = Buffer.alloc(32).toString('base64');
  const wrong = [
    `o\n01\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n1\nAAAA\n`,
    `\n1\n${root}\n`,
    `o\n1\n${root}\nmore\n`,
    `o\n1\n${root}`,
  ];
  for (const text of wrong) assert.throws(() => parseCheckpointText(text), NoteError, text);
});

test('a witness cosignature covers the checkpoint and its time', () => {
  const witness = cosigner('witness.example.kg', testKey(3));
  const known = cosignatureVerifier(witness.vkey);
  const text = checkpointText(checkpoint);
  const line = witness.cosign(text, 1_795_000_000);
  assert.equal(cosignatureTime(line), 1_795_000_000);
  const note = signCheckpoint(checkpoint, signer) + line;
  assert.deepEqual(openNote(note, [log, known]).by, [log, known]);
  const later = witness.cosign(text, 1_795_000_001);
  const raw = Buffer.from(line.split(' ')[2]!, 'base64');
  raw.writeBigUInt64BE(1_795_000_001n, 4);
  assert.notEqual(`\u2014 witness.example.kg ${raw.toString('base64')}\n`, later);
  assert.throws(
    () => openNote(formatNote(text, [`\u2014 witness.example.kg ${raw.toString('base64')}\n`]), [known]),
    NoteError,
  );
});

test('a tlog-proof file is read back as written, and nothing else is', () => {
  const proof = {
    index: 5,
    proof: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)],
    checkpoint: signCheckpoint(checkpoint, signer),
  };
  const text = formatTlogProof(proof);
  assert.deepEqual(parseTlogProof(text), proof);
  assert.deepEqual(parseTlogProof(formatTlogProof({ ...proof, proof: [] })).proof, []);
  for (const wrong of [
    '',
    text.replace('v1', 'v2'),
    text.replace('index 5', 'index 05'),
    text.replace('\nindex', '\nextra AA==\nindex'),
  ])
    assert.throws(() => parseTlogProof(wrong), NoteError);
});

test('whatever arrives as a note, a checkpoint, a key or a proof is read or refused, nothing else', () => {
  const valid = formatTlogProof({
    index: 5,
    proof: [Buffer.alloc(32, 1)],
    checkpoint: signCheckpoint(checkpoint, signer),
  });
  const broken = fc
    .tuple(fc.nat(valid.length), fc.nat(40), fc.string())
    .map(([at, cut, text]) => valid.slice(0, at) + text + valid.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(fc.string(), broken), (text) => {
      for (const read of [parseTlogProof, parseCheckpointText, parseVkey, (note: string) => openNote(note, [log])]) {
        try {
          read(text);
        } catch (error) {
          assert.ok(error instanceof NoteError, String(error));
        }
      }
    }),
    runs(300),
  );
});
