import type { Holder } from '../../holders/index.ts';
import type { Content, Handler, Handlers } from '../../notices/index.ts';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { fill, langs, type Text3 } from '../../platform/text.ts';
import type { TransferRow } from '../transfer-store.ts';
import type { Action } from './report-read.ts';

// What the authority tells subjects and holders. A mailbox is read by others too: no name and no number of the subject stands in it.

const in3 = (say: (lang: 'ky' | 'ru' | 'en') => string): Text3 =>
  Object.fromEntries(langs.map((lang) => [lang, say(lang)])) as Text3;

const w = {
  subject: {
    ky: 'Жеке маалыматтарыңыздын берилгени жөнүндө',
    ru: 'О передаче ваших персональных данных',
    en: 'About a transfer of your personal data',
  },
  told: {
    ky: 'Жеке маалыматыңыз үчүнчү тарапка берилген. Кармоочу бул тууралуу сизге өзү билдире алган жок, ошондуктан ыйгарым укуктуу мамлекеттик орган билдирет.',
    ru: 'Ваши персональные данные переданы третьей стороне. Держатель не смог сообщить вам об этом сам, поэтому сообщает уполномоченный государственный орган.',
    en: 'Your personal data was transferred to a third party. The holder could not tell you itself, so the authorised state body does.',
  },
  found: {
    ky: 'Арызыңыз боюнча текшерүү жүргүзүлдү: кармоочу сизге билдирүүгө аракет кылганы катталган. Түз кайрылсаңыз болот; байланыш маалыматыңыз кармоочуга берилди.',
    ru: 'По вашему заявлению проведена проверка: держатель пытался вам сообщить. Вы можете обратиться к нему напрямую; ваши контактные данные переданы держателю.',
    en: 'Your application was checked: the holder tried to tell you. You can turn to it directly; your contact data was passed on to the holder.',
  },
  holder: { ky: 'Кармоочу', ru: 'Держатель', en: 'Holder' },
  address: { ky: 'Дареги', ru: 'Адрес', en: 'Address' },
  phone: { ky: 'Телефону', ru: 'Телефон', en: 'Telephone' },
  email: { ky: 'Электрондук почтасы', ru: 'Электронная почта', en: 'E-mail' },
  recipient: { ky: 'Кимге берилген', ru: 'Кому переданы', en: 'Recipient' },
  person: { ky: 'жеке адам', ru: 'физическое лицо', en: 'a natural person' },
  at: { ky: 'Качан берилген', ru: 'Когда переданы', en: 'Transferred' },
  ground: { ky: 'Негизи', ru: 'Основание', en: 'Ground' },
  actions: { ky: 'Кармоочунун аракеттери', ru: 'Принятые держателем меры', en: 'What the holder did' },
  kinds: {
    STATE_BODY_REQUEST: {
      ky: 'мамлекеттик органга суроо-талап',
      ru: 'запрос в государственный орган',
      en: 'a request to a state body',
    },
    PUBLIC_SOURCE: {
      ky: 'жалпыга жеткиликтүү булактан издөө',
      ru: 'поиск в общедоступном источнике',
      en: 'a search in a public source',
    },
    SEND_ATTEMPT: { ky: 'билдирүү аракети', ru: 'попытка уведомления', en: 'an attempt to notify' },
  },
  answered: {
    ky: 'Ыйгарым укуктуу орган № {number} арызыңызга жооп берди',
    ru: 'Уполномоченный орган ответил на ваше заявление № {number}',
    en: 'The authority has answered your application no. {number}',
  },
  sms: {
    told: {
      ky: 'Жеке маалыматыңыз үчүнчү тарапка берилген. Кармоочу: {holder}',
      ru: 'Ваши персональные данные переданы третьей стороне. Держатель: {holder}',
      en: 'Your personal data was transferred to a third party. Holder: {holder}',
    },
    found: {
      ky: 'Арызыңыз боюнча маалымат бар: {holder}, {phone}',
      ru: 'По вашему заявлению есть сведения: {holder}, {phone}',
      en: 'There is news on your application: {holder}, {phone}',
    },
  },
} as const;

const complaintLink = {
  path: '/me/complaints',
  label: { ky: 'Арызды ачуу', ru: 'Открыть заявление', en: 'Open the application' },
};
const holderFacts = ({ body }: Holder): { label: Text3; value: Text3 }[] => [
  { label: w.holder, value: body.name },
  ...(body.address === null ? [] : [{ label: w.address, value: body.address }]),
  ...(['phone', 'email'] as const).flatMap((kind) => {
    const value = body.contacts[kind];
    return value === null ? [] : [{ label: w[kind], value: in3(() => value) }];
  }),
];
const filled = (text: Text3, holder: Holder): Text3 =>
  in3((lang) =>
    text[lang].replace('{holder}', holder.body.name[lang]).replace('{phone}', holder.body.contacts.phone ?? ''),
  );

/** CP-18d: the facts of the transfer, to the contact given at registration. */
export const transferTold = (holder: Holder, transfer: TransferRow): Content => ({
  subject: w.subject,
  lines: [w.told],
  facts: [
    ...holderFacts(holder),
    { label: w.recipient, value: transfer.recipient_name === null ? w.person : in3(() => transfer.recipient_name!) },
    { label: w.at, value: in3((lang) => formatDateTime(lang, transfer.executed_at)) },
    { label: w.ground, value: in3(() => transfer.ground) },
  ],
  sms: filled(w.sms.told, holder),
});

/** PD-15.1: that there is an answer; what it says is read behind the log-in. */
export const complaintAnswered = (number: string): Content => ({
  subject: fill(w.answered, { number }),
  lines: [fill(w.answered, { number })],
  link: complaintLink,
  sms: fill(w.answered, { number }),
});

/** CP-17c: the holder's contacts and what it has done to tell, to who complained. */
export const complaintTold = (holder: Holder, actions: readonly Action[]): Content => ({
  subject: w.subject,
  lines: [w.found],
  facts: [...holderFacts(holder), { label: w.actions, value: in3((lang) => actionsText(lang, actions)) }],
  link: complaintLink,
  sms: filled(w.sms.found, holder),
});

/** "a request to a state body, 24 November; …": what was done, without whom it was asked. */
export const actionsText = (lang: 'ky' | 'ru' | 'en', actions: readonly Action[]): string =>
  actions.map(({ kind, at }) => `${w.kinds[kind][lang]}, ${formatDate(lang, new Date(at))}`).join('; ');

export type Told = {
  readonly channel: 'email' | 'sms';
  readonly address: string;
  readonly lang: 'ky' | 'ru' | 'en';
  readonly content: Content;
};
const told: Handler<Told> = { messages: (_row, message) => [{ to: 'address', ...message }] };
const task = (subject: Text3): Handler => ({ messages: () => [{ to: 'holder', content: { subject } }] });

/** To an address that the authority was given; sealed until it has left. */
export const relayTold = 'relay.told';
export const relayAcknowledged = 'relay.report-acknowledged';
export const relayContact = 'relay.contact-received';
export const searchOpen = 'relay.search-open';
/** The authority's own: a complaint to answer, and one whose term has passed. */
export const complaintOpen = 'relay.complaint-open';
export const complaintOverdue = 'relay.complaint-overdue';
export const relayHandlers: Handlers = {
  [complaintOpen]: task({
    ky: 'Маалымат берүү жөнүндө арызга жооп берүү керек',
    ru: 'Нужно ответить на заявление о передаче данных',
    en: 'An application about a transfer of data has to be answered',
  }),
  [complaintOverdue]: task({
    ky: 'Маалымат берүү жөнүндө арызга жооп берүү мөөнөтү өтүп кетти',
    ru: 'Срок ответа на заявление о передаче данных пропущен',
    en: 'The term for answering an application about a transfer has passed',
  }),
  [relayTold]: told as unknown as Handler,
  [relayAcknowledged]: {
    news: true,
    ...task({
      ky: 'Ыйгарым укуктуу орган субъектке маалымат берилгенин өзү билдирди',
      ru: 'Уполномоченный орган сам сообщил субъекту о передаче данных',
      en: 'The authority has told the subject of the transfer itself',
    }),
  },
  [relayContact]: task({
    ky: 'Ыйгарым укуктуу орган субъекттин байланыш маалыматын берди: билдирүү кайра ачылды',
    ru: 'Уполномоченный орган передал контакты субъекта: уведомление снова открыто',
    en: 'The authority has passed on a subject’s contacts: the notice is open again',
  }),
  [searchOpen]: task({
    ky: 'Берүү жөнүндө билдирүү үчүн субъекттин байланыш маалыматын табуу керек',
    ru: 'Для уведомления о передаче нужно найти контакты субъекта',
    en: 'A subject’s contact has to be found for a notice of transfer',
  }),
};
