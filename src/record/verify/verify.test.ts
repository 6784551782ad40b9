import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { runs } from '../../../test/support/effort.ts';
import { canonicalBytes, parseCanonical } from '../canonical.ts';
import { bytesHash, manifestBytes, type PackageManifest } from '../manifest.ts';
import { formatVkey } from '../note.ts';
import { buildEvidencePackage, type EvidenceParts, memberNames } from '../package.ts';
import { type Member, readZip, writeZip } from '../zip.ts';
import { type Algorithm, type Kind, logSigner, trust, validParts } from './test-evidence.ts';
import type { Report } from './report.ts';
import { findings, summaries, titles } from './report.messages.ts';
import { parseTrust } from './trust.ts';
import { verifyEvidence } from './verify.ts';

const effort = Number(process.env.EFFORT ?? 1);
const kinds: readonly Kind[] = ['SIGNED_EDOC', 'LOGIN_SESSION', 'PAPER'];
const codes = (report: Report): string[] =>
  report.checks.filter(({ status }) => status === 'not-met').map(({ code }) => code);
const judge = (parts: EvidenceParts): Report => verifyEvidence(buildEvidencePackage(parts), { trust });

test('each kind of evidence verifies offline as what it is, with every check named', () => {
  for (const kind of kinds) {
    const report = judge(validParts(kind));
    assert.deepEqual([report.verdict, codes(report)], ['valid', []], kind);
    assert.ok(report.checks.every(({ status }) => status === 'met'));
    assert.equal(report.facts['act'], kind === 'PAPER' ? 'consent.registered-on-paper' : 'consent.given');
  }
  for (const algorithm of [-7, -8, -257] as const satisfies Algorithm[])
    assert.equal(judge(validParts('SIGNED_EDOC', { algorithm })).verdict, 'valid');
});

test('the same parts make the same package', () => {
  const parts = validParts('LOGIN_SESSION');
  assert.deepEqual(buildEvidencePackage(parts), buildEvidencePackage(parts));
});

test('altering any one byte anywhere is noticed: every member, the directory, the headers', () => {
  for (const kind of kinds) {
    const file = Buffer.from(buildEvidencePackage(validParts(kind)));
    const places = [...Array(file.length).keys()].filter(
      (at) => effort >= 10 || at % 7 === 0 || at > file.length - 1600,
    );
    for (const at of places) {
      const changed = Buffer.from(file);
      changed[at]! ^= 1 << (at % 8);
      const report = verifyEvidence(changed, { trust });
      assert.equal(report.verdict, 'invalid', `${kind}, byte ${at}`);
      assert.ok(codes(report).length > 0);
    }
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
        const changed = Buffer.from(cut ? file.subarray(0, at) : file);
        if (!cut) changed[at]! ^= change;
        assert.equal(verifyEvidence(changed, { trust }).verdict, 'invalid');
      }),
      runs(150),
    );
    assert.equal(verifyEvidence(Buffer.concat([file, Buffer.of(0)]), { trust }).verdict, 'invalid');
  }
});

/** A forger who alters a member and makes the package's own list fit again. */
function forged(parts: EvidenceParts, name: string, change: (bytes: Buffer) => Buffer, keepSeal: boolean): Report {
  const members = readZip(buildEvidencePackage(parts)).map(
    (member): Member => (member.name === name ? { name, bytes: change(Buffer.from(member.bytes)) } : member),
  );
  const manifest = parseCanonical(members[0]!.bytes) as unknown as PackageManifest;
  const listed = manifest.members.map((member) => {
    const { bytes } = members.find((one) => one.name === member.name)!;
    return { ...member, size: bytes.length, sha256: bytesHash(bytes) };
  });
  members[0] = { name: memberNames.manifest, bytes: manifestBytes({ ...manifest, members: listed }) };
  return verifyEvidence(writeZip(members.filter((member) => keepSeal || member.name !== memberNames.seal)), { trust });
}

test('a forger who also rewrites the package manifest is noticed, with the seal and without it', () => {
  const flip = (bytes: Buffer): Buffer => {
    bytes[bytes.length - 3]! ^= 1;
    return bytes;
  };
  for (const kind of kinds) {
    for (const { name } of readZip(buildEvidencePackage(validParts(kind)))) {
      if (name.startsWith('META-INF/')) continue;
      assert.equal(forged(validParts(kind), name, flip, true).verdict, 'invalid', `${kind} ${name}`);
      const bare = forged(validParts(kind), name, flip, false);
      assert.notEqual(bare.verdict, 'valid', `${kind} ${name} without seal`);
      if (name !== memberNames.rendering) assert.equal(bare.verdict, 'invalid', `${kind} ${name} without seal`);
    }
  }
});

test('a document with other words, in canonical form and listed again, is called altered after signing', () => {
  const other = (bytes: Buffer): Buffer =>
    Buffer.from(bytes.toString().replace('макулдугумду берем', 'макулдугумду бербейм'));
  assert.ok(codes(forged(validParts('SIGNED_EDOC'), memberNames.document, other, true)).includes('DOCUMENT_ALTERED'));
});

test('a signature for another manifest, from another place, or without user verification is refused', () => {
  const cases: [Parameters<typeof validParts>[1], string][] = [
    [{ challengeFor: '00'.repeat(32) }, 'CHALLENGE_WRONG'],
    [{ origin: 'https://makulduk.example.kg.evil.example' }, 'ORIGIN_WRONG'],
    [{ origin: 'http://makulduk.example.kg' }, 'ORIGIN_WRONG'],
    [{ userVerified: false }, 'USER_NOT_VERIFIED'],
  ];
  for (const [changes, code] of cases) assert.deepEqual(codes(judge(validParts('SIGNED_EDOC', changes))), [code]);
  const strict = parseTrust(`log ${logSigner.vkey}\norigin https://elsewhere.example.kg`);
  assert.deepEqual(codes(verifyEvidence(buildEvidencePackage(validParts('SIGNED_EDOC')), { trust: strict })), [
    'ORIGIN_WRONG',
  ]);
});

test('paper without its scan or without the place of the original is no evidence', () => {
  const parts = validParts('PAPER');
  const { placeOfOriginal: _, ...evidence } = parts.evidence as Record<string, string>;
  assert.ok(codes(judge({ ...parts, evidence })).includes('EVIDENCE_BAD'));
  assert.ok(codes(judge({ ...parts, more: [] })).includes('DOCUMENT_MISSING'));
  assert.ok(
    codes(judge({ ...parts, evidence: { ...evidence, placeOfOriginal: 'x', scanHash: '00'.repeat(32) } })).includes(
      'EVIDENCE_BAD',
    ),
  );
});

test('a confirmation without a notice before it is refused', () => {
  for (const steps of [
    ['logged-in', 'confirmed'],
    ['logged-in', 'confirmed', 'notice-shown'],
    ['logged-in', 'notice-shown'],
    ['notice-shown', 'confirmed'],
  ])
    assert.deepEqual(codes(judge(validParts('LOGIN_SESSION', { steps }))), ['PROTOCOL_ORDER']);
});

test('evidence of one consent cannot be carried over to another', () => {
  const [one, two] = [validParts('SIGNED_EDOC'), validParts('LOGIN_SESSION')];
  const mixed = judge({ ...one, entry: two.entry, inclusion: two.inclusion });
  assert.deepEqual(codes(mixed), ['ENTRY_OTHER']);
  assert.ok(codes(judge({ ...one, inclusion: two.inclusion })).includes('INCLUSION_BAD'));
  assert.deepEqual(codes(judge({ ...one, keyBinding: { ...one.keyBinding!, salt: Buffer.alloc(32) } })), [
    'KEY_BINDING_BAD',
  ]);
});

test('an entry of another act, or at another holder, is not that of giving the consent', () => {
  for (const kind of ['SIGNED_EDOC', 'LOGIN_SESSION', 'PAPER'] as const)
    for (const change of [
      { act: 'consent.withdrawn' },
      { act: kind === 'PAPER' ? 'consent.given' : 'consent.registered-on-paper' },
      { holder: '019aa000-0000-7000-8000-0000000000ff' },
    ] as const)
      assert.deepEqual(codes(judge(validParts(kind, change))), ['ENTRY_OTHER']);
});

test('a key known from the file alone proves nothing to a stranger, and the report says so', () => {
  const report = verifyEvidence(buildEvidencePackage(validParts('SIGNED_EDOC')));
  assert.equal(report.verdict, 'undetermined');
  assert.ok(report.checks.some(({ code }) => code === 'CHECKPOINT_KEY_UNKNOWN'));
  const other = parseTrust(`log ${formatVkey('log.example.kg', 1, Buffer.alloc(32, 7))}`);
  assert.ok(
    codes(verifyEvidence(buildEvidencePackage(validParts('SIGNED_EDOC')), { trust: other })).includes(
      'CHECKPOINT_KEY_OTHER',
    ),
  );
});

test('a missing witness weakens the proof and is said; a missing seal leaves the PDF open', () => {
  const alone = judge(validParts('LOGIN_SESSION', { witnessed: false }));
  assert.equal(alone.verdict, 'valid');
  assert.ok(alone.checks.some(({ code }) => code === 'WITNESS_NONE'));
  assert.equal(judge(validParts('LOGIN_SESSION', { sealed: false })).verdict, 'undetermined');
});

test('one byte altered in the file as it lies on the disk: the member it is in is named', () => {
  const file = Buffer.from(buildEvidencePackage(validParts('SIGNED_EDOC')));
  for (const { name, bytes } of readZip(file)) {
    const altered = Buffer.from(file);
    altered[file.indexOf(Buffer.from(bytes)) + Math.floor(bytes.length / 2)]! ^= 1;
    const { checks } = verifyEvidence(altered, { trust });
    assert.deepEqual(
      checks.map(({ status, code, about }) => [status, code, about]),
      [['not-met', 'MEMBER_DAMAGED', name]],
    );
  }
});

test('hostile archives are refused without being unpacked', () => {
  // One member: its directory entry is 47 bytes, the end record 22. Says 100 bytes, would unpack to 64 MB.
  const bomb = Buffer.from(writeZip([{ name: 'a', bytes: deflateRawSync(Buffer.alloc(2 ** 26)) }]));
  for (const at of [8, bomb.length - 22 - 47 + 10]) bomb.writeUInt16LE(8, at);
  for (const at of [22, bomb.length - 22 - 47 + 24]) bomb.writeUInt32LE(100, at);
  const giant = Buffer.from(writeZip([{ name: 'a', bytes: Buffer.alloc(100) }]));
  giant.writeUInt32LE(0xfffffff0, giant.length - 22 - 47 + 24);
  const many = writeZip(Array.from({ length: 65 }, (_, i) => ({ name: `m${i}`, bytes: Buffer.alloc(0) })));
  const twice = Buffer.from(
    writeZip([
      { name: 'aa', bytes: Buffer.of(1) },
      { name: 'ab', bytes: Buffer.of(1) },
    ]).map((byte) => (byte === 0x62 ? 0x61 : byte)),
  );
  const upwards = Buffer.from(
    Buffer.from(writeZip([{ name: 'xx/yy', bytes: Buffer.of(1) }]))
      .toString('latin1')
      .replaceAll('xx/yy', '../yy'),
    'latin1',
  );
  for (const file of [bomb, giant, many, twice, upwards, Buffer.alloc(0), Buffer.from('PK'), Buffer.alloc(1000, 0x50)])
    assert.deepEqual(codes(verifyEvidence(file, { trust })), ['CONTAINER_UNREADABLE']);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.equal(verifyEvidence(bytes, { trust }).verdict, 'invalid');
    }),
    runs(200),
  );
});

test('members full of nonsense are reported, never thrown', () => {
  const parts = validParts('SIGNED_EDOC');
  fc.assert(
    fc.property(
      fc.constantFrom(...readZip(buildEvidencePackage(parts)).map(({ name }) => name)),
      fc.json({ maxDepth: 3 }),
      (name, text) => {
        const value = canonicalBytes(JSON.parse(text.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi, '1')));
        const members = readZip(buildEvidencePackage(parts)).map((member) =>
          member.name === name ? { name, bytes: value } : member,
        );
        assert.equal(verifyEvidence(writeZip(members), { trust }).verdict, 'invalid');
      },
    ),
    runs(200),
  );
});

test('the report speaks Kyrgyz, Russian and English throughout', () => {
  for (const text of [...Object.values(titles), ...Object.values(summaries), ...Object.values(findings)])
    for (const lang of ['ky', 'ru', 'en'] as const) assert.ok(text[lang].length > 3);
});
