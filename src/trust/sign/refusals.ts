import { refusals } from '../../platform/refusal.ts';

/** Why a signature with the key of a certificate is not taken. */
export const refuse = refusals({
  CERTIFICATE_UNREADABLE: {
    law: ['ES-2.2a'],
    text: {
      ky: 'Бул сертификат эмес же ал бузулган: аны окуу мүмкүн эмес.',
      ru: 'Это не сертификат, или он повреждён: прочитать его невозможно.',
      en: 'This is no certificate, or it is damaged: it cannot be read.',
    },
  },
  KEY_NOT_FOR_SIGNING: {
    law: ['ES-12.1.1', 'ES-12.1.2'],
    text: {
      ky: 'Бул сертификаттын ачкычы жаңы колтамгалар үчүн жетиштүү бекем эмес же анын алгоритми ишенимдүү эмес.',
      ru: 'Ключ этого сертификата недостаточно стоек для новых подписей, или его алгоритм не является надёжным.',
      en: 'The key of this certificate is not strong enough for new signatures, or its algorithm is not trusted.',
    },
  },
  SIGNATURE_NOT_OF_KEY: {
    law: ['ES-5.3.1', 'ES-11.3b'],
    text: {
      ky: 'Колтамга көрсөтүлгөн документке бул сертификаттын ачкычы менен коюлган эмес. Колтамга түзүлгөн жок деп эсептелет.',
      ru: 'Подпись поставлена не ключом этого сертификата или не под показанным документом. Подпись не принята.',
      en: 'The signature was not made with the key of this certificate over the document shown. It is not accepted.',
    },
  },
  REMOTE_MESSAGE_WRONG: {
    law: ['ES-5.3.2', 'ES-12.2.3'],
    status: 502,
    text: {
      ky: 'Булуттагы колтамга кызматы окулбай турган жооп берди. Колтамга кабыл алынган жок.',
      ru: 'Служба облачной подписи дала ответ, который нельзя прочитать как подпись. Подпись не принята.',
      en: 'The cloud signature service gave an answer that cannot be read as a signature. It was not taken.',
    },
  },
  REMOTE_OTHER_DOCUMENT: {
    law: ['ES-12.2.1', 'ES-11.3b'],
    status: 502,
    text: {
      ky: 'Булуттагы колтамга кызматы сизге көрсөтүлгөн документке эмес, башка документке кол койду. Колтамга кабыл алынган жок.',
      ru: 'Служба облачной подписи подписала не тот документ, который вам показан. Подпись не принята.',
      en: 'The cloud signature service signed another document than the one shown to you. The signature was not taken.',
    },
  },
  REMOTE_NOT_NOW: {
    law: ['ES-12.2.2', 'ES-10.1b'],
    status: 502,
    text: {
      ky: 'Булуттагы колтамга кызматы сиз ырастаган учурда эмес, башка убакта түзүлгөн колтамганы берди. Ал кабыл алынган жок.',
      ru: 'Служба облачной подписи прислала подпись, созданную не в момент вашего подтверждения. Она не принята.',
      en: 'The cloud signature service sent a signature that was not made at the moment you confirmed. It was not taken.',
    },
  },
  TIME_STAMP_MISSING: {
    law: ['ES-11.2a'],
    status: 503,
    text: {
      ky: 'Убакыт белгиси кызматы азыр жооп бербейт, ошондуктан колтамга кабыл алынган жок. Бир аздан кийин кайталаңыз.',
      ru: 'Служба штампов времени сейчас не отвечает, поэтому подпись не принята. Повторите позже.',
      en: 'The time-stamp service does not answer now, so the signature was not taken. Try again later.',
    },
  },
  STATUS_MISSING: {
    law: ['ES-11.2a'],
    status: 503,
    text: {
      ky: 'Сертификаттын абалы жөнүндө кызмат азыр жооп бербейт, ошондуктан колтамга кабыл алынган жок. Бир аздан кийин кайталаңыз.',
      ru: 'Служба статуса сертификатов сейчас не отвечает, поэтому подпись не принята. Повторите позже.',
      en: 'The service of certificate status does not answer now, so the signature was not taken. Try again later.',
    },
  },
  SIGN_LIMIT: {
    law: ['ES-17.6.2', 'ES-17.2.6'],
    text: {
      ky: 'Сертификаттагы чектөө мындай колдонууга жол бербейт ({about}). Ачкыч пайдаланылган жок.',
      ru: 'Ограничение в сертификате не допускает такого использования ({about}). Ключ не использован.',
      en: 'A limit in the certificate does not allow this use ({about}). The key was not used.',
    },
  },
  SIGNATURE_NOT_AUTHENTIC: {
    law: ['ES-11a'],
    text: {
      ky: 'Колтамга кабыл алынган жок: мыйзамдын бул шарты сакталган эмес – «{condition}». {finding}',
      ru: 'Подпись не принята: не соблюдено условие закона «{condition}». {finding}',
      en: 'The signature was not taken: this condition of the law is not met: “{condition}”. {finding}',
    },
  },
});
