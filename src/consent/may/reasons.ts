import type { Text3 } from '../../platform/text.ts';

type Reason = { readonly law: readonly string[]; readonly text: Text3 };

/** The closed list of what `may` answers, with the norm behind each. */
export const mayReasons = {
  CONSENT: {
    law: ['PD-5.1-1', 'SP-15a'],
    text: {
      ky: 'Субъекттин колдонуудагы макулдугу бар.',
      ru: 'Есть действующее согласие субъекта.',
      en: 'The subject’s consent is in force.',
    },
  },
  LAWFUL_WITHOUT_CONSENT: {
    law: ['SP-15b', 'PD-5.1'],
    text: {
      ky: 'Иштетүүгө мыйзамдын башка негизи боюнча уруксат берилет.',
      ru: 'Обработка допускается на ином основании закона.',
      en: 'Processing is allowed on another ground of the law.',
    },
  },
  CONSENT_REQUIRED: {
    law: ['SP-15a', 'PD-5.1-1'],
    text: { ky: 'Субъекттин макулдугу жок.', ru: 'Согласия субъекта нет.', en: 'The subject has not consented.' },
  },
  CONSENT_DECLINED: {
    law: ['CP-6a', 'PD-9.1a'],
    text: {
      ky: 'Субъект макулдук берүүдөн баш тартты.',
      ru: 'Субъект отказался дать согласие.',
      en: 'The subject declined to consent.',
    },
  },
  CONSENT_WITHDRAWN: {
    law: ['CP-F-30', 'PD-9.4a'],
    text: {
      ky: 'Субъект макулдугун кайта сурап алды.',
      ru: 'Субъект отозвал согласие.',
      en: 'The subject withdrew the consent.',
    },
  },
  CONSENT_EXPIRED: {
    law: ['CP-8h-1', 'PD-9.3-4'],
    text: {
      ky: 'Макулдуктун жарактуу мөөнөтү бүттү.',
      ru: 'Срок действия согласия истёк.',
      en: 'The consent’s period of validity has ended.',
    },
  },
  CONSENT_NOT_YET_VALID: {
    law: ['CP-F-29a'],
    text: {
      ky: 'Макулдук кол коюлган күндөн тартып жарактуу; бул учур андан мурда.',
      ru: 'Согласие действует с даты подписания; этот момент раньше.',
      en: 'The consent is valid from its signing; this moment is earlier.',
    },
  },
  CONSENT_REPLACED: {
    law: ['PD-9.1b'],
    text: {
      ky: 'Бул макулдуктун ордуна жаңысы берилген.',
      ru: 'Это согласие заменено новым.',
      en: 'This consent was replaced by a newer one.',
    },
  },
  CONSENT_FROZEN: {
    law: ['PD-9.5a'],
    text: {
      ky: 'Субъект «бул мен эмесмин» деп билдирди: текшерүү бүткөнчө иштетүү токтотулду.',
      ru: 'Субъект заявил «это был не я»: до окончания проверки обработка остановлена.',
      en: 'The subject said "this was not me": processing stops until it is checked.',
    },
  },
  CONSENT_INVALID: {
    law: ['PD-9.2b'],
    text: {
      ky: 'Макулдук жараксыз деп табылды.',
      ru: 'Согласие признано недействительным.',
      en: 'The consent was found invalid.',
    },
  },
  CONSENT_UNPROVEN: {
    law: ['PD-9.5a', 'CP-10a'],
    text: {
      ky: 'Макулдуктун далили жок: негиз жараксыз.',
      ru: 'Нет доказательства согласия: основание недействительно.',
      en: 'The consent has no evidence: the ground does not hold.',
    },
  },
  NOTICE_UNPROVEN: {
    law: ['CP-5e', 'PD-9.3'],
    text: {
      ky: 'Субъекттин алдын ала тааныштырылганы далилденген эмес: ырастоо керек.',
      ru: 'Не доказано предварительное ознакомление субъекта: нужно подтверждение.',
      en: 'Prior notice to the subject is not proven: it needs confirming.',
    },
  },
  CLAUSE_INVALID: {
    law: ['PD-9.2b'],
    text: {
      ky: 'Макулдуктун бул бөлүгү жараксыз деп табылды.',
      ru: 'Эта часть согласия признана недействительной.',
      en: 'This clause of the consent was found invalid.',
    },
  },
  DATA_ITEM_NOT_CONSENTED: {
    law: ['CP-8e', 'PD-9.6-7a'],
    text: {
      ky: 'Суралган маалыматка макулдук берилген эмес.',
      ru: 'На запрошенные данные согласие не дано.',
      en: 'The consent does not cover the data asked for.',
    },
  },
  ACTION_NOT_CONSENTED: {
    law: ['CP-8g-1', 'PD-9.3-6a'],
    text: {
      ky: 'Бул аракетке макулдук берилген эмес.',
      ru: 'На это действие согласие не дано.',
      en: 'The consent does not cover this action.',
    },
  },
  RECIPIENT_NOT_NAMED: {
    law: ['CP-8g-2', 'PD-9.3-5'],
    text: {
      ky: 'Мындай алуучу макулдукта көрсөтүлгөн эмес.',
      ru: 'Такой получатель в согласии не назван.',
      en: 'The consent does not name this recipient.',
    },
  },
  SPECIAL_CATEGORY: {
    law: ['PD-8.1', 'PD-8.2-1'],
    text: {
      ky: 'Атайын категориядагы маалымат: мыйзамдын өзгөчө учуру же ачык макулдук керек.',
      ru: 'Специальная категория: нужен случай, предусмотренный законом, или прямо названное согласие.',
      en: 'A special category: it needs an exception of the law or a consent that names it.',
    },
  },
  CHILD_WITHOUT_GROUND: {
    law: ['PD-18.2a', 'PD-18.1', 'PD-18.4'],
    text: {
      ky: 'Баланын маалыматы: 18-берененин негизи же мыйзамдуу өкүлүнүн макулдугу керек.',
      ru: 'Данные ребёнка: нужно основание статьи 18 или согласие законного представителя.',
      en: 'A child’s data: it needs a ground of article 18 or the legal representative’s consent.',
    },
  },
  EXCESSIVE_DATA: {
    law: ['SP-8a', 'PD-4.4'],
    text: {
      ky: 'Бул маалымат жарыяланган максатка ашыкча.',
      ru: 'Эти данные избыточны для объявленной цели.',
      en: 'This data is excessive for the declared purpose.',
    },
  },
  PURPOSE_NOT_CONSENTED: {
    law: ['CP-8d-2', 'PD-4.2b'],
    text: {
      ky: 'Маалымат башка максатта чогултулган.',
      ru: 'Данные собраны для другой цели.',
      en: 'The data was collected for another purpose.',
    },
  },
  PURPOSE_UNKNOWN: {
    law: ['SP-11', 'PD-4.2a'],
    text: {
      ky: 'Мындай максат жарыяланган эмес.',
      ru: 'Такая цель не объявлена.',
      en: 'No such purpose was declared.',
    },
  },
  FORM_NOT_PUBLISHED: {
    law: ['CP-4a', 'PD-4.2a'],
    text: {
      ky: 'Максат жана форма жарыялана элек.',
      ru: 'Цель и форма ещё не опубликованы.',
      en: 'The purpose and its form are not published yet.',
    },
  },
  PROCESSING_TERMINATED: {
    law: ['SP-17a', 'PD-4.6b'],
    text: {
      ky: 'Максатка жетти: иштетүү токтотулган.',
      ru: 'Цель достигнута: обработка прекращена.',
      en: 'The purpose was achieved: processing has ended.',
    },
  },
  PROCESSING_STOPPED: {
    law: ['SP-20c', 'SP-17c'],
    text: { ky: 'Иштетүү токтотулган.', ru: 'Обработка остановлена.', en: 'Processing was stopped.' },
  },
  NO_LEGAL_GROUND: {
    law: ['PD-5.1', 'PD-4.1a'],
    text: { ky: 'Укуктук негиз жок.', ru: 'Нет правового основания.', en: 'There is no legal ground.' },
  },
  GROUND_NOT_RECORDED: {
    law: ['PD-5.1'],
    text: {
      ky: 'Бул субъект боюнча негиз жазылган эмес.',
      ru: 'Для этого субъекта основание не записано.',
      en: 'The ground is not on record for this subject.',
    },
  },
  GROUND_ENDED: {
    law: ['PD-5.1'],
    text: {
      ky: 'Негиз өз күчүн жоготкон же бул маалыматка тиешелүү эмес.',
      ru: 'Основание прекратилось или не относится к этим данным.',
      en: 'The ground has ended or does not cover this data.',
    },
  },
  DATA_BLOCKED: {
    law: ['PD-3.23', 'PD-23.1'],
    text: {
      ky: 'Маалыматка бөгөт коюлган: берүү, тактоо, пайдалануу жана жок кылуу убактылуу токтотулду.',
      ru: 'Данные заблокированы: передача, уточнение, использование и уничтожение временно прекращены.',
      en: 'The data is blocked: transfer, correction, use and destruction have ceased for a time.',
    },
  },
  HOLDER_NOT_REGISTERED: {
    law: ['PD-19.2a', 'PD-4.1a'],
    text: {
      ky: 'Кармоочу каттала элек: иштетүүгө болбойт.',
      ru: 'Держатель не зарегистрирован: обработка не допускается.',
      en: 'The holder is not registered: it may not process.',
    },
  },
} as const satisfies Record<string, Reason>;

export type MayReason = keyof typeof mayReasons;
