import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { test } from 'node:test';
import { DerError, der, oids } from '../../der/index.ts';
import { historicAlgorithms, strictAlgorithms, withMlDsa } from '../../path/index.ts';
import {
  altered,
  certificatePem,
  type KeyKind,
  keyPem,
  makeKeys,
  makeParty,
  makeRoot,
  openSslFolder,
  type Party,
} from '../test-parties.ts';
import { attribute } from './attributes.ts';
import { digestsFrom, digestsOf } from './content.ts';
import { encodeSignedData, partsOf } from './encode.ts';
import { finishSigner, prepareSigner, type SignerRequest, signedDataOf, signPrepared } from './sign.ts';
import { parseSignedData } from './signed-data.ts';
import { signingCertificateV2 } from './signing-certificate.ts';
import { type CmsInput, verifySignedData } from './verify.ts';

const at = new Date('2026-11-01T00:00:00Z');
const rules = { algorithms: withMlDsa(strictAlgorithms), at };
const content = Buffer.from('Мен макулмун.\r\n');
const root = makeRoot();
const { put, openssl } = openSslFolder();
put('root.pem', certificatePem(root));

const kinds = Object.keys(makeKeys) as KeyKind[];
// OpenSSL 3.0 has no ML-DSA, and its CMS cannot use Ed25519.
const openSslKinds = kinds.filter((kind) => kind !== 'ML-DSA-65' && kind !== 'Ed25519');
const parties = new Map(kinds.map((kind) => [kind, makeParty({ name: `Кол коюучу ${kind}`, kind, issuer: root })]));
const party = (kind: KeyKind): Party => parties.get(kind)!;

function signed(signer: Party, extra: Partial<SignerRequest> & { attached?: boolean } = {}): Buffer {
  const { attached = false, ...request } = extra;
  const prepared = prepareSigner({
    certificate: signer.certificate,
    contentType: oids.data,
    content: digestsOf(content),
    attributes: [signingCertificateV2(signer.certificate), attribute(oids.signingTime, der.time(at))],
    ...request,
  });
  return signedDataOf({
    contentType: request.contentType ?? oids.data,
    content: attached ? content : undefined,
    signers: [finishSigner(prepared, signPrepared(prepared, signer.key))],
    certificates: [signer.certificate],
  });
}

const faults = (bytes: Uint8Array, input: CmsInput = { content }, by = rules): string[] => {
  const verdict = verifySignedData(parseSignedData(bytes), input, by);
  const all = [...verdict.problems, ...verdict.signers.flatMap(({ problems }) => problems)].map(({ fault }) => fault);
  assert.equal(verdict.holds, all.length === 0);
  return all;
};

for (const kind of kinds)
  test(`${kind}: a signature holds attached and detached, and over nothing else`, () => {
    for (const attached of [false, true]) {
      const bytes = signed(party(kind), { attached });
      const message = parseSignedData(bytes, { strict: true });
      const verdict = verifySignedData(message, attached ? {} : { content }, rules);
      assert.deepEqual(verdict.problems, []);
      assert.equal(verdict.holds, true, JSON.stringify(verdict.signers[0]?.problems));
      assert.equal(verdict.signers[0]?.certificate?.fingerprint, party(kind).certificate.fingerprint);
      assert.deepEqual(verdict.signers[0]?.claimedTime, at);
      assert.deepEqual(encodeSignedData(partsOf(message)), bytes);
    }
    const other = Buffer.from('Мен макул эмесмин.');
    assert.deepEqual(faults(signed(party(kind)), { content: other }), ['message-digest-differs']);
  });

for (const kind of openSslKinds)
  test(`${kind}: OpenSSL accepts what we sign, and we what it signs, and neither a change`, () => {
    const signer = party(kind);
    const [cert, key, data] = [put('s.pem', certificatePem(signer)), put('s.key', keyPem(signer)), put('d', content)];
    const check = (bytes: Uint8Array, of = data): boolean =>
      openssl(
        `cms -verify -binary -inform DER -in ${put('c.der', bytes)} -content ${of}`,
        '-CAfile root.pem -purpose any -out /dev/null',
      ).ok;
    for (const extra of [{}, { byKeyId: true }, ...(kind === 'RSA' ? [{ pss: true }] : [])]) {
      const ours = signed(signer, extra);
      assert.ok(check(ours), `OpenSSL refuses ours (${JSON.stringify(extra)})`);
      assert.ok(!check(ours, put('other', 'башка')));
    }
    const options: string[][] = [
      [],
      ['-keyid'],
      ['-cades'],
      ['-noattr'],
      ['-nodetach'],
      ['-nodetach', '-stream'],
      ['-md', 'sha512'],
      ['-nosmimecap', '-md', 'sha384'],
      ...(kind === 'RSA' ? [['-keyopt', 'rsa_padding_mode:pss']] : []),
    ];
    for (const option of options) {
      // A PSS key is bound to its digest; OpenSSL writes its parameters with signed attributes at hand only.
      if (kind === 'RSA-PSS' && /-md|-noattr|-stream/.test(option.join())) continue;
      const made = openssl(
        `cms -sign -binary -outform DER -in ${data} -signer ${cert} -inkey ${key}`,
        ...option,
        // Otherwise it writes PKCS #1 above its PSS signature, and refuses that itself.
        ...(kind === 'RSA-PSS' ? ['-keyopt', 'rsa_padding_mode:pss'] : []),
      );
      assert.ok(made.ok, made.stderr);
      const input = option.includes('-nodetach') ? {} : { content };
      assert.deepEqual(faults(made.stdout, input), [], option.join(' '));
      if (option.includes('-stream')) assert.equal(parseSignedData(made.stdout).encoding, 'ber');
      if (!option.includes('-nodetach')) assert.notDeepEqual(faults(made.stdout, { content: Buffer.from('x') }), []);
    }
  });

test('PSS under the name of PKCS #1 is refused, as OpenSSL refuses its own', () => {
  const signer = party('RSA-PSS');
  const files = `-signer ${put('s.pem', certificatePem(signer))} -inkey ${put('s.key', keyPem(signer))}`;
  const made = openssl(`cms -sign -binary -outform DER -in ${put('d', content)}`, files);
  assert.ok(made.ok, made.stderr);
  assert.deepEqual(faults(made.stdout), ['signature']);
});

test('where the key works elsewhere: message or digest out, signature in, ECDSA as two numbers too', () => {
  const signer = party('P-384');
  const prepared = prepareSigner({
    certificate: signer.certificate,
    contentType: oids.data,
    content: digestsFrom((name) => digestsOf(content).digest(name)),
  });
  const pair = sign('sha384', prepared.message, { key: signer.key, dsaEncoding: 'ieee-p1363' });
  const done = finishSigner(prepared, pair);
  const bytes = signedDataOf({ contentType: oids.data, content, signers: [done], certificates: [signer.certificate] });
  assert.deepEqual(faults(bytes, {}), []);
  assert.throws(() => finishSigner(prepared, signPrepared(prepared, party('P-256').key)), RangeError);
  assert.equal(prepared.digest?.length, 48);
});

test('several signers are judged each by itself, and by their certificates from elsewhere', () => {
  const all = kinds.map((kind) => party(kind));
  const finished = all.map(({ certificate, key }) => {
    const prepared = prepareSigner({ certificate, contentType: oids.data, content: digestsOf(content) });
    return finishSigner(prepared, signPrepared(prepared, key));
  });
  const certificates = all.map(({ certificate }) => certificate);
  const bytes = signedDataOf({ contentType: oids.data, content: undefined, signers: finished, certificates: [] });
  assert.deepEqual(faults(bytes, { content, certificates }), []);
  assert.deepEqual(new Set(faults(bytes)), new Set(['signer-certificate-missing']));
  const verdict = verifySignedData(parseSignedData(bytes), { content, certificates: certificates.slice(1) }, rules);
  assert.equal(verdict.holds, false);
  assert.equal(verdict.signers.filter(({ holds }) => holds).length, kinds.length - 1);
});

test('countersignatures sign the signature value; a bad one changes nothing about the signature', () => {
  const [first, second] = [party('P-256'), party('Ed25519')];
  const prepared = prepareSigner({
    certificate: first.certificate,
    contentType: oids.data,
    content: digestsOf(content),
  });
  const value = signPrepared(prepared, first.key);
  const over = (bytes: Uint8Array, contentType?: string): Buffer => {
    const counter = prepareSigner({ certificate: second.certificate, contentType, content: digestsOf(bytes) });
    return finishSigner(counter, signPrepared(counter, second.key)).signerInfo;
  };
  const message = (counter: Buffer): Buffer =>
    signedDataOf({
      contentType: oids.data,
      content,
      signers: [finishSigner(prepared, value, [attribute(oids.countersignature, counter)])],
      certificates: [first.certificate, second.certificate],
    });
  const judge = (counter: Buffer) => verifySignedData(parseSignedData(message(counter)), {}, rules).signers[0]!;
  assert.equal(judge(over(value)).countersignatures[0]?.holds, true);
  for (const [counter, fault] of [
    [over(content), 'message-digest-differs'],
    [over(value, oids.data), 'content-type-forbidden'],
  ] as const) {
    const verdict = judge(counter);
    assert.equal(verdict.holds, true);
    assert.deepEqual(
      verdict.countersignatures[0]?.problems.map((one) => one.fault),
      [fault],
    );
  }
  assert.deepEqual(
    judge(der.sequence(der.integer(1))).problems.map(({ fault }) => fault),
    ['countersignature-malformed'],
  );
});

test('what signed attributes must say, each omission by its name', () => {
  const signer = party('P-256');
  const digest = digestsOf(content).digest('sha256')!;
  const raw = (attributes: readonly Buffer[] | undefined, contentType: string = oids.data, inside?: Buffer): Buffer => {
    const message = attributes === undefined ? content : der.setOf(...attributes);
    const algorithm = der.algorithmIdentifier(oids.sha256);
    const signerInfo = der.sequence(
      der.integer(1),
      der.sequence(signer.certificate.issuer.raw, der.unsignedInteger(Buffer.from(signer.certificate.serial, 'hex'))),
      algorithm,
      attributes === undefined ? undefined : der.implicit(0, message),
      der.algorithmIdentifier(oids.ecdsaWithSHA256),
      der.octetString(sign('sha256', inside ?? message, signer.key)),
    );
    return encodeSignedData({
      contentType,
      content: inside,
      digestAlgorithms: [algorithm],
      certificates: [signer.certificate.raw],
      revocations: [],
      signers: [signerInfo],
    });
  };
  const type = attribute(oids.contentType, der.oid(oids.data));
  const body = attribute(oids.messageDigest, der.octetString(digest));
  const cases: [string[], readonly Buffer[] | undefined, string?][] = [
    [[], [type, body]],
    [[], undefined],
    [['signed-attributes-missing'], undefined, oids.tstInfo],
    [['content-type-missing'], [body]],
    [['message-digest-missing'], [type]],
    [['content-type-differs'], [type, body], oids.tstInfo],
    [['attribute-repeated'], [type, body, attribute(oids.messageDigest, der.octetString(Buffer.alloc(32)))]],
    [['attribute-repeated'], [type, attribute(oids.messageDigest, der.octetString(digest), der.octetString(digest))]],
    [['attribute-malformed'], [type, attribute(oids.messageDigest, der.integer(1))]],
    [['message-digest-differs'], [type, attribute(oids.messageDigest, der.octetString(Buffer.alloc(32)))]],
    [['attribute-malformed'], [type, body, attribute(oids.signingTime, der.integer(1))]],
    [['signing-certificate-differs'], [type, body, signingCertificateV2(root.certificate)]],
    [['attribute-malformed'], [type, body, attribute(oids.signingCertificateV2, der.sequence())]],
  ];
  for (const [expected, attributes, contentType] of cases)
    assert.deepEqual(faults(raw(attributes, contentType)), expected, expected.join());
  assert.deepEqual(faults(raw([type, body]), { content }, { ...rules, pinned: true } as typeof rules), [
    'signing-certificate-missing',
  ]);
  // A signature over attributes shown as one over a document.
  const forged = raw(undefined, oids.data, der.setOf(type, body));
  assert.deepEqual(faults(forged, {}), ['content-like-attributes']);
});

test('content inside and other content beside it are refused; nothing to check against is said', () => {
  assert.deepEqual(faults(signed(party('P-256'), { attached: true }), { content: Buffer.from('x') }), [
    'content-twice',
  ]);
  assert.deepEqual(faults(signed(party('P-256'), { attached: true })), []);
  assert.deepEqual(faults(signed(party('P-256')), {}), ['content-missing']);
  const none = encodeSignedData({ ...partsOf(parseSignedData(signed(party('P-256')))), signers: [] });
  assert.deepEqual(faults(none), ['no-signers']);
});

test('algorithms count by the date and by the switch', () => {
  const later = { ...rules, algorithms: { ...strictAlgorithms, minRsaBits: 3072 } };
  assert.deepEqual(faults(signed(party('RSA')), { content }, later), ['key-too-weak']);
  assert.deepEqual(faults(signed(party('ML-DSA-65')), { content }, { ...rules, algorithms: strictAlgorithms }), [
    'algorithm-not-trusted',
  ]);
  const signer = party('RSA');
  const made = openssl(
    `cms -sign -binary -outform DER -in ${put('d', content)} -md sha1`,
    `-signer ${put('s.pem', certificatePem(signer))} -inkey ${put('s.key', keyPem(signer))}`,
  ).stdout;
  assert.deepEqual(faults(made), ['algorithm-not-trusted']);
  const then = { algorithms: historicAlgorithms, at: new Date('2013-01-01') };
  assert.deepEqual(faults(made, { content }, then), []);
});

test('every octet turned: what still holds signs the same content with the same attributes by the same person', () => {
  const check = (bytes: Buffer): boolean =>
    openssl(
      `cms -verify -binary -inform DER -in ${put('m.der', bytes)} -content ${put('d', content)}`,
      '-CAfile root.pem -purpose any -out /dev/null',
    ).ok;
  for (const kind of ['P-256', 'RSA', 'Ed25519'] as const) {
    const bytes = signed(party(kind));
    const original = parseSignedData(bytes).signers[0]!;
    const { raw } = party(kind).certificate;
    const regions = {
      certificate: [bytes.indexOf(raw), raw.length],
      attributes: [bytes.indexOf(original.signedFields[3]!), original.signedFields[3]!.length],
      signature: [bytes.indexOf(original.signature), original.signature.length],
    } as const;
    const held = new Set<number>();
    for (let position = 0; position < bytes.length; position++) {
      const changed = altered(bytes, position);
      let verdict: ReturnType<typeof verifySignedData>;
      try {
        verdict = verifySignedData(parseSignedData(changed), { content }, rules);
      } catch (error) {
        assert.ok(error instanceof DerError);
        continue;
      }
      if (!verdict.holds) continue;
      held.add(position);
      assert.deepEqual(verdict.signers[0]!.signer.signed?.forms, original.signed?.forms);
      assert.deepEqual(verdict.signers[0]!.certificate?.publicKey.raw, party(kind).certificate.publicKey.raw);
    }
    for (const [name, [start, length]] of Object.entries(regions)) {
      // What the certificate's own signature covers is for the path to find; its key and its pinned digest are found here.
      for (let position = start; position < start + length; position++)
        assert.ok(!held.has(position), `${kind}: ${name} changed at ${position} and still held`);
      if (kind !== 'Ed25519') assert.ok(!check(altered(bytes, start + (length >> 1))), `OpenSSL: ${name}`);
    }
    assert.ok(held.size < 20, `${held.size} octets do not matter`);
  }
});

test('no SignedData, strict only, too many signers: refused as malformed', () => {
  const bytes = signed(party('P-256'));
  assert.throws(() => parseSignedData(Buffer.from('30030201ff', 'hex')), DerError);
  assert.throws(() => parseSignedData(bytes.subarray(0, -1)), DerError);
  const { signers, ...parts } = partsOf(parseSignedData(bytes));
  const many = encodeSignedData({ ...parts, signers: Array.from({ length: 65 }, () => signers[0]!) });
  assert.throws(() => parseSignedData(many), DerError);
});
