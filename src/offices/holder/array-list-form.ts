import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { type DataArray, listData } from '../../arrays/index.ts';
import {
  button,
  checkboxes,
  errorFor,
  filterForm,
  form,
  html,
  select,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { norms } from '../shell.ts';
import { arrayHere } from './array-one.ts';
import { arrayWords } from './arrays.messages.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { line } from './fields.ts';
import { type Given, listOf, textOf } from './given.ts';
import { type NamedPurpose, namedPurposes } from './names.ts';
import { registerTrail } from './registers.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ arrayId: Uuid });
const About = Type.Object({
  purpose: Type.Optional(Uuid),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const config = pageFor('data-officer');

/** PD-3.5: the next version of the list of data that an array holds for one purpose. */
export function arrayListPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/arrays/:arrayId/list',
    { config, schema: { params: One, querystring: About, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const array = await arrayHere(visit, request.params.arrayId);
      const { purpose } = request.query;
      return purpose === undefined
        ? choose(visit, array)
        : show(visit, array, await purposeFor(visit, purpose), untried);
    },
  );
  app.post(
    '/holder/arrays/:arrayId/list',
    { config, schema: { params: One, querystring: About, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const array = await arrayHere(visit, request.params.arrayId);
      return save(visit, array, await purposeFor(visit, request.query.purpose), request.body);
    },
  );
}

const openPurposes = async ({ deps, desk, lang }: Visit): Promise<readonly NamedPurpose[]> =>
  (await namedPurposes(deps, desk, lang)).filter((one) => one.purpose.state === 'active');

async function purposeFor(visit: Visit, id: string | undefined): Promise<NamedPurpose> {
  const found = (await openPurposes(visit)).find((one) => one.purpose.id === id);
  if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return found;
}

async function save(visit: Visit, array: DataArray, purpose: NamedPurpose, given: Given): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const typed = textOf(given, 'review');
  const months = typed === '' ? null : Number(typed);
  const categories = listOf(given, 'categories');
  const faults = [
    ...(categories.length === 0 ? [{ field: 'categories', text: commonWords[lang].choose }] : []),
    ...(months === null || (Number.isInteger(months) && months >= 1 && months <= 1200)
      ? []
      : [{ field: 'review', text: arrayWords[lang].reviewWrong }]),
  ];
  if (faults.length > 0) return show(visit, array, purpose, { given, trouble: troubleFrom(...faults) });
  const done = await listData(
    deps.consent,
    { holderId: desk.holderId, actor: { kind: 'account', id: desk.accountId } },
    array.id,
    { purposeId: purpose.purpose.id, categories, reviewMonths: months },
  );
  if (isRefusal(done)) return show(visit, array, purpose, { given, trouble: troubleOf(lang, done) });
  return visit.reply.redirect(`/holder/arrays/${array.id}?done=listSaved`, 303);
}

const frame = ({ lang }: Visit, array: DataArray) => ({
  title: arrayWords[lang].listTitle,
  lead: arrayWords[lang].listLead,
  breadcrumbs: [
    ...registerTrail(lang),
    { text: arrayWords[lang].title, href: '/holder/arrays' },
    { text: array.name[lang] || array.name.ky, href: `/holder/arrays/${array.id}` },
  ],
});

async function choose(visit: Visit, array: DataArray): Promise<FastifyReply> {
  const { lang } = visit;
  const words = arrayWords[lang];
  const open = await openPurposes(visit);
  return showDesk(visit, {
    ...frame(visit, array),
    body: filterForm(
      { action: `/holder/arrays/${array.id}/list`, label: words.purpose },
      select({
        lang,
        name: 'purpose',
        label: words.purpose,
        options: open.map((one) => ({ value: one.purpose.id, text: one.text })),
      }),
      button({ text: commonWords[lang].goOn }),
    ),
  });
}

function show(visit: Visit, array: DataArray, purpose: NamedPurpose, { given, trouble }: Tried): FastifyReply {
  const { lang, csrf } = visit;
  const words = arrayWords[lang];
  return showDesk(visit, {
    ...frame(visit, array),
    trouble,
    body: html`${summaryList({ lang, plain: true, rows: [{ key: words.purpose, value: purpose.text }] })}
${form(
  { action: `/holder/arrays/${array.id}/list?purpose=${purpose.purpose.id}`, csrf },
  checkboxes({
    lang,
    name: 'categories',
    label: words.categories,
    values: listOf(given, 'categories'),
    error: errorFor(trouble.errors, 'categories'),
    items: purpose.categories.map((one) => ({ value: one.code, text: one.text[lang] })),
  }),
  line(
    { lang, given, trouble },
    { name: 'review', label: words.reviewed, hint: words.reviewedHint, width: 4, inputmode: 'numeric', optional: true },
  ),
  button({ text: words.save }),
)}${norms(lang, ['PD-3.5', 'PD-4.4'])}`,
  });
}
