import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  type DataArray,
  declareArray,
  media,
  type NewArray,
  publicTypes,
  type RegimePart,
  regimeParts,
} from '../../arrays/index.ts';
import { button, errorFor, type FieldError, form, html, radios, select } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import { arrayHere } from './array-one.ts';
import { arrayWords } from './arrays.messages.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { line, words3 } from './fields.ts';
import { type Given, putText3, text3Of, textOf, whole3Of } from './given.ts';
import { asHeading } from './names.ts';
import { registerTrail } from './registers.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ arrayId: Uuid });
const config = pageFor('data-officer');

/** PD-3.6, PD-3.8: an array is declared, and completed until it is submitted. */
export function arrayFormPages(app: App, deps: HolderDeps): void {
  app.get('/holder/arrays/new', { config, schema: { response: pageAnswers } }, async (request, reply) =>
    show(visitOf(request, reply, deps), null, untried),
  );
  app.post('/holder/arrays/new', { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) =>
    save(visitOf(request, reply, deps), null, request.body),
  );
  app.get(
    '/holder/arrays/:arrayId/edit',
    { config, schema: { params: One, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const array = await draftHere(visit, request.params.arrayId);
      return show(visit, array, { ...untried, given: givenOf(array) });
    },
  );
  app.post(
    '/holder/arrays/:arrayId/edit',
    { config, schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return save(visit, await draftHere(visit, request.params.arrayId), request.body);
    },
  );
}

async function draftHere(visit: Visit, id: string): Promise<DataArray> {
  const array = await arrayHere(visit, id);
  if (array.state !== 'draft') throw new RefusalError(refuseHttp('NOT_FOUND'));
  return array;
}

const givenOf = (array: DataArray): Given => ({
  ...putText3('name', array.name),
  medium: array.medium,
  count: array.subjects === null ? 'indefinite' : 'exact',
  subjects: array.subjects === null ? '' : String(array.subjects),
  public: array.publicType === null ? 'no' : 'yes',
  publicType: array.publicType ?? '',
  ...putText3('informing', array.informingPurpose),
  ...Object.assign(
    {},
    ...regimeParts.map(({ code }) => ({
      ...putText3(`rule-${code}`, array.confidentiality[code]?.rule ?? null),
      [`norm-${code}`]: array.confidentiality[code]?.norm ?? '',
    })),
  ),
});

function read(lang: Lang, given: Given): NewArray | readonly FieldError[] {
  const said = commonWords[lang];
  const words = arrayWords[lang];
  const name = whole3Of(given, 'name');
  const informing = whole3Of(given, 'informing');
  const medium = media.find((one) => one.code === textOf(given, 'medium'))?.code;
  const typed = textOf(given, 'subjects').replace(/[\s\u00a0]/g, '');
  const exact = textOf(given, 'count') === 'exact';
  const isPublic = textOf(given, 'public') === 'yes';
  const publicType = publicTypes.find((one) => one.code === textOf(given, 'publicType'))?.code;
  const parts = regimeParts.map(({ code }) => ({
    code,
    rule: text3Of(given, `rule-${code}`),
    norm: textOf(given, `norm-${code}`),
  }));
  const faults = [
    ...(name !== null ? [] : [{ field: 'name', text: said.allThree }]),
    ...(medium === undefined ? [{ field: 'medium', text: said.choose }] : []),
    ...(['exact', 'indefinite'].includes(textOf(given, 'count')) ? [] : [{ field: 'count', text: said.choose }]),
    ...(exact && !/^\d{1,10}$/.test(typed) ? [{ field: 'subjects', text: words.countWrong }] : []),
    ...(['yes', 'no'].includes(textOf(given, 'public')) ? [] : [{ field: 'public', text: said.choose }]),
    ...(isPublic && publicType === undefined ? [{ field: 'publicType', text: said.choose }] : []),
    ...(isPublic && informing === null ? [{ field: 'informing', text: said.allThree }] : []),
    ...parts.flatMap(({ code, rule, norm }) => [
      ...(rule !== null && whole3Of(given, `rule-${code}`) === null
        ? [{ field: `rule-${code}`, text: said.allThree }]
        : []),
      ...(rule !== null && norm === '' ? [{ field: `norm-${code}`, text: words.normMissing }] : []),
      ...(rule === null && norm !== '' ? [{ field: `rule-${code}`, text: words.ruleMissing }] : []),
    ]),
  ];
  if (faults.length > 0 || name === null || medium === undefined) return faults;
  return {
    name,
    medium,
    subjects: exact ? Number(typed) : null,
    publicType: isPublic ? publicType! : null,
    informingPurpose: isPublic ? informing : null,
    confidentiality: Object.fromEntries(
      parts.filter(({ rule }) => rule !== null).map(({ code, rule, norm }) => [code, { rule: rule!, norm }]),
    ) as NewArray['confidentiality'],
  };
}

async function save(visit: Visit, array: DataArray | null, given: Given): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const what = read(lang, given);
  if (!('name' in what)) return show(visit, array, { given, trouble: troubleFrom(...what) });
  const who = { holderId: desk.holderId, actor: { kind: 'account' as const, id: desk.accountId } };
  const done = await declareArray(deps.consent, who, array?.id ?? null, what);
  if (isRefusal(done)) return show(visit, array, { given, trouble: troubleOf(lang, done) });
  return visit.reply.redirect(`/holder/arrays/${done.arrayId}?done=saved`, 303);
}

function show(visit: Visit, array: DataArray | null, { given, trouble }: Tried): FastifyReply {
  const { lang, csrf } = visit;
  const words = arrayWords[lang];
  const sheet = { lang, given, trouble };
  const choice = (name: string, label: string, items: Parameters<typeof radios>[0]['items']) =>
    radios({ lang, name, label, value: textOf(given, name), error: errorFor(trouble.errors, name), items });
  const pick = (name: string, label: string, coded: readonly { readonly code: string; readonly label: Text3 }[]) =>
    select({
      lang,
      name,
      label,
      empty: true,
      value: textOf(given, name),
      error: errorFor(trouble.errors, name),
      options: coded.map((one) => ({ value: one.code, text: one.label[lang] })),
    });
  const part = ({ code, label }: { readonly code: RegimePart; readonly label: Text3 }) =>
    html`<h3>${asHeading(label[lang])}</h3>${words3(sheet, { name: `rule-${code}`, label: words.rule, rows: 2 })}${line(sheet, { name: `norm-${code}`, label: words.norm })}`;
  return showDesk(visit, {
    width: 'wide',
    title: array === null ? words.newTitle : words.change,
    trouble,
    breadcrumbs: [
      ...registerTrail(lang),
      { text: words.title, href: '/holder/arrays' },
      ...(array === null ? [] : [{ text: array.name[lang] || array.name.ky, href: `/holder/arrays/${array.id}` }]),
    ],
    body: form(
      { action: array === null ? '/holder/arrays/new' : `/holder/arrays/${array.id}/edit`, csrf },
      words3(sheet, { name: 'name', label: words.name }),
      pick('medium', words.medium, media),
      choice('count', words.subjects, [
        {
          value: 'exact',
          text: words.exact,
          reveal: line(sheet, { name: 'subjects', label: words.exactHow, width: 10, inputmode: 'numeric' }),
        },
        { value: 'indefinite', text: words.indefinite, hint: words.indefiniteHint },
      ]),
      choice('public', words.isPublic, [
        { value: 'no', text: words.notPublic },
        {
          value: 'yes',
          text: words.yesPublic,
          reveal: html`${pick('publicType', words.publicType, publicTypes)}${words3(sheet, { name: 'informing', label: words.informing, rows: 2 })}`,
        },
      ]),
      html`<h2>${words.regime}</h2><p>${words.regimeLead}</p>`,
      regimeParts.map(part),
      button({ text: words.save }),
    ),
  });
}
