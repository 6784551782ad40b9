import { Type } from 'typebox';
import { subjectsOfPerson } from '../../consent/index.ts';
import { type App, cutPage, pageQuery } from '../../platform/http/index.ts';
import { recipientName } from '../acts/disclose.ts';
import type { ArrayDeps } from '../deps.ts';
import { disclosuresOfPerson } from '../disclosure-store.ts';
import { answers, Id, Moment, nullable } from './schemas.ts';

const Shown = Type.Object({
  id: Id,
  holderId: Id,
  purposeId: Id,
  categories: Type.Array(Type.String()),
  recipientType: Type.String(),
  recipient: nullable(Type.String()),
  partyRole: Type.String(),
  country: Type.String(),
  crossBorder: Type.Boolean(),
  crossBorderBasis: nullable(Type.String()),
  ground: Type.String(),
  consentId: nullable(Id),
  channel: Type.String(),
  at: Moment,
  journalEntryId: Id,
});

/** PD-29.2: across holders only the person sees: who was given what of one's own data. */
export function personRoutes(app: App, deps: ArrayDeps): void {
  app.get(
    '/v1/me/disclosures',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags: ['citizen'],
        summary: 'Who was given my data, by every holder, newest first',
        querystring: pageQuery,
        response: answers({ 200: Type.Object({ items: Type.Array(Shown), next: nullable(Id) }) }),
      },
    },
    async (request) => {
      const { principal, query } = request;
      const personId = principal.kind === 'citizen' ? principal.personId! : '';
      const { after, limit = 25 } = query;
      const mine = await subjectsOfPerson(deps, personId);
      return deps.db.tx(mine.scope, async (tx) => {
        const page = cutPage(await disclosuresOfPerson(tx, mine.all, after, limit), limit);
        const items = [];
        for (const row of page.items)
          items.push({
            id: row.id,
            holderId: row.holder_id,
            purposeId: row.purpose_id,
            categories: [...row.categories],
            recipientType: row.recipient_type,
            recipient: await recipientName(deps, tx, row),
            partyRole: row.party_role,
            country: row.country,
            crossBorder: row.cross_border,
            crossBorderBasis: row.cross_border_basis,
            ground: row.ground,
            consentId: row.consent_id,
            channel: row.channel,
            at: row.at.toISOString(),
            journalEntryId: row.journal_entry_id,
          });
        return { items, next: page.next };
      });
    },
  );
}
