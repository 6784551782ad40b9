import { insertEntries, prepareEntry } from '../record/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { partyOf } from './decide.ts';
import type { CaseNow, Engine } from './engine.ts';
import { readDocuments, type StoredAct } from './store.ts';
import { refuse } from './refusals.ts';
import type { Actor, Data } from './types.ts';

/** What the reader may do now. */
export const possibleFor = ({ procedure, head, state }: CaseNow, by: Actor): string[] =>
  state.possible.filter((act) => partyOf(procedure, head, procedure.acts[act]!, by) !== null);

/** The case with what was sealed, for one who takes part in it. A look by staff at a person's case is journalled (DECISIONS 2). */
export async function readWhole(
  engine: Engine,
  tx: Tx,
  holderId: string,
  caseId: string,
  by: Actor,
): Promise<CaseNow | Refusal> {
  const now = await engine.read(tx, holderId, caseId, by);
  if (isRefusal(now)) return now;
  if (by.office !== 'subject' && now.head.subjectId !== null) await recordLook(engine, tx, now, by);
  return openActs(engine, tx, now);
}

/** The acts with what was sealed in them; what its key no longer opens is left out. */
export async function openActs(engine: Engine, tx: Tx, now: CaseNow): Promise<CaseNow> {
  const acts: StoredAct[] = [];
  for (const done of now.history.acts as StoredAct[]) {
    const opened =
      done.sealed &&
      (await engine.deps.sealer.open(
        tx,
        now.head,
        { table: 'case_act', row: `${now.head.id}/${done.seq}`, column: 'sealed' },
        done.sealed,
      ));
    const { salt: _salt, ...personal } = opened ?? {};
    acts.push({ ...done, data: { ...done.data, ...personal } });
  }
  return { ...now, history: { head: now.head, acts } };
}

export type CaseDocument = {
  seq: number;
  kind: string;
  at: Date;
  hash: string;
  salt: string | null;
  content: Data | null;
  /** CMS upon the canonical bytes of `content`; null where the act is not signed, or its key is destroyed. */
  signature: Buffer | null;
};

/** A document of the case, with the salt that its hash is checked with; `content` is null when its key is destroyed. */
export async function readDocument(engine: Engine, tx: Tx, now: CaseNow, seq: number): Promise<CaseDocument | Refusal> {
  const row = (await documentsOf(tx, now)).find((one) => one.seq === seq);
  if (!row) return refuse('NO_SUCH_CASE');
  const base = { seq, kind: row.kind, at: row.at, hash: row.hash.toString('hex') };
  if (row.sealed === null) return { ...base, salt: null, content: row.content, signature: row.signature };
  const opened = await engine.deps.sealer.open(
    tx,
    now.head,
    { table: 'case_document', row: `${now.head.id}/${seq}`, column: 'sealed' },
    row.sealed,
  );
  return {
    ...base,
    salt: (opened?.['salt'] as string | undefined) ?? null,
    content: (opened?.['content'] as Data | undefined) ?? null,
    signature: typeof opened?.['signature'] === 'string' ? Buffer.from(opened['signature'], 'hex') : null,
  };
}
export const documentsOf = (tx: Tx, { head }: CaseNow) => readDocuments(tx, head.holderId, head.id);

async function recordLook({ deps }: Engine, tx: Tx, { head }: CaseNow, by: Actor): Promise<void> {
  const entry = {
    v: 1,
    id: uuidv7(deps.clock.real()),
    type: 'case.read',
    at: deps.clock.now().toISOString(),
    realAt: deps.clock.real().toISOString(),
    profile: head.profile,
    actor: { kind: by.kind, id: by.id, role: by.roles.join(' ') },
    holder: head.holderId,
    ...(head.subjectId === null ? {} : { subject: head.subjectId }),
    object: { kind: 'case', id: head.id },
    data: { procedure: head.procedure },
  } as const;
  await insertEntries(tx, [prepareEntry(entry, deps.random(32))]);
}
