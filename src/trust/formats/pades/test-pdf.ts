// PDF files for tests, octet by octet, and further revisions of them as anybody could append: honest ones and attacks.

import { deflateSync } from 'node:zlib';

/** What stands between `n 0 obj` and `endobj`. */
export type Bodies = Readonly<Record<number, string | Buffer>>;

export const stream = (content: string | Buffer, entries = ''): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${entries}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
};

export const drawing = (words: string): Buffer => stream(`BT /F1 24 Tf 72 700 Td (${words}) Tj ET`);

/** One page that says what is promised, a text field and an empty field for a signature. */
export const contract = (change: Bodies = {}): Bodies => ({
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R] >> >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R 7 0 R] >>',
  4: drawing('I pay 100 som'),
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  6: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (sum) /Rect [72 600 200 620] /P 3 0 R /F 4 >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (clerk) /Rect [300 600 400 640] /P 3 0 R /F 4 >>',
  ...change,
});

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

type Written = { readonly body: Buffer; readonly offsets: ReadonlyMap<number, number> };

function write(at: number, objects: Bodies): Written {
  const parts: Buffer[] = [];
  const offsets = new Map<number, number>();
  for (const [number, body] of Object.entries(objects)) {
    offsets.set(Number(number), at);
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    parts.push(part);
    at += part.length;
  }
  return { body: Buffer.concat(parts), offsets };
}

export type Tail = {
  readonly root?: number;
  /** Further entries of the trailer. */
  readonly trailer?: string;
  /** Where the section before is said to be. */
  readonly prev?: number | undefined;
  readonly startxref?: number;
  /** Entries that point where the test wants them to; 0 makes a free one. */
  readonly places?: Readonly<Record<number, number>>;
  /** Octets before the cross-references. */
  readonly before?: string;
  readonly as?: 'table' | 'stream';
  /** False: the table of a revision of nothing has no part at all. */
  readonly parts?: boolean;
  /** A hybrid revision: these objects stand in a stream beside the table, which says that they are free. */
  readonly beside?: readonly number[];
};

const sizeOf = (numbers: Iterable<number>): number => Math.max(0, ...numbers) + 1;

// No trailer says fewer than the one before.
const sizeIn = (pdf: Buffer): number =>
  Math.max(0, ...[...pdf.toString('latin1').matchAll(/\/Size (\d+)/g)].map((one) => Number(one[1])));

export function pdfOf(objects: Bodies = contract(), tail: Tail = {}): Buffer {
  return finished(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), objects, tail);
}

/** A further revision. */
export function appended(pdf: Buffer, objects: Bodies, tail: Tail = {}): Buffer {
  return finished(pdf, objects, { prev: lastStart(pdf), ...tail });
}

export function lastStart(pdf: Buffer): number {
  return Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString('latin1'))![1]);
}

function finished(before: Buffer, objects: Bodies, tail: Tail): Buffer {
  const { body, offsets } = write(before.length, objects);
  const places = new Map<number, number>([
    ...offsets,
    ...Object.entries(tail.places ?? {}).map(([n, at]): [number, number] => [Number(n), at]),
  ]);
  const gap = Buffer.from(tail.before ?? '', 'latin1');
  const at = before.length + body.length + gap.length;
  const prev = tail.prev === undefined ? '' : `/Prev ${tail.prev} `;
  const common = `/Root ${tail.root ?? 1} 0 R ${prev}${tail.trailer ?? ''}`;
  const hidden = new Map([...places].filter(([number]) => tail.beside?.includes(number)));
  const size = Math.max(sizeOf(places.keys()), sizeIn(before));
  const stream = hidden.size === 0 ? Buffer.alloc(0) : streamSection(hidden, at, common);
  const shown = new Map(
    [...places].map(([number, place]): [number, number] => [number, hidden.has(number) ? 0 : place]),
  );
  const table = at + stream.length;
  const more = hidden.size === 0 ? common : `${common} /XRefStm ${at}`;
  const section =
    tail.as === 'stream'
      ? streamSection(places, at, common)
      : Buffer.concat([
          stream,
          tableSection(shown, more, {
            first: tail.prev === undefined,
            size,
            empty: tail.parts === false ? '' : '0 0\n',
          }),
        ]);
  return Buffer.concat([before, body, gap, section, Buffer.from(`startxref\n${tail.startxref ?? table}\n%%EOF\n`)]);
}

function tableSection(
  places: ReadonlyMap<number, number>,
  common: string,
  { first, size, empty }: { readonly first: boolean; readonly size: number; readonly empty: string },
): Buffer {
  const lines = [...places]
    .sort(([a], [b]) => a - b)
    .map(([number, at]) => `${number} 1\n${pad(at, 10)} ${at === 0 ? '00001 f' : '00000 n'}\r\n`);
  const head = first ? '0 1\n0000000000 65535 f\r\n' : lines.length === 0 ? empty : '';
  return Buffer.from(`xref\n${head}${lines.join('')}trailer\n<< /Size ${size} ${common} >>\n`);
}

function streamSection(places: ReadonlyMap<number, number>, at: number, common: string): Buffer {
  const number = 90;
  const all = new Map([...places, [number, at]]);
  const rows = [...all]
    .sort(([a], [b]) => a - b)
    .map(([n, place]) => {
      const row = Buffer.alloc(6);
      row[0] = place === 0 ? 0 : 1;
      row.writeUInt32BE(place, 1);
      return { n, row };
    });
  const index = rows.map(({ n }) => `${n} 1`).join(' ');
  const content = deflateSync(Buffer.concat(rows.map(({ row }) => row)));
  return Buffer.concat([
    Buffer.from(`${number} 0 obj\n`),
    stream(content, `/Type /XRef /W [1 4 1] /Index [${index}] /Size 91 /Filter /FlateDecode ${common} `),
    Buffer.from('\nendobj\n'),
  ]);
}

/** What stands between `n 0 obj` and `endobj`, as of the newest revision. */
export function bodyOf(pdf: Buffer, number: number): string {
  const from = placeOf(pdf, number);
  return pdf.toString('latin1', pdf.indexOf('<<', from), pdf.indexOf('endobj', from)).trim();
}

/** The place of an object's newest text in a file. */
export const placeOf = (pdf: Buffer, number: number): number =>
  pdf.lastIndexOf(`\n${number} 0 obj`, undefined, 'latin1') + 1;
