import { Type } from 'typebox';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { admitRequester, registerBiometrics } from '../acts/admit.ts';
import { addProtection, recordFurther, startFurtherPurpose } from '../acts/further-purpose.ts';
import { biometricUses, furtherKinds } from '../codes.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { answers, body, Codes, Id, machine, Moment, Note, nullable, ofHolder, oneOf, staff, Text3 } from './schemas.ts';

const tags = ['data records'];
const work = [staff('clerk', 'data-officer'), machine('data:write')];
const ofSubject = Type.Object({ holderId: Id, subjectId: Id });

export function furtherRoutes(app: App, deps: ArrayDeps): void {
  const of = Type.Object({ holderId: Id, furtherPurposeId: Id });
  const access = [staff('data-officer')];
  app.post(
    '/v1/holders/:holderId/further-purposes',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Name a historical, statistical or scientific purpose (PD-4.2c)',
        params: ofHolder,
        body: body({ kind: oneOf(furtherKinds), name: Text3, measures: Type.Array(Note, { maxItems: 50 }) }),
        response: answers({ 201: Type.Object({ furtherPurposeId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          await recordFurther(
            deps,
            { holderId: request.params.holderId, actor: actorOf(request.principal) },
            request.body,
          ),
        ),
  );
  app.post(
    '/v1/holders/:holderId/further-purposes/:furtherPurposeId/measures',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Record protection measures of a further purpose',
        params: of,
        body: body({ measures: Type.Array(Note, { minItems: 1, maxItems: 50 }) }),
        response: answers({ 200: Type.Object({ measures: Type.Integer() }) }),
      },
    },
    async (request) =>
      orRefuse(
        await addProtection(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.furtherPurposeId,
          request.body.measures,
        ),
      ),
  );
  app.post(
    '/v1/holders/:holderId/further-purposes/:furtherPurposeId/start',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Start a further purpose; refused while no protection is recorded (PD-4.2c)',
        params: of,
        response: answers({ 200: Type.Object({ startedAt: Moment }) }),
      },
    },
    async (request) => ({
      startedAt: orRefuse(
        await startFurtherPurpose(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.furtherPurposeId,
        ),
      ).startedAt.toISOString(),
    }),
  );
}

export function admissionRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/requesters',
    {
      config: { access: [staff('clerk', 'data-officer'), machine('cases:write')] },
      schema: {
        tags,
        summary: 'Whether a requester can be a data subject at all, before the request is taken in (PD-3.9)',
        params: ofHolder,
        body: body({
          kind: oneOf(['natural_person', 'legal_person', 'state_body', 'local_self_government']),
          number: nullable(Type.String({ maxLength: 20 })),
          about: oneOf(['itself', 'represented_person']),
          request: oneOf(['INFO', 'COPY', 'CORRECT', 'BLOCK', 'DESTROY', 'COMPLAIN', 'OTHER']),
        }),
        response: answers({ 200: Type.Object({ admitted: Type.Boolean() }) }),
      },
    },
    async (request) =>
      orRefuse(
        await admitRequester(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.body,
        ),
      ),
  );
  app.post(
    '/v1/holders/:holderId/subjects/:subjectId/biometric-registrations',
    {
      config: { access: work },
      schema: {
        tags,
        summary: 'Biometric registration on the citizen’s consent (PD-8.4a)',
        params: ofSubject,
        body: body({ purposeId: Id, use: oneOf(biometricUses), categories: Codes }),
        response: answers({ 201: Type.Object({ registrationId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await registerBiometrics(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              { ...request.body, subjectId: request.params.subjectId },
            ),
          ),
        ),
  );
}
