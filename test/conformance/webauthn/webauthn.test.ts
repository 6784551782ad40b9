import assert from 'node:assert/strict';
import { createECDH, createPrivateKey, hkdfSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { assertionHolds } from '../../../src/identity/passkeys.ts';
import { sha256 } from '../../../src/record/index.ts';
import { readCoseKey } from '../../../src/record/verify/cose.ts';

// Web Authentication Level 3, section 16: all random values come from HKDF over one text, so that only the signatures are written
// here. None of the assertions of the examples has a verified user in a page of its own: our check must refuse every one of them,
// for that and nothing else.

const secret = Buffer.from('WebAuthn test vectors');
const derived = (info: string, salt: number, length = 32): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.of(salt), info, length));
const rpId = 'example.org';

type Vector = {
  readonly name: string;
  readonly salts: { readonly challenge: number; readonly extra?: number };
  readonly flags: number;
  readonly framed?: { readonly topOrigin?: string };
  readonly signature: string;
};
const vectors: readonly Vector[] = [
  {
    name: 'none.ES256',
    salts: { challenge: 0x07 },
    flags: 0x19,
    signature:
      '3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87',
  },
  {
    name: 'packed-self.ES256',
    salts: { challenge: 0x07, extra: 0x09 },
    flags: 0x09,
    signature:
      '304402203310b9431903c401f1be2bdc8d23a4007682dbbddcf846994947b7f465daf84002204e94dd00047b316061b3b99772b7efd95994a83ef584b3b6b825ea3550251b66',
  },
  {
    name: 'none.ES256.crossOrigin',
    salts: { challenge: 0x07, extra: 0x09 },
    flags: 0x05,
    framed: {},
    signature:
      '3046022100eb12fcf23b12764c0f122e22371fab92e283879fd798f38ee1841c951b6e40e7022100c76237ff9db77b3c56f30837cda6a09acfa2e915544e609c0733b1184036d1cf',
  },
  {
    name: 'none.ES256.topOrigin',
    salts: { challenge: 0x06, extra: 0x08 },
    flags: 0x05,
    framed: { topOrigin: 'https://example.com' },
    signature:
      '3045022100b5a70c81780d5fcc9a4f2ae9caae99058f8accaf58b91fb59329646c28ac6ffc022012e101c165db3c8e9957f0c54dd6ca9b56bc3bd2f280bd2faa6c1d02c6e5c171',
  },
  {
    name: 'packed.RS256',
    salts: { challenge: 0x07 },
    flags: 0x19,
    signature:
      '01063d52d7c39b4d432fc7063c5d93e582bdcb16889cd71f888d67d880ea730a428498d3bc8e1ee11f2b1ecbe6c292b118c55ffaaddefa8cad0a54dd137c51f1eec673f1bb6c4d1789d6826a222b22d0f585fc901fdc933212e579d199b89d672aa44891333e6a1355536025e82b25590256c3538229b55737083b2f6b9377e49e2472f11952f79fdd0da180b5ffd901b4049a8f081bb40711bef76c62aed943571f2d0575304cb549d68d8892f95086a30f93716aee818f8dc06e96c0d5e0ed4cfa9fd8773d90464b68cf140f7986666ff9c9e3302acd0535d60d769f465e2ab57ef8aabc89fccfef7ba32a64154a8b3d26be2298f470b8cc5377dbe3dfd4b0b45f8f01e63bde6cfc76b62771f9b70aa27cf40152cad93aa5acd784fd4b90f676e2ea828d0bf2400aebbaae4153e5838f537f88b6228346782a93a899be66ec77de45b3efcf311da6321c92e6b0cd11bfe653bf3e98cee8e341f02d67dbb6f9c98d9e8178090cfb5b70fbc6d541599ac794ae2f1d4de1286ec8de8c2daf7b1d15c8438e90d924df5c19045220a4c8438c1b979bbe016cf3d0eeec23c3999d4882cc645b776de930756612cdc6dd398160ff02a6',
  },
];

function pointOf(scalar: Buffer): { x: Buffer; y: Buffer } {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  return { x: point.subarray(1, 33), y: point.subarray(33) };
}

/** The COSE_Key that the example registers. */
function coseKey({ name }: Vector): Buffer {
  if (!name.endsWith('RS256')) {
    const { x, y } = pointOf(derived(name, 0x01));
    return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), x, Buffer.from('225820', 'hex'), y]);
  }
  // The two smallest Mersenne primes of more than 1024 bits.
  const n = Buffer.from(((2n ** 1279n - 1n) * (2n ** 2203n - 1n)).toString(16).padStart(872, '0'), 'hex');
  return Buffer.concat([Buffer.from('a4010303390100205901b4', 'hex'), n, Buffer.from('2143010001', 'hex')]);
}

function assertion(vector: Vector, more: { flags?: number; framed?: boolean } = {}) {
  const { name, salts } = vector;
  const framed = more.framed === false ? undefined : vector.framed;
  const challenge = derived(name, salts.challenge).toString('base64url');
  const top = framed?.topOrigin === undefined ? '' : `,"topOrigin":"${framed.topOrigin}"`;
  const extra =
    salts.extra === undefined
      ? ''
      : `,"extraData":"clientDataJSON may be extended with additional fields in the future, such as this: ${derived(name, salts.extra, 16).toString('base64url')}"`;
  const client = Buffer.from(
    `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://${rpId}","crossOrigin":${framed !== undefined}${top}${extra}}`,
  );
  const authenticator = Buffer.concat([sha256(rpId), Buffer.of(more.flags ?? vector.flags, 0, 0, 0, 0)]);
  return { challenge, client, authenticator, message: Buffer.concat([authenticator, sha256(client)]) };
}

async function holds(vector: Vector, made: ReturnType<typeof assertion>, signature: Buffer): Promise<boolean> {
  const id = derived(vector.name, 0x05).toString('base64url');
  const response = {
    clientDataJSON: made.client.toString('base64url'),
    authenticatorData: made.authenticator.toString('base64url'),
    signature: signature.toString('base64url'),
  };
  const answer = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
  const key = { public_key: coseKey(vector), sign_count: 0 };
  return (await assertionHolds({ publicUrl: `https://${rpId}` }, answer, key, made.challenge)) !== undefined;
}

test('WebAuthn level 3, section 16: the signatures of the examples verify, and not with one bit changed', () => {
  for (const vector of vectors) {
    const { key } = readCoseKey(coseKey(vector))!;
    const signature = Buffer.from(vector.signature, 'hex');
    const { message } = assertion(vector);
    assert.equal(verify('sha256', message, key, signature), true, vector.name);
    message[40]! ^= 1;
    assert.equal(verify('sha256', message, key, signature), false, vector.name);
  }
});

test('WebAuthn level 3, 7.2: an unverified user, or a page in the frame of another, is refused', async () => {
  for (const vector of vectors) {
    assert.equal(await holds(vector, assertion(vector), Buffer.from(vector.signature, 'hex')), false, vector.name);
    if (vector.name.endsWith('RS256')) continue;
    const scalar = derived(vector.name, 0x01);
    const { x, y } = pointOf(scalar);
    const [d, ...point] = [scalar, x, y].map((part) => part.toString('base64url'));
    const privateKey = createPrivateKey({
      key: { kty: 'EC', crv: 'P-256', d: d!, x: point[0]!, y: point[1]! },
      format: 'jwk',
    });
    const attempt = (made: ReturnType<typeof assertion>): Promise<boolean> =>
      holds(vector, made, sign('sha256', made.message, privateKey));
    // The same key, a verified user, a page of its own: accepted. Either thing missing: refused.
    assert.equal(await attempt(assertion(vector, { flags: 0x05, framed: false })), true, vector.name);
    assert.equal(await attempt(assertion(vector, { flags: 0x01, framed: false })), false, vector.name);
    if (vector.framed) assert.equal(await attempt(assertion(vector, { flags: 0x05 })), false, vector.name);
  }
});
