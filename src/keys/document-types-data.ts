import type { Text3 } from '../platform/text.ts';

type Rule = { readonly name: Text3; readonly series: RegExp; readonly number: RegExp; readonly latin: boolean };

const kg = { series: /^[A-Z]{2}$/, number: /^\d{7}$/, latin: true };

/** Kinds of identity documents. Series are not tied to a kind: the tie is not confirmed by any act at hand. */
export const documentTypes = {
  'id-card-2017': {
    ...kg,
    name: {
      ky: 'Кыргыз Республикасынын жаранынын паспорту – идентификациялык карта (2017-жылдагы үлгү)',
      ru: 'паспорт гражданина Кыргызской Республики – идентификационная карта (образца 2017 года)',
      en: 'citizen’s passport – identity card (2017 model)',
    },
  },
  'id-card-2004': {
    ...kg,
    name: {
      ky: 'Кыргыз Республикасынын жаранынын паспорту – идентификациялык карта (2004-жылдагы үлгү)',
      ru: 'паспорт гражданина Кыргызской Республики – идентификационная карта (образца 2004 года)',
      en: 'citizen’s passport – identity card (2004 model)',
    },
  },
  'passport-2006': {
    ...kg,
    name: {
      ky: 'Кыргыз Республикасынын жалпы жарандык паспорту (2006-жылдагы үлгү)',
      ru: 'общегражданский паспорт Кыргызской Республики (образца 2006 года)',
      en: 'general passport (2006 model)',
    },
  },
  'passport-1994': {
    ...kg,
    name: {
      ky: 'Кыргыз Республикасынын жаранынын паспорту (1994-жылдагы үлгү)',
      ru: 'паспорт гражданина Кыргызской Республики (образца 1994 года)',
      en: 'citizen’s passport (1994 model)',
    },
  },
  'diplomatic-passport': {
    ...kg,
    series: /^[A-Z]{1,4}$/,
    name: { ky: 'дипломатиялык паспорт', ru: 'дипломатический паспорт', en: 'diplomatic passport' },
  },
  'service-passport': {
    ...kg,
    series: /^[A-Z]{1,4}$/,
    name: { ky: 'кызматтык паспорт', ru: 'служебный паспорт', en: 'service passport' },
  },
  'birth-certificate': {
    series: /^[A-ZА-Я]{1,4}$/,
    number: /^\d{4,10}$/,
    latin: false,
    name: { ky: 'туулгандыгы тууралуу күбөлүк', ru: 'свидетельство о рождении', en: 'birth certificate' },
  },
  'foreign-passport': {
    series: /^[A-ZА-Я]{0,4}$/,
    number: /^[A-Z0-9]{4,20}$/,
    latin: false,
    name: {
      ky: 'чет өлкөлүк жарандын паспорту',
      ru: 'паспорт иностранного гражданина',
      en: 'foreign citizen’s passport',
    },
  },
  'residence-permit': {
    series: /^[A-ZА-Я]{0,4}$/,
    number: /^[A-Z0-9]{4,20}$/,
    latin: false,
    name: { ky: 'жашап турууга уруксат', ru: 'вид на жительство', en: 'residence permit' },
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type DocumentType = keyof typeof documentTypes;
