import type { Text3 } from '../platform/text.ts';

// What a person is told after a decision about a consent. No name of a person, no data of the consent.

const t = (ky: string, ru: string, en: string): Text3 => ({ ky, ru, en });

export const receiptTexts = {
  'receipt.consent-given': {
    subject: t('Макулдугуңуз катталды', 'Ваше согласие зарегистрировано', 'Your consent is recorded'),
    line: t(
      'Сиз жеке маалыматтарыңызды иштетүүгө макулдук бердиңиз. Чечимиңиз катталды. Макулдукту каалаган убакта кайта сурап алсаңыз болот.',
      'Вы дали согласие на обработку своих персональных данных. Ваше решение зарегистрировано. Согласие можно отозвать в любое время.',
      'You consented to the processing of your personal data. Your decision is recorded. You may withdraw the consent at any time.',
    ),
  },
  'receipt.consent-replaced': {
    subject: t(
      'Макулдугуңуз жаңысы менен алмаштырылды',
      'Ваше согласие заменено новым',
      'Your consent is replaced by a new one',
    ),
    line: t(
      'Бул максат боюнча жаңы макулдук берилди. Мурдагы макулдук ушул учурдан тартып колдонулбайт.',
      'Для этой цели дано новое согласие. Прежнее согласие с этого момента не действует.',
      'A new consent was given for this purpose. The earlier one no longer applies.',
    ),
  },
  'receipt.consent-declined': {
    subject: t(
      'Макулдук берүүдөн баш тартканыңыз катталды',
      'Ваш отказ в согласии зарегистрирован',
      'Your refusal of consent is recorded',
    ),
    line: t(
      'Сиз жеке маалыматтарыңызды иштетүүгө макулдук берүүдөн баш тарттыңыз. Чечимиңиз катталды.',
      'Вы отказались дать согласие на обработку своих персональных данных. Ваше решение зарегистрировано.',
      'You refused to consent to the processing of your personal data. Your decision is recorded.',
    ),
  },
  'receipt.consent-withdrawn': {
    subject: t('Макулдугуңуз кайта сурап алынды', 'Ваше согласие отозвано', 'Your consent is withdrawn'),
    line: t(
      'Макулдугуңуз кайта сурап алынды. Көрсөтүлгөн убакыттан тартып кармоочу (ээси) анын негизинде жеке маалыматтарыңызды иштете албайт.',
      'Ваше согласие отозвано. С указанного времени держатель (обладатель) не вправе обрабатывать на его основании ваши персональные данные.',
      'Your consent is withdrawn. From the time stated the holder may not process your personal data on it.',
    ),
  },
  'receipt.consent-withdrawal-pending': {
    subject: t(
      'Макулдукту кайта сурап алуу жөнүндө арызыңыз катталды',
      'Ваше заявление об отзыве согласия зарегистрировано',
      'Your application to withdraw the consent is recorded',
    ),
    line: t(
      'Арызыңыз кабыл алынды, бирок азырынча күчүнө кире элек: кармоочунун (ээсинин) алдында аткарылбаган милдеттенме катталган. Тоскоолдук жоюлганда арыз өзүнөн өзү күчүнө кирет, аны кайра берүүнүн кажети жок.',
      'Заявление принято, но ещё не действует: у держателя (обладателя) зарегистрировано неисполненное обязательство. Как только препятствие отпадёт, отзыв вступит в силу сам, повторно обращаться не нужно.',
      'The application is accepted but does not work yet: an unfulfilled obligation to the holder is on record. It takes effect by itself as soon as the obstacle falls; you need not apply again.',
    ),
  },
  'receipt.consent-expired': {
    subject: t('Макулдугуңуздун мөөнөтү бүттү', 'Срок действия вашего согласия истёк', 'Your consent has expired'),
    line: t(
      'Макулдугуңуздун жарактуу мөөнөтү бүттү. Кармоочу (ээси) анын негизинде жеке маалыматтарыңызды мындан ары иштете албайт.',
      'Срок действия вашего согласия истёк. Держатель (обладатель) больше не вправе обрабатывать на его основании ваши персональные данные.',
      'The period of validity of your consent is over. The holder may no longer process your personal data on it.',
    ),
  },
  // PD-9.2b
  'receipt.clause-invalid': {
    subject: t(
      'Макулдугуңуздун бөлүгү жараксыз деп табылды',
      'Часть вашего согласия признана недействительной',
      'A part of your consent was found invalid',
    ),
    line: t(
      'Макулдуктун бөлүгү жараксыз деп табылды: ага таянган иштетүү токтотулду, калган бөлүктөрү күчүндө калды.',
      'Часть согласия признана недействительной: обработка, которая на неё опиралась, прекращена, остальные части действуют.',
      'A part of the consent was found invalid: the processing that relied on it has stopped; the other parts stand.',
    ),
  },
  'receipt.consent-disputed': {
    subject: t(
      'Талашылган макулдук текшерилүүдө',
      'Оспоренное согласие проверяется',
      'The disputed consent is being checked',
    ),
    line: t(
      'Сиз бул макулдукту бербегениңизди билдирдиңиз. Текшерүү бүткөнчө анын негизинде жеке маалыматтарыңызды иштетүү токтотулду.',
      'Вы сообщили, что не давали этого согласия. До окончания проверки обработка ваших персональных данных на его основании остановлена.',
      'You stated that you did not give this consent. Until the check is over, processing of your personal data on it has been stopped.',
    ),
  },
  'receipt.dispute-upheld': {
    subject: t(
      'Талашылган макулдук жараксыз деп табылды',
      'Оспоренное согласие признано недействительным',
      'The disputed consent is void',
    ),
    line: t(
      'Текшерүү бүттү: макулдукту сиз бербегениңиз ырасталды. Ал жараксыз деп табылды жана анын негизинде маалыматтарыңызды иштетүүгө болбойт.',
      'Проверка окончена: подтвердилось, что согласие дали не вы. Оно признано недействительным, обработка данных на его основании не допускается.',
      'The check is over: it was confirmed that you did not give the consent. It is void, and nothing may be processed on it.',
    ),
  },
  'receipt.dispute-unfounded': {
    subject: t(
      'Талашылган макулдуктун текшерүүсү бүттү',
      'Проверка оспоренного согласия окончена',
      'The check of the disputed consent is over',
    ),
    line: t(
      'Текшерүү бүттү: макулдукту сиз бергениңиз аныкталды, ал кайрадан күчүндө. Аны каалаган убакта кайта сурап алсаңыз же ыйгарым укуктуу мамлекеттик органга кайрылсаңыз болот.',
      'Проверка окончена: установлено, что согласие дали вы, оно снова действует. Его можно отозвать в любое время или обратиться в уполномоченный государственный орган.',
      'The check is over: it was found that you gave the consent, and it is in force again. You may withdraw it at any time or turn to the authorised state body.',
    ),
  },
} as const satisfies Record<string, { subject: Text3; line: Text3 }>;

export const replacedEarlier = t(
  'Ушул максат боюнча мурда берилген макулдук жаңысы менен алмаштырылды.',
  'Ранее данное для этой цели согласие заменено новым.',
  'The consent given earlier for this purpose is replaced by this one.',
);

export const taskTexts = {
  'check.paper-consent': t(
    'Кагаз жүзүндөгү макулдукту түп нускасы менен салыштыруу керек',
    'Сверьте бумажное согласие с подлинником',
    'Compare a paper consent with its original',
  ),
  'check.consent-disputed': t(
    'Жеке маалыматтар субъектиси талашкан макулдукту текшерүү керек',
    'Проверьте согласие, оспоренное субъектом персональных данных',
    'Check a consent that the data subject disputes',
  ),
} as const satisfies Record<string, Text3>;

export const policyChangeTexts = {
  subject: t('Купуялуулук саясаты өзгөрөт', 'Политика конфиденциальности меняется', 'The privacy policy is changing'),
  line: t(
    'Жеке маалыматтарыңызды кармоочу (ээси) купуялуулук саясатын өзгөртөт. Пландалган өзгөртүүлөр менен азыр эле таанышсаңыз болот.',
    'Держатель (обладатель) ваших персональных данных меняет политику конфиденциальности. С планируемыми изменениями можно ознакомиться уже сейчас.',
    'The holder of your personal data is changing its privacy policy. You can read the planned changes now.',
  ),
  published: t(
    'Жаңы редакция көрсөтүлгөн күнү жарыяланат.',
    'Новая редакция будет опубликована в указанный день.',
    'The new edition will be published on the day stated.',
  ),
  link: t('Пландалган өзгөртүүлөр', 'Планируемые изменения', 'Planned changes'),
  sms: t(
    'Купуялуулук саясаты өзгөрөт. Кеңири: {link}',
    'Политика конфиденциальности меняется. Подробнее: {link}',
    'The privacy policy is changing. Read more: {link}',
  ),
};

export const labels = {
  at: t('Убактысы (Бишкек)', 'Время (Бишкек)', 'Time (Bishkek)'),
  holder: t('Кармоочу (ээси)', 'Держатель (обладатель)', 'Holder'),
  purpose: t('Максаты', 'Цель', 'Purpose'),
  validUntil: t('Жарактуу мөөнөтү', 'Действует до', 'Valid until'),
  publicationOn: t('Жарыяланган күнү', 'День опубликования', 'Day of publication'),
  account: t('Эсебиңизден толук көрүңүз', 'Подробнее в учётной записи', 'Read more in your account'),
  sms: t(
    'Чечимиңиз катталды. Кеңири: {link}',
    'Ваше решение зарегистрировано. Подробнее: {link}',
    'Your decision is recorded. Read more: {link}',
  ),
  smsState: t(
    'Макулдугуңуздун абалы өзгөрдү. Кеңири: {link}',
    'Состояние вашего согласия изменилось. Подробнее: {link}',
    'The state of your consent has changed. Read more: {link}',
  ),
};
