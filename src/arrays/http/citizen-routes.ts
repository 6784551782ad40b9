import { Type } from 'typebox';
import { subjectsOfPerson } from '../../consent/index.ts';
import { type App, cutPage, pageQuery } from '../../platform/http/index.ts';
import type { ArrayDeps } from '../deps.ts';
import { disclosuresOfPerson } from '../disclosure-store.ts';
import { DisclosureSchema, disclosureView } from './disclosure-view.ts';
import { answers, Id, nullable } from './schemas.ts';

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
        response: answers({ 200: Type.Object({ items: Type.Array(DisclosureSchema), next: nullable(Id) }) }),
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
        for (const row of page.items) items.push(await disclosureView(deps, tx, row));
        return { items, next: page.next };
      });
    },
  );
}
