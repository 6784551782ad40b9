import { Type } from 'typebox';
import { recipientTypes } from '../../law/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, cutPage, orRefuse, pageQuery, RefusalError } from '../../platform/http/index.ts';
import { disclose, recipientName } from '../acts/disclose.ts';
import { recordCrossBorderGround } from '../acts/cross-border-ground.ts';
import { authorisePerson, nameProcessor, processorRefusal, setContract } from '../acts/processors.ts';
import { destroyMapping, pseudonymise, resolvePseudonym, standingOfSet } from '../acts/pseudonymise.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { disclosuresOf } from '../disclosure-store.ts';
import { processorsOf } from '../processor-store.ts';
import {
  answers,
  body,
  Code,
  Codes,
  Country,
  Id,
  machine,
  Moment,
  Note,
  nullable,
  ofHolder,
  oneOf,
  staff,
  Text3,
} from './schemas.ts';

const tags = ['disclosures'];
const officer = [staff('data-officer')];
const Shown = Type.Object({
  id: Id,
  subjectId: Id,
  purposeId: Id,
  dataListId: nullable(Id),
  categories: Type.Array(Type.String()),
  recipientType: Type.String(),
  recipientCode: nullable(Type.String()),
  recipient: nullable(Type.String()),
  partyRole: Type.String(),
  country: Type.String(),
  crossBorder: Type.Boolean(),
  crossBorderBasis: nullable(Type.String()),
  ground: Type.String(),
  consentId: nullable(Id),
  channel: Type.String(),
  at: Moment,
});

/** Who got what; processors and their contracts; what leaves under pseudonyms. */
export function disclosureRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/disclosures',
    {
      config: { access: [staff('data-officer', 'clerk'), machine('transfers:write')] },
      schema: {
        tags,
        summary: `Provide data and record it: refused without a recipient’s type (${recipientTypes.map((one) => one.code).join(', ')}), a ground, or adequate protection (PD-3.13, PD-3.19, PD-3.20)`,
        params: ofHolder,
        body: body({
          subjectId: Id,
          purposeId: Id,
          dataListId: nullable(Id),
          categories: Codes,
          recipient: body({
            type: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
            code: nullable(Code),
            name: Note,
            country: Country,
            authorisedPersonId: nullable(Id),
          }),
          channel: oneOf(['api', 'file', 'paper', 'oral', 'screen', 'interagency']),
        }),
        response: answers({
          201: Type.Object({
            disclosureId: Id,
            partyRole: Type.String(),
            crossBorder: Type.Boolean(),
            crossBorderBasis: nullable(Type.String()),
            ground: Type.String(),
          }),
        }),
      },
    },
    async (request, reply) => {
      const { recipient, ...rest } = request.body;
      return reply
        .status(201)
        .send(
          orRefuse(
            await disclose(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              { ...rest, recipient: { ...recipient, type: recipient.type ?? null } },
            ),
          ),
        );
    },
  );
  app.get(
    '/v1/holders/:holderId/disclosures',
    {
      config: { access: [staff('data-officer', 'administrator'), machine('transfers:write')] },
      schema: {
        tags,
        summary: 'The register of disclosures, newest first',
        params: ofHolder,
        querystring: Type.Object({ ...pageQuery.properties, subjectId: Type.Optional(Id) }),
        response: answers({ 200: Type.Object({ items: Type.Array(Shown), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { after, limit = 25, subjectId } = request.query;
      return deps.db.tx(holderScope(request.params.holderId), async (tx) => {
        const page = cutPage(await disclosuresOf(tx, request.params.holderId, subjectId ?? null, after, limit), limit);
        const items = [];
        for (const row of page.items)
          items.push({
            id: row.id,
            subjectId: row.subject_id,
            purposeId: row.purpose_id,
            dataListId: row.data_list_id,
            categories: [...row.categories],
            recipientType: row.recipient_type,
            recipientCode: row.recipient_code,
            recipient: await recipientName(deps, tx, row),
            partyRole: row.party_role,
            country: row.country,
            crossBorder: row.cross_border,
            crossBorderBasis: row.cross_border_basis,
            ground: row.ground,
            consentId: row.consent_id,
            channel: row.channel,
            at: row.at.toISOString(),
          });
        return { items, next: page.next };
      });
    },
  );
  app.post(
    '/v1/holders/:holderId/cross-border-grounds',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'A ground for sending data into a state that is not on the list (PD-32.4)',
        params: ofHolder,
        body: body({
          subjectId: nullable(Id),
          country: Country,
          code: Type.String({ maxLength: 20 }),
          evidence: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 500 })),
          endsAt: nullable(Moment),
        }),
        response: answers({ 201: Type.Object({ groundId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await recordCrossBorderGround(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              { ...request.body, endsAt: request.body.endsAt === null ? null : new Date(request.body.endsAt) },
            ),
          ),
        ),
  );
  processorRoutes(app, deps);
  pseudonymRoutes(app, deps);
}

function processorRoutes(app: App, deps: ArrayDeps): void {
  const access = [staff('data-officer', 'administrator')];
  const of = Type.Object({ holderId: Id, code: Code });
  // PD-3.12: one gate for everything of the holder that a processor's machine could open. `may` opens no data, and stays one read.
  app.addHook('preHandler', async (request) => {
    const { principal } = request;
    const { holderId } = request.params as { holderId?: string };
    if (principal.kind !== 'machine' || holderId === undefined || request.routeOptions.url?.includes('/may') === true)
      return;
    const refusal = await processorRefusal(deps, holderId, principal.clientId);
    if (refusal !== null) throw new RefusalError(refusal);
  });
  app.post(
    '/v1/holders/:holderId/processors/:code',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Name a processor and its machine client (PD-3.12)',
        params: of,
        body: body({ name: Text3, country: Country, clientId: nullable(Id) }),
        response: answers({ 200: Type.Object({ processorId: Id }) }),
      },
    },
    async (request) =>
      nameProcessor(
        deps,
        { holderId: request.params.holderId, actor: actorOf(request.principal) },
        { ...request.body, code: request.params.code },
      ),
  );
  app.get(
    '/v1/holders/:holderId/processors',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Processors with the contract in force',
        params: ofHolder,
        response: answers({
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Id,
                code: Type.String(),
                name: Text3,
                country: Type.String(),
                clientId: nullable(Id),
                contract: nullable(Type.String()),
              }),
            ),
          }),
        }),
      },
    },
    async (request) => ({
      items: (
        await deps.db.tx(holderScope(request.params.holderId), (tx) =>
          processorsOf(tx, request.params.holderId, deps.clock.now()),
        )
      ).map((row) => ({
        id: row.id,
        code: row.code,
        name: row.name,
        country: row.country,
        clientId: row.client_id,
        contract: row.contract,
      })),
    }),
  );
  app.post(
    '/v1/holders/:holderId/processors/:code/contract',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The contract or legal act the processor works under; null ends it (PD-3.12, PD-24.1)',
        params: of,
        body: body({
          contract: nullable(
            body({
              kind: oneOf(['contract', 'legal_act']),
              reference: Note,
              from: nullable(Moment),
              until: nullable(Moment),
            }),
          ),
        }),
        response: answers({ 200: Type.Object({ contract: nullable(Type.String()) }) }),
      },
    },
    async (request) => {
      const { contract } = request.body;
      const input =
        contract === null
          ? null
          : {
              ...contract,
              from: contract.from === null ? null : new Date(contract.from),
              until: contract.until === null ? null : new Date(contract.until),
            };
      return orRefuse(
        await setContract(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.code,
          input,
        ),
      );
    },
  );
  app.post(
    '/v1/holders/:holderId/authorised-persons',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Somebody the holder or its processor sanctions to process (PD-3.21); a staff number, never a name',
        params: ofHolder,
        body: body({ processorCode: nullable(Code), code: Code, sanction: Note }),
        response: answers({ 201: Type.Object({ personId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await authorisePerson(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.body,
            ),
          ),
        ),
  );
}

function pseudonymRoutes(app: App, deps: ArrayDeps): void {
  const of = Type.Object({ holderId: Id, setId: Id });
  const anyone = [staff('data-officer', 'clerk', 'administrator', 'pseudonym-keeper')];
  app.post(
    '/v1/holders/:holderId/arrays/:arrayId/pseudonymised',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Values under pseudonyms for a protected further purpose; the mapping is kept apart (PD-3.15)',
        params: Type.Object({ holderId: Id, arrayId: Id }),
        body: body({ categories: Codes, furtherPurposeId: Id }),
        response: answers({
          201: Type.Object({
            setId: Id,
            rows: Type.Array(Type.Object({ pseudonym: Type.String(), category: Type.String(), value: Type.String() })),
          }),
        }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await pseudonymise(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.params.arrayId,
              request.body,
            ),
          ),
        ),
  );
  app.get(
    '/v1/holders/:holderId/pseudonym-sets/:setId',
    {
      config: { access: anyone },
      schema: {
        tags,
        summary: 'The standing of a set and of its mapping (PD-6.3-1)',
        params: of,
        response: answers({
          200: Type.Object({
            regime: Type.String(),
            mapping: Type.Object({ state: Type.String(), regime: Type.String() }),
          }),
        }),
      },
    },
    async (request) => orRefuse(await standingOfSet(deps, request.params.holderId, request.params.setId)),
  );
  app.post(
    '/v1/holders/:holderId/pseudonym-sets/:setId/resolution',
    {
      config: { access: anyone },
      schema: {
        tags,
        summary: 'Resolve a pseudonym: the keeper’s right alone, every attempt is journalled (PD-3.15)',
        params: of,
        body: body({ pseudonym: Type.String({ minLength: 1, maxLength: 60 }), reason: Note }),
        response: answers({ 200: Type.Object({ subjectId: Id }) }),
      },
    },
    async (request) => {
      const isKeeper = request.principal.kind === 'staff' && request.principal.roles.includes('pseudonym-keeper');
      return orRefuse(
        await resolvePseudonym(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          isKeeper,
          request.params.setId,
          request.body.pseudonym,
          request.body.reason,
        ),
      );
    },
  );
  app.delete(
    '/v1/holders/:holderId/pseudonym-sets/:setId/mapping',
    {
      config: { access: [staff('pseudonym-keeper')] },
      schema: {
        tags,
        summary: 'Destroy the mapping: from then on nobody can resolve the set (DECISIONS 31)',
        params: of,
        response: answers({ 200: Type.Object({ destroyedAt: Moment }) }),
      },
    },
    async (request) => ({
      destroyedAt: orRefuse(
        await destroyMapping(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.setId,
        ),
      ).destroyedAt.toISOString(),
    }),
  );
}
