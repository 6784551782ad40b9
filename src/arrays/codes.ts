import type { Coded } from '../law/index.ts';

// Closed lists of this chapter. Codes are stored, labels shown.

const one = <C extends string>(code: C, law: string, ky: string, ru: string, en: string): Coded<C> => ({
  code,
  law: law.split(' '),
  label: { ky, ru, en },
});

export const media = [
  one('paper_archive', 'PD-3.6', 'кагаз архиви', 'бумажный архив', 'paper archive'),
  one('card_file', 'PD-3.6', 'картотека', 'картотека', 'card file'),
  one('digital', 'PD-3.6', 'санариптик маалымат базасы', 'цифровая база данных', 'digital database'),
  one('mixed', 'PD-3.6', 'аралаш', 'смешанный', 'mixed'),
] as const;
export type Medium = (typeof media)[number]['code'];

export const publicTypes = [
  one('directory', 'PD-3.7', 'маалымдама', 'справочник', 'directory'),
  one('phone_book', 'PD-3.7', 'телефон китеби', 'телефонная книга', 'telephone book'),
  one('address_book', 'PD-3.7', 'дарек китеби', 'адресная книга', 'address book'),
  one('open_register', 'PD-3.7 PD-7.1', 'ачык реестр', 'реестр в свободном доступе', 'register in free access'),
  one('private_ads', 'PD-6.6a', 'жеке жарнамалар', 'частные объявления', 'private advertisements'),
] as const;
export type PublicType = (typeof publicTypes)[number]['code'];

/** PD-3.7: what article 7 switches on for a public array, and where it is found. */
export const publicFunctions = [
  {
    path: 'sources',
    ...one(
      'source_record',
      'PD-7.2b',
      'маалыматтын булагын жазуу',
      'запись об источнике данных',
      'record of the data’s source',
    ),
  },
  {
    path: 'public-requests',
    ...one(
      'weekly_information',
      'PD-7.4',
      'субъектиге бир жума ичинде маалымат берүү',
      'информирование субъекта в недельный срок',
      'informing the subject within a week',
    ),
  },
  {
    path: 'exclusions',
    ...one(
      'exclusion',
      'PD-7.5a',
      'маалыматты массивден алып салуу',
      'исключение данных из массива',
      'excluding the data from the array',
    ),
  },
] as const;
/** PD-7.5c: on whose word data is excluded. */
export const exclusionBases = ['subject_instruction', 'authority_decision', 'court_decision'] as const;

/** The four parts of the regime of confidentiality. */
export const regimeParts = [
  one('access', 'PD-3.8', 'жетүүнү чектөө', 'ограничение доступа', 'limits of access'),
  one('transfer', 'PD-3.8', 'берүүнү чектөө', 'ограничение передачи', 'limits of transfer'),
  one('provision', 'PD-3.8', 'жеткиликтүү кылууну чектөө', 'ограничение предоставления', 'limits of provision'),
  one('storage', 'PD-3.8', 'сактоо шарттары', 'условия хранения', 'conditions of storage'),
] as const;
export type RegimePart = (typeof regimeParts)[number]['code'];

/** PD-6.6b: when publicity needs no consent. */
export const publicityBases = [
  'justice',
  'judicial_act',
  'digital_governance',
  'national_security',
  'terrorism',
  'corruption',
  'operative_search',
  'other_law',
] as const;
export type PublicityBasis = (typeof publicityBases)[number];

export const furtherKinds = ['archive', 'statistics', 'science'] as const;
export type FurtherKind = (typeof furtherKinds)[number];

/** PD-8.4a. */
export const biometricUses = ['election', 'service', 'identification'] as const;

/** Why a record is changed or destroyed. The first two are the holder's own will and need `may`; the others are duties. */
export const changeGrounds = [
  'source_changed',
  'review',
  'subject_request',
  'authority_order',
  'court_decision',
] as const;
export type ChangeGround = (typeof changeGrounds)[number];
export const isDuty = (ground: ChangeGround): boolean => ground !== 'source_changed' && ground !== 'review';

/** PD-23: why data is blocked. */
export const blockReasons = [
  'contested_accuracy',
  'contested_lawfulness',
  'objection',
  'subject_request',
  'authority_order',
  'court_decision',
] as const;
