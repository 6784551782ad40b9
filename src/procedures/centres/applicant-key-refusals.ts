import { refusals } from '../../platform/refusal.ts';

/** ES-13.1.4, ES-13.1.7: what stands in the way of keys that the centre makes. */
export const refuseKeys = refusals({
  KEYS_NOT_ASKED: {
    law: ['ES-13.1.7a'],
    status: 409,
    text: {
      ky: 'Арыз ээси борбордон мындай ачкыч түзүүнү сураган эмес.',
      ru: 'Заявитель не просил центр создать такие ключи.',
      en: 'The applicant has not asked the centre for such keys.',
    },
  },
  KEYS_MEANS_UNCONFIRMED: {
    law: ['ES-13.1.7a', 'ES-12.1'],
    text: {
      ky: 'Ачкыч тастыкталган каражаттардын тизмесиндеги каражат менен гана түзүлөт.',
      ru: 'Ключи создаются только средством из перечня подтверждённых.',
      en: 'Keys are made only with a means of the list of confirmed means.',
    },
  },
  KEYS_NOT_MADE: {
    law: ['ES-13.1.7a', 'ES-13.1.4a'],
    status: 409,
    text: {
      ky: 'Ачкычтар түзүлө элек: сертификат түзүлгөн ачкычка гана берилет.',
      ru: 'Ключи ещё не созданы: сертификат выдаётся на созданный ключ.',
      en: 'The keys are not made yet: a certificate is issued for a key that was made.',
    },
  },
  KEYS_NOT_MADE_HERE: {
    law: ['ES-13.1.7a'],
    status: 409,
    text: {
      ky: 'Бул ачкыч борбордо түзүлгөн эмес. Ачкычты арыз ээси өз баракчасында, сырсөз коюп түздүрөт.',
      ru: 'Этот ключ создан не в центре. Заявитель создаёт его на своей странице, задав пароль.',
      en: 'This key was not made at the centre. The applicant has it made on the applicant’s own page, under a password.',
    },
  },
  KEYS_NOT_TAKEN: {
    law: ['ES-13.1.7b', 'ES-13.1.4a'],
    status: 409,
    text: {
      ky: 'Ачкыч арыз ээсине тапшырыла элек: алгач ачкыч файлы же токен тапшырылат.',
      ru: 'Ключ ещё не передан заявителю: сначала передаётся файл с ключом или токен.',
      en: 'The key has not been handed to the applicant yet: the key file or the token goes first.',
    },
  },
  KEYS_GONE: {
    law: ['ES-13.1.7b'],
    status: 409,
    text: {
      ky: 'Борбордо бул ачкыч жок: ал бир гана жолу тапшырылып, дароо жок кылынат.',
      ru: 'В центре этого ключа нет: он передаётся один раз и сразу уничтожается.',
      en: 'The centre does not have this key: it is handed over once and erased at once.',
    },
  },
  KEYS_PASSWORD_WEAK: {
    law: ['ES-13.1.7b'],
    text: {
      ky: 'Сырсөз 12ден 64кө чейинки белгиден турсун: латын тамгалары, сандар, тыныш белгилери.',
      ru: 'Пароль: от 12 до 64 знаков, латинские буквы, цифры и знаки препинания.',
      en: 'The password has 12 to 64 characters: Latin letters, digits, punctuation.',
    },
  },
  KEYS_PASSWORDS_DIFFER: {
    law: ['ES-13.1.7b'],
    text: {
      ky: 'Сырсөз эки жолу бирдей жазылган жок.',
      ru: 'Пароли не совпадают.',
      en: 'The password was not written the same way twice.',
    },
  },
  KEYS_PASSWORD_WRONG: {
    law: ['ES-13.1.7b'],
    text: {
      ky: 'Сырсөз туура эмес. Ачкычты түздүргөндө койгон сырсөзүңүздү жазыңыз.',
      ru: 'Пароль неверен. Введите пароль, заданный при создании ключа.',
      en: 'The password is wrong. Enter the one you set when the key was made.',
    },
  },
  KEYS_OTHER_TOKEN: {
    law: ['ES-13.1.4a'],
    text: {
      ky: 'Ачкыч башка токенде түзүлгөн: сериялык номери дал келбейт.',
      ru: 'Ключ создан в другом токене: серийный номер не совпадает.',
      en: 'The key was made in another token: the serial number differs.',
    },
  },
});
