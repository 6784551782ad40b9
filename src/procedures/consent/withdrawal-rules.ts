import type { Guard, View } from '../../cases/index.ts';
import type { Bars, Filing } from './contested-withdrawal.ts';
import { refuseWithdrawal } from './withdrawal-refusals.ts';

// PD-9.4, DECISIONS 9: what may hold a withdrawal back. Pure.

/** A bar as it stands in the records of that holder about that person, with the moment it was written there. */
export type RecordedBar =
  | {
      readonly id: string;
      readonly kind: 'obligation';
      /** Only the subject's own civil-law obligation to that holder counts; a tax debt is not one. */
      readonly nature: 'civil' | 'tax' | 'other';
      readonly recordedAt: Date;
      readonly fulfilledAt: Date | null;
    }
  | {
      readonly id: string;
      readonly kind: 'ground';
      /** The requirement id of the other ground of article 5 (or 8). */
      readonly law: string;
      readonly recordedAt: Date;
      readonly until: Date | null;
    };

export type WithdrawalFacts = { readonly consentLive: boolean; readonly bars: readonly RecordedBar[] };

export const consentIsLive: Guard<Filing, WithdrawalFacts> = (view) =>
  view.facts.consentLive ? null : refuseWithdrawal('CONSENT_NOT_LIVE', { field: 'consentId' });

const stands = (bar: RecordedBar, filedAt: Date, now: Date): boolean => {
  if (bar.recordedAt >= filedAt) return false;
  return bar.kind === 'obligation'
    ? bar.nature === 'civil' && (bar.fulfilledAt === null || bar.fulfilledAt > now)
    : bar.until === null || bar.until > now;
};

/** Without a bar recorded earlier it works at filing. */
export const whatFollowsFiling = (view: View<WithdrawalFacts>): 'takeEffect' | 'pend' =>
  view.facts.bars.some((bar) => stands(bar, view.last('file')!.at, view.now)) ? 'pend' : 'takeEffect';

/** PD-9.4b, PD-9.4c: a refusal names each bar, and each is one the law knows, recorded before the withdrawal and still standing. */
export const barsHold: Guard<Bars, WithdrawalFacts> = (view, asked) => {
  if (asked.obligations.length + asked.grounds.length === 0)
    return refuseWithdrawal('NO_BAR_NAMED', { field: 'obligations' });
  const filedAt = view.last('file')!.at;
  for (const [index, id] of asked.obligations.entries()) {
    const field = `obligations/${index}`;
    const named = asked.named.find((one) => one.id === id);
    if (!named?.contract || !named.owed || !named.dueOn)
      return refuseWithdrawal('OBLIGATION_NOT_NAMED', { field: `named/${index}` });
    const bar = view.facts.bars.find((one) => one.id === id);
    if (bar?.kind !== 'obligation' || bar.recordedAt >= filedAt)
      return refuseWithdrawal('BAR_NOT_RECORDED_EARLIER', { field });
    if (bar.nature !== 'civil') return refuseWithdrawal('NOT_CIVIL_OBLIGATION', { field });
    if (!stands(bar, filedAt, view.now)) return refuseWithdrawal('BAR_HAS_FALLEN', { field });
  }
  for (const [index, { id, law, until }] of asked.grounds.entries()) {
    const field = `grounds/${index}`;
    const bar = view.facts.bars.find((one) => one.id === id);
    const same =
      bar?.kind === 'ground' &&
      bar.law === law &&
      (bar.until?.getTime() ?? null) === (until === undefined ? null : Date.parse(until));
    if (!same || bar.recordedAt >= filedAt) return refuseWithdrawal('BAR_NOT_RECORDED_EARLIER', { field });
    if (!stands(bar, filedAt, view.now)) return refuseWithdrawal('BAR_HAS_FALLEN', { field });
  }
  return null;
};

/** Bars the holder relied on that have not been lifted. Read from the case alone. */
function standingBars(view: View<never>): { obligations: string[]; grounds: Bars['grounds'] } {
  const upheld = view.last('uphold')?.data as Bars | undefined;
  const lifted = view.all('lift').map((act) => act.data['bar']);
  return {
    obligations: (upheld?.obligations ?? []).filter((id) => !lifted.includes(id)),
    grounds: (upheld?.grounds ?? []).filter(({ id }) => !lifted.includes(id)),
  };
}

export const barToLift: Guard<{ bar: string }> = (view, { bar }) => {
  const { obligations, grounds } = standingBars(view as View<never>);
  return obligations.includes(bar) || grounds.some(({ id }) => id === bar)
    ? null
    : refuseWithdrawal('NO_SUCH_BAR', { field: 'bar' });
};

/** PD-9.4d: when the last bar falls the withdrawal takes effect without a new request. */
export const whatFollowsLifting = (view: View<never>): 'takeEffect' | null => {
  const { obligations, grounds } = standingBars(view);
  return obligations.length + grounds.length === 0 ? 'takeEffect' : null;
};

/** The moment at which nothing bars any more by the passing of time alone; null while an obligation or an endless ground stands. */
export const lastGroundEnds = (view: View<never>): Date | null => {
  const { obligations, grounds } = standingBars(view);
  if (obligations.length > 0 || grounds.length === 0 || grounds.some(({ until }) => until === undefined)) return null;
  return new Date(Math.max(...grounds.map(({ until }) => Date.parse(until!))));
};

export const complaintReasoned: Guard<{ reasons: string }> = (_view, { reasons }) =>
  reasons.trim() === '' ? refuseWithdrawal('REASONS_EMPTY', { field: 'reasons' }) : null;
