import { refusals } from '../../platform/refusal.ts';

export const refuseCessation = refusals({
  CES_PENDING: {
    law: ['ES-15.4.1'],
    status: 409,
    text: {
      ky: 'Борбордун ишин токтотуу жөнүндө билдирүү мурда эле берилген.',
      ru: 'Уведомление о прекращении деятельности центра уже подано.',
      en: 'The cessation of the centre has been announced already.',
    },
  },
  CES_TOO_SOON: {
    law: ['ES-15.4.1'],
    text: {
      ky: 'Ыйгарым укуктуу органга иш токтотулган күнгө чейин бир айдан кечиктирбей билдирилет: кечирээк күндү көрсөтүңүз.',
      ru: 'Уполномоченный орган уведомляется не позднее чем за месяц до прекращения деятельности: укажите более поздний день.',
      en: 'The authorised body is told no later than a month before the cessation: state a later day.',
    },
  },
  CES_OWNERS_TOO_LATE: {
    law: ['ES-13.6c'],
    text: {
      ky: 'Мөөнөтү бүтө элек сертификаттардын ээлерине бир айдан кечиктирбей жазуу жүзүндө кабарланат: кечирээк күндү көрсөтүңүз.',
      ru: 'Владельцы не истёкших сертификатов уведомляются письменно не позднее чем за месяц: укажите более поздний день.',
      en: 'The owners of unexpired certificates are told in writing no later than a month before: state a later day.',
    },
  },
  CES_OWNERS_NOT_TOLD: {
    law: ['ES-13.6c'],
    text: {
      ky: 'Адегенде сертификаттардын ээлерине кабарланышы керек.',
      ru: 'Сначала должны быть уведомлены владельцы сертификатов.',
      en: 'The owners of the certificates have to be told first.',
    },
  },
  CES_SUCCESSOR_MISSING: {
    law: ['ES-13.6e'],
    text: {
      ky: 'Функциялар кимге өткөрүлөрү көрсөтүлгөн эмес.',
      ru: 'Не указано, кому передаются функции.',
      en: 'It is not said to whom the functions are transferred.',
    },
  },
  CES_SUCCESSOR_NOT_AGREED: {
    law: ['ES-13.6e'],
    text: {
      ky: 'Мындай каттоо номери бар борбор сиздин функцияларыңызды кабыл алууга макулдук бере элек.',
      ru: 'Центр с таким регистрационным номером не дал согласия принять ваши функции.',
      en: 'The centre of that registration number has not agreed to take over your functions.',
    },
  },
  CES_SUCCESSOR_UNFIT: {
    law: ['ES-13.6e', 'ES-17.5b'],
    text: {
      ky: 'Борбор бул функцияларды кабыл ала албайт: ал аккредиттелген эмес же өзү ишин токтотуп жатат.',
      ru: 'Центр не может принять эти функции: он не аккредитован или сам прекращает деятельность.',
      en: 'The centre cannot take over these functions: it is not accredited, or ceases itself.',
    },
  },
  CES_SUCCESSOR_ANNOUNCED: {
    law: ['ES-13.6e'],
    status: 409,
    text: {
      ky: 'Сертификаттардын ээлерине кабарланган: макулдукту кайтарып алууга болбойт.',
      ru: 'Владельцы сертификатов уже уведомлены: согласие отозвать нельзя.',
      en: 'The owners of the certificates have been told: the agreement cannot be withdrawn.',
    },
  },
  CES_CENTRE_UNKNOWN: {
    law: ['ES-13.6e'],
    text: {
      ky: 'Мындай каттоо номери бар башка борбор жок.',
      ru: 'Другого центра с таким регистрационным номером нет.',
      en: 'There is no other centre of that registration number.',
    },
  },
  CES_TAKEOVER_PENDING: {
    law: ['ES-13.6e'],
    status: 409,
    text: {
      ky: 'Бул борбордун функцияларын кабыл алууга макулдук мурда эле берилген.',
      ru: 'Согласие принять функции этого центра уже дано.',
      en: 'It has been agreed already to take over the functions of this centre.',
    },
  },
  CES_NOT_HANDED_OVER: {
    law: ['ES-13.6f'],
    status: 409,
    text: {
      ky: 'Ишин токтоткон борбор реестрин өткөрүп бере элек.',
      ru: 'Центр, прекращающий деятельность, ещё не передал свой реестр.',
      en: 'The centre that ceases has not handed over its register yet.',
    },
  },
  CES_PACKAGE_DIFFERS: {
    law: ['ES-8.4.1', 'ES-15.4.2'],
    text: {
      ky: 'Кабыл алынган реестр өткөрүлгөн реестрге дал келбейт: саны же хеши башка.',
      ru: 'Принятый реестр не совпадает с переданным: отличается число записей или хеш.',
      en: 'The register received is not the one handed over: number or digest differs.',
    },
  },
  REG_DESTROY_FORBIDDEN: {
    law: ['ES-15.4.2', 'ES-13.6d'],
    status: 409,
    text: {
      ky: 'Реестрдин өткөрүлүп берилиши ырасталмайынча маалыматтарды жок кылууга болбойт.',
      ru: 'Пока передача реестра не подтверждена, сведения уничтожать нельзя.',
      en: 'While the hand-over of the register is unconfirmed nothing may be destroyed.',
    },
  },
});
