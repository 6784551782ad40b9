import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

// What was last promised, kept outside the database: a restored backup cannot take it back.

export type SignedState = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

export function readState(file: string): SignedState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { origin, size, root } = JSON.parse(text) as { origin?: unknown; size?: unknown; root?: unknown };
  if (typeof origin !== 'string' || !Number.isSafeInteger(size) || typeof root !== 'string')
    throw new Error(`${file} is damaged`);
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== 32) throw new Error(`${file} is damaged`);
  return { origin, size: size as number, root: bytes };
}

/** Replaces the file as a whole, on the disk when this returns. */
export function writeState(file: string, { origin, size, root }: SignedState): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.next`;
  const out = openSync(next, 'w', 0o600);
  try {
    // All of it or a fault: one write to a full disk may take a part and not complain.
    writeFileSync(out, `${JSON.stringify({ origin, size, root: Buffer.from(root).toString('base64') })}\n`);
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
  renameSync(next, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
