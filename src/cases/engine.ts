import type { WorkingCalendar } from '../law/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { barOf, caseGuards, decide, isParty, settle } from './decide.ts';
import { type Admission, type EffectHandlers, type FactLoader, type Sealer, termsBy } from './ports.ts';
import { effectNames, openingAct, tellEffect } from './procedure.ts';
import { recordDecision, recordRefused } from './recorder.ts';
import { refuse } from './refusals.ts';
import { type ActSignature, type ActSigning, contentOf, signatureFault } from './signed-act.ts';
import { deriveState } from './state.ts';
import { headOf, insertFile, lockFile, readActs, readFile } from './store.ts';
import type { Actor, CaseHead, CaseHistory, CaseState, Data, LawOfTerms, Procedure } from './types.ts';

export type EngineDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** Law: the working calendar of the moment and the profile new cases are opened under. */
  readonly calendar: () => WorkingCalendar;
  readonly profile: string;
  /** Every version that a case may still be under; new cases open under the newest. */
  readonly procedures: readonly Procedure[];
  readonly handlers: EffectHandlers;
  readonly facts: Readonly<Record<string, FactLoader>>;
  /** By procedure: whoever takes part in one of these roles is asked about before entering a case. */
  readonly admits?: Readonly<Record<string, { readonly roles: readonly string[]; readonly ask: Admission }>>;
  readonly sealer: Sealer;
  /** Without it no act that is signed can be done. */
  readonly signing?: ActSigning;
  readonly random: (bytes: number) => Buffer;
};

export type CaseNow = {
  readonly head: CaseHead;
  readonly procedure: Procedure;
  readonly history: CaseHistory;
  readonly state: CaseState;
};
export type OpenCase = {
  readonly procedure: string;
  readonly holderId: string;
  readonly subjectId: string | null;
  readonly by: Actor;
  readonly data: Data;
  readonly id?: string;
};
export type DoAct = {
  readonly holderId: string;
  readonly caseId: string;
  readonly act: string;
  readonly by: Actor;
  readonly data: Data;
  /** Of an act that is signed; a refusal where what was sent is no signature that counts. */
  readonly signature?: ActSignature | Refusal;
};

export type Engine = ReturnType<typeof createEngine>;

/** The engine over one database. Every call works in the caller's transaction, so that an act stands or falls as a whole. */
export function createEngine(deps: EngineDeps) {
  const newest = new Map<string, Procedure>();
  const versions = new Map<string, Procedure>();
  for (const procedure of deps.procedures) {
    const key = `${procedure.name}@${procedure.version}`;
    if (versions.has(key)) throw new Error(`procedure ${key} is given twice`);
    for (const name of effectNames(procedure))
      if (!deps.handlers[name]) throw new Error(`procedure ${key}: nobody handles the effect ${name}`);
    openingAct(procedure);
    versions.set(key, procedure);
    if ((newest.get(procedure.name)?.version ?? 0) < procedure.version) newest.set(procedure.name, procedure);
  }
  const law = (): LawOfTerms => termsBy(deps.calendar());
  const procedureOf = (head: CaseHead): Procedure => {
    const found = versions.get(`${head.procedure}@${head.version}`);
    if (!found) throw new Error(`procedure ${head.procedure}@${head.version} of case ${head.id} is not installed`);
    return found;
  };
  const factsOf = async (tx: Tx, history: CaseHistory, command: Parameters<FactLoader>[2]): Promise<unknown> =>
    deps.facts[history.head.procedure]?.(tx, history, command);

  const asksAbout = (procedure: string, by: Actor): Admission | undefined => {
    const known = deps.admits?.[procedure];
    return known?.roles.some((role) => by.roles.includes(role)) ? known.ask : undefined;
  };
  const admitted = async (tx: Tx, history: CaseHistory, by: Actor): Promise<Refusal | null> =>
    (await asksAbout(history.head.procedure, by)?.(tx, history, by)) ?? null;

  /** The case with everything that time has done to it by now, written down. */
  async function settled(
    tx: Tx,
    before: CaseHistory,
    now: Date,
  ): Promise<{ procedure: Procedure; history: CaseHistory }> {
    const procedure = procedureOf(before.head);
    const facts = before.acts.length === 0 ? undefined : await factsOf(tx, before, null);
    const passed = settle(procedure, before, { now, facts, law: law() });
    if (passed.acts.length > 0) await recordDecision(deps, tx, procedure, before, passed, null);
    return { procedure, history: { head: before.head, acts: [...before.acts, ...passed.acts] } };
  }

  async function perform(
    tx: Tx,
    before: CaseHistory,
    { act, by, data, signature }: Pick<DoAct, 'act' | 'by' | 'data' | 'signature'>,
  ): Promise<CaseNow | Refusal> {
    // One moment for the whole command: a term must not run out between settling and deciding.
    const now = deps.clock.now();
    const { procedure, history } = await settled(tx, before, now);
    const command = { act, by, data };
    const facts = await factsOf(tx, history, command);
    const decision = decide(procedure, history, command, { now, facts, law: law() });
    const spec = procedure.acts[act];
    const refusal = isRefusal(decision)
      ? decision
      : spec?.signed === undefined
        ? null
        : await signatureFault(deps, tx, spec, { history, by, decision, signature });
    if (isRefusal(decision) || refusal !== null) {
      await recordRefused(deps, tx, history.head, command, refusal!, history.acts.length > 0);
      return refusal!;
    }
    if (history.acts.length === 0) await insertFile(tx, history.head, decision.acts[0]!.at);
    const message = signature === undefined || isRefusal(signature) ? undefined : signature.message;
    await recordDecision(deps, tx, procedure, history, decision, by, spec?.signed === undefined ? undefined : message);
    return {
      head: history.head,
      procedure,
      history: { head: history.head, acts: [...history.acts, ...decision.acts] },
      state: decision.state,
    };
  }

  return {
    deps,
    procedures: [...newest.values()],
    law,

    /** Opens a case by its opening act. */
    async open(tx: Tx, c: OpenCase): Promise<CaseNow | Refusal> {
      const procedure = newest.get(c.procedure);
      if (!procedure) return refuse('NO_SUCH_CASE');
      if ((procedure.about === 'subject') !== (c.subjectId !== null))
        return refuse('SUBJECT_MISSING', { field: 'subjectId' });
      const head: CaseHead = {
        id: c.id ?? uuidv7(deps.clock.real()),
        procedure: procedure.name,
        version: procedure.version,
        profile: deps.profile,
        holderId: c.holderId,
        subjectId: c.subjectId,
      };
      return perform(tx, { head, acts: [] }, { act: openingAct(procedure), by: c.by, data: c.data });
    },

    /** Does one act in a case. Attempts that are refused are recorded too. */
    async act(tx: Tx, c: DoAct): Promise<CaseNow | Refusal> {
      const file = await lockFile(tx, c.holderId, c.caseId);
      if (!file || !takesPart(procedureOf(headOf(file)), headOf(file), c.by)) return refuse('NO_SUCH_CASE');
      const before = { head: headOf(file), acts: await readActs(tx, c.holderId, c.caseId) };
      return (await admitted(tx, before, c.by)) ?? perform(tx, before, c);
    },

    /** The document that a signed act would make now: what is shown, and signed, before the act. Writes nothing. */
    async draft(tx: Tx, c: DoAct): Promise<{ readonly content: Buffer; readonly history: CaseHistory } | Refusal> {
      const found = await this.read(tx, c.holderId, c.caseId, c.by);
      if (isRefusal(found)) return found;
      const { head, procedure } = found;
      if (procedure.acts[c.act]?.signed === undefined) return refuse('NO_SUCH_ACT');
      const now = deps.clock.now();
      const command = { act: c.act, by: c.by, data: c.data };
      const facts = await factsOf(tx, found.history, command);
      const passed = settle(procedure, found.history, { now, facts, law: law() });
      const history = { head, acts: [...found.history.acts, ...passed.acts] };
      const decision = decide(procedure, history, command, { now, facts, law: law() });
      return isRefusal(decision) ? decision : { content: contentOf(decision), history };
    },

    /** The case as it stands now, for one who takes part in it. Writes nothing. */
    async read(tx: Tx, holderId: string, caseId: string, by: Actor): Promise<CaseNow | Refusal> {
      const file = await readFile(tx, holderId, caseId);
      if (!file) return refuse('NO_SUCH_CASE');
      const head = headOf(file);
      const procedure = procedureOf(head);
      if (!takesPart(procedure, head, by)) return refuse('NO_SUCH_CASE');
      const history: CaseHistory = { head, acts: await readActs(tx, holderId, caseId) };
      const shut = await admitted(tx, history, by);
      if (shut !== null) return shut;
      return { head, procedure, history, state: deriveState(procedure, history, deps.clock.now(), law()) };
    },

    /** What refuses acts of a case now, whatever their forms will say: by the names of those acts. Writes nothing. */
    async barred(tx: Tx, c: CaseNow, by: Actor, acts: readonly string[]): Promise<Readonly<Record<string, Refusal>>> {
      const found: Record<string, Refusal> = {};
      for (const act of acts) {
        if (caseGuards(c.procedure.acts[act]!).length === 0) continue;
        const facts = await factsOf(tx, c.history, { act, by, data: {} });
        const refusal = barOf(c.procedure, c.history, act, { now: deps.clock.now(), facts, law: law() });
        if (refusal !== null) found[act] = refusal;
      }
      return found;
    },

    /** Of cases on a list, those that the reader may enter. */
    async admitted<T extends { readonly id: string }>(
      tx: Tx,
      what: { readonly holderId: string; readonly procedure: string; readonly by: Actor },
      rows: readonly T[],
    ): Promise<T[]> {
      if (asksAbout(what.procedure, what.by) === undefined) return [...rows];
      const kept: T[] = [];
      for (const row of rows) if (!isRefusal(await this.read(tx, what.holderId, row.id, what.by))) kept.push(row);
      return kept;
    },

    /** Writes down what time has done to a case: the worker's part. Also brings its clocks in line with the calendar of today. */
    async settle(tx: Tx, holderId: string, caseId: string): Promise<CaseNow | null> {
      const file = await lockFile(tx, holderId, caseId);
      if (!file) return null;
      const now = deps.clock.now();
      const before = { head: headOf(file), acts: await readActs(tx, holderId, caseId) };
      const { procedure, history } = await settled(tx, before, now);
      const state = deriveState(procedure, history, now, law());
      await recordDecision(deps, tx, procedure, history, { acts: [], effects: [], documents: [], state }, null);
      return { head: history.head, procedure, history, state };
    },

    /** Tells the owner of a duty that its term is near. */
    async remind(tx: Tx, now: CaseNow, duty: string, n: number): Promise<void> {
      const at = deps.clock.now();
      const due = now.state.duties.find((d) => d.duty === duty && d.n === n)?.due.toISOString();
      const parties = [now.procedure.duties[duty]!.of];
      await deps.handlers[tellEffect]!(tx, now.head, {
        name: tellEffect,
        act: `${duty}.reminder`,
        seq: 0,
        at,
        data: { parties, duty, due },
      });
    },
  };
}

/** Whoever takes no part in a case does not learn that it exists. */
export function takesPart(procedure: Procedure, head: CaseHead, actor: Actor): boolean {
  return Object.values(procedure.parties).some((party) => isParty(party, head, actor));
}
