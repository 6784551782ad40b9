// The personal identification number and the organisation's INN: 14 digits, G DDMMYYYY NNNN C.

import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { refuse } from './refusals.ts';

export type Sex = 'female' | 'male';

export type Pin = {
  readonly digits: string;
  readonly of: 'person' | 'organisation';
  /** First digit: 1 female, 2 male. */
  readonly sex: Sex | undefined;
  /** Birth date of a person, registration date of an organisation; undefined where no such day exists. */
  readonly date: string | undefined;
  /** Verified for organisations, unverified for persons: a mismatch is a warning, never a refusal. */
  readonly checkDigitHolds: boolean;
};

const shape = /^([012])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(1[89]\d\d|20\d\d)\d{4}\d$/;

/** Reads a PIN or an INN as typed: spaces and hyphens are allowed between digits. */
export function parsePin(text: string): Pin | Refusal {
  const digits = text.replace(/[\s\u00a0-]/g, '');
  const match = shape.exec(digits);
  if (match === null) return refuse('PIN_SHAPE', { field: 'pin' });
  const [, first, day, month, year] = match as unknown as [string, string, string, string, string];
  return {
    digits,
    of: first === '0' ? 'organisation' : 'person',
    sex: first === '1' ? 'female' : first === '2' ? 'male' : undefined,
    date: isDate(`${year}-${month}-${day}`) ? `${year}-${month}-${day}` : undefined,
    checkDigitHolds: checkDigit(digits) === Number(digits[13]),
  };
}

/** The same for a person: an organisation's number is refused. */
export function parsePersonPin(text: string): Pin | Refusal {
  const pin = parsePin(text);
  if (isRefusal(pin) || pin.of === 'person') return pin;
  return refuse('PIN_OF_ORGANISATION', { field: 'pin' });
}

/** The same for an organisation. */
export function parseInn(text: string): Pin | Refusal {
  const pin = parsePin(text);
  if (isRefusal(pin) || pin.of === 'organisation') return pin;
  return refuse('INN_OF_PERSON', { field: 'inn' });
}

const firstPass = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3];
const secondPass = [3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5];

/** The check digit of the first thirteen digits: weights modulo 11, a second pass where the first gives 10, then 0. */
export function checkDigit(digits: string): number {
  for (const weights of [firstPass, secondPass]) {
    const rest = weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;
    if (rest < 10) return rest;
  }
  return 0;
}

/** Whether an ISO date exists in the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
