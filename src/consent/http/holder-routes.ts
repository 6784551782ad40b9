import { Type } from 'typebox';
import { parsePersonPin } from '../../keys/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import {
  type App,
  cutPage,
  once,
  orRefuse,
  pageQuery,
  type Principal,
  refuseHttp,
  RefusalError,
} from '../../platform/http/index.ts';
import { collect } from '../acts/collect.ts';
import { freezeConsent, resolveFreeze } from '../acts/freeze-consent.ts';
import { confirmPaperConsent } from '../acts/paper-consent.ts';
import { fulfilObligation, recordGround, recordObligation } from '../acts/record-ground.ts';
import { lookUpSubject } from '../acts/subjects.ts';
import { withdrawConsent } from '../acts/withdraw-consent.ts';
import type { ConsentDeps } from '../deps.ts';
import { endProcessing, publishPurpose } from '../purposes/publish-purpose.ts';
import type { PurposeBody } from '../purposes/purpose.ts';
import { consentsOfHolder } from '../store.ts';
import { answers, ConsentSchema, Day, Id, Moment, nullable, PurposeBodySchema } from './schemas.ts';
import { consentView } from './views.ts';

const staff = (...roles: string[]) => ({ for: 'staff' as const, office: 'holder' as const, roles });
const machine = (scope: string) => ({ for: 'machine' as const, scope });
const tags = ['holder'];
const ofHolder = Type.Object({ holderId: Id });
const ofConsent = Type.Object({ holderId: Id, subjectId: Id, consentId: Id });
export const actorOf = (principal: Principal): { kind: 'account' | 'client'; id: string } =>
  principal.kind === 'machine'
    ? { kind: 'client', id: principal.clientId }
    : { kind: 'account', id: principal.kind === 'anonymous' ? 'anonymous' : principal.accountId };
const accountOf = (principal: Principal): string => actorOf(principal).id;

/** What a holder's staff and systems do: publish, look up, read, register, answer. */
export function holderRoutes(app: App, deps: ConsentDeps & { readonly macSecret: Buffer }): void {
  app.post(
    '/v1/holders/:holderId/purposes',
    {
      config: { access: [staff('data-officer', 'administrator'), machine('purposes:write')] },
      schema: {
        tags,
        summary: 'Publish a purpose or its next version (CP-4, PD-4.2a)',
        params: ofHolder,
        body: Type.Object(
          { body: PurposeBodySchema, officialUrl: Type.Optional(Type.String({ format: 'uri', maxLength: 300 })) },
          { additionalProperties: false },
        ),
        response: answers({
          201: Type.Object({ purposeId: Id, versionId: Id, number: Type.Integer(), widens: Type.Boolean() }),
        }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          await once(request, deps, (db) =>
            publishPurpose(
              { ...deps, db },
              { accountId: accountOf(request.principal), holderId: request.params.holderId },
              request.body.body as unknown as PurposeBody,
              request.body.officialUrl ?? null,
            ),
          ),
        ),
  );
  app.post(
    '/v1/holders/:holderId/purposes/:purposeId/end',
    {
      config: { access: [staff('data-officer')] },
      schema: {
        tags,
        summary: 'End the processing for a purpose (SP-17)',
        params: Type.Object({ holderId: Id, purposeId: Id }),
        body: Type.Object(
          {
            reason: Type.Union([
              Type.Literal('PURPOSE_ACHIEVED'),
              Type.Literal('UNLAWFUL_PROCESSING'),
              Type.Literal('SERVICE_ENDED'),
            ]),
          },
          { additionalProperties: false },
        ),
        response: answers({ 200: Type.Object({ at: Moment }) }),
      },
    },
    async (request) => ({
      at: orRefuse(
        await endProcessing(
          deps,
          { accountId: accountOf(request.principal), holderId: request.params.holderId },
          request.params.purposeId,
          request.body.reason,
        ),
      ).at.toISOString(),
    }),
  );
  app.post(
    '/v1/holders/:holderId/subjects/lookup',
    {
      config: { access: [staff('clerk', 'data-officer'), machine('subjects:lookup')], rate: 'look-up' },
      schema: {
        tags,
        summary: 'The holder’s own pairwise id of the person with this PIN; the PIN travels in the body only',
        params: ofHolder,
        body: Type.Object({ pin: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
        response: answers({ 200: Type.Object({ subjectId: Id }) }),
      },
    },
    async (request) => {
      const pin = orRefuse(parsePersonPin(request.body.pin));
      const subjectId = await lookUpSubject(deps, request.params.holderId, actorOf(request.principal), pin.digits);
      if (subjectId === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      return { subjectId };
    },
  );
  app.get(
    '/v1/holders/:holderId/consents',
    {
      config: { access: [staff('clerk', 'data-officer', 'administrator'), machine('consents:read')] },
      schema: {
        tags,
        summary: 'Consents of this holder, newest first, by cursor',
        params: ofHolder,
        querystring: Type.Object({
          ...pageQuery.properties,
          purposeId: Type.Optional(Id),
          state: Type.Optional(Type.String({ maxLength: 20 })),
          subjectId: Type.Optional(Id),
        }),
        response: answers({
          200: Type.Object({
            items: Type.Array(Type.Object({ ...ConsentSchema.properties, subjectId: Id })),
            next: nullable(Id),
          }),
        }),
      },
    },
    async (request) => {
      const { after, limit = 25, ...filter } = request.query;
      const rows = await consentsOfHolder(
        deps.db,
        holderScope(request.params.holderId),
        request.params.holderId,
        filter,
        after,
        limit,
      );
      const page = cutPage(rows, limit);
      return { items: page.items.map((row) => ({ ...consentView(row), subjectId: row.subject_id })), next: page.next };
    },
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/consents/:consentId/withdrawal',
    {
      config: { access: [staff('clerk', 'data-officer')] },
      schema: {
        tags,
        summary: 'Register a free-form withdrawal made at the counter or by letter (CP-F-30)',
        params: ofConsent,
        body: Type.Object(
          {
            application: Type.String({ minLength: 1, maxLength: 10_000 }),
            channel: Type.Union([Type.Literal('counter'), Type.Literal('letter')]),
          },
          { additionalProperties: false },
        ),
        response: answers({
          200: Type.Object({ outcome: Type.String(), at: Moment, retainedUntil: nullable(Moment) }),
        }),
      },
    },
    async (request) => {
      const { holderId, subjectId, consentId } = request.params;
      const done = orRefuse(
        await withdrawConsent(deps, holderScope(holderId), {
          subjectId,
          consentId,
          application: request.body.application,
          channel: request.body.channel,
          actor: { kind: 'account', id: accountOf(request.principal), role: 'clerk' },
        }),
      );
      return {
        outcome: done.outcome,
        at: done.at.toISOString(),
        retainedUntil: done.retainedUntil?.toISOString() ?? null,
      };
    },
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/consents/:consentId/paper-check',
    {
      config: { access: [staff('clerk', 'data-officer')] },
      schema: {
        tags,
        summary: 'Second person’s check of a paper consent against the original (CP-10e)',
        params: ofConsent,
        response: answers({ 200: Type.Object({ evidenceId: Id }) }),
      },
    },
    async (request) =>
      orRefuse(
        await confirmPaperConsent(
          deps,
          { accountId: accountOf(request.principal), holderId: request.params.holderId },
          request.params.subjectId,
          request.params.consentId,
        ),
      ),
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/consents/:consentId/dispute',
    {
      config: { access: [staff('clerk', 'data-officer')] },
      schema: {
        tags,
        summary: 'At the counter: "this was not me"; or the end of the check',
        params: ofConsent,
        body: Type.Object(
          { finding: Type.Optional(Type.Union([Type.Literal('genuine'), Type.Literal('not-genuine')])) },
          { additionalProperties: false },
        ),
        response: answers({ 200: Type.Object({ eventId: Id }) }),
      },
    },
    async (request) => {
      const { holderId, subjectId, consentId } = request.params;
      const actor = { kind: 'account' as const, id: accountOf(request.principal) };
      const { finding } = request.body;
      return orRefuse(
        finding === undefined
          ? await freezeConsent(deps, holderScope(holderId), subjectId, consentId, actor)
          : await resolveFreeze(deps, holderScope(holderId), subjectId, consentId, actor, finding),
      );
    },
  );
  groundRoutes(app, deps);
}

function groundRoutes(app: App, deps: ConsentDeps & { readonly macSecret: Buffer }): void {
  app.post(
    '/v1/holders/:holderId/grounds',
    {
      config: { access: [staff('data-officer')] },
      schema: {
        tags,
        summary:
          'Record a ground other than consent, or an exception for a special category (PD-5.1, PD-8.2, PD-17.1, PD-18.1)',
        params: ofHolder,
        body: Type.Object(
          {
            purposeId: Id,
            subjectId: nullable(Id),
            code: Type.String({ maxLength: 20 }),
            evidence: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown()),
            endsAt: nullable(Moment),
          },
          { additionalProperties: false },
        ),
        response: answers({ 201: Type.Object({ groundId: Id }) }),
      },
    },
    async (request, reply) => {
      const { endsAt, ...body } = request.body;
      return reply
        .status(201)
        .send(
          await once(request, deps, (db) =>
            recordGround(
              { ...deps, db },
              { accountId: accountOf(request.principal), holderId: request.params.holderId },
              { ...body, evidence: body.evidence as never, endsAt: endsAt === null ? null : new Date(endsAt) },
            ),
          ),
        );
    },
  );
  app.post(
    '/v1/holders/:holderId/obligations',
    {
      config: { access: [staff('data-officer'), machine('consents:write')] },
      schema: {
        tags,
        summary: 'Name the subject’s civil-law obligation that bars a withdrawal (PD-9.4c)',
        params: ofHolder,
        body: Type.Object(
          {
            purposeId: Id,
            subjectId: Id,
            kind: Type.Union([Type.Literal('civil'), Type.Literal('tax'), Type.Literal('other')]),
            contract: Type.String({ maxLength: 300 }),
            amountTyiyn: nullable(Type.Integer({ minimum: 1 })),
            act: nullable(Type.String({ maxLength: 500 })),
            dueOn: nullable(Day),
          },
          { additionalProperties: false },
        ),
        response: answers({ 201: Type.Object({ obligationId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          await once(request, deps, (db) =>
            recordObligation(
              { ...deps, db },
              { accountId: accountOf(request.principal), holderId: request.params.holderId },
              request.body,
            ),
          ),
        ),
  );
  app.post(
    '/v1/holders/:holderId/obligations/:obligationId/fulfilled',
    {
      config: { access: [staff('data-officer'), machine('consents:write')] },
      schema: {
        tags,
        summary: 'The obligation is fulfilled; a pending withdrawal takes effect by itself (PD-9.4d)',
        params: Type.Object({ holderId: Id, obligationId: Id }),
        response: answers({ 200: Type.Object({ withdrawn: nullable(Id) }) }),
      },
    },
    async (request) =>
      await once(request, deps, (db) =>
        fulfilObligation(
          { ...deps, db },
          { accountId: accountOf(request.principal), holderId: request.params.holderId },
          request.params.obligationId,
        ),
      ),
  );
  app.post(
    '/v1/holders/:holderId/data-records',
    {
      config: { access: [staff('clerk', 'data-officer'), machine('data:write')] },
      schema: {
        tags,
        summary: 'Register that one category of data was collected (SP-4a, SP-5, PD-3.16)',
        params: ofHolder,
        body: Type.Object(
          {
            subjectId: Id,
            purposeId: Id,
            category: Type.String({ maxLength: 80 }),
            subjectCategory: Type.String({ maxLength: 80 }),
            source: Type.Union([
              Type.Object({ kind: Type.Literal('subject') }, { additionalProperties: false }),
              Type.Object(
                {
                  kind: Type.Literal('other'),
                  name: Type.String({ maxLength: 300 }),
                  fulfils: Type.String({ maxLength: 300 }),
                },
                { additionalProperties: false },
              ),
            ]),
            channel: Type.Union(['form', 'email', 'phone', 'paper', 'api'].map((value) => Type.Literal(value))),
            mode: Type.Union([Type.Literal('automated'), Type.Literal('manual')]),
            declaredReliable: Type.Boolean(),
            statedAge: Type.Optional(
              Type.Integer({
                minimum: 0,
                maximum: 150,
                description: 'The answer to the question of age, where the form asks it (PD-18.4)',
              }),
            ),
            value: Type.Optional(Type.String({ maxLength: 4000 })),
          },
          { additionalProperties: false },
        ),
        response: answers({ 201: Type.Object({ recordId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          await once(request, deps, (db) =>
            collect(deps, request.params.holderId, actorOf(request.principal), request.body as never, db),
          ),
        ),
  );
}
