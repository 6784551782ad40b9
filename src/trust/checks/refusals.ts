import { refusals } from '../../platform/refusal.ts';
import { mostKept } from './bound.ts';

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
  CHECKS_TOO_MANY: {
    law: ['ES-13.1.9', 'ES-13.3.2'],
    status: 429,
    text: {
      ky: `Борбор бир катышуучу үчүн ${mostKept.days} күндө сактай турган текшерүүлөрдүн чегине жеттиңиз. Мурунку жооптор өз ордунда калат: алардын ар бири боюнча талап коюуга болот. Сакталбаган текшерүү коомдук баракта ар дайым ачык.`,
      ru: `Достигнут предел проверок, которые центр хранит для одного участника за ${mostKept.days} дней. Прежние ответы остаются на месте: по каждому из них можно предъявить требование. Проверка без хранения всегда открыта на общей странице.`,
      en: `This is as many checks as a centre keeps for one participant in ${mostKept.days} days. Earlier answers stay where they are: a claim can be made about each. Signatures are checked without being kept on the public page at any time.`,
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
