import { Type } from 'typebox';
import type { Clock } from '../../../platform/clock.ts';
import { holderScope, personScope, type Scope, systemScope } from '../../../platform/db/index.ts';
import { type App, callerOf, orRefuse, type Principal, sendBytes, type Staff } from '../../../platform/http/index.ts';
import { refuseHttp, RefusalError } from '../../../platform/http/index.ts';
import type { Keys } from '../../../keys/index.ts';
import type { TypedMember } from '../../../record/index.ts';
import { asicMediaType } from '../../formats/index.ts';
import {
  mostSentBytes,
  placeFirst,
  placeOf,
  reportView,
  sentBytes,
  sentToVerify,
  VerificationReportSchema,
} from '../../verify/index.ts';
import { checkForParticipant, type ChecksDeps, type CheckView, ofPerson, readCheck, repeatCheck } from '../check.ts';
import { reportMember } from '../signed-report.ts';
import { answers, Id, problem } from '../../../platform/shapes.ts';

export type CheckRoutesDeps = ChecksDeps & {
  readonly clock: Clock;
  /** Files in a container under the installation's automatic signature (ES-12.5); null where it holds no key for one. */
  readonly container: ((members: readonly TypedMember[]) => Promise<Uint8Array>) | null;
};
const tags = ['signatures'];
const params = Type.Object({ centreId: Id, id: Id });
const Sha256 = Type.String({ description: 'SHA-256, hexadecimal' });
const View = {
  id: Id,
  centreId: Id,
  at: Type.String({ format: 'date-time' }),
  signatureSha256: Sha256,
  documentSha256: Type.Union([Sha256, Type.Null()]),
  answerSha256: Type.String({ description: 'SHA-256 of the canonical report' }),
  report: VerificationReportSchema,
};
const viewOf = ({ row, report }: CheckView) => {
  const { id, centreId, at, signatureSha256, documentSha256, answerSha256 } = row;
  return {
    id,
    centreId,
    at: at.toISOString(),
    signatureSha256,
    documentSha256,
    answerSha256,
    report: reportView(report),
  };
};
/** Who asked, the centre's staff, and the authority where liability is examined. */
const parties = [
  { for: 'person' as const },
  { for: 'staff' as const, office: 'centre' as const, roles: ['administrator', 'registrar', 'trusted'] },
  { for: 'staff' as const, office: 'authority' as const, roles: ['officer'] },
];

/** ES-13.5: the service is there for participants, and for the centre's trusted persons. */
const askers = [{ for: 'person' as const }, { for: 'staff' as const, office: 'centre' as const, roles: ['trusted'] }];

function personOf(principal: Principal): string {
  if (principal.kind === 'citizen' && principal.personId !== null) return principal.personId;
  throw new RefusalError(refuseHttp('NOT_FOUND'));
}

/** Under whose id an officer of a trusted person asks, who sees what that officer asked and nothing else; null: staff of the centre itself. */
export const askerOf = ({ roles, accountId }: Pick<Staff, 'roles' | 'accountId'>): string | null =>
  ['administrator', 'registrar'].some((role) => roles.includes(role)) ? null : accountId;

/** Whose rows this reader sees at a centre. */
export function scopeAt(keys: Keys, principal: Principal, centreId: string): Scope {
  if (principal.kind === 'citizen' && principal.personId !== null) return ofPerson(keys, principal.personId, centreId);
  if (principal.kind === 'staff') {
    if (principal.office === 'authority') return systemScope('the authority looks at a check that a claim is about');
    const asker = askerOf(principal);
    return asker === null ? holderScope(centreId) : personScope([asker]);
  }
  throw new RefusalError(refuseHttp('NOT_FOUND'));
}

/** ES-13.1.9, ES-13.3.2: a centre verifies for participants, signs what it found, and can show later why it said so. */
export function checkRoutes(app: App, deps: CheckRoutesDeps): void {
  app.post(
    '/v1/centres/:centreId/checks',
    {
      config: { access: askers, rate: 'heavy' },
      bodyLimit: mostSentBytes,
      onRequest: placeFirst(deps.verifier),
      schema: {
        tags,
        summary:
          'Have a centre verify a signature: the four conditions, signed, kept with request and data (ES-13.1.9)',
        params: Type.Object({ centreId: Id }),
        body: Type.Object(sentToVerify, { additionalProperties: false }),
        response: answers({
          201: Type.Object({
            ...View,
            signed: Type.Union([Type.String(), Type.Null()], {
              description:
                'The report in a container (ASiC-E) under the automatic signature, base64; null: no key here',
            }),
          }),
        }),
      },
    },
    async (request, reply) => {
      const { principal } = request;
      const { centreId } = request.params;
      const who =
        principal.kind === 'staff'
          ? { centreId, accountId: principal.accountId }
          : { centreId, personId: personOf(principal) };
      const done = orRefuse(
        await checkForParticipant(deps, who, placeOf(request), async () => sentBytes(request.body)),
      );
      const signed = deps.container === null ? null : await deps.container([await reportMember(deps, done)]);
      return reply
        .status(201)
        .send({ ...viewOf(done), signed: signed === null ? null : Buffer.from(signed).toString('base64') });
    },
  );
  app.get(
    '/v1/centres/:centreId/checks/:id',
    {
      config: { access: parties },
      schema: {
        tags,
        summary: 'A check that a centre made, with its answer',
        params,
        response: answers({ 200: Type.Object(View) }),
      },
    },
    async (request) => {
      const { centreId, id } = request.params;
      return viewOf(orRefuse(await readCheck(deps, scopeAt(deps.keys, request.principal, centreId), centreId, id)));
    },
  );
  app.get(
    '/v1/centres/:centreId/checks/:id/report.asice',
    {
      config: { access: parties, rate: 'heavy' },
      schema: { tags, summary: 'The signed report (ASiC-E)', params, response: { 200: Type.Any(), '4xx': problem } },
    },
    async (request, reply) => {
      const { centreId, id } = request.params;
      const found = orRefuse(await readCheck(deps, scopeAt(deps.keys, request.principal, centreId), centreId, id));
      if (deps.container === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      void reply.header('content-disposition', 'attachment; filename="report.asice"');
      return sendBytes(reply, asicMediaType, await deps.container([await reportMember(deps, found)]));
    },
  );
  app.post(
    '/v1/centres/:centreId/checks/:id/repeat',
    {
      config: { access: parties, rate: 'heavy' },
      schema: {
        tags,
        summary: 'Judge the kept request once more by the data of then: whether the same answer comes (ES-13.3.2)',
        params,
        response: answers({
          200: Type.Object({ same: Type.Boolean(), answerSha256: Sha256, report: VerificationReportSchema }),
        }),
      },
    },
    async (request) => {
      const { centreId, id } = request.params;
      const scope = scopeAt(deps.keys, request.principal, centreId);
      const { same, answerSha256, report } = orRefuse(
        await repeatCheck(deps, scope, { centreId, id, caller: callerOf(request) }),
      );
      return { same, answerSha256, report: reportView(report) };
    },
  );
}
