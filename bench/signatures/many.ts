import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { validParts, logSigner, witness } from '../../src/record/verify/test-evidence.ts';
import { buildEvidencePackage } from '../../src/record/package.ts';
import { trustFileText } from '../../src/record/trust-file.ts';
import { signedPdf } from '../../src/trust/verify/test-pdf-world.ts';
import { later, lists, person, root, sign, trustList } from '../../src/trust/verify/test-world.ts';
import { figure, ratios } from '../measure.ts';
import type { Options, Row, Say } from './row.ts';

// An archive of evidence verified by the command: packages, attached messages, documents beside their signatures, PDFs.

const now = later(60);
const distinct = 400;

/** So many items: each of 400 different ones stands under many names, so that the disk holds no more than it must. */
async function makeArchive(folder: string, count: number): Promise<void> {
  const trust = join(folder, 'trust');
  mkdirSync(join(trust, 'roots'), { recursive: true });
  const keys = { logKey: logSigner.vkey, witnessKeys: [witness.vkey], origins: ['https://makulduk.example.kg'] };
  writeFileSync(join(trust, 'trust.txt'), trustFileText(keys));
  writeFileSync(join(trust, 'roots', 'root.cer'), root.certificate.raw);
  writeFileSync(join(trust, 'trust-list.json'), JSON.stringify(trustList()));
  for (const [at, crl] of lists(now).entries()) writeFileSync(join(trust, `${at}.crl`), crl.raw);
  const kinds = ['zip', 'p7m', 'txt', 'pdf'] as const;
  const names: string[] = [];
  mkdirSync(join(folder, 'archive', '0'), { recursive: true });
  for (let at = 0; at < count; at++) {
    const name = join(folder, 'archive', String(Math.floor(at / 1000)), `${at}.${kinds[at % 4]}`);
    if (at % 1000 === 0) mkdirSync(join(name, '..'), { recursive: true });
    names.push(name);
    const first = names[at % distinct]!;
    if (at >= distinct) {
      linkSync(first, name);
      if (at % 4 === 2) linkSync(`${first}.p7s`, `${name}.p7s`);
      continue;
    }
    const text = Buffer.from(`макулдук ${at} `.repeat(60));
    if (at % 4 === 0) writeFileSync(name, buildEvidencePackage(validParts('SIGNED_EDOC')));
    if (at % 4 === 1) writeFileSync(name, sign(person, text, { attached: true }));
    if (at % 4 === 2) {
      writeFileSync(name, text);
      writeFileSync(`${name}.p7s`, sign(person, text));
    }
    if (at % 4 === 3) writeFileSync(name, await signedPdf());
  }
}

type Run = { readonly rate: number; readonly peakMiB: number };

function verifyArchive(folder: string, count: number, jobs: number): Promise<Run> {
  const program = join(import.meta.dirname, '..', '..', 'cli', 'makulduk.ts');
  const given = [
    'verify',
    'archive',
    '--trust',
    'trust',
    '--at',
    now.toISOString(),
    '--lang',
    'en',
    '--jobs',
    `${jobs}`,
  ];
  const began = performance.now();
  const child = spawn(process.execPath, [program, ...given], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let [said, peak] = ['', 0];
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid!))), 100);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(watch);
      if (code !== 0) return reject(new Error(`the archive of the bench does not hold: ${said.slice(0, 400)}`));
      resolve({ rate: count / ((performance.now() - began) / 1000), peakMiB: peak });
    });
  });
}

/** The most memory that the process ever had resident, in MiB; 0 where the system does not tell. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export async function measureArchive({ part }: Options, say: Say): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-archive-'));
  try {
    const count = Math.ceil(100_000 * part);
    await makeArchive(folder, count);
    const jobs = availableParallelism();
    const all = await verifyArchive(folder, count, jobs);
    const one = await verifyArchive(folder, count, 1);
    say(
      `archive: ${Math.round(all.rate)}/s in ${jobs} threads, ${Math.round(one.rate)}/s in one, at most ${Math.round(all.peakMiB)} MiB`,
    );
    const [what, single] = [
      `\`makulduk verify\` over ${count} mixed evidence files, items/s, ${jobs} threads`,
      [one.rate],
    ];
    return [
      {
        what,
        figure: figure([all.rate]),
        against: { what: 'the same in one thread', figure: figure(single), ratio: ratios([all.rate], single) },
      },
      { what: 'most memory of that command resident, MiB', figure: figure([all.peakMiB]) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
