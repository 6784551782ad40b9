import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { collect, type Collected, groundLabel } from '../../consent/index.ts';
import type { PolicyVersion } from '../../holders/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import {
  button,
  checkbox,
  emptyState,
  errorFor,
  form,
  type Html,
  html,
  linkButton,
  pagination,
  radios,
  select,
  table,
  tag,
} from '../../platform/html/index.ts';
import { type App, cutPage } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { commonWords } from './common.messages.ts';
import { everyRole, hasRole, type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { deskWords } from './desk-pages.messages.ts';
import { type DeskRecordRow, recordsOfHolder } from './desk-store.ts';
import { area, line } from './fields.ts';
import { type Given, textOf, ticked } from './given.ts';
import { lookUp } from './look-up.ts';
import { type NamedPurpose, namedPurposes, textOfPurpose } from './names.ts';
import { findFields, handleOf } from './person-form.ts';
import { currentPolicy } from './policy-facts.ts';
import { registerTrail } from './registers.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const channels = ['form', 'email', 'phone', 'paper'] as const;
const Query = Type.Object({ ...Done.properties, after: Type.Optional(Uuid) });
const pageSize = 25;

/** SP-4a, SP-5, PD-3.16: what was collected, from where and on which ground; by hand the same checks hold as by machine. */
export function dataPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/data',
    { config: pageFor(...everyRole), schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { lang, desk } = visit;
      const words = deskWords[lang];
      const [rows, named, policy] = await Promise.all([
        recordsOfHolder(deps.consent.db, desk.scope, desk.holderId, request.query.after, pageSize),
        namedPurposes(deps, desk, lang),
        currentPolicy(deps, desk.holderId),
      ]);
      const page = cutPage(rows, pageSize);
      return showDesk(visit, {
        title: words.data,
        lead: words.dataLead,
        width: 'wide',
        breadcrumbs: registerTrail(lang),
        done: request.query.done === 'collected' ? words.dataDone : null,
        body: html`${hasRole(desk, 'clerk', 'data-officer') && html`<p>${linkButton({ text: words.newData, href: '/holder/data/new' })}</p>`}
${page.items.length === 0 ? emptyState({ title: words.noData, body: words.noDataMore }) : register(lang, page.items, named, policy)}
${page.next !== null && pagination({ lang, next: `/holder/data?after=${page.next}` })}`,
      });
    },
  );
  app.get(
    '/holder/data/new',
    { config: pageFor('clerk', 'data-officer'), schema: { response: pageAnswers } },
    async (request, reply) => show(visitOf(request, reply, deps), {}, noTrouble),
  );
  app.post(
    '/holder/data/new',
    { config: pageFor('clerk', 'data-officer'), schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { lang, desk } = visit;
      const given = request.body;
      const again = (trouble: Trouble) => show(visit, given, trouble);
      const channel = channels.find((one) => one === textOf(given, 'channel'));
      const faults = ['purpose', 'category', 'subjectCategory', 'channel']
        .filter((name) => textOf(given, name) === '')
        .map((field) => ({ field, text: commonWords[lang].choose }));
      if (faults.length > 0 || channel === undefined) return again({ errors: faults, law: [] });
      const found = await lookUp(deps, desk, handleOf(given));
      if (isRefusal(found)) return again(troubleOf(lang, found));
      const done = await collect(
        deps.consent,
        desk.holderId,
        { kind: 'account', id: desk.accountId },
        { ...collectedOf(given), channel, subjectId: found.subjectId },
      );
      if (isRefusal(done)) return again(troubleOf(lang, done, (field) => (field === 'source' ? 'sourceName' : field)));
      return reply.redirect('/holder/data?done=collected', 303);
    },
  );
}

function collectedOf(given: Given): Omit<Collected, 'subjectId' | 'channel'> {
  const value = textOf(given, 'value');
  return {
    purposeId: textOf(given, 'purpose'),
    category: textOf(given, 'category'),
    subjectCategory: textOf(given, 'subjectCategory'),
    source:
      textOf(given, 'source') === 'other'
        ? { kind: 'other', name: textOf(given, 'sourceName'), fulfils: textOf(given, 'fulfils') }
        : { kind: 'subject' },
    mode: 'manual',
    declaredReliable: ticked(given, 'declaredReliable'),
    ...(value === '' ? {} : { value }),
  };
}

function register(
  lang: Lang,
  rows: readonly DeskRecordRow[],
  named: readonly NamedPurpose[],
  policy: PolicyVersion | null,
): Html {
  const words = deskWords[lang];
  const categoryText = (code: string): string =>
    (policy?.body.dataCategories ?? []).find((one) => one.code === code)?.text[lang] ?? code;
  const channel = (code: string): string => (words as Readonly<Record<string, string>>)[`channel_${code}`] ?? code;
  return table({
    caption: words.caption,
    columns: [
      { head: words.category },
      { head: words.purpose },
      { head: words.source },
      { head: words.ground },
      { head: words.collected, nowrap: true },
      { head: words.state },
    ],
    rows: rows.map((row) => [
      categoryText(row.category),
      textOfPurpose(named, row.purpose_id),
      html`${row.source === 'subject' ? words.fromSubject : (row.source_name ?? words.fromOther)}, ${channel(row.channel)}`,
      groundLabel(row.ground)?.[lang] ?? row.ground,
      formatDateTime(lang, row.collected_at),
      row.destroyed_at !== null
        ? tag({ text: words.destroyed, tone: 'ended' })
        : row.superseded_at !== null
          ? tag({ text: words.superseded, tone: 'neutral' })
          : tag({ text: words.current, tone: 'good' }),
    ]),
  });
}

async function show(visit: Visit, given: Given, trouble: Trouble): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = deskWords[lang];
  const [named, policy] = await Promise.all([namedPurposes(deps, desk, lang), currentPolicy(deps, desk.holderId)]);
  const sheet = { lang, given, trouble };
  const pick = (
    name: string,
    label: string,
    options: readonly { readonly value: string; readonly text: string }[],
  ): Html =>
    select({
      lang,
      name,
      label,
      empty: true,
      options,
      value: textOf(given, name),
      error: errorFor(trouble.errors, name),
    });
  const coded = (list: readonly { readonly code: string; readonly text: Readonly<Record<Lang, string>> }[] | null) =>
    (list ?? []).map((one) => ({ value: one.code, text: one.text[lang] || one.text.ky }));
  return showDesk(visit, {
    title: words.newData,
    lead: words.dataLead,
    trouble,
    breadcrumbs: [...registerTrail(lang), { text: words.data, href: '/holder/data' }],
    body: html`${form(
      { action: '/holder/data/new', csrf },
      findFields(sheet),
      pick(
        'purpose',
        words.purpose,
        named.filter((one) => one.purpose.state === 'active').map((one) => ({ value: one.purpose.id, text: one.text })),
      ),
      pick('category', words.category, coded(policy?.body.dataCategories ?? null)),
      pick('subjectCategory', words.subjectCategory, coded(policy?.body.subjectCategories ?? null)),
      radios({
        lang,
        name: 'source',
        label: words.source,
        value: textOf(given, 'source') || 'subject',
        error: errorFor(trouble.errors, 'source'),
        items: [
          {
            value: 'subject',
            text: words.fromSubject,
            reveal: checkbox({
              lang,
              name: 'declaredReliable',
              text: words.declared,
              value: 'yes',
              checked: ticked(given, 'declaredReliable'),
              error: errorFor(trouble.errors, 'declaredReliable'),
            }),
          },
          {
            value: 'other',
            text: words.fromOther,
            reveal: html`${line(sheet, { name: 'sourceName', label: words.sourceName })}${line(sheet, { name: 'fulfils', label: words.fulfils })}`,
          },
        ],
      }),
      radios({
        lang,
        name: 'channel',
        label: words.channel,
        value: textOf(given, 'channel'),
        error: errorFor(trouble.errors, 'channel'),
        items: channels.map((one) => ({ value: one, text: words[`channel_${one}`] })),
      }),
      area(sheet, { name: 'value', label: words.value, hint: words.valueHint, rows: 3, optional: true }),
      html`<p class="mk-small">${commonWords[lang].lookJournalled}</p>`,
      button({ text: words.dataButton }),
    )}`,
  });
}
