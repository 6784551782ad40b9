import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, hash, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { test } from 'node:test';
import { der, type DerNode, oids, readDer, readInteger } from '../../../src/trust/der/index.ts';
import { type AlgorithmId, signatureMethod, verifySignature } from '../../../src/trust/path/index.ts';

// What Project Wycheproof tries with ECDSA, RSA PKCS #1 and PSS and EdDSA, made anew: each signature below is the true one put in
// another way. Nothing but the true one is a signature (and ECDSA's other value, which is one by SEC 1 4.1.4).

const message = Buffer.from('Мыйзам');
const algorithm = (oid: string, parameters?: Buffer): AlgorithmId => ({ oid, parameters });
const accepted = (id: AlgorithmId, key: KeyObject, all: Record<string, Buffer>): string[] =>
  Object.entries(all).flatMap(([name, signature]) =>
    verifySignature(signatureMethod(id)!, key, message, signature) ? [name] : [],
  );

const curves = [
  ['P-256', oids.ecdsaWithSHA256, 'sha256', 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [
    'P-384',
    oids.ecdsaWithSHA384,
    'sha384',
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ],
] as const;

test('ECDSA: only the DER form of the two numbers within the order is a signature', () => {
  const tlv = (tag: number, content: Buffer, length = Buffer.of(content.length)): Buffer =>
    Buffer.concat([Buffer.of(tag), length, content]);
  for (const [curve, oid, digest, n] of curves) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
    // One whose numbers both need a leading zero octet, so that leaving it out makes them negative.
    let good: Buffer, r: bigint, s: bigint;
    do {
      good = sign(digest, message, privateKey);
      [r, s] = readDer(good).children.map((node: DerNode) => readInteger(node)) as [bigint, bigint];
    } while (!readDer(good).children.every(({ content }) => content[0] === 0));
    const pair = (a: bigint | number, b: bigint | number): Buffer => der.sequence(der.integer(a), der.integer(b));
    const [rNode, sNode] = readDer(good).children as [DerNode, DerNode];
    const bare = (node: DerNode): Buffer => tlv(2, node.content.subarray(1));
    const padded = (node: DerNode): Buffer => tlv(2, Buffer.concat([Buffer.of(0), node.content]));
    const body = Buffer.concat([rNode.raw, sNode.raw]);
    const all: Record<string, Buffer> = {
      good,
      'the other value': pair(r, n - s),
      'r + n': pair(r + n, s),
      's + n': pair(r, s + n),
      'r - n': pair(r - n, s),
      's - n': pair(r, s - n),
      '-r': pair(-r, s),
      '-s': pair(r, -s),
      'n - r': pair(n - r, s),
      'r + 2^n': pair(r + (1n << 512n), s),
      'zero r': pair(0, s),
      'zero s': pair(r, 0),
      zeros: pair(0, 0),
      ones: pair(1, 1),
      'n and n': pair(n, n),
      'n - 1': pair(n - 1n, n - 1n),
      '-1': pair(-1, -1),
      swapped: pair(s, r),
      'r twice': pair(r, r),
      'no leading zero in r': tlv(0x30, Buffer.concat([bare(rNode), sNode.raw])),
      'no leading zero in s': tlv(0x30, Buffer.concat([rNode.raw, bare(sNode)])),
      'one zero too many in r': tlv(0x30, Buffer.concat([padded(rNode), sNode.raw])),
      'one zero too many in s': tlv(0x30, Buffer.concat([rNode.raw, padded(sNode)])),
      'length in the long form': tlv(0x30, body, Buffer.of(0x81, body.length)),
      'length in the longer form': tlv(0x30, body, Buffer.of(0x82, 0, body.length)),
      'indefinite length': Buffer.concat([Buffer.of(0x30, 0x80), body, Buffer.of(0, 0)]),
      'length too great': tlv(0x30, body, Buffer.of(body.length + 1)),
      'length too small': tlv(0x30, body, Buffer.of(body.length - 1)),
      'a third number': tlv(0x30, Buffer.concat([body, Buffer.of(2, 1, 0)])),
      'NULL after them': tlv(0x30, Buffer.concat([body, Buffer.of(5, 0)])),
      'octets behind': Buffer.concat([good, Buffer.of(0)]),
      'octets before': Buffer.concat([Buffer.of(0), good]),
      'only r': tlv(0x30, rNode.raw),
      'a SET': tlv(0x31, body),
      'a context tag': tlv(0xa0, body),
      'an OCTET STRING of them': tlv(4, good),
      'OCTET STRINGs': tlv(0x30, Buffer.concat([tlv(4, rNode.content), tlv(4, sNode.content)])),
      'numbers in the constructed form': tlv(0x30, Buffer.concat([tlv(0x22, rNode.raw), sNode.raw])),
      'empty numbers': tlv(0x30, Buffer.of(2, 0, 2, 0)),
      nothing: Buffer.alloc(0),
      'an empty sequence': Buffer.of(0x30, 0),
      'the raw form': sign(digest, message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      cut: good.subarray(0, -1),
    };
    assert.deepEqual(accepted(algorithm(oid), publicKey, all), ['good', 'the other value'], curve);
  }
});

test('RSA PKCS #1: only the one encoding of the digest, in exactly as many octets as the modulus', () => {
  for (const publicExponent of [3, 65_537]) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent });
    const size = 256;
    const n = BigInt(`0x${Buffer.from(publicKey.export({ format: 'jwk' }).n!, 'base64url').toString('hex')}`);
    const digest = hash('sha256', message, 'buffer');
    const info = (id: Buffer, value: Buffer): Buffer => der.sequence(id, der.octetString(value));
    const right = info(der.algorithmIdentifier(oids.sha256, der.nul()), digest);
    const raw = (block: Buffer): Buffer =>
      privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
    const block = (data: Buffer, type = 1, fill = 0xff, after = Buffer.alloc(0)): Buffer =>
      Buffer.concat([
        Buffer.of(0, type),
        Buffer.alloc(size - 3 - data.length - after.length, fill),
        Buffer.of(0),
        data,
        after,
      ]);
    const good = raw(block(right));
    assert.deepEqual(good, sign('sha256', message, privateKey));
    const number = BigInt(`0x${good.toString('hex')}`);
    const octets = (value: bigint, length: number): Buffer =>
      Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
    const short = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(8, 0xff), Buffer.of(0), right]);
    const broken = (at: number, to: number): Buffer => {
      const changed = block(right);
      changed[at] = to;
      return raw(changed);
    };
    const id = der.algorithmIdentifier(oids.sha256, der.nul());
    const all: Record<string, Buffer> = {
      good,
      's + n': octets(number + n, size + 1),
      'n - s': octets(n - number, size),
      'a zero octet before': Buffer.concat([Buffer.of(0), good]),
      'a zero octet behind': Buffer.concat([good, Buffer.of(0)]),
      cut: good.subarray(0, -1),
      nothing: Buffer.alloc(0),
      zero: Buffer.alloc(size),
      one: octets(1n, size),
      n: octets(n, size),
      'n - 1': octets(n - 1n, size),
      'block type 0': raw(block(right, 0, 0)),
      'block type 2': raw(block(right, 2, 0x55)),
      'filled with zeros': raw(block(right, 1, 0)),
      'one octet of the filling changed': broken(100, 0xfe),
      'a zero in the filling': broken(100, 0),
      'no zero behind the filling': broken(size - right.length - 1, 0xff),
      'octets behind the digest': raw(block(right, 1, 0xff, Buffer.alloc(20, 7))),
      'short filling, the rest behind the digest': raw(Buffer.concat([short, Buffer.alloc(size - short.length, 7)])),
      'short filling, the rest zeros': raw(Buffer.concat([short, Buffer.alloc(size - short.length)])),
      'the digest alone': raw(block(digest)),
      'the digest of another name': raw(block(info(der.algorithmIdentifier(oids.sha384, der.nul()), digest))),
      'parameters in the digest’s name': raw(
        block(info(der.algorithmIdentifier(oids.sha256, der.octetString(Buffer.alloc(8, 7))), digest)),
      ),
      'octets within the digest’s name': raw(
        block(info(der.sequence(der.oid(oids.sha256), der.nul(), der.nul()), digest)),
      ),
      'a third part': raw(block(der.sequence(id, der.octetString(digest), der.nul()))),
      'a digest cut': raw(block(info(id, digest.subarray(0, 31)))),
      'a digest one octet longer': raw(block(info(id, Buffer.concat([digest, Buffer.of(0)])))),
      'length of the digest’s name in the long form': raw(
        block(Buffer.concat([Buffer.of(0x30, right.length - 1, 0x30, 0x81, id.length - 2), right.subarray(4)])),
      ),
      'another message': sign('sha256', Buffer.from('x'), privateKey),
    };
    const id256 = algorithm(oids.sha256WithRSAEncryption, der.nul());
    assert.deepEqual(accepted(id256, publicKey, all), ['good'], `exponent ${publicExponent}`);
    // A signature under one digest is none under another.
    assert.equal(
      verifySignature(signatureMethod(algorithm(oids.sha384WithRSAEncryption, der.nul()))!, publicKey, message, good),
      false,
    );
    const one = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
    const hashId = der.explicit(0, der.algorithmIdentifier(oids.sha256, der.nul()));
    const mask = der.explicit(1, der.algorithmIdentifier(oids.mgf1, der.algorithmIdentifier(oids.sha256, der.nul())));
    const pss = algorithm(oids.rsassaPss, der.sequence(hashId, mask, der.explicit(2, der.integer(32))));
    const own = sign('sha256', message, { ...one, saltLength: 32 });
    const value = BigInt(`0x${own.toString('hex')}`);
    const masked: Record<string, Buffer> = {
      good: own,
      'no salt': sign('sha256', message, { ...one, saltLength: 0 }),
      'salt of 31': sign('sha256', message, { ...one, saltLength: 31 }),
      'salt of 33': sign('sha256', message, { ...one, saltLength: 33 }),
      'longest salt': sign('sha256', message, { ...one, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }),
      'another digest': sign('sha384', message, { ...one, saltLength: 32 }),
      'PKCS #1': good,
      's + n': octets(value + n, size + 1),
      'n - s': octets(n - value, size),
      'a zero octet before': Buffer.concat([Buffer.of(0), own]),
      cut: own.subarray(0, -1),
      zero: Buffer.alloc(size),
      one: octets(1n, size),
    };
    assert.deepEqual(accepted(pss, publicKey, masked), ['good'], `PSS, exponent ${publicExponent}`);
  }
});

test('EdDSA: only the reduced scalar in exactly as many octets; a small multiple of nothing is no signature', () => {
  const orders = {
    ed25519: 2n ** 252n + 27742317777372353535851937790883648493n,
    ed448: 2n ** 446n - 13818066809895115352007386748515426880336692474882178609894547503885n,
  } as const;
  const little = (value: bigint, length: number): Buffer =>
    Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex').reverse();
  for (const kind of ['ed25519', 'ed448'] as const) {
    const { privateKey, publicKey } =
      kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448');
    const good = sign(null, message, privateKey);
    const half = good.length / 2;
    const [point, scalar] = [good.subarray(0, half), good.subarray(half)];
    const s = BigInt(`0x${Buffer.from(scalar).reverse().toString('hex')}`);
    const withScalar = (value: bigint): Buffer => Buffer.concat([point, little(value, half)]);
    const flipped = Buffer.from(good);
    flipped[half - 1]! ^= 0x80;
    const identity = Buffer.concat([Buffer.of(1), Buffer.alloc(half - 1)]);
    const all: Record<string, Buffer> = {
      good,
      's + L': withScalar(s + orders[kind]),
      's + 2L': withScalar(s + 2n * orders[kind]),
      'L - s': withScalar(orders[kind] - s),
      'zero s': withScalar(0n),
      'all ones in s': Buffer.concat([point, Buffer.alloc(half, 0xff)]),
      'the sign of the point changed': flipped,
      'identity and zero': Buffer.concat([identity, Buffer.alloc(half)]),
      'zero and zero': Buffer.alloc(good.length),
      'the point only': point,
      nothing: Buffer.alloc(0),
      cut: good.subarray(0, -1),
      'an octet behind': Buffer.concat([good, Buffer.of(0)]),
      'an octet before': Buffer.concat([Buffer.of(0), good]),
      swapped: Buffer.concat([scalar, point]),
      'in DER': der.sequence(der.octetString(point), der.octetString(scalar)),
    };
    assert.deepEqual(accepted(algorithm(oids[kind]), publicKey, all), ['good'], kind);
  }
});
