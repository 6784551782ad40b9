import assert from 'node:assert/strict';
import { hash, sign } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { DerError, der, oids } from '../../src/trust/der/index.ts';
import {
  answerTimeStampRequest,
  attribute,
  cadesMessage,
  type CadesVerdict,
  certIdBytes,
  digestsOf,
  encodeSignedData,
  finishSigner,
  finishTimeStampResponse,
  finishToken,
  noEvidence,
  ocspRequest,
  ocspResponse,
  ocspResponseData,
  parseOcspRequest,
  parseSignedData,
  partsOf,
  prepareArchive,
  prepareCades,
  prepareSigner,
  signPrepared,
  timeStampRequest,
  verifyCades,
  verifyOcspResponse,
  verifyTimeStampResponse,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
  withUnsigned,
  withValidationData,
} from '../../src/trust/formats/index.ts';
import { makeCentre, makeCrl, makeParty, makeRoot, purposes, usage } from '../../src/trust/formats/test-parties.ts';
import { anchorOf, parseCrl, strictAlgorithms } from '../../src/trust/path/index.ts';
import { runs } from '../support/effort.ts';
import { mutations } from './der-mutations.ts';

// Signatures, time-stamps and OCSP messages from strangers: whatever is changed, nobody says anything else than was signed.

const at = new Date('2026-11-22T04:00:00Z');
const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
const content = Buffer.from('Арыз');
const data = digestsOf(content);
const root = makeRoot();
const centre = makeCentre(root);
const signer = makeParty({ name: 'Кол коюучу', issuer: centre });
const authority = makeParty({ name: 'Убакыт', issuer: centre, extensions: [usage(0), purposes(oids.kpTimeStamping)] });
const service = { certificate: authority.certificate, chain: [], policy: '2.999.1', accuracyMillis: 1000 };
const request = timeStampRequest({ digest: 'sha256', hash: hash('sha256', content, 'buffer'), nonce: Buffer.of(7) });

function prepared(over: Buffer, when: Date) {
  const token = answerTimeStampRequest(over, service, when, Buffer.of(1));
  assert.ok(!('failure' in token));
  return { token, signature: signPrepared(token.signer, authority.key) };
}
function stamp(over: Buffer, when: Date): Buffer {
  const asked = timeStampRequest({ digest: 'sha256', hash: hash('sha256', over, 'buffer') });
  const { token, signature } = prepared(asked, when);
  return finishToken(token, signature);
}
const response = ((): Buffer => {
  const { token, signature } = prepared(request, at);
  return finishTimeStampResponse(token, signature);
})();

const lists = [
  makeCrl(root, { from: after(2), to: after(9999) }),
  makeCrl(centre, { from: after(2), to: after(9999) }),
];
const message = ((): Buffer => {
  const one = prepareCades({ certificate: signer.certificate, content: data, signingTime: at });
  const value = signPrepared(one, signer.key);
  const two = prepareSigner({ certificate: authority.certificate, contentType: undefined, content: digestsOf(value) });
  const counter = finishSigner(two, signPrepared(two, authority.key)).signerInfo;
  const bb = cadesMessage(
    [finishSigner(one, value, [attribute(oids.countersignature, counter)])],
    [signer.certificate, centre.certificate],
    content,
  );
  const bt = parseSignedData(withSignatureTimeStamp(parseSignedData(bb), stamp(value, after(1))));
  const blt = parseSignedData(withValidationData(bt, { certificates: [], crls: lists, ocspResponses: [] }));
  const archive = prepareArchive(blt, data);
  return withArchiveTimeStamp(blt, archive, stamp(archive.input, after(3)));
})();

const issuer = { name: centre.certificate.subject, publicKey: centre.certificate.publicKey, certificate: undefined };
const question = ocspRequest([certIdBytes(signer.certificate.serial, issuer)], Buffer.of(1, 2, 3));
const answer = ((): Buffer => {
  const id = certIdBytes(signer.certificate.serial, issuer);
  const said = ocspResponseData({
    responder: centre.certificate,
    producedAt: at,
    answers: [
      { id, status: { state: 'good' }, thisUpdate: at, nextUpdate: after(60), certificate: signer.certificate.raw },
    ],
    nonce: Buffer.of(1, 2, 3),
  });
  const algorithm = der.algorithmIdentifier(oids.ecdsaWithSHA256);
  return ocspResponse(said, algorithm, sign('sha256', said, centre.key), []);
})();

const all = [message, response, request, question, answer];
const rules = { algorithms: strictAlgorithms, at: after(10) };
const time = { slowest: 0 };

function timed<T>(act: () => T): T {
  const before = performance.now();
  const result = act();
  time.slowest = Math.max(time.slowest, performance.now() - before);
  return result;
}

const judge = (bytes: Uint8Array): CadesVerdict =>
  timed(() =>
    verifyCades(bytes, undefined, {
      anchors: [anchorOf(root.certificate)],
      evidence: { ...noEvidence, crls: lists.map((one) => parseCrl(one)) },
      at: after(10),
      rules: { algorithms: strictAlgorithms },
      status: 'required',
    }),
  );

const limit = { interruptAfterTimeLimit: 200_000 };

test('a changed message never gives other content, other attributes, another signer or another time', () => {
  const original = judge(message);
  assert.equal(original.valid, true);
  assert.equal(original.signers[0]!.level, 'B-LTA');
  const said = original.signers[0]!;
  const times = [undefined, after(1).getTime(), after(3).getTime()];
  let [valid, read] = [0, 0];
  fc.assert(
    fc.property(mutations(message, all), (changed) => {
      const verdict = judge(changed);
      if (verdict.message !== undefined) read++;
      for (const one of verdict.signers) assert.ok(times.includes(one.reliableTime?.getTime()));
      if (!verdict.valid) return;
      valid++;
      assert.deepEqual(verdict.message!.content, content);
      for (const { signature } of verdict.signers) {
        // In BER the same attributes may be written in other ways; in DER they are what they were.
        assert.deepEqual(signature.signer.signed?.forms.at(-1), said.signature.signer.signed?.forms.at(-1));
        assert.deepEqual(signature.certificate?.raw, signer.certificate.raw);
      }
    }),
    { ...runs(1_500), ...limit },
  );
  console.log(`${read} read, ${valid} still the same signature; slowest ${Math.round(time.slowest)} ms`);
  assert.ok(read > 0 && time.slowest < 5_000, `${time.slowest} ms`);
});

test('a changed time-stamp never stamps anything else', () => {
  const judged = (bytes: Uint8Array) =>
    timed(() => verifyTimeStampResponse(bytes, { data, nonce: Buffer.of(7), policy: '2.999.1' }, rules));
  assert.equal(judged(response).holds, true);
  const { serial } = judged(response).info!;
  fc.assert(
    fc.property(mutations(response, all), (changed) => {
      const verdict = judged(changed);
      if (!verdict.holds) return;
      assert.deepEqual([verdict.info!.genTime, verdict.info!.serial], [at, serial]);
      assert.deepEqual(verdict.authority?.raw, authority.certificate.raw);
    }),
    { ...runs(1_500), ...limit },
  );
  assert.ok(time.slowest < 5_000, `${time.slowest} ms`);
});

test('a changed answer never says anything else', () => {
  const judged = (bytes: Uint8Array) =>
    timed(() => verifyOcspResponse(bytes, signer.certificate, issuer, { ...rules, nonce: Buffer.of(1, 2, 3) }));
  assert.equal(judged(answer).status.state, 'good');
  fc.assert(
    fc.property(mutations(answer, all), (changed) => {
      const { status, thisUpdate, nextUpdate } = judged(changed);
      assert.notEqual(status.state, 'revoked');
      if (status.state === 'good') assert.deepEqual([thisUpdate, nextUpdate], [at, after(60)]);
    }),
    { ...runs(2_000), ...limit },
  );
  assert.ok(time.slowest < 5_000, `${time.slowest} ms`);
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
    ['countersignatures upon countersignatures', encodeSignedData({ ...parts, signers: [counters(4)] })],
    ['200 archive time-stamps', withUnsigned(plain, 0, attribute(oids.archiveTimeStampV3, ...archives))],
    [
      '64 signers with 16 time-stamps each',
      encodeSignedData({
        ...parts,
        signers: Array.from({ length: 64 }, () => own!.raw),
      }),
    ],
    [
      '5,000 certificates of one name',
      withValidationData(plain, {
        certificates: Array.from({ length: 5_000 }, (_, number) => ({
          ...centre.certificate,
          raw: Buffer.concat([centre.certificate.raw.subarray(0, -4), Buffer.of(0, 0, number >> 8, number & 0xff)]),
        })),
        crls: [],
        ocspResponses: [],
      }),
    ],
    [
      '64 signers with 16 archive time-stamps each, over a list of 8 MiB',
      encodeSignedData({
        ...parts,
        revocations: [der.sequence(der.octetString(Buffer.alloc(8 * 2 ** 20)))],
        signers: Array.from({ length: 64 }, () =>
          der.sequence(...own!.signedFields, der.implicit(1, der.setOf(sixteenArchives))),
        ),
      }),
    ],
    ['nothing but beginnings', Buffer.from('3080'.repeat(500_000), 'hex')],
    ['a long row of empty sets', der.sequence(...Array.from({ length: 50_000 }, () => Buffer.from('3100', 'hex')))],
  ];
  for (const [about, bytes] of hostile) {
    time.slowest = 0;
    const { signers } = judge(bytes);
    console.log(`${about}: ${bytes.length} octets, ${Math.round(time.slowest)} ms`);
    assert.ok(time.slowest < 20_000, `${about}: ${time.slowest} ms`);
    for (const one of signers) assert.deepEqual(one.signature.certificate?.raw, signer.certificate.raw, about);
  }
});
