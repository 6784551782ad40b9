import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pemOf } from '../../src/trust/issue/index.ts';

/** Tools that this machine lacks for `pdfJudge`. */
export const missingPdfTools = ['pdfsig', 'certutil', 'qpdf'].filter(
  (tool) => spawnSync(tool, ['-h']).error !== undefined,
);

/** pdfsig and qpdf in a folder of their own, with this root trusted. `stop` removes it. */
export function pdfJudge(root: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-pdfsig-'));
  const run = (command: string, ...args: string[]): string => {
    const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
    return done.error === undefined ? `${done.stdout}${done.stderr}` : '';
  };
  writeFileSync(join(folder, 'root.pem'), pemOf('CERTIFICATE', root));
  run('certutil', '-N', '-d', 'sql:.', '--empty-password');
  run('certutil', '-A', '-d', 'sql:.', '-n', 'root', '-t', 'CT,C,C', '-i', 'root.pem', '-a');
  const put = (pdf: Uint8Array): string => {
    writeFileSync(join(folder, 'file.pdf'), pdf);
    return 'file.pdf';
  };
  return {
    folder,
    pdfsig: (pdf: Uint8Array): string => run('pdfsig', '-nssdir', `sql:${folder}`, put(pdf)),
    qpdf: (pdf: Uint8Array): string => run('qpdf', '--check', put(pdf)),
    stop: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}
