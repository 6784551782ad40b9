import { DerError } from './errors.ts';
import { expect } from './fields.ts';
import type { DerNode } from './node.ts';
import { tags } from './tags.ts';

// RFC 5280 4.1.2.5: both forms with seconds and Z, without fractions. RFC 3161 2.4.2 allows fractions in genTime.

const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,12}))?Z$/;

/** A UTCTime or GeneralizedTime of a certificate, CRL or attribute. @throws DerError */
export function readTime(node: DerNode): Date {
  return node.tag === tags.utcTime ? readUtcTime(node) : readGeneralizedTime(node);
}

/** YY of 50 and more is of the twentieth century (RFC 5280 4.1.2.5.1). @throws DerError */
export function readUtcTime(node: DerNode, tag: number = tags.utcTime): Date {
  const { reading, contentStart: from, contentEnd } = expect(node, tag);
  const { bytes } = reading;
  const fits = !node.constructed && contentEnd - from === 13 && bytes[from + 12] === 0x5a && areDigits(bytes, from, 12);
  if (!fits) throw new DerError('time', node.start, 'no UTCTime YYMMDDHHMMSSZ');
  const pair = (at: number): number => pairAt(bytes, from + at);
  const year = pair(0);
  return instant(node, year < 50 ? 2000 + year : 1900 + year, pair(2), pair(4), pair(6), pair(8), pair(10), 0);
}

function areDigits(bytes: Buffer, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false;
  return true;
}
const pairAt = (bytes: Buffer, at: number): number => (bytes[at]! - 0x30) * 10 + bytes[at + 1]! - 0x30;

/** `fractions`: whether parts of a second are allowed; they are cut to milliseconds. @throws DerError */
export function readGeneralizedTime(node: DerNode, options: { fractions?: boolean; tag?: number } = {}): Date {
  const { reading, contentStart: from, contentEnd } = expect(node, options.tag ?? tags.generalizedTime);
  // Without fractions, as nearly all are: the digits where they stand.
  if (
    !node.constructed &&
    contentEnd - from === 15 &&
    areDigits(reading.bytes, from, 14) &&
    reading.bytes[from + 14] === 0x5a
  ) {
    const pair = (at: number): number => pairAt(reading.bytes, from + at);
    return instant(node, pair(0) * 100 + pair(2), pair(4), pair(6), pair(8), pair(10), pair(12), 0);
  }
  const match = generalized.exec(textOf(node, options.tag ?? tags.generalizedTime));
  if (match === null) throw new DerError('time', node.start, 'no GeneralizedTime YYYYMMDDHHMMSSZ');
  const fraction = match[7];
  // X.690 11.7: without trailing zeros.
  if (fraction !== undefined && (options.fractions !== true || (fraction.endsWith('0') && !node.reading.ber)))
    throw new DerError('time', node.start, 'fractions of a second');
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return instant(node, year, month, day, hour, minute, second, milliseconds);
}

const textOf = (node: DerNode, tag: number): string => expect(node, tag).content.subarray(0, 40).toString('latin1');

function instant(
  node: DerNode,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  milliseconds: number,
): Date {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  at.setUTCHours(hour, minute, second, milliseconds);
  // 31 February and 24:00 become another moment: they are none. So is a leap second: nobody can compare it.
  const same =
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === day &&
    at.getUTCHours() === hour &&
    at.getUTCMinutes() === minute &&
    at.getUTCSeconds() === second;
  if (!same) throw new DerError('time', node.start, 'no moment of the calendar');
  return at;
}
