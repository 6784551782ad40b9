import { Type } from 'typebox';
import {
  checkRule,
  decreeRules,
  decreeStanding,
  decreeStandingText,
  type Holder,
  holderById,
  policyInForce,
  refuseHolder,
} from '../../holders/index.ts';
import { insertEntries } from '../../record/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, RefusalError, type Staff } from '../../platform/http/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { answers, Id, Moment, nullable, Text3Schema } from './schemas.ts';

const everyone = [{ for: 'everyone' as const }];
const administrator = [{ for: 'staff' as const, office: 'holder' as const, roles: ['administrator'] }];
const params = Type.Object({ holderId: Id });
const Card = Type.Object({
  id: Id,
  code: Type.String(),
  type: Type.String(),
  name: Text3Schema,
  address: nullable(Text3Schema),
  contacts: Type.Object({
    phone: nullable(Type.String()),
    email: nullable(Type.String()),
    website: nullable(Type.String()),
  }),
  roles: Type.Array(Type.String()),
  processors: Type.Array(Type.Object({ code: Type.String(), name: Text3Schema, address: nullable(Text3Schema) })),
  decree: Text3Schema,
  decreeAccession: nullable(
    Type.Object({ agreed: Type.Boolean(), date: nullable(Type.String()), document: nullable(Type.String()) }),
  ),
  registeredAt: nullable(Moment),
  policy: nullable(Type.Object({ versionId: Id, number: Type.Integer(), inForceFrom: nullable(Moment) })),
});
const Rule = Type.Object({ id: Type.String(), ref: Type.String(), text: Type.String(), applied: Type.Boolean() });

/** A holder's card, and the decree's rules that stand on it: always on. */
export function cardRoutes(app: App, deps: ConsentDeps): void {
  const known = async (id: string): Promise<Holder> => {
    const holder = await holderById(deps.db, id);
    if (holder === null) throw new RefusalError(refuseHolder('HOLDER_UNKNOWN'));
    return holder;
  };
  app.get(
    '/v1/holders/:holderId',
    {
      config: { access: everyone },
      schema: {
        tags: ['public'],
        summary: 'A holder’s card, with how the decree binds it (CP-D-2)',
        params,
        response: answers({ 200: Card }),
      },
    },
    async (request) => {
      const { body, ...holder } = await known(request.params.holderId);
      const policy = await policyInForce(deps.db, holder.id);
      return {
        id: holder.id,
        code: holder.code,
        type: holder.type,
        name: body.name,
        address: body.address,
        contacts: body.contacts,
        roles: [...body.roles],
        processors: body.processors.map(({ code, name, address }) => ({ code, name, address })),
        decree: decreeStandingText(decreeStanding({ ...holder, body })),
        decreeAccession: body.decreeAccession,
        registeredAt: holder.registeredAt?.toISOString() ?? null,
        policy:
          policy === null
            ? null
            : { versionId: policy.id, number: policy.number, inForceFrom: policy.inForceFrom?.toISOString() ?? null },
      };
    },
  );
  app.get(
    '/v1/holders/:holderId/decree-rules',
    {
      config: { access: everyone },
      schema: {
        tags: ['public'],
        summary: 'The decree’s rules that apply to the holder: all of them',
        params,
        response: answers({ 200: Type.Object({ items: Type.Array(Rule) }) }),
      },
    },
    async (request) => {
      await known(request.params.holderId);
      return { items: decreeRules.map(({ id, ref, text }) => ({ id, ref, text, applied: true })) };
    },
  );
  app.post(
    '/v1/holders/:holderId/decree-rules/:rule',
    {
      config: { access: administrator },
      schema: {
        tags: ['holder'],
        summary: 'Asks to apply a rule or not; "not" is refused with its norm and the attempt is journalled (CP-D-2a)',
        params: Type.Object({ holderId: Id, rule: Type.String({ maxLength: 20 }) }),
        body: Type.Object({ applied: Type.Boolean() }, { additionalProperties: false }),
        response: answers({ 200: Type.Object({ id: Type.String(), applied: Type.Boolean() }) }),
      },
    },
    async (request) => {
      const { holderId, rule } = request.params;
      const refusal = checkRule(await known(holderId), rule, request.body.applied);
      if (refusal === null) return { id: rule, applied: true };
      const actor = { kind: 'account' as const, id: (request.principal as Staff).accountId, role: 'administrator' };
      await deps.db.tx(holderScope(holderId), (tx) =>
        insertEntries(tx, [
          entryOf(deps.clock, deps.profile, {
            type: 'holder.rule-kept',
            actor,
            holder: holderId,
            object: { kind: 'holder', id: holderId },
            data: { rule, code: refusal.code },
          }),
        ]),
      );
      throw new RefusalError(refusal);
    },
  );
}
