import { Type } from 'typebox';
import { eventsOfPerson, type Happened } from '../../consent/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { emptyState, html, pagination, timeline } from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { person } from './journey.ts';
import { meOf, type Mine, mine } from './mine.ts';
import { mineWords } from './mine.messages.ts';
import { sentence } from './states.ts';
import { myTrail } from './trail.ts';

const perPage = 20;
const query = Type.Object({ before: Type.Optional(Type.String({ pattern: '^[0-9]{1,16}_[0-9a-f-]{36}$' })) });

export const eventTitle = (lang: Lang, kind: string): string => mineWords[lang].events[kind] ?? kind;
export const eventTone = (kind: string): 'good' | 'bad' | 'wait' | undefined =>
  (
    ({
      given: 'good',
      withdrawn: 'bad',
      declined: 'bad',
      disputed: 'wait',
      'withdrawal-pending': 'wait',
      'withdrawal-refused': 'bad',
      'dispute-unfounded': 'good',
      'dispute-upheld': 'bad',
    }) as const
  )[kind];

/** Everything that happened to the reader's consents, over all holders. */
export function historyPage(app: App, deps: OfficeDeps): void {
  app.get(
    '/me/history',
    { config: { kind: 'page', access: person }, schema: { querystring: query, response: htmlSchema } },
    async (request, reply) => {
      const { lang } = request;
      const m = mineWords[lang];
      const own = await mine(deps.consent, meOf(request));
      const [at, id] = request.query.before?.split('_') ?? [];
      const rows = await eventsOfPerson(
        deps.consent.db,
        own.scope,
        own.all,
        at === undefined ? null : { at: new Date(Number(at)), id: id! },
        perPage,
      );
      const shown = rows.slice(0, perPage);
      const last = rows.length > perPage ? shown.at(-1) : undefined;
      const items = await Promise.all(shown.map((row) => happening(deps, lang, own, row)));
      const body = html`<h1>${m.history}</h1><p class="mk-lead">${m.historyLead}</p>${items.length === 0 ? emptyState({ title: m.historyEmpty }) : timeline({ items, level: 2 })}
${pagination({ lang, ...(at === undefined ? {} : { previous: '/me/history' }), ...(last === undefined ? {} : { next: `/me/history?before=${last.at.getTime()}_${last.id}` }) })}`;
      return sendPage(request, reply, deps, { title: m.history, body, breadcrumbs: myTrail(lang) });
    },
  );
}

async function happening(deps: OfficeDeps, lang: Lang, own: Mine, row: Happened) {
  const [holder, version] = await Promise.all([
    deps.consent.registers.holder(row.holder_id),
    deps.consent.registers.version(row.purpose_version_id),
  ]);
  const subject = own.who.get(row.subject_id)!;
  const tone = eventTone(row.kind);
  return {
    when: formatDateTime(lang, row.at),
    datetime: row.at.toISOString(),
    title: eventTitle(lang, row.kind),
    by: holder!.body.name[lang],
    ...(tone === undefined ? {} : { tone }),
    body: html`<p><a href="/me/consents/${row.consent_id}">${sentence(version!.body.text[lang])}</a>${!subject.self && html` (${subject.name})`}</p>`,
  };
}
