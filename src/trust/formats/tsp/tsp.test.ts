import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { der, oids } from '../../der/index.ts';
import { strictAlgorithms } from '../../path/index.ts';
import { digestsOf } from '../cms/content.ts';
import { signPrepared } from '../cms/sign.ts';
import {
  altered,
  certificatePem,
  keyPem,
  type KeyKind,
  makeCentre,
  makeParty,
  makeRoot,
  openSslFolder,
  type Party,
  purposes,
  usage,
} from '../test-parties.ts';
import { answerTimeStampRequest, finishTimeStampResponse, type TimeStampAuthority } from './answer.ts';
import { timeStampRequest } from './request.ts';
import { parseTimeStampResponse, rejectedResponse } from './response.ts';
import { type TokenExpectations, verifyTimeStampResponse, verifyToken } from './verify-token.ts';

const at = new Date('2026-11-22T04:05:06.789Z');
const rules = { algorithms: strictAlgorithms, at };
const data = Buffer.from('Колтамганын мааниси');
const policy = '2.999.1.2.3';
const root = makeRoot();
const centre = makeCentre(root);
const stamping = [usage(0, 1), purposes(oids.kpTimeStamping)];
const tsa = (kind: KeyKind): Party => makeParty({ name: `Убакыт ${kind}`, kind, issuer: centre, extensions: stamping });
const authorityOf = ({ certificate }: Party): TimeStampAuthority => ({
  certificate,
  chain: [centre.certificate],
  policy,
  accuracyMillis: 1500,
});
const { folder, put, openssl } = openSslFolder();
put('root.pem', certificatePem(root));
put('centre.pem', certificatePem(centre));
put('data', data);

const requestFor = (extra: Partial<Parameters<typeof timeStampRequest>[0]> = {}): Buffer =>
  timeStampRequest({ digest: 'sha256', hash: hash('sha256', data, 'buffer'), nonce: Buffer.of(0, 0x80, 7), ...extra });

function answer(party: Party, request: Buffer): Buffer {
  const prepared = answerTimeStampRequest(request, authorityOf(party), at, randomBytes(16));
  if ('failure' in prepared) return rejectedResponse(prepared.failure, 'сурам кабыл алынган жок');
  return finishTimeStampResponse(prepared, signPrepared(prepared.signer, party.key));
}

const faults = (response: Buffer, extra: Partial<TokenExpectations> = {}): string[] => {
  const verdict = verifyTimeStampResponse(response, { data: digestsOf(data), ...extra }, rules);
  assert.equal(verdict.holds, verdict.problems.length === 0);
  return verdict.problems.map(({ fault }) => fault);
};

for (const kind of ['P-256', 'P-384', 'RSA', 'Ed25519'] as const)
  test(`${kind}: a token over the data holds, says when, by whom and how exactly; OpenSSL agrees`, () => {
    const party = tsa(kind);
    const request = requestFor();
    const response = answer(party, request);
    const verdict = verifyTimeStampResponse(
      response,
      { data: digestsOf(data), nonce: Buffer.of(0x80, 7), policy },
      rules,
    );
    assert.deepEqual(verdict.problems, []);
    assert.deepEqual(verdict.info?.genTime, at);
    assert.equal(verdict.info?.accuracyMicros, 1_500_000);
    assert.equal(verdict.authority?.fingerprint, party.certificate.fingerprint);
    // OpenSSL 3.0 cannot use Ed25519 in CMS.
    if (kind === 'Ed25519') return;
    const check = (bytes: Buffer, of = 'data'): boolean =>
      openssl(`ts -verify -data ${of} -in ${put('r.tsr', bytes)} -CAfile root.pem -untrusted centre.pem`).ok;
    assert.ok(check(response));
    assert.ok(
      openssl(`ts -verify -queryfile ${put('r.tsq', request)} -in r.tsr -CAfile root.pem -untrusted centre.pem`).ok,
    );
    put('other', 'башка');
    assert.ok(!check(response, 'other'));
    assert.deepEqual(faults(response, { data: digestsOf(Buffer.from('башка')) }), ['imprint-differs']);
  });

const configuration = (ess: string): string => `[tsa]
default_tsa=t
[t]
serial=serial
signer_cert=tsa.pem
certs=centre.pem
signer_key=tsa.key
signer_digest=sha256
default_policy=${policy}
digests=sha256,sha384,sha512
accuracy=secs:1,millisecs:500,microsecs:100
ordering=yes
tsa_name=yes
ess_cert_id_chain=yes
ess_cert_id_alg=${ess}
`;

test("OpenSSL's requests are answered, and its answers accepted", () => {
  const party = tsa('P-256');
  put('tsa.pem', certificatePem(party));
  put('tsa.key', keyPem(party));
  put('serial', '01\n');
  for (const ess of ['sha1', 'sha256', 'sha384'])
    for (const digest of ['sha256', 'sha384', 'sha512']) {
      openssl(`ts -query -data data -${digest} -cert -out q.tsq`);
      put('ts.cnf', configuration(ess));
      const made = openssl('ts -reply -config ts.cnf -queryfile q.tsq -out theirs.tsr');
      assert.ok(made.ok, made.stderr);
      const theirs = openssl('ts -reply -config ts.cnf -in theirs.tsr -token_out -out theirs.tok');
      assert.ok(theirs.ok, theirs.stderr);
      const response = readFileSync(join(folder, 'theirs.tsr'));
      assert.deepEqual(faults(response), [], `${ess} ${digest}`);
      assert.deepEqual(
        verifyToken(readFileSync(join(folder, 'theirs.tok')), { data: digestsOf(data) }, rules).problems,
        [],
      );
      const ours = answer(party, readFileSync(join(folder, 'q.tsq')));
      const check = openssl(
        `ts -verify -queryfile q.tsq -in ${put('ours.tsr', ours)} -CAfile root.pem -untrusted centre.pem`,
      );
      assert.ok(check.ok, check.stderr);
    }
});

test('what an authority does not stamp it rejects with the reason, readable by OpenSSL', () => {
  const party = tsa('P-256');
  const sha1 = Buffer.from(
    der.sequence(
      der.integer(1),
      der.sequence(der.algorithmIdentifier(oids.sha1, der.nul()), der.octetString(Buffer.alloc(20))),
    ),
  );
  for (const [request, failure] of [
    [sha1, 'badAlg'],
    [requestFor({ policy: '2.999.9' }), 'unacceptedPolicy'],
    [Buffer.from('300302010a', 'hex'), 'badDataFormat'],
    [requestFor({ nonce: Buffer.alloc(65, 1) }), 'badRequest'],
  ] as const) {
    const response = answer(party, request);
    const read = parseTimeStampResponse(response);
    assert.deepEqual([read.status, read.failures, read.token], [2, [failure], undefined]);
    assert.deepEqual(faults(response), ['not-granted']);
    assert.match(openssl(`ts -reply -in ${put('n.tsr', response)} -text`).stdout.toString(), /Rejected/);
  }
});

test('another nonce, policy, purpose, name or signer does not hold', () => {
  const response = answer(tsa('P-256'), requestFor());
  assert.deepEqual(faults(response, { nonce: Buffer.of(1) }), ['nonce-differs']);
  assert.deepEqual(faults(response, { policy: '2.999.9' }), ['policy-differs']);
  const wrong = [
    [usage(0)],
    [usage(0), purposes(oids.kpTimeStamping, oids.kpEmailProtection)],
    [usage(0), purposes(oids.kpEmailProtection)],
  ];
  for (const extensions of wrong)
    assert.deepEqual(faults(answer(makeParty({ name: 'Бөтөн', issuer: centre, extensions }), requestFor())), [
      'authority-purpose',
    ]);
  const withoutCertificate = answer(tsa('P-256'), requestFor({ wantsCertificate: false }));
  assert.deepEqual(faults(withoutCertificate), ['signer-certificate-missing']);
});

test('every octet of a token turned: it never stamps anything else, nor at another time', () => {
  const party = tsa('P-256');
  const token = parseTimeStampResponse(answer(party, requestFor({ wantsCertificate: false }))).token!;
  const expected = { data: digestsOf(data), certificates: [party.certificate] };
  assert.deepEqual(verifyToken(token, expected, rules).problems, []);
  let held = 0;
  for (let position = 0; position < token.length; position++) {
    const verdict = verifyToken(altered(token, position), expected, rules);
    if (!verdict.holds) continue;
    held++;
    assert.deepEqual(verdict.info?.genTime, at);
    assert.equal(verdict.info?.policy, policy);
  }
  assert.ok(held < 20, `${held} octets do not matter`);
  for (const region of [token.indexOf('20261122'), token.length - 5, token.length >> 1])
    assert.ok(
      !openssl(
        `ts -verify -data data -in ${put('a.tok', altered(token, region))} -token_in -CAfile root.pem -untrusted ${put('u.pem', certificatePem(party) + certificatePem(centre))}`,
      ).ok,
    );
});
