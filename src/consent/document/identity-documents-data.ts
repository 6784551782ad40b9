import type { Text3 } from '../../platform/text.ts';

/** The identity documents a person may show, with whether the type carries a series (CP-F-07, CP-F-15). */
export type IdentityDocumentType = { readonly code: string; readonly name: Text3; readonly series: boolean };

export const identityDocumentTypes: readonly IdentityDocumentType[] = [
  {
    code: 'id_card',
    name: { ky: 'паспорт (ID-карта)', ru: 'паспорт (ID-карта)', en: 'passport (ID card)' },
    series: true,
  },
  {
    code: 'general_passport',
    name: { ky: 'жалпы жарандык паспорт', ru: 'общегражданский паспорт', en: 'general citizen passport' },
    series: true,
  },
  {
    code: 'diplomatic_passport',
    name: { ky: 'дипломатиялык паспорт', ru: 'дипломатический паспорт', en: 'diplomatic passport' },
    series: true,
  },
  {
    code: 'service_passport',
    name: { ky: 'кызматтык паспорт', ru: 'служебный паспорт', en: 'service passport' },
    series: true,
  },
  {
    code: 'birth_certificate',
    name: { ky: 'туулгандыгы жөнүндө күбөлүк', ru: 'свидетельство о рождении', en: 'birth certificate' },
    series: true,
  },
  {
    code: 'residence_permit',
    name: { ky: 'жашап турууга уруксат', ru: 'вид на жительство', en: 'residence permit' },
    series: false,
  },
  {
    code: 'foreign_passport',
    name: { ky: 'чет өлкөлүк паспорт', ru: 'паспорт иностранного гражданина', en: 'foreign passport' },
    series: false,
  },
  {
    code: 'refugee_certificate',
    name: { ky: 'качкын күбөлүгү', ru: 'удостоверение беженца', en: 'refugee certificate' },
    series: false,
  },
  { code: 'other', name: { ky: 'башка документ', ru: 'иной документ', en: 'other document' }, series: false },
];

/** A type that is not in the table is not known to have a series. */
export const hasSeries = (code: string): boolean =>
  identityDocumentTypes.some((type) => type.code === code && type.series);
