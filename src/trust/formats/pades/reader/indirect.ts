import { isDict, isRef, type PdfValue, wholeOf } from './objects.ts';
import { PdfReadError, type PdfWork } from './problems.ts';
import { Scan } from './scan.ts';

/** `n g obj … endobj` (ISO 32000-2 7.3.10) with the place it takes. */
export type Indirect = {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  readonly start: number;
  readonly end: number;
  /** A stream whose length stands in another object: which one that is depends on the revision. */
  readonly borrowed: boolean;
};

/** `lengthOf`: the value of the object that says how long a stream is. @throws PdfReadError */
export function readIndirect(
  bytes: Buffer,
  at: number,
  end: number,
  work: PdfWork,
  lengthOf: (value: PdfValue) => PdfValue,
): Indirect {
  if (at >= end) throw new PdfReadError('no-such-object', at);
  const scan = new Scan(bytes, at, end, work);
  // An entry points at the number itself: whoever lets it point elsewhere shows other readers another object.
  if (!(bytes[at]! >= 0x30 && bytes[at]! <= 0x39)) scan.fail('no object', 'no-such-object');
  const number = scan.whole();
  const generation = scan.whole();
  scan.expect('obj');
  const content = scan.value();
  let [value, borrowed] = [content, false];
  if (isDict(content) && scan.take('stream')) {
    const length = content.entries.get('Length') ?? null;
    borrowed = isRef(length);
    value = { is: 'stream', dict: content, raw: streamBytes(scan, wholeOf(lengthOf(length))) };
  }
  scan.expect('endobj');
  return { number, generation, value, start: at, end: scan.at, borrowed };
}

// 7.3.8.1: an end of line after `stream`, as many octets as were said, `endstream`.
function streamBytes(scan: Scan, length: number | undefined): Buffer {
  const { bytes } = scan;
  if (bytes[scan.at] === 0x0d && bytes[scan.at + 1] === 0x0a) scan.at += 2;
  else if (bytes[scan.at] === 0x0a) scan.at++;
  else scan.fail('no end of line after stream');
  if (length === undefined || scan.at + length > scan.end) return scan.fail('a stream without its length');
  const raw = bytes.subarray(scan.at, scan.at + length);
  scan.at += length;
  if (bytes[scan.at] === 0x0d) scan.at++;
  if (bytes[scan.at] === 0x0a) scan.at++;
  if (bytes.toString('latin1', scan.at, scan.at + 9) !== 'endstream') scan.fail('a stream of another length');
  scan.expect('endstream');
  return raw;
}
