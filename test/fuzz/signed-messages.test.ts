import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DerError, der, oids } from '../../src/trust/der/index.ts';
import {
  answerTimeStampRequest,
  attribute,
  encodeSignedData,
  parseOcspRequest,
  parseSignedData,
  partsOf,
  withUnsigned,
  withValidationData,
} from '../../src/trust/formats/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { runs } from '../support/effort.ts';
import { mutations } from './der-mutations.ts';
import { asicTargets } from './targets/asic.ts';
import {
  after,
  all,
  answer,
  at,
  centre,
  content,
  judgeAnswer,
  judgeMessage,
  judgeStamp,
  message,
  messageTargets,
  question,
  request,
  response,
  service,
  signer,
  stamp,
} from './targets/messages.ts';

// Signatures, time-stamps and OCSP messages from strangers: whatever is changed, nobody says anything else than was signed.

const limit = { interruptAfterTimeLimit: 200_000 };
const time = { slowest: 0 };

function timed<T>(act: () => T): T {
  const before = performance.now();
  const result = act();
  time.slowest = Math.max(time.slowest, performance.now() - before);
  return result;
}

test('unchanged, they say what was signed', () => {
  const whole = judgeMessage(message);
  assert.ok(!isRefusal(whole), JSON.stringify(whole));
  const [one] = whole.signatures;
  assert.deepEqual([whole.verdict, one!.class], ['valid', 'qualified'], JSON.stringify(one!.conditions));
  assert.deepEqual(one!.time.reliable?.at, after(1).toISOString());
  assert.deepEqual(
    one!.time.findings.map(({ code }) => code),
    ['TIME_ARCHIVE', 'TIME_STAMP'],
  );
  assert.equal(judgeStamp(response).holds, true);
  assert.equal(judgeAnswer(answer).status.state, 'good');
});

for (const { name, changed, check } of [...messageTargets, ...asicTargets])
  test(`changed ${name}: never other content, another signer, another time or another status`, () => {
    const count = { unread: 0, refused: 0, same: 0 };
    time.slowest = 0;
    fc.assert(
      fc.property(changed, (input) => {
        count[timed(() => check(input))]++;
      }),
      { ...runs(1_500), ...limit },
    );
    console.log(`${name}: ${JSON.stringify(count)}; slowest ${Math.round(time.slowest)} ms`);
    assert.ok(count.refused > 0 && time.slowest < 5_000, `${time.slowest} ms`);
  });

test('changed questions are answered or refused', () => {
  fc.assert(
    fc.property(mutations(request, all), mutations(question, all), (stampQuestion, statusQuestion) => {
      const given = answerTimeStampRequest(stampQuestion, service, at, Buffer.of(1));
      if (!('failure' in given)) assert.notEqual(given.signer.message.length, 0);
      try {
        parseOcspRequest(statusQuestion);
      } catch (error) {
        assert.ok(error instanceof DerError, String(error));
      }
    }),
    { ...runs(2_000), ...limit },
  );
});

test('messages built to exhaust the verifier end soon and say nothing else', () => {
  const plain = parseSignedData(message);
  const parts = partsOf(plain);
  const [own] = plain.signers;
  const counters = (depth: number): Buffer => {
    const inner = depth === 0 ? [] : [counters(depth - 1)];
    const many = inner.flatMap((one) => Array.from({ length: 16 }, () => one));
    const nested =
      many.length === 0 ? undefined : der.implicit(1, der.setOf(attribute(oids.countersignature, ...many)));
    return der.sequence(...own!.signedFields, ...(nested === undefined ? [] : [nested]));
  };
  const [archive] = own!.unsigned!.values(oids.archiveTimeStampV3);
  const sixteenArchives = attribute(oids.archiveTimeStampV3, ...Array.from({ length: 16 }, () => archive!.raw));
  const archives = Array.from({ length: 200 }, () => stamp(content, after(3)));
  const hostile: [string, Buffer][] = [
    ['countersignatures upon countersignatures', encodeSignedData({ ...parts, signers: [counters(3)] })],
    ['200 archive time-stamps', withUnsigned(plain, 0, attribute(oids.archiveTimeStampV3, ...archives))],
    [
      '16 signers with their time-stamps',
      encodeSignedData({
        ...parts,
        signers: Array.from({ length: 16 }, () => own!.raw),
      }),
    ],
    [
      '190 certificates of one name',
      withValidationData(plain, {
        certificates: Array.from({ length: 190 }, (_, number) => ({
          ...centre.certificate,
          raw: Buffer.concat([centre.certificate.raw.subarray(0, -4), Buffer.of(0, 0, number >> 8, number & 0xff)]),
        })),
        crls: [],
        ocspResponses: [],
      }),
    ],
    [
      '16 signers with 16 archive time-stamps each, over a list of 8 MiB',
      encodeSignedData({
        ...parts,
        revocations: [der.sequence(der.octetString(Buffer.alloc(8 * 2 ** 20)))],
        signers: Array.from({ length: 16 }, () =>
          der.sequence(...own!.signedFields, der.implicit(1, der.setOf(sixteenArchives))),
        ),
      }),
    ],
    ['nothing but beginnings', Buffer.from('3080'.repeat(500_000), 'hex')],
    ['a long row of empty sets', der.sequence(...Array.from({ length: 50_000 }, () => Buffer.from('3100', 'hex')))],
  ];
  for (const [about, bytes] of hostile) {
    time.slowest = 0;
    const report = timed(() => judgeMessage(bytes));
    console.log(`${about}: ${bytes.length} octets, ${Math.round(time.slowest)} ms`);
    assert.ok(time.slowest < 20_000, `${about}: ${time.slowest} ms`);
    for (const one of isRefusal(report) ? [] : report.signatures.filter((found) => found.class !== null))
      assert.equal(one.signer!.certificate.sha256, signer.certificate.fingerprint, about);
  }
});
