import { Type } from 'typebox';
import { hex } from '../../record/index.ts';
import { type App, type Citizen, orRefuse } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { completeRecord } from '../acts/complete-record.ts';
import { declineConsent } from '../acts/decline.ts';
import { freezeConsent } from '../acts/freeze-consent.ts';
import { beginJourney } from '../acts/journey.ts';
import { prepareConsent } from '../acts/prepare-consent.ts';
import { subjectsOfPerson } from '../acts/subjects.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { consentsOfPerson } from '../store.ts';
import { fileRoutes } from './citizen-file-routes.ts';
import { acting, signingRoutes } from './signing-routes.ts';
import { withdrawalRoutes } from './withdrawal-routes.ts';
import { ownConsent } from './own-consent.ts';
import { answers, ChoicesSchema, ConsentSchema, Day, Id, LangSchema, Moment, nullable } from './schemas.ts';
import { consentView } from './views.ts';

const access = [{ for: 'person' as const }];
const tags = ['citizen'];
const ofConsent = Type.Object({ consentId: Id });
// CP-6b: every journey begins with nothing chosen.
const nothingTicked = {
  categories: [],
  processing: false,
  transfer: false,
  crossBorder: false,
  place: '',
  acknowledged: false,
};

/** A citizen's whole way by API: journey (notice) -> draft -> signing -> consent -> evidence -> withdrawal. */
export function citizenRoutes(app: App, deps: ExportDeps): void {
  app.get(
    '/v1/me/consents',
    {
      config: { access },
      schema: {
        tags,
        summary: 'All my consents and refusals, newest first',
        response: answers({ 200: Type.Object({ items: Type.Array(ConsentSchema) }) }),
      },
    },
    async (request) => {
      const { scope, all } = await subjectsOfPerson(deps, (request.principal as Citizen).personId!);
      return { items: (await consentsOfPerson(deps.db, scope, all)).map(consentView) };
    },
  );
  app.post(
    '/v1/me/journeys',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Begin: shows the notice and records that it was shown (CP-5, PD-9.3)',
        body: Type.Object(
          { purposeId: Id, lang: LangSchema, representationId: Type.Optional(Id) },
          { additionalProperties: false },
        ),
        response: answers({
          201: Type.Object({
            protocolId: Type.String(),
            noticeId: Id,
            noticeHash: Type.String(),
            audience: Type.String(),
            notice: Type.Any(),
            choices: ChoicesSchema,
          }),
        }),
      },
    },
    async (request, reply) => {
      const { purposeId, lang } = request.body;
      const begun = orRefuse(
        await beginJourney(deps, acting(request.principal as Citizen), {
          purposeId,
          lang: lang as Lang,
          ...(request.body.representationId === undefined ? {} : { representationId: request.body.representationId }),
        }),
      );
      return reply.status(201).send({
        protocolId: begun.protocolId,
        noticeId: begun.notice.id,
        noticeHash: hex(begun.notice.hash),
        audience: begun.notice.audience,
        notice: JSON.parse(Buffer.from(begun.notice.bytes).toString()) as object,
        choices: nothingTicked,
      });
    },
  );
  app.post(
    '/v1/me/drafts',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Choices become a complete document, held for signing',
        body: Type.Object(
          {
            purposeId: Id,
            protocolId: Id,
            choices: ChoicesSchema,
            beside: nullable(Type.Union([Type.Literal('ru'), Type.Literal('en')])),
            representationId: Type.Optional(Id),
          },
          { additionalProperties: false },
        ),
        response: answers({
          201: Type.Object({
            draftId: Id,
            consentId: Id,
            manifestHash: Type.String(),
            expiresAt: Moment,
            document: Type.Any(),
          }),
        }),
      },
    },
    async (request, reply) => {
      const made = orRefuse(await prepareConsent(deps, acting(request.principal as Citizen), request.body as never));
      return reply.status(201).send({
        draftId: made.draftId,
        consentId: made.consentId,
        manifestHash: made.manifestHash,
        expiresAt: made.expiresAt.toISOString(),
        document: made.document,
      });
    },
  );
  app.post(
    '/v1/me/purposes/:purposeId/refusal',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Decline (CP-6a): a record with a receipt, and no personal data stored',
        params: Type.Object({ purposeId: Id }),
        response: answers({ 201: Type.Object({ consentId: Id, at: Moment }) }),
      },
    },
    async (request, reply) => {
      const declined = orRefuse(
        await declineConsent(deps, acting(request.principal as Citizen), request.params.purposeId),
      );
      return reply.status(201).send({ consentId: declined.consentId, at: declined.at.toISOString() });
    },
  );
  app.post(
    '/v1/me/consents/:consentId/dispute',
    {
      config: { access },
      schema: {
        tags,
        summary: '"This was not me": freezes the consent and opens a check',
        params: ofConsent,
        response: answers({ 200: Type.Object({ eventId: Id }) }),
      },
    },
    async (request) => {
      const { row, scope } = orRefuse(
        await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId),
      );
      return orRefuse(await freezeConsent(deps, scope, row.subject_id, row.id, { kind: 'person', id: row.subject_id }));
    },
  );
  app.post(
    '/v1/me/record',
    {
      config: { access },
      schema: {
        tags,
        summary: 'State the address and the identity document that a consent must contain (CP-8a-2, CP-8a-3)',
        body: Type.Object(
          {
            address: Type.Optional(
              Type.Object(
                {
                  kind: Type.Union([Type.Literal('residence'), Type.Literal('stay')]),
                  text: Type.String({ minLength: 3, maxLength: 300 }),
                },
                { additionalProperties: false },
              ),
            ),
            document: Type.Optional(
              Type.Object(
                {
                  type: Type.String({ maxLength: 40 }),
                  series: Type.String({ maxLength: 10 }),
                  number: Type.String({ maxLength: 20 }),
                  issuedOn: Day,
                  issuedBy: Type.String({ minLength: 2, maxLength: 200 }),
                },
                { additionalProperties: false },
              ),
            ),
          },
          { additionalProperties: false, minProperties: 1 },
        ),
        response: answers({ 200: Type.Object({ version: Type.Integer() }) }),
      },
    },
    async (request) =>
      orRefuse(await completeRecord(deps, acting(request.principal as Citizen), request.body as never)),
  );
  signingRoutes(app, deps);
  withdrawalRoutes(app, deps);
  fileRoutes(app, deps);
}
