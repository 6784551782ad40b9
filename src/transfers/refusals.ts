import { refusals } from '../platform/refusal.ts';

export const refuse = refusals({
  NO_LEGAL_GROUND_ART5: {
    law: ['CP-11', 'PD-31.1'],
    status: 409,
    text: {
      ky: 'Берүү учурунда мыйзамдын 5-беренесинде каралган укуктук негиз жок: маалымат берилген жок.',
      ru: 'На момент передачи нет правового основания по статье 5 закона: данные не переданы.',
      en: 'At the moment of transfer there is no legal ground under article 5 of the law: nothing was transferred.',
    },
  },
  NOT_A_THIRD_PARTY: {
    law: ['CP-12a', 'PD-3.21'],
    text: {
      ky: 'Бул алуучу үчүнчү тарап эмес: маалыматты берүү башка эреже боюнча катталат.',
      ru: 'Этот получатель не третья сторона: такое предоставление учитывается по другим правилам.',
      en: 'This recipient is no third party: such a provision is recorded under other rules.',
    },
  },
  SUBJECT_UNKNOWN: {
    law: ['CP-12a'],
    status: 404,
    text: {
      ky: 'Мындай субъект кармоочуда жок.',
      ru: 'Такого субъекта у держателя нет.',
      en: 'The holder knows no such subject.',
    },
  },
  SUBJECT_TWICE: {
    law: ['CP-12a'],
    text: {
      ky: 'Бир субъект тизмеде эки жолу аталган.',
      ru: 'Один субъект назван в списке дважды.',
      en: 'A subject is named twice in the list.',
    },
  },
  SOURCE_STATED: {
    law: ['CP-15e'],
    status: 409,
    text: {
      ky: 'Бул маалыматтын кайдан алынганы буга чейин көрсөтүлгөн же мындай маалымат берилген эмес.',
      ru: 'Источник этих данных уже указан, или такие данные не передавались.',
      en: 'The source of this item is already stated, or no such item was transferred.',
    },
  },
  EXEMPTION_NOT_ALLOWED: {
    law: ['CP-12c'],
    text: {
      ky: 'Билдирбөөгө 15-берененин 1-бөлүгүнүн 2-пунктунун а) жана б) пунктчаларында каралган учурларда гана жол берилет.',
      ru: 'Не уведомлять можно только в случаях подпунктов а) и б) пункта 2 части 1 статьи 15.',
      en: 'Only the cases of article 15 part 1 item 2 sub-items a) and b) free from notifying.',
    },
  },
  EXEMPTION_UNJUSTIFIED: {
    law: ['CP-12c'],
    text: {
      ky: 'Билдирүүдөн бошотуунун негиздемеси көрсөтүлүшү керек.',
      ru: 'Освобождение от уведомления должно быть обосновано.',
      en: 'An exemption from notifying must be justified.',
    },
  },
  EXEMPTION_NEEDS_OFFICER: {
    law: ['CP-12c'],
    status: 403,
    text: {
      ky: 'Билдирүүдөн бошотууну жооптуу кызматкер өзү чечет; тутум аны белгилей албайт.',
      ru: 'Освобождает от уведомления ответственный сотрудник; информационная система этого не решает.',
      en: 'An officer decides on an exemption from notifying; a system cannot.',
    },
  },
  TRANSFER_UNKNOWN: {
    law: ['CP-12a'],
    status: 404,
    text: { ky: 'Мындай берүү жок.', ru: 'Такой передачи нет.', en: 'There is no such transfer.' },
  },
  HOLDER_NOT_KNOWN: {
    law: ['CP-12b'],
    status: 404,
    text: { ky: 'Мындай кармоочу жок.', ru: 'Такого держателя нет.', en: 'There is no such holder.' },
  },
  NOTICE_UNKNOWN: {
    law: ['CP-12a'],
    status: 404,
    text: { ky: 'Мындай билдирүү жок.', ru: 'Такого уведомления нет.', en: 'There is no such notification.' },
  },
  NOTICE_CLOSED: {
    law: ['CP-1b'],
    status: 409,
    text: {
      ky: 'Билдирүү мындан ары өзгөртүлбөйт: анын абалы {state}.',
      ru: 'Уведомление больше не изменяется: его состояние {state}.',
      en: 'The notification cannot be changed any more: it is {state}.',
    },
  },
  NOTICE_NOT_DELETED: {
    law: ['CP-1b'],
    status: 409,
    text: {
      ky: 'Билдирүү милдети өчүрүлбөйт: ал жөнөтүлгөндө, мыйзамда бошотулганда же билдирүү мүмкүн эместиги маалымдалганда гана жабылат.',
      ru: 'Обязанность уведомить не удаляется: она закрывается отправкой, освобождением по закону или сообщением о невозможности.',
      en: 'A duty to notify is not deleted: it ends when the notification is sent, exempt by law, or reported as impossible.',
    },
  },
  CHANNEL_NOT_ALLOWED: {
    law: ['CP-12d'],
    text: {
      ky: 'Билдирүү телефон, смс, кат же электрондук почта аркылуу гана жөнөтүлөт.',
      ru: 'Уведомляют по телефону, СМС, письмом или по электронной почте; другой способ не уведомление.',
      en: 'Subjects are notified by telephone, SMS, letter or e-mail; nothing else is a notification.',
    },
  },
  NOTIFICATION_CONTENT_INCOMPLETE: {
    law: ['CP-15'],
    text: {
      ky: 'Билдирүүнүн мазмуну толук эмес, жетишпегени: {blocks}.',
      ru: 'Содержание уведомления неполно, нет: {blocks}.',
      en: 'The notification is incomplete; missing: {blocks}.',
    },
  },
  PROOF_MISSING: {
    law: ['CP-14b'],
    status: 409,
    text: {
      ky: 'Субъекттин маалымдалганынын далили жок: телефонограмма, каттын көчүрмөсү же оператордун отчету керек.',
      ru: 'Нет доказательства, что субъект уведомлён: нужна телефонограмма, копия письма или отчёт оператора.',
      en: 'There is no proof that the subject was told: it takes a telephonogram, a copy of the letter, or the provider’s report.',
    },
  },
  PROOF_FILE_UNKNOWN: {
    law: ['CP-14b'],
    text: {
      ky: 'Каттын көчүрмөсү PDF, PNG же JPEG файлы болушу керек.',
      ru: 'Копия письма должна быть файлом PDF, PNG или JPEG.',
      en: 'The copy of the letter must be a PDF, PNG or JPEG file.',
    },
  },
  NOTICE_BEING_SENT: {
    law: ['CP-12a'],
    status: 409,
    text: {
      ky: 'Бул билдирүү жөнөтүлүп жатат.',
      ru: 'Это уведомление уже отправляется.',
      en: 'This notification is already being sent.',
    },
  },
  MOMENT_IMPOSSIBLE: {
    law: ['CP-12b'],
    text: {
      ky: 'Билдирүү учуру маалымат берилгенден мурда же келечекте боло албайт.',
      ru: 'Уведомить нельзя ни раньше передачи, ни в будущем.',
      en: 'A notification is neither earlier than the transfer nor in the future.',
    },
  },
  PROOF_UNKNOWN: {
    law: ['CP-14b'],
    status: 404,
    text: { ky: 'Мындай далил жок.', ru: 'Такого доказательства нет.', en: 'There is no such proof.' },
  },
});
