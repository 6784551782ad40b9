import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

// Debian: libbcpkix-java and a JDK (Judge.java is compiled as it is run); gnutls-bin, faketime.
const jars = ['bcprov', 'bcpkix', 'bcutil'].map((name) => `/usr/share/java/${name}.jar`);
const runs = (tool: string, ...args: string[]): boolean => spawnSync(tool, args).status === 0;

/** Why Bouncy Castle cannot judge here, or undefined. */
export const noBouncyCastle = !jars.every((jar) => existsSync(jar))
  ? 'libbcpkix-java is not installed'
  : runs('java', '--list-modules') && spawnSync('java', ['--list-modules']).stdout.includes('jdk.compiler')
    ? undefined
    : 'no JDK is installed';
/** Why GnuTLS cannot, or undefined. */
export const noGnuTls = !runs('certtool', '--version')
  ? 'gnutls-bin is not installed'
  : runs('faketime', '--version')
    ? undefined
    : 'faketime is not installed';

/** A folder of the test file's own, gone when its tests end. */
export function workingFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-cross-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    put: (name: string, bytes: string | Uint8Array): string => {
      writeFileSync(join(folder, name), bytes);
      return name;
    },
    get: (name: string): Buffer => readFileSync(join(folder, name)),
    /** Bouncy Castle's answer to each line of words; one process for all of them. */
    bouncyCastle: (lines: readonly (readonly (string | number)[])[]): string[] => {
      const asked = spawnSync('java', ['-cp', jars.join(':'), join(import.meta.dirname, 'Judge.java')], {
        cwd: folder,
        input: lines.map((words) => `${words.join(' ')}\n`).join(''),
        encoding: 'utf8',
        timeout: 120_000,
      });
      const answers = asked.stdout.trim().split('\n');
      if (answers.length !== lines.length) throw new Error(`Bouncy Castle said: ${asked.stdout}${asked.stderr}`);
      return answers;
    },
    /** What a tool said, and whether it was content. */
    run: (tool: string, ...args: readonly string[]): { ok: boolean; text: string } => {
      const env = { ...process.env, TZ: 'UTC' };
      const done = spawnSync(tool, args, { cwd: folder, encoding: 'utf8', timeout: 60_000, env });
      if (done.error !== undefined) throw done.error;
      return { ok: done.status === 0, text: `${done.stdout}${done.stderr}` };
    },
  };
}

/** The bytes with one bit of the last octets turned: there the signature is. */
export function spoilt(bytes: Uint8Array, fromEnd = 5): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - fromEnd]! ^= 1;
  return copy;
}

export const seconds = (at: Date): number => at.getTime() / 1000;
