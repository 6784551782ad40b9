import type { Handler } from '../notices/index.ts';
import { formatDateTime } from '../platform/dates.ts';
import type { Text3 } from '../platform/text.ts';

const list = (value: unknown): string =>
  Array.isArray(value) ? value.map((one) => `№ ${String(one)}`).join(', ') : '';

/** ES-10.2b: a participant who was sent something signed with the key is told of which certificate and when it was reported. */
export const keyCompromisedHandler: Handler = {
  news: true,
  messages: ({ data, createdAt, subjectId }) => {
    const numbers = list(data['certificates']);
    const at = typeof data['at'] === 'string' ? new Date(data['at']) : createdAt;
    const subject: Text3 = {
      ky: `Сертификаттын (${numbers}) колтамга ачкычынын купуялуулугу бузулган. Ээси ${formatDateTime('ky', at)} билдирди: мындан кийинки колтамгаларга таянбаңыз`,
      ru: `Нарушена конфиденциальность ключа подписи сертификата (${numbers}). Владелец сообщил ${formatDateTime('ru', at)}: не полагайтесь на более поздние подписи`,
      en: `The secrecy of the signature key of a certificate (${numbers}) is broken. Its owner reported it on ${formatDateTime('en', at)}: do not rely on later signatures`,
    };
    return subjectId === null
      ? [{ to: 'holder', content: { subject } }]
      : [
          {
            to: 'subject',
            how: 'first',
            channels: ['inbox', 'email', 'sms'],
            content: { subject, lines: [subject], sms: subject },
          },
        ];
  },
};
