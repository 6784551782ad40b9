import type { Refusal } from '../../platform/refusal.ts';
import { refuse } from './refusals.ts';

// ES-8.4.1, ES-8.4.2a: the Government sets how registers are formed, kept and transferred. Until its act is there, the law's own fields are
// the order, dated and numbered like the act that will take its place.

type Field = { readonly name: string; readonly law: string; readonly shape: (value: unknown) => boolean };
export type RegisterOrder = {
  readonly format: 'makulduk-register';
  readonly version: number;
  /** The act that sets it; null: the law alone. */
  readonly act: string | null;
  readonly inForceFrom: string;
  /** What every entry has, by the requirement that wants it. */
  readonly entry: readonly Field[];
  /** What the end of a certificate has, where it has ended. */
  readonly end: readonly Field[];
};

const moment = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const digits =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
const whole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

export const registerOrders: readonly RegisterOrder[] = [
  {
    format: 'makulduk-register',
    version: 1,
    act: null,
    inForceFrom: '2017-07-19',
    entry: [
      { name: 'record', law: 'ES-13.1.5a', shape: whole },
      { name: 'number', law: 'ES-13.1.5b', shape: digits(/^([0-9a-f]{2}){1,20}$/) },
      { name: 'kind', law: 'ES-13.1.5b', shape: digits(/^[A-Z]{2,8}$/) },
      { name: 'fingerprint', law: 'ES-13.1.5b', shape: digits(/^[0-9a-f]{64}$/) },
      { name: 'enteredAt', law: 'ES-14.5c', shape: moment },
      { name: 'validFrom', law: 'ES-13.1.5b', shape: moment },
      { name: 'validUntil', law: 'ES-13.1.5b', shape: moment },
    ],
    end: [
      { name: 'since', law: 'ES-13.1.5c', shape: moment },
      { name: 'ground', law: 'ES-13.1.5d', shape: digits(/^\d+(\(\d+\))+$/) },
    ],
  },
];

/** The order in force on a day, YYYY-MM-DD. */
export const registerOrderOn = (day: string): RegisterOrder =>
  registerOrders.findLast(({ inForceFrom }) => inForceFrom <= day) ?? registerOrders[0]!;

/** ES-8.4.2a: whether an entry has what the law wants of it; `place` names it in the refusal. Pure. */
export function checkEntry(order: RegisterOrder, entry: unknown, place: string): Refusal | null {
  const lacking = missing(order.entry, entry);
  if (lacking !== undefined) return refused(lacking, place);
  const { end } = entry as { end?: unknown };
  if (end === undefined)
    return refuse('REG_FIELD_MISSING', { law: ['ES-13.1.5c', 'ES-8.4.2a'], field: `${place}/end` });
  const without = end === null ? undefined : missing(order.end, end);
  return without === undefined ? null : refused(without, `${place}/end`);
}

const missing = (fields: readonly Field[], value: unknown): Field | undefined => {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return fields.find(({ name, shape }) => !shape(given[name]));
};
const refused = ({ name, law }: Field, place: string): Refusal =>
  refuse('REG_FIELD_MISSING', { law: [law, 'ES-8.4.2a'], field: `${place}/${name}` });
