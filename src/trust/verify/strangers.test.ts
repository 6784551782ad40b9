import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { der, oids, readDer } from '../der/index.ts';
import {
  attribute,
  cadesMessage,
  digestsOf,
  finishSigner,
  parseSignedData,
  prepareCades,
  signPrepared,
  withValidationData,
} from '../formats/index.ts';
import { makeParty, usage } from '../formats/test-parties.ts';
import type { Certificate } from '../path/index.ts';
import { certificatesOf } from './certificates-in.ts';
import { contextOf } from './registers.ts';
import {
  centre,
  creationMeans,
  document,
  issue,
  later,
  list,
  type Member,
  person,
  root,
  sign,
  stamp,
  trustAt,
  tsa,
} from './test-world.ts';
import { slowKey, strangers, underSlowIssuer } from './test-strangers.ts';
import { verifySignature } from './verify.ts';

// What a stranger puts into the parts of a message that nobody signs: certificates by the hundred, keys that take long, tokens.

const now = later(60);
const prepared = (who: Member) =>
  prepareCades({ certificate: who.certificate, content: digestsOf(document), signingTime: later(30), creationMeans });

/** A stamped signature, with more certificates in its token than anybody needs. */
function crowdedToken(more: readonly Certificate[], who: Member = person): Buffer {
  const made = prepared(who);
  const value = signPrepared(made, who.key);
  const { signature } = finishSigner(made, value);
  const token = withValidationData(parseSignedData(stamp(signature, later(30))), {
    certificates: [tsa.certificate, ...more],
    crls: [],
    ocspResponses: [],
  });
  const signer = finishSigner(made, value, [attribute(oids.signatureTimeStampToken, token)]);
  return cadesMessage([signer], [who.certificate, centre.certificate]);
}

test('the registers are asked about whoever signed and whoever stamped, behind however many certificates they stand', () => {
  const asked = certificatesOf(crowdedToken(Array.from({ length: 450 }, () => strangers())));
  for (const { certificate } of [person, centre, tsa])
    assert.ok(asked.some(({ fingerprint }) => fingerprint === certificate.fingerprint));
});

test('a token that brings more certificates than anybody needs proves no time', () => {
  const file = crowdedToken(Array.from({ length: 200 }, () => strangers()));
  const report = verifySignature({ signature: file, document, context: trustAt(now), at: now });
  assert.ok(!isRefusal(report));
  assert.equal(report.signatures[0]!.time.reliable, null);
  assert.ok(report.signatures[0]!.time.findings.some(({ code }) => code === 'TIME_STAMP_WRONG'));
});

test('of a certificate that the registers were not asked about nothing is known, and no list that came along fills the gap', () => {
  const facts = {
    chain: [root, centre].map(({ certificate }, at) => ({
      kind: at === 0 ? ('ROOT' as const) : ('ACA' as const),
      centreId: at === 0 ? null : 'centre',
      der: certificate.raw,
      fingerprint: certificate.fingerprint,
    })),
    entries: [],
    accreditations: [],
    means: [],
    trusted: [],
    former: [],
    formerEntries: [],
    decisions: [],
    officers: [],
  };
  const lists = [list(root, later(49), [], { to: later(80) }).raw, list(centre, later(49), [], { to: later(80) }).raw];
  const file = withValidationData(parseSignedData(sign(person)), { certificates: [], crls: lists, ocspResponses: [] });
  const status = (asked: readonly string[]) => {
    const context = contextOf({ ...facts, asked }, { roots: [], own: [] }, now);
    const report = verifySignature({ signature: file, document, context, at: now });
    assert.ok(!isRefusal(report));
    return report.signatures[0]!.conditions[1]!.findings.map(({ code }) => code);
  };
  assert.deepEqual(status([person.certificate.fingerprint]), ['CERTIFICATE_VALID']);
  assert.deepEqual(status([]), ['STATUS_UNKNOWN']);
});

test('a small message that asks for minutes of arithmetic is refused within a second or two', () => {
  const purposes = der.sequence(
    der.oid(oids.extKeyUsage),
    der.boolean(true),
    der.octetString(der.sequence(der.oid(oids.kpTimeStamping))),
  );
  const issuers = Array.from({ length: 120 }, () =>
    strangers({ spki: slowKey(), algorithm: oids.sha256WithRSAEncryption }),
  );
  const people = Array.from({ length: 16 }, (_, at) => underSlowIssuer(`s${at}`));
  const signers = people.map((who, at) => {
    const made = prepared(who);
    const value = signPrepared(made, who.key);
    const { signature } = finishSigner(made, value);
    const tokens = [0, 1, 2, 3].map((n) => stamp(signature, later(30 + n), underSlowIssuer(`t${at}-${n}`, [purposes])));
    return finishSigner(made, value, [attribute(oids.signatureTimeStampToken, ...tokens)]);
  });
  const message = cadesMessage(signers, [...people.map(({ certificate }) => certificate), ...issuers]);
  assert.ok(message.length < 400_000);
  const began = process.cpuUsage();
  const found = verifySignature({ signature: message, document, context: trustAt(now), at: now });
  const { user, system } = process.cpuUsage(began);
  assert.ok(isRefusal(found) && found.code === 'SIGNATURE_TOO_MUCH', JSON.stringify(found).slice(0, 200));
  // A minute before there was a bound; the limit leaves room for a slow machine.
  assert.ok(user + system < 10_000_000, `${user + system} microseconds`);
});

test('what is not switched on is not computed: Streebog over like-named certificates of any size', () => {
  const fields = readDer(person.certificate.raw).children;
  const parts = fields[0]!.children.map(({ raw }) => raw);
  const likeNamed = Array.from({ length: 40 }, () => {
    const stuffing = der.sequence(der.oid('2.999.7'), der.octetString(randomBytes(245 * 1024)));
    const tbs = der.sequence(...parts.slice(0, -1), der.explicit(3, der.sequence(stuffing)));
    return der.sequence(tbs, fields[1]!.raw, der.bitString(Buffer.alloc(70, 1)));
  });
  const id = der.sequence(
    person.certificate.issuer.raw,
    der.unsignedInteger(Buffer.from(person.certificate.serial, 'hex')),
  );
  const algorithm = (oid: string): Buffer => der.sequence(der.oid(oid));
  const pinned = der.sequence(
    der.sequence(der.sequence(algorithm(oids.streebog256), der.octetString(Buffer.alloc(32, 7)))),
  );
  const attributes = der.setOf(
    attribute(oids.contentType, der.oid(oids.data)),
    attribute(oids.messageDigest, der.octetString(hash('sha256', document, 'buffer'))),
    attribute(oids.signingCertificateV2, pinned),
  );
  const tagged = (set: Buffer): Buffer => Buffer.concat([Buffer.of(0xa0), set.subarray(1)]);
  const signer = der.sequence(
    der.integer(1),
    id,
    algorithm(oids.sha256),
    tagged(attributes),
    algorithm(oids.ecdsaWithSHA256),
    der.octetString(Buffer.alloc(70, 3)),
  );
  const data = der.sequence(
    der.integer(1),
    der.setOf(algorithm(oids.sha256)),
    der.sequence(der.oid(oids.data)),
    tagged(der.setOf(...likeNamed)),
    der.setOf(signer),
  );
  const message = der.sequence(der.oid(oids.signedData), der.explicit(0, data));
  const began = process.cpuUsage();
  const found = verifySignature({ signature: message, document, context: trustAt(now), at: now });
  const { user, system } = process.cpuUsage(began);
  assert.ok(isRefusal(found) || found.verdict === 'invalid');
  // Two digests of a certificate of this size take a tenth of a second each.
  assert.ok(user + system < 2_000_000, `${user + system} microseconds`);
});

test('a key of a service, or one for something else, signs no documents: time-stamps, answers about status, and what a time-stamp is over', async () => {
  const ocsp = await issue('OCSP', centre);
  const cipher = makeParty({ name: 'Шифр', issuer: centre, extensions: [usage(2)] }) as Member;
  const token = stamp(Buffer.from('anything'), later(30));
  const { content } = parseSignedData(token);
  for (const input of [
    { signature: sign(tsa), document },
    { signature: sign(ocsp), document },
    { signature: sign(cipher), document },
    { signature: token },
    { signature: token, document: content! },
  ]) {
    const report = verifySignature({ ...input, context: trustAt(now), at: now });
    assert.ok(!isRefusal(report));
    assert.equal(report.verdict, 'invalid');
    assert.equal(report.signatures[0]!.class, null);
    assert.ok(report.signatures[0]!.conditions[2]!.findings.some(({ code }) => code === 'PURPOSE_OTHER'));
  }
});

test('a service that its centre’s register does not have, or had later, tells no time', async () => {
  const service = await issue('TSA', centre, {}, 'rsa-sha256');
  const ended = [{ certificate: person.certificate, at: later(40), reason: 1 }];
  const signature = sign(person, document, {
    stamped: { at: later(30), by: service },
    chain: [centre.certificate, service.certificate],
  });
  const judged = (entered: Date | 'absent' | 'purged') => {
    const base = trustAt(now, { crls: [list(centre, now, ended), list(root, now)] });
    const issuedAt = (one: Certificate) =>
      one.fingerprint === service.certificate.fingerprint ? entered : base.issuedAt(one);
    const report = verifySignature({ signature, document, context: { ...base, issuedAt }, at: now });
    assert.ok(!isRefusal(report));
    return [report.verdict, report.signatures[0]!.time.findings[0]!.code];
  };
  assert.deepEqual(judged(later(20)), ['valid', 'TIME_STAMP']);
  assert.deepEqual(judged('absent'), ['invalid', 'TIME_AUTHORITY_NOT_TRUSTED']);
  assert.deepEqual(judged(later(31)), ['invalid', 'TIME_AUTHORITY_NOT_TRUSTED']);
  assert.equal(judged('purged')[1], 'TIME_AUTHORITY_STATUS_UNKNOWN');
  assert.notEqual(judged('purged')[0], 'valid');
});
