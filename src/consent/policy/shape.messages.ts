// What a field of a policy expects, to stand inside "field X needs …".
export const expectations = {
  text: { ky: 'текст', ru: 'текст', en: 'a text' },
  code: {
    ky: 'латын тамгалары менен жазылган код (мисалы, access_to_services)',
    ru: 'код латинскими буквами (например, access_to_services)',
    en: 'a code in Latin letters (for example access_to_services)',
  },
  date: { ky: 'күн (2026-11-21 түрүндө)', ru: 'дата (в виде 2026-11-21)', en: 'a date (like 2026-11-21)' },
  duration: {
    ky: 'мөөнөт (P14D - 14 күн, P6M - 6 ай, P3Y - 3 жыл)',
    ru: 'срок (P14D - 14 дней, P6M - 6 месяцев, P3Y - 3 года)',
    en: 'a term (P14D is 14 days, P6M 6 months, P3Y 3 years)',
  },
  country: {
    ky: 'өлкөнүн эки тамгалуу коду (мисалы, KZ)',
    ru: 'двухбуквенный код страны (например, KZ)',
    en: 'a two-letter country code (for example KZ)',
  },
  oneOf: { ky: 'булардын бири: {list}', ru: 'одно из: {list}', en: 'one of: {list}' },
  yesNo: { ky: 'true же false', ru: 'true или false', en: 'true or false' },
  words: {
    ky: 'ky, ru, en тилдериндеги текст (жок дегенде биринде)',
    ru: 'текст на языках ky, ru, en (хотя бы на одном)',
    en: 'a text in ky, ru, en (at least one of them)',
  },
  list: { ky: 'тизме', ru: 'список', en: 'a list' },
  object: { ky: 'талаалардын тобу', ru: 'группа полей', en: 'a group of fields' },
} as const;
