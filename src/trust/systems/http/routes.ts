import { Type } from 'typebox';
import { type App, orRefuse, type Principal } from '../../../platform/http/index.ts';
import { placeFirst, placeOf } from '../../verify/index.ts';
import { mostInBatch } from '../automatic.ts';
import { answerDocument } from '../acts/answer-document.ts';
import { changeExchange, registerExchange } from '../acts/keep-system.ts';
import { loadPolicy } from '../acts/load-policy.ts';
import { actsAs, addParticipant, join, partKinds } from '../acts/participants.ts';
import { sendDocument } from '../acts/send-document.ts';
import { signAutomatically } from '../acts/sign-automatically.ts';
import { scope, type SystemDeps } from '../deps.ts';
import { receivedBy } from '../document-store.ts';
import { refuse } from '../refusals.ts';
import { allSystems, participantsOf, policyOf, systemById } from '../system-store.ts';
import { refusalReasons, signatureTypes } from '../system.ts';
import { messageRoutes } from './message-routes.ts';
import { signatureTypeRoutes } from './signature-type-routes.ts';
import { accountOf, actingOf, partaking } from './acting.ts';
import {
  answers,
  Base64,
  body,
  Category,
  ConflictView,
  FileName,
  Id,
  Line,
  Moment,
  NewPolicy,
  NewSystem,
  nullable,
  oneOf,
  OneSystem,
  ParticipantView,
  participantView,
  policyView,
  ReceivedView,
  receivedView,
  settings,
  SystemView,
  systemView,
} from './schemas.ts';

const tags = ['information systems'];
const owner = [{ for: 'staff' as const, office: 'holder' as const, roles: ['administrator'] }];
const everyone = [{ for: 'everyone' as const }];
const machine = { for: 'machine' as const, scope: 'exchange:write' };
const at = Type.Object({ systemId: Id });
/** A plain name: what a container takes (no step upwards). */
const BatchName = Type.String({ pattern: '^(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$' });
const ofHolder = Type.Object({ holderId: Id, systemId: Id });

const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

/** Information systems and what is exchanged in them, over HTTP. */
export function systemRoutes(app: App, deps: SystemDeps): void {
  signatureTypeRoutes(app, deps);
  messageRoutes(app, deps);
  ownerRoutes(app, deps);
  app.get(
    '/v1/exchange-systems',
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: 'Information systems in which signed documents are exchanged (ES-2.12, ES-2.13)',
        response: answers({ 200: Type.Object({ items: Type.Array(SystemView) }) }),
      },
    },
    async () => ({ items: (await deps.db.tx(scope, allSystems)).map(systemView) }),
  );
  app.get(
    '/v1/exchange-systems/:systemId',
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: 'One system: its operator, its order of using signatures and what of it a statute overrides (ES-3.2)',
        params: at,
        response: answers({ 200: OneSystem }),
      },
    },
    async (request) =>
      deps.db.tx(scope, async (tx) => {
        const system = orRefuse((await systemById(tx, request.params.systemId)) ?? refuse('SYSTEM_UNKNOWN'));
        const known = await participantsOf(tx, system.id);
        return {
          ...systemView(system),
          policy: policyView(await policyOf(tx, system.id)),
          participants: known.filter(({ kind }) => kind !== 'citizen').map(participantView),
        };
      }),
  );
  app.post(
    '/v1/exchange-systems/:systemId/participants',
    {
      config: { access: partaking, names: true },
      schema: {
        tags,
        summary: 'Register in a public system: open to every person and organisation (ES-2.13)',
        params: at,
        body: body({}),
        response: answers({ 201: ParticipantView }),
      },
    },
    async (request, reply) => {
      const who = { ...actingOf(request.principal), accountId: accountOf(request.principal) };
      const done = await join(deps, who, request.params.systemId);
      return reply.status(201).send(participantView(orRefuse(done)));
    },
  );
  app.post(
    '/v1/exchange-systems/:systemId/documents',
    {
      // A body sends many in a day's work; what a check may cost is bounded where it is made.
      config: { access: [...partaking, machine], names: true, rate: 'person' },
      bodyLimit: 24 * 2 ** 20,
      onRequest: placeFirst(deps.verifier, ({ id }) => id),
      schema: {
        tags,
        summary:
          'Send a signed document to participants; judged by statute, the Government’s table, then the system’s order',
        params: at,
        body: body({
          category: Category,
          documentKind: Line,
          signatureType: oneOf(signatureTypes),
          fileName: Type.Optional(FileName),
          document: Base64,
          signature: Type.Optional(Base64),
          namedPerson: Type.Optional(Line),
          as: Type.Optional(Id),
          recipients: Type.Array(Id, { minItems: 1, maxItems: 100 }),
        }),
        response: answers({
          201: Type.Object({
            documentId: Id,
            signatureType: oneOf(signatureTypes),
            rules: Type.Object({ act: Type.String(), by: Type.String() }),
          }),
        }),
      },
    },
    async (request, reply) => {
      const { document, signature, fileName = null, namedPerson = null, as = null, ...rest } = request.body;
      const done = await deps.verifier.atOnce(placeOf(request), () =>
        sendDocument(deps, actingOf(request.principal), request.params.systemId, {
          ...rest,
          fileName,
          namedPerson,
          as,
          document: bytes(document),
          signature: signature === undefined ? null : bytes(signature),
        }),
      );
      const { id, ...taken } = orRefuse(done);
      return reply.status(201).send({ documentId: id, ...taken });
    },
  );
  app.get(
    '/v1/exchange-systems/:systemId/received',
    {
      config: { access: partaking, names: true },
      schema: {
        tags,
        summary: 'What was sent to you in a system, the newest first',
        params: at,
        response: answers({ 200: Type.Object({ items: Type.Array(ReceivedView) }) }),
      },
    },
    async (request) =>
      deps.db.tx(scope, async (tx) => {
        const system = orRefuse((await systemById(tx, request.params.systemId)) ?? refuse('SYSTEM_UNKNOWN'));
        const own = await actsAs(deps, tx, system, actingOf(request.principal));
        const items = await receivedBy(
          tx,
          own.map(({ id }) => id),
        );
        return { items: items.map(receivedView) };
      }),
  );
  app.post(
    '/v1/exchange-systems/:systemId/documents/:documentId/answer',
    {
      config: { access: partaking, names: true },
      schema: {
        tags,
        summary: 'Accept a document, or refuse it for a reason of the closed list (ES-4.4)',
        params: Type.Object({ systemId: Id, documentId: Id }),
        body: body({ refused: nullable(oneOf(refusalReasons)) }),
        response: answers({ 200: Type.Object({ at: Moment }) }),
      },
    },
    async (request) => {
      const { systemId, documentId } = request.params;
      const who = { ...actingOf(request.principal), accountId: accountOf(request.principal) };
      const done = orRefuse(await answerDocument(deps, who, systemId, documentId, request.body.refused));
      return { at: done.at.toISOString() };
    },
  );
  app.post(
    '/v1/exchange-systems/:systemId/automatic-signatures',
    {
      config: { access: [...partaking, machine], names: true, rate: 'heavy' },
      bodyLimit: 24 * 2 ** 20,
      schema: {
        tags,
        summary: 'A batch under the system’s own automatic signature; for the system’s machine alone (ES-12.5)',
        params: at,
        body: body({
          documents: Type.Array(body({ name: BatchName, content: Base64 }), { minItems: 1, maxItems: mostInBatch }),
        }),
        response: answers({ 201: Type.Object({ signed: Type.Integer(), container: Type.String() }) }),
      },
    },
    async (request, reply) => {
      const files = request.body.documents.map(({ name, content }) => ({
        name,
        bytes: bytes(content),
        mediaType: 'application/octet-stream',
      }));
      const done = await signAutomatically(deps, actingOf(request.principal), request.params.systemId, files);
      const { file } = orRefuse(done);
      return reply.status(201).send({ signed: files.length, container: Buffer.from(file).toString('base64') });
    },
  );
}

/** What the owner of a system keeps of it. */
function ownerRoutes(app: App, deps: SystemDeps): void {
  const by = (request: { principal: Principal; params: { holderId: string } }) => ({
    holderId: request.params.holderId,
    accountId: accountOf(request.principal),
  });
  app.post(
    '/v1/holders/:holderId/exchange-systems',
    {
      config: { access: owner },
      schema: {
        tags,
        summary:
          'Register an information system: corporate or public, its operator, what it takes (ES-2.12 to ES-2.14)',
        params: Type.Object({ holderId: Id }),
        body: NewSystem,
        response: answers({ 201: SystemView }),
      },
    },
    async (request, reply) =>
      reply.status(201).send(systemView(orRefuse(await registerExchange(deps, by(request), request.body)))),
  );
  app.post(
    '/v1/holders/:holderId/exchange-systems/:systemId',
    {
      config: { access: owner },
      schema: {
        tags,
        summary: 'Another operator, simple signatures or automatic mode on or off (ES-2.14, ES-12.5)',
        params: ofHolder,
        body: body(settings),
        response: answers({ 200: SystemView }),
      },
    },
    async (request) =>
      systemView(orRefuse(await changeExchange(deps, by(request), request.params.systemId, request.body))),
  );
  app.post(
    '/v1/holders/:holderId/exchange-systems/:systemId/participants',
    {
      config: { access: owner },
      schema: {
        tags,
        summary:
          'Add an organisation under the name and kind of the register, a unit behind that name, or a citizen (ES-2.11, ES-2.12)',
        params: ofHolder,
        body: Type.Union([
          body({ holderId: Id }),
          body({ kind: oneOf(partKinds), name: Line, holderId: Id }),
          body({ kind: Type.Literal('citizen'), subjectId: Id }),
        ]),
        response: answers({ 201: ParticipantView }),
      },
    },
    async (request, reply) => {
      const done = await addParticipant(deps, by(request), request.params.systemId, request.body);
      return reply.status(201).send(participantView(orRefuse(done)));
    },
  );
  app.post(
    '/v1/holders/:holderId/exchange-systems/:systemId/policy',
    {
      config: { access: owner },
      schema: {
        tags,
        summary: 'The order of using signatures in a corporate system; what a statute overrides is answered (ES-3.2)',
        params: ofHolder,
        body: NewPolicy,
        response: answers({ 201: Type.Object({ version: Type.Integer(), conflicts: Type.Array(ConflictView) }) }),
      },
    },
    async (request, reply) => {
      const done = orRefuse(await loadPolicy(deps, by(request), request.params.systemId, request.body));
      const conflicts = done.conflicts.map((one) => ({ ...one, law: [...one.law] }));
      return reply.status(201).send({ version: done.version, conflicts });
    },
  );
}
