import { Type } from 'typebox';
import { findByPin } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { type App, type Citizen, orRefuse, refuseHttp, RefusalError, type Staff } from '../../platform/http/index.ts';
import { endPower, type NewPower, powersAround, recordPower } from '../acts/representation.ts';
import type { ConsentDeps } from '../deps.ts';
import type { AuthorityDocument } from '../document/index.ts';
import { answers, Day, Id, Moment, nullable } from './schemas.ts';

const access = [{ for: 'person' as const }];
const ended = answers({ 200: Type.Object({ at: Moment }) });
const PowerSchema = Type.Object({
  id: Id,
  kind: Type.String(),
  role: Type.String({ description: 'principal: acts of others for me; representative: I act for another' }),
  validUntil: nullable(Day),
  recordedAt: Moment,
  endedAt: nullable(Moment),
  actsAt: nullable({ ...Id, description: 'The one holder where it acts; null: everywhere' }),
});
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const PinOf = Type.Object({ pin: Type.String({ maxLength: 20 }) }, { additionalProperties: false });
const Checked = Type.Object(
  {
    kind: Type.Union(['power_of_attorney', 'legal_representative', 'other'].map((one) => Type.Literal(one))),
    principal: PinOf,
    representative: PinOf,
    document: Type.Object(
      {
        kind: Type.Union(
          ['notarial_power_of_attorney', 'law', 'other_legal_act', 'other_document'].map((one) => Type.Literal(one)),
        ),
        title: Text(300),
        provision: nullable(Text(300)),
        number: nullable(Text(80)),
        date: nullable(Day),
        issuedBy: nullable(Text(300)),
        validUntil: nullable(Day),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);

/** CP-6e, PD-9.1f: the powers around a person, and their end. */
export function powerRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/me/representations',
    {
      config: { access },
      schema: {
        tags: ['citizen'],
        summary: 'Who may act for me, and for whom I may act',
        response: answers({ 200: Type.Object({ items: Type.Array(PowerSchema) }) }),
      },
    },
    async (request) => ({
      items: (await powersAround(deps, (request.principal as Citizen).personId!)).map((one) => ({
        id: one.id,
        kind: one.kind,
        role: one.role,
        validUntil: one.validUntil,
        recordedAt: one.recordedAt.toISOString(),
        endedAt: one.endedAt?.toISOString() ?? null,
        actsAt: one.actsAt,
      })),
    }),
  );
  app.post(
    '/v1/me/representations/:representationId/end',
    {
      config: { access },
      schema: {
        tags: ['citizen'],
        summary: 'Revoke a power I gave, or give up one I hold',
        params: Type.Object({ representationId: Id }),
        response: ended,
      },
    },
    async (request) => {
      const { accountId, personId } = request.principal as Citizen;
      const done = orRefuse(await endPower(deps, { accountId, personId: personId! }, request.params.representationId));
      return { at: done.at.toISOString() };
    },
  );
  app.post(
    '/v1/holders/:holderId/representations/:representationId/end',
    {
      config: { access: [{ for: 'staff', office: 'holder', roles: ['clerk', 'data-officer'] }] },
      schema: {
        tags: ['holder'],
        summary: 'A clerk was shown that a power is over',
        params: Type.Object({ holderId: Id, representationId: Id }),
        response: ended,
      },
    },
    async (request) => {
      const { holderId, representationId } = request.params;
      const { accountId } = request.principal as Staff;
      return { at: orRefuse(await endPower(deps, { accountId, holderId }, representationId)).at.toISOString() };
    },
  );
  officeRoutes(app, deps);
}

// What the authority or a centre has checked acts at every holder; a court order ends a power wherever it was recorded.
function officeRoutes(app: App, deps: ConsentDeps): void {
  app.post(
    '/v1/representations',
    {
      config: {
        access: [
          { for: 'staff', office: 'authority' },
          { for: 'staff', office: 'centre' },
        ],
      },
      schema: {
        tags: ['authority'],
        summary: 'Record a power whose document was checked here: it acts at every holder (CP-6e, CP-8b-4)',
        body: Checked,
        response: answers({ 201: Type.Object({ representationId: Id }) }),
      },
    },
    async (request, reply) => {
      const { accountId, office } = request.principal as Staff;
      const { kind, principal, representative, document } = request.body;
      const [of, by] = await Promise.all([principal, representative].map(({ pin }) => personByPin(deps, pin)));
      if (of === undefined || by === undefined || of === by) throw new RefusalError(refuseHttp('NOT_FOUND'));
      const recorded = await recordPower(
        deps,
        { accountId, office: office as 'authority' | 'centre' },
        {
          kind: kind as NewPower['kind'],
          principal: of,
          representative: by,
          authority: { ...document, title: { ky: document.title }, copy: null } as AuthorityDocument,
          everywhere: true,
        },
      );
      return reply.status(201).send({ representationId: orRefuse(recorded) });
    },
  );
  app.post(
    '/v1/authority/representations/:representationId/end',
    {
      config: { access: [{ for: 'staff', office: 'authority' }] },
      schema: {
        tags: ['authority'],
        summary: 'Enter the court order that ends a power',
        params: Type.Object({ representationId: Id }),
        body: Type.Object({ number: Text(80), date: Day, court: Text(300) }, { additionalProperties: false }),
        response: ended,
      },
    },
    async (request) => {
      const { accountId } = request.principal as Staff;
      const done = await endPower(deps, { accountId, order: request.body }, request.params.representationId);
      return { at: orRefuse(done).at.toISOString() };
    },
  );
}

async function personByPin(deps: ConsentDeps, pin: string): Promise<string | undefined> {
  const found = await deps.db.tx(systemScope('a power is recorded for persons named by PIN'), (tx) =>
    findByPin(deps.keys, tx, pin.replace(/\D/g, '')),
  );
  return found.state === 'active' ? found.personId : undefined;
}
