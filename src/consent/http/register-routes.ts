import { Type } from 'typebox';
import { type App, orRefuse, RefusalError, refuseHttp } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { deleteEvidence } from '../acts/delete-evidence.ts';
import { logOperation } from '../acts/log-operation.ts';
import { registerPaperConsent } from '../acts/paper-consent.ts';
import { powerFor } from '../acts/representation.ts';
import { subjectByPin } from '../acts/subjects.ts';
import type { ConsentDeps } from '../deps.ts';
import type { AuthorityDocument } from '../document/index.ts';
import { refuse } from '../refusals.ts';
import { actorOf } from './holder-routes.ts';
import { answers, ChoicesSchema, Day, Id, LangSchema, Moment, nullable } from './schemas.ts';

const staff = (...roles: string[]) => ({ for: 'staff' as const, office: 'holder' as const, roles });
const tags = ['holder'];
const params = Type.Object({ holderId: Id });
const Pin = Type.String({ maxLength: 20 });

const Received = Type.Object(
  {
    form: Type.String({
      maxLength: 40,
      description: '"paper"; anything said, implied or merely clicked is refused (CP-7a)',
    }),
    purposeId: Id,
    subject: Type.Object({ pin: Pin }, { additionalProperties: false }),
    representative: nullable(Type.Object({ pin: Pin, representationId: Id }, { additionalProperties: false })),
    choices: ChoicesSchema,
    beside: nullable(Type.Union([Type.Literal('ru'), Type.Literal('en')])),
    signedOn: Day,
    acquaintedOn: Day,
    noticeLang: LangSchema,
    scan: nullable(
      Type.Object(
        {
          mediaType: Type.Union(['application/pdf', 'image/png', 'image/jpeg'].map((one) => Type.Literal(one))),
          base64: Type.String({ maxLength: 16_000_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' }),
        },
        { additionalProperties: false },
      ),
    ),
    placeOfOriginal: Type.String({ maxLength: 300 }),
  },
  { additionalProperties: false },
);

/** Registers of the holder that its staff and systems write into: paper consents, operations; and the end of evidence. */
export function registerRoutes(app: App, deps: ConsentDeps): void {
  app.post(
    '/v1/holders/:holderId/consents',
    {
      bodyLimit: 17_000_000,
      config: { access: [staff('clerk', 'data-officer')], rate: 'heavy' },
      schema: {
        tags,
        summary: 'Register a consent signed by hand; it counts after a second person’s check (CP-7a, CP-10e)',
        params,
        body: Received,
        response: answers({ 201: Type.Object({ consentId: Id, subjectId: Id }) }),
      },
    },
    async (request, reply) => {
      const {
        form,
        subject,
        representative,
        scan,
        purposeId,
        choices,
        beside,
        signedOn,
        acquaintedOn,
        noticeLang,
        placeOfOriginal,
      } = request.body;
      // CP-7a: paper here, an electronic document by the subject's own signature; there is no third form.
      if (form !== 'paper') throw new RefusalError(refuse('CONSENT_FORM_NOT_ALLOWED', { field: 'form' }));
      const { holderId } = request.params;
      const person = await personOf(holderId, subject.pin);
      const acting =
        representative === null ? null : orRefuse(await powerOf(holderId, representative, person, signedOn));
      const made = await registerPaperConsent(
        deps,
        { accountId: actorOf(request.principal).id, holderId },
        {
          purposeId,
          choices,
          beside,
          signedOn,
          acquaintedOn,
          noticeLang,
          placeOfOriginal,
          subjectPerson: person,
          representative: acting,
          scan:
            scan === null ? null : { mediaType: scan.mediaType as string, bytes: Buffer.from(scan.base64, 'base64') },
        },
      );
      return reply.status(201).send(orRefuse(made));
    },
  );
  const personOf = async (holderId: string, pin: string): Promise<string> => {
    const found = await subjectByPin(deps, holderId, pin.replace(/\D/g, ''));
    if (found === null) throw new RefusalError(refuseHttp('NOT_FOUND', { field: 'subject/pin' }));
    return found.personId;
  };
  // CP-6e: the power itself, checked and recorded before, for this very person and valid on the day of signing.
  const powerOf = async (
    holderId: string,
    one: { pin: string; representationId: string },
    principal: string,
    day: string,
  ): Promise<{ personId: string; authority: AuthorityDocument } | Refusal> => {
    const personId = await personOf(holderId, one.pin);
    const power = await powerFor(deps, personId, one.representationId, day, holderId);
    if (isRefusal(power)) return power;
    return power.principal === principal
      ? { personId, authority: power.authority }
      : refuse('REPRESENTATIVE_AUTHORITY_MISSING');
  };

  app.post(
    '/v1/holders/:holderId/operations',
    {
      config: { access: [staff('clerk', 'data-officer'), { for: 'machine', scope: 'data:write' }] },
      schema: {
        tags,
        summary: 'Log an operation with personal data under its purpose, ground and legal basis (SP-2, SP-11, SP-12)',
        params,
        body: Type.Object(
          {
            purpose: Type.String({ maxLength: 80 }),
            subjectId: Id,
            categories: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 100 }),
            action: Type.String({ maxLength: 40 }),
            activity: Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' }),
            mode: Type.Union([Type.Literal('automated'), Type.Literal('manual')]),
            recipient: Type.Optional(
              Type.Object(
                { code: Type.String({ maxLength: 80 }), country: Type.String({ pattern: '^[A-Z]{2}$' }) },
                { additionalProperties: false },
              ),
            ),
          },
          { additionalProperties: false },
        ),
        response: answers({
          201: Type.Object({
            operationId: Id,
            purpose: Type.String(),
            ground: Type.String(),
            legalBasis: Type.String(),
            groundId: nullable(Id),
            consentId: nullable(Id),
          }),
        }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(orRefuse(await logOperation(deps, request.params.holderId, actorOf(request.principal), request.body))),
  );

  app.delete(
    '/v1/holders/:holderId/subjects/:subjectId/consents/:consentId/evidence',
    {
      config: { access: [staff('data-officer')] },
      schema: {
        tags,
        summary: 'Delete the evidence of a consent: refused while anything under it is processed or stored (CP-10b)',
        params: Type.Object({ holderId: Id, subjectId: Id, consentId: Id }),
        response: answers({ 200: Type.Object({ at: Moment }) }),
      },
    },
    async (request) => {
      const { holderId, subjectId, consentId } = request.params;
      return {
        at: orRefuse(
          await deleteEvidence(deps, { accountId: actorOf(request.principal).id, holderId }, subjectId, consentId),
        ).at.toISOString(),
      };
    },
  );
}
