import assert from 'node:assert/strict';
import { sign as signBytes } from 'node:crypto';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { der, oids, readDer } from '../der/index.ts';
import { parseCertificate } from '../path/index.ts';
import { contextOf, type RegisterFacts, registrationNumber } from './registers.ts';
import { centre, document, issue, later, lists, list, type Member, person, root, sign } from './test-world.ts';
import type { SignatureReport } from './report.ts';
import { verifySignature } from './verify.ts';

// ES-14.5c, where registers are at hand: what whoever has a centre's key has made, and no register has, tells nothing and issues nothing.

const now = later(60);
const trusted = await issue('TP', centre);
const rogue = await issue('TP', centre);

const issuer = (kind: 'ROOT' | 'ACA' | 'TP', { certificate }: Member) => ({
  kind,
  centreId: kind === 'ROOT' ? null : 'centre',
  der: certificate.raw,
  fingerprint: certificate.fingerprint,
});
const facts: Omit<RegisterFacts, 'asked'> = {
  chain: [issuer('ROOT', root), issuer('ACA', centre), issuer('TP', trusted)],
  entries: [],
  accreditations: [
    {
      id: 'a',
      centreId: 'centre',
      decisionNumber: '1',
      decidedAt: later(-30),
      untilAt: later(3000),
      certificateNumber: 'А-1',
      handedOverAt: null,
      rootCertificate: centre.certificate.serial,
      standings: [{ state: 'active', since: later(-30), until: null, ground: null }],
    } as unknown as RegisterFacts['accreditations'][number],
  ],
  means: [],
  trusted: [
    {
      id: 't',
      centreId: 'centre',
      name: 'Түштүк',
      registrationNumber: registrationNumber(trusted.certificate)!,
      contractNumber: '1',
      contractOn: '2026-01-01',
      scope: '',
      since: later(-20),
      untilAt: null,
      withdrawnAt: null,
      withdrawalGround: null,
    },
  ],
  former: [],
  formerEntries: [],
  decisions: [],
  officers: [],
};

type Entry = RegisterFacts['entries'][number];
const entry = ({ certificate }: Member, endedAt: Date | null = null): Entry => ({
  fingerprint: certificate.fingerprint,
  enteredAt: certificate.notBefore,
  purged: false,
  endedAt,
  ground: null,
  status: endedAt === null ? null : 'revoked',
  reason: endedAt === null ? null : 'keyCompromise',
  record: endedAt === null ? null : '7',
});

function judged(
  signature: Uint8Array,
  those: readonly Member[],
  entries: readonly Entry[],
  more: readonly Member[] = [],
): SignatureReport {
  const asked = those.map(({ certificate }) => certificate.fingerprint);
  const context = contextOf({ ...facts, asked, entries }, { roots: [], own: [] }, now);
  const crls = [...lists(now), ...more.map((one) => list(one, now))];
  const report = verifySignature({ signature, document, context: { ...context, crls }, at: now });
  assert.ok(!isRefusal(report));
  return report.signatures[0]!;
}
const codes = ({ conditions }: SignatureReport, at: number): string[] =>
  conditions[at]!.findings.map(({ code }) => code);

test('below a trusted person whose certificate no register has, nobody was issued anything', async () => {
  const good = await issue('QN', trusted);
  const chain = [centre.certificate, trusted.certificate];
  const sound = judged(sign(good, document, { chain }), [good], [entry(good)], [trusted]);
  assert.deepEqual(codes(sound, 0), ['ISSUER_ACCREDITED', 'TRUSTED_PERSON']);
  // The same name and number, a key of one's own, the centre's signature.
  assert.equal(registrationNumber(rogue.certificate), registrationNumber(trusted.certificate));
  const bad = await issue('QN', rogue);
  const made = judged(
    sign(bad, document, { chain: [centre.certificate, rogue.certificate] }),
    [bad, rogue],
    [],
    [rogue],
  );
  assert.ok(codes(made, 0).includes('NOT_TRUSTED_PERSON'), codes(made, 0).join());
  assert.notEqual(made.verdict, 'valid');
});

test('a time-stamping service under a centre is one that its register has, whatever it says of its issuer’s key', async () => {
  const service = await issue('TSA', centre, {}, 'rsa-sha256');
  const ended = entry(person, later(40));
  const parts = readDer(service.certificate.tbs).children.map(({ raw }) => raw);
  const extensions = readDer(parts[7]!).children[0]!.children.map(({ raw }) => raw);
  const authority = (id: Buffer | undefined): Buffer[] =>
    id === undefined
      ? []
      : [
          der.sequence(
            der.oid(oids.authorityKeyIdentifier),
            der.octetString(der.sequence(der.implicit(0, der.octetString(id)))),
          ),
        ];
  for (const id of [centre.certificate.subjectKeyId, undefined, Buffer.alloc(20, 7)]) {
    const others = extensions.filter((raw) => !raw.includes(der.oid(oids.authorityKeyIdentifier)));
    const tbs = der.sequence(...parts.slice(0, 7), der.explicit(3, der.sequence(...others, ...authority(id))));
    const algorithm = der.algorithmIdentifier(oids.ecdsaWithSHA256);
    const value = signBytes('sha256', tbs, centre.key);
    const by = { ...service, certificate: parseCertificate(der.sequence(tbs, algorithm, der.bitString(value))) };
    const signature = sign(person, document, { stamped: { at: later(30), by } });
    const those = [person, by];
    const known = judged(signature, those, [ended, entry(by)]);
    assert.equal(known.time.reliable?.at, later(30).toISOString(), 'entered');
    assert.deepEqual(codes(known, 1), ['CERTIFICATE_VALID']);
    const report = judged(signature, those, [ended]);
    assert.equal(report.time.reliable, null, id?.toString('hex') ?? 'no identifier');
    assert.equal(report.verdict, 'invalid');
  }
});
