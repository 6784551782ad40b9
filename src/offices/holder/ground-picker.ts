import { rowOfGround } from '../../consent/index.ts';
import type { Holder, PolicyVersion } from '../../holders/index.ts';
import {
  checkGround,
  dayOf,
  findGround,
  type GroundCode,
  type GroundSuggestion,
  type PurposeFacts,
  suggestGround,
} from '../../law/index.ts';
import {
  button,
  buttonGroup,
  checkboxes,
  errorFor,
  form,
  type FieldError,
  type Html,
  html,
  select,
  summaryList,
  warningText,
} from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { norms } from '../shell.ts';
import { commonWords } from './common.messages.ts';
import { line, type Sheet } from './fields.ts';
import { type Given, listOf, textOf } from './given.ts';
import { pickerWords } from './picker.messages.ts';
import type { Trouble } from './trouble.ts';

// The first question about any purpose: does anything but consent carry it? (PD-5.1, PD-9.4b, SP-15b). The answers are judged
// by src/law; this page asks and shows.

type Fact = 'obliging' | 'empowering' | 'task' | 'contract' | 'application' | 'statistics' | 'emergency' | 'creative';
const details: Readonly<Record<Fact, readonly string[]>> = {
  obliging: ['obligingNorm'],
  empowering: ['empoweringNorm'],
  task: ['taskNorm', 'taskWhat'],
  contract: ['contractWhat'],
  application: ['applicationWhat'],
  statistics: ['programme'],
  emergency: ['emergencyWhat'],
  creative: [],
};
const facts = Object.keys(details) as readonly Fact[];
const groundsOfFacts: Readonly<Record<Fact, GroundCode>> = {
  obliging: 'legal_obligation',
  empowering: 'public_powers',
  task: 'public_interest',
  contract: 'contract',
  application: 'pre_contract',
  statistics: 'official_statistics',
  emergency: 'vital_interests',
  creative: 'journalism_creative',
};

export type Picked = { readonly facts: PurposeFacts; readonly suggestion: GroundSuggestion };

export function judgeFacts(
  lang: Lang,
  holder: Holder,
  policy: PolicyVersion,
  now: Date,
  given: Given,
): Picked | Trouble {
  const words = pickerWords[lang];
  const errors: FieldError[] = [];
  const chosen = facts.filter((fact) => listOf(given, 'facts').includes(fact));
  const purpose = (policy.body.purposes ?? []).find((one) => one.code === textOf(given, 'code'));
  if (purpose === undefined) errors.push({ field: 'code', text: commonWords[lang].choose });
  if (listOf(given, 'facts').includes('none') ? chosen.length > 0 : chosen.length === 0)
    errors.push({ field: 'facts', text: chosen.length > 0 ? words.noneWithOthers : words.nothingChosen });
  for (const name of chosen.flatMap((fact) => details[fact]))
    if (textOf(given, name) === '') errors.push({ field: name, text: commonWords[lang].required });
  const has = (fact: Fact): boolean => chosen.includes(fact);
  const day = dayOf(now);
  // A ground that such a holder may not use would silently be passed over: it is said instead.
  const closed = chosen.find(
    (fact) => (findGround(groundsOfFacts[fact])?.holders ?? [holder.type]).includes(holder.type) === false,
  );
  if (closed !== undefined) errors.push({ field: 'facts', text: words.notForHolder });
  if (errors.length > 0)
    return { errors, law: closed === undefined ? [] : (findGround(groundsOfFacts[closed])?.law ?? []) };
  const specialCodes = (policy.body.dataCategories ?? [])
    .filter((one) => one.special === true && (purpose!.dataCategories ?? []).includes(one.code))
    .map((one) => one.specialCategory ?? one.code);
  const asked: PurposeFacts = {
    holderType: holder.type,
    day,
    specialCodes,
    ...(has('obliging') ? { obligingNorm: textOf(given, 'obligingNorm') } : {}),
    ...(has('empowering') ? { empoweringNorm: textOf(given, 'empoweringNorm') } : {}),
    ...(has('task') ? { publicTask: { norm: textOf(given, 'taskNorm'), description: textOf(given, 'taskWhat') } } : {}),
    ...(has('contract')
      ? { contract: { reference: textOf(given, 'contractWhat'), subjectIsParty: true, from: day, until: null } }
      : {}),
    ...(has('application')
      ? { application: { reference: textOf(given, 'applicationWhat'), state: 'open' as const } }
      : {}),
    ...(has('statistics') ? { statisticalProgramme: textOf(given, 'programme') } : {}),
    ...(has('emergency')
      ? {
          emergency: {
            protectedPerson: textOf(given, 'emergencyWhat'),
            description: textOf(given, 'emergencyWhat'),
            at: day,
          },
        }
      : {}),
    ...(has('creative') ? { creative: true } : {}),
  };
  return { facts: asked, suggestion: suggestGround(asked) };
}

export const groundHolds = (code: GroundCode, holder: Holder, picked: Picked): boolean =>
  checkGround({ code, holderType: holder.type, evidence: picked.suggestion.evidence, day: picked.facts.day }) === null;

/** The words of the norm that go into the purpose's ground. */
export const normOf = (suggestion: GroundSuggestion): string =>
  suggestion.evidence.norm ??
  suggestion.evidence.programme ??
  suggestion.evidence.contract ??
  suggestion.evidence.application ??
  '';
export const rowOf = (suggestion: GroundSuggestion): string => rowOfGround(suggestion.ground);

export function pickerForm(
  sheet: Sheet,
  csrf: string,
  policy: PolicyVersion | null,
  publishedCodes: readonly string[],
): Html {
  const { lang, given, trouble } = sheet;
  const words = pickerWords[lang];
  if (policy === null) return warningText(lang, words.noPolicy);
  const field = (name: string, label: string, hint?: string): Html =>
    line(sheet, { name, label, ...(hint === undefined ? {} : { hint }) });
  const norm = (name: string): Html => field(name, words.norm, words.normHint);
  return form(
    { action: '/holder/purposes/new', csrf, hidden: { step: 'facts' } },
    select({
      lang,
      name: 'code',
      label: words.purpose,
      hint: words.purposeHint,
      empty: true,
      value: textOf(given, 'code'),
      error: errorFor(trouble.errors, 'code'),
      options: (policy.body.purposes ?? []).map((one) => ({
        value: one.code,
        text: `${one.text[lang] ?? one.text.ky}${publishedCodes.includes(one.code) ? ` (${words.published})` : ''}`,
      })),
    }),
    checkboxes({
      lang,
      name: 'facts',
      label: words.facts,
      hint: words.factsHint,
      values: listOf(given, 'facts'),
      error: errorFor(trouble.errors, 'facts'),
      items: [
        { value: 'obliging', text: words.obliging, reveal: norm('obligingNorm') },
        { value: 'empowering', text: words.empowering, reveal: norm('empoweringNorm') },
        { value: 'task', text: words.task, reveal: html`${norm('taskNorm')}${field('taskWhat', words.taskWhat)}` },
        { value: 'contract', text: words.contract, reveal: field('contractWhat', words.contractWhat) },
        { value: 'application', text: words.application, reveal: field('applicationWhat', words.applicationWhat) },
        { value: 'statistics', text: words.statistics, reveal: field('programme', words.programme) },
        { value: 'emergency', text: words.emergency, reveal: field('emergencyWhat', words.emergencyWhat) },
        { value: 'creative', text: words.creative },
        { value: 'none', text: words.none, afterOr: true },
      ],
    }),
    button({ text: words.decide }),
  );
}

/** Every answer again, as hidden fields: the way back loses nothing. */
const answers = (given: Given): Record<string, string> =>
  Object.fromEntries(['code', ...facts.flatMap((fact) => details[fact])].map((name) => [name, textOf(given, name)]));
const chosenFacts = (given: Given): Html =>
  html`${listOf(given, 'facts').map((fact) => html`<input type="hidden" name="facts" value="${fact}">`)}`;

/** The consent request stops here: which ground suffices, why, on which norms, and the way on with it. */
export function stopPage(lang: Lang, csrf: string, given: Given, { suggestion }: Picked): Html {
  const words = pickerWords[lang];
  const ground = findGround(suggestion.ground)!;
  const special = suggestion.askConsent;
  return html`<h1>${special ? words.specialTitle : words.stopTitle}</h1>${warningText(lang, suggestion.why[lang])}
${summaryList({
  lang,
  rows: [
    { key: words.stopGround, value: ground.label[lang] },
    ...(normOf(suggestion) === '' ? [] : [{ key: words.norm, value: normOf(suggestion) }]),
    ...(suggestion.alternatives.length === 0
      ? []
      : [
          {
            key: words.alternatives,
            value: html`<ul>${suggestion.alternatives.map((code) => html`<li>${findGround(code)?.label[lang]}</li>`)}</ul>`,
          },
        ]),
  ],
})}
<h2>${words.norms}</h2>${norms(lang, suggestion.law)}
${form(
  {
    action: '/holder/purposes/new',
    csrf,
    hidden: { ...answers(given), ground: rowOf(suggestion), norm: normOf(suggestion) },
  },
  chosenFacts(given),
  buttonGroup(
    button({ text: words.useGround, name: 'step', value: 'form' }),
    button({ text: words.change, name: 'step', value: 'again', kind: 'secondary' }),
  ),
)}`;
}
