import { measureArchive } from './many.ts';
import { measureIssuing, measureStamps } from './issue.ts';
import { measurePdfs } from './pdf.ts';
import type { Options, Row, Say } from './row.ts';
import { measureList, measureOcsp } from './status.ts';
import { measureVerification } from './verify.ts';

// One part of the table, for all.ts: measured here and told over the channel.

const parts = {
  verification: measureVerification,
  issuing: measureIssuing,
  stamps: measureStamps,
  pdfs: measurePdfs,
  ocsp: measureOcsp,
  list: measureList,
  archive: measureArchive,
} as const satisfies Record<string, (options: Options, say: Say) => Promise<Row[]>>;

export type Part = keyof typeof parts;

const [part, options] = process.argv.slice(2) as [Part, string];
const rows = await parts[part](JSON.parse(options) as Options, (text) => void process.stdout.write(`${text}\n`));
process.send!(rows, () => process.exit(0));
