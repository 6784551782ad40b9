import { constants, createHmac, generateKeyPairSync, hash, sign as signBytes } from 'node:crypto';
import { centre, document, issue, person, root, tsa } from '../../../src/trust/verify/test-world.ts';
import { anyJws, signJws } from '../../../src/trust/verify/test-jws.ts';
import { type Case, judged } from './world.ts';

// JSON signatures (RFC 7515, RFC 8725, TS 119 182-1): what chooses the key or the algorithm, what is signed, who is named.

const b64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const der64 = (of: { certificate: { raw: Buffer } }): string => of.certificate.raw.toString('base64');
const good = signJws();
const compact = `${good.protectedText}.${good.payload}.${good.signatureText}`;
const other = Buffer.from('Мен эч нерсеге макул эмесмин.\n');
const payload = b64(document);
const customer = await issue('QN', centre);
const byRsa = await issue('QN', centre, {}, 'rsa-sha256');
const nobody = await issue('ACA', undefined);
const named = { alg: 'ES256', x5c: [der64(person), der64(centre)] };
type Header = Readonly<Record<string, unknown>>;
const raw = (header: Header | string, how: (input: Buffer) => Uint8Array, body = payload): string => {
  const text = b64(typeof header === 'string' ? header : JSON.stringify(header));
  return `${text}.${body}.${b64(how(Buffer.from(`${text}.${body}`)))}`;
};
const es256 = (input: Buffer, key = person.key): Buffer =>
  signBytes('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
const spki = person.certificate.publicKey.raw;
const pem = (bytes: Buffer): string =>
  `-----BEGIN PUBLIC KEY-----\n${bytes.toString('base64')}\n-----END PUBLIC KEY-----\n`;
const hmac =
  (digest: string, key: Uint8Array | string) =>
  (input: Buffer): Buffer =>
    createHmac(digest, key).update(input).digest();
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const octets = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const number = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const changedPair =
  (change: (r: bigint, s: bigint) => Buffer) =>
  (input: Buffer): Buffer => {
    const value = es256(input);
    return change(number(value.subarray(0, 32)), number(value.subarray(32)));
  };
const flat = (change: Readonly<Record<string, unknown>> = {}): string => {
  const [protectedText, body, signature] = anyJws(named).split('.');
  return JSON.stringify({ payload: body, protected: protectedText, signature, ...change });
};
const ownKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const byHash = (hashV: readonly string[], pars = hashV.map((_, at) => `part${at}`)): Header => ({
  ...named,
  crit: ['sigD'],
  sigD: { mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash', pars, hashM: 'S256', hashV },
});
const ofDocument = b64(hash('sha256', b64(document), 'buffer'));

const unsound: Readonly<Record<string, () => string>> = {
  'nobody’s algorithm': () => raw({ ...named, alg: 'none' }, () => Buffer.alloc(0)),
  'nobody’s algorithm in capitals': () => raw({ ...named, alg: 'NONE' }, () => Buffer.alloc(0)),
  'nobody’s algorithm with a value': () => raw({ ...named, alg: 'nOnE' }, (input) => es256(input)),
  'no algorithm': () => raw({ x5c: named.x5c }, (input) => es256(input)),
  'an algorithm that is no text': () => raw({ ...named, alg: ['ES256'] }, (input) => es256(input)),
  'a shared secret: the key': () => raw({ ...named, alg: 'HS256' }, hmac('sha256', spki)),
  'a shared secret: the key as text': () => raw({ ...named, alg: 'HS256' }, hmac('sha256', pem(spki))),
  'a shared secret: the certificate': () => raw({ ...named, alg: 'HS512' }, hmac('sha512', person.certificate.raw)),
  'a shared secret: nothing': () => raw({ ...named, alg: 'HS256' }, hmac('sha256', '')),
  'ES384 with a key on P-256': () =>
    raw({ ...named, alg: 'ES384' }, (input) =>
      signBytes('sha384', input, { key: person.key, dsaEncoding: 'ieee-p1363' }),
    ),
  ES256K: () => raw({ ...named, alg: 'ES256K' }, (input) => es256(input)),
  'ES256 in small letters': () => raw({ ...named, alg: 'es256' }, (input) => es256(input)),
  'RS256 with a key on P-256': () => raw({ ...named, alg: 'RS256' }, (input) => es256(input)),
  'PS256 called RS256': () =>
    raw({ alg: 'RS256', x5c: [der64(byRsa)] }, (input) =>
      signBytes('sha256', input, { key: byRsa.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    ),
  'PS256 with another salt': () =>
    raw({ alg: 'PS256', x5c: [der64(byRsa)] }, (input) =>
      signBytes('sha256', input, { key: byRsa.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 }),
    ),
  'RS256 by SHA-1': () => raw({ alg: 'RS256', x5c: [der64(byRsa)] }, (input) => signBytes('sha1', input, byRsa.key)),
  RS1: () => raw({ alg: 'RS1', x5c: [der64(byRsa)] }, (input) => signBytes('sha1', input, byRsa.key)),
  'zeros (CVE-2022-21449)': () => raw(named, () => Buffer.alloc(64)),
  'the order and the order': () => raw(named, () => Buffer.concat([octets(order), octets(order)])),
  'r and the order more': () =>
    raw(
      named,
      changedPair((r, s) =>
        Buffer.concat([Buffer.from((r + order).toString(16).padStart(66, '0'), 'hex').subarray(1), octets(s)]),
      ),
    ),
  'a value with an octet before it': () => raw(named, (input) => Buffer.concat([Buffer.of(0), es256(input)])),
  'a value in DER': () => raw(named, (input) => signBytes('sha256', input, person.key)),
  'no value': () => raw(named, () => Buffer.alloc(0)),
  'a stranger’s key beside the certificate': () =>
    raw({ ...named, jwk: ownKey.publicKey.export({ format: 'jwk' }) }, (input) => es256(input, ownKey.privateKey)),
  'a stranger’s key alone': () =>
    raw({ alg: 'ES256', jwk: ownKey.publicKey.export({ format: 'jwk' }) }, (input) => es256(input, ownKey.privateKey)),
  'a certificate behind an address': () =>
    raw({ alg: 'ES256', x5u: 'https://evil.example/x', kid: person.certificate.serial }, (input) => es256(input)),
  'a stranger first, the signer second': () =>
    raw({ ...named, x5c: [der64(customer), der64(person)] }, (input) => es256(input)),
  'the centre first, the signer second': () =>
    raw({ ...named, x5c: [der64(centre), der64(person)] }, (input) => es256(input)),
  'the signer first, a stranger signs': () =>
    raw({ ...named, x5c: [der64(person), der64(customer)] }, (input) => es256(input, customer.key)),
  'the centre itself signs': () => raw({ ...named, x5c: [der64(centre)] }, (input) => es256(input, centre.key)),
  'nobody’s centre signs': () => raw({ ...named, x5c: [der64(nobody)] }, (input) => es256(input, nobody.key)),
  'the root itself signs': () => raw({ ...named, x5c: [der64(root)] }, (input) => es256(input, root.key)),
  'a time-stamping service signs': () =>
    raw({ alg: 'RS256', x5c: [der64(tsa)] }, (input) => signBytes('sha256', input, tsa.key)),
  'another certificate by digest': () =>
    raw({ ...named, 'x5t#S256': b64(hash('sha256', customer.certificate.raw, 'buffer')) }, (input) => es256(input)),
  'two digests of which one is another’s': () =>
    raw(
      {
        ...named,
        'x5t#S256': b64(hash('sha256', person.certificate.raw, 'buffer')),
        'x5t#o': { digAlg: 'S512', digVal: b64(hash('sha512', customer.certificate.raw, 'buffer')) },
      },
      (input) => es256(input),
    ),
  'a digest by SHA-1': () =>
    raw({ alg: 'ES256', x5t: b64(hash('sha1', person.certificate.raw, 'buffer')) }, (input) => es256(input)),
  'something critical and unknown': () => raw({ ...named, crit: ['exp'], exp: 1 }, (input) => es256(input)),
  'something critical that is not there': () => raw({ ...named, crit: ['sigT'] }, (input) => es256(input)),
  'something critical twice': () => raw({ ...named, crit: ['iat', 'iat'], iat: 1 }, (input) => es256(input)),
  'critical what always is': () => raw({ ...named, crit: ['alg'] }, (input) => es256(input)),
  'nothing critical': () => raw({ ...named, crit: [] }, (input) => es256(input)),
  'critical by a name of the language': () => raw({ ...named, crit: ['__proto__'] }, (input) => es256(input)),
  'unencoded and not critical': () => raw({ ...named, b64: false }, (input) => es256(input)),
  'unencoded in the compact form': () => raw({ ...named, b64: false, crit: ['b64'] }, (input) => es256(input)),
  'unencoded by a word': () => raw({ ...named, b64: 'false', crit: ['b64'] }, (input) => es256(input)),
  'encoded, signed as unencoded': () => {
    const text = b64(JSON.stringify(named));
    return `${text}.${payload}.${b64(es256(Buffer.concat([Buffer.from(`${text}.`), document])))}`;
  },
  'unencoded, signed as encoded': () => {
    const text = b64(JSON.stringify({ ...named, b64: false, crit: ['b64'] }));
    return `${text}..${b64(es256(Buffer.from(`${text}.${payload}`)))}`;
  },
  'a member twice': () =>
    raw(`{"alg":"none","alg":"ES256","x5c":${JSON.stringify(named.x5c)}}`, (input) => es256(input)),
  'a member twice by an escape': () =>
    raw(`{"alg":"ES256","\\u0061lg":"none","x5c":${JSON.stringify(named.x5c)}}`, (input) => es256(input)),
  'a member twice around the signature': () => flat().replace('{', `{"payload":"${b64(other)}",`),
  'an algorithm that nobody signed': () => flat({ header: { alg: 'none' } }),
  'a certificate that nobody signed': () => {
    const text = b64(JSON.stringify({ alg: 'ES256' }));
    return JSON.stringify({
      payload,
      protected: text,
      header: { x5c: named.x5c },
      signature: b64(es256(Buffer.from(`${text}.${payload}`))),
    });
  },
  'one signature, and a list of them': () => flat({ signatures: [JSON.parse(flat())] }),
  'another signature that nobody made': () =>
    JSON.stringify({
      payload,
      signatures: [JSON.parse(flat()), { ...JSON.parse(flat()), signature: b64(Buffer.alloc(64, 1)) }],
    }),
  'a list of none': () => JSON.stringify({ payload, signatures: [] }),
  'another payload': () => flat({ payload: b64(other) }),
  'the payload padded': () => flat({ payload: `${payload}==` }),
  'the payload in the other alphabet': () =>
    raw(named, (input) => es256(input), Buffer.from(document).toString('base64')),
  'white space in the value': () => flat({ signature: ` ${b64(Buffer.alloc(64))}` }),
  'four parts': () => `${compact}.${payload}`,
  'the digests of others': () => raw(byHash([b64(hash('sha256', b64(other), 'buffer'))]), (input) => es256(input), ''),
  'the digest of the octets themselves': () =>
    raw(byHash([b64(hash('sha256', document, 'buffer'))]), (input) => es256(input), ''),
  'more digests than parts': () => raw(byHash([ofDocument, ofDocument], ['a']), (input) => es256(input), ''),
  'digests, and a payload beside them': () => raw(byHash([ofDocument]), (input) => es256(input)),
  'digests that are not critical': () => raw({ ...byHash([ofDocument]), crit: undefined }, (input) => es256(input), ''),
  'digests under no signature': () => {
    const text = b64(JSON.stringify(named));
    const { sigD } = byHash([ofDocument]) as { sigD: unknown };
    return JSON.stringify({ protected: text, header: { sigD }, signature: b64(es256(Buffer.from(`${text}.`))) });
  },
  'a mechanism nobody knows': () =>
    raw(
      { ...byHash([ofDocument]), sigD: { mId: 'urn:x', pars: ['a'], hashM: 'S256', hashV: [ofDocument] } },
      (input) => es256(input),
      '',
    ),
};

const sound: Readonly<Record<string, () => string>> = {
  'as we make them': () => compact,
  'unknown and not critical': () =>
    raw(
      {
        ...JSON.parse(Buffer.from(compact.split('.')[0]!, 'base64url').toString()),
        kid: 'x',
        jku: 'https://evil.example',
      },
      (input) => es256(input),
    ),
};
const unqualified: Readonly<Record<string, () => string>> = {
  'without means': () => anyJws(named),
  'as JSON': () => flat(),
  'the digest of the document among others': () =>
    raw(byHash([b64(hash('sha256', b64(other), 'buffer')), ofDocument]), (input) => es256(input), ''),
};

/** The document beside it, where the payload is not. */
const asked = (text: string): string => {
  const detached = judged(Buffer.from(text));
  const attached = judged(Buffer.from(text), {}, { document: undefined });
  return [detached, attached].find((one) => one === 'valid' || one === 'unqualified') ?? attached;
};

export const jwsCases = (): Case[] => [
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => asked(of()) })),
  ...Object.entries(unqualified).map(
    ([name, of]): Case => ({ name, expected: 'unqualified', found: () => asked(of()) }),
  ),
  ...Object.entries(unsound).map(([name, of]): Case => ({ name, expected: 'not valid', found: () => asked(of()) })),
];
