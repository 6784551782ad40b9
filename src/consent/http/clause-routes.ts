import { Type } from 'typebox';
import { holderScope, systemScope } from '../../platform/db/index.ts';
import { type App, orRefuse, RefusalError, type Staff } from '../../platform/http/index.ts';
import { invalidateClauses } from '../acts/invalidate-clause.ts';
import { askOtherForm } from '../acts/other-form.ts';
import { proveConsent } from '../acts/prove-consent.ts';
import type { ConsentDeps } from '../deps.ts';
import { answers, Id, nullable } from './schemas.ts';

const officer = [{ for: 'staff' as const, office: 'holder' as const, roles: ['data-officer'] }];
const authority = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
const ofConsent = Type.Object({ holderId: Id, subjectId: Id, consentId: Id });
const clauses = Type.Array(Type.String({ maxLength: 100 }), {
  minItems: 1,
  maxItems: 100,
  description: 'data:CODE, action:CODE, transfer, cross-border, public:CODE',
});
const document = Type.String({ minLength: 3, maxLength: 300, description: 'The decision, judgment or memo' });
const done = answers({ 200: Type.Object({ eventId: Id, clauses: Type.Array(Type.String()) }) });

/** PD-9.2b: clauses of a consent found invalid, by whom; PD-9.5a: the authority asks for the proof of a consent. */
export function clauseRoutes(app: App, deps: ConsentDeps): void {
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/consents/:consentId/invalid-clauses',
    {
      config: { access: officer },
      schema: {
        tags: ['holder'],
        summary: 'The holder, or a court by a judgment the holder enters, finds clauses of a consent invalid (PD-9.2b)',
        params: ofConsent,
        body: Type.Object(
          { clauses, document, by: Type.Union([Type.Literal('holder'), Type.Literal('court')]) },
          { additionalProperties: false },
        ),
        response: done,
      },
    },
    async (request) => {
      const { holderId, ...consent } = request.params;
      const actor = { kind: 'account' as const, id: (request.principal as Staff).accountId, role: 'data-officer' };
      return orRefuse(
        await invalidateClauses(deps, holderScope(holderId), holderId, { ...consent, ...request.body, actor }),
      );
    },
  );
  app.post(
    '/v1/authority/holders/:holderId/subjects/:subjectId/consents/:consentId/invalid-clauses',
    {
      config: { access: authority },
      schema: {
        tags: ['authority'],
        summary: 'The authority finds clauses of a consent invalid (PD-9.2b)',
        params: ofConsent,
        body: Type.Object({ clauses, document }, { additionalProperties: false }),
        response: done,
      },
    },
    async (request) => {
      const { holderId, ...consent } = request.params;
      const actor = { kind: 'account' as const, id: (request.principal as Staff).accountId, role: 'authority' };
      const scope = systemScope('the authority finds a clause invalid; its act is journalled');
      return orRefuse(
        await invalidateClauses(deps, scope, holderId, { ...consent, ...request.body, by: 'authority', actor }),
      );
    },
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/consents/other-form',
    {
      config: { access: [{ for: 'staff', office: 'holder', roles: ['clerk', 'data-officer'] }] },
      schema: {
        tags: ['holder'],
        summary:
          'A consent neither on paper nor as an electronic document: refused, with the reason, and kept (PD-9.1g, PD-9.1h, CP-7a)',
        params: Type.Object({ holderId: Id, subjectId: Id }),
        body: Type.Object(
          {
            purposeId: Id,
            description: Type.String({ maxLength: 2000, description: 'How the consent was established' }),
          },
          { additionalProperties: false },
        ),
        response: answers({ 201: Type.Object({ consentId: Id }) }),
      },
    },
    async (request) => {
      const { holderId, subjectId } = request.params;
      const clerk = { accountId: (request.principal as Staff).accountId, holderId };
      throw new RefusalError(await askOtherForm(deps, clerk, { ...request.body, subjectId }));
    },
  );
  app.get(
    '/v1/authority/holders/:holderId/subjects/:subjectId/consents/:consentId/proof',
    {
      config: { access: authority },
      schema: {
        tags: ['authority'],
        summary: 'Is this consent proven? An unproven one is reported so and its processing flagged (PD-9.5a)',
        params: ofConsent,
        response: answers({
          200: Type.Object({
            proof: Type.String(),
            missing: Type.Array(Type.String()),
            state: Type.String(),
            evidenceMode: nullable(Type.String()),
            manifestHash: Type.String(),
            documentHash: Type.String(),
          }),
        }),
      },
    },
    async (request) => {
      const proof = orRefuse(
        await proveConsent(deps, { accountId: (request.principal as Staff).accountId }, request.params),
      );
      return { ...proof, missing: [...proof.missing] };
    },
  );
}
