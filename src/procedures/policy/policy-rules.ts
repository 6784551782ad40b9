import { dayOf, endOfDay } from '../../law/index.ts';
import type { Guard, View } from '../../cases/index.ts';
import { refusals, type Refusal } from '../../platform/refusal.ts';
import type { Announcement, Draft, Notification, Publication } from './change-of-policy.ts';

// SP-10, SP-23: when a new edition of a policy may be published. Pure.

export const refusePolicy = refusals({
  POLICY_NOTICE_TOO_SHORT: {
    law: ['SP-23d'],
    text: {
      ky: 'Пландалып жаткан өзгөртүүлөр жаңы редакция жарыяланганга чейин 14 жумушчу күндөн кем эмес убакытта жарыяланышы керек. Эң эрте жарыялоо күнү: {earliest}.',
      ru: 'О планируемых изменениях следует объявить не менее чем за 14 рабочих дней до опубликования новой редакции. Самый ранний день опубликования: {earliest}.',
      en: 'Planned changes must be announced at least 14 working days before the new edition is published. Earliest day of publication: {earliest}.',
    },
  },
  ADVANCE_PUBLICATION_MISSING: {
    law: ['SP-23e'],
    text: {
      ky: 'Пландалып жаткан өзгөртүүлөр алдын ала жарыяланган эмес.',
      ru: 'О планируемых изменениях не объявлено заранее.',
      en: 'The planned changes have not been announced in advance.',
    },
  },
  ANNOUNCEMENT_INCOMPLETE: {
    law: ['SP-23e'],
    text: {
      ky: 'Жарыялоонун далилин көрсөтүңүз.',
      ru: 'Укажите подтверждение объявления.',
      en: 'State the proof of the announcement.',
    },
  },
  NOTICE_OF_CHANGE_MISSING: {
    law: ['SP-10b'],
    text: {
      ky: 'Жеке маалыматтар субъекттерине өзгөртүүлөр жөнүндө кабарланган эмес.',
      ru: 'Субъекты персональных данных не уведомлены об изменениях.',
      en: 'The data subjects have not been notified of the change.',
    },
  },
  PROOF_OF_NOTICE_MISSING: {
    law: ['SP-10b'],
    text: {
      ky: 'Бул канал боюнча кабарлоонун далилин көрсөтүңүз.',
      ru: 'Укажите подтверждение уведомления по этому каналу.',
      en: 'State the proof of the notification by this channel.',
    },
  },
  LAST_UPDATE_DATE_MISSING: {
    law: ['SP-23b'],
    text: {
      ky: 'Жаңы редакцияда акыркы жаңыртуунун датасы көрсөтүлүшү керек.',
      ru: 'В новой редакции должна быть указана дата последнего обновления.',
      en: 'The new edition must show the date of the last update.',
    },
  },
  EDITION_UNKNOWN: {
    law: ['SP-23a'],
    text: {
      ky: 'Кармоочунун мындай долбоору жок.',
      ru: 'У держателя нет такого проекта редакции.',
      en: 'The holder has no such draft.',
    },
  },
  EDITION_CHANGED: {
    law: ['SP-10a'],
    status: 409,
    text: {
      ky: 'Долбоордун тексти иште көрсөтүлгөн текст менен дал келбейт: хештери айырмаланат.',
      ru: 'Текст проекта не совпадает с названным в деле: хеши различаются.',
      en: 'The text of the draft is not the one named in the case: the hashes differ.',
    },
  },
  PUBLISHED_VERSION_IMMUTABLE: {
    law: ['SP-23a'],
    status: 409,
    text: {
      ky: 'Бул редакция боюнча иш аяктаган, аны өзгөртүүгө болбойт. Өзгөртүү үчүн жаңы редакцияны баштаңыз.',
      ru: 'Работа над этой редакцией завершена, изменить её нельзя. Для изменений начните новую редакцию.',
      en: 'This edition is closed and cannot be edited. To change the policy, start a new edition.',
    },
  },
});

/** The edition the case is about, as it stands in the register of policies; the tests of the rules alone load none. */
export type PolicyFacts =
  | { readonly edition: { readonly draft: boolean; readonly contentHash: string } | null }
  | undefined;

/** A case is opened about a draft of the same holder, by its text. */
export const draftIsHere: Guard<Draft, PolicyFacts> = (view, { contentHash }) => {
  if (view.facts === undefined) return null;
  const { edition } = view.facts;
  if (edition === null || !edition.draft) return refusePolicy('EDITION_UNKNOWN', { field: 'versionId' });
  return edition.contentHash === contentHash ? null : refusePolicy('EDITION_CHANGED', { field: 'contentHash' });
};

/** SP-10a: what is approved is the text of the draft as the case last named it. */
export const textIsTheDrafted: Guard<object, PolicyFacts> = (view) => {
  if (view.facts === undefined) return null;
  const named = (view.last('revise') ?? view.last('draft')!).data['contentHash'];
  return view.facts.edition?.contentHash === named ? null : refusePolicy('EDITION_CHANGED');
};

const noticeTooShort = (earliest: Date, field?: string): Refusal =>
  refusePolicy('POLICY_NOTICE_TOO_SHORT', {
    values: { earliest: dayOf(earliest) },
    details: { earliest: dayOf(earliest) },
    ...(field === undefined ? {} : { field }),
  });

export const announcedInFull: Guard<Announcement> = (_view, { proof }) =>
  proof?.trim() ? null : refusePolicy('ANNOUNCEMENT_INCOMPLETE', { field: 'proof' });

/** SP-23d: a plan that leaves the users less than the term is refused when it is announced, not on the day. */
export const planIsLongEnough: Guard<Announcement> = (view, { publicationOn }) => {
  const earliest = view.law.earliestAfter('SP-23d', view.now);
  return publicationOn < dayOf(earliest) ? noticeTooShort(earliest, 'publicationOn') : null;
};

export const namedProof: Guard<Notification> = (_view, { proof }) =>
  proof?.trim() ? null : refusePolicy('PROOF_OF_NOTICE_MISSING', { field: 'proof' });

export const wasAnnounced: Guard<Publication> = (view) =>
  view.last('announce') ? null : refusePolicy('ADVANCE_PUBLICATION_MISSING');

export const notBeforeNotice: Guard<Publication> = (view) => {
  const earliest = view.law.earliestAfter('SP-23d', view.last('announce')!.at);
  return view.now < earliest ? noticeTooShort(earliest) : null;
};

export const usersWereNotified: Guard<Publication> = (view) =>
  view.all('notify').length > 0 ? null : refusePolicy('NOTICE_OF_CHANGE_MISSING');

export const updateDateStands: Guard<Publication> = (_view, { lastUpdatedOn }) =>
  lastUpdatedOn === undefined ? refusePolicy('LAST_UPDATE_DATE_MISSING', { field: 'lastUpdatedOn' }) : null;

/** 24:00 of the day named in the announcement. */
export const announcedDay = (view: View<never>): Date =>
  endOfDay((view.last('announce')!.data as Announcement).publicationOn);
