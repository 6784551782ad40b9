import { refusals } from '../../platform/refusal.ts';

export const refuse = refusals({
  TRUSTED_LIST_UNKNOWN: {
    law: ['ES-8.3a'],
    status: 404,
    text: {
      ky: 'Бул учурга карата ишеним тизмеси чыгарыла элек.',
      ru: 'На этот момент списка доверия ещё нет.',
      en: 'There is no trusted list as of that moment yet.',
    },
  },
});
