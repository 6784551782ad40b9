import {
  canonicalBytes,
  insertEntries,
  type JsonObject,
  type PreparedEntry,
  prepareEntry,
  sha256,
} from '../record/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { Refusal } from '../platform/refusal.ts';
import { type Command, type Decision, engineActor } from './decide.ts';
import type { EngineDeps } from './engine.ts';
import { clocksOf, dutyOfLate, isRunning } from './state.ts';
import { insertRefused, type NewAct, type NewClock, type NewDocument, type NewDuty, saveDecision } from './store.ts';
import type { Actor, CaseHead, CaseHistory, CaseState, Data, DoneAct, Procedure } from './types.ts';

// Writes a decision down: acts, duties, clocks, documents, journal and effects in the one transaction of the caller.

type Writing = Pick<EngineDeps, 'clock' | 'handlers' | 'sealer' | 'random'>;

export async function recordDecision(
  deps: Writing,
  tx: Tx,
  procedure: Procedure,
  before: CaseHistory,
  decision: Decision,
  by: Actor | null,
  /** Of an act that is signed: the signature upon its document. */
  signature?: Uint8Array,
): Promise<void> {
  const { head } = before;
  const entries: PreparedEntry[] = [];
  const acts: NewAct[] = [];
  // The act itself is signed, not what follows from it by force of law.
  const signs = ({ seq }: { readonly seq: number }) => (seq === decision.acts[0]?.seq ? signature : undefined);
  for (const done of decision.acts) {
    const actor = done.by === engineActor.id || by === null ? engineActor : by;
    const act = await storedAct(deps, tx, procedure, head, done, actor, signs(done));
    acts.push(act.row);
    entries.push(act.entry);
  }
  const documents: NewDocument[] = [];
  for (const { kind, seq, at, content } of decision.documents)
    documents.push(await storedDocument(deps, tx, head, { kind, seq, at, content, signature: signs({ seq }) }));

  await saveDecision(tx, {
    head,
    stage: decision.state.stage,
    ended: decision.state.ended,
    acts,
    lateness: latenessOf(decision),
    duties: dutyRows(procedure, decision.state),
    clocks: clockRows(procedure, decision.state),
    documents,
  });
  await insertEntries(tx, entries);
  for (const effect of decision.effects) await deps.handlers[effect.name]!(tx, head, effect);
}

/** A refused attempt is a fact. Of what was sent only the act is kept. */
export async function recordRefused(
  deps: Writing,
  tx: Tx,
  head: CaseHead,
  command: Command,
  refusal: Refusal,
  caseExists: boolean,
): Promise<void> {
  const { by, act } = command;
  const at = deps.clock.now();
  const id = uuidv7(deps.clock.real());
  if (caseExists)
    await insertRefused(tx, head, { id, act, byKind: by.kind, byId: by.id, at, code: refusal.code, law: refusal.law });
  const data = { procedure: head.procedure, version: head.version, act, code: refusal.code, law: [...refusal.law] };
  await insertEntries(tx, [entryOf(deps, head, 'case.act-refused', by, id, at, data)]);
}

async function storedAct(
  deps: Writing,
  tx: Tx,
  procedure: Procedure,
  head: CaseHead,
  done: DoneAct,
  actor: Actor,
  signature: Uint8Array | undefined,
): Promise<{ row: NewAct; entry: PreparedEntry }> {
  const secret = new Set<string>(procedure.acts[done.act]?.personal ?? []);
  const [personal, clear] = split(done.data, secret);
  // A hash of few possible values is as good as the value: about a person it is salted, and the salt dies with the key.
  const salt = head.subjectId === null ? null : deps.random(32).toString('hex');
  const sealed =
    salt === null
      ? null
      : await deps.sealer.seal(
          tx,
          head,
          { table: 'case_act', row: `${head.id}/${done.seq}`, column: 'sealed' },
          { salt, ...personal },
          deps.clock.real(),
        );
  const entryId = uuidv7(deps.clock.real());
  const data = {
    procedure: head.procedure,
    version: head.version,
    act: done.act,
    seq: done.seq,
    party: done.party,
    hash: hashOf(salt, done.data).toString('hex'),
    ...(signature === undefined ? {} : { signature: sha256(signature).toString('hex') }),
  };
  return {
    row: {
      seq: done.seq,
      act: done.act,
      party: done.party,
      by_kind: actor.kind,
      by_id: done.by,
      at: done.at,
      real_at: deps.clock.real(),
      data: clear,
      sealed: sealed?.toString('hex') ?? null,
      entry_id: entryId,
    },
    entry: entryOf(
      deps,
      head,
      dutyOfLate(done.act) === null ? 'case.act-done' : 'case.term-passed',
      actor,
      entryId,
      done.at,
      data,
    ),
  };
}

async function storedDocument(
  deps: Writing,
  tx: Tx,
  head: CaseHead,
  d: { kind: string; seq: number; at: Date; content: Data; signature: Uint8Array | undefined },
): Promise<NewDocument> {
  const row = { seq: d.seq, kind: d.kind, at: d.at };
  const signature = d.signature === undefined ? null : Buffer.from(d.signature).toString('hex');
  if (head.subjectId === null)
    return { ...row, content: d.content, sealed: null, hash: hashOf(null, d.content).toString('hex'), signature };
  const salt = deps.random(32).toString('hex');
  const place = { table: 'case_document', row: `${head.id}/${d.seq}`, column: 'sealed' } as const;
  const sealed = await deps.sealer.seal(tx, head, place, { salt, content: d.content, signature }, deps.clock.real());
  const hash = hashOf(salt, d.content).toString('hex');
  // A signature names its signer: about a person it is sealed with what it is upon.
  return { ...row, content: null, sealed: sealed.toString('hex'), hash, signature: null };
}

/** SHA-256 of salt (where there is one) and the canonical form. */
export const hashOf = (salt: string | null, data: Data): Buffer =>
  sha256(Buffer.from(salt ?? '', 'hex'), canonicalBytes(data as JsonObject));

function entryOf(
  deps: Writing,
  head: CaseHead,
  type: `case.${string}`,
  actor: Actor,
  id: string,
  at: Date,
  data: JsonObject,
): PreparedEntry {
  return prepareEntry(
    {
      v: 1,
      id,
      type,
      at: at.toISOString(),
      realAt: deps.clock.real().toISOString(),
      profile: head.profile,
      actor: {
        kind: actor.kind,
        id: actor.id,
        ...(actor.roles[0] === undefined ? {} : { role: actor.roles.join(' ') }),
      },
      holder: head.holderId,
      ...(head.subjectId === null ? {} : { subject: head.subjectId }),
      object: { kind: 'case', id: head.id },
      data,
    },
    deps.random(32),
  );
}

function split(data: Data, secret: ReadonlySet<string>): [personal: Data, clear: Data] {
  const entries = Object.entries(data);
  return [
    Object.fromEntries(entries.filter(([key]) => secret.has(key))),
    Object.fromEntries(entries.filter(([key]) => !secret.has(key))),
  ];
}

function latenessOf({ acts, state }: Decision): { duty: string; n: number; seq: number }[] {
  const lates = acts.filter(({ act }) => dutyOfLate(act) !== null);
  return lates.map(({ act, seq, at }) => {
    const duty = dutyOfLate(act)!;
    const instance = state.duties.findLast((d) => d.duty === duty && d.start <= at)!;
    return { duty, n: instance.n, seq };
  });
}

function dutyRows(procedure: Procedure, state: CaseState): NewDuty[] {
  return state.duties.map((d) => {
    const spec = procedure.duties[d.duty]!;
    return {
      duty: d.duty,
      n: d.n,
      procedure: procedure.name,
      office: procedure.parties[spec.of]!.office,
      party: spec.of,
      state: d.state,
      started_at: d.start,
      due_at: d.due,
      closed_at: d.closedAt,
      late: d.late,
      waits: spec.waits === true,
    };
  });
}

function clockRows(procedure: Procedure, state: CaseState): NewClock[] {
  const armed = clocksOf(procedure, state).map(
    ({ duty, n, kind, at }): NewClock => ({ duty, n, kind, due_at: at, state: 'armed' }),
  );
  // What is not running needs no clock; what the history has recorded has fired.
  const idle = state.duties
    .filter((d) => !isRunning(d) || d.fired || d.state === 'paused')
    .flatMap((d): NewClock[] => [
      { duty: d.duty, n: d.n, kind: 'late', due_at: d.due, state: d.fired ? 'fired' : 'cancelled' },
      ...(procedure.duties[d.duty]!.remind ?? []).map(
        (days): NewClock => ({ duty: d.duty, n: d.n, kind: `reminder-${days}`, due_at: d.due, state: 'cancelled' }),
      ),
    ]);
  return [...armed, ...idle];
}
