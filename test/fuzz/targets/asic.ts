import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readZip, writeZip } from '../../../src/record/index.ts';
import { prepareCades, cadesMessage, digestsOf, finishSigner, signPrepared } from '../../../src/trust/formats/index.ts';
import {
  type AsicFile,
  type ManifestSigner,
  verifyAsic,
  writeAsic,
} from '../../../src/trust/formats/asic/container.ts';
import { makeParty, makeRoot } from '../../../src/trust/formats/test-parties.ts';
import { strictAlgorithms } from '../../../src/trust/path/index.ts';
import { mutations } from '../der-mutations.ts';
import type { Target } from './target.ts';

// A container with two files and two signatures: octets of the whole are changed, and its members one by one, put together anew.

const at = new Date('2026-11-22T06:00:00Z');
const rules = { algorithms: strictAlgorithms, at, pinned: true };
const root = makeRoot();
const [first, second] = [makeParty({ name: 'Биринчи', issuer: root }), makeParty({ name: 'Экинчи', issuer: root })];
const signer =
  ({ certificate, key }: typeof first): ManifestSigner =>
  (manifest) => {
    const prepared = prepareCades({ certificate, content: digestsOf(manifest), signingTime: at });
    return cadesMessage([finishSigner(prepared, signPrepared(prepared, key))], [certificate]);
  };
const files: readonly AsicFile[] = [
  { name: 'consent.json', mediaType: 'application/json', bytes: Buffer.from('{"a":1}') },
  { name: 'annex/form.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 ұзун') },
];
const container = Buffer.from(await writeAsic(files, [signer(first), signer(second)]));
const members = readZip(container).map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }));

const octets = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }).map((edits) => {
      const changed = Buffer.from(whole);
      for (const [place, value] of edits) changed[place] = value;
      return changed;
    }),
    fc
      .tuple(fc.nat(whole.length - 1), fc.nat(40))
      .map(([place, size]) => Buffer.concat([whole.subarray(0, place), whole.subarray(place + size)])),
    fc
      .tuple(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 40 }))
      .map(([place, more]) => Buffer.concat([whole.subarray(0, place), more, whole.subarray(place)])),
  );

const member = fc.nat(members.length - 1).chain((place) => {
  const one = members[place]!;
  const changes = one.name.endsWith('.p7s') ? mutations(one.bytes, [one.bytes]) : octets(one.bytes);
  return changes.map((bytes) =>
    Buffer.from(writeZip(members.map((other, index) => (index === place ? { ...one, bytes } : other)))),
  );
});

export const asicTargets: readonly Target[] = [
  {
    name: 'ASiC-E container',
    changed: fc.oneof(octets(container), member),
    check(changed) {
      let verdict: ReturnType<typeof verifyAsic>;
      try {
        verdict = verifyAsic(changed, rules);
      } catch (error) {
        assert.equal((error as Error).name, 'ZipError', (error as Error).stack);
        return 'unread';
      }
      if (!verdict.holds) return 'refused';
      // A date or a flag of the ZIP itself, or the media type in front of it, is no part of what is signed.
      assert.deepEqual(
        verdict.files.map(({ name, bytes }) => [name, Buffer.from(bytes)]),
        files.map(({ name, bytes }) => [name, bytes]),
      );
      for (const { verdict: one } of verdict.signatures)
        for (const { certificate } of one?.signers ?? [])
          assert.ok([first, second].some((party) => party.certificate.fingerprint === certificate?.fingerprint));
      return 'same';
    },
  },
];
