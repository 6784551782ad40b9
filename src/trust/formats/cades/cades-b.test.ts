import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oids } from '../../der/index.ts';
import { strictAlgorithms } from '../../path/index.ts';
import { digestsOf } from '../cms/content.ts';
import { finishSigner, signPrepared } from '../cms/sign.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { verifySignedData } from '../cms/verify.ts';
import { certificatePem, makeCentre, makeParty, makeRoot, openSslFolder } from '../test-parties.ts';
import { readStatements } from './attributes.ts';
import { cadesMessage, prepareCades } from './sign.ts';

const at = new Date('2026-11-22T04:05:06Z');
const rules = { algorithms: strictAlgorithms, at, pinned: true };
const content = Buffer.from('Арыз');
const root = makeRoot();
const centre = makeCentre(root);
const signer = makeParty({ name: 'Кол коюучу', issuer: centre });
const { put, openssl } = openSslFolder();
put('root.pem', certificatePem(root));

const creationMeans = {
  use: ['createSignatureKey'] as const,
  kind: 'signatureMeans' as const,
  name: 'Макулдук браузердеги каражаты',
  version: '1',
};

const prepared = prepareCades({
  certificate: signer.certificate,
  content: digestsOf(content),
  signingTime: at,
  creationMeans,
  commitments: [oids.proofOfApproval],
  mimeType: 'text/plain',
});
const message = (attached?: Buffer): Buffer =>
  cadesMessage(
    [finishSigner(prepared, signPrepared(prepared, signer.key))],
    [signer.certificate, centre.certificate],
    attached,
  );

test('a B-B signature states the means it was made with, what it means and of what; all of it signed', () => {
  const verdict = verifySignedData(parseSignedData(message(), { strict: true }), { content }, rules);
  assert.equal(verdict.holds, true);
  const { statements, problems } = readStatements(verdict.signers[0]!.signer.signed?.attributes);
  assert.deepEqual(problems, []);
  assert.deepEqual(statements, {
    creationMeans,
    commitments: [oids.proofOfApproval],
    mimeType: 'text/plain',
    policy: undefined,
  });
});

test('OpenSSL verifies it as CAdES with only the root given, detached and attached, and not with another document', () => {
  const check = (bytes: Buffer, ...more: string[]): boolean =>
    openssl(`cms -verify -cades -binary -inform DER -in ${put('c.p7s', bytes)} -CAfile root.pem -purpose any`, ...more)
      .ok;
  assert.ok(check(message(), `-content ${put('d', content)}`));
  assert.ok(check(message(content)));
  assert.ok(!check(message(), `-content ${put('e', 'Башка арыз')}`));
});
