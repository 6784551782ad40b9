import { Type } from 'typebox';
import { actorOf } from '../../../arrays/index.ts';
import { type App, orRefuse, type Staff } from '../../../platform/http/index.ts';
import { answers, body, Id, Moment, nullable, oneOf } from '../../../platform/shapes.ts';
import { contactKinds } from '../../contacts/index.ts';
import type { TransferDeps } from '../../deps.ts';
import { answerComplaint } from '../answer-complaint.ts';
import { answerDueAt } from '../complaint-term.ts';
import { allComplaints, complain, type Complaint, myComplaints } from '../complaint.ts';
import { identityKinds } from '../identity.ts';
import { allReportsFor, reportImpossible } from '../report.ts';
import { answerStep, beginSearch, type Found, readSteps, recordStep } from '../search.ts';
import { personOf } from './registration-routes.ts';

const tags = ['transfers'];
const acting = [{ for: 'staff' as const, office: 'holder' as const, roles: ['data-officer', 'clerk'] }];
const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
const ofNotice = Type.Object({ holderId: Id, transferId: Id, noticeId: Id });
const Note = Type.String({ maxLength: 500 });
const FoundSchema = nullable(body({ kind: oneOf(contactKinds), value: Note }));
const Action = Type.Object({ kind: Type.String(), at: Moment, named: Type.String(), result: Type.String() });
const Holder = Type.Object({
  name: Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() }),
  address: nullable(Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() })),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
});
const ComplaintSchema = Type.Object({
  id: Id,
  number: Type.String(),
  state: oneOf(['RECEIVED', 'ANSWERED']),
  filedAt: Moment,
  /** Until when an answer is owed where nothing was found (PD-15.1). */
  dueAt: Moment,
  outcome: oneOf(['MATCHED', 'NOT_MATCHED']),
  matchedAt: Moment,
  description: nullable(Type.String()),
  answer: nullable(Type.String()),
  answeredAt: nullable(Moment),
  matched: Type.Array(Type.Object({ holder: Holder, actions: Type.Array(Action) })),
});

/** A complaint as its person and the authority read it: with the contacts of the holders found. */
async function complaintView(deps: TransferDeps, { row, body: said, matched, answer }: Complaint) {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    filedAt: row.filed_at.toISOString(),
    dueAt: answerDueAt(row.filed_at).toISOString(),
    outcome: row.outcome,
    matchedAt: row.matched_at.toISOString(),
    description: said?.description ?? null,
    answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    matched: await Promise.all(
      matched.map(async ({ holderId, actions }) => {
        const found = (await deps.registers.holder(holderId))!.body;
        const { phone, email } = found.contacts;
        return { holder: { name: found.name, address: found.address, phone, email }, actions: [...actions] };
      }),
    ),
  };
}

/** CP-13, CP-16, CP-17: the search for a contact, the report that there is none, complaints to the authority. */
export function relayRoutes(app: App, deps: TransferDeps): void {
  const notice = '/v1/holders/:holderId/transfers/:transferId/notices/:noticeId';
  app.post(
    `${notice}/search`,
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'What was sent did not reach the subject: search for another contact; the clock runs on (CP-13c)',
        params: ofNotice,
        response: answers({ 200: Type.Object({ state: Type.String() }) }),
      },
    },
    async ({ params, principal }) =>
      orRefuse(await beginSearch(deps, { holderId: params.holderId, actor: actorOf(principal) }, params)),
  );
  app.post(
    `${notice}/search-steps`,
    {
      config: { access: acting },
      schema: {
        tags,
        summary:
          'A step of the search: a request to a state body with its document (CP-13d), or a public source (CP-13e)',
        params: ofNotice,
        body: Type.Union([
          body({ kind: Type.Literal('STATE_BODY_REQUEST'), addressee: Note }),
          body({ kind: Type.Literal('PUBLIC_SOURCE'), source: Note, found: FoundSchema }),
        ]),
        response: answers({
          201: Type.Object({
            stepId: Id,
            document: nullable(Type.String({ description: 'The request as it is to be sent' })),
            contactId: nullable(Id),
          }),
        }),
      },
    },
    async (request, reply) => {
      const { holderId } = request.params;
      const who = { holderId, actor: actorOf(request.principal) };
      return reply.status(201).send(orRefuse(await recordStep(deps, who, request.params, request.body)));
    },
  );
  app.get(
    `${notice}/search-steps`,
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'The steps of the search, oldest first',
        params: ofNotice,
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Id,
                kind: Type.String(),
                named: Type.String(),
                document: nullable(Type.String()),
                documentSha256: nullable(Type.String()),
                result: Type.String(),
                contactId: nullable(Id),
                at: Moment,
                answeredAt: nullable(Moment),
              }),
            ),
          }),
        }),
      },
    },
    async ({ params, principal }) => {
      const who = { holderId: params.holderId, actor: actorOf(principal) };
      return {
        items: orRefuse(await readSteps(deps, who, params)).map(({ row, named, document }) => ({
          id: row.id,
          kind: row.kind,
          named,
          document,
          documentSha256: row.document_hash?.toString('hex') ?? null,
          result: row.result,
          contactId: row.contact_id,
          at: row.at.toISOString(),
          answeredAt: row.answered_at?.toISOString() ?? null,
        })),
      };
    },
  );
  app.post(
    `${notice}/search-steps/:stepId/answer`,
    {
      config: { access: acting },
      schema: {
        tags,
        summary: 'What the state body answered: a contact, which names the request it came from, or nothing (CP-13d)',
        params: Type.Object({ ...ofNotice.properties, stepId: Id }),
        body: body({ found: FoundSchema }),
        response: answers({ 201: Type.Object({ contactId: nullable(Id) }) }),
      },
    },
    async (request, reply) => {
      const who = { holderId: request.params.holderId, actor: actorOf(request.principal) };
      const done = orRefuse(await answerStep(deps, who, request.params, request.body.found as Found | null));
      return reply.status(201).send(done);
    },
  );
  app.post(
    `${notice}/impossible`,
    {
      config: { access: acting },
      schema: {
        tags,
        summary:
          'Close the notice as impossible with the report to the authority: what identifies the subject, as held, and what was done (CP-16)',
        params: ofNotice,
        body: body({
          report: nullable(
            body({
              identifying: Type.Array(oneOf(identityKinds), {
                maxItems: 3,
                description: 'Which of the data held goes into the report: pin, document, name (with the day of birth)',
              }),
            }),
          ),
        }),
        response: answers({ 201: Type.Object({ reportId: Id, outcome: oneOf(['MATCHED', 'NOT_MATCHED']) }) }),
      },
    },
    async (request, reply) => {
      const who = { holderId: request.params.holderId, actor: actorOf(request.principal) };
      const kinds = request.body.report?.identifying ?? null;
      return reply.status(201).send(orRefuse(await reportImpossible(deps, who, request.params, kinds)));
    },
  );
  app.get(
    '/v1/authority/impossibility-reports',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Reports that subjects could not be told, newest first, with what came of them (CP-16, CP-18)',
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Id,
                holderId: Id,
                transferId: Id,
                reportedAt: Moment,
                outcome: Type.String(),
                identifying: nullable(
                  Type.Object({
                    name: nullable(Type.String()),
                    birthDate: nullable(Type.String()),
                    pin: nullable(Type.String()),
                    documents: Type.Array(Type.String()),
                  }),
                ),
                actions: Type.Array(Action),
                told: Type.Array(Type.Object({ channel: Type.String(), result: Type.String(), at: Moment })),
              }),
            ),
          }),
        }),
      },
    },
    async ({ principal }) => ({
      items: (await allReportsFor(deps, (principal as Staff).accountId)).map(({ row, body: said, told }) => ({
        id: row.id,
        holderId: row.holder_id,
        transferId: row.transfer_id,
        reportedAt: row.reported_at.toISOString(),
        outcome: row.outcome,
        identifying: said === null ? null : { ...said.identifying, documents: [...said.identifying.documents] },
        actions: [...(said?.actions ?? [])],
        told: told.map(({ channel, result, at }) => ({ channel, result, at: at.toISOString() })),
      })),
    }),
  );
  app.post(
    '/v1/me/transfer-complaints',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags: ['citizen'],
        summary:
          'Complain to the authority of an unlawful transfer; it looks through the reports of holders at once (CP-17)',
        body: body({
          description: Type.String({ minLength: 1, maxLength: 4000 }),
          email: Type.Optional(nullable(Note)),
          phone: Type.Optional(nullable(Note)),
          address: Type.Optional(nullable(Note)),
        }),
        response: answers({ 201: ComplaintSchema }),
      },
    },
    async (request, reply) => {
      const done = orRefuse(await complain(deps, personOf(request.principal), request.body));
      return reply.status(201).send(await complaintView(deps, done));
    },
  );
  const list = { 200: Type.Object({ items: Type.Array(ComplaintSchema) }) };
  app.get(
    '/v1/me/transfer-complaints',
    {
      config: { access: [{ for: 'person' }] },
      schema: { tags: ['citizen'], summary: 'My complaints and what came of them', response: answers(list) },
    },
    async ({ principal }) => {
      const all = await myComplaints(deps, personOf(principal).personId);
      return { items: await Promise.all(all.map((one) => complaintView(deps, one))) };
    },
  );
  app.post(
    '/v1/authority/transfer-complaints/:complaintId/answer',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Answer a complaint to which no report was found: who complained is told (PD-15.1)',
        params: Type.Object({ complaintId: Id }),
        body: body({ answer: Type.String({ minLength: 1, maxLength: 4000 }) }),
        response: answers({ 201: Type.Object({ answeredAt: Moment }) }),
      },
    },
    async ({ principal, params, body: { answer } }, reply) => {
      const done = orRefuse(await answerComplaint(deps, (principal as Staff).accountId, params.complaintId, answer));
      return reply.status(201).send({ answeredAt: done.answeredAt.toISOString() });
    },
  );
  app.get(
    '/v1/authority/transfer-complaints',
    {
      config: { access: officer },
      schema: { tags, summary: 'Complaints of transfers and what came of them (CP-17)', response: answers(list) },
    },
    async ({ principal }) => {
      const all = await allComplaints(deps, (principal as Staff).accountId);
      return { items: await Promise.all(all.map((one) => complaintView(deps, one))) };
    },
  );
}
