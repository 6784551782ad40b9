import { formatDate, formatDateTime } from '../../platform/dates.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import {
  type AuthorityDocument,
  type ConsentDocument,
  type DataItem,
  fullName,
  type Party,
  type Person,
  type Purpose,
  type ValidityEnd,
  type Words,
} from './document.ts';
import { actionNames, languageNames, methodNames, norms, say } from './document.messages.ts';
import { inLanguage, type Pair, type Printer, type Row, type Section } from './printing.ts';

// CP-8, PD-9.3, PD-9.6 as numbered sections: the supplement, the CP-8 consent and the notice are made of them.

const section = (p: Printer, heading: Text3, law: keyof typeof norms, rows: readonly Row[]): Section => ({
  heading: p.say(heading),
  law: norms[law],
  rows,
});
const row = (p: Printer, label: Text3 | null, ...values: readonly Pair[]): Row => ({
  label: label === null ? null : p.say(label),
  values,
});

const identityOf = (p: Printer, { identityDocument: document }: Person): Pair =>
  p.say(say.identityValue, {
    type: document.typeName,
    series: document.series === null ? '' : `${document.series} `,
    number: document.number,
    issuedOn: (lang) => formatDate(lang, document.issuedOn),
    issuedBy: document.issuedBy,
  });

/** CP-8b-4: the power's requisites in one line, as CP-F-19 has a line for them. */
export function authorityIn(lang: Lang, authority: AuthorityDocument): string {
  const title = inLanguage(authority.title, lang);
  const number = authority.number === null ? null : `${lang === 'en' ? 'No.' : '№'} ${authority.number}`;
  const date = authority.date === null ? null : formatDate(lang, authority.date);
  const line = [title, authority.provision, number, date, authority.issuedBy]
    .filter((part) => part !== null)
    .join(', ');
  if (authority.validUntil === null) return line;
  return say.authorityUntil[lang]
    .replace('{authority}', () => line)
    .replace('{until}', formatDate(lang, authority.validUntil));
}

const personRows = (p: Printer, person: Person): readonly Row[] => [
  row(p, say.name, p.plain(fullName(person.name))),
  row(p, say.address, p.plain(person.address.text)),
  row(p, say.identity, identityOf(p, person)),
];

export const subjectSection = (p: Printer, { subject }: Pick<ConsentDocument, 'subject'>): Section =>
  section(p, say.subject, 'person', personRows(p, subject));

export const representativeSection = (
  p: Printer,
  { representative }: Pick<ConsentDocument, 'representative'>,
): readonly Section[] =>
  representative === null
    ? []
    : [
        section(p, say.representative, 'representative', [
          ...personRows(p, representative),
          row(
            p,
            say.authority,
            p.each((lang) => authorityIn(lang, representative.authority)),
          ),
        ]),
      ];

export function holderSection(
  p: Printer,
  { holder, obtainedBy }: Pick<ConsentDocument, 'holder' | 'obtainedBy'>,
): Section {
  const { contacts, identity } = holder;
  const reached = [contacts.phone, contacts.email, contacts.site].filter((one) => one !== null);
  const identified: readonly Row[] =
    identity === null
      ? []
      : identity.kind === 'natural_person'
        ? [row(p, say.personalNumber, p.plain(identity.personalNumber))]
        : [
            row(p, say.taxNumber, p.plain(identity.taxNumber)),
            row(
              p,
              say.registration,
              p.say(say.registrationValue, {
                number: identity.registration.number,
                date: (lang) => formatDate(lang, identity.registration.date),
                issuedBy: identity.registration.issuedBy,
              }),
            ),
          ];
  return section(p, say.holder, 'content', [
    row(p, say.organisation, p.words(holder.name)),
    row(p, say.place, p.words(holder.address)),
    ...(reached.length === 0 ? [] : [row(p, say.contacts, p.plain(reached.join(', ')))]),
    ...identified,
    row(
      p,
      say.obtainedBy,
      obtainedBy.role === 'holder'
        ? p.say(say.byHolder)
        : p.say(say.byProcessor, { name: obtainedBy.name, address: obtainedBy.address }),
    ),
  ]);
}

export const groundSection = (
  p: Printer,
  { grounds, purposes }: Pick<ConsentDocument, 'grounds' | 'purposes'>,
): Section =>
  section(p, say.groundAndPurpose, 'told', [
    row(p, say.grounds, ...grounds.map((ground) => p.words(ground.text))),
    row(p, say.purposes, ...purposes.map((purpose) => p.words(purpose.text))),
  ]);

type Asked = Omit<DataItem, 'choice'> & { readonly choice?: DataItem['choice'] };

// PD-9.6-7b: with several purposes each item says which of them it serves.
function itemLine(p: Printer, item: Asked, purposes: readonly Purpose[], markOptional: boolean): Pair {
  const line = (lang: Lang): string => {
    let text = inLanguage(item.text, lang);
    if (item.special) text = say.special[lang].replace('{item}', () => text);
    if (markOptional && !item.required) text = say.optional[lang].replace('{item}', () => text);
    if (purposes.length < 2) return text;
    const served = purposes
      .filter((purpose) => item.purposes.includes(purpose.code))
      .map((one) => inLanguage(one.text, lang));
    return say.purposeOf[lang].replace('{item}', () => text).replace('{purposes}', () => served.join('; '));
  };
  return p.each(line);
}

export function dataSection(
  p: Printer,
  { dataItems, purposes }: Pick<ConsentDocument, 'dataItems' | 'purposes'>,
): Section {
  const lines = (choice: DataItem['choice']): readonly Pair[] =>
    dataItems.filter((item) => item.choice === choice).map((item) => itemLine(p, item, purposes, false));
  const declined = lines('declined');
  return section(p, say.data, 'told', [
    row(p, say.given, ...lines('given')),
    ...(declined.length === 0 ? [] : [row(p, say.declined, ...declined)]),
  ]);
}

export const askedSection = (p: Printer, items: readonly Asked[], purposes: readonly Purpose[]): Section =>
  section(p, say.data, 'notice', [row(p, say.asked, ...items.map((item) => itemLine(p, item, purposes, true)))]);

const partyLine = (p: Printer, party: Party): Pair =>
  p.say(say.partyValue, { name: party.name, address: party.address });

export const processorSection = (p: Printer, { processors }: Pick<ConsentDocument, 'processors'>): Section =>
  section(p, say.processors, 'content', [
    processors.stated === 'none'
      ? row(p, null, p.say(say.noProcessor))
      : row(p, null, ...processors.list.map((party) => partyLine(p, party))),
  ]);

export const actionSection = (
  p: Printer,
  { actions, methods, otherUse }: Pick<ConsentDocument, 'actions' | 'methods' | 'otherUse'>,
): Section =>
  section(p, say.actions, 'content', [
    row(
      p,
      say.actionList,
      p.each((lang) => actions.map((code) => actionNames[code][lang]).join(', ')),
    ),
    row(p, say.methods, p.say(methodNames[methods.kind]), p.words(methods.text)),
    row(
      p,
      say.otherUse,
      otherUse.possible && otherUse.description !== null ? p.words(otherUse.description) : p.say(say.noOtherUse),
    ),
  ]);

export function sharingSection(
  p: Printer,
  doc: Pick<ConsentDocument, 'thirdPartyTransfer' | 'crossBorder' | 'publicDistribution'>,
): Section {
  const { thirdPartyTransfer: transfer, crossBorder, publicDistribution } = doc;
  const recipients = transfer.recipients.map((recipient) => p.words(recipient.name));
  const rows = [
    transfer.possible
      ? row(p, say.thirdParties, p.say(say.transferYes), ...recipients)
      : row(p, say.thirdParties, p.say(say.transferNo)),
  ];
  if (crossBorder !== null)
    rows.push(
      crossBorder.planned
        ? row(p, say.crossBorder, p.say(say.crossBorderYes), ...crossBorder.countries.map((one) => p.words(one.name)))
        : row(p, say.crossBorder, p.say(say.crossBorderNo)),
    );
  if (publicDistribution !== null)
    rows.push(
      row(
        p,
        say.publicly,
        publicDistribution.planned && publicDistribution.where !== null
          ? p.say(say.publicYes, { where: publicDistribution.where })
          : p.say(say.publicNo),
      ),
    );
  return section(p, say.sharing, 'told', rows);
}

function endLine(p: Printer, end: ValidityEnd, from: string | null): Pair {
  const dated = (day: string) => (lang: Lang) => formatDate(lang, day);
  const start: { from?: (lang: Lang) => string } = from === null ? {} : { from: dated(from) };
  if (end.kind === 'date')
    return p.say(from === null ? say.validityDate : say.fromTo, { ...start, until: dated(end.until) });
  if (end.kind === 'event')
    return p.say(from === null ? say.validityEvent : say.fromEvent, { ...start, event: end.event });
  return p.say(from === null ? say.validityLaw : say.fromLaw, { ...start, provision: end.provision });
}

export function termSection(
  p: Printer,
  doc: { readonly end: ValidityEnd; readonly from: string | null; readonly onForm: boolean } & Pick<
    ConsentDocument,
    'storageTerm'
  >,
): Section {
  const { storageTerm } = doc;
  const provision = storageTerm?.provision ?? null;
  return section(p, say.term, 'content', [
    row(p, say.validity, endLine(p, doc.end, doc.from), ...(doc.onForm ? [p.say(say.earlier)] : [])),
    ...(storageTerm === null
      ? []
      : [row(p, say.storage, p.words(storageTerm.text), ...(provision === null ? [] : [p.words(provision)]))]),
  ]);
}

export const extraSection = (
  p: Printer,
  extra: readonly { readonly label: Words; readonly value: Words }[],
): readonly Section[] =>
  extra.length === 0
    ? []
    : [
        section(
          p,
          say.extra,
          'draft',
          extra.map((field) => ({ label: p.words(field.label), values: [p.words(field.value)] })),
        ),
      ];

export const noticeSection = (p: Printer, { notice }: Pick<ConsentDocument, 'notice'>): Section =>
  section(p, say.notice, 'notice', [
    row(
      p,
      say.noticeShown,
      p.say(say.noticeShownValue, {
        at: (lang) => formatDateTime(lang, momentOf(notice.acquaintedAt)),
        language: languageNames[notice.language],
      }),
    ),
    row(p, say.noticeId, p.plain(notice.id)),
    row(p, say.noticeHash, p.plain(notice.hash)),
  ]);

/** A stored moment as the formatters take it. */
export const momentOf = (moment: string): Date => new Date(Date.parse(moment));
