import type { FindingEntry } from './finding.ts';

export const purposeFindings = {
  PURPOSES_MISSING: {
    severity: 'error',
    law: ['PD-4.2a', 'SP-11', 'CP-8d-2', 'PD-9.3-2'],
    text: {
      ky: 'Иштетүүнүн максаттары көрсөтүлгөн эмес.',
      ru: 'Не указаны цели обработки.',
      en: 'The purposes of processing are missing.',
    },
    fix: {
      ky: 'Ар бир максатты так жана алдын ала жазыңыз.',
      ru: 'Перечислите каждую цель точно и заранее.',
      en: 'Name each purpose exactly and in advance.',
    },
  },
  PURPOSE_WITHOUT_CATEGORIES: {
    severity: 'error',
    law: ['SP-8a', 'PD-4.4', 'CP-8e', 'PD-9.6-7b', 'PD-21.1-7c'],
    text: {
      ky: 'Кайсы максат үчүн кайсы маалымат керек экени айтылган эмес: {purposes}. Маалыматтын ашыкча эместигин текшерүүгө болбойт.',
      ru: 'Не указано, какие данные нужны для какой цели: {purposes}. Нельзя проверить, не избыточны ли данные.',
      en: 'It is not said which data serves which purpose: {purposes}. Nobody can check whether the data is excessive.',
    },
    fix: {
      ky: 'Ар бир максатка зарыл маалыматтардын тизмесин байланыштырыңыз (dataCategories).',
      ru: 'Свяжите с каждой целью только необходимые для неё данные (dataCategories).',
      en: 'Link to each purpose only the data that it needs (dataCategories).',
    },
  },
  CATEGORY_NOT_DECLARED: {
    severity: 'error',
    law: ['SP-8a', 'PD-4.4'],
    text: {
      ky: '"{category}" саясаттын маалыматтар тизмесинде жок, бирок максатта колдонулат.',
      ru: '«{category}» нет в перечне данных политики, но указано в цели.',
      en: '"{category}" is used by the purpose but is not on the policy\'s list of data.',
    },
    fix: {
      ky: 'Аны тизмеге кошуңуз же максаттан алып салыңыз.',
      ru: 'Добавьте её в перечень или уберите из цели.',
      en: 'Add it to the list or take it out of the purpose.',
    },
  },
  CATEGORY_WITHOUT_PURPOSE: {
    severity: 'error',
    law: ['SP-8b', 'PD-4.4', 'PD-9.6-7b'],
    text: {
      ky: '"{category}" чогултулат, бирок бир да максатка керек эмес.',
      ru: '«{category}» собирается, но не нужно ни для одной цели.',
      en: '"{category}" is collected but serves no purpose.',
    },
    fix: {
      ky: 'Аны максатка байланыштырыңыз же чогултпаңыз.',
      ru: 'Свяжите с целью или не собирайте.',
      en: 'Link it to a purpose or do not collect it.',
    },
  },
  GROUND_MISSING: {
    severity: 'error',
    law: ['PD-5.1', 'CP-8d-1', 'CP-5b', 'SP-12'],
    text: {
      ky: 'Максаттын укуктук негизи көрсөтүлгөн эмес: {purposes}. Макулдук керекпи же жокпу, билүүгө болбойт.',
      ru: 'Не указано правовое основание цели: {purposes}. Нельзя понять, нужно ли согласие.',
      en: 'The legal ground of the purpose is missing: {purposes}. It cannot be known whether consent is needed.',
    },
    fix: {
      ky: 'Ар бир максатка 5-берененин негиздеринин бирин жана ченемди көрсөтүңүз (ground).',
      ru: 'Укажите для каждой цели одно из оснований статьи 5 и норму (ground).',
      en: 'Give each purpose one of the grounds of article 5 and the norm (ground).',
    },
  },
  GROUND_NORM_MISSING: {
    severity: 'error',
    law: ['PD-5.1-4', 'PD-5.1-3a', 'PD-5.1-3b', 'PD-5.1-7a', 'SP-15b'],
    text: {
      ky: '"{purpose}" максаты мыйзамга таянат, бирок акт жана беренеси аталган эмес.',
      ru: 'Цель «{purpose}» опирается на закон, но акт и статья не названы.',
      en: 'The purpose "{purpose}" relies on the law, but the act and the article are not named.',
    },
    fix: {
      ky: 'Актынын аталышын жана беренесин жазыңыз (ground/norm).',
      ru: 'Укажите название акта и статью (ground/norm).',
      en: 'Name the act and its article (ground/norm).',
    },
  },
  GROUND_NOT_FOR_HOLDER: {
    severity: 'error',
    law: ['PD-5.1-3a'],
    text: {
      ky: '"{purpose}" максатынын негизи - мамлекеттик ыйгарым укуктар, бирок кармоочу мамлекеттик же жергиликтүү өз алдынча башкаруу органы эмес.',
      ru: 'Основание цели «{purpose}» - публичные полномочия, но держатель не является государственным органом или органом местного самоуправления.',
      en: 'The purpose "{purpose}" relies on public powers, but the holder is not a state or local self-government body.',
    },
    fix: { ky: 'Башка негиз тандаңыз.', ru: 'Выберите другое основание.', en: 'Choose another ground.' },
  },
  BASIS_NOT_DECLARED: {
    severity: 'error',
    law: ['SP-12'],
    text: {
      ky: '"{basis}" негизи саясаттын укуктук негиздеринин тизмесинде жок.',
      ru: 'Основания «{basis}» нет в перечне правовых оснований политики.',
      en: 'The basis "{basis}" is not on the policy\'s list of legal bases.',
    },
    fix: {
      ky: 'Тизмедеги негизди тандаңыз же аны тизмеге кошуңуз.',
      ru: 'Выберите основание из перечня или добавьте его в перечень.',
      en: 'Choose a basis of the list or add it to the list.',
    },
  },
  NECESSITY_NOT_STATED: {
    severity: 'warning',
    law: ['PD-4.4', 'PD-21.1-7c'],
    text: {
      ky: '"{purpose}" максаты үчүн бул маалыматтардын эмне үчүн зарыл экени түшүндүрүлгөн эмес: {categories}.',
      ru: 'Для цели «{purpose}» не объяснено, зачем нужны данные: {categories}.',
      en: 'For the purpose "{purpose}" it is not explained why it needs: {categories}.',
    },
    fix: {
      ky: 'Ар бир маалыматтын зарылдыгын түшүнүктүү тил менен жазыңыз (necessity).',
      ru: 'Объясните понятным языком необходимость каждого вида данных (necessity).',
      en: 'Explain in plain words why each is needed (necessity).',
    },
  },
  CONSENT_ON_BASIS_OF_LAW: {
    severity: 'warning',
    law: ['PD-5.1', 'PD-9.4b', 'SP-15b'],
    text: {
      ky: '"{purpose}" максаты үчүн макулдук суралат, бирок негиз катары мыйзам көрсөтүлгөн: {basis}. Мыйзам милдеттендирсе, макулдук суралбайт: аны кайта сурап алуу мүмкүн болбой калат.',
      ru: 'Для цели «{purpose}» запрашивается согласие, но основанием назван закон: {basis}. Если закон обязывает, согласие не запрашивают: отозвать его было бы нельзя.',
      en: 'Consent is asked for the purpose "{purpose}", yet its basis is a law: {basis}. Where the law obliges, consent is not asked: it could not be withdrawn.',
    },
    fix: {
      ky: 'Негиз катары мыйзамды калтырыңыз (PD-5.1-3a же PD-5.1-4) же макулдукту негиз катары көрсөтүңүз.',
      ru: 'Оставьте основанием закон (PD-5.1-3a или PD-5.1-4) либо укажите основанием согласие.',
      en: 'Keep the law as the ground (PD-5.1-3a or PD-5.1-4), or name consent as the basis.',
    },
  },
  BASES_WITHOUT_PURPOSE: {
    severity: 'note',
    law: ['SP-12', 'PD-4.2a'],
    text: {
      ky: 'Бул укуктук негиздер бир да максатка байланган эмес: {bases}.',
      ru: 'Эти правовые основания не связаны ни с одной целью: {bases}.',
      en: 'These legal bases belong to no purpose: {bases}.',
    },
    fix: {
      ky: 'Ар бир негиз кайсы максатка таандык экенин көрсөтүңүз же аны алып салыңыз.',
      ru: 'Покажите, к какой цели относится каждое основание, или исключите его.',
      en: 'Show which purpose each basis belongs to, or drop it.',
    },
  },
  TAX_PURPOSE_MISSING: {
    severity: 'warning',
    law: ['SP-12b', 'PD-4.2a', 'SP-11'],
    text: {
      ky: 'Салык кодекси негиз катары аталган, бирок максаттардын арасында салыкты администрлөө жок.',
      ru: 'Налоговый кодекс назван основанием, но среди целей нет налогового администрирования.',
      en: 'The Tax Code is cited as a basis, yet tax administration is not among the purposes.',
    },
    fix: {
      ky: 'Салык кодекси боюнча иштетүүнүн максатын өзүнчө жазыңыз: ага макулдук сурабайт.',
      ru: 'Опишите цель обработки по Налоговому кодексу отдельно: согласие для неё не запрашивается.',
      en: 'State the purpose of processing under the Tax Code by itself: no consent is asked for it.',
    },
  },
  CHARTER_AS_BASIS_OF_STATE_BODY: {
    severity: 'warning',
    law: ['SP-12e', 'PD-5.1', 'PD-5.1-3a'],
    text: {
      ky: '"{basis}" - ички документ; мамлекеттик орган үчүн ал жеке маалыматтарды иштетүүнүн негизи боло албайт: ыйгарым укукту мыйзам белгилейт.',
      ru: '«{basis}» - внутренний документ; для государственного органа он не может быть основанием обработки: полномочия устанавливает законодательство.',
      en: '"{basis}" is an internal document; for a state body it is no ground of processing, since powers are set by legislation.',
    },
    fix: {
      ky: 'Анын ордуна ыйгарым укукту берген актыны көрсөтүңүз.',
      ru: 'Укажите вместо него акт, который даёт полномочие.',
      en: 'Cite the act that gives the power instead.',
    },
  },
  ACTIONS_MISSING: {
    severity: 'error',
    law: ['CP-8g-1', 'PD-9.3-6a'],
    text: {
      ky: 'Жеке маалыматтар менен болгон иш-аракеттердин тизмеги жок: {purposes}.',
      ru: 'Нет перечня действий с персональными данными: {purposes}.',
      en: 'The list of actions with the data is missing: {purposes}.',
    },
    fix: {
      ky: 'Кайсы иш-аракеттерге макулдук берилерин көрсөтүңүз (actions).',
      ru: 'Укажите, на какие действия даётся согласие (actions).',
      en: 'Say to which actions consent is given (actions).',
    },
  },
  METHODS_MISSING: {
    severity: 'error',
    law: ['CP-8g-4', 'PD-9.3-6b', 'SP-13'],
    text: {
      ky: 'Иштетүү ыкмаларынын жалпы баяндамасы жок: {purposes}.',
      ru: 'Нет общего описания способов обработки: {purposes}.',
      en: 'The general description of the methods of processing is missing: {purposes}.',
    },
    fix: {
      ky: 'Иштетүү автоматташтырылганбы, жокпу же аралашпы - жазыңыз (methods).',
      ru: 'Опишите, автоматизирована ли обработка (methods).',
      en: 'Say whether processing is automated, manual or mixed (methods).',
    },
  },
  SERVICE_NOT_STATED: {
    severity: 'error',
    law: ['CP-S2', 'CP-9', 'CP-4b'],
    text: {
      ky: 'Максат мамлекеттик же муниципалдык кызматка байланыштуубу, айтылган эмес: {purposes}. Типтүү форма керекпи - белгисиз.',
      ru: 'Не сказано, связана ли цель с государственной или муниципальной услугой: {purposes}. Неясно, нужна ли типовая форма.',
      en: 'It is not said whether the purpose belongs to a state or municipal service: {purposes}. Whether the standard form is due stays unknown.',
    },
    fix: {
      ky: 'service/kind талаасына none, state же municipal жазыңыз.',
      ru: 'Укажите в service/kind: none, state или municipal.',
      en: 'Write none, state or municipal in service/kind.',
    },
  },
  SERVICE_NAME_MISSING: {
    severity: 'error',
    law: ['CP-F-27'],
    text: {
      ky: '"{purpose}" максаты үчүн кызматтын аталышы жок; ансыз типтүү форма толтурулбайт.',
      ru: 'Для цели «{purpose}» нет названия услуги; без него типовую форму не заполнить.',
      en: 'The purpose "{purpose}" has no service name; the standard form cannot be completed without it.',
    },
    fix: {
      ky: 'Кызмат көрсөтүүнүн аталышын жазыңыз.',
      ru: 'Укажите наименование услуги.',
      en: 'State the name of the service.',
    },
  },
  SERVICE_STORAGE_MISSING: {
    severity: 'error',
    law: ['CP-F-29b'],
    text: {
      ky: '"{purpose}" максаты үчүн көрсөтүлгөн кызматтар жөнүндө маалыматты сактоо мөөнөтү жана аны белгилеген акт жок.',
      ru: 'Для цели «{purpose}» не указаны срок хранения сведений об оказанных услугах и акт, который его устанавливает.',
      en: 'The purpose "{purpose}" lacks the storage period of information on provided services and the act that sets it.',
    },
    fix: {
      ky: 'Мөөнөттү жана актыны жазыңыз: макулдук ошол мөөнөткө чейин жарактуу.',
      ru: 'Укажите срок и акт: до этого срока действует согласие.',
      en: 'State the period and the act: the consent is valid until then.',
    },
  },
  CHILD_TEXT_MISSING: {
    severity: 'error',
    law: ['PD-18.3'],
    text: {
      ky: '"{purpose}" максаты балдарга да арналган, бирок балага түшүнүктүү текст жок.',
      ru: 'Цель «{purpose}» обращена и к детям, но текста, понятного ребёнку, нет.',
      en: 'The purpose "{purpose}" is meant for children too, but there is no text that a child can understand.',
    },
    fix: {
      ky: 'Балага жөнөкөй тил менен түшүндүрүңүз (childText), үч тилде.',
      ru: 'Объясните ребёнку простым языком (childText) на трёх языках.',
      en: 'Explain it to a child in plain words (childText), in three languages.',
    },
  },
  AGE_NOT_STATED: {
    severity: 'note',
    law: ['PD-18.2b', 'PD-18.4'],
    text: {
      ky: 'Максат балдардын жаш курагына ылайыктуубу, айтылган эмес: {purposes}. Ансыз 18 жашка чейинкилер үчүн мыйзамдуу өкүлү гана макулдук берет.',
      ru: 'Не сказано, соответствует ли цель возрастным интересам детей: {purposes}. Тогда до 18 лет согласие даёт только законный представитель.',
      en: 'It is not said whether the purpose matches the age interests of children: {purposes}. Under 18, only the legal representative can then consent.',
    },
    fix: {
      ky: 'ageAppropriate талаасын толтуруңуз.',
      ru: 'Заполните поле ageAppropriate.',
      en: 'Fill in ageAppropriate.',
    },
  },
  DOCUMENT_EXCESSIVE: {
    severity: 'error',
    law: ['SP-3b-2', 'PD-4.4'],
    text: {
      ky: '"{document}" документи максатка керексиз маалыматты ачат: {categories}.',
      ru: 'Документ «{document}» раскрывает данные, не нужные для цели: {categories}.',
      en: 'The document "{document}" discloses data that the purpose does not need: {categories}.',
    },
    fix: {
      ky: 'Документти талап кылбаңыз же керектүү маалыматты максатка кошуңуз.',
      ru: 'Не требуйте документ либо добавьте нужные данные к цели.',
      en: 'Do not ask for the document, or add the data to the purpose.',
    },
  },
} as const satisfies Record<string, FindingEntry>;
