import { Type } from 'typebox';
import type { App } from '../../platform/http/index.ts';
import type { ConsentDeps } from '../deps.ts';
import type { ExportDeps } from '../evidence/export.ts';
import type { MayAnswer } from '../may/decide.ts';
import { may, type MayAsked, mayBatch } from '../may/may.ts';
import { type MayReason, mayReasons } from '../may/reasons.ts';
import { answers, Id, Moment, nullable, Text3Schema } from './schemas.ts';
import { sealedOnRequest, sendSealed, wantsSeal } from './sealed.ts';

const Question = Type.Object(
  {
    purposeId: Id,
    subjectId: Type.String({ format: 'uuid', description: 'The holder’s own pairwise id of the subject' }),
    categories: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100 }),
    action: Type.String({ maxLength: 40 }),
    recipient: Type.Optional(
      Type.Object(
        { code: Type.String({ maxLength: 80 }), country: Type.String({ pattern: '^[A-Z]{2}$' }) },
        { additionalProperties: false },
      ),
    ),
    at: Type.Optional(Moment),
  },
  { additionalProperties: false },
);
const Answer = Type.Object({
  allowed: Type.Boolean(),
  reason: Type.String({ description: 'Closed list; the page /api lists it with its norms' }),
  ground: nullable(Type.String()),
  law: Type.Array(Type.String()),
  consentId: nullable(Id),
  evidenceId: nullable(Id),
});

type Body = {
  purposeId: string;
  subjectId: string;
  categories: string[];
  action: string;
  recipient?: { code: string; country: string };
  at?: string;
};
// Property by property: copies of objects whose shape must be looked up cost more than the decision.
const asked = (body: Body): MayAsked =>
  body.at === undefined ? (body as Omit<Body, 'at'>) : { ...body, at: new Date(body.at) };
const view = ({ allowed, reason, ground, consentId, evidenceId }: MayAnswer) => ({
  allowed,
  reason,
  ground,
  law: laws[reason],
  consentId,
  evidenceId,
});
const laws = Object.fromEntries(Object.entries(mayReasons).map(([reason, { law }]) => [reason, [...law]])) as Record<
  MayReason,
  string[]
>;

const access = [
  { for: 'machine' as const, scope: 'may' },
  { for: 'staff' as const, office: 'holder' as const, roles: ['data-officer', 'clerk', 'administrator'] },
];
const tags = ['may'];
const params = Type.Object({ holderId: Id });

/** "May I?" — the question every system of a holder asks before it touches personal data. */
export function mayRoutes(app: App, deps: ConsentDeps & Pick<ExportDeps, 'sealedJson'>): void {
  app.post(
    '/v1/holders/:holderId/may',
    {
      config: { access },
      schema: {
        tags,
        summary: 'May this processing take place, on which ground, and if not, why',
        description: sealedOnRequest,
        params,
        body: Question,
        response: answers({ 200: Answer }),
      },
    },
    async (request, reply) => {
      const { holderId } = request.params;
      const question = request.body as Body;
      const answer = view(await may(deps, holderId, asked(question)));
      if (!wantsSeal(request)) return answer;
      // What was asked stands beside what was answered: without it a "yes" would prove nothing.
      const said = { v: 1, kind: 'may-answer', holderId, question, answer, at: deps.clock.now().toISOString() };
      return sendSealed(reply, deps, said, 'application/json');
    },
  );
  app.post(
    '/v1/holders/:holderId/may/batch',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The same for up to 1000 questions at once, answered in their order',
        params,
        body: Type.Object(
          { questions: Type.Array(Question, { minItems: 1, maxItems: 1000 }) },
          { additionalProperties: false },
        ),
        response: answers({ 200: Type.Object({ answers: Type.Array(Answer) }) }),
      },
    },
    async (request) => ({
      answers: (await mayBatch(deps, request.params.holderId, (request.body.questions as Body[]).map(asked))).map(view),
    }),
  );
  app.get(
    '/v1/may/reasons',
    {
      config: { access: [{ for: 'everyone' }] },
      schema: {
        tags,
        summary: 'The closed list of reasons with their norms and texts',
        response: answers({
          200: Type.Array(Type.Object({ reason: Type.String(), law: Type.Array(Type.String()), text: Text3Schema })),
        }),
      },
    },
    async () =>
      Object.entries(mayReasons).map(([reason, { law, text }]) => ({ reason, law: [...law], text: { ...text } })),
  );
}
