import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actionLabel, logOperation, type PurposeVersion } from '../../consent/index.ts';
import {
  button,
  checkboxes,
  errorFor,
  filterForm,
  form,
  type Html,
  html,
  select,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { line } from './fields.ts';
import { listOf, textOf } from './given.ts';
import { lookUp } from './look-up.ts';
import { type NamedPurpose, namedPurposes } from './names.ts';
import { operationWords } from './operations.messages.ts';
import { findFields, handleOf } from './person-form.ts';
import { registerTrail } from './registers.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const About = Type.Object({
  purpose: Type.Optional(Uuid),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const config = pageFor('clerk', 'data-officer');
type Asked = { readonly named: NamedPurpose; readonly version: PurposeVersion };

/** SP-2, SP-12: an operation done by hand goes on record before it is done, under the same checks as a machine's. */
export function operationFormPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/operations/new',
    { config, schema: { querystring: About, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { purpose } = request.query;
      return purpose === undefined ? choose(visit) : show(visit, await askedOf(visit, purpose), untried);
    },
  );
  app.post(
    '/holder/operations/new',
    { config, schema: { querystring: About, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return record(visit, await askedOf(visit, request.query.purpose), { ...untried, given: request.body });
    },
  );
}

async function askedOf({ deps, desk, lang }: Visit, id: string | undefined): Promise<Asked> {
  const named = (await namedPurposes(deps, desk, lang)).find(
    ({ purpose }) => purpose.id === id && purpose.state === 'active',
  );
  const current = named?.purpose.currentVersionId ?? null;
  const version = current === null ? null : await deps.consent.registers.version(current);
  if (named === undefined || version === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { named, version };
}

async function record(visit: Visit, asked: Asked, { given }: Tried): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = operationWords[lang];
  const said = commonWords[lang];
  const { body } = asked.version;
  const categories = listOf(given, 'categories');
  const action = textOf(given, 'action');
  const activity = textOf(given, 'activity');
  const recipient = (body.recipients ?? []).find((one) => one.code === textOf(given, 'recipient'));
  const faults = [
    ...(categories.length === 0 ? [{ field: 'categories', text: said.choose }] : []),
    ...(action === '' ? [{ field: 'action', text: said.choose }] : []),
    ...(/^[a-z][a-z0-9-]{1,40}$/.test(activity) ? [] : [{ field: 'activity', text: words.activityWrong }]),
  ];
  if (faults.length > 0) return show(visit, asked, { given, trouble: troubleFrom(...faults) });
  const found = await lookUp(deps, desk, handleOf(given));
  if (isRefusal(found)) return show(visit, asked, { given, trouble: troubleOf(lang, found) });
  const done = await logOperation(
    deps.consent,
    desk.holderId,
    { kind: 'account', id: desk.accountId },
    {
      purpose: asked.named.purpose.code,
      subjectId: found.subjectId,
      categories,
      action,
      activity,
      mode: 'manual',
      ...(recipient === undefined ? {} : { recipient: { code: recipient.code, country: recipient.country } }),
    },
  );
  if (isRefusal(done)) return show(visit, asked, { given, trouble: troubleOf(lang, atField(done)) });
  return visit.reply.redirect('/holder/operations?done=recorded', 303);
}

// What `may` refuses, at the field that asked for it.
const fields: Readonly<Record<string, string>> = {
  ACTION_NOT_CONSENTED: 'action',
  DATA_ITEM_NOT_CONSENTED: 'categories',
  EXCESSIVE_DATA: 'categories',
  DATA_BLOCKED: 'categories',
  RECIPIENT_NOT_NAMED: 'recipient',
};
const atField = (refusal: Refusal): Refusal => {
  const field = refusal.field ?? fields[refusal.code];
  return field === undefined ? refusal : { ...refusal, field };
};

const crumbs = ({ lang }: Visit) => [
  ...registerTrail(lang),
  { text: operationWords[lang].title, href: '/holder/operations' },
];

async function choose(visit: Visit): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = operationWords[lang];
  const open = (await namedPurposes(deps, desk, lang)).filter((one) => one.purpose.state === 'active');
  return showDesk(visit, {
    title: words.newTitle,
    lead: words.newLead,
    breadcrumbs: crumbs(visit),
    body: filterForm(
      { action: '/holder/operations/new', label: words.choose },
      select({
        lang,
        name: 'purpose',
        label: words.choose,
        options: open.map((one) => ({ value: one.purpose.id, text: one.text })),
      }),
      button({ text: commonWords[lang].goOn }),
    ),
  });
}

function show(visit: Visit, { named, version }: Asked, { given, trouble }: Tried): FastifyReply {
  const { lang, csrf } = visit;
  const words = operationWords[lang];
  const sheet = { lang, given, trouble };
  const { body } = version;
  const pick = (
    name: string,
    label: string,
    options: readonly { value: string; text: string }[],
    first?: string,
  ): Html =>
    select({
      lang,
      name,
      label,
      ...(first === undefined ? { empty: true } : {}),
      options: first === undefined ? options : [{ value: '', text: first }, ...options],
      value: textOf(given, name),
      error: errorFor(trouble.errors, name),
    });
  return showDesk(visit, {
    title: words.newTitle,
    lead: words.newLead,
    trouble,
    breadcrumbs: crumbs(visit),
    body: html`${summaryList({ lang, plain: true, rows: [{ key: words.choose, value: named.text }] })}
${form(
  { action: `/holder/operations/new?purpose=${named.purpose.id}`, csrf },
  findFields(sheet),
  checkboxes({
    lang,
    name: 'categories',
    label: words.categories,
    values: listOf(given, 'categories'),
    error: errorFor(trouble.errors, 'categories'),
    items: body.categories.map((one) => ({ value: one.code, text: one.text[lang] })),
  }),
  pick(
    'action',
    words.action,
    body.actions.map((code) => ({ value: code, text: actionLabel(code)[lang] })),
  ),
  line(sheet, { name: 'activity', label: words.activity, hint: words.activityHint, width: 20 }),
  (body.recipients ?? []).length > 0 &&
    pick(
      'recipient',
      words.recipient,
      (body.recipients ?? []).map((one) => ({ value: one.code, text: one.name[lang] })),
      words.noRecipient,
    ),
  html`<p class="mk-small">${commonWords[lang].lookJournalled}</p>`,
  button({ text: words.record }),
)}`,
  });
}
