import { addressOfParty, audienceOf, consentForReceipt, type Registers } from '../consent/index.ts';
import { holderById, policyVersion } from '../holders/index.ts';
import { keyCompromised, langOfPerson } from '../identity/index.ts';
import type { Keys } from '../keys/index.ts';
import {
  createNotices,
  type Handler,
  type MailSettings,
  type Notices,
  policyChangeHandler,
  policyChangeKind,
  receiptHandlers,
} from '../notices/index.ts';
import { procedures } from '../procedures/index.ts';
import { ceasingHandlers } from './ceasing-told.ts';
import { integrityKind } from './integrity.ts';
import { endHandlers } from './ends-told.ts';
import { transferHandlers } from '../transfers/index.ts';
import { relayHandlers } from '../transfers/relay/index.ts';
import { documentSent } from '../trust/systems/index.ts';
import { keyCompromisedHandler } from './key-compromised.ts';
import { documentSentHandler } from './systems.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/index.ts';
import type { Text3 } from '../platform/text.ts';

/** The outbox with the texts of this house: receipts of consents, announced changes of a policy, messages of cases. */
export function wireNotices(deps: {
  db: Db;
  clock: Clock;
  keys: Keys;
  registers: Registers;
  publicUrl: string;
  mail: MailSettings | null;
  onFault: (error: Error) => void;
}): Notices {
  const { db, clock, keys, registers, publicUrl, mail, onFault } = deps;
  const handlers = {
    ...receiptHandlers(async (tx, row) => {
      const consent =
        row.subjectId === null ? null : await consentForReceipt(tx, { subjectId: row.subjectId, id: row.ref });
      if (consent === null) return null;
      const version = await registers.version(consent.purpose_version_id);
      return {
        holder: consent.holder_name,
        purpose: version!.body.text,
        path: `/me/consents/${consent.id}`,
        validUntil: consent.valid_until?.toISOString() ?? null,
      };
    }),
    [policyChangeKind]: policyChangeHandler(async (tx, row) => {
      const policy = await policyVersion(tx, row.ref);
      if (policy === null) return null;
      const holder = await holderById(tx, policy.holderId);
      return {
        holder: holder!.body.name,
        publicationOn: typeof row.data['publicationOn'] === 'string' ? row.data['publicationOn'] : '',
        path: `/holders/${policy.holderId}/policy`,
      };
    }),
    ...endHandlers,
    [keyCompromised]: keyCompromisedHandler,
    [documentSent]: documentSentHandler,
    ...ceasingHandlers,
    ...transferHandlers,
    ...relayHandlers,
    [integrityKind]: altered,
    'case.told': caseTold,
    'representation.ended': powerEnded(keys),
  };
  return createNotices({
    db,
    clock,
    keys,
    handlers,
    publicUrl,
    mail,
    audience: audienceOf,
    langOf: langOfPerson,
    onFault,
  });
}

const alteredWords = {
  ky: 'Реестрдеги же ээлердин делолорундагы маалымат мыйзамсыз өзгөртүлгөн: ыйгарым укуктуу органга кайрылыңыз',
  ru: 'Сведения реестра или дел владельцев изменены в обход системы: обратитесь в уполномоченный орган',
  en: 'Information of the register or of the owners’ files was changed unlawfully: turn to the authorised body',
};
const altered: Handler = { news: true, messages: () => [{ to: 'holder', content: { subject: alteredWords } }] };
const words = {
  ky: 'Ишиңиз боюнча жаңылык бар.',
  ru: 'По вашему делу есть новость.',
  en: 'There is news in your case.',
};
const label = { ky: 'Ишти ачуу', ru: 'Открыть дело', en: 'Open the case' };

const newsOf = (procedure: unknown): Text3 => {
  const title = procedures.find(({ name }) => name === procedure)?.texts.title;
  return title === undefined
    ? words
    : {
        ky: `Ишиңиз боюнча жаңылык бар: ${title.ky}`,
        ru: `Новость по вашему делу: ${title.ru}`,
        en: `News in your case: ${title.en}`,
      };
};

// What a case tells its parties stands in the case; the message only says in which there is something to read, a text on a telephone not even that.
const caseTold: Handler = {
  messages: (row) => {
    const subject = newsOf(row.data['procedure']);
    // The authority finds what it owes in its own list of duties; the holder's list is not its letterbox.
    return row.data['to'] === 'authority'
      ? []
      : row.subjectId !== null && row.data['to'] === 'subject'
        ? [
            {
              to: 'subject',
              how: 'first',
              channels: ['email', 'inbox'],
              content: { subject, lines: [words], link: { path: `/me/cases/${row.ref}`, label }, sms: words },
            },
          ]
        : [{ to: 'holder', content: { subject }, listed: false }];
  },
};

const powerWords = {
  subject: {
    ky: 'Өкүлдүн ыйгарым укугу токтоду',
    ru: 'Полномочие представителя прекращено',
    en: 'A representative’s power has ended',
  },
  principal: {
    ky: 'Сиздин атыңыздан иш кылууга берилген ыйгарым укук токтоду.',
    ru: 'Полномочие действовать от вашего имени прекращено.',
    en: 'The power to act on your behalf has ended.',
  },
  representative: {
    ky: 'Сиздин башка адамдын атынан иш кылууга болгон ыйгарым укугуңуз токтоду.',
    ru: 'Ваше полномочие действовать от имени другого лица прекращено.',
    en: 'Your power to act on behalf of another person has ended.',
  },
};

// CP-6e: both are told of each end. Where no holder recorded the power, no holder's inbox is the place: the address is.
const powerEnded = (keys: Keys): Handler<{ address?: Awaited<ReturnType<typeof addressOfParty>> }> => ({
  facts: async (tx, row) =>
    row.holderId === null ? { address: await addressOfParty({ keys }, tx, row.ref, String(row.data['to'])) } : {},
  messages: (row, { address }) => {
    const line = row.data['to'] === 'principal' ? powerWords.principal : powerWords.representative;
    const content = { subject: powerWords.subject, lines: [line], sms: line };
    if (row.subjectId !== null) return [{ to: 'subject', how: 'first', channels: ['inbox', 'email', 'sms'], content }];
    if (address === undefined || address === null) return [];
    const channel = address.kind === 'phone' ? 'sms' : 'email';
    return [{ to: 'address', channel, address: address.address, lang: 'ky', content }];
  },
});
