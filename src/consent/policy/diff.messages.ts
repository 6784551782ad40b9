import type { Text3 } from '../../platform/text.ts';

type Entry = { readonly widens: boolean; readonly text: Text3 };

/** What can change between two versions. `widens`: a consent given before does not cover it. */
export const changeTexts = {
  HOLDER_CHANGED: {
    widens: true,
    text: { ky: 'кармоочу алмашты', ru: 'сменился держатель', en: 'another holder' },
  },
  PURPOSE_ADDED: {
    widens: true,
    text: { ky: 'жаңы максат: {name}', ru: 'новая цель: {name}', en: 'new purpose: {name}' },
  },
  PURPOSE_REMOVED: {
    widens: false,
    text: { ky: 'максат алынып салынды: {name}', ru: 'цель исключена: {name}', en: 'purpose removed: {name}' },
  },
  PURPOSE_REWORDED: {
    widens: true,
    text: {
      ky: 'максат башкача жазылды: "{name}"',
      ru: 'цель изложена иначе: «{name}»',
      en: 'the purpose is worded differently: "{name}"',
    },
  },
  TRANSLATION_CHANGED: {
    widens: false,
    text: {
      ky: 'максаттын котормосу оңдолду',
      ru: 'исправлен перевод цели',
      en: 'the translation of the purpose changed',
    },
  },
  CATEGORY_ADDED: {
    widens: true,
    text: { ky: 'жаңы маалымат: {name}', ru: 'новые данные: {name}', en: 'new data: {name}' },
  },
  CATEGORY_REMOVED: {
    widens: false,
    text: {
      ky: 'мындан ары чогултулбайт: {name}',
      ru: 'больше не собирается: {name}',
      en: 'no longer collected: {name}',
    },
  },
  CATEGORY_REWORDED: {
    widens: true,
    text: {
      ky: 'маалымат башкача жазылды: {name}',
      ru: 'данные описаны иначе: {name}',
      en: 'the data is described differently: {name}',
    },
  },
  CATEGORY_SPECIAL: {
    widens: true,
    text: {
      ky: 'атайын категория болуп калды: {name}',
      ru: 'стало специальной категорией: {name}',
      en: 'became a special category: {name}',
    },
  },
  FIELDS_WIDER: {
    widens: true,
    text: {
      ky: '"{name}" маалыматынын курамы кеңейди',
      ru: 'состав данных «{name}» расширен',
      en: 'more is collected within "{name}"',
    },
  },
  FIELDS_NARROWER: {
    widens: false,
    text: {
      ky: '"{name}" маалыматынын курамы кыскарды',
      ru: 'состав данных «{name}» сокращён',
      en: 'less is collected within "{name}"',
    },
  },
  ACTION_ADDED: {
    widens: true,
    text: { ky: 'жаңы иш-аракет: {name}', ru: 'новое действие: {name}', en: 'new action: {name}' },
  },
  ACTION_REMOVED: {
    widens: false,
    text: { ky: 'иш-аракет алынып салынды: {name}', ru: 'действие исключено: {name}', en: 'action removed: {name}' },
  },
  RECIPIENT_ADDED: {
    widens: true,
    text: { ky: 'жаңы алуучу: {name}', ru: 'новый получатель: {name}', en: 'new recipient: {name}' },
  },
  RECIPIENT_REMOVED: {
    widens: false,
    text: { ky: 'алуучу алынып салынды: {name}', ru: 'получатель исключён: {name}', en: 'recipient removed: {name}' },
  },
  PROCESSOR_ADDED: {
    widens: true,
    text: { ky: 'жаңы иштетүүчү: {name}', ru: 'новый обработчик: {name}', en: 'new processor: {name}' },
  },
  PROCESSOR_REMOVED: {
    widens: false,
    text: {
      ky: 'иштетүүчү алынып салынды: {name}',
      ru: 'обработчик исключён: {name}',
      en: 'processor removed: {name}',
    },
  },
  COUNTRY_ADDED: {
    widens: true,
    text: {
      ky: 'жаңы трансчекаралык берүү: {name}',
      ru: 'новая трансграничная передача: {name}',
      en: 'new cross-border transfer: {name}',
    },
  },
  COUNTRY_REMOVED: {
    widens: false,
    text: {
      ky: 'трансчекаралык берүү токтоду: {name}',
      ru: 'трансграничная передача прекращена: {name}',
      en: 'cross-border transfer ended: {name}',
    },
  },
  DOCUMENT_ADDED: {
    widens: true,
    text: {
      ky: 'жаңы документ талап кылынат: {name}',
      ru: 'требуется новый документ: {name}',
      en: 'another document is required: {name}',
    },
  },
  DOCUMENT_REMOVED: {
    widens: false,
    text: {
      ky: 'документ талап кылынбайт: {name}',
      ru: 'документ больше не требуется: {name}',
      en: 'a document is no longer required: {name}',
    },
  },
  OTHER_USE_WIDER: {
    widens: true,
    text: {
      ky: 'маалыматтарды башкача пайдалануу кеңейди',
      ru: 'расширено иное использование данных',
      en: 'other use of the data is wider',
    },
  },
  OTHER_USE_ENDED: {
    widens: false,
    text: {
      ky: 'маалыматтар башкача пайдаланылбайт',
      ru: 'иное использование данных прекращено',
      en: 'other use of the data ended',
    },
  },
  PUBLIC_WIDER: {
    widens: true,
    text: {
      ky: 'маалыматтар жалпыга жеткиликтүү булактарга жайылтылат',
      ru: 'данные распространяются в общедоступных источниках',
      en: 'the data is distributed in public sources',
    },
  },
  PUBLIC_ENDED: {
    widens: false,
    text: {
      ky: 'маалыматтар жалпыга жеткиликтүү булактарга жайылтылбайт',
      ru: 'данные больше не распространяются в общедоступных источниках',
      en: 'the data is no longer distributed in public sources',
    },
  },
  AUTOMATED: {
    widens: true,
    text: {
      ky: 'автоматташтырылган иштетүү кошулду',
      ru: 'добавлена автоматизированная обработка',
      en: 'automated processing is added',
    },
  },
  METHODS_CHANGED: {
    widens: false,
    text: {
      ky: 'иштетүү ыкмаларынын баяндамасы өзгөрдү',
      ru: 'изменено описание способов обработки',
      en: 'the description of the methods changed',
    },
  },
  CONSENT_TERM_LONGER: {
    widens: true,
    text: {
      ky: 'макулдуктун жарактуу мөөнөтү узарды',
      ru: 'срок действия согласия увеличен',
      en: 'consent is valid longer',
    },
  },
  CONSENT_TERM_CHANGED: {
    widens: false,
    text: {
      ky: 'макулдуктун жарактуу мөөнөтү такталды',
      ru: 'срок действия согласия уточнён или сокращён',
      en: 'the validity of consent is shortened or made precise',
    },
  },
  STORAGE_TERM_LONGER: {
    widens: true,
    text: { ky: 'сактоо мөөнөтү узарды', ru: 'срок хранения увеличен', en: 'data is stored longer' },
  },
  STORAGE_TERM_CHANGED: {
    widens: false,
    text: {
      ky: 'сактоо мөөнөтү такталды же кыскарды',
      ru: 'срок хранения уточнён или сокращён',
      en: 'the storage period is shortened or made precise',
    },
  },
  SERVICE_CHANGED: {
    widens: true,
    text: {
      ky: 'мамлекеттик (муниципалдык) кызмат өзгөрдү',
      ru: 'изменилась государственная (муниципальная) услуга',
      en: 'the state (municipal) service changed',
    },
  },
  GROUND_BECAME_CONSENT: {
    widens: true,
    text: {
      ky: 'эми макулдук керек: мурдагы негиз алынып салынды',
      ru: 'теперь нужно согласие: прежнее основание снято',
      en: 'consent is now needed: the earlier ground is gone',
    },
  },
  GROUND_CHANGED: {
    widens: false,
    text: {
      ky: 'иштетүүнүн негизи өзгөрдү',
      ru: 'изменилось основание обработки',
      en: 'the ground of processing changed',
    },
  },
  PROFILING_ADDED: {
    widens: true,
    text: { ky: 'профилдөө кошулду', ru: 'добавлено профилирование', en: 'profiling is added' },
  },
  CHILDREN_INCLUDED: {
    widens: false,
    text: {
      ky: 'максат балдар үчүн да ачылды; мурунку макулдуктарга тийиштүү эмес',
      ru: 'цель открыта и для детей; прежних согласий это не касается',
      en: 'the purpose is open to children too; earlier consents are not affected',
    },
  },
} as const satisfies Record<string, Entry>;

export type ChangeCode = keyof typeof changeTexts;
