// A software WebAuthn authenticator: makes real registrations and assertions, as a phone or a security key would.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export type Algorithm = -7 | -8 | -257;
type Options = {
  readonly origin: string;
  readonly rpId: string;
  readonly algorithm?: Algorithm;
  readonly backedUp?: boolean;
};
type Answer = { readonly userVerified?: boolean; readonly origin?: string; readonly count?: number };

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

// CBOR (RFC 8949) as far as an authenticator writes it.
function head(major: number, n: number): Buffer {
  if (n < 24) return Buffer.of((major << 5) | n);
  if (n < 256) return Buffer.of((major << 5) | 24, n);
  return Buffer.of((major << 5) | 25, n >> 8, n & 255);
}
const int = (n: number): Buffer => (n >= 0 ? head(0, n) : head(1, -1 - n));
const bytes = (value: Uint8Array): Buffer => Buffer.concat([head(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

function coseKey(publicKey: KeyObject, algorithm: Algorithm): Buffer {
  const jwk = publicKey.export({ format: 'jwk' });
  const part = (value: string | undefined): Buffer => bytes(Buffer.from(value!, 'base64url'));
  if (algorithm === -7)
    return map([int(1), int(2)], [int(3), int(-7)], [int(-1), int(1)], [int(-2), part(jwk.x)], [int(-3), part(jwk.y)]);
  if (algorithm === -8) return map([int(1), int(1)], [int(3), int(-8)], [int(-1), int(6)], [int(-2), part(jwk.x)]);
  return map([int(1), int(3)], [int(3), int(-257)], [int(-1), part(jwk.n)], [int(-2), part(jwk.e)]);
}

const makeKeys = (algorithm: Algorithm): { privateKey: KeyObject; publicKey: KeyObject } =>
  algorithm === -7
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : algorithm === -8
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('rsa', { modulusLength: 2048 });

export type Authenticator = {
  readonly credentialId: string;
  /** The answer to navigator.credentials.create. */
  register(challenge: string, answer?: Answer): Record<string, unknown>;
  /** The answer to navigator.credentials.get. */
  assert(challenge: string, answer?: Answer): Record<string, unknown>;
};

/** One key on one device. The signature counter rises with each use. */
export function softwareAuthenticator(options: Options): Authenticator {
  const algorithm = options.algorithm ?? -7;
  const { privateKey, publicKey } = makeKeys(algorithm);
  const id = randomBytes(32);
  let counter = 0;
  const flags = (answer: Answer, attested: boolean): number =>
    0x01 | (answer.userVerified === false ? 0 : 0x04) | (options.backedUp === true ? 0x18 : 0) | (attested ? 0x40 : 0);
  const authenticatorData = (answer: Answer, more?: Buffer): Buffer => {
    counter = answer.count ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([
      sha256(options.rpId),
      Buffer.of(flags(answer, more !== undefined)),
      count,
      ...(more === undefined ? [] : [more]),
    ]);
  };
  const clientData = (type: string, challenge: string, answer: Answer): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: answer.origin ?? options.origin, crossOrigin: false }));
  const outer = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
  };
  return {
    credentialId: outer.id,
    register(challenge, answer = {}) {
      const length = Buffer.of(id.length >> 8, id.length & 255);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey, algorithm)]);
      const attestation = map(
        [text('fmt'), text('none')],
        [text('attStmt'), map()],
        [text('authData'), bytes(authenticatorData(answer, attested))],
      );
      return {
        ...outer,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, answer).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    assert(challenge, answer = {}) {
      const client = clientData('webauthn.get', challenge, answer);
      const data = authenticatorData(answer);
      const signature = sign(algorithm === -8 ? null : 'sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return {
        ...outer,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}
