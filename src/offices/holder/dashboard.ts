import type { FastifyRequest } from 'fastify';
import { countsByDay, countsByState, type Purpose, purposesOf } from '../../consent/index.ts';
import { decreeStanding, decreeStandingText, type Holder, type PolicyVersion } from '../../holders/index.ts';
import { addDays, acts, dayOf, startOfDay } from '../../law/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  barChart,
  emptyState,
  type Html,
  html,
  statTiles,
  summaryList,
  table,
  tag,
  taskList,
  warningText,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { norms, sendPage } from '../shell.ts';
import { groupOf } from './consent-state.ts';
import { dashboardWords } from './dashboard.messages.ts';
import { deskOf, everyRole, hasRole, type Desk, type HolderDeps, pageAnswers, pageFor } from './deps.ts';
import { dutiesOf, openReviews } from './desk-store.ts';
import { asHeading } from './names.ts';
import { registersFor } from './registers.ts';
import { currentPolicy, findingsOf, troublesIn } from './policy-facts.ts';

type Counts = readonly { readonly purpose_id: string; readonly state: string; readonly n: number }[];
type Days = readonly { readonly day: string; readonly state: string; readonly n: number }[];
const weeks = 12;

export function dashboardPage(app: App, deps: HolderDeps): void {
  app.get('/holder', { config: pageFor(...everyRole), schema: { response: pageAnswers } }, async (request, reply) => {
    const { lang } = request;
    const desk = deskOf(request);
    const now = deps.clock.now();
    const from = addDays(dayOf(now), 1 - weeks * 7);
    const { db } = deps.consent;
    const [holder, purposes, counts, days, policy, duties, reviews] = await Promise.all([
      deps.consent.registers.holder(desk.holderId),
      purposesOf(db, desk.holderId),
      countsByState(db, desk.scope, desk.holderId),
      countsByDay(db, desk.scope, desk.holderId, startOfDay(from), new Date(now.getTime() + 1000)),
      currentPolicy(deps, desk.holderId),
      dutiesOf(db, desk.scope, desk.holderId, now),
      openReviews(db, desk.scope, desk.holderId),
    ]);
    const words = dashboardWords[lang];
    const texts = new Map(
      await Promise.all(purposes.map(async (purpose) => [purpose.id, await nameOf(deps, purpose, lang)] as const)),
    );
    return sendPage(request, reply, deps, {
      title: words.title,
      width: 'wide',
      body: html`<h1>${holder!.body.name[lang]}</h1>${statTiles(tiles(lang, counts, duties))}
<div class="mk-columns"><div>${attention(request, desk, { counts, policy, duties, reviews })}${byPurpose(lang, purposes, counts, texts)}</div><aside>${standing(lang, holder!, policy)}<h2>${words.more}</h2><ul>${registersFor(lang, desk).map((one) => html`<li><a href="${one.href}">${one.text}</a></li>`)}</ul></aside></div>
${days.length === 0 ? emptyState(counts.length === 0 ? { title: words.noConsents, body: words.noConsentsMore } : { title: words.quiet, body: words.quietMore }) : overTime(lang, days, from)}`,
    });
  });
}

const nameOf = async (deps: HolderDeps, purpose: Purpose, lang: Lang): Promise<string> =>
  asHeading(
    (purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId))?.body
      .text[lang] ?? purpose.code,
  );

const sumOf = (counts: Counts, states: readonly string[], purposeId?: string): number =>
  counts
    .filter((one) => states.includes(one.state) && (purposeId === undefined || one.purpose_id === purposeId))
    .reduce((sum, one) => sum + one.n, 0);

function tiles(lang: Lang, counts: Counts, duties: { open: number; late: number }) {
  const words = dashboardWords[lang];
  const paper = sumOf(counts, ['unproven']);
  const disputes = sumOf(counts, ['frozen']);
  return [
    {
      label: words.active,
      value: number(lang, sumOf(counts, ['active'])),
      note: words.activeNote,
      href: '/holder/consents?state=active',
    },
    {
      label: words.paper,
      value: number(lang, paper),
      note: words.paperNote,
      href: '/holder/paper',
      ...(paper > 0 ? { tone: 'wait' as const } : {}),
    },
    {
      label: words.disputes,
      value: number(lang, disputes),
      note: words.disputesNote,
      href: '/holder/consents?state=frozen',
      ...(disputes > 0 ? { tone: 'bad' as const } : {}),
    },
    {
      label: words.duties,
      value: number(lang, duties.open),
      note: duties.late > 0 ? words.dutiesLate.replace('{n}', number(lang, duties.late)) : words.dutiesInTime,
      href: '/holder/tasks',
      ...(duties.late > 0 ? { tone: 'bad' as const } : {}),
    },
  ];
}

function attention(
  request: FastifyRequest,
  desk: Desk,
  {
    counts,
    policy,
    duties,
    reviews,
  }: { counts: Counts; policy: PolicyVersion | null; duties: { open: number; late: number }; reviews: number },
): Html {
  const { lang } = request;
  const words = dashboardWords[lang];
  const found = troublesIn(findingsOf(policy)).length;
  const item = (n: number, title: string, hint: string, href: string, tone: 'wait' | 'bad') =>
    n === 0 ? [] : [{ title, hint, href, status: tag({ text: number(lang, n), tone }) }];
  const tasks = [
    ...(hasRole(desk, 'clerk', 'data-officer')
      ? item(sumOf(counts, ['unproven']), words.toPaper, words.toPaperHint, '/holder/paper', 'wait')
      : []),
    ...item(sumOf(counts, ['frozen']), words.toDisputes, words.toDisputesHint, '/holder/consents?state=frozen', 'bad'),
    ...item(sumOf(counts, ['pending']), words.toWaiting, words.toWaitingHint, '/holder/consents?state=pending', 'wait'),
    ...(hasRole(desk, 'data-officer', 'administrator')
      ? item(found, words.toPolicy, words.toPolicyHint, '/holder/policy#findings', 'wait')
      : []),
    ...(hasRole(desk, 'data-officer')
      ? item(reviews, words.toReviews, words.toReviewsHint, '/holder/reviews', 'wait')
      : []),
    ...item(duties.open, words.toDuties, words.toDutiesHint, '/holder/tasks', duties.late > 0 ? 'bad' : 'wait'),
  ];
  return html`<h2>${words.attention}</h2>${tasks.length === 0 ? emptyState({ title: words.nothing, body: words.nothingMore }) : taskList({ id: 'attention', tasks })}`;
}

function byPurpose(lang: Lang, purposes: readonly Purpose[], counts: Counts, texts: ReadonlyMap<string, string>): Html {
  const words = dashboardWords[lang];
  if (purposes.length === 0) return html``;
  const groups = ['inForce', 'waiting', 'declined', 'ended'] as const;
  const count = (purposeId: string, group: (typeof groups)[number]): number =>
    counts
      .filter((one) => one.purpose_id === purposeId && groupOf(one.state) === group)
      .reduce((sum, one) => sum + one.n, 0);
  return table({
    caption: words.byPurpose,
    columns: [{ head: words.purpose }, ...groups.map((group) => ({ head: words[group], numeric: true }))],
    rows: purposes.map((purpose) => [
      html`<a href="/holder/purposes/${purpose.id}">${texts.get(purpose.id)}</a>`,
      ...groups.map((group) => number(lang, count(purpose.id, group))),
    ]),
  });
}

// CP-D-2b: the agreement is shown as it is on record, never as a relaxation.
function standing(lang: Lang, holder: Holder, policy: PolicyVersion | null): Html {
  const words = dashboardWords[lang];
  const on = decreeStanding(holder);
  const text = decreeStandingText(on)[lang];
  return html`<h2>${words.decree}</h2><p class="mk-small">${acts.CP.short[lang]}</p><p>${tag({ text, tone: on.kind === 'bound' || on.kind === 'agreed' ? 'info' : 'wait' })}</p>
${
  on.kind === 'agreed' &&
  summaryList({
    lang,
    plain: true,
    rows: [
      { key: words.decreeDate, value: on.date === null ? '—' : formatDate(lang, on.date) },
      { key: words.decreeDocument, value: on.document ?? '—' },
    ],
  })
}
<p class="mk-small">${words.decreeAlways}</p>${norms(lang, ['CP-2'])}
<h2>${words.policyInForce}</h2>${
    policy === null
      ? warningText(lang, words.noPolicy)
      : html`<p><a href="/holder/policy">${policy.body.document.title[lang] ?? policy.body.document.title.ky}</a></p><p class="mk-small">${words.lastUpdated}: ${policy.lastUpdatedOn === null ? '—' : formatDate(lang, policy.lastUpdatedOn)}</p>`
  }`;
}

function overTime(lang: Lang, days: Days, from: string): Html {
  const words = dashboardWords[lang];
  const starts = Array.from({ length: weeks }, (_, week) => addDays(from, week * 7));
  const groups = ['inForce', 'waiting', 'declined', 'ended'] as const;
  const values = (group: (typeof groups)[number]): number[] =>
    starts.map((start, week) =>
      days
        .filter(
          (one) =>
            one.day >= start &&
            (starts[week + 1] === undefined || one.day < starts[week + 1]!) &&
            groupOf(one.state) === group,
        )
        .reduce((sum, one) => sum + one.n, 0),
    );
  const total = days.reduce((sum, one) => sum + one.n, 0);
  const active = days.filter((one) => one.state === 'active').reduce((sum, one) => sum + one.n, 0);
  return barChart({
    lang,
    id: 'over-time',
    title: words.overTime,
    desc: words.overTimeDesc.replace('{n}', number(lang, total)).replace('{active}', number(lang, active)),
    labels: starts.map((start) => `${start.slice(8)}.${start.slice(5, 7)}`),
    series: groups.map((group) => ({ name: words[group], values: values(group) })),
  });
}
