import type { FastifyReply, FastifyRequest } from 'fastify';
import { asksConsent, consentsOfPerson } from '../../consent/index.ts';
import { allHolders, type Holder } from '../../holders/index.ts';
import { formatLastDay } from '../../platform/dates.ts';
import {
  card,
  cardGrid,
  details,
  emptyState,
  type Html,
  html,
  linkButton,
  tag,
  taskList,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { citizenOf, type OfficeDeps } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { type Offer, offersOf } from './holders.ts';
import { type Known, known, meOf, mine } from './mine.ts';
import { mineWords } from './mine.messages.ts';
import { isLive, sentence, shownState, shownTag, withdrawable } from './states.ts';
import { words } from './words.messages.ts';

type Asking = Offer & { readonly holder: Holder };
const mostAsked = 8;

/** PD-4.5: who has my consent, for what, until when; and what waits for me. */
export function homePage(app: App, deps: OfficeDeps): void {
  app.get(
    '/me',
    { config: { kind: 'page', access: [{ for: 'account' }] }, schema: { response: htmlSchema } },
    async (request, reply) => {
      if (request.principal.kind === 'staff')
        return reply.redirect(
          request.principal.office === 'holder'
            ? '/holder'
            : request.principal.office === 'authority'
              ? '/authority'
              : '/',
          303,
        );
      if (citizenOf(request).personId === null) return unboundPage(deps, request, reply);
      const { lang } = request;
      const m = mineWords[lang];
      const me = meOf(request);
      const own = await mine(deps.consent, me);
      const rows = await consentsOfPerson(deps.consent.db, own.scope, own.all);
      const now = deps.clock.now();
      const all = await Promise.all(rows.map((row) => known(deps.consent, own, row)));
      const live = all.filter(({ row }) => row.current && isLive(shownState(row, now)));
      const ended = all.filter((one) => !live.includes(one));
      const asking = await unanswered(deps, all);
      const tasks = [
        ...(await needs(deps, lang, live, now)),
        ...asking.slice(0, mostAsked).map((one) => askedTask(lang, one)),
      ];
      const body = html`<h1>${words[lang].home}</h1><p class="mk-lead">${m.lead}</p>
${tasks.length > 0 && html`<h2>${m.attention}</h2>${taskList({ id: 'attention', tasks })}`}
${live.length === 0 ? emptyState({ title: m.emptyTitle, body: html`<p>${m.emptyBody}</p>`, action: linkButton({ text: m.toHolders, href: '/holders', kind: 'secondary' }) }) : byHolder(lang, live).map(([name, consents]) => html`<h2>${name}</h2>${cardGrid(...consents.map((one) => consentCard(lang, one, now)))}`)}
${ended.length > 0 && details({ summary: m.ended(number(lang, ended.length)) }, html`<ul>${ended.slice(0, 50).map((one) => html`<li><a href="/me/consents/${one.row.id}">${sentence(one.version.body.text[lang])}</a> — ${one.holder.body.name[lang]} ${shownTag(lang, shownState(one.row, now))}</li>`)}</ul>`)}
<h2>${m.also}</h2><ul><li><a href="/me/data">${m.toData}</a></li><li><a href="/me/powers">${m.toPowers}</a></li><li><a href="/me/transfers">${m.toTransfers}</a></li><li><a href="/me/contacts">${m.toContacts}</a></li><li><a href="/me/complaints">${m.toComplaints}</a></li><li><a href="/me/registration">${m.toRegistration}</a></li><li><a href="/holders">${m.allHolders}</a></li></ul>`;
      return sendPage(request, reply, deps, { title: words[lang].home, body, width: 'wide' });
    },
  );
}

function unboundPage(deps: OfficeDeps, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const m = mineWords[request.lang];
  const body = html`<h1>${m.unboundTitle}</h1><p class="mk-lead">${m.unbound}</p>${linkButton({ text: m.bind, href: '/me/profile', start: true })}<p><a href="/holders">${m.allHolders}</a></p>`;
  return sendPage(request, reply, deps, { title: m.unboundTitle, body });
}

/** Purposes that ask for the reader's own consent and have had no answer; those of holders the reader deals with come first. */
async function unanswered(deps: OfficeDeps, all: readonly Known[]): Promise<Asking[]> {
  const answered = new Set(
    all.filter(({ row, subject }) => subject.self && row.current).map(({ row }) => row.purpose_id),
  );
  const familiar = new Set(all.map(({ holder }) => holder.id));
  const holders = [...(await allHolders(deps.consent.db))].sort(
    (a, b) => Number(familiar.has(b.id)) - Number(familiar.has(a.id)),
  );
  const found: Asking[] = [];
  for (const holder of holders) {
    if (found.length >= mostAsked) break;
    for (const offer of await offersOf(deps, holder.id))
      if (asksConsent(offer.version.body) && !answered.has(offer.purpose.id)) found.push({ ...offer, holder });
  }
  return found;
}

async function needs(deps: OfficeDeps, lang: Lang, live: readonly Known[], now: Date) {
  const m = mineWords[lang];
  const tasks = await Promise.all(
    live.map(async ({ row, version }) => {
      const shown = shownState(row, now);
      const current = await deps.consent.registers.currentVersionId(row.purpose_id);
      const newer = current === null || current === version.id ? null : await deps.consent.registers.version(current);
      const hint =
        shown === 'frozen'
          ? m.disputed
          : shown === 'pending'
            ? m.pending
            : newer?.widens === true
              ? m.changed
              : shown === 'expiring'
                ? m.expires(formatLastDay(lang, row.valid_until!))
                : null;
      return hint === null
        ? []
        : [
            {
              title: sentence(version.body.text[lang]),
              href: `/me/consents/${row.id}`,
              hint,
              status: shownTag(lang, shown),
            },
          ];
    }),
  );
  return tasks.flat();
}

const askedTask = (lang: Lang, { purpose, version, holder }: Asking) => ({
  title: sentence(version.body.text[lang]),
  href: `/me/consent/${purpose.id}`,
  hint: mineWords[lang].ask(holder.body.name[lang]),
  status: tag({ text: mineWords[lang].asked, tone: 'info' }),
});

function byHolder(lang: Lang, live: readonly Known[]): [string, Known[]][] {
  const groups = new Map<string, Known[]>();
  for (const one of live)
    groups.set(one.holder.body.name[lang], [...(groups.get(one.holder.body.name[lang]) ?? []), one]);
  return [...groups];
}

function consentCard(lang: Lang, { row, version, subject }: Known, now: Date): Html {
  const m = mineWords[lang];
  const w = words[lang];
  const shown = shownState(row, now);
  const given = version.body.categories.filter((one) => row.categories.includes(one.code)).map((one) => one.text[lang]);
  return card({
    title: sentence(version.body.text[lang]),
    href: `/me/consents/${row.id}`,
    level: 3,
    tag: shownTag(lang, shown === 'active' && given.length < version.body.categories.length ? 'partial' : shown),
    meta: [
      ...(subject.self ? [] : [{ key: w.subject, value: subject.name }]),
      { key: w.data, value: given.join(', ') },
      { key: w.until, value: row.valid_until === null ? m.noEnd : formatLastDay(lang, row.valid_until) },
    ],
    ...(withdrawable(shown)
      ? {
          actions: html`<a href="/me/consents/${row.id}/withdraw">${m.withdraw}<span class="mk-hidden">: ${version.body.text[lang]}</span></a>`,
        }
      : {}),
  });
}
