import {
  der,
  DerError,
  type DerNode,
  elements,
  expect,
  readEnumerated,
  readGeneralizedTime,
  readText,
  tags,
} from '../../der/index.ts';

// Values of the profile's private types: text with bounds counted in characters, calendar days, closed lists.

/** A UTF8String of `min` to `max` characters. @throws RangeError */
export function textWithin(text: string, max: number, min = 1): Buffer {
  const length = characters(text);
  if (length < min || length > max) throw new RangeError(`text of ${length} characters where ${min} to ${max} fit`);
  return der.utf8String(text);
}

/** @throws DerError */
export function readTextWithin(node: DerNode, max: number): string {
  const text = readText(expect(node, tags.utf8String));
  const length = characters(text);
  if (length < 1 || length > max) throw new DerError('range', node.start, `text of ${length} characters`);
  return text;
}

/** How many characters a text has: code points, not halves of pairs. */
function characters(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    const [high, low] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
    if (high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000) count--;
  }
  return count;
}

/** A calendar day, YYYY-MM-DD. Encoded at 12:00:00Z, so that it is the same day in UTC and in Bishkek (RFC 3739 3.2.2). */
export function dayTime(day: string): Buffer {
  const at = new Date(0);
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  at.setUTCFullYear(year, month - 1, date);
  at.setUTCHours(12);
  // 30 February is taken for a day of March: it is none.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date)
    throw new RangeError(`no calendar day: ${day.slice(0, 20)}`);
  return der.generalizedTime(at);
}

/** @throws DerError where the time is not noon */
export function readDay(node: DerNode): string {
  const text = readGeneralizedTime(node).toISOString();
  if (!text.endsWith('T12:00:00.000Z')) throw new DerError('time', node.start, 'a calendar day stands at noon');
  return text.slice(0, 10);
}

/** One of a closed list, by its place in it. @throws DerError */
export function readChoice<T extends string>(node: DerNode, list: readonly T[]): T {
  const value = list[readEnumerated(node)];
  if (value === undefined) throw new DerError('range', node.start, 'none of the list');
  return value;
}

export const choice = <T extends string>(value: T, list: readonly T[]): Buffer => {
  if (!list.includes(value)) throw new RangeError(`none of the list: ${value}`);
  return der.enumerated(list.indexOf(value));
};

/** A SEQUENCE OF of `min` to `max` elements. @throws RangeError */
export function listWithin(parts: readonly Buffer[], max: number): Buffer {
  if (parts.length < 1 || parts.length > max) throw new RangeError(`${parts.length} elements where 1 to ${max} fit`);
  return der.sequence(...parts);
}

/** @throws DerError */
export function readListWithin<T>(node: DerNode, max: number, read: (element: DerNode) => T): readonly T[] {
  const all = elements(node, tags.sequence, 1);
  if (all.length > max) throw new DerError('range', node.start, `more than ${max} elements`);
  return all.map(read);
}

/** [number] EXPLICIT, or nothing. */
export const maybe = (number: number, value: Buffer | undefined): Buffer | undefined =>
  value === undefined ? undefined : der.explicit(number, value);
