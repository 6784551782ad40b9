import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
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

/** Replaces the file as a whole, on the disk when this is fulfilled. A slow disk keeps nobody else of this process waiting. */
export async function writeState(file: string, { origin, size, root }: SignedState): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.next`;
  await using out = await open(next, 'w', 0o600);
  // All of it or a fault: one write to a full disk may take a part and not complain.
  await out.writeFile(`${JSON.stringify({ origin, size, root: Buffer.from(root).toString('base64') })}\n`);
  await out.sync();
  await rename(next, file);
  await using folder = await open(dirname(file), 'r');
  await folder.sync();
}
