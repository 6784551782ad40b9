import { Type } from 'typebox';
import { systemScope } from '../../../platform/db/index.ts';
import { type App, orRefuse, type Principal } from '../../../platform/http/index.ts';
import { refuseHttp, RefusalError } from '../../../platform/http/index.ts';
import type { CentreDeps } from '../../centres/index.ts';
import { bodyAt, ruleById, rulesBy } from '../rules-store.ts';
import { type RuleKind, ruleKinds } from '../bodies.ts';
import { loadRule } from '../load-rule.ts';
import { refuse } from '../refusals.ts';
import { type Officer, withdrawRule } from '../withdraw-rule.ts';
import { publishOffer } from '../offer.ts';
import { offerAt } from '../offer-store.ts';
import { answers, Day, Id, Moment } from '../../../platform/shapes.ts';

const closed = { additionalProperties: false };
const Line = Type.String({ minLength: 1, maxLength: 300 });
const Kind = Type.Unsafe<RuleKind>(Type.Union(ruleKinds.map((one) => Type.Literal(one))));
const Act = Type.Object({ title: Line, number: Line, on: Day }, closed);
const Price = Type.String({ pattern: '^[0-9]{1,9}\\.[0-9]{2}$', description: 'Som' });
const Days = Type.Integer({ minimum: 1, maximum: 365 });
const Withdrawn = Type.Object({ at: Moment, ground: Type.String(), replacedBy: Type.Union([Id, Type.Null()]) });
const Body = Type.Record(Type.String({ maxLength: 40 }), Type.Unknown());

const officers = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer', 'security-body'] }];

/** ES-8.5: the form of certificates is the security body's, every other rule the authorised body's. */
export const roleFor = (kind: RuleKind): string => (kind === 'certificate-form' ? 'security-body' : 'officer');

/** Who may load a rule of a kind; leaves with a refusal. */
export function loaderOf(principal: Principal, kind: RuleKind): Officer {
  const role = roleFor(kind);
  if (principal.kind !== 'staff' || principal.office !== 'authority' || !principal.roles.includes(role))
    throw new RefusalError(refuseHttp('FORBIDDEN'));
  return { accountId: principal.accountId, role };
}

/** ES-8.1, ES-8.4, ES-8.5.1, ES-13.7b: the rules of the authority as dated data, and the same for anybody to read. */
export function ruleRoutes(app: App, deps: CentreDeps): void {
  app.post(
    '/v1/authority/rules',
    {
      config: { access: officers },
      schema: {
        tags: ['authority'],
        summary:
          'Load an edition of a rule from a day on, with the act that sets it; it may replace one whose day has not come',
        body: Type.Object({ kind: Kind, from: Day, act: Act, body: Body, replaces: Type.Optional(Id) }, closed),
        response: answers({ 201: Type.Object({ ruleId: Type.String({ format: 'uuid' }) }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await loadRule(deps, loaderOf(request.principal, request.body.kind), request.body))),
  );
  app.post(
    '/v1/authority/rules/:ruleId/withdrawal',
    {
      config: { access: officers },
      schema: {
        tags: ['authority'],
        summary: 'Withdraw an edition of a rule before its day comes; it stays on record',
        params: Type.Object({ ruleId: Id }),
        body: Type.Object({ ground: Line }, closed),
        response: answers({ 200: Type.Object({ withdrawnAt: Moment }) }),
      },
    },
    async (request) => {
      const { ruleId } = request.params;
      const { kind } = orRefuse((await ruleById(deps.db, ruleId, deps.clock.now())) ?? refuse('RULE_UNKNOWN'));
      const officer = loaderOf(request.principal, kind);
      const done = orRefuse(await withdrawRule(deps, officer, { ruleId, ground: request.body.ground }));
      return { withdrawnAt: done.withdrawnAt.toISOString() };
    },
  );
  const Prices = Type.Object({ natural: Price, legal: Price, automatic: Price }, closed);
  const Terms = Type.Object({ 'certificate-copy': Type.Optional(Days) }, closed);
  app.post(
    '/v1/centres/:centreId/offer',
    {
      config: { access: [{ for: 'staff' as const, office: 'centre' as const, roles: ['administrator'] }] },
      schema: {
        tags: ['centre'],
        summary:
          'A new edition of the standard offer: one price for each service, and terms of steps (ES-13.7a, ES-13.8)',
        params: Type.Object({ centreId: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ prices: Prices, terms: Terms }, closed),
        response: answers({ 201: Type.Object({ edition: Type.Integer() }) }),
      },
    },
    async (request, reply) => {
      const accountId = request.principal.kind === 'staff' ? request.principal.accountId : '';
      const by = { accountId, centreId: request.params.centreId };
      return reply.status(201).send(await publishOffer(deps, by, request.body));
    },
  );
  app.get(
    '/v1/centres/:centreId/offer',
    {
      config: { access: [{ for: 'everyone' as const }] },
      schema: {
        tags: ['registers'],
        summary: 'The standard offer of a centre, the same for everybody; edition 0: nothing is published, all is free',
        params: Type.Object({ centreId: Type.String({ format: 'uuid' }) }),
        response: answers({ 200: Type.Object({ edition: Type.Integer(), prices: Prices, terms: Terms }) }),
      },
    },
    async (request) => {
      const scope = systemScope('the standard offer of a centre is shown to anybody');
      const found = await deps.db.tx(scope, (tx) => offerAt(tx, request.params.centreId, deps.clock.now()));
      const free = '0.00';
      return {
        edition: found?.edition ?? 0,
        prices: found?.prices ?? { natural: free, legal: free, automatic: free },
        terms: found?.terms ?? {},
      };
    },
  );
  app.get(
    '/v1/registers/rules',
    {
      config: { access: [{ for: 'everyone' as const }] },
      schema: {
        tags: ['registers'],
        summary: 'Rules of the Government and of the authority: what is in force at a moment, and every edition',
        querystring: Type.Object({ asOf: Type.Optional(Moment) }),
        response: answers({
          200: Type.Object({
            asOf: Moment,
            inForce: Type.Record(Kind, Body),
            editions: Type.Array(
              Type.Object({
                id: Id,
                kind: Kind,
                since: Moment,
                act: Act,
                body: Body,
                withdrawn: Type.Union([Withdrawn, Type.Null()], {
                  description: 'Taken back before its day: it never held',
                }),
              }),
            ),
          }),
        }),
      },
    },
    async (request) => {
      const at = request.query.asOf === undefined ? deps.clock.now() : new Date(request.query.asOf);
      const inForce = await Promise.all(
        ruleKinds.map(async (kind) => [kind, await bodyAt(deps.db, kind, at)] as const),
      );
      return {
        asOf: at.toISOString(),
        inForce: Object.fromEntries(inForce) as unknown as Record<RuleKind, Record<string, unknown>>,
        editions: (await rulesBy(deps.db, deps.clock.now())).map(({ id, kind, since, act, body, withdrawn }) => ({
          id,
          kind,
          since: since.toISOString(),
          act,
          body: body as unknown as Record<string, unknown>,
          withdrawn: withdrawn === null ? null : { ...withdrawn, at: withdrawn.at.toISOString() },
        })),
      };
    },
  );
}
