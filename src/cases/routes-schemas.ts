import { type Static, Type } from 'typebox';
import type { Lang } from '../platform/text.ts';
import type { CaseNow } from './engine.ts';
import { dutyOfLate } from './state.ts';
import type { DocumentRow, FileRow } from './store.ts';
import type { CaseHead, Procedure } from './types.ts';

// The shapes of the cases' API. Titles come in the asked language.

const moment = Type.String({ format: 'date-time' });
const maybeMoment = Type.Union([moment, Type.Null()]);
const summary = {
  id: Type.String({ format: 'uuid' }),
  procedure: Type.String(),
  version: Type.Integer(),
  profile: Type.String(),
  holderId: Type.String({ format: 'uuid' }),
  subjectId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  stage: Type.String(),
  stageTitle: Type.String(),
  openedAt: moment,
  endedAt: maybeMoment,
};
const act = Type.Object({
  seq: Type.Integer(),
  act: Type.String(),
  title: Type.String(),
  law: Type.String(),
  party: Type.String(),
  at: moment,
  data: Type.Record(Type.String(), Type.Unknown()),
});
const duty = Type.Object({
  duty: Type.String(),
  title: Type.String(),
  law: Type.String(),
  of: Type.String(),
  state: Type.String(),
  late: Type.Boolean(),
  startedAt: moment,
  dueAt: moment,
  closedAt: maybeMoment,
});
const document = Type.Object({
  seq: Type.Integer(),
  kind: Type.String(),
  at: moment,
  hash: Type.String(),
  signed: Type.Boolean(),
});

export const caseSchema = Type.Object({
  ...summary,
  acts: Type.Array(act),
  duties: Type.Array(duty),
  documents: Type.Array(document),
  possible: Type.Array(Type.Object({ act: Type.String(), title: Type.String(), law: Type.String() })),
});
export type CaseBody = Static<typeof caseSchema>;

const nextPage = Type.Union([Type.String(), Type.Null()]);
export const listSchema = Type.Object({ items: Type.Array(Type.Object(summary)), next: nextPage });
export const documentSchema = Type.Object({
  seq: Type.Integer(),
  kind: Type.String(),
  at: moment,
  hash: Type.String({ description: 'SHA-256 over salt and canonical content' }),
  salt: Type.Union([Type.String(), Type.Null()]),
  content: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  signature: Type.Union([Type.String({ description: 'Base64 of CMS upon the canonical content' }), Type.Null()]),
});
export const tasksSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      holderId: Type.String({ format: 'uuid' }),
      caseId: Type.String({ format: 'uuid' }),
      procedure: Type.String(),
      duty: Type.String(),
      title: Type.String(),
      law: Type.String(),
      paused: Type.Boolean(),
      overdue: Type.Boolean(),
      startedAt: moment,
      dueAt: moment,
    }),
  ),
  next: nextPage,
});
export const statisticsSchema = Type.Object({
  cases: Type.Array(Type.Object({ stage: Type.String(), ended: Type.Boolean(), count: Type.Integer() })),
  duties: Type.Array(
    Type.Object({
      duty: Type.String(),
      open: Type.Integer(),
      overdue: Type.Integer(),
      inTime: Type.Integer(),
      late: Type.Integer(),
    }),
  ),
});

/** Whether the act of this number is one that is signed. */
export const isSigned = ({ procedure, history }: Pick<CaseNow, 'procedure' | 'history'>, seq: number): boolean =>
  procedure.acts[history.acts.find((done) => done.seq === seq)?.act ?? '']?.signed !== undefined;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const summaryView = (
  procedure: Procedure,
  head: CaseHead,
  row: Pick<FileRow, 'stage' | 'opened_at' | 'ended_at'>,
  lang: Lang,
) => ({
  ...head,
  stage: row.stage,
  stageTitle: procedure.texts.stages[row.stage]?.[lang] ?? row.stage,
  openedAt: row.opened_at.toISOString(),
  endedAt: iso(row.ended_at),
});

/** A line of the history in words: an act, or a term that ran out. */
export function titleOf(procedure: Procedure, act: string, lang: Lang): string {
  const late = dutyOfLate(act);
  return (late === null ? procedure.texts.acts[act]?.[lang] : procedure.texts.duties[late]?.[lang]) ?? act;
}

export function caseView(
  now: CaseNow,
  documents: readonly DocumentRow[],
  possible: readonly string[],
  lang: Lang,
): CaseBody {
  const { procedure, head, state, history } = now;
  const lawOf = (name: string): string =>
    procedure.acts[name]?.law ?? procedure.duties[dutyOfLate(name) ?? name]?.law ?? procedure.law;
  const row = { stage: state.stage, opened_at: history.acts[0]!.at, ended_at: state.ended?.at ?? null };
  return {
    ...summaryView(procedure, head, row, lang),
    acts: history.acts.map(({ seq, act: name, party, at, data }) => ({
      seq,
      act: name,
      title: titleOf(procedure, name, lang),
      law: lawOf(name),
      party,
      at: at.toISOString(),
      data: { ...data },
    })),
    duties: state.duties.map((d) => ({
      duty: d.duty,
      title: procedure.texts.duties[d.duty]![lang],
      law: lawOf(d.duty),
      of: procedure.duties[d.duty]!.of,
      state: d.state,
      late: d.late,
      startedAt: d.start.toISOString(),
      dueAt: d.due.toISOString(),
      closedAt: iso(d.closedAt),
    })),
    documents: documents.map(({ seq, kind, at, hash }) => ({
      seq,
      signed: isSigned(now, seq),
      kind,
      at: at.toISOString(),
      hash: hash.toString('hex'),
    })),
    possible: possible.map((name) => ({ act: name, title: titleOf(procedure, name, lang), law: lawOf(name) })),
  };
}
