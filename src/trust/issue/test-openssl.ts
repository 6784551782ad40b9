// OpenSSL as an independent judge: certificates, requests and CRLs of ours are read and verified there.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Judge = {
  readonly folder: string;
  /** Writes a file into the folder and gives its path. */
  put(name: string, bytes: string | Uint8Array): string;
  /** What `openssl` answered: exit code, and both outputs in one text. */
  run(...args: readonly string[]): { readonly code: number; readonly text: string };
  [Symbol.dispose](): void;
};

export function judge(): Judge {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-openssl-'));
  return {
    folder,
    put(name, bytes) {
      const file = join(folder, name);
      writeFileSync(file, bytes);
      return file;
    },
    run(...args) {
      const { status, stdout, stderr } = spawnSync('openssl', args, {
        cwd: folder,
        encoding: 'utf8',
        timeout: 60_000,
        maxBuffer: 2 ** 28,
      });
      return { code: status ?? -1, text: `${stdout}${stderr}` };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function pem(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
