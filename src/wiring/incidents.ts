import { Type } from 'typebox';
import { systemScope } from '../platform/db/index.ts';
import { type App, orRefuse } from '../platform/http/index.ts';
import { Id, Moment, problem } from '../platform/shapes.ts';
import { closeIncident, explainIncident, incidentById, incidents } from '../record/index.ts';
import { checkIntegrity, foundNow, incidentDeps, type IntegrityDeps } from './integrity.ts';

// ES-13.2.2b, PD-4.9: the officers' side of the checks: looked at on demand, explained by one of them, closed by another.

const scope = systemScope('officers look at incidents of integrity');
const mostIncidents = 200;

/** What the desk of the authority does with incidents; the API and the pages go through it. The open ones come first. */
export const incidentDesk = (deps: IntegrityDeps) => ({
  check: () => checkIntegrity(deps),
  one: (id: string) => deps.db.tx(scope, (tx) => incidentById(tx, id)),
  all: () => deps.db.tx(scope, (tx) => incidents(tx, mostIncidents)),
  explain: (officer: string, what: Parameters<typeof explainIncident>[3]) =>
    explainIncident(deps.db, incidentDeps(deps), officer, what),
  close: async (officer: string, what: Parameters<typeof closeIncident>[3]) =>
    closeIncident(deps.db, incidentDeps(deps), officer, what, await foundNow(deps)),
});

export type IncidentDesk = ReturnType<typeof incidentDesk>;

const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
const View = Type.Object({
  id: Type.String(),
  openedAt: Type.String({ format: 'date-time' }),
  total: Type.Integer(),
  findings: Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))),
  explanation: Type.Union([Type.Object({ id: Id, text: Type.String(), at: Moment }), Type.Null()], {
    description: 'What an officer said last',
  }),
});

/** The check on demand, and what is open, for the officers of the authority. */
export function incidentRoutes(app: App, desk: IncidentDesk): void {
  app.post(
    '/v1/authority/integrity-checks',
    {
      config: { access: officer, rate: 'heavy' },
      schema: {
        tags: ['registers'],
        summary:
          'Holds journal, log and registers against each other now; what does not agree opens an incident (ES-13.2.2b)',
        response: {
          200: Type.Object({
            entries: Type.Integer(),
            records: Type.Integer(),
            findings: Type.Integer(),
            incidents: Type.Array(Type.String()),
          }),
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async () => {
      const { incidents, ...rest } = await desk.check();
      return { ...rest, incidents: [...incidents] };
    },
  );
  app.get(
    '/v1/authority/incidents',
    {
      config: { access: officer },
      schema: {
        tags: ['registers'],
        summary: 'Open incidents: what the checks of integrity have found',
        response: { 200: Type.Object({ items: Type.Array(View) }), '4xx': problem, '5xx': problem },
      },
    },
    async () => ({
      items: (await desk.all())
        .filter(({ closed_at: closedAt }) => closedAt === null)
        .map(({ id, opened_at: openedAt, findings, total, explanations }) => {
          const said = explanations.at(-1);
          return {
            id,
            openedAt: openedAt.toISOString(),
            total,
            findings: findings as Record<string, string | number | null>[],
            explanation: said === undefined ? null : { id: said.id, text: said.explanation, at: said.at.toISOString() },
          };
        }),
    }),
  );
  const accountOf = (request: { readonly principal: unknown }): string =>
    (request.principal as { readonly accountId: string }).accountId;
  const params = Type.Object({ incidentId: Id });
  app.post(
    '/v1/authority/incidents/:incidentId/explanations',
    {
      config: { access: officer },
      schema: {
        tags: ['registers'],
        summary: 'An officer says what was found and done about an incident',
        params,
        body: Type.Object(
          { explanation: Type.String({ minLength: 1, maxLength: 4000 }) },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Id }), '4xx': problem, '5xx': problem },
      },
    },
    async (request, reply) => {
      const { incidentId } = request.params;
      const done = await desk.explain(accountOf(request), { incidentId, ...request.body });
      return reply.status(201).send({ id: orRefuse(done).id });
    },
  );
  app.post(
    '/v1/authority/incidents/:incidentId/closing',
    {
      config: { access: officer, rate: 'heavy' },
      schema: {
        tags: ['registers'],
        summary:
          'Another officer closes the incident on exactly that explanation; what the check finds still is not closed',
        params,
        body: Type.Object({ explanationId: Id }, { additionalProperties: false }),
        response: { 200: Type.Object({ closedAt: Moment }), '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { incidentId } = request.params;
      const { closedAt } = orRefuse(await desk.close(accountOf(request), { incidentId, ...request.body }));
      return { closedAt: closedAt.toISOString() };
    },
  );
}
