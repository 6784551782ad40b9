import { dayOf, endOfDay } from '../../law/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Kind } from '../issue/index.ts';
import { refuse } from './refusals.ts';

// ES-13.6a, ES-13.6b, ES-15.3a, ES-15.3b: what a centre keeps it keeps as long as it works, unless a normative act provides a shorter term.

/** What is kept: entries of the register, files about owners. */
export const keptKinds = ['register', 'owner-file'] as const;
export type Kept = (typeof keptKinds)[number];

/** A normative act that provides a shorter term. Days are YYYY-MM-DD. */
export type Override = {
  readonly id: string;
  readonly what: Kept;
  /** The term, in years. */
  readonly years: number;
  /** From what it runs: the receipt of the information, or the end of the certificate. */
  readonly runsFrom: 'receipt' | 'end';
  /** The act: title, number, article. */
  readonly act: string;
  readonly inForceFrom: string;
  readonly inForceTo: string | null;
};

const lawOf: Readonly<Record<Kept, readonly string[]>> = {
  register: ['ES-13.6a', 'ES-13.6b'],
  'owner-file': ['ES-15.3a', 'ES-15.3b'],
};

/** The act that is in force on the day of a moment; the one that came into force last where there are several. */
export const overrideAt = (all: readonly Override[], what: Kept, at: Date): Override | undefined =>
  all
    .filter(
      (one) =>
        one.what === what && one.inForceFrom <= dayOf(at) && (one.inForceTo === null || dayOf(at) <= one.inForceTo),
    )
    .sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))
    .at(-1);

/**
 * Whether something kept may be purged at a moment, and on which act. Pure. `receivedAt`: when it came to the centre; `endedAt`: when the
 * certificate ended, null while it has not: nothing about a certificate in force is ever purged.
 */
export function decidePurge(
  what: Kept,
  { receivedAt, endedAt }: { readonly receivedAt: Date; readonly endedAt: Date | null },
  overrides: readonly Override[],
  now: Date,
): Override | Refusal {
  const no = (details: Record<string, string>): Refusal =>
    refuse('REG_DESTROY_FORBIDDEN', { law: lawOf[what], details });
  const override = overrideAt(overrides, what, now);
  if (override === undefined || endedAt === null) return no({});
  const keptUntil = yearsAfter(dayOf(override.runsFrom === 'receipt' ? receivedAt : endedAt), override.years);
  return now > endOfDay(keptUntil) ? override : no({ keptUntil, act: override.act });
}

/** Kinds of certificates that owners have; the others are issuers' and services', which whole registers are verified by. */
const ownersKinds: readonly Kind[] = ['QN', 'QL', 'QA', 'NQ'];

/**
 * The same for an entry of a register. Whatever an act provides, the entry stays as long as somebody may rely on the certificate: until
 * its term is over (RFC 5280 3.3), and that of an issuer or a service always, since older signatures are verified by it (ES-11.1). Pure.
 */
export function decideRegisterPurge(
  entry: { readonly kind: Kind; readonly enteredAt: Date; readonly notAfter: Date; readonly endedAt: Date | null },
  overrides: readonly Override[],
  now: Date,
): Override | Refusal {
  const allowed = decidePurge('register', { receivedAt: entry.enteredAt, endedAt: entry.endedAt }, overrides, now);
  if (isRefusal(allowed)) return allowed;
  if (!ownersKinds.includes(entry.kind)) return refuse('REG_PURGE_ISSUER', { details: { kind: entry.kind } });
  if (now <= entry.notAfter)
    return refuse('REG_PURGE_TERM_RUNS', { details: { notAfter: entry.notAfter.toISOString() } });
  return allowed;
}

/** The same date so many years later; of 29 February the last day of the month (DECISIONS, Terms). */
function yearsAfter(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  const there = new Date(`${later}T00:00:00Z`).toISOString().slice(0, 10);
  return there === later ? later : `${later.slice(0, 5)}02-28`;
}
