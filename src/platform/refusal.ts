import { fill, type Text3 } from './text.ts';

/**
 * A refusal is a value, not an exception: the law's "no", with its norm, for a person to read.
 * `code` is closed per module (UPPER_SNAKE); `law` holds requirement ids of law/requirements (first = the decisive one).
 */
export type Refusal = {
  readonly kind: 'refusal';
  readonly code: string;
  readonly law: readonly string[];
  readonly text: Text3;
  /** The input field at fault, as a JSON pointer without the leading slash ("subject/address"), where there is one. */
  readonly field?: string;
  /** Machine-readable details (missing element ids, dates...). Never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** HTTP status; 422 unless the code says otherwise (403 not allowed, 404 unknown, 409 state, 429 rate). */
  readonly status?: number;
};

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';

export type RefusalEntry = { readonly law: readonly string[]; readonly text: Text3; readonly status?: number };

/**
 * A module's closed table of refusals. `refusals(table)` returns a function that makes one by its code:
 * `refuse('NO_PRIOR_NOTICE', { field: 'noticeId' })`. Texts may hold `{places}` filled from `values`.
 */
export function refusals<T extends Readonly<Record<string, RefusalEntry>>>(table: T) {
  const make = (
    code: keyof T & string,
    more: {
      field?: string;
      law?: readonly string[];
      values?: Readonly<Record<string, string | number>>;
      details?: Readonly<Record<string, unknown>>;
    } = {},
  ): Refusal => {
    const entry = table[code]!;
    return {
      kind: 'refusal',
      code,
      law: more.law ?? entry.law,
      text: more.values ? fill(entry.text, more.values) : entry.text,
      ...(more.field === undefined ? {} : { field: more.field }),
      ...(more.details === undefined ? {} : { details: more.details }),
      ...(entry.status === undefined ? {} : { status: entry.status }),
    };
  };
  // The table itself explains a code to a reader (/problems/CODE).
  return Object.assign(make, { table: table as Readonly<Record<string, RefusalEntry>> });
}
