import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  type DataArray,
  type DataList,
  listsOf,
  liveRegimes,
  missingParts,
  readArray,
  regimeParts,
  specialOf,
  submitArray,
} from '../../arrays/index.ts';
import { findCategory } from '../../law/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  button,
  details,
  form,
  type Html,
  html,
  linkButton,
  summaryList,
  table,
  warningText,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { norms } from '../shell.ts';
import { mediumOf, regimeOf, stateOf, subjectsOf } from './arrays.ts';
import { arrayWords } from './arrays.messages.ts';
import { everyRole, hasRole, type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { asHeading, type NamedPurpose, namedPurposes, textOfPurpose } from './names.ts';
import { registerTrail } from './registers.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { Done, showDesk, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ arrayId: Uuid });

export async function arrayHere({ deps, desk }: Visit, id: string): Promise<DataArray> {
  const array = await deps.consent.db.tx(desk.scope, (tx) => readArray(tx, desk.holderId, id));
  if (array === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return array;
}

/** PD-3.5, PD-3.8, PD-6.1, PD-20.1: one array with its regime and lists, and its way to the register. */
export function arrayViewPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/arrays/:arrayId',
    { config: pageFor(...everyRole), schema: { params: One, querystring: Done, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return show(visit, await arrayHere(visit, request.params.arrayId), noTrouble, request.query.done);
    },
  );
  app.post(
    '/holder/arrays/:arrayId/submit',
    { config: pageFor('data-officer'), schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const array = await arrayHere(visit, request.params.arrayId);
      const { holderId, accountId } = visit.desk;
      const who = { holderId, actor: { kind: 'account' as const, id: accountId } };
      const done = await submitArray(deps.consent, who, array.id);
      // What is missing is listed on the page itself, in words; the refusal's own list holds codes.
      if (isRefusal(done)) {
        const parts = await missingOf(visit, array);
        const text = { ...done.text, [visit.lang]: done.text[visit.lang].replace(/:.*$/u, `: ${parts.join(', ')}.`) };
        return show(
          visit,
          array,
          troubleOf(visit.lang, { ...done, text }, () => 'missing'),
        );
      }
      return reply.redirect(`/holder/arrays/${array.id}?done=submittedDone`, 303);
    },
  );
}

const listsHere = ({ deps, desk }: Visit, array: DataArray): Promise<DataList[]> =>
  deps.consent.db.tx(desk.scope, (tx) => listsOf(tx, array.id));

async function missingOf(visit: Visit, array: DataArray): Promise<string[]> {
  const { lang } = visit;
  const words = arrayWords[lang];
  const lists = await listsHere(visit, array);
  return missingParts(array, lists.length).map(
    (code) =>
      regimeParts.find((part) => part.code === code)?.label[lang] ??
      (code === 'data_list' ? words.data_list : words.informing_purpose),
  );
}

async function show(visit: Visit, array: DataArray, trouble: Trouble, done?: string): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const words = arrayWords[lang];
  const [lists, named, missing, live] = await Promise.all([
    listsHere(visit, array),
    namedPurposes(deps, desk, lang),
    missingOf(visit, array),
    deps.consent.db.tx(desk.scope, (tx) => liveRegimes(tx, array.id, deps.clock.now())),
  ]);
  const title = array.name[lang] || array.name.ky;
  const officer = hasRole(desk, 'data-officer');
  const draft = officer && array.state === 'draft';
  return showDesk(visit, {
    title,
    width: 'wide',
    trouble,
    path: `/holder/arrays/${array.id}`,
    breadcrumbs: [...registerTrail(lang), { text: words.title, href: '/holder/arrays' }],
    done: done === 'saved' || done === 'listSaved' || done === 'submittedDone' ? words[done] : null,
    body: html`<div class="mk-tags">${stateOf(lang, array)}${regimeOf(lang, array)}</div>
${summaryList({ lang, rows: facts(lang, array, specialOf(lists)) })}${draft && html`<p>${linkButton({ text: words.change, href: `/holder/arrays/${array.id}/edit`, kind: 'secondary' })}</p>`}
<h2>${words.regime}</h2>${regimeTable(lang, array)}${norms(lang, ['PD-3.8'])}
${listPart(visit, array, lists, named)}
<h2>${words.cases}</h2>${live.length === 0 ? html`<p>${words.noCases}</p>` : caseTable(lang, live)}
${draft && submitPart(visit, array, missing)}`,
  });
}

function facts(lang: Lang, array: DataArray, special: readonly string[]) {
  const words = arrayWords[lang];
  return [
    { key: words.medium, value: mediumOf(lang, array) },
    { key: words.subjects, value: subjectsOf(lang, array) },
    ...(special.length === 0
      ? []
      : [{ key: words.special, value: special.map((code) => findCategory(code)?.label[lang] ?? code).join(', ') }]),
    ...(array.informingPurpose === null ? [] : [{ key: words.informing, value: array.informingPurpose[lang] }]),
    ...(array.submittedAt === null ? [] : [{ key: words.submitted, value: formatDate(lang, array.submittedAt) }]),
    ...(array.countCheck === null ? [] : [{ key: words.countCheck, value: words[array.countCheck] }]),
    ...(array.countAnswer === null
      ? []
      : [
          {
            key: words.answered,
            value: `${array.countAnswer.over ? words.over : words.within}. ${array.countAnswer.reasons}`,
          },
        ]),
  ];
}

const regimeTable = (lang: Lang, array: DataArray): Html => {
  const words = arrayWords[lang];
  return table({
    caption: words.regime,
    captionHidden: true,
    columns: [{ head: words.regime, headHidden: true }, { head: words.rule }, { head: words.norm }],
    rows: regimeParts.map(({ code, label }) => {
      const part = array.confidentiality[code];
      return [asHeading(label[lang]), part?.rule[lang] ?? '—', part?.norm ?? '—'];
    }),
  });
};

function listPart(visit: Visit, array: DataArray, lists: readonly DataList[], named: readonly NamedPurpose[]): Html {
  const { lang, desk } = visit;
  const words = arrayWords[lang];
  const current = lists.filter((one) => one.current);
  const old = lists.filter((one) => !one.current);
  const rows = (all: readonly DataList[]): Html =>
    table({
      caption: words.lists,
      captionHidden: true,
      columns: [
        { head: words.purpose },
        { head: words.version, numeric: true },
        { head: words.categories },
        { head: words.reviewed },
      ],
      rows: all.map((one) => [
        html`<a href="/holder/purposes/${one.purpose_id}">${textOfPurpose(named, one.purpose_id)}</a>`,
        String(one.number),
        categoryNames(visit, one, named),
        one.review_months === null ? words.noReview : words.months(one.review_months),
      ]),
    });
  return html`<h2>${words.lists}</h2><p>${words.listsLead}</p>${current.length === 0 ? html`<p>${words.noLists}</p>` : rows(current)}
${old.length > 0 && details({ summary: `${words.version}: ${old.length}`, id: 'old-lists' }, rows(old))}
${hasRole(desk, 'data-officer') && html`<p>${linkButton({ text: words.addList, href: `/holder/arrays/${array.id}/list`, kind: 'secondary' })}</p>`}`;
}

const categoryNames = ({ lang }: Visit, list: DataList, named: readonly NamedPurpose[]): string => {
  const known = named.find((one) => one.purpose.id === list.purpose_id)?.categories ?? [];
  return list.categories.map((code) => known.find((one) => one.code === code)?.text[lang] ?? code).join(', ');
};

type Live = Awaited<ReturnType<typeof liveRegimes>>;
const caseTable = (lang: Lang, live: Live): Html => {
  const words = arrayWords[lang];
  return table({
    caption: words.cases,
    captionHidden: true,
    columns: [{ head: words.norm }, { head: words.categories }, { head: words.state, nowrap: true }],
    rows: live.map((one) => [
      html`<a href="/law/${one.caseCode}">${one.caseCode}</a>${one.norm !== null && html`<br><span class="mk-small">${one.norm}</span>`}`,
      one.categories.join(', '),
      formatDate(lang, one.recordedAt),
    ]),
  });
};

function submitPart({ lang, csrf }: Visit, array: DataArray, missing: readonly string[]): Html {
  const words = arrayWords[lang];
  return html`<h2 id="missing">${words.submit}</h2>${
    missing.length > 0
      ? html`<p>${words.missing}</p><ul>${missing.map((part) => html`<li>${part}</li>`)}</ul>`
      : html`${warningText(lang, words.submitLead)}${form({ action: `/holder/arrays/${array.id}/submit`, csrf }, button({ text: words.submit }))}`
  }`;
}
