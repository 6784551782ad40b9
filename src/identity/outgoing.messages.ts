import type { Text3 } from '../platform/text.ts';

// What leaves by e-mail or SMS. No personal data in it.

type Outgoing = { readonly subject: Text3; readonly text: Text3 };

export const messages = {
  signUpCode: (code: string): Outgoing => ({
    subject: { ky: 'Макулдук: каттоо коду', ru: 'Макулдук: код регистрации', en: 'Makulduk: sign-up code' },
    text: {
      ky: `Каттоо коду: ${code}. Ал 15 мүнөт жарактуу. Аны эч кимге айтпаңыз.`,
      ru: `Код регистрации: ${code}. Действует 15 минут. Никому его не сообщайте.`,
      en: `Your sign-up code is ${code}. It works for 15 minutes. Tell it to nobody.`,
    },
  }),
  alreadyRegistered: {
    subject: {
      ky: 'Макулдук: эсебиңиз бар',
      ru: 'Макулдук: у вас есть учётная запись',
      en: 'Makulduk: you have an account',
    },
    text: {
      ky: 'Бул дарек менен кимдир бирөө каттоодон өтүүгө аракет кылды. Сизде мурунтан эсеп бар. Эгер бул сиз болсоңуз, кириңиз же сырсөздү калыбына келтириңиз; болбосо эч нерсе кылбаңыз.',
      ru: 'Кто-то пытался зарегистрироваться с этим адресом. У вас уже есть учётная запись. Если это были вы, войдите или восстановите доступ; если нет, ничего делать не нужно.',
      en: 'Somebody tried to sign up with this address. You already have an account. If it was you, sign in or recover access; if not, there is nothing to do.',
    },
  } satisfies Outgoing,
  recoveryLink: (link: string): Outgoing => ({
    subject: {
      ky: 'Макулдук: эсепке кирүүнү калыбына келтирүү',
      ru: 'Макулдук: восстановление доступа',
      en: 'Makulduk: recover access',
    },
    text: {
      ky: `Жаңы сырсөз коюу үчүн бул шилтемени ачыңыз: ${link} Ал 30 мүнөт жарактуу. Сиз сурабасаңыз, көңүл бурбаңыз.`,
      ru: `Чтобы задать новый пароль, откройте ссылку: ${link} Она действует 30 минут. Если вы не запрашивали, не обращайте внимания.`,
      en: `Open this link to set a new password: ${link} It works for 30 minutes. If you did not ask for it, ignore this message.`,
    },
  }),
  accessRecovered: {
    subject: { ky: 'Макулдук: сырсөз өзгөртүлдү', ru: 'Макулдук: пароль изменён', en: 'Makulduk: password changed' },
    text: {
      ky: 'Эсебиңиздин сырсөзү калыбына келтирүү аркылуу өзгөртүлдү, бардык сеанстар жабылды. Эгер бул сиз эмес болсоңуз, дароо бизге кайрылыңыз.',
      ru: 'Пароль вашей учётной записи изменён через восстановление, все сеансы завершены. Если это были не вы, сразу обратитесь к нам.',
      en: 'The password of your account was changed by recovery and all sessions ended. If it was not you, turn to us at once.',
    },
  } satisfies Outgoing,
  personMerged: {
    subject: {
      ky: 'Макулдук: жазууларыңыз бириктирилди',
      ru: 'Макулдук: ваши записи объединены',
      en: 'Makulduk: your records were joined',
    },
    text: {
      ky: 'Ыйгарым укуктуу органдын чечими менен эки жазуу бир адамдыкы деп табылып, бириктирилди. Эсебиңиз, ачкычтарыңыз жана макулдашууларыңыз мурдагыдай иштейт.',
      ru: 'По решению уполномоченного органа две записи признаны записями одного человека и объединены. Ваша учётная запись, ключи доступа и соглашения действуют как прежде.',
      en: 'By a decision of the authorised body two records were found to be of one person and joined. Your account, passkeys and agreements work as before.',
    },
  } satisfies Outgoing,
  bindingEndedByMerge: {
    subject: {
      ky: 'Макулдук: эсептин инсанга байланышы токтоду',
      ru: 'Макулдук: привязка учётной записи прекращена',
      en: 'Makulduk: the account no longer stands for a person',
    },
    text: {
      ky: 'Ыйгарым укуктуу органдын чечими менен эки жазуу бир адамдыкы деп табылды. Мындан ары башка эсебиңиз колдонулат; бул эсептин сеанстары жабылды. Мурда коюлган колтамгалар күчүндө калат.',
      ru: 'По решению уполномоченного органа две записи признаны записями одного человека. Впредь действует другая ваша учётная запись; сеансы этой завершены. Ранее поставленные подписи сохраняют силу.',
      en: 'By a decision of the authorised body two records were found to be of one person. Your other account is the one that counts from now on; sessions of this one have ended. Signatures made before keep their force.',
    },
  } satisfies Outgoing,
};
