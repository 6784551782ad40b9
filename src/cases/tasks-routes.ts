import { Type } from 'typebox';
import type { Access, App } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids.ts';
import { type Asking, actorOfRequest } from './actor-of-request.ts';
import { accessOf, scopeOf, type SubjectOf } from './actors.ts';
import type { Engine } from './engine.ts';
import { tasksSchema } from './routes-schemas.ts';
import { homeOf } from './procedure.ts';
import { readTasks, type TaskRow } from './store.ts';
import type { Actor, Procedure } from './types.ts';

const query = Type.Object({
  after: Type.Optional(Type.String({ maxLength: 300 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
type Page = { readonly after?: string; readonly limit?: number };

/** What the asker owes, over all procedures, the most urgent first: at one holder, and for the authority over all. */
export function taskRoutes(app: App, { engine, subjectOf }: { engine: Engine; subjectOf: SubjectOf }): void {
  const ofAuthority = waysIn(engine.procedures).filter((way) => way.for === 'staff' && way.office === 'authority');
  const schema = { tags: ['tasks'], summary: 'Open duties', querystring: query, response: { 200: tasksSchema } };
  for (const home of ['holder', 'centre'] as const) {
    const there = engine.procedures.filter((procedure) => homeOf(procedure) === home);
    if (there.length === 0) continue;
    const at = `${home}Id`;
    const params = Type.Object({ [at]: Type.String({ format: 'uuid' }) });
    app.get(
      `/v1/${home}s/:${at}/tasks`,
      { config: { access: waysIn(there) }, schema: { ...schema, params } },
      async (request) => {
        const id = (request.params as Record<string, string>)[at]!;
        return tasks(engine, request, actorOfRequest(subjectOf, request, id), id, request.query);
      },
    );
  }
  if (ofAuthority.length === 0) return;
  app.get('/v1/tasks', { config: { access: ofAuthority }, schema }, async (request) =>
    tasks(engine, request, actorOfRequest(subjectOf, request, ''), null, request.query),
  );
}

const waysIn = (procedures: readonly Procedure[]): Access[] => {
  const ways = procedures.flatMap((procedure) => accessOf(procedure));
  return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
};

async function tasks(
  engine: Engine,
  { lang }: Asking,
  by: Actor,
  holderId: string | null,
  { after, limit = 25 }: Page,
) {
  const { db, clock } = engine.deps;
  const filter = { office: by.office, holderId, subjectId: by.subjectId ?? null, parties: partiesOf(engine, by) };
  const rows = await db.tx(scopeOf(by), (tx) => readTasks(tx, { ...filter, after: cursorOf(after), limit: limit + 1 }));
  const now = clock.now();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => {
      const procedure = engine.procedures.find(({ name }) => name === row.procedure)!;
      return {
        holderId: row.holder_id,
        caseId: row.case_id,
        procedure: row.procedure,
        duty: row.duty,
        title: procedure.texts.duties[row.duty]?.[lang] ?? row.duty,
        law: procedure.duties[row.duty]?.law ?? procedure.law,
        paused: row.state === 'paused',
        overdue: row.state === 'open' && row.due_at < now,
        startedAt: row.started_at.toISOString(),
        dueAt: row.due_at.toISOString(),
      };
    }),
    next: last ? cursorTo(last) : null,
  };
}

/** The parties of every procedure that the actor is one of. */
export const partiesOf = (engine: Engine, by: Actor): string[] =>
  engine.procedures.flatMap((procedure) =>
    Object.entries(procedure.parties)
      .filter(
        ([, { office, roles }]) =>
          office === by.office && (office === 'subject' || roles.some((role) => by.roles.includes(role))),
      )
      .map(([name]) => `${procedure.name}/${name}`),
  );

/** Where the page after this task begins. */
export const cursorTo = (last: Pick<TaskRow, 'due_at' | 'case_id' | 'duty'>): string =>
  Buffer.from([last.due_at.toISOString(), last.case_id, last.duty].join(' ')).toString('base64url');

/** A cursor that is none starts from the beginning. */
export function cursorOf(text: string | undefined): { due: Date; caseId: string; duty: string } | null {
  const [moment = '', caseId, duty = ''] = Buffer.from(text ?? '', 'base64url')
    .toString()
    .split(' ');
  const due = new Date(moment);
  return Number.isNaN(due.getTime()) || !isUuid(caseId) ? null : { due, caseId, duty };
}
