import { refusals } from '../../platform/refusal.ts';

/** What the drafting page itself refuses, before any act is tried. */
export const refuse = refusals({
  DRAFT_OF_OTHER_HOLDER: {
    law: ['SP-23a'],
    text: {
      ky: 'Бул текст башка кармоочунун саясаты: holder.code дал келбейт.',
      ru: 'Это политика другого держателя: holder.code не совпадает.',
      en: 'This text is the policy of another holder: holder.code differs.',
    },
  },
  DRAFT_CONTRADICTS: {
    law: ['SP-1a'],
    text: {
      ky: 'Текстте мыйзамга карама-каршы келген жерлер бар (төмөндө). Аларды оңдоп, кайра сактаңыз.',
      ru: 'В тексте есть противоречия закону (ниже). Исправьте их и сохраните снова.',
      en: 'The text contradicts the law (see below). Mend it and save again.',
    },
  },
  DRAFT_UNCHANGED: {
    law: ['SP-23a'],
    text: {
      ky: 'Текст күчүндөгү редакциядан айырмаланбайт.',
      ru: 'Текст не отличается от действующей редакции.',
      en: 'The text does not differ from the edition in force.',
    },
  },
  LAST_UPDATE_NOT_STATED: {
    law: ['SP-23b'],
    text: {
      ky: 'Акыркы жаңыртуунун датасы көрсөтүлгөн эмес (document.lastUpdated).',
      ru: 'Не указана дата последнего обновления (document.lastUpdated).',
      en: 'The date of the last update is not stated (document.lastUpdated).',
    },
  },
});
