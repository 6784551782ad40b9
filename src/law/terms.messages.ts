import type { Text3 } from '../platform/text.ts';

// The events from which terms run.

export const starts = {
  transfer: {
    ky: 'маалыматтар берилген учурдан тартып',
    ru: 'с момента передачи данных',
    en: 'from the transfer of the data',
  },
  'application-filed': {
    ky: 'арыз берилген учурдан тартып',
    ru: 'с момента подачи заявления',
    en: 'from the filing of the application',
  },
  'request-received': {
    ky: 'суроо-талап келип түшкөн учурдан тартып',
    ru: 'с момента поступления запроса',
    en: 'from the arrival of the request',
  },
  'complaint-filed': {
    ky: 'даттануу берилген учурдан тартып',
    ru: 'с момента подачи жалобы',
    en: 'from the filing of the complaint',
  },
  'authority-request': {
    ky: 'ыйгарым укуктуу органдын суроо-талабы келген учурдан тартып',
    ru: 'с момента запроса уполномоченного органа',
    en: "from the authority's request",
  },
  'policy-publication': {
    ky: 'жаңы редакция жарыяланган күнгө чейин',
    ru: 'до дня опубликования новой редакции',
    en: 'before the new edition is published',
  },
  'restriction-changed': {
    ky: 'чектөө коюлган же алынган күндөн тартып',
    ru: 'со дня установления или снятия ограничения',
    en: 'from the day the restriction was set or lifted',
  },
  'unlawfulness-established': {
    ky: 'мыйзамсыздык аныкталган учурдан тартып',
    ru: 'с момента установления неправомерности',
    en: 'from establishing the unlawfulness',
  },
  'purpose-ended': {
    ky: 'максатка жетишилген же сактоо мөөнөтү бүткөн учурдан тартып',
    ru: 'с момента достижения цели или истечения срока хранения',
    en: 'from reaching the purpose or the end of storage',
  },
  withdrawal: {
    ky: 'макулдук кайта сурап алынган учурдан тартып',
    ru: 'с момента отзыва согласия',
    en: 'from the withdrawal of consent',
  },
  'last-audit': { ky: 'акыркы аудиттен тартып', ru: 'с момента последнего аудита', en: 'from the last audit' },
  'last-training': { ky: 'акыркы окутуудан тартып', ru: 'с момента последнего обучения', en: 'from the last training' },
  'last-report': { ky: 'акыркы отчеттон тартып', ru: 'с момента последнего отчёта', en: 'from the last report' },
  'breach-discovered': {
    ky: 'бузуу табылган учурдан тартып',
    ru: 'с момента обнаружения нарушения',
    en: 'from the discovery of the breach',
  },
  'breach-discovered-by-processor': {
    ky: 'иштетүүчү бузууну тапкан учурдан тартып',
    ru: 'с момента обнаружения нарушения обработчиком',
    en: 'from the discovery of the breach by the processor',
  },
  'breach-first-term': {
    ky: 'алгачкы 72 саат бүткөндөн тартып',
    ru: 'с истечения первых 72 часов',
    en: 'from the end of the first 72 hours',
  },
  'official-publication': {
    ky: 'расмий жарыяланган күндөн тартып',
    ru: 'со дня официального опубликования',
    en: 'from the day of official publication',
  },
  'objection-filed': {
    ky: 'каршы пикир билдирилген учурдан тартып',
    ru: 'с момента подачи возражения',
    en: 'from the filing of the objection',
  },
  'decision-made': {
    ky: 'чечим кабыл алынган учурдан тартып',
    ru: 'с момента принятия решения',
    en: 'from the decision',
  },
  'data-corrected': {
    ky: 'маалыматтар оңдолгон күндөн тартып',
    ru: 'со дня исправления данных',
    en: 'from the day of the correction',
  },
  'compromise-known': {
    ky: 'купуялуулуктун бузулганы белгилүү болгон учурдан тартып',
    ru: 'с момента получения информации о нарушении конфиденциальности',
    en: 'from learning of the breach of confidentiality',
  },
  'circumstances-known': {
    ky: 'жагдайлар борборго белгилүү болгон учурдан тартып',
    ru: 'с момента, когда обстоятельства стали известны центру',
    en: 'from the centre learning of the circumstances',
  },
  'court-decision-received': {
    ky: 'сот чечими келип түшкөн учурдан тартып',
    ru: 'с момента получения решения суда',
    en: 'from receipt of the court decision',
  },
  cessation: {
    ky: 'иш токтотулган күнгө чейин',
    ru: 'до дня прекращения деятельности',
    en: 'before the day of cessation',
  },
  'functions-transferred': {
    ky: 'иш-милдеттер берилген күнгө чейин',
    ru: 'до дня передачи функций',
    en: 'before the day functions are transferred',
  },
  accredited: {
    ky: 'аккредиттөө жөнүндө чечимден тартып',
    ru: 'с решения об аккредитации',
    en: 'from the decision of accreditation',
  },
  'accreditation-filed': {
    ky: 'аккредиттөөгө арыз берилген учурдан тартып',
    ru: 'с подачи заявления об аккредитации',
    en: 'from the filing for accreditation',
  },
  refused: { ky: 'баш тартуу жөнүндө чечимден тартып', ru: 'с решения об отказе', en: 'from the decision of refusal' },
  'certificate-issued': {
    ky: 'сертификат берилген учурда',
    ru: 'в момент выдачи сертификата',
    en: 'at the issue of the certificate',
  },
  'certificate-effective': {
    ky: 'сертификатта көрсөтүлгөн күчүнө кирүү датасынан кеч эмес',
    ru: 'не позднее даты начала действия, указанной в сертификате',
    en: 'not later than the effective date stated in the certificate',
  },
  'register-entry': {
    ky: 'реестрге жазуу киргизилгенге чейин',
    ru: 'до внесения записи в реестр',
    en: 'before the entry in the register',
  },
  'circumstances-arise': {
    ky: 'жагдайлар пайда болгон учурда',
    ru: 'в момент возникновения обстоятельств',
    en: 'when the circumstances arise',
  },
  'information-held': {
    ky: 'маалымат органга келип түшкөн учурдан тартып',
    ru: 'с момента получения сведений',
    en: 'from the authority holding the information',
  },
  'first-data': {
    ky: 'жеке маалыматтар берилгенге чейин',
    ru: 'до предоставления персональных данных',
    en: 'before any personal data is given',
  },
} as const satisfies Record<string, Text3>;

export type StartEvent = keyof typeof starts;
