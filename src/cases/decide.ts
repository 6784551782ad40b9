import type { TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { list } from './procedure.ts';
import { refuse } from './refusals.ts';
import { deriveState, isRunning, viewOf } from './state.ts';
import type {
  ActSpec,
  Actor,
  CaseHead,
  CaseHistory,
  CaseState,
  Data,
  DoneAct,
  EffectSpec,
  LawOfTerms,
  Party,
  Procedure,
  View,
} from './types.ts';

export type Command = { readonly act: string; readonly by: Actor; readonly data: Data };
export type PlannedEffect = {
  readonly name: string;
  readonly act: string;
  readonly seq: number;
  readonly at: Date;
  readonly data: Data;
};
export type PlannedDocument = {
  readonly kind: string;
  readonly seq: number;
  readonly at: Date;
  readonly content: Data;
};
/** What a command does to a case, before anything is written. */
export type Decision = {
  readonly acts: readonly DoneAct[];
  readonly effects: readonly PlannedEffect[];
  readonly documents: readonly PlannedDocument[];
  readonly state: CaseState;
};
export type Circumstances<F = unknown> = { readonly now: Date; readonly facts: F; readonly law: LawOfTerms };

export const engineActor: Actor = { kind: 'system', id: 'engine', office: 'engine', roles: [] };
/** An engine act may follow from another; a procedure whose acts follow in a ring is at fault. */
const mostActsAtOnce = 100;

/** Decides one command of one actor: acts that follow, or the law's no. Pure. */
export function decide(
  procedure: Procedure,
  history: CaseHistory,
  command: Command,
  world: Circumstances,
): Decision | Refusal {
  const spec = Object.hasOwn(procedure.acts, command.act) ? procedure.acts[command.act]! : undefined;
  if (spec === undefined) return refuse('NO_SUCH_ACT');
  const party = partyOf(procedure, history.head, spec, command.by);
  // Who may not act learns nothing about the case: this comes before every other check.
  if (party === null) return refuse('NOT_YOUR_ACT', { law: [spec.law] });
  const state = deriveState(procedure, history, world.now, world.law);
  if (!state.possible.includes(command.act)) return notItsTurn(procedure, spec, state);
  const fault = spec.ask === undefined ? null : shapeFault(spec.ask, command.data);
  if (fault !== null) return refuse('ACT_INCOMPLETE', { law: [spec.law], field: fault });
  const view = viewOf(history, state, world.now, world.facts, world.law) as View<never>;
  for (const guard of guardsOf(spec)) {
    const refusal = guard(view, command.data as never);
    if (refusal !== null) return refusal;
  }
  const plan = new Plan(procedure, history, world);
  plan.perform(command.act, party, command.by.id, { ...command.data, ...spec.adds?.(view) }, world.now);
  return plan.decision();
}

/**
 * What the passing of time has done to a case by `now`: terms that ran out, in their order, each at its own moment and
 * exactly once. Every command settles the case first, so that no result depends on when a worker ran.
 */
export function settle(procedure: Procedure, history: CaseHistory, world: Circumstances): Decision {
  const plan = new Plan(procedure, history, world);
  for (;;) {
    const overdue = plan
      .stateAt(world.now)
      .duties.filter((duty) => duty.state === 'open' && !duty.fired && world.now > duty.due)
      .sort((a, b) => a.due.getTime() - b.due.getTime() || a.duty.localeCompare(b.duty))[0];
    if (overdue === undefined) return plan.decision();
    plan.fire(overdue.duty, new Date(overdue.due.getTime() + 1));
  }
}

/** Acts in the making: what a decision collects. */
class Plan {
  readonly #procedure: Procedure;
  readonly #before: CaseHistory;
  readonly #world: Circumstances;
  readonly #acts: DoneAct[] = [];
  readonly #effects: PlannedEffect[] = [];
  readonly #documents: PlannedDocument[] = [];

  constructor(procedure: Procedure, before: CaseHistory, world: Circumstances) {
    this.#procedure = procedure;
    this.#before = before;
    this.#world = world;
  }

  stateAt(at: Date): CaseState {
    return deriveState(this.#procedure, this.#history(), at, this.#world.law);
  }

  perform(name: string, party: string, by: string, data: Data, at: Date): void {
    const spec = this.#procedure.acts[name]!;
    const done = this.#add(name, party, by, data, at);
    this.#effect(spec.effects, done);
    const view = this.#view(done.at);
    if (spec.makes) {
      const content = spec.makes.compose(view);
      // What is signed says of which case and which act it is, so that it serves nowhere else.
      const named = spec.signed === undefined ? content : { ...content, case: this.#before.head.id, act: name, by };
      this.#documents.push({ kind: spec.makes.kind, seq: done.seq, at: done.at, content: named });
    }
    const next = spec.then?.choose(view) ?? null;
    if (next !== null) this.#byForceOfLaw(next, done.at);
  }

  fire(duty: string, at: Date): void {
    const spec = this.#procedure.duties[duty]!;
    const done = this.#add(`${duty}.late`, 'engine', engineActor.id, {}, at);
    this.#effect(spec.late, done);
    if (spec.performs !== undefined && this.stateAt(done.at).possible.includes(spec.performs))
      this.#byForceOfLaw(spec.performs, done.at);
  }

  decision(): Decision {
    return {
      acts: this.#acts,
      effects: this.#effects,
      documents: this.#documents,
      state: this.stateAt(this.#world.now),
    };
  }

  #byForceOfLaw(act: string, at: Date): void {
    const spec = this.#procedure.acts[act]!;
    const party = list(spec.by).find((name) => this.#procedure.parties[name]!.office === 'engine');
    if (party === undefined) throw new Error(`${this.#procedure.name}: ${act} is not an act of the law itself`);
    for (const guard of guardsOf(spec)) if (isRefusal(guard(this.#view(at), {} as never))) return;
    this.perform(act, party, engineActor.id, {}, at);
  }

  #add(act: string, party: string, by: string, data: Data, at: Date): DoneAct {
    if (this.#acts.length >= mostActsAtOnce)
      throw new Error(`${this.#procedure.name}: acts follow from each other without end`);
    const last = this.#history().acts.at(-1);
    // Law time never runs back within a case, whatever the machine's clock does.
    const done = { seq: (last?.seq ?? 0) + 1, act, party, by, at: last && last.at > at ? last.at : at, data };
    this.#acts.push(done);
    return done;
  }

  #effect(specs: readonly EffectSpec[] | undefined, { act, seq, at }: DoneAct): void {
    for (const { name, data } of specs ?? [])
      this.#effects.push({ name, act, seq, at, data: data?.(this.#view(at)) ?? {} });
  }

  #view(at: Date): View<never> {
    return viewOf(this.#history(), this.stateAt(at), at, this.#world.facts, this.#world.law) as View<never>;
  }

  #history(): CaseHistory {
    return { head: this.#before.head, acts: [...this.#before.acts, ...this.#acts] };
  }
}

function notItsTurn(procedure: Procedure, spec: ActSpec, state: CaseState): Refusal {
  if (state.ended === null) return refuse('NOT_ITS_TURN', { law: [spec.law], details: { stage: state.stage } });
  return (
    procedure.whenEnded ??
    refuse('CASE_ENDED', { law: [procedure.acts[state.ended.by]!.law], details: { stage: state.stage } })
  );
}

const guardsOf = (spec: ActSpec) =>
  spec.guard === undefined ? [] : typeof spec.guard === 'function' ? [spec.guard] : spec.guard;

/** What stands against an act whatever its form will say: the guards that look at the case alone are asked. Null: nothing does. Pure. */
export function barOf(procedure: Procedure, history: CaseHistory, act: string, world: Circumstances): Refusal | null {
  const state = deriveState(procedure, history, world.now, world.law);
  const view = viewOf(history, state, world.now, world.facts, world.law) as View<never>;
  for (const guard of caseGuards(procedure.acts[act]!)) {
    const refusal = guard(view, {} as never);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Guards that take nothing but the case. */
export const caseGuards = (spec: ActSpec) => guardsOf(spec).filter((guard) => guard.length < 2);

/** The party of the act as which the actor acts, if any. */
export function partyOf(procedure: Procedure, head: CaseHead, spec: Pick<ActSpec, 'by'>, actor: Actor): string | null {
  return list(spec.by).find((name) => isParty(procedure.parties[name]!, head, actor)) ?? null;
}

export function isParty(party: Party, head: CaseHead, actor: Actor): boolean {
  if (party.office !== actor.office) return false;
  if (party.office === 'subject') return head.subjectId !== null && actor.subjectId === head.subjectId;
  if ((party.office === 'holder' || party.office === 'centre') && actor.holderId !== head.holderId) return false;
  return party.office === 'engine' || party.roles.some((role) => actor.roles.includes(role));
}

const validators = new WeakMap<TObject, Validator>();

/** The field at fault as a JSON pointer without its leading slash, or null. */
export function shapeFault(schema: TObject, data: Data): string | null {
  let validator = validators.get(schema);
  if (validator === undefined) validators.set(schema, (validator = Compile(schema) as unknown as Validator));
  if (validator.Check(data)) return null;
  const error = validator.Errors(data)[0];
  const missing = (error?.params as { requiredProperties?: string[] } | undefined)?.requiredProperties?.[0];
  return [error?.instancePath.slice(1), missing].filter(Boolean).join('/') || 'data';
}

/** Duties open or paused now: somebody's tasks. */
export const openDuties = (state: CaseState) => state.duties.filter(isRunning);
