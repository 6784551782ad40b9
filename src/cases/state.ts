import { dayOf, startOfDay } from '../law/index.ts';
import { list } from './procedure.ts';
import type { CaseHistory, CaseState, DoneAct, DutyState, LawOfTerms, Procedure, View } from './types.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const dayMs = 86_400_000;

/** The state of a case is nothing but its acts, read at a moment: acts done and duties open. */
export function deriveState(procedure: Procedure, history: CaseHistory, now: Date, law: LawOfTerms): CaseState {
  const duties: Mutable<DutyState>[] = [];
  let stage = '';
  let ended: CaseState['ended'] = null;
  const snapshot = (): CaseState => ({ stage, ended, duties, possible: [] });

  for (const [index, done] of history.acts.entries()) {
    const lateDuty = dutyOfLate(done.act);
    if (lateDuty !== null) {
      const fired = duties.findLast(({ duty }) => duty === lateDuty);
      if (fired) fired.fired = true;
      if (fired && procedure.duties[lateDuty]?.waits) close(fired, 'done', done.at);
      continue;
    }
    const spec = procedure.acts[done.act]!;
    stage = spec.stage ?? stage;
    for (const duty of duties) applyTo(duty, procedure, done);
    if (spec.ends) {
      ended = { by: done.act, at: done.at };
      for (const duty of duties) close(duty, 'ended', done.at);
      continue;
    }
    for (const [name, dutySpec] of Object.entries(procedure.duties)) {
      if (!list(dutySpec.from).includes(done.act) || duties.some((d) => d.duty === name && isRunning(d))) continue;
      const past = { head: history.head, acts: history.acts.slice(0, index + 1) };
      const due =
        typeof dutySpec.within === 'string'
          ? law.due(dutySpec.within, done.at)
          : dutySpec.within(viewOf(past, snapshot(), done.at, undefined, law) as View<never>);
      if (due === null) continue;
      const n = duties.filter((d) => d.duty === name).length + 1;
      duties.push({
        duty: name,
        n,
        start: done.at,
        due: due > done.at ? due : done.at,
        state: 'open',
        pausedAt: null,
        closedAt: null,
        late: false,
        fired: false,
      });
    }
  }
  for (const duty of duties) duty.late = isPast(duty, now) && !procedure.duties[duty.duty]?.waits;
  const state = { stage, ended, duties, possible: [] };
  return {
    ...state,
    possible: Object.keys(procedure.acts).filter((act) => isPossible(procedure, history, state, act)),
  };
}

/** The duty whose lateness a history line records: `answer.late` is the lateness of `answer`. */
export const dutyOfLate = (act: string): string | null =>
  act.endsWith('.late') ? act.slice(0, -'.late'.length) : null;
export const isRunning = (duty: DutyState): boolean => duty.state === 'open' || duty.state === 'paused';

function applyTo(duty: Mutable<DutyState>, procedure: Procedure, done: DoneAct): void {
  const spec = procedure.duties[duty.duty]!;
  const is = (names: Parameters<typeof list>[0]): boolean => list(names).includes(done.act);
  if (is(spec.doneBy)) close(duty, 'done', done.at);
  else if (is(spec.endedBy)) close(duty, 'ended', done.at);
  else if (is(spec.pausedBy) && duty.state === 'open' && done.at <= duty.due) {
    // A term that has already run out cannot be paused.
    duty.state = 'paused';
    duty.pausedAt = done.at;
  } else if (is(spec.resumedBy) && duty.state === 'paused') {
    // What was left of the term is left after the pause; a term that ends at 24:00 still does.
    const pause = done.at.getTime() - duty.pausedAt!.getTime();
    const endsWithDay = startOfDay(dayOf(duty.due)).getTime() === duty.due.getTime();
    duty.due = new Date(duty.due.getTime() + (endsWithDay ? Math.ceil(pause / dayMs) * dayMs : pause));
    duty.state = 'open';
    duty.pausedAt = null;
  }
}

function close(duty: Mutable<DutyState>, state: 'done' | 'ended', at: Date): void {
  if (!isRunning(duty)) return;
  duty.state = state;
  duty.closedAt = at;
}

/** The last instant of the term is in time; the next one is not. A term that stood still when it closed was not exceeded. */
const isPast = (duty: DutyState, now: Date): boolean => duty.pausedAt === null && (duty.closedAt ?? now) > duty.due;

function isPossible(procedure: Procedure, history: CaseHistory, state: CaseState, act: string): boolean {
  const spec = procedure.acts[act]!;
  const done = (name: string): boolean => history.acts.some((a) => a.act === name);
  if (spec.after === undefined) return history.acts.length === 0;
  if (state.ended !== null || (!spec.repeat && done(act)) || list(spec.unless).some(done)) return false;
  if (spec.during !== undefined && !state.duties.some((d) => d.duty === spec.during && isRunning(d))) return false;
  // A person's right does not wait for a worker: lateness counts from the moment it exists.
  return list(spec.after).some((name) => done(name) || state.duties.some((d) => d.late && d.duty === dutyOfLate(name)));
}

export function viewOf<F>(history: CaseHistory, state: CaseState, now: Date, facts: F, law: LawOfTerms): View<F> {
  const all = (act: string): DoneAct[] => history.acts.filter((done) => done.act === act);
  return { head: history.head, state, now, facts, law, all, last: (act) => all(act).at(-1) };
}

export type ClockSpec = {
  readonly duty: string;
  readonly n: number;
  readonly kind: 'late' | `reminder-${number}`;
  readonly at: Date;
};

/** The clocks a state needs: one for the end of each running term, and its reminders. */
export function clocksOf(procedure: Procedure, state: CaseState): ClockSpec[] {
  return state.duties
    .filter((duty) => duty.state === 'open' && !duty.fired)
    .flatMap((duty): ClockSpec[] => [
      ...(procedure.duties[duty.duty]!.remind ?? [])
        .map(
          (days): ClockSpec => ({
            duty: duty.duty,
            n: duty.n,
            kind: `reminder-${days}`,
            at: new Date(duty.due.getTime() - days * dayMs),
          }),
        )
        .filter(({ at }) => at > duty.start),
      { duty: duty.duty, n: duty.n, kind: 'late', at: duty.due },
    ]);
}
