import { createHash } from 'node:crypto';
import type { PurposeBody } from '../../consent/index.ts';
import type { Holder, PolicyVersion } from '../../holders/index.ts';
import type { FieldError } from '../../platform/html/index.ts';
import { type Lang, langs, type Text3 } from '../../platform/text.ts';
import { commonWords } from './common.messages.ts';
import { type Given, listOf, orNull, putText3, text3Of, textOf, ticked } from './given.ts';
import { purposeFormWords } from './purpose-form.messages.ts';

// From a purpose to the fields of its form, and back. What a field leaves open stays null: publication refuses it with the norm.

export const rowKinds = ['recipient', 'place', 'document', 'extra'] as const;
export type RowKind = (typeof rowKinds)[number];
/** How many rows of a kind the form shows: those that hold something, and the ones asked for. */
export const rowCount = (given: Given, kind: RowKind): number =>
  Math.min(50, Math.max(1, Number(textOf(given, `rows-${kind}`)) || 1));

export function givenOf(body: PurposeBody, officialUrl: string | null): Given {
  const yesNo = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'yes' : 'no');
  const rows = <T>(kind: RowKind, list: readonly T[], put: (one: T, name: string) => Given): Given => ({
    [`rows-${kind}`]: String(Math.max(1, list.length)),
    ...Object.assign({}, ...list.map((one, index) => put(one, `${kind}-${index}`))),
  });
  const { term } = body;
  return {
    code: body.code,
    ...putText3('text', body.text),
    ground: body.ground?.code ?? '',
    ...putText3('norm', body.ground?.norm ?? null),
    basis: body.ground?.legalBasis ?? '',
    cat: body.categories.map((one) => one.code),
    ...Object.assign(
      {},
      ...body.categories.map((one) => ({
        [`need-${one.code}`]: one.required ? 'required' : 'optional',
        ...putText3(`why-${one.code}`, one.necessity),
      })),
    ),
    actions: [...body.actions],
    methods: body.methods?.kind ?? '',
    ...putText3('methodsText', body.methods?.text ?? null),
    profiling: body.profiling ? 'yes' : '',
    recipients: yesNo(body.recipients === null ? undefined : body.recipients.length > 0),
    ...rows('recipient', body.recipients ?? [], (one, name) => ({
      [`${name}-code`]: one.code,
      [`${name}-country`]: one.country,
      ...putText3(`${name}-name`, one.name),
    })),
    processors:
      body.processors === null ? [] : body.processors.length === 0 ? ['none'] : body.processors.map((one) => one.code),
    crossBorder: yesNo(body.crossBorder === null ? undefined : body.crossBorder.length > 0),
    ...rows('place', body.crossBorder ?? [], (one, name) => ({
      [`${name}-country`]: one.country,
      ...putText3(`${name}-name`, one.name),
    })),
    publicD: yesNo(body.publicDistribution?.planned),
    ...putText3('publicWhere', body.publicDistribution?.where ?? null),
    publicItems: [...(body.publicDistribution?.items ?? [])],
    otherUse: yesNo(body.otherUse?.possible),
    ...putText3('otherText', body.otherUse?.text ?? null),
    service: body.service.kind,
    ...putText3('serviceName', body.service.name),
    ...putText3('serviceStorage', body.service.storage?.text ?? null),
    ...putText3('serviceAct', body.service.storage?.act ?? null),
    serviceMonths: String(body.service.storage?.months ?? ''),
    term: term === null ? '' : 'months' in term ? 'months' : 'event' in term ? 'event' : 'law',
    termMonths: term !== null && 'months' in term ? String(term.months) : '',
    ...putText3('termText', term !== null && 'event' in term ? term.event : null),
    ...putText3('termAct', term !== null && 'byLaw' in term ? term.byLaw : null),
    storageMonths: String(body.storageTerm?.months ?? ''),
    ...putText3('storageText', body.storageTerm?.text ?? null),
    age: body.ageAppropriate ? 'yes' : '',
    ...putText3('childText', body.childText),
    media: [...body.media],
    ...putText3('strict', body.strictForm),
    least: body.signature.least,
    ...putText3('signatureBasis', body.signature.basis),
    flags: (['stateSecret', 'needsNotary', 'needsStateRegistration'] as const).filter(
      (flag) => body.documentFlags[flag],
    ),
    ...rows('document', body.requiredDocuments, (one, name) => ({
      [`${name}-code`]: one.code,
      [`${name}-categories`]: [...one.categories],
      ...putText3(`${name}-text`, one.text),
    })),
    ...rows('extra', body.extra, (one, name) => ({
      ...putText3(`${name}-label`, one.label),
      ...putText3(`${name}-value`, one.value),
    })),
    url: officialUrl ?? '',
  };
}

export type Read = {
  readonly body: PurposeBody;
  readonly officialUrl: string | null;
  readonly errors: readonly FieldError[];
};
type World = { readonly holder: Holder; readonly policy: PolicyVersion; readonly base: PurposeBody | null };

/** Reads the form as a purpose. What is no value at all (a word where a number stands) is a fault of the form. */
export function purposeOf(lang: Lang, given: Given, { holder, policy, base }: World): Read {
  const errors: FieldError[] = [];
  const said = commonWords[lang];
  const words = purposeFormWords[lang];
  const fault = (field: string, text: string): null => {
    errors.push({ field, text });
    return null;
  };
  // The notice is published in three languages or not at all.
  const text = (name: string, wanted = true): Text3 | null => {
    const value = text3Of(given, name);
    const silent = value === null ? undefined : langs.find((one) => value[one] === '');
    if (wanted && silent !== undefined) fault(silent === 'ky' ? name : `${name}-${silent}`, said.allThree);
    return value;
  };
  const months = (name: string): number | null => {
    const typed = textOf(given, name);
    return typed === '' ? null : /^\d{1,4}$/.test(typed) ? Number(typed) : fault(name, words.number);
  };
  const country = (name: string): string => {
    const code = textOf(given, name).toUpperCase();
    if (!/^[A-Z]{2}$/.test(code)) fault(name, words.countryWrong);
    return code;
  };
  const rows = <T>(kind: RowKind, key: string, make: (name: string, key: Text3) => T): T[] =>
    Array.from({ length: rowCount(given, kind) }, (_, index) => `${kind}-${index}`).flatMap((name) => {
      const value = text(`${name}-${key}`);
      return value === null ? [] : [make(name, value)];
    });
  const yesNo = (name: string): boolean | null =>
    textOf(given, name) === 'yes' ? true : textOf(given, name) === 'no' ? false : null;
  const url = textOf(given, 'url');
  if (url !== '' && !/^https?:\/\/\S+$/i.test(url)) fault('url', words.urlWrong);

  const ground = textOf(given, 'ground');
  const chosen = listOf(given, 'cat');
  const declared = (policy.body.dataCategories ?? []).filter((one) => chosen.includes(one.code));
  const [recipients, crossBorder, planned, possible] = [
    yesNo('recipients'),
    yesNo('crossBorder'),
    yesNo('publicD'),
    yesNo('otherUse'),
  ];
  const kind = textOf(given, 'methods');
  const service = textOf(given, 'service');
  const storageText = service === 'none' ? null : text('serviceStorage');
  const storageMonths = months('storageMonths');
  const known = [...holder.body.processors, ...(base?.processors ?? [])];
  const processors = listOf(given, 'processors');
  const least = textOf(given, 'least');
  const body: PurposeBody = {
    code: textOf(given, 'code'),
    text: text('text') ?? empty,
    ground: ground === '' ? null : { code: ground, norm: text('norm'), legalBasis: orNull(textOf(given, 'basis')) },
    categories: declared.map((one) => ({
      code: one.code,
      text: spokenOf(one.text),
      decreeCategory: one.decreeCategory,
      special: one.special === true ? (one.specialCategory ?? 'PD-8.1') : null,
      required: textOf(given, `need-${one.code}`) !== 'optional',
      necessity: text(`why-${one.code}`) ?? empty,
    })),
    service: {
      kind: service === 'state' || service === 'municipal' ? service : 'none',
      code: textOf(given, 'code'),
      name: service === 'none' ? null : text('serviceName'),
      storage:
        storageText === null ? null : { text: storageText, act: text('serviceAct'), months: months('serviceMonths') },
    },
    actions: listOf(given, 'actions') as PurposeBody['actions'],
    recipients:
      recipients === null
        ? null
        : recipients
          ? rows('recipient', 'name', (name, named) => ({
              code: textOf(given, `${name}-code`) || codeFor('recipient', named),
              name: named,
              country: country(`${name}-country`),
            }))
          : [],
    processors: processors.includes('none')
      ? []
      : processors.length === 0
        ? null
        : processors
            .flatMap((code) => known.find((one) => one.code === code) ?? [])
            .map(({ code, name, address }) => ({ code, name, address })),
    otherUse: possible === null ? null : { possible, text: possible ? text('otherText') : null },
    publicDistribution:
      planned === null
        ? null
        : {
            planned,
            where: planned ? text('publicWhere') : null,
            items: planned ? listOf(given, 'publicItems').filter((code) => chosen.includes(code)) : [],
          },
    crossBorder:
      crossBorder === null
        ? null
        : crossBorder
          ? rows('place', 'name', (name, named) => ({ country: country(`${name}-country`), name: named }))
          : [],
    methods:
      kind === 'automated' || kind === 'manual' || kind === 'mixed'
        ? { kind, text: text('methodsText') ?? empty }
        : null,
    profiling: ticked(given, 'profiling'),
    term: termOf(given, months, text),
    storageTerm:
      storageMonths === null ? null : { months: storageMonths, text: text('storageText') ?? monthsText(storageMonths) },
    ageAppropriate: ticked(given, 'age'),
    childText: ticked(given, 'age') ? text('childText') : null,
    requiredDocuments: rows('document', 'text', (name, named) => ({
      code: textOf(given, `${name}-code`) || codeFor('document', named),
      text: named,
      categories: listOf(given, `${name}-categories`),
    })),
    media: listOf(given, 'media').filter((one) => one === 'paper_blank' || one === 'electronic_document'),
    strictForm: text('strict'),
    signature: {
      least: least === 'unqualified' || least === 'qualified' ? least : 'simple',
      basis: text('signatureBasis'),
    },
    documentFlags: {
      stateSecret: listOf(given, 'flags').includes('stateSecret'),
      needsNotary: listOf(given, 'flags').includes('needsNotary'),
      needsStateRegistration: listOf(given, 'flags').includes('needsStateRegistration'),
    },
    extra: rows('extra', 'label', (name, label) => ({ label, value: text(`${name}-value`) ?? empty })),
    sandboxPaths: [],
  };
  return { body: { ...body, sandboxPaths: stillInvented(base, body) }, officialUrl: orNull(url), errors };
}

const empty: Text3 = { ky: '', ru: '', en: '' };
const spokenOf = (text: Text3): Text3 => ({ ky: text.ky || text.ru, ru: text.ru || text.ky, en: text.en || text.ky });
const monthsText = (n: number): Text3 => ({ ky: `${n} ай`, ru: `${n} мес.`, en: `${n} months` });
const codeFor = (kind: string, name: Text3): string =>
  `${kind}_${createHash('sha256').update(name.ky).digest('hex').slice(0, 8)}`;

function termOf(
  given: Given,
  months: (name: string) => number | null,
  text: (name: string) => Text3 | null,
): PurposeBody['term'] {
  const kind = textOf(given, 'term');
  if (kind === 'months') {
    const n = months('termMonths');
    return n === null || n === 0 ? null : { months: n };
  }
  const [name, make] =
    kind === 'event'
      ? (['termText', (event: Text3) => ({ event })] as const)
      : (['termAct', (byLaw: Text3) => ({ byLaw })] as const);
  const value = kind === 'event' || kind === 'law' ? text(name) : null;
  return value === null ? null : make(value);
}

// A value that the sandbox invented stays marked until somebody changes it.
const renamed: Readonly<Record<string, keyof PurposeBody>> = {
  dataCategories: 'categories',
  necessity: 'categories',
  consentTerm: 'term',
};
function stillInvented(base: PurposeBody | null, body: PurposeBody): readonly string[] {
  if (base === null) return [];
  return base.sandboxPaths.filter((path) => {
    const top = path.split('/')[0]!;
    const key = renamed[top] ?? (top as keyof PurposeBody);
    return JSON.stringify(base[key]) === JSON.stringify(body[key]);
  });
}
