import assert from 'node:assert/strict';
import { createHmac, hash, sign } from 'node:crypto';
import { test } from 'node:test';
import { isRefusal } from '../../platform/refusal.ts';
import { compactJws, type FinishedJws, jsonJws } from '../formats/index.ts';
import { anyJws, named, signJws, tokenOver } from './test-jws.ts';
import {
  centre,
  document,
  issue,
  later,
  lists,
  person,
  reportAt,
  root,
  signatureAt,
  trustAt,
  tsa,
} from './test-world.ts';
import { contentOf, verifySignature } from './verify.ts';

const now = later(60);
const report = reportAt(now);
const one = signatureAt(now);
const bytes = (text: string): Buffer => Buffer.from(text);
const b64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');
const said = (text: string, given?: Uint8Array) =>
  verifySignature({ signature: bytes(text), document: given, context: trustAt(now), at: now });
const refused = (text: string, given?: Uint8Array): string => {
  const found = said(text, given);
  return isRefusal(found)
    ? `${found.code} ${(found.details as { fault?: string } | undefined)?.fault ?? ''}`.trim()
    : `not refused: ${found.verdict}`;
};
const codes = (text: string, given?: Uint8Array): string[] => {
  const found = said(text, given);
  assert.ok(!isRefusal(found), JSON.stringify(found));
  assert.notEqual(found.verdict, 'valid');
  return found.signatures[0]!.conditions[2]!.findings.filter(({ status }) => status !== 'met').map(({ code }) => code);
};

test('JAdES: attached, detached, by the hash of the document, compact and JSON, are judged by the four conditions', () => {
  const forms: readonly (readonly [string, FinishedJws, (one: FinishedJws) => string, boolean])[] = [
    ['compact', signJws(), compactJws, true],
    ['JSON', signJws(), jsonJws, true],
    ['compact, detached', signJws(person, { packaging: 'detached' }), compactJws, false],
    ['JSON, detached', signJws(person, { packaging: 'detached' }), jsonJws, false],
    ['sigD', signJws(person, { packaging: { address: 'https://e.kg/a.txt' } }), compactJws, false],
    ['sigD in JSON', signJws(person, { packaging: { address: 'https://e.kg/a.txt' } }), jsonJws, false],
  ];
  for (const [name, signature, form, attached] of forms) {
    const text = form(signature);
    const found = report(bytes(text), { document: attached ? undefined : document });
    assert.deepEqual(
      [found.verdict, found.summary.code, found.signatures[0]!.class, found.document.attached],
      ['valid', 'QUALIFIED', 'qualified', attached],
      `${name}: ${JSON.stringify(found.signatures[0]!.conditions)}`,
    );
    assert.equal(found.document.sha256, hash('sha256', document, 'hex'));
    assert.equal(found.signatures[0]!.time.claimed, later(30).toISOString());
    const other = Buffer.concat([document, Buffer.from('.')]);
    if (attached) {
      assert.deepEqual(contentOf(bytes(text)), document);
      assert.equal(refused(text, other), 'DOCUMENT_TWICE');
    } else {
      assert.equal(refused(text), 'DOCUMENT_NEEDED');
      const wanted =
        typeof signature.payload === 'undefined' && name.startsWith('sigD')
          ? 'DOCUMENT_CHANGED'
          : 'DOCUMENT_OR_SIGNATURE_CHANGED';
      assert.deepEqual(codes(text, other), [wanted]);
    }
  }
});

test('JAdES: each algorithm signs and is verified; the key chooses it', async () => {
  const made = {
    ES256: person,
    ES384: await issue('QN', centre, {}, 'ecdsa-sha384'),
    PS256: await issue('QN', centre, {}, 'rsa-sha256'),
    EdDSA: await issue('QN', centre, {}, 'ed25519'),
  };
  for (const [alg, who] of Object.entries(made)) {
    const text = compactJws(signJws(who));
    assert.match(Buffer.from(text.split('.')[0]!, 'base64url').toString(), new RegExp(`"alg":"${alg}"`));
    assert.equal(one(bytes(text), { document: undefined }).class, 'qualified', alg);
  }
  assert.equal(
    one(bytes(compactJws(signJws(made.PS256, { pkcs1: true }))), { document: undefined }).class,
    'qualified',
  );
});

test('JAdES B-T and B-LT: a time-stamp over the text of the value proves the time; with certificates and lists inside, the root is enough', () => {
  const ended = [{ certificate: person.certificate, at: later(40) }];
  const after = trustAt(now, { crls: lists(now, ended) });
  const signature = signJws(person, { chain: [person.certificate] });
  const stamped = jsonJws({ ...signature, unsigned: { token: tokenOver(signature, later(31)) } });
  const found = one(bytes(stamped), { document: undefined, context: after });
  assert.deepEqual(
    [found.verdict, found.time.reliable?.at],
    ['undetermined', later(31).toISOString()],
    'no centre at hand',
  );
  const whole = jsonJws({
    ...signature,
    unsigned: {
      token: tokenOver(signature, later(31)),
      certificates: [centre.certificate, tsa.certificate],
      crls: lists(now).map(({ raw }) => raw),
    },
  });
  const alone = one(bytes(whole), { document: undefined, context: trustAt(now, { crls: [], certificates: [] }) });
  assert.deepEqual(
    [alone.verdict, alone.class, alone.time.basis],
    ['valid', 'qualified', 'reliable-time'],
    JSON.stringify(alone.conditions),
  );
  const later40 = one(bytes(whole), { document: undefined, context: after });
  assert.deepEqual([later40.verdict, later40.notes.map(({ code }) => code)], ['valid', ['ENDED_LATER']]);
  // The value's octets are not what is stamped, and another's stamp is none.
  const octets = Buffer.from(signature.signatureText, 'base64url');
  for (const over of [octets, Buffer.from('another')]) {
    const token = tokenOver({ ...signature, signatureText: over.toString('latin1') }, later(31));
    const wrong = one(bytes(jsonJws({ ...signature, unsigned: { token, certificates: [centre.certificate] } })), {
      document: undefined,
    });
    assert.ok(wrong.changes.some(({ code }) => code === 'TIME_STAMP_WRONG'));
    assert.equal(wrong.time.reliable, null);
  }
});

test('JAdES: of several signatures each is judged, and the worst decides', async () => {
  const her = await issue('QN', centre);
  const both = [signJws(), signJws(her)] as const;
  const good = report(bytes(jsonJws(...both)), { document: undefined });
  assert.deepEqual([good.verdict, good.signatures.length], ['valid', 2]);
  const exchanged = { ...both[1], signatureText: both[0].signatureText };
  const bad = report(bytes(jsonJws(both[0], exchanged)), { document: undefined });
  assert.deepEqual(
    bad.signatures.map(({ verdict }) => verdict),
    ['valid', 'invalid'],
  );
  assert.equal(bad.verdict, 'invalid');
});

test('an alteration of any character of a JAdES signature is refused or named', () => {
  const signature = signJws();
  const forms = [
    compactJws(signature),
    jsonJws({ ...signature, unsigned: { token: tokenOver(signature, later(31)) } }),
  ];
  for (const [place, text] of forms.entries()) {
    const unsignedFrom = place === 0 ? text.length : text.indexOf('"header"');
    const unsignedTo = place === 0 ? text.length : text.indexOf('"signature"');
    for (let at = 0; at < text.length; at += place === 0 ? 5 : 13) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const found = said(text.slice(0, at) + other + text.slice(at + 1));
      // What nobody signed can only be lost, with the time it proves; the signature itself stays what it is.
      if (at >= unsignedFrom && at < unsignedTo) {
        const time = isRefusal(found) ? null : found.signatures[0]!.time.reliable;
        assert.ok(time === null || time.at === later(31).toISOString(), `octet ${at}`);
      } else assert.ok(isRefusal(found) || found.verdict !== 'valid', `character ${at} of form ${place}`);
    }
  }
});

const payload = b64(document);
const header = named();

test('RFC 8725: nobody’s signatures, shared secrets and algorithms of other keys are no signature of the certificate’s owner', async () => {
  for (const alg of ['none', 'None', 'NONE'])
    assert.equal(refused(`${b64(JSON.stringify({ ...header, alg }))}.${payload}.`), 'JWS_NOBODYS not-signed');
  // The public key, which everybody knows, as the secret.
  const text = `${b64(JSON.stringify({ ...header, alg: 'HS256' }))}.${payload}`;
  for (const secret of [person.certificate.publicKey.raw, person.certificate.raw])
    assert.equal(
      refused(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`),
      'JWS_NOBODYS shared-secret',
    );
  assert.deepEqual(codes(anyJws({ ...header, alg: 'RS256' })), ['SIGNATURE_CHANGED']);
  assert.deepEqual(codes(anyJws({ ...header, alg: 'ES384' })), ['SIGNATURE_CHANGED']);
  assert.deepEqual(codes(anyJws({ ...header, alg: 'ES256K' })), ['ALGORITHM_UNKNOWN']);
  // A key that the signature brings along itself is nobody’s.
  const stranger = await issue('QN', centre);
  const jwk = stranger.ca.spki.toString('base64');
  assert.deepEqual(codes(anyJws({ ...header, jwk, jku: 'https://e.kg/keys' }, payload, stranger)), [
    'DOCUMENT_OR_SIGNATURE_CHANGED',
  ]);
  assert.deepEqual(codes(anyJws({ alg: 'ES256', jwk })), ['SIGNER_NOT_BOUND']);
  // ECDSA with a DER value is no JWS signature (RFC 7518 3.4).
  const input = b64(JSON.stringify(header)) + '.' + payload;
  assert.deepEqual(codes(`${input}.${sign('sha256', Buffer.from(input), person.key).toString('base64url')}`), [
    'DOCUMENT_OR_SIGNATURE_CHANGED',
  ]);
  assert.equal(
    said(anyJws(header)) && one(bytes(anyJws(header)), { document: undefined }).verdict,
    'valid',
    'the same without a fault',
  );
});

test('RFC 7515 4.1.11, RFC 7797: what is critical is understood or the signature is refused', () => {
  const made = (more: Record<string, unknown>): string => refused(anyJws({ ...header, ...more }));
  assert.equal(made({ crit: ['exp'], exp: 1 }), 'JWS_UNREADABLE critical-unknown');
  assert.equal(made({ crit: ['sigPId'], sigPId: {} }), 'JWS_UNREADABLE critical-unknown');
  assert.equal(made({ crit: ['alg'] }), 'JWS_UNREADABLE critical-unknown');
  for (const crit of [[], 'sigT', ['sigT'], ['iat', 'iat'], [1], null])
    assert.equal(made({ crit, iat: 1 }), 'JWS_UNREADABLE critical-malformed', JSON.stringify(crit));
  assert.equal(made({ b64: false }), 'JWS_UNREADABLE unencoded-payload');
  assert.equal(made({ b64: 'false', crit: ['b64'] }), 'JWS_UNREADABLE header');
  assert.equal(made({ b64: false, crit: ['b64'] }), 'JWS_UNREADABLE unencoded-payload', 'attached in the compact form');
  // Beside the signature, and as a string in the JSON form, it is verified as it stands.
  const text = b64(JSON.stringify({ ...header, b64: false, crit: ['b64'] }));
  const key = { key: person.key, dsaEncoding: 'ieee-p1363' as const };
  const signature = sign('sha256', Buffer.concat([Buffer.from(`${text}.`), document]), key).toString('base64url');
  assert.equal(one(bytes(`${text}..${signature}`)).verdict, 'valid');
  const json = { payload: document.toString(), protected: text, signature };
  assert.equal(one(bytes(JSON.stringify(json)), { document: undefined }).verdict, 'valid');
  assert.deepEqual(codes(JSON.stringify({ ...json, payload: `${json.payload} ` })), ['DOCUMENT_OR_SIGNATURE_CHANGED']);
  // Of two signatures over one payload one cannot encode it and the other not (RFC 7797 3).
  const { payload: _, ...raw } = json;
  const [encodedHeader, , encodedSignature] = anyJws(header).split('.');
  const mixed = { signatures: [raw, { protected: encodedHeader, signature: encodedSignature }] };
  assert.equal(refused(JSON.stringify(mixed), document), 'JWS_UNREADABLE unencoded-payload');
});

test('one reading only: members once, one spelling of base64url, what is signed under the signature', () => {
  const good = anyJws(header);
  const [protectedText, , signature] = good.split('.') as [string, string, string];
  const twice = `{"alg":"ES256","alg":"none","x5c":${JSON.stringify(header['x5c'])}}`;
  assert.equal(refused(anyJws(twice)), 'JWS_UNREADABLE member-twice');
  assert.equal(refused(anyJws(twice.replace('"alg":"none"', '"\\u0061lg":"none"'))), 'JWS_UNREADABLE member-twice');
  const flat = { payload, protected: protectedText, signature };
  const json = JSON.stringify(flat);
  assert.equal(one(bytes(` ${json}\n`), { document: undefined }).verdict, 'valid');
  assert.equal(refused(json.replace('{', `{"payload":"${b64('other')}",`)), 'JWS_UNREADABLE member-twice');
  assert.equal(refused(JSON.stringify({ ...flat, signatures: [flat] })), 'JWS_UNREADABLE serialisation');
  assert.equal(refused(JSON.stringify({ payload, signatures: [] })), 'JWS_UNREADABLE serialisation');
  for (const unprotected of [{ alg: 'ES256' }, { crit: ['b64'] }, { b64: false }, { iat: 5 }])
    assert.match(
      refused(JSON.stringify({ ...flat, header: unprotected })),
      /JWS_UNREADABLE (member-twice|header-not-protected)/,
    );
  for (const spelt of [`${signature}=`, `${signature} `, signature.slice(0, -1), `${signature}A`])
    assert.match(refused(`${protectedText}.${payload}.${spelt}`), /not-base64url|not refused: invalid/);
  // 512 bits end in two bits that nobody reads; they are zero.
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(signature.at(-1)!);
  const loose = signature.slice(0, -1) + 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[last ^ 1]!;
  assert.equal(refused(`${protectedText}.${payload}.${loose}`), 'JWS_UNREADABLE not-base64url');
  for (const broken of [
    '{',
    '[]',
    '{"payload":1}',
    'eyJ.a',
    'eyJhIjoxfQ.a.b.c',
    '{"a":"\u0001"}',
    '{"a":01}',
    '\ufeff{}',
    '{"a":"\\ud800"}',
  ])
    assert.match(refused(broken), /JWS_UNREADABLE|SIGNATURE_UNREADABLE/, broken);
});

test('the certificate is the one that is named: by digest, and as the first of the chain', async () => {
  const stranger = await issue('QN', centre);
  const digest = b64(hash('sha256', person.certificate.raw, 'buffer'));
  const x5c = [stranger.certificate.raw.toString('base64')];
  assert.deepEqual(codes(anyJws({ alg: 'ES256', 'x5t#S256': digest, x5c })), [
    'CERTIFICATE_REPLACED',
    'DOCUMENT_OR_SIGNATURE_CHANGED',
  ]);
  assert.deepEqual(codes(anyJws({ alg: 'ES256', x5c })), ['DOCUMENT_OR_SIGNATURE_CHANGED']);
  const byDigest = anyJws({ alg: 'ES256', 'x5t#S256': digest });
  assert.deepEqual(codes(byDigest), ['SIGNER_CERTIFICATE_MISSING']);
  const context = trustAt(now, { certificates: [person.certificate, centre.certificate, tsa.certificate] });
  assert.equal(one(bytes(byDigest), { document: undefined, context }).verdict, 'valid');
  const digVal = b64(hash('sha512', person.certificate.raw, 'buffer'));
  for (const more of [{ 'x5t#o': { digAlg: 'S512', digVal } }, { sigX5ts: [{ digAlg: 'S512', digVal }] }])
    assert.equal(one(bytes(anyJws({ alg: 'ES256', ...more })), { document: undefined, context }).verdict, 'valid');
  assert.match(refused(anyJws({ alg: 'ES256', 'x5t#o': { digAlg: 'MD5', digVal } })), /JWS_UNREADABLE header/);
  assert.equal(root.certificate.fingerprint === person.certificate.fingerprint, false);
});

test('sigD: critical, without a payload beside it, by a mechanism that is known', () => {
  const hashV = [b64(hash('sha256', payload, 'buffer'))];
  const sigD = { mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash', pars: ['a'], hashM: 'S256', hashV };
  const made = (change: Record<string, unknown>, crit: unknown = ['sigD'], by = ''): string =>
    anyJws({ ...header, sigD: { ...sigD, ...change }, ...(crit === undefined ? {} : { crit }) }, by);
  assert.equal(one(bytes(made({}))).verdict, 'valid');
  assert.equal(refused(anyJws({ ...header, sigD }, ''), document), 'JWS_UNREADABLE critical-malformed');
  assert.equal(refused(made({}, ['sigD'], payload)), 'JWS_UNREADABLE signed-data');
  for (const change of [
    { mId: 'http://uri.etsi.org/19182/HttpHeaders' },
    { pars: [] },
    { pars: ['a', 'b'] },
    { hashM: 'S1' },
    { hashV: [1] },
  ])
    assert.equal(refused(made(change), document), 'JWS_UNREADABLE signed-data', JSON.stringify(change));
  const several = made({ pars: ['a', 'b'], hashV: [b64(hash('sha256', b64('other'), 'buffer')), ...hashV] });
  assert.equal(one(bytes(several)).verdict, 'valid');
  const byUri = anyJws({
    ...header,
    sigD: { mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: ['a'] },
    crit: ['sigD'],
  });
  const [first, , last] = byUri.split('.');
  assert.equal(one(bytes(`${first}..${last}`)).verdict, 'valid');
});

test('what a stranger sends costs little: depth, members, headers, signatures and lists are bounded', () => {
  const began = performance.now();
  assert.equal(refused(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`), 'SIGNATURE_TOO_MUCH too-large');
  assert.equal(refused(`{"a":[${'1,'.repeat(30_000)}1]}`), 'SIGNATURE_TOO_MUCH too-large');
  assert.equal(
    refused(`${b64(JSON.stringify({ ...header, filler: 'x'.repeat(600_000) }))}.${payload}.AA`),
    'SIGNATURE_TOO_MUCH too-large',
  );
  const [protectedText, , signature] = anyJws(header).split('.');
  const many = Array.from({ length: 17 }, () => ({ protected: protectedText, signature }));
  assert.equal(refused(JSON.stringify({ payload, signatures: many })), 'SIGNATURE_TOO_MUCH');
  assert.match(refused(`"${'\\'.repeat(2_000_000)}`), /UNREADABLE/);
  assert.match(refused(`{"a":"${'\\"'.repeat(1_000_000)}`), /UNREADABLE/);
  assert.ok(performance.now() - began < 5_000, 'in time');
});
