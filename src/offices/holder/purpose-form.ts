import { actionLabel, groundLabel, type PurposeBody } from '../../consent/index.ts';
import type { Holder, PolicyVersion } from '../../holders/index.ts';
import { grounds } from '../../law/index.ts';
import {
  button,
  checkbox,
  checkboxes,
  details,
  errorFor,
  fieldset,
  form,
  type Html,
  html,
  radios,
  sectionNav,
  select,
  tag,
} from '../../platform/html/index.ts';
import { line, type Sheet, words3 } from './fields.ts';
import { listOf, textOf, ticked } from './given.ts';
import { purposeFormWords } from './purpose-form.messages.ts';
import { rowCount, type RowKind } from './purpose-given.ts';

// The form of a purpose, section by section. Every list has its "add another" as a button of the form itself: it works
// without JavaScript, and all that was typed comes back.

export type FormWorld = { readonly holder: Holder; readonly policy: PolicyVersion; readonly base: PurposeBody | null };
const actionCodes = [
  'collect',
  'record',
  'store',
  'update',
  'group',
  'use',
  'block',
  'erase',
  'destroy',
  'transfer',
  'cross_border_transfer',
] as const;

export function purposeForm(
  sheet: Sheet,
  f: { readonly action: string; readonly csrf: string },
  world: FormWorld,
): Html {
  const words = purposeFormWords[sheet.lang];
  return form(
    { action: f.action, csrf: f.csrf, hidden: { code: textOf(sheet.given, 'code') } },
    // The first button is the one that Enter presses.
    html`<div class="mk-hidden" aria-hidden="true"><button type="submit" name="step" value="publish" tabindex="-1">${words.publish}</button></div>`,
    sectionNav({
      lang: sheet.lang,
      label: words.sections,
      links: (['s1', 's2', 's3', 's4', 's5', 's6', 's7'] as const).map((id) => ({ text: words[id], href: `#${id}` })),
    }),
    section('s1', words.s1, aboutPart(sheet, world)),
    section('s2', words.s2, dataPart(sheet, world)),
    section('s3', words.s3, actionPart(sheet)),
    section('s4', words.s4, sharingPart(sheet, world)),
    section('s5', words.s5, termPart(sheet)),
    section('s6', words.s6, signingPart(sheet)),
    section('s7', words.s7, morePart(sheet, world)),
    button({ text: words.publish, name: 'step', value: 'publish' }),
  );
}

const section = (id: string, title: string, body: Html): Html =>
  html`<section><h2 id="${id}">${title}</h2>${body}</section>`;
const error = ({ trouble }: Sheet, field: string) => errorFor(trouble.errors, field);

function aboutPart(sheet: Sheet, { policy }: FormWorld): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  return html`${words3(sheet, { name: 'text', label: words.text, rows: 2 })}
${select({ lang, name: 'ground', label: words.ground, empty: true, value: textOf(given, 'ground'), error: error(sheet, 'ground'), options: grounds.map((one) => ({ value: one.law[0]!, text: groundLabel(one.law[0]!)?.[lang] ?? one.label[lang] })) })}
${words3(sheet, { name: 'norm', label: words.norm, hint: words.normHint })}
${select({ lang, name: 'basis', label: words.basis, hint: words.basisHint, empty: true, value: textOf(given, 'basis'), error: error(sheet, 'basis'), options: (policy.body.legalBases ?? []).map((one) => ({ value: one.code, text: one.text[lang] })) })}
<p><a href="/holder/purposes/new">${words.checkGround}</a></p>`;
}

function dataPart(sheet: Sheet, { policy }: FormWorld): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  const matrix = (policy.body.purposes ?? []).find((one) => one.code === textOf(given, 'code'))?.dataCategories ?? null;
  // The policy's matrix bounds the purpose (SP-7a): what is outside stays visible only where it was chosen before.
  const offered = (policy.body.dataCategories ?? []).filter(
    (one) => matrix === null || matrix.includes(one.code) || listOf(given, 'cat').includes(one.code),
  );
  return checkboxes({
    lang,
    name: 'cat',
    label: words.categories,
    hint: words.categoriesHint,
    values: listOf(given, 'cat'),
    error: error(sheet, 'cat'),
    items: offered.map((one) => ({
      value: one.code,
      text: one.text[lang],
      ...(one.special === true ? { aside: tag({ text: words.special, tone: 'wait' as const }) } : {}),
      reveal: html`${select({
        lang,
        name: `need-${one.code}`,
        label: words.need,
        value: textOf(given, `need-${one.code}`) || 'required',
        options: [
          { value: 'required', text: words.needRequired },
          { value: 'optional', text: words.needOptional },
        ],
      })}${words3(sheet, { name: `why-${one.code}`, label: words.why })}`,
    })),
  });
}

function actionPart(sheet: Sheet): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  return html`${checkboxes({ lang, name: 'actions', label: words.actions, values: listOf(given, 'actions'), error: error(sheet, 'actions'), items: actionCodes.map((code) => ({ value: code, text: actionLabel(code)[lang] })) })}
${radios({
  lang,
  name: 'methods',
  label: words.methods,
  value: textOf(given, 'methods'),
  error: error(sheet, 'methods'),
  items: [
    { value: 'automated', text: words.automated },
    { value: 'manual', text: words.manual },
    { value: 'mixed', text: words.mixed },
  ],
})}
${words3(sheet, { name: 'methodsText', label: words.methodsText, rows: 2 })}
${checkbox({ lang, name: 'profiling', text: words.profiling, value: 'yes', checked: ticked(given, 'profiling') })}`;
}

/** A list of like groups with a button for one more. */
function rows(sheet: Sheet, kind: RowKind, title: string, body: (name: string) => Html): Html {
  const words = purposeFormWords[sheet.lang];
  const count = rowCount(sheet.given, kind);
  return html`<input type="hidden" name="rows-${kind}" value="${count}">${Array.from(
    { length: count },
    (_, index) =>
      html`<div id="${kind}-${index}">${fieldset({ legend: title.replace('{n}', String(index + 1)), group: true }, body(`${kind}-${index}`))}</div>`,
  )}
${button({ text: words.more, name: 'step', value: `more-${kind}`, kind: 'secondary', hiddenText: title.replace('{n}', String(count + 1)) })}`;
}

const yesNo = (sheet: Sheet, name: string, label: string, reveal: Html): Html => {
  const words = purposeFormWords[sheet.lang];
  return radios({
    lang: sheet.lang,
    name,
    label,
    value: textOf(sheet.given, name),
    error: error(sheet, name),
    items: [
      { value: 'no', text: words.no },
      { value: 'yes', text: words.yes, reveal },
    ],
  });
};

function sharingPart(sheet: Sheet, { holder, policy, base }: FormWorld): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  const known = new Map([...holder.body.processors, ...(base?.processors ?? [])].map((one) => [one.code, one.name]));
  const party = (name: string): Html =>
    html`<input type="hidden" name="${name}-code" value="${textOf(given, `${name}-code`)}">${words3(sheet, { name: `${name}-name`, label: words.name })}${line(sheet, { name: `${name}-country`, label: words.country, hint: words.countryHint, width: 2 })}`;
  const items = (policy.body.dataCategories ?? []).filter((one) => listOf(given, 'cat').includes(one.code));
  return html`${yesNo(sheet, 'recipients', words.recipients, rows(sheet, 'recipient', words.recipient, party))}
${checkboxes({ lang, name: 'processors', label: words.processors, hint: words.processorsHint, values: listOf(given, 'processors'), error: error(sheet, 'processors'), items: [...[...known].map(([code, name]) => ({ value: code, text: name[lang] })), { value: 'none', text: words.noProcessors, afterOr: known.size > 0 }] })}
${yesNo(sheet, 'crossBorder', words.crossBorder, rows(sheet, 'place', words.place, party))}
${yesNo(sheet, 'publicD', words.publicD, html`${words3(sheet, { name: 'publicWhere', label: words.publicWhere })}${items.length > 0 && checkboxes({ lang, name: 'publicItems', label: words.publicItems, values: listOf(given, 'publicItems'), items: items.map((one) => ({ value: one.code, text: one.text[lang] })) })}`)}
${yesNo(sheet, 'otherUse', words.otherUse, words3(sheet, { name: 'otherText', label: words.otherText, rows: 2 }))}`;
}

function termPart(sheet: Sheet): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  const months = (name: string): Html => line(sheet, { name, label: words.months, width: 4, inputmode: 'numeric' });
  const ofService = html`${words3(sheet, { name: 'serviceName', label: words.serviceName })}`;
  return html`${radios({
    lang,
    name: 'service',
    label: words.service,
    value: textOf(given, 'service'),
    error: error(sheet, 'service'),
    items: [
      { value: 'none', text: words.serviceNone },
      { value: 'state', text: words.serviceState },
      { value: 'municipal', text: words.serviceMunicipal },
    ],
  })}${details({ summary: words.serviceName, open: textOf(given, 'service') !== 'none', id: 'service-more' }, ofService, words3(sheet, { name: 'serviceStorage', label: words.serviceStorage }), words3(sheet, { name: 'serviceAct', label: words.serviceAct }), months('serviceMonths'))}
${radios({
  lang,
  name: 'term',
  label: words.term,
  value: textOf(given, 'term'),
  error: error(sheet, 'term'),
  items: [
    { value: 'months', text: words.termMonths, reveal: months('termMonths') },
    { value: 'event', text: words.termEvent, reveal: words3(sheet, { name: 'termText', label: words.termText }) },
    { value: 'law', text: words.termLaw, reveal: words3(sheet, { name: 'termAct', label: words.termAct }) },
  ],
})}
${fieldset({ legend: words.storage, group: true }, months('storageMonths'), words3(sheet, { name: 'storageText', label: words.storageText }))}`;
}

function signingPart(sheet: Sheet): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  return html`${checkbox({ lang, name: 'age', text: words.age, value: 'yes', checked: ticked(given, 'age') })}
${words3(sheet, { name: 'childText', label: words.childText, rows: 3 })}
${checkboxes({
  lang,
  name: 'media',
  label: words.media,
  values: listOf(given, 'media'),
  error: error(sheet, 'media'),
  items: [
    { value: 'paper_blank', text: words.paper },
    { value: 'electronic_document', text: words.electronic },
  ],
})}
${radios({
  lang,
  name: 'least',
  label: words.signature,
  value: textOf(given, 'least') || 'simple',
  items: [
    { value: 'simple', text: words.simple },
    { value: 'unqualified', text: words.unqualified },
    { value: 'qualified', text: words.qualified },
  ],
})}
${details({ summary: words.signatureBasis, open: textOf(given, 'signatureBasis-ky') !== '' || error(sheet, 'signatureBasis') !== undefined, id: 'basis-more' }, words3(sheet, { name: 'signatureBasis', label: words.signatureBasis, optional: true }))}
${details({ summary: words.strict, open: textOf(given, 'strict-ky') !== '', id: 'strict-more' }, words3(sheet, { name: 'strict', label: words.strict, optional: true }))}
${checkboxes({
  lang,
  name: 'flags',
  label: words.flags,
  optional: true,
  values: listOf(given, 'flags'),
  items: [
    { value: 'stateSecret', text: words.stateSecret },
    { value: 'needsNotary', text: words.needsNotary },
    { value: 'needsStateRegistration', text: words.needsStateRegistration },
  ],
})}`;
}

function morePart(sheet: Sheet, { policy }: FormWorld): Html {
  const { lang, given } = sheet;
  const words = purposeFormWords[lang];
  const items = (policy.body.dataCategories ?? []).filter((one) => listOf(given, 'cat').includes(one.code));
  const document = (name: string): Html =>
    html`<input type="hidden" name="${name}-code" value="${textOf(given, `${name}-code`)}">${words3(sheet, { name: `${name}-text`, label: words.name, optional: true })}${items.length > 0 && checkboxes({ lang, name: `${name}-categories`, label: words.documentCategories, optional: true, values: listOf(given, `${name}-categories`), items: items.map((one) => ({ value: one.code, text: one.text[lang] })) })}`;
  const extra = (name: string): Html =>
    html`${words3(sheet, { name: `${name}-label`, label: words.label, optional: true })}${words3(sheet, { name: `${name}-value`, label: words.value, optional: true })}`;
  return html`<div id="requiredDocuments">${rows(sheet, 'document', words.documents, document)}</div>${rows(sheet, 'extra', words.extra, extra)}
${line(sheet, { name: 'url', label: words.url, type: 'url', optional: true })}`;
}
