import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, oids, readDer } from '../der/index.ts';
import {
  attribute,
  cadesMessage,
  digestsOf,
  finishSigner,
  parseSignedData,
  prepareSigner,
  signingCertificateV2,
  signPrepared,
} from '../formats/index.ts';
import {
  centre,
  document,
  issue,
  later,
  list,
  lists,
  person,
  root,
  signatureAt,
  stamp,
  trustAt,
} from './test-world.ts';

// Time-stamps over the content, which the signer takes before signing (EN 319 122-1 5.2.8, EN 319 102-1 5.5.4).

const now = later(60);
const found = signatureAt(now);
const nobody = await issue('TSA', await issue('ROOT', undefined));

type Stamps = { readonly inside?: readonly Buffer[]; readonly beside?: readonly Buffer[]; readonly signedBy?: Date };

/** A signature with these tokens under it, beside it, and with a time-stamp over its value. */
function signed({ inside = [], beside = [], signedBy }: Stamps): Buffer {
  const prepared = prepareSigner({
    certificate: person.certificate,
    contentType: oids.data,
    content: digestsOf(document),
    attributes: [
      signingCertificateV2(person.certificate),
      ...(inside.length === 0 ? [] : [attribute(oids.contentTimeStamp, ...inside)]),
    ],
  });
  const value = signPrepared(prepared, person.key);
  const { signature } = finishSigner(prepared, value);
  const unsigned = [
    ...(beside.length === 0 ? [] : [attribute(oids.contentTimeStamp, ...beside)]),
    ...(signedBy === undefined ? [] : [attribute(oids.signatureTimeStampToken, stamp(signature, signedBy))]),
  ];
  return cadesMessage(
    [finishSigner(prepared, value, unsigned)],
    [person.certificate, centre.certificate, nobody.certificate],
  );
}
const noted = (of: Stamps): string[] =>
  found(signed(of)).notes.map(({ code, status, about }) => [code, status, about].join(' '));
const at = (days: number): string => later(days).toISOString();

test('a time-stamp over the content is told of, whatever it is over, and decides nothing', () => {
  const good = stamp(document, later(20));
  assert.deepEqual(noted({ inside: [good] }), [`CONTENT_STAMPED met ${at(20)}`]);
  assert.deepEqual(noted({ inside: [stamp(Buffer.from('башка'), later(20))] }), [
    'CONTENT_STAMP_WRONG not-met imprint-differs',
  ]);
  assert.deepEqual(noted({ inside: [der.integer(7)] }), ['CONTENT_STAMP_WRONG not-met not-a-time-stamp']);
  assert.deepEqual(noted({ inside: [stamp(document, later(61))] }), [`CONTENT_STAMP_WRONG not-met ${at(61)}`]);
  assert.deepEqual(noted({ beside: [good] }), ['CONTENT_STAMP_WRONG not-met not-signed']);
  const [untrusted] = found(signed({ inside: [stamp(document, later(20), nobody)] })).notes;
  assert.deepEqual([untrusted?.code, untrusted?.status], ['CONTENT_STAMP_NOT_TRUSTED', 'not-determinable']);
  for (const inside of [[], [good], [der.integer(7)], [stamp(document, later(20), nobody)]]) {
    const { verdict, time } = found(signed({ inside, signedBy: later(30) }));
    assert.deepEqual([verdict, time.reliable?.at, time.findings.length], ['valid', at(30), 1]);
  }
});

test('a moment of signing that is before a time-stamp taken earlier is not proven', () => {
  const ended = {
    context: trustAt(now, {
      crls: [list(root, now), list(centre, now, [{ certificate: person.certificate, at: later(40), reason: 1 }])],
    }),
  };
  const asked = (days: number, by?: typeof nobody) =>
    found(signed({ inside: [stamp(document, later(days), by)], signedBy: later(30) }), ended);
  assert.equal(asked(29).verdict, 'valid');
  const contradicted = asked(41);
  assert.equal(contradicted.verdict, 'undetermined');
  assert.equal(contradicted.time.reliable, null);
  assert.ok(contradicted.time.findings.some(({ code, about }) => code === 'TIME_ORDER' && about === at(41)));
  // A clock that nobody relies on contradicts none.
  assert.equal(asked(41, nobody).verdict, 'valid');
});

test('a certificate that ended before the time-stamp under its signature did not sign while it was good', () => {
  const crls = lists(now, [{ certificate: person.certificate, at: later(40), reason: 1 }]);
  const { verdict } = found(signed({ inside: [stamp(document, later(41))] }), { context: trustAt(now, { crls }) });
  assert.equal(verdict, 'invalid');
});

test('a version of the structure that RFC 5652 does not have is named as such, and nothing is called changed', () => {
  const message = signed({});
  const withVersion = (whole: number, own: number): Buffer => {
    const [head, body] = readDer(message).children;
    const parts = body!.children[0]!.children.map(({ raw }) => raw);
    const signer = readDer(parts.at(-1)!).children[0]!.children.map(({ raw }) => raw);
    const signers = der.setOf(der.sequence(der.integer(own), ...signer.slice(1)));
    return der.sequence(head!.raw, der.explicit(0, der.sequence(der.integer(whole), ...parts.slice(1, -1), signers)));
  };
  assert.equal(parseSignedData(withVersion(1, 1)).version, 1);
  assert.equal(found(withVersion(1, 1)).verdict, 'valid');
  for (const [whole, own, about] of [
    [1, 3, 'SignerInfo 3'],
    [1, 0, 'SignerInfo 0'],
    [3, 7, 'SignerInfo 7'],
    [2, 1, 'SignedData 2'],
    [70_000, 1, 'SignedData 70000'],
  ] as const) {
    const { verdict, summary, changes, conditions } = found(withVersion(whole, own));
    assert.deepEqual([verdict, summary.code, changes], ['undetermined', 'NOT_DETERMINABLE', []], about);
    const [third] = conditions.filter(({ name }) => name === 'ES-11.3');
    assert.deepEqual(
      third!.findings.filter(({ status }) => status !== 'met').map(({ code, about }) => [code, about]),
      [['VERSION_OTHER', about]],
    );
  }
});
