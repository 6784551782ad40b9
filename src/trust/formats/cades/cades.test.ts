import assert from 'node:assert/strict';
import { hash, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import { der, oids, readDer } from '../../der/index.ts';
import { anchorOf, parseCrl, strictAlgorithms } from '../../path/index.ts';
import { attribute } from '../cms/attributes.ts';
import { type ContentDigests, digestsOf } from '../cms/content.ts';
import { finishSigner, signPrepared } from '../cms/sign.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { ocspResponse, ocspResponseData } from '../ocsp/build.ts';
import { certIdBytes } from '../ocsp/cert-id.ts';
import type { SingleState } from '../ocsp/response.ts';
import {
  altered,
  certificatePem,
  keyPem,
  makeCentre,
  makeCrl,
  makeParty,
  makeRoot,
  openSslFolder,
  type Party,
  purposes,
  usage,
} from '../test-parties.ts';
import { answerTimeStampRequest, finishToken } from '../tsp/answer.ts';
import { timeStampRequest } from '../tsp/request.ts';
import {
  prepareArchive,
  toTimeStamp,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
  withUnsigned,
  withValidationData,
} from './extend.ts';
import { noEvidence } from './evidence.ts';
import { cadesMessage, prepareCades } from './sign.ts';
import type { CadesTrust } from './trust.ts';
import { verifyCades } from './verify.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const signedAt = new Date('2026-11-22T04:00:00Z');
const after = (ms: number): Date => new Date(signedAt.getTime() + ms);
const content = Buffer.from('Арыз: жер участогу');
const endOf2027 = new Date('2027-12-31T00:00:00Z');

const root = makeRoot();
const centre = makeCentre(root);
const signer = makeParty({ name: 'Кол коюучу', issuer: centre, extensions: [usage(1)], to: endOf2027 });
const stampKeys = [usage(0, 1), purposes(oids.kpTimeStamping)];
const authority = makeParty({ name: 'Убакыт кызматы', issuer: centre, extensions: stampKeys, to: endOf2027 });
const { put, openssl } = openSslFolder();
put('root.pem', certificatePem(root));

function stamp(over: Buffer, at: Date, by: Party = authority): Buffer {
  const request = timeStampRequest({ digest: 'sha256', hash: hash('sha256', over, 'buffer') });
  const service = { certificate: by.certificate, chain: [centre.certificate], policy: '2.999.1', accuracyMillis: 1000 };
  const prepared = answerTimeStampRequest(request, service, at, randomBytes(16));
  assert.ok(!('failure' in prepared));
  return finishToken(prepared, signPrepared(prepared.signer, by.key));
}

type Lists = Parameters<typeof makeCrl>[2];
const lists = (from: Date, entries: Lists = []): Buffer[] => [
  makeCrl(root, { from, to: new Date(from.getTime() + 30 * day) }),
  makeCrl(centre, { from, to: new Date(from.getTime() + day) }, entries),
];
const over: ContentDigests = digestsOf(content);

function make(options: { by?: Party; attached?: boolean } = {}): Buffer {
  const { certificate, key } = options.by ?? signer;
  const prepared = prepareCades({ certificate, content: over, signingTime: signedAt });
  const done = finishSigner(prepared, signPrepared(prepared, key));
  return cadesMessage([done], [certificate, centre.certificate], options.attached === true ? content : undefined);
}
const bb = make();
const read = parseSignedData;
const bt = withSignatureTimeStamp(read(bb), stamp(toTimeStamp(read(bb)), after(minute)));
const blt = withValidationData(read(bt), {
  certificates: [authority.certificate],
  crls: lists(after(10 * minute)),
  ocspResponses: [],
});
const archived = (bytes: Buffer, at: Date, by: Party = authority): Buffer => {
  const prepared = prepareArchive(read(bytes), over);
  return withArchiveTimeStamp(read(bytes), prepared, stamp(prepared.input, at, by));
};
const blta = archived(blt, after(60 * minute));

const trustAt = (at: Date, crls: readonly Buffer[] = [], more: Partial<CadesTrust> = {}): CadesTrust => ({
  anchors: [anchorOf(root.certificate)],
  evidence: { ...noEvidence, crls: crls.map((bytes) => parseCrl(bytes)) },
  at,
  rules: { algorithms: strictAlgorithms },
  status: 'required',
  ...more,
});
const judge = (bytes: Buffer, trust: CadesTrust, of: Buffer | undefined = content) => {
  const verdict = verifyCades(bytes, of, trust);
  return { ...verdict, signer: verdict.signers[0]! };
};
const soon = after(2 * 60 * minute);
const current = lists(after(90 * minute));

test('each level is reached and named, and OpenSSL verifies every one', () => {
  for (const [level, bytes] of [
    ['B-B', bb],
    ['B-T', bt],
    ['B-LT', blt],
    ['B-LTA', blta],
  ] as const) {
    const { valid, signer: one } = judge(bytes, trustAt(soon, current));
    assert.equal(valid, true, JSON.stringify([level, one.path?.problems, one.stamps.map(({ problems }) => problems)]));
    assert.equal(one.level, level);
    assert.deepEqual(one.reliableTime, level === 'B-B' ? undefined : after(minute));
    assert.ok(
      openssl(
        `cms -verify -cades -binary -inform DER -in ${put('c.p7s', bytes)} -content ${put('d', content)}`,
        '-CAfile root.pem -purpose any -out /dev/null',
      ).ok,
      level,
    );
    assert.equal(judge(bytes, trustAt(soon, current), Buffer.from('башка')).valid, false);
  }
});

test('OpenSSL verifies the archive time-stamp over what we say it is over', () => {
  const prepared = prepareArchive(read(blt), over);
  const token = stamp(prepared.input, signedAt);
  const check = (data: Buffer): boolean =>
    openssl(`ts -verify -token_in -in ${put('t', token)} -data ${put('i', data)} -CAfile root.pem`).ok;
  assert.ok(check(prepared.input));
  assert.ok(!check(altered(prepared.input, 40)));
});

// An authority whose certificate still runs when those of the others are over, and the root's list of that day.
const keeper = makeParty({ name: 'Сактоо кызматы', issuer: root, extensions: stampKeys });
const years = new Date('2029-06-01T00:00:00Z');
const list2029 = makeCrl(root, { from: years, to: new Date(years.getTime() + day) });

test('years later, certificates expired: what was archived in time under an authority that still stands speaks, the rest does not', () => {
  const late = trustAt(years, [list2029]);
  for (const bytes of [bb, bt, blt, blta]) assert.equal(judge(bytes, late).valid, false);
  assert.deepEqual(
    judge(blt, late).signer.stamps[0]?.problems.map(({ fault, detail }) => [fault, detail]),
    [['authority-path', 'status-unknown']],
    'a list from before today does not show that the authority still has its key',
  );
  const kept = judge(archived(blt, after(60 * minute), keeper), late);
  assert.equal(kept.valid, true, JSON.stringify(kept.signer.stamps.map(({ problems }) => problems)));
  assert.deepEqual([kept.signer.referenceTime, kept.signer.level], [after(minute), 'B-LTA']);
  assert.equal(judge(archived(blt, after(60 * minute), keeper), trustAt(years)).valid, false);
});

test('a list of a centre whose key was lost proves no past, whatever its date', () => {
  const lost = makeCrl(root, { from: years, to: new Date(years.getTime() + day) }, [
    { of: centre, at: new Date('2028-01-01T00:00:00Z'), reason: 2 },
  ]);
  const bytes = archived(blt, after(60 * minute), keeper);
  assert.equal(judge(bytes, trustAt(years, [lost])).valid, false);
  const closed = makeCrl(root, { from: years, to: new Date(years.getTime() + day) }, [
    { of: centre, at: new Date('2028-01-01T00:00:00Z'), reason: 5 },
  ]);
  assert.equal(judge(bytes, trustAt(years, [closed])).valid, true);
});

test('ended after the time-stamp: still valid; before it, or without a time-stamp: not', () => {
  const ended = (at: Date): Buffer[] => lists(after(90 * minute), [{ of: signer, at, reason: 4 }]);
  const later = ended(after(30 * minute));
  assert.equal(judge(bt, trustAt(soon, later)).valid, true);
  assert.deepEqual(
    judge(bb, trustAt(soon, later)).signer.path?.problems.map(({ fault }) => fault),
    ['revoked'],
  );
  const earlier = ended(after(-5 * minute));
  for (const bytes of [bb, bt, blt, blta]) assert.equal(judge(bytes, trustAt(soon, earlier)).valid, false);
});

test("an authority's key that was compromised takes every token from it, but what was archived under another before", () => {
  const compromised = lists(after(90 * minute), [{ of: authority, at: after(80 * minute), reason: 1 }]);
  const trust = trustAt(soon, compromised);
  const verdict = judge(bt, trust);
  assert.equal(verdict.signer.reliableTime, undefined);
  assert.equal(verdict.signer.level, 'B-B');
  assert.deepEqual(
    verdict.signer.stamps[0]?.problems.map(({ fault }) => fault),
    ['authority-path'],
  );
  const other = makeParty({ name: 'Экинчи убакыт кызматы', issuer: centre, extensions: stampKeys });
  const saved = judge(archived(blt, after(60 * minute), other), trust);
  assert.deepEqual(saved.signer.reliableTime, after(minute));
  assert.equal(saved.valid, true);
  const withdrawn = lists(after(90 * minute), [{ of: authority, at: after(80 * minute), reason: 9 }]);
  assert.deepEqual(judge(bt, trustAt(soon, withdrawn)).signer.reliableTime, after(minute));
  const before = lists(after(90 * minute), [{ of: authority, at: signedAt, reason: 9 }]);
  assert.equal(judge(bt, trustAt(soon, before)).signer.reliableTime, undefined);
});

test('an archive time-stamp proves nothing about what it does not cover: a token made later with a compromised key', () => {
  const other = makeParty({ name: 'Үчүнчү убакыт кызматы', issuer: centre, extensions: stampKeys });
  const early = archived(
    withValidationData(read(bb), { certificates: [], crls: lists(after(10 * minute)), ocspResponses: [] }),
    after(60 * minute),
    other,
  );
  const forged = withSignatureTimeStamp(read(early), stamp(toTimeStamp(read(bb)), after(minute)));
  const trust = trustAt(soon, lists(after(90 * minute), [{ of: authority, at: after(80 * minute), reason: 1 }]));
  const { signer: one } = judge(forged, trust);
  const of = (kind: string) => one.stamps.find((found) => found.kind === kind)!;
  assert.equal(of('archive').trusted, true, JSON.stringify(of('archive').problems));
  assert.deepEqual([of('signature').trusted, of('signature').provenAt], [false, soon]);
  assert.deepEqual(one.reliableTime, after(60 * minute));
  const covered = judge(archived(forged, after(70 * minute), other), trust).signer;
  assert.deepEqual(covered.reliableTime, after(minute));
});

test('a time-stamp over another signature, from the future, or of an authority nobody trusts, proves no time', () => {
  const reasons = (bytes: Buffer, more: Partial<CadesTrust> = {}): string[] =>
    judge(bytes, trustAt(soon, current, more)).signer.stamps.flatMap(({ problems }) =>
      problems.map(({ fault }) => fault),
    );
  const stamped = (token: Buffer): Buffer => withSignatureTimeStamp(read(bb), token);
  const value = toTimeStamp(read(bb));
  assert.deepEqual(reasons(stamped(stamp(toTimeStamp(read(make())), after(minute)))), ['imprint-differs']);
  assert.deepEqual(reasons(stamped(stamp(value, after(3 * 60 * minute)))), ['time-stamp-in-the-future']);
  assert.deepEqual(reasons(bt, { isAuthority: () => false }), ['authority-not-trusted']);
  assert.deepEqual(reasons(bt, { authorityAnchors: [anchorOf(makeRoot('Башка').certificate)] }), ['authority-path']);
  assert.deepEqual(reasons(stamped(stamp(value, after(minute), signer))), ['authority-purpose']);
  assert.deepEqual(reasons(stamped(Buffer.from('3000', 'hex'))), ['not-a-time-stamp']);
});

test('what an archive time-stamp covers may be added to, not changed or taken away', () => {
  const trust = trustAt(soon, current);
  const archive = (bytes: Buffer) => judge(bytes, trust).signer.stamps.find(({ kind }) => kind === 'archive')!;
  assert.equal(archive(blta).trusted, true);
  const more = withValidationData(read(blta), { certificates: [root.certificate], crls: current, ocspResponses: [] });
  assert.equal(archive(more).trusted, true);
  assert.equal(archive(archived(blta, after(70 * minute))).trusted, true);
  for (const { raw } of [...read(blt).certificateChoices, ...read(blt).revocationChoices]) {
    const at = blta.indexOf(raw) + raw.length - 10;
    assert.deepEqual(
      archive(altered(blta, at)).problems.map(({ fault }) => fault),
      ['archive-index-not-found'],
    );
  }
  const withoutIndex = withArchiveTimeStamp(
    read(blt),
    { ...prepareArchive(read(blt), over), index: Buffer.from('3000', 'hex') },
    stamp(prepareArchive(read(blt), over).input, after(60 * minute)),
  );
  assert.ok(archive(withoutIndex).problems.some(({ fault }) => fault === 'archive-index-malformed'));
});

function answer(of: Party, by: Party, from: Date, status: SingleState = { state: 'good' }, since?: Date): Buffer {
  const issuer = { name: by.certificate.subject, publicKey: by.certificate.publicKey };
  const data = ocspResponseData({
    responder: by.certificate,
    producedAt: from,
    answers: [
      {
        id: certIdBytes(of.certificate.serial, issuer),
        status,
        thisUpdate: from,
        nextUpdate: new Date(from.getTime() + day),
        ...(since === undefined ? {} : { invalidityDate: since }),
      },
    ],
  });
  return ocspResponse(data, der.algorithmIdentifier(oids.ecdsaWithSHA256), sign('sha256', data, by.key), []);
}

test('OCSP answers in the message, or values in the attributes of the older long forms, do as well as lists', () => {
  const from = after(10 * minute);
  const ocspResponses = [answer(signer, centre, from), answer(authority, centre, from), answer(centre, root, from)];
  const late = trustAt(years, [list2029]);
  const withOcsp = withValidationData(read(bt), { certificates: [], crls: [], ocspResponses });
  assert.equal(judge(withOcsp, trustAt(soon)).signer.level, 'B-LT');
  const kept = (bytes: Buffer): Buffer => archived(bytes, after(60 * minute), keeper);
  assert.equal(judge(kept(withOcsp), late).signer.level, 'B-LTA');
  const two = withValidationData(read(bt), { certificates: [], crls: [], ocspResponses: ocspResponses.slice(1) });
  assert.equal(judge(kept(two), late).valid, false);

  const basic = (response: Buffer): Buffer => readDer(response).children[1]!.children[0]!.children[1]!.content;
  const older = withUnsigned(
    read(bt),
    0,
    attribute(oids.certValues, der.sequence(authority.certificate.raw, centre.certificate.raw)),
    attribute(
      oids.revocationValues,
      der.sequence(
        der.explicit(0, der.sequence(lists(from)[0]!)),
        der.explicit(1, der.sequence(...ocspResponses.slice(0, 2).map(basic))),
      ),
    ),
  );
  assert.equal(judge(kept(older), late).valid, true, JSON.stringify(judge(kept(older), late).signer.path?.problems));
});

test('ES-14.7b: compromised at 09:00, entered at 12:00: what was time-stamped at 11:00 stands, what was at 13:00 does not', () => {
  const [compromised, entered, checked] = [after(5 * hour), after(8 * hour), after(12 * hour)];
  const stampedAt = (at: Date): Buffer => withSignatureTimeStamp(read(bb), stamp(toTimeStamp(read(bb)), at));
  const list = lists(after(9 * hour), [{ of: signer, at: entered, reason: 1, since: compromised }]);
  const revoked = { state: 'revoked', revocationTime: entered, reason: 1 } as const;
  const ocspResponses = [
    answer(signer, centre, after(9 * hour), revoked, compromised),
    answer(authority, centre, after(9 * hour)),
    answer(centre, root, after(9 * hour)),
  ];
  for (const trust of [trustAt(checked, list), trustAt(checked, [], { evidence: { ...noEvidence, ocspResponses } })]) {
    const early = judge(stampedAt(after(7 * hour)), trust);
    assert.equal(early.valid, true, JSON.stringify(early.signer.path?.problems));
    assert.deepEqual(early.signer.path?.statuses.at(-1)?.state, 'revoked');
    const late = judge(stampedAt(after(9 * hour)), trust);
    assert.deepEqual([late.valid, late.signer.path?.problems.map(({ fault }) => fault)], [false, ['revoked']]);
  }
});

test('a good answer from before the entry, still current and put into the message, does not outweigh the list', () => {
  const old = [answer(signer, centre, after(10 * minute)), answer(centre, root, after(10 * minute))];
  const shown = withValidationData(read(bb), { certificates: [], crls: [], ocspResponses: old });
  assert.equal(judge(shown, trustAt(soon, current)).valid, true);
  const ended = lists(after(90 * minute), [{ of: signer, at: after(80 * minute) }]);
  const { valid, signer: one } = judge(shown, trustAt(soon, ended));
  assert.deepEqual([valid, one.path?.problems.map(({ fault }) => fault)], [false, ['revoked']]);
});

test('what OpenSSL signs as CAdES we find to be B-B, as it has no time-stamp', () => {
  const files = `-signer ${put('s.pem', certificatePem(signer))} -inkey ${put('s.key', keyPem(signer))}`;
  const more = `-certfile ${put('centre.pem', certificatePem(centre))}`;
  const made = openssl(`cms -sign -cades -binary -outform DER -in ${put('d', content)}`, files, more);
  assert.ok(made.ok, made.stderr);
  const { valid, signer: one } = judge(made.stdout, trustAt(soon, current));
  assert.deepEqual([valid, one.level], [true, 'B-B']);
});

test('what level B-B lacks is named and takes the level, not the validity', () => {
  const plain = prepareCades({ certificate: signer.certificate, content: over, signingTime: undefined });
  const message = cadesMessage([finishSigner(plain, signPrepared(plain, signer.key))], [centre.certificate]);
  const trust = trustAt(soon, current, {
    evidence: { ...noEvidence, certificates: [signer.certificate], crls: current.map((bytes) => parseCrl(bytes)) },
  });
  const { valid, signer: one } = judge(message, trust);
  assert.deepEqual(
    [valid, one.level, one.problems.map(({ fault }) => fault)],
    [true, undefined, ['signing-time-missing', 'certificate-not-embedded']],
  );
  const wrong = makeParty({ name: 'Шифр', issuer: centre, extensions: [usage(2)] });
  assert.equal(judge(make({ by: wrong }), trustAt(soon, current)).valid, false);
  assert.equal(judge(make({ attached: true }), trustAt(soon, current), undefined).valid, true);
  assert.equal(judge(Buffer.from('3000', 'hex'), trustAt(soon)).problems[0]?.fault, 'malformed');
});
