import { refusals } from '../../platform/refusal.ts';

/** Why no signature came from the cloud. In every case none was made here, and nothing was given. */
export const refuse = refusals({
  CLOUD_UNAVAILABLE: {
    law: ['ES-12.2.3'],
    status: 503,
    text: {
      ky: 'Булуттагы колтамга кызматы жооп бербей жатат. Колтамга түзүлгөн жок. Бир аздан кийин кайталаңыз же башка жол менен кол коюңуз.',
      ru: 'Служба облачной подписи не отвечает. Подпись не создана. Повторите позже или подпишите другим способом.',
      en: 'The cloud signature service does not answer. No signature was made. Try again later, or sign in another way.',
    },
  },
  CLOUD_ANSWER_WRONG: {
    law: ['ES-12.2.3'],
    status: 502,
    text: {
      ky: 'Булуттагы колтамга кызматынын жообу түшүнүксүз. Колтамга түзүлгөн жок.',
      ru: 'Ответ службы облачной подписи непонятен. Подпись не создана.',
      en: 'The answer of the cloud signature service cannot be understood. No signature was made.',
    },
  },
  CLOUD_NO_KEY: {
    law: ['ES-5.4.1'],
    status: 409,
    text: {
      ky: 'Булутта сиздин колтамга ачкычыңыз жок. Аны ЦОНдон же күбөлөндүрүүчү борбордон алсаңыз болот, же башка жол менен кол коюңуз.',
      ru: 'В облаке нет вашего ключа подписи. Его можно получить в ЦОНе или удостоверяющем центре, либо подпишите другим способом.',
      en: 'There is no signature key of yours in the cloud. Get one at a public service centre or a certification centre, or sign in another way.',
    },
  },
  CLOUD_KEY_INACTIVE: {
    law: ['ES-11.2b'],
    status: 409,
    text: {
      ky: 'Булуттагы колтамга ачкычыңыз же анын сертификаты колдонулбайт: мөөнөтү бүткөн же токтотулган. Колтамга түзүлгөн жок.',
      ru: 'Ваш ключ подписи в облаке или его сертификат не действует: истёк или прекращён. Подпись не создана.',
      en: 'Your signature key in the cloud, or its certificate, is not in force: it has expired or was ended. No signature was made.',
    },
  },
  CLOUD_CODE_WRONG: {
    law: ['ES-5.3.4', 'ES-12.2.2'],
    text: {
      ky: 'Код туура эмес же эскирген. Колтамга түзүлгөн жок. Кодду текшериңиз же жаңысын суратыңыз.',
      ru: 'Код неверен или устарел. Подпись не создана. Проверьте код или запросите новый.',
      en: 'The code is wrong or too old. No signature was made. Check the code, or ask for a new one.',
    },
  },
  CLOUD_TOO_OFTEN: {
    law: ['ES-10.1a'],
    status: 429,
    text: {
      ky: 'Булуттагы колтамга кызматы аракеттердин санын чектеди. Колтамга түзүлгөн жок. Кийинчерээк кайталаңыз.',
      ru: 'Служба облачной подписи ограничила число попыток. Подпись не создана. Повторите позже.',
      en: 'The cloud signature service limits the number of attempts. No signature was made. Try again later.',
    },
  },
  CLOUD_OTHER_PERSON: {
    law: ['ES-11.3a', 'ES-5.3.2'],
    status: 409,
    text: {
      ky: 'Булуттагы ачкычтын сертификаты башка адамга берилген. Аны менен кол коюлган жок.',
      ru: 'Сертификат ключа в облаке выдан другому лицу. Им ничего не подписано.',
      en: 'The certificate of the key in the cloud was issued to somebody else. Nothing was signed with it.',
    },
  },
});
