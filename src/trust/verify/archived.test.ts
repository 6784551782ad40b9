import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import {
  digestsOf,
  parseSignedData,
  prepareArchive,
  toTimeStamp,
  withArchiveTimeStamp,
  withSignatureTimeStamp,
  withValidationData,
} from '../formats/index.ts';
import { altered } from '../formats/test-parties.ts';
import type { SignatureReport } from './report.ts';
import {
  document,
  issue,
  later,
  lists,
  type Member,
  person,
  root,
  sign,
  stamp,
  trustAt,
  tsa,
  signatureAt,
} from './test-world.ts';
import { verifySignature } from './verify.ts';

// EN 319 122-1 5.5.3: an archive time-stamp keeps what it covers when the key of an earlier stamp is lost.

const now = later(60);
const keeper = await issue('TSA', root);
const archived = (bytes: Buffer, at: Date, by: Member = keeper): Buffer => {
  const prepared = prepareArchive(parseSignedData(bytes), digestsOf(document));
  return withArchiveTimeStamp(parseSignedData(bytes), prepared, stamp(prepared.input, at, by));
};
const lost = (at: Date, of: Member = tsa) => ({ certificate: of.certificate, at, reason: 1 });
const one = (signature: Buffer, rootEnded: Parameters<typeof lists>[2] = [], own: Parameters<typeof lists>[1] = []) =>
  signatureAt(now)(signature, { context: trustAt(now, { crls: lists(now, own, rootEnded) }) });
const reliable = ({ time }: SignatureReport): string | null => time.reliable?.at ?? null;
const codes = ({ time }: SignatureReport): string[] => time.findings.map(({ code }) => code);

const stamped = sign(person, document, { stamped: { at: later(30) } });
const kept = archived(stamped, later(40));
// She ended her certificate on day 45: only a proven time keeps the signature.
const hers = [{ certificate: person.certificate, at: later(45) }];

test('what was archived before the key of its time-stamp was lost keeps the time of that stamp', () => {
  const whole = one(kept, [lost(later(50))], hers);
  assert.deepEqual(
    [whole.verdict, reliable(whole), codes(whole)],
    ['valid', later(30).toISOString(), ['TIME_ARCHIVE', 'TIME_STAMP']],
  );
  const bare = one(stamped, [lost(later(50))], hers);
  assert.deepEqual([bare.verdict, reliable(bare)], ['invalid', null]);
});

test('lost before it was archived, the stamp proves nothing; the archive time-stamp still does', () => {
  const found = one(kept, [lost(later(35))], hers);
  assert.deepEqual([found.verdict, reliable(found)], ['valid', later(40).toISOString()]);
  assert.ok(codes(found).includes('TIME_AUTHORITY_NOT_TRUSTED'), codes(found).join());
  const secretly = { ...lost(later(50)), since: later(35) };
  assert.equal(reliable(one(kept, [secretly], hers)), later(40).toISOString(), 'lost on day 35, entered on day 50');
});

test('a stamp that came after the archive time-stamp is not covered by it', () => {
  const forged = withSignatureTimeStamp(
    parseSignedData(archived(sign(person), later(40))),
    stamp(toTimeStamp(parseSignedData(sign(person))), later(10)),
  );
  const added = one(forged, [lost(later(50))], hers);
  assert.equal(reliable(added), later(40).toISOString());
});

test('an archive time-stamp by a lost key, over another document, or with a changed octet, proves no time', () => {
  assert.equal(reliable(one(kept, [lost(later(50)), lost(later(50), keeper)], hers)), null);
  const other = prepareArchive(parseSignedData(stamped), digestsOf(Buffer.from('башка')));
  const wrong = one(withArchiveTimeStamp(parseSignedData(stamped), other, stamp(other.input, later(40), keeper)));
  assert.deepEqual([codes(wrong)[0], reliable(wrong)], ['TIME_STAMP_WRONG', later(30).toISOString()]);
  const changed = altered(kept, kept.length - 40);
  const found = verifySignature({ signature: changed, document, context: trustAt(now), at: now });
  assert.ok(isRefusal(found) || !codes(found.signatures[0]!).includes('TIME_ARCHIVE'));
});

test('what an archive time-stamp covers may be added to, not changed or taken away', () => {
  const data = { certificates: [tsa.certificate], crls: lists(later(31)).map(({ raw }) => raw), ocspResponses: [] };
  const long = withValidationData(parseSignedData(stamped), data);
  const whole = archived(long, later(40));
  const archive = (bytes: Buffer): string => codes(one(bytes))[0]!;
  assert.equal(archive(whole), 'TIME_ARCHIVE');
  const more = { certificates: [root.certificate], crls: lists(now).map(({ raw }) => raw), ocspResponses: [] };
  assert.equal(archive(withValidationData(parseSignedData(whole), more)), 'TIME_ARCHIVE');
  assert.equal(archive(archived(whole, later(41))), 'TIME_ARCHIVE');
  const { certificateChoices, revocationChoices } = parseSignedData(long);
  for (const { raw } of [...certificateChoices, ...revocationChoices]) {
    const { time } = one(altered(whole, whole.indexOf(raw) + raw.length - 10));
    assert.deepEqual(
      [time.findings[0]!.code, time.findings[0]!.about],
      ['TIME_STAMP_WRONG', 'archive-index-not-found'],
    );
  }
  const prepared = prepareArchive(parseSignedData(long), digestsOf(document));
  const index = Buffer.from('3000', 'hex');
  const token = stamp(prepared.input, later(40), keeper);
  const { time } = one(withArchiveTimeStamp(parseSignedData(long), { ...prepared, index }, token));
  assert.match(time.findings[0]!.about!, /^archive-index-malformed/);
});
