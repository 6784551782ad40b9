import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import {
  COSIGNATURE_V1,
  ed25519Key,
  formatVkey,
  keyIdOf,
  NoteError,
  parseSignatureLine,
  parseVkey,
  rawPublicKey,
  type SignatureLine,
  signatureLine,
  type Verifier,
  verifyEd25519,
} from './note.ts';

// C2SP tlog-cosignature, version 1 over Ed25519: "as of this time, the largest consistent tree I saw has this root".

export type Cosigner = {
  readonly name: string;
  readonly vkey: string;
  /** One signature line over a checkpoint's text, at a POSIX time in seconds. */
  readonly cosign: (text: string, seconds: number) => string;
};

const message = (text: string, seconds: number | bigint): string => `cosignature/v1\ntime ${seconds}\n${text}`;

export function cosigner(name: string, privateKey: KeyObject): Cosigner {
  const publicKey = rawPublicKey(createPublicKey(privateKey));
  const keyId = keyIdOf(name, COSIGNATURE_V1, publicKey);
  const cosign = (text: string, seconds: number): string => {
    if (!Number.isSafeInteger(seconds) || seconds < 0) throw new NoteError('a cosignature time is whole seconds');
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const signature = sign(null, Buffer.from(message(text, seconds)), privateKey);
    return signatureLine(name, keyId, Buffer.concat([time, signature]));
  };
  return { name, vkey: formatVkey(name, COSIGNATURE_V1, publicKey), cosign };
}

export function cosignatureVerifier(vkey: string): Verifier {
  const key = parseVkey(vkey);
  if (key.type !== COSIGNATURE_V1) throw new NoteError('not a witness key');
  const publicKey = ed25519Key(key.publicKey);
  const check = (text: string, bytes: Uint8Array): boolean => {
    if (bytes.length !== 72) return false;
    const seconds = Buffer.from(bytes).readBigUInt64BE(0);
    return seconds < 2n ** 63n && verifyEd25519(publicKey, message(text, seconds), bytes.subarray(8));
  };
  return { ...key, verify: check };
}

/** The time a (verified) cosignature line states, in POSIX seconds. */
export function cosignatureTime(line: SignatureLine | string): number {
  const { signature } = typeof line === 'string' ? parseSignatureLine(line.trimEnd()) : line;
  if (signature.length !== 72) throw new NoteError('not a timestamped cosignature');
  return Number(Buffer.from(signature).readBigUInt64BE(0));
}
