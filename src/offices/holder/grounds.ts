import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type NewGround, recordGround } from '../../consent/index.ts';
import {
  childGrounds,
  type EvidenceField,
  type Ground,
  grounds,
  specialExceptions,
  startOfDay,
} from '../../law/index.ts';
import { button, checkbox, errorFor, form, type Html, html, radios, summaryList } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { norms } from '../shell.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { area, dayField, line, type Sheet } from './fields.ts';
import { dayOfParts, type Given, linesOf, textOf, ticked, wrongDay } from './given.ts';
import { groundWords } from './grounds.messages.ts';
import { namedPurposes, textOfPurpose } from './names.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Visit, visitOf } from './visit.ts';

const config = pageFor('data-officer');
const About = Type.Object({
  purpose: Uuid,
  subject: Type.Optional(Uuid),
  code: Type.Optional(Type.String({ maxLength: 20 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
type About = { readonly purpose: string; readonly subject?: string; readonly code?: string };

type Field = EvidenceField | 'reason' | 'document';
type Offered = {
  readonly row: string;
  readonly label: Readonly<Record<Lang, string>>;
  readonly demands: readonly Field[];
};
const offer = (list: readonly Ground[], without: readonly string[]): Offered[] =>
  list
    .filter((one) => !without.includes(one.code))
    .map((one) => ({ row: one.law[0]!, label: one.label, demands: one.demands }));
// PD-5.1-6 rests on a consent of its own kind, and consent itself is never recorded here.
const article5 = offer(grounds, ['consent', 'journalism_creative']);
const article8 = offer(specialExceptions, ['special_consent']);
const article18 = offer(childGrounds, []);
const article17: Offered[] = (['PD-17.1-1', 'PD-17.1-2'] as const).map((row, index) => ({
  row,
  demands: ['reason', 'document'],
  label: {
    ky: groundWords.ky[index === 0 ? 'security' : 'order'],
    ru: groundWords.ru[index === 0 ? 'security' : 'order'],
    en: groundWords.en[index === 0 ? 'security' : 'order'],
  },
}));
/** Every ground but the subject's own consent, by the row that states it. */
export const offeredGrounds: readonly Offered[] = [...article5, ...article8, ...article18, ...article17];

const boxes: readonly Field[] = ['subjectIsParty', 'exclusive', 'offeredToChild'];
const days: readonly Field[] = ['from', 'until'];
const lists: readonly Field[] = ['guarantees', 'lawPurposes', 'consentNames'];
const choices: Partial<
  Readonly<
    Record<
      Field,
      readonly (
        | 'open'
        | 'concluded'
        | 'dropped'
        | 'member'
        | 'regular_contact'
        | 'none'
        | 'medical_professional'
        | 'other'
        | 'medical'
        | 'educational'
        | 'counselling'
        | 'active'
      )[]
    >
  >
> = {
  applicationState: ['open', 'concluded', 'dropped'],
  membership: ['member', 'regular_contact', 'none'],
  performerRole: ['medical_professional', 'other'],
  serviceCode: ['medical', 'educational', 'counselling'],
  consentState: ['active'],
};

/** CP-6d, PD-5, PD-8.2, PD-17.1, PD-18.1: a ground without consent, with everything that it demands. */
export function groundPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/grounds/new',
    { config, schema: { querystring: About, response: pageAnswers } },
    async (request, reply) => show(visitOf(request, reply, deps), request.query, {}, noTrouble),
  );
  app.post(
    '/holder/grounds/new',
    { config, schema: { querystring: About, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { lang, desk } = visit;
      const { body: given, query } = request;
      const offered = offeredGrounds.find((one) => one.row === query.code);
      if (offered === undefined)
        return show(visit, query, given, troubleFrom({ field: 'code', text: commonWords[lang].choose }));
      const endsOn = dayOfParts(given, 'endsAt');
      const badDay = offered.demands.find((field) => days.includes(field) && dayOfParts(given, field) === wrongDay);
      if (badDay !== undefined || endsOn === wrongDay)
        return show(visit, query, given, troubleFrom({ field: badDay ?? 'endsAt', text: commonWords[lang].wrongDay }));
      const ground: NewGround = {
        purposeId: query.purpose,
        subjectId: query.subject ?? null,
        code: offered.row,
        evidence: evidenceOf(given, offered),
        endsAt: endsOn === null ? null : startOfDay(endsOn),
      };
      const done = await recordGround(deps.consent, desk, ground);
      if (isRefusal(done)) return show(visit, query, given, troubleIn(lang, done));
      return reply.redirect(
        query.subject === undefined ? `/holder/purposes/${query.purpose}` : `/holder/consents?subject=${query.subject}`,
        303,
      );
    },
  );
}

function troubleIn(lang: Lang, refusal: Parameters<typeof troubleOf>[1]): Trouble {
  const field = refusal.field?.replace('evidence/', '') ?? '';
  const named = (groundWords[lang] as Readonly<Record<string, string>>)[field];
  // The field's code in the sentence becomes its name on the page.
  const text =
    named === undefined ? refusal.text : { ...refusal.text, [lang]: refusal.text[lang].replace(field, `«${named}»`) };
  return troubleOf(lang, { ...refusal, text }, () => (field === '' ? undefined : field));
}

function evidenceOf(given: Given, { demands }: Offered): NewGround['evidence'] {
  const value = (field: Field): unknown => {
    if (boxes.includes(field)) return ticked(given, field);
    if (days.includes(field)) return dayOfParts(given, field) ?? undefined;
    const text = textOf(given, field);
    return lists.includes(field) ? linesOf(given, field) : text;
  };
  const fields = demands.includes('from') ? [...demands, 'until' as const] : demands;
  return Object.fromEntries(
    fields.map((field) => [field, value(field)]).filter(([, one]) => one !== undefined),
  ) as NewGround['evidence'];
}

async function show(visit: Visit, about: About, given: Given, trouble: Trouble): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = groundWords[lang];
  const named = await namedPurposes(deps, desk, lang);
  if (!named.some((one) => one.purpose.id === about.purpose)) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const offered = offeredGrounds.find((one) => one.row === about.code);
  return showDesk(visit, {
    title: words.title,
    lead: words.lead,
    trouble,
    body: html`
${summaryList({
  lang,
  plain: true,
  rows: [
    { key: words.ofPurpose, value: textOfPurpose(named, about.purpose) },
    { key: commonWords[lang].subject, value: about.subject === undefined ? words.forAll : words.forOne },
  ],
})}
${offered === undefined ? chooser(lang, about) : html`<h2>${offered.label[lang]}</h2>${norms(lang, [offered.row])}${evidenceForm({ lang, given, trouble }, csrf, about, offered)}`}`,
  });
}

const query = (about: About): string =>
  new URLSearchParams({
    purpose: about.purpose,
    ...(about.subject === undefined ? {} : { subject: about.subject }),
    ...(about.code === undefined ? {} : { code: about.code }),
  }).toString();

/** Each ground is a link: the next page asks for what it demands and nothing else. */
function chooser(lang: Lang, about: About): Html {
  const words = groundWords[lang];
  const list = (title: string, offered: readonly Offered[]): Html =>
    html`<h3>${title}</h3><ul>${offered.map((one) => html`<li><a href="/holder/grounds/new?${query({ ...about, code: one.row })}">${one.label[lang]}</a></li>`)}</ul>`;
  return html`<h2 id="code">${words.choose}</h2>${list(words.article5, article5)}${list(words.article8, article8)}${list(words.article18, article18)}${list(words.article17, article17)}`;
}

function evidenceForm(sheet: Sheet, csrf: string, about: About, { demands }: Offered): Html {
  const { lang, given, trouble } = sheet;
  const words = groundWords[lang];
  const one = (name: Field): Html => {
    const label = words[name];
    const options = choices[name];
    if (options !== undefined)
      return radios({
        lang,
        name,
        label,
        value: textOf(given, name),
        error: errorFor(trouble.errors, name),
        items: options.map((value) => ({ value, text: words[value] })),
      });
    if (boxes.includes(name))
      return checkbox({
        lang,
        name,
        text: label,
        value: 'yes',
        checked: ticked(given, name),
        error: errorFor(trouble.errors, name),
      });
    if (days.includes(name)) return dayField(sheet, { name, label, ...(name === 'until' ? { optional: true } : {}) });
    return lists.includes(name) || name === 'description' || name === 'childInterest'
      ? area(sheet, { name, label, rows: 3 })
      : line(sheet, { name, label });
  };
  return form(
    { action: `/holder/grounds/new?${query(about)}`, csrf },
    html`<h3>${words.demands}</h3>`,
    demands.map(one),
    demands.includes('from') && one('until'),
    dayField(sheet, { name: 'endsAt', label: words.endsAt, hint: words.endsHint, optional: true }),
    button({ text: words.record }),
  );
}
