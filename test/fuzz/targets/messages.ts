import assert from 'node:assert/strict';
import { hash, sign } from 'node:crypto';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  answerTimeStampRequest,
  attribute,
  cadesMessage,
  certIdBytes,
  digestsOf,
  finishSigner,
  finishTimeStampResponse,
  finishToken,
  ocspRequest,
  ocspResponse,
  ocspResponseData,
  parseSignedData,
  prepareArchive,
  prepareCades,
  prepareSigner,
  signPrepared,
  timeStampRequest,
  verifyOcspResponse,
  verifyTimeStampResponse,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
  withValidationData,
} from '../../../src/trust/formats/index.ts';
import { isRefusal, type Refusal } from '../../../src/platform/refusal.ts';
import { makeCrl } from '../../../src/trust/formats/test-parties.ts';
import { parseCrl, strictAlgorithms } from '../../../src/trust/path/index.ts';
import { offlineContext, type VerificationReport, verifySignature } from '../../../src/trust/verify/index.ts';
import {
  centre,
  creationMeans,
  later,
  person as signer,
  root,
  trustList,
  tsa as authority,
} from '../../../src/trust/verify/test-world.ts';
import { mutations } from '../der-mutations.ts';
import type { Target } from './target.ts';

// Signatures, time-stamps and OCSP messages from strangers: whatever is changed, nobody says anything else than was signed.
// Signatures are judged by the verifier of the product, to the report of the law.

export { centre, signer };
export const at = later(30);
export const after = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
export const content = Buffer.from('Арыз');
const data = digestsOf(content);
export const service = { certificate: authority.certificate, chain: [], policy: '2.999.1', accuracyMillis: 0 };
export const request = timeStampRequest({
  digest: 'sha256',
  hash: hash('sha256', content, 'buffer'),
  nonce: Buffer.of(7),
});

function prepared(over: Buffer, when: Date) {
  const token = answerTimeStampRequest(over, service, when, Buffer.of(1));
  assert.ok(!('failure' in token));
  return { token, signature: signPrepared(token.signer, authority.key) };
}
export function stamp(over: Buffer, when: Date): Buffer {
  const asked = timeStampRequest({ digest: 'sha256', hash: hash('sha256', over, 'buffer') });
  const { token, signature } = prepared(asked, when);
  return finishToken(token, signature);
}
export const response = ((): Buffer => {
  const { token, signature } = prepared(request, at);
  return finishTimeStampResponse(token, signature);
})();

const lists = [
  makeCrl(root, { from: after(2), to: after(9999) }),
  makeCrl(centre, { from: after(2), to: after(9999) }),
];
export const message = ((): Buffer => {
  const one = prepareCades({ certificate: signer.certificate, content: data, signingTime: at, creationMeans });
  const value = signPrepared(one, signer.key);
  const two = prepareSigner({ certificate: authority.certificate, contentType: undefined, content: digestsOf(value) });
  const counter = finishSigner(two, signPrepared(two, authority.key)).signerInfo;
  const bb = cadesMessage(
    [finishSigner(one, value, [attribute(oids.countersignature, counter)])],
    [signer.certificate, centre.certificate],
    content,
  );
  const bt = parseSignedData(withSignatureTimeStamp(parseSignedData(bb), stamp(value, after(1))));
  const more = { certificates: [authority.certificate], crls: lists, ocspResponses: [] };
  const blt = parseSignedData(withValidationData(bt, more));
  const archive = prepareArchive(blt, data);
  return withArchiveTimeStamp(blt, archive, stamp(archive.input, after(3)));
})();

export const issuer = {
  name: centre.certificate.subject,
  publicKey: centre.certificate.publicKey,
  certificate: undefined,
};
export const question = ocspRequest([certIdBytes(signer.certificate.serial, issuer)], Buffer.of(1, 2, 3));
export const answer = ((): Buffer => {
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

export const all = [message, response, request, question, answer];
const rules = { algorithms: strictAlgorithms, at: after(10) };

const context = offlineContext({
  roots: [root.certificate],
  crls: lists.map((one) => parseCrl(one)),
  list: trustList(),
});
/** What the verifier of the product says at the command line, as page and as API. */
export const judgeMessage = (signature: Uint8Array): VerificationReport | Refusal =>
  verifySignature({ signature, context, at: after(10) });
export const judgeStamp = (bytes: Uint8Array) =>
  verifyTimeStampResponse(bytes, { data, nonce: Buffer.of(7), policy: '2.999.1' }, rules);
export const judgeAnswer = (bytes: Uint8Array) =>
  verifyOcspResponse(bytes, signer.certificate, issuer, { ...rules, nonce: Buffer.of(1, 2, 3) });

const forms = (bytes: Uint8Array): (Buffer | undefined)[] =>
  parseSignedData(bytes).signers.map(({ signed }) => signed?.forms[0]);
const [said] = forms(message);
const sha256 = hash('sha256', content, 'hex');
const { serial } = judgeStamp(response).info!;
const times = [undefined, after(1).toISOString(), after(3).toISOString()];

export const messageTargets: readonly Target[] = [
  {
    name: 'CAdES B-LTA message',
    changed: mutations(message, all),
    check(changed) {
      const report = judgeMessage(changed);
      if (isRefusal(report)) return 'unread';
      for (const one of report.signatures) {
        assert.ok(times.includes(one.time.reliable?.at));
        // Of whatever class: then it is hers, and over what was signed.
        if (one.class === null) continue;
        assert.equal(report.document.sha256, sha256);
        assert.equal(one.signer!.certificate.sha256, signer.certificate.fingerprint);
      }
      if (report.verdict !== 'valid') return 'refused';
      assert.deepEqual([...new Set(report.signatures.map((one) => one.class))], ['qualified']);
      // In BER the same attributes may be written in other ways; in DER they are what they were.
      for (const form of forms(changed)) assert.deepEqual(form, said);
      return 'same';
    },
  },
  {
    name: 'time-stamp response',
    changed: mutations(response, all),
    check(changed) {
      const verdict = judgeStamp(changed);
      if (!verdict.holds) return verdict.info === undefined ? 'unread' : 'refused';
      assert.deepEqual([verdict.info!.genTime, verdict.info!.serial], [at, serial]);
      assert.deepEqual(verdict.authority?.raw, authority.certificate.raw);
      return 'same';
    },
  },
  {
    name: 'OCSP response',
    changed: mutations(answer, all),
    check(changed) {
      const { status, thisUpdate, nextUpdate } = judgeAnswer(changed);
      assert.notEqual(status.state, 'revoked');
      if (status.state !== 'good') return thisUpdate === undefined ? 'unread' : 'refused';
      assert.deepEqual([thisUpdate, nextUpdate], [at, after(60)]);
      return 'same';
    },
  },
];
