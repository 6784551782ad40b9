import { inflateSync } from 'node:zlib';
import { isArray, isDict, nameOf, type PdfDict, type PdfStream, type PdfValue, wholeOf, noEntries } from './objects.ts';
import { PdfReadError, type PdfWork } from './problems.ts';

const MOST = 32 * 2 ** 20;

/**
 * What a stream holds, for the streams whose contents are read here: cross-references, objects, certificates, lists. Only Flate,
 * or nothing. @throws PdfReadError
 */
export function contentOf({ dict, raw }: PdfStream, work: PdfWork): Buffer {
  const filter = one(dict.entries.get('Filter'));
  if (dict.entries.has('F')) throw new PdfReadError('filter-unknown', 0, 'a stream in another file');
  if (filter === null) return raw;
  if (nameOf(filter) !== 'FlateDecode') throw new PdfReadError('filter-unknown', 0);
  const most = Math.min(MOST, work.left('inflated'));
  const inflated = inflate(raw, most);
  work.spend('inflated', inflated.length);
  const parameters = one(dict.entries.get('DecodeParms'));
  return parameters === null ? inflated : predicted(inflated, isDict(parameters) ? parameters : noEntries);
}

function one(value: PdfValue | undefined): PdfValue {
  if (!isArray(value)) return value ?? null;
  if (value.items.length > 1) throw new PdfReadError('filter-unknown', 0);
  return value.items[0] ?? null;
}

function inflate(raw: Buffer, most: number): Buffer {
  try {
    return inflateSync(raw, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new PdfReadError(tooLarge ? 'budget' : 'malformed', 0, tooLarge ? 'too much inflated' : 'not deflated');
  }
}

// 7.4.4.4: PNG's predictors, as cross-reference streams use them.
function predicted(bytes: Buffer, { entries }: PdfDict): Buffer {
  const predictor = wholeOf(entries.get('Predictor') ?? 1);
  if (predictor === 1) return bytes;
  const [colors, bits, columns] = ['Colors', 'BitsPerComponent', 'Columns'].map((key, at) =>
    wholeOf(entries.get(key) ?? [1, 8, 1][at]),
  );
  if (predictor === undefined || predictor < 10 || predictor > 15 || colors !== 1 || bits !== 8)
    throw new PdfReadError('filter-unknown', 0);
  if (columns === undefined || columns < 1 || columns > 64 || bytes.length % (columns + 1) !== 0)
    throw new PdfReadError('malformed', 0, 'rows of another length');
  const out = Buffer.alloc((bytes.length / (columns + 1)) * columns);
  for (let row = 0, at = 0; at < bytes.length; row += columns) {
    const kind = bytes[at++]!;
    for (let x = 0; x < columns; x++) {
      const left = x === 0 ? 0 : out[row + x - 1]!;
      const up = row === 0 ? 0 : out[row - columns + x]!;
      const corner = x === 0 || row === 0 ? 0 : out[row - columns + x - 1]!;
      out[row + x] = bytes[at++]! + guess(kind, left, up, corner);
    }
  }
  return out;
}

function guess(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const p = left + up - corner;
      const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      throw new PdfReadError('malformed', 0, 'an unknown predictor');
  }
}
