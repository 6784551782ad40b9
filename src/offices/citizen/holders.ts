import { Type } from 'typebox';
import {
  asksConsent,
  type ConsentRow,
  consentsOfPerson,
  groundLabel,
  type Purpose,
  purposesOf,
  type PurposeVersion,
  termLabel,
} from '../../consent/index.ts';
import {
  allHolders,
  decreeStanding,
  decreeStandingText,
  type Holder,
  holderById,
  policyInForce,
} from '../../holders/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  card,
  cardGrid,
  emptyState,
  type Html,
  html,
  inset,
  linkButton,
  summaryList,
  tag,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { list, number, sortBy } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { holderWords } from './holders.messages.ts';
import { meOf, mine } from './mine.ts';
import { isLive, sentence, shownState, shownTag } from './states.ts';
import { words } from './words.messages.ts';

const everyone = [{ for: 'everyone' }] as const;

/** CP-D-2b, CP-4: who processes personal data, why, and on which ground; what of it concerns the reader. */
export function holderPages(app: App, deps: OfficeDeps): void {
  const { consent } = deps;

  app.get(
    '/holders',
    { config: { kind: 'page', access: everyone }, schema: { response: htmlSchema } },
    async (request, reply) => {
      const m = holderWords[request.lang];
      const published = await withPolicies(deps);
      const body = html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>${
        published.length === 0
          ? emptyState({ title: m.none })
          : cardGrid(
              ...sortBy(request.lang, published, ({ holder }) => holder.body.name[request.lang]).map(
                ({ holder, since, purposes }) =>
                  card({
                    title: holder.body.name[request.lang],
                    href: `/holders/${holder.id}`,
                    meta: [
                      { key: m.purposes, value: m.count(number(request.lang, purposes)) },
                      ...(since === null ? [] : [{ key: m.policyFrom, value: formatDate(request.lang, since) }]),
                    ],
                  }),
              ),
            )
      }`;
      return sendPage(request, reply, deps, { title: m.title, description: m.lead, body, width: 'wide' });
    },
  );

  app.get(
    '/holders/:holderId',
    {
      config: { kind: 'page', access: everyone },
      schema: { params: Type.Object({ holderId: Type.String({ format: 'uuid' }) }), response: htmlSchema },
    },
    async (request, reply) => {
      const { lang } = request;
      const m = holderWords[lang];
      const holder = await holderById(consent.db, request.params.holderId);
      if (holder === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      const { principal } = request;
      const bound = principal.kind === 'citizen' && principal.personId !== null;
      const own = bound ? await mine(consent, meOf(request)) : null;
      const rows = own === null ? [] : await consentsOfPerson(consent.db, own.scope, own.all);
      const mineNow = rows.filter((row) => row.current && own!.who.get(row.subject_id)!.self);
      const offers = await offersOf(deps, holder.id);
      const asked = offers.filter(({ version }) => asksConsent(version.body));
      const other = offers.filter(({ version }) => !asksConsent(version.body));
      const title = holder.body.name[lang];
      const body = html`<h1>${title}</h1><p class="mk-lead">${m.cardLead}</p>${holderFacts(lang, holder)}<p><a href="/holders/${holder.id}/policy">${m.policy}</a></p>
<h2>${m.asked}</h2>${principal.kind === 'anonymous' && asked.length > 0 && inset(html`<p>${m.signInToSee}</p><p><a href="${`/sign-in?next=${encodeURIComponent(request.url)}`}">${m.signIn}</a></p>`)}
${
  asked.length === 0
    ? html`<p>${m.noAsked}</p>`
    : cardGrid(
        ...asked.map((offer) =>
          askedCard(
            lang,
            offer,
            mineNow.find((row) => row.purpose_id === offer.purpose.id),
            deps.clock.now(),
            bound,
            principal.kind !== 'staff',
          ),
        ),
      )
}
${other.length > 0 && html`<h2>${m.notAsked}</h2>${other.map((offer) => groundOf(lang, offer))}`}`;
      return sendPage(request, reply, deps, {
        title,
        body,
        width: 'wide',
        breadcrumbs: [{ text: m.title, href: '/holders' }],
      });
    },
  );
}

export type Offer = { readonly purpose: Purpose; readonly version: PurposeVersion };

/** A holder's published purposes that are still pursued, each in its current version. */
export async function offersOf(deps: Pick<OfficeDeps, 'consent'>, holderId: string): Promise<Offer[]> {
  const purposes = await purposesOf(deps.consent.db, holderId);
  const found = await Promise.all(
    purposes
      .filter((one) => one.state === 'active' && one.currentVersionId !== null)
      .map(async (purpose) => ({
        purpose,
        version: (await deps.consent.registers.version(purpose.currentVersionId!))!,
      })),
  );
  return found;
}

async function withPolicies({
  consent,
}: OfficeDeps): Promise<{ holder: Holder; since: Date | null; purposes: number }[]> {
  const holders = await allHolders(consent.db);
  const all = await Promise.all(
    holders.map(async (holder) => {
      const [policy, purposes] = await Promise.all([
        policyInForce(consent.db, holder.id),
        purposesOf(consent.db, holder.id),
      ]);
      return { holder, policy, purposes: purposes.filter((one) => one.state === 'active').length };
    }),
  );
  return all
    .filter(({ policy }) => policy !== null)
    .map(({ holder, policy, purposes }) => ({ holder, since: policy!.inForceFrom, purposes }));
}

function holderFacts(lang: Lang, holder: Holder): Html {
  const m = holderWords[lang];
  const w = words[lang];
  const { contacts, address, processors, responsiblePerson } = holder.body;
  const made = (path: string): Html =>
    html`${holder.body.sandboxPaths.some((one) => one === path || one.endsWith(`/${path}`)) && html` ${tag({ text: m.invented, tone: 'wait' })}`}`;
  const rows = [
    ...(address === null ? [] : [{ key: w.address, value: html`${address[lang]}${made('address')}` }]),
    ...(contacts.phone === null ? [] : [{ key: w.phone, value: html`${contacts.phone}${made('contacts')}` }]),
    ...(contacts.email === null
      ? []
      : [
          {
            key: w.email,
            value: html`<a href="${`mailto:${contacts.email}`}">${contacts.email}</a>${made('contacts')}`,
          },
        ]),
    ...(contacts.website === null
      ? []
      : [{ key: w.site, value: html`<a href="${contacts.website}">${contacts.website}</a>${made('contacts')}` }]),
    // CP-D-2b
    { key: m.standing, value: decreeStandingText(decreeStanding(holder))[lang] },
    {
      key: m.registered,
      value: holder.registeredAt === null ? m.notRegistered : formatDate(lang, holder.registeredAt),
    },
    ...(processors.length === 0
      ? []
      : [
          {
            key: m.processors,
            value: html`${processors.map((one) => html`<p>${one.name[lang]}${one.address !== null && html`, ${one.address[lang]}`}${made('processors')}</p>`)}`,
          },
        ]),
    ...(responsiblePerson === null
      ? []
      : [
          {
            key: m.responsible,
            value: html`${[responsiblePerson.name[lang], responsiblePerson.phone, responsiblePerson.email].filter((part) => part !== null).join(', ')}${made('responsiblePerson')}`,
          },
        ]),
  ];
  return summaryList({ lang, rows, plain: true });
}

function askedCard(
  lang: Lang,
  { purpose, version }: Offer,
  row: ConsentRow | undefined,
  now: Date,
  bound: boolean,
  mayAnswer: boolean,
): Html {
  const m = holderWords[lang];
  const shown = row === undefined ? null : shownState(row, now);
  const live = shown !== null && isLive(shown);
  const outdated = live && row!.purpose_version_id !== version.id && version.widens;
  const action =
    live && !outdated
      ? linkButton({ text: m.see, href: `/me/consents/${row!.id}`, kind: 'secondary' })
      : linkButton({ text: m.answer, href: `/me/consent/${purpose.id}`, kind: 'secondary' });
  return card({
    title: sentence(version.body.text[lang]),
    level: 3,
    tag: outdated
      ? tag({ text: m.changed, tone: 'wait' })
      : shown !== null
        ? shownTag(lang, shown)
        : bound
          ? tag({ text: m.notAnswered, tone: 'info' })
          : undefined,
    meta: [
      {
        key: m.data,
        value: list(
          lang,
          version.body.categories.map((one) => one.text[lang]),
        ),
      },
      { key: m.term, value: termLabel(version.body)[lang] },
    ],
    ...(mayAnswer ? { actions: action } : {}),
  });
}

/** PD-9.4b, CP-6d: where no consent is asked, the reader is told why, with the norm. */
function groundOf(lang: Lang, { purpose, version }: Offer): Html {
  const m = holderWords[lang];
  const ground = version.body.ground!;
  const label = groundLabel(ground.code)?.[lang] ?? ground.code;
  return html`<section class="mk-flow" id="purpose-${purpose.code}"><h3>${sentence(version.body.text[lang])}</h3><p>${m.because(ground.norm === null ? label : `${label} — ${ground.norm[lang]}`)}</p><p class="mk-small">${m.data}: ${list(
    lang,
    version.body.categories.map((one) => one.text[lang]),
  )}</p>${norms(lang, [ground.code])}</section>`;
}
