import assert from 'node:assert/strict';
import { randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DerError, der, oids } from '../../der/index.ts';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  CrlPool,
  endedBy,
  type Issuer,
  strictAlgorithms,
  verifyCertificate,
} from '../../path/index.ts';
import {
  altered,
  certificatePem,
  extension,
  keyPem,
  makeCentre,
  makeParty,
  makeRoot,
  openSslFolder,
  type Party,
  purposes,
  usage,
} from '../test-parties.ts';
import { ocspRefusal, ocspResponse, ocspResponseData, type SingleAnswer } from './build.ts';
import { certIdBytes, isAbout } from './cert-id.ts';
import { ocspPathOf, ocspRequest, ocspRequestInPath, parseOcspRequest } from './request.ts';
import { type BasicResponse, parseOcspResponse } from './response.ts';
import { ocspSource } from './source.ts';
import { type OcspRules, verifyOcspResponse } from './verify.ts';

const at = new Date('2026-11-22T04:00:00Z');
const hour = (n: number): Date => new Date(at.getTime() + n * 3_600_000);
const rules: OcspRules = { algorithms: strictAlgorithms, at };
const root = makeRoot();
const centre = makeCentre(root);
const issuer: Issuer = {
  name: centre.certificate.subject,
  publicKey: centre.certificate.publicKey,
  certificate: centre.certificate,
};
const owner = makeParty({ name: 'Ээси', issuer: centre });
const nocheck = extension(oids.ocspNoCheck, der.nul());
const answering = [usage(0), purposes(oids.kpOCSPSigning), nocheck];
const responder = makeParty({ name: 'Абалды билдирүүчү', issuer: centre, extensions: answering });
const { folder, put, openssl } = openSslFolder();
put('root.pem', certificatePem(root));
put('centre.pem', certificatePem(centre));
put('owner.pem', certificatePem(owner));

const idOf = ({ certificate }: Party, digest?: string): Buffer => certIdBytes(certificate.serial, issuer, digest);
const good: SingleAnswer = { id: idOf(owner), status: { state: 'good' }, thisUpdate: hour(-1), nextUpdate: hour(6) };

function respond(
  answers: readonly SingleAnswer[] = [good],
  by: Party = responder,
  more: { nonce?: Uint8Array; producedAt?: Date; certificates?: readonly Certificate[] } = {},
): Buffer {
  const { nonce, producedAt = hour(-1), certificates = by === centre ? [] : [by.certificate] } = more;
  const data = ocspResponseData({ responder: by.certificate, producedAt, answers, nonce });
  return ocspResponse(data, der.algorithmIdentifier(oids.ecdsaWithSHA256), sign('sha256', data, by.key), certificates);
}

const judge = (bytes: Buffer, by: Partial<OcspRules> = {}, of: Party = owner) =>
  verifyOcspResponse(bytes, of.certificate, issuer, { ...rules, ...by });
const faults = (bytes: Buffer, by: Partial<OcspRules> = {}, of?: Party): string[] =>
  judge(bytes, by, of).problems.map(({ fault }) => fault);

/** What OpenSSL says: the word for the status, or that the response does not verify. */
function theirs(bytes: Buffer, ...more: string[]): string {
  const { stdout, stderr } = openssl(
    `ocsp -respin ${put('r.der', bytes)} -issuer centre.pem -cert owner.pem -CAfile root.pem -verify_other centre.pem`,
    // The times of the answer it compares with the machine's clock, whatever -attime says: this test is of another day.
    '-no_nonce -validity_period 4000000000 -attime',
    String(at.getTime() / 1000),
    ...more,
  );
  if (!stderr.includes('Response verify OK')) return 'refused';
  return /owner\.pem: (\w+)/.exec(stdout.toString())?.[1] ?? 'silent';
}

test('good, revoked and unknown, by a delegated responder and by the centre itself; OpenSSL reads the same', () => {
  const ended: SingleAnswer = {
    ...good,
    status: { state: 'revoked', revocationTime: hour(-48), reason: 1 },
    ground: { ground: '14(6)(2)', status: 'terminated', entryNumber: 17n },
  };
  for (const by of [responder, centre]) {
    const verdict = judge(respond([{ ...good, certificate: owner.certificate.raw }], by));
    assert.deepEqual(verdict.problems, []);
    assert.equal(verdict.status.state, 'good');
    assert.equal(verdict.positive, true);
    assert.equal(verdict.responder?.fingerprint, by === centre ? undefined : responder.certificate.fingerprint);
    assert.equal(theirs(respond([good], by)), 'good');

    const revoked = judge(respond([ended], by)).status;
    assert.ok(revoked.state === 'revoked');
    assert.deepEqual(revoked.revocation, {
      revocationDate: hour(-48),
      reason: 1,
      invalidityDate: undefined,
      ground: { ground: '14(6)(2)', status: 'terminated', registerEntry: 17n },
    });
    assert.equal(theirs(respond([ended], by)), 'revoked');

    const unknown = respond([{ ...good, status: { state: 'unknown' } }], by);
    assert.deepEqual([judge(unknown).problems, judge(unknown).status.state], [[], 'unknown']);
    assert.equal(theirs(unknown), 'unknown');
  }
});

test("we read OpenSSL's questions and answers, and it ours", () => {
  put('responder.pem', certificatePem(responder));
  put('responder.key', keyPem(responder));
  const { serial } = owner.certificate;
  for (const [line, state] of [
    [`V\t360101000000Z\t\t${serial.toUpperCase()}\tunknown\t/CN=x\n`, 'good'],
    [`R\t360101000000Z\t261101000000Z,keyCompromise\t${serial.toUpperCase()}\tunknown\t/CN=x\n`, 'revoked'],
    ['', 'unknown'],
  ] as const) {
    put('index', line);
    for (const digest of ['sha1', 'sha256']) {
      openssl(`ocsp -${digest} -issuer centre.pem -cert owner.pem -reqout q.der`);
      const question = parseOcspRequest(readFileSync(join(folder, 'q.der')));
      assert.ok(isAbout(question.ids[0]!, owner.certificate, issuer));
      const nonce = randomBytes(32);
      put('ours.der', ocspRequest([idOf(owner, digest)], nonce));
      const made = openssl(
        'ocsp -index index -CA centre.pem -rsigner responder.pem -rkey responder.key -reqin ours.der -respout a.der -ndays 2',
      );
      assert.ok(made.ok, made.stderr);
      const answer = readFileSync(join(folder, 'a.der'));
      const now = new Date((parseOcspResponse(answer) as BasicResponse).producedAt.getTime() + 1000);
      const verdict = judge(answer, { at: now, nonce });
      assert.deepEqual(verdict.problems, []);
      assert.equal(verdict.status.state, state);
      assert.deepEqual(faults(answer, { at: now, nonce: Buffer.of(1) }), ['nonce-differs']);
    }
  }
});

test('a responder speaks for the centre only if the centre itself certified it for this, now, without need to ask again', () => {
  const otherCentre = makeCentre(root, 'Башка борбор');
  const cases: [string, Party][] = [
    ['responder-not-authorised', makeParty({ name: 'a', issuer: centre, extensions: [usage(0), nocheck] })],
    [
      'responder-not-authorised',
      makeParty({ name: 'b', issuer: centre, extensions: [purposes(oids.anyExtendedKeyUsage), nocheck] }),
    ],
    ['responder-not-authorised', makeParty({ name: 'c', issuer: otherCentre, extensions: answering })],
    ['responder-not-authorised', makeParty({ name: 'd', issuer: root, extensions: answering })],
    ['responder-not-authorised', owner],
    ['responder-not-valid', makeParty({ name: 'e', issuer: centre, extensions: answering, to: hour(-2) })],
    [
      'responder-not-valid',
      makeParty({ name: 'f', issuer: centre, extensions: [usage(5), purposes(oids.kpOCSPSigning), nocheck] }),
    ],
    [
      'responder-not-valid',
      makeParty({ name: 'g', issuer: centre, extensions: [...answering, extension('2.999.1', der.nul(), true)] }),
    ],
    ['responder-status-unknown', makeParty({ name: 'h', issuer: centre, extensions: answering.slice(0, 2) })],
  ];
  for (const [fault, by] of cases) {
    assert.deepEqual(faults(respond([good], by)), [fault]);
    // OpenSSL has no opinion on nocheck and key usage; on who may speak it agrees.
    if (fault === 'responder-not-authorised') assert.equal(theirs(respond([good], by)), 'refused');
  }
  assert.deepEqual(faults(respond([good], responder, { certificates: [] })), ['responder-unknown']);
  const liar = { ...responder, key: owner.key };
  assert.deepEqual(faults(respond([good], liar)), ['signature']);
});

test('an answer counts while it is current and answers this certificate', () => {
  assert.deepEqual(faults(respond(), { at: hour(7) }), ['outdated']);
  assert.deepEqual(faults(respond(), { at: hour(-2) }), ['not-yet', 'produced-later']);
  const { nextUpdate: _, ...endless } = good;
  assert.deepEqual(faults(respond([endless])), ['outdated']);
  assert.deepEqual(faults(respond([endless]), { maxAgeMillis: 2 * 3_600_000 }), []);
  assert.deepEqual(faults(respond(), {}, responder), ['certificate-not-answered']);
  assert.deepEqual(faults(respond([{ ...good, certificate: root.certificate.raw }])), ['cert-hash-differs']);
  assert.deepEqual(faults(respond(), { nonce: Buffer.of(1) }), ['nonce-missing']);
  assert.deepEqual(faults(respond([good], responder, { nonce: Buffer.of(1) }), { nonce: Buffer.of(1) }), []);
  const [older, newer] = [
    { ...good, thisUpdate: hour(-3) },
    { ...good, status: { state: 'revoked', revocationTime: hour(-2), reason: undefined } as const },
  ];
  assert.equal(judge(respond([older, newer])).status.state, 'revoked');
  assert.equal(judge(respond([newer, older])).status.state, 'revoked');
});

test('of an expired certificate silence says nothing, unless the register keeps it', () => {
  const expired = makeParty({ name: 'Мурунку', issuer: centre, from: new Date('2026-01-01'), to: hour(-100) });
  const answer = { ...good, id: idOf(expired) };
  assert.deepEqual(faults(respond([answer]), {}, expired), ['expired-forgotten']);
  assert.deepEqual(faults(respond([{ ...answer, archiveCutoff: hour(-50) }]), {}, expired), ['expired-forgotten']);
  assert.deepEqual(faults(respond([{ ...answer, archiveCutoff: hour(-9000) }]), {}, expired), []);
});

test('refusals and the form for GET', () => {
  for (const status of ['malformedRequest', 'tryLater', 'unauthorized'] as const) {
    assert.equal(parseOcspResponse(ocspRefusal(status)), status);
    assert.deepEqual(faults(ocspRefusal(status)), ['not-successful']);
    assert.match(
      openssl(`ocsp -respin ${put('n.der', ocspRefusal(status))} -noverify`).stdout.toString(),
      /Responder Error/,
    );
  }
  const request = ocspRequest([idOf(owner)]);
  assert.deepEqual(ocspRequestInPath(ocspPathOf(request)), request);
  assert.throws(() => ocspRequestInPath('%zz'), DerError);
  assert.throws(() => ocspRequestInPath('a b'), DerError);
  assert.throws(() => parseOcspRequest(ocspRequest(Array.from({ length: 101 }, () => idOf(owner)))), DerError);
  assert.throws(() => parseOcspRequest(ocspRequest([idOf(owner)], Buffer.alloc(129))), DerError);
});

test('as a source of status it decides a path as of a moment: before the entry valid, after it not', () => {
  const rootIssuer: Issuer = {
    name: root.certificate.subject,
    publicKey: root.certificate.publicKey,
    certificate: undefined,
  };
  const rootData = ocspResponseData({
    responder: root.certificate,
    producedAt: hour(-1),
    answers: [{ ...good, id: certIdBytes(centre.certificate.serial, rootIssuer) }],
  });
  const ofCentre = ocspResponse(
    rootData,
    der.algorithmIdentifier(oids.ecdsaWithSHA256),
    sign('sha256', rootData, root.key),
    [],
  );
  const ended = respond([{ ...good, status: { state: 'revoked', revocationTime: hour(-48), reason: undefined } }]);
  const verify = (then: Date, responses: readonly Buffer[]) =>
    verifyCertificate(owner.certificate, {
      anchors: [anchorOf(root.certificate)],
      certificates: new CertificatePool([centre.certificate]),
      crls: new CrlPool([]),
      at: then,
      crlsAt: at,
      rules: { algorithms: strictAlgorithms },
      status: 'required',
      judge: endedBy,
      knownStatus: ocspSource(responses, rules),
    });
  assert.equal(verify(at, [ofCentre, respond()]).valid, true);
  assert.equal(verify(at, [respond()]).problems[0]?.fault, 'status-unknown');
  assert.equal(verify(hour(-72), [ofCentre, ended]).valid, true);
  assert.deepEqual(
    verify(hour(-24), [ofCentre, ended, respond()]).problems.map(({ fault }) => fault),
    ['revoked'],
  );
});

test('every octet of an answer turned: it never says anything else', () => {
  const bytes = respond();
  let held = 0;
  for (let position = 0; position < bytes.length; position++) {
    const verdict = judge(altered(bytes, position));
    assert.notEqual(verdict.status.state, 'revoked');
    if (verdict.status.state === 'good') held++;
  }
  assert.ok(held < 5, `${held} octets do not matter`);
  for (const part of [200, bytes.length >> 1, bytes.length - 20]) assert.equal(theirs(altered(bytes, part)), 'refused');
});
