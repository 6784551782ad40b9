import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from './canonical.ts';

// C2SP signed-note: a text and, after a blank line, signatures by named keys.

export const ED25519 = 1;
export const COSIGNATURE_V1 = 4;
const MAX_NOTE = 65_536;
const MAX_SIGNATURES = 64;

/** Checks the signature bytes (those after the key id) of a note's text. */
export type Verifier = {
  readonly name: string;
  readonly keyId: number;
  readonly type: number;
  readonly publicKey: Uint8Array;
  readonly verify: (text: string, signature: Uint8Array) => boolean;
};

export type SignatureLine = { readonly name: string; readonly keyId: number; readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly SignatureLine[] };
export type NoteSigner = { readonly name: string; readonly vkey: string; readonly sign: (text: string) => string };

export class NoteError extends Error {
  override readonly name = 'NoteError';
}

export const isKeyName = (name: string): boolean => name !== '' && !/[\s+\p{Zs}\u0000-\u001f]/u.test(name);

export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  return sha256(name, '\n', Buffer.of(type), publicKey).readUInt32BE(0);
}

export function formatVkey(name: string, type: number, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new NoteError('a key name has no blanks and no plus');
  const id = keyIdOf(name, type, publicKey).toString(16).padStart(8, '0');
  return `${name}+${id}+${Buffer.concat([Buffer.of(type), publicKey]).toString('base64')}`;
}

/** Reads a verifier key `name+hash+base64(type || key)`. */
export function parseVkey(vkey: string): { name: string; keyId: number; type: number; publicKey: Uint8Array } {
  const found = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey.trim());
  if (!found || !isKeyName(found[1]!)) throw new NoteError('malformed verifier key');
  const key = strictBase64(found[3]!);
  if (!key || key.length !== 33) throw new NoteError('malformed verifier key');
  const [name, type, publicKey] = [found[1]!, key[0]!, key.subarray(1)];
  const keyId = keyIdOf(name, type, publicKey);
  if (keyId !== Number.parseInt(found[2]!, 16)) throw new NoteError('the key id of a verifier key does not match it');
  return { name, keyId, type, publicKey };
}

/** The verifier of an ordinary Ed25519 note signature (type 1). */
export function noteVerifier(vkey: string): Verifier {
  const key = parseVkey(vkey);
  if (key.type !== ED25519) throw new NoteError('not an Ed25519 note key');
  const publicKey = ed25519Key(key.publicKey);
  return { ...key, verify: (text, signature) => verifyEd25519(publicKey, text, signature) };
}

export const noteSigner = (name: string, privateKey: KeyObject): NoteSigner =>
  noteSignerWith(name, rawPublicKey(privateKey), (text) => sign(null, text, privateKey));

/** A signer whose key is elsewhere: `signed` answers an Ed25519 signature by the key with these 32 bytes. */
export function noteSignerWith(name: string, publicKey: Uint8Array, signed: (text: Buffer) => Uint8Array): NoteSigner {
  const vkey = formatVkey(name, ED25519, publicKey);
  const keyId = keyIdOf(name, ED25519, publicKey);
  return { name, vkey, sign: (text) => signatureLine(name, keyId, signed(Buffer.from(text))) };
}

export function signatureLine(name: string, keyId: number, signature: Uint8Array): string {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(keyId);
  return `\u2014 ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

export function formatNote(text: string, lines: readonly string[]): string {
  if (!text.endsWith('\n')) throw new NoteError('a note text ends with a newline');
  return `${text}\n${lines.join('')}`;
}

/** Splits a note into text and signature lines; verifies nothing. */
export function parseNote(note: string): Note {
  if (Buffer.byteLength(note) > MAX_NOTE) throw new NoteError('the note is too long');
  // C2SP: no ASCII control characters but the newline.
  if (!note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(note)) throw new NoteError('not a note');
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) throw new NoteError('not a note');
  const lines = note.slice(at + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError('too many signatures');
  return { text: note.slice(0, at + 1), signatures: lines.map(parseSignatureLine) };
}

export function parseSignatureLine(line: string): SignatureLine {
  const found = /^\u2014 (\S+) (\S+)$/.exec(line);
  const bytes = found ? strictBase64(found[2]!) : undefined;
  if (!found || !isKeyName(found[1]!) || !bytes || bytes.length < 5) throw new NoteError('malformed signature line');
  return { name: found[1]!, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4) };
}

/**
 * The known keys that signed this note. As C2SP demands: unknown keys are ignored, a known key's bad signature
 * condemns the note, and so does the absence of any good one.
 */
export function openNote(note: string, verifiers: readonly Verifier[]): { text: string; by: Verifier[] } {
  const { text, signatures } = parseNote(note);
  const by: Verifier[] = [];
  for (const line of signatures) {
    const verifier = verifiers.find((known) => known.name === line.name && known.keyId === line.keyId);
    if (!verifier) continue;
    if (!verifier.verify(text, line.signature)) throw new NoteError(`bad signature by ${line.name}`);
    if (!by.includes(verifier)) by.push(verifier);
  }
  if (by.length === 0) throw new NoteError('no signature by a known key');
  return { text, by };
}

export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

export function ed25519Key(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

export function rawPublicKey(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new NoteError('notes are signed with Ed25519');
  const jwk = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return Buffer.from(jwk.x!, 'base64url');
}

export const verifyEd25519 = (key: KeyObject, text: string, signature: Uint8Array): boolean =>
  signature.length === 64 && verify(null, Buffer.from(text), key, signature);
