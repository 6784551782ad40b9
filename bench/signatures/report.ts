import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../measure.ts';
import type { Row } from './row.ts';

const print = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en').replaceAll(',', ' ') : value.toPrecision(3);
const span = ({ median, min, max }: Figure): string => `${print(median)} (${print(min)} - ${print(max)})`;

function line({ what, figure, against, aim }: Row): string {
  const met = aim === undefined || against === undefined ? '' : against.ratio.median >= aim ? 'met' : '**missed**';
  const denominator = against === undefined ? '-' : `${against.what}: ${span(against.figure)}`;
  const ratio = against === undefined ? '-' : span(against.ratio);
  return `| ${[what, span(figure), denominator, ratio, aim === undefined ? '-' : `>= ${aim}`, met].join(' | ')} |`;
}

/** Prints and writes the table of one run. */
export function writeTable(
  rows: readonly Row[],
  run: { readonly at: Date; readonly rounds: number; readonly load: readonly [number, number] },
  say: (line: string) => void,
): void {
  const [cpu] = cpus();
  const text = `# What signatures cost

Written by \`npm run bench:signatures\` on ${run.at.toISOString().slice(0, 16).replace('T', ' ')} UTC. Medians of ${run.rounds} rounds, least and most in brackets;
the sides of a comparison take turns within one run, and a ratio is that of one round. One core each, but where another process answers.

Machine: ${cpus().length} x ${cpu!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}; Node ${process.versions.node}, OpenSSL ${process.versions.openssl}.
Load average before and after: ${run.load.map((value) => value.toFixed(1)).join(', ')}${run.load[0] > 1 ? ' - **other work ran on the machine**' : ''}.

| what | figure | denominator | ratio | aim | |
|---|---|---|---|---|---|
${rows.map(line).join('\n')}

${notes}
`;
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text);
  say(text);
}

const notes = `## How it is measured
- **CAdES.** A detached B-B signature over 1 KB with the signer's and the centre's certificate in it; lists of centre and root at hand. 64 different messages in turn, each
  read anew. The arithmetic is what no verifier can do without: the digest and two signatures checked, keys at hand. The centre's certificate and the key
  objects are kept from message to message. pkijs is asked for signature and chain only, OpenSSL as the process that a script would start.
- **Issuing.** Request read, possession proven, drafted, linted, signed, every request with a key that was not met before; after some thousands, as a server that
  has run for long. Through the register also the signature checked, sealed, entered and journalled, the database waiting for the disk: 256 applications under way at
  once, those that meet in one transaction and answered after its commit, by the same way as the registrar's desk and the API (without the case around it);
  and one after the other with a commit each.
- **Time-stamps.** The authority's answer to a request without HTTP, its key RSA-2048.
- **OCSP.** GET over 16 connections, each from an address of its own, answers signed beforehand; the server is a process of its own, clients and database share the
  machine with it. The bare route is of a second server of the same kind in that process and sends the same bytes. Both have answered 24 000 questions before they are counted. \`openssl ocsp\` signs each answer and hangs up.
- **Lists.** Every entry with reason and the law's ground. Reading sees and indexes every entry; OpenSSL reads the same file and prints the list's number.
- **Archive.** The command over a folder: evidence files, messages, documents beside their signatures and PDFs in equal parts, 400 different ones under many names, one
  run each way with its start; the threads' processor time and the disk's are the machine's.`;
