import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  CHECK_UNKNOWN: {
    law: ['ES-13.1.9'],
    status: 404,
    text: {
      ky: 'Борбордо мындай текшерүү жок.',
      ru: 'Такой проверки в центре нет.',
      en: 'The centre has no such check.',
    },
  },
  CHECK_DESTROYED: {
    law: ['ES-13.3.2'],
    status: 410,
    text: {
      ky: 'Текшерүүгө жөнөтүлгөн маалымат мөөнөтүндө жок кылынган; анын издери гана калган.',
      ru: 'Присланное на проверку уничтожено в свой срок; остались только отпечатки.',
      en: 'What was sent to be checked was destroyed in its time; its fingerprints are left.',
    },
  },
  CHECK_POWERS_ENDED: {
    law: ['ES-13.5.2b', 'ES-13.4a'],
    status: 409,
    text: {
      ky: 'Ишенимдүү жактын ыйгарым укугу токтотулган: анын атынан текшерүү суралбайт. Мурунку жоопторуңузду окуй бересиз.',
      ru: 'Полномочия доверенного лица прекращены: от его имени проверка не запрашивается. Прежние ответы остаются доступны.',
      en: 'The powers of the trusted person have ended: no checks are asked for in its name. Earlier answers stay readable.',
    },
  },
  CHECK_CENTRE_NOT_ACCREDITED: {
    law: ['ES-13.1.9', 'ES-15.1'],
    status: 409,
    text: {
      ky: 'Бул борбор азыр аккредиттелген эмес: колтамганы башка борбордо же коомдук баракта текшериңиз.',
      ru: 'Этот центр сейчас не аккредитован: проверьте подпись в другом центре или на общей странице.',
      en: 'This centre is not accredited now: have the signature checked at another one, or on the public page.',
    },
  },
});
