import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalBytes, hashOf, hex, type JsonObject, sha256 } from '../canonical.ts';
import { signCheckpoint } from '../checkpoint.ts';
import { cosigner } from '../cosignature.ts';
import { type Entry, prepareEntry } from '../entry.ts';
import { bytesHash, consentManifest, manifestHash, signingChallenge } from '../manifest.ts';
import { inclusionPlan, leafHash, type Node, resolvePlan, treeRoot } from '../merkle.ts';
import { noteSigner } from '../note.ts';
import { type EvidenceParts, memberNames } from '../package.ts';
import { testKey } from '../test-entries.ts';
import { formatTlogProof } from '../tlog-proof.ts';
import { parseTrust } from './trust.ts';

// A whole consent with its evidence, made without a server: for the verifier's tests.

export type Kind = 'SIGNED_EDOC' | 'LOGIN_SESSION' | 'PAPER';
export const logSigner = noteSigner('log.example.kg', testKey(1));
export const witness = cosigner('witness.example.kg', testKey(3));
export const trust = parseTrust(`# test\nlog ${logSigner.vkey}\nwitness ${witness.vkey}\n`);

const nonce = Buffer.alloc(32, 0x5a);
const ids = { consent: '019aa000-0000-7000-8000-00000000000c', holder: '019aa000-0000-7000-8000-00000000000b' };
const document = { kind: 'consent', salt: '11'.repeat(32), text: 'Мен, макулдугумду берем' };
const scan = Buffer.from('a scanned page');
const notice = { kind: 'notice', lang: 'ky', text: 'Билдирүү' };

export type Algorithm = -7 | -8 | -257;
type Changes = {
  act?: Entry['type'];
  holder?: string;
  algorithm?: Algorithm;
  userVerified?: boolean;
  origin?: string;
  challengeFor?: string;
  steps?: string[];
  sealed?: boolean;
  witnessed?: boolean;
};

export function validParts(kind: Kind, changes: Changes = {}): EvidenceParts {
  const rendering = Buffer.from('%PDF-1.7 a rendering');
  const manifest = consentManifest(ids, [
    { role: 'document', name: memberNames.document, sha256: hashOf(document) },
    { role: 'notice', name: memberNames.notice, sha256: hashOf(notice) },
    { role: 'template', id: 'cp-form', sha256: 'ab'.repeat(32) },
    ...(kind === 'PAPER' ? [{ role: 'scan' as const, name: 'scan', sha256: bytesHash(scan) }] : []),
  ]);
  const signed = manifestHash(manifest);
  const evidence = evidenceOf(kind, signed, changes) as JsonObject;
  const key = Buffer.from(
    ((evidence['webauthn'] as JsonObject | undefined)?.['publicKey'] as string | undefined) ?? '',
    'base64url',
  );
  const act = changes.act ?? (kind === 'PAPER' ? 'consent.registered-on-paper' : 'consent.given');
  const facts = { manifestHash: signed, evidenceHash: hashOf(evidence) };
  const main = entry(act, ids.consent, 1, facts, changes.holder ?? ids.holder);
  const bound = entry('account.passkey-bound', 'account', 2, { publicKeyHash: bytesHash(key) });
  const leaves = [...Array.from({ length: 9 }, (_, i) => leafHash(Buffer.of(i))), main.leafHash, bound.leafHash];
  const node = ({ level, index }: Node): Uint8Array =>
    treeRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
  const checkpoint = { origin: logSigner.name, size: leaves.length, root: treeRoot(leaves) };
  const note = signCheckpoint(checkpoint, logSigner);
  const cosigned =
    note + (changes.witnessed === false ? '' : witness.cosign(note.slice(0, note.indexOf('\n\n') + 1), 1_795_000_000));
  const proof = (index: number): string =>
    formatTlogProof({ index, proof: resolvePlan(inclusionPlan(index, leaves.length), node), checkpoint: cosigned });
  return {
    consentManifest: manifest,
    document,
    notice,
    evidence,
    rendering,
    entry: { body: main.bytes, salt: main.salt },
    inclusion: proof(9),
    logKey: logSigner.vkey,
    ...(kind === 'PAPER' ? { more: [{ name: 'scan', bytes: scan, mediaType: 'image/png' }] } : {}),
    ...(changes.sealed === false ? {} : { seal: logSigner }),
    ...(kind === 'SIGNED_EDOC' ? { keyBinding: { body: bound.bytes, salt: bound.salt, inclusion: proof(10) } } : {}),
  };
}

function entry(
  type: Entry['type'],
  object: string,
  number: number,
  data: JsonObject,
  holder?: string,
): ReturnType<typeof prepareEntry> {
  const at = '2026-11-21T06:00:00.000Z';
  const id = `019aa000-0000-7000-8000-00000000000${number}`;
  return prepareEntry(
    {
      v: 1,
      id,
      type,
      at,
      realAt: at,
      profile: 'kr-strict',
      actor: { kind: 'account', id: 'a' },
      ...(holder === undefined ? {} : { holder }),
      object: { kind: type.split('.')[0]!, id: object },
      data,
    },
    Buffer.alloc(32, number),
  );
}

function evidenceOf(kind: Kind, signed: string, changes: Changes): JsonObject {
  const signing = { id: 's', manifestHash: signed, nonce: hex(nonce) };
  if (kind === 'PAPER') {
    const attestation = { manifestHash: signed };
    return { v: 1, kind, scanHash: bytesHash(scan), placeOfOriginal: '12-папка', receivedBy: 'кызматкер', attestation };
  }
  const names = changes.steps ?? ['logged-in', 'notice-shown', 'choice-made', 'confirmation-asked', 'confirmed'];
  const common = { v: 1, kind, signing, session: { success: true }, protocol: protocol(names, signed) };
  if (kind === 'LOGIN_SESSION')
    return { ...common, key: { kind: 'password', presentedAt: '2026-11-21T06:00:00.000Z' } };
  return {
    ...common,
    webauthn: assertion(changes, signed),
    keyBinding: { entryId: '019aa000-0000-7000-8000-000000000002', at: '2026-11-21T05:00:00.000Z' },
  };
}

function protocol(names: readonly string[], signed: string): JsonObject {
  let prev = '0'.repeat(64);
  const steps = names.map((kind, i) => {
    const at = `2026-11-21T06:00:0${i}.000Z`;
    const data: JsonObject =
      kind === 'notice-shown'
        ? { noticeHash: hashOf(notice), lang: 'ky' }
        : kind === 'confirmed'
          ? { manifestHash: signed }
          : {};
    const body = { seq: i + 1, at, lawAt: at, kind, data, prev };
    prev = createHash('sha256')
      .update(`makulduk/protocol/v1\0`)
      .update(canonicalBytes({ protocol: 'p', ...body }))
      .digest('hex');
    return { ...body, hash: prev };
  });
  return { id: 'p', steps };
}

const keys: Record<Algorithm, () => { privateKey: KeyObject; publicKey: KeyObject }> = {
  [-7]: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  [-8]: () => generateKeyPairSync('ed25519'),
  [-257]: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

function assertion(changes: Changes, signed: string): JsonObject {
  const algorithm = changes.algorithm ?? -7;
  const { privateKey, publicKey } = keys[algorithm]();
  const origin = changes.origin ?? 'https://makulduk.example.kg';
  const challenge = signingChallenge(changes.challengeFor ?? signed, nonce).toString('base64url');
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }));
  const authenticator = Buffer.concat([
    sha256('makulduk.example.kg'),
    Buffer.of(changes.userVerified === false ? 1 : 5),
    Buffer.alloc(4),
  ]);
  const signature = sign(
    algorithm === -8 ? null : 'sha256',
    Buffer.concat([authenticator, sha256(client)]),
    privateKey,
  );
  const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  return {
    algorithm,
    publicKey: b64(cose(publicKey, algorithm)),
    clientDataJSON: b64(client),
    authenticatorData: b64(authenticator),
    signature: b64(signature),
    origin,
    rpId: 'makulduk.example.kg',
  };
}

/** A COSE_Key of a public key, as an authenticator would write it. */
export function cose(key: KeyObject, algorithm: Algorithm): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const text = (value: string | undefined): Buffer => {
    const bytes = Buffer.from(value ?? '', 'base64url');
    const head =
      bytes.length < 256 ? Buffer.of(0x58, bytes.length) : Buffer.of(0x59, bytes.length >> 8, bytes.length & 255);
    return Buffer.concat([head, bytes]);
  };
  if (algorithm === -7)
    return Buffer.concat([Buffer.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21), text(jwk.x), Buffer.of(0x22), text(jwk.y)]);
  if (algorithm === -8) return Buffer.concat([Buffer.of(0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21), text(jwk.x)]);
  return Buffer.concat([Buffer.of(0xa4, 1, 3, 3, 0x39, 1, 0, 0x20), text(jwk.n), Buffer.of(0x21), text(jwk.e)]);
}
