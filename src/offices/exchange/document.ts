import { formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  button,
  buttonGroup,
  codeBlock,
  details,
  errorFor,
  form,
  html,
  type Html,
  linkButton,
  radios,
  summaryList,
  table,
} from '../../platform/html/index.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import { mediaTypeOf, plainText } from '../../platform/media-type.ts';
import type { Lang } from '../../platform/text.ts';
import { type DocumentForParty, type OpenedDocument, refusalReasons } from '../../trust/systems/index.ts';
import { numberText } from '../certificates/words.ts';
import { type Trouble, troubleTop } from '../holder/trouble.ts';
import { reportBody } from '../public/signature-report.ts';
import { norms } from '../shell.ts';
import { documentWords } from './document.messages.ts';
import { exchangeWords } from './exchange.messages.ts';

type Message = NonNullable<OpenedDocument['message']>;
const mostShown = 20_000;

/** Who sent it, as recipients see it. */
export const senderRow = (lang: Lang, { sender }: DocumentForParty) => ({
  key: exchangeWords[lang].from,
  value: sender ?? exchangeWords[lang].citizen,
});

/** What of a document stands in a list too. */
export const particulars = (lang: Lang, one: DocumentForParty): { key: string; value: string }[] => {
  const w = exchangeWords[lang];
  return [
    { key: w.system, value: one.systemName[lang] },
    {
      key: w.signature,
      value: `${w.types[one.signatureType]}${one.certificateNumber === null ? '' : `, № ${numberText(one.certificateNumber)}`}`,
    },
  ];
};

/** An answer in words; null: none was given. */
export const answerText = (lang: Lang, { answer, reason }: Pick<DocumentForParty, 'answer' | 'reason'>) => {
  const w = exchangeWords[lang];
  return answer === null ? null : answer === 'accepted' ? w.accepted : `${w.refused}: ${w.reasons[reason!]}`;
};

type Shown = {
  readonly lang: Lang;
  readonly csrf: string;
  readonly path: string;
  readonly found: OpenedDocument;
  readonly trouble: Trouble;
  readonly done: boolean;
};

/** One document for its sender or a recipient: what it is, its octets, what the check found, and the answer. */
export function documentBody({ lang, csrf, path, found, trouble, done }: Shown): Html {
  const w = exchangeWords[lang];
  const d = documentWords[lang];
  const { document: one, message, received } = found;
  const answer = answerText(lang, one);
  return html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}<h1>${titleOf(found)}</h1>
${message === null && banner({ lang, kind: 'info', body: html`<p>${notKept(lang, found)}</p>` })}${summaryList({
  lang,
  rows: [
    { key: w.at, value: formatDateTime(lang, one.at) },
    senderRow(lang, one),
    ...particulars(lang, one),
    { key: w.kind, value: one.documentKind },
    ...(message === null ? [] : ofMessage(lang, message, found.keepUntil!)),
    { key: w.hash, value: html`<code>${one.documentHash.toString('hex')}</code>` },
    ...(received ? [{ key: d.yours, value: answer ?? d.waiting }] : []),
  ],
})}${message !== null && files(lang, path, message)}
${found.answers.length > 0 && answersTable(lang, found)}${message !== null && whatWasFound(lang, message)}
${received && answer === null && answerForms({ lang, csrf, path, found, trouble })}
${norms(lang, ['ES-4.4', 'ES-10.4', ...(one.signatureType === 'simple' ? ['ES-9.1.2a', 'ES-9.1.2b'] : ['ES-11a'])])}`;
}

/** The name of the file, else the kind of the document. */
export const titleOf = ({ message, document }: OpenedDocument): string => message?.name ?? document.documentKind;

const notKept = (lang: Lang, { keepUntil, erasedAt }: OpenedDocument): string => {
  const d = documentWords[lang];
  const ended = erasedAt ?? keepUntil;
  return ended === null ? d.never : d.gone(formatDateTime(lang, ended));
};

function ofMessage(lang: Lang, { name, document, namedPerson }: Message, keepUntil: Date) {
  const d = documentWords[lang];
  const type = mediaTypeOf(document);
  return [
    ...(namedPerson === null ? [] : [{ key: d.person, value: namedPerson }]),
    { key: d.name, value: name },
    { key: d.media, value: (d.kinds as Record<string, string>)[type] ?? type },
    { key: d.size, value: fileSize(lang, document.length) },
    { key: d.keep, value: formatDateTime(lang, keepUntil) },
  ];
}

function files(lang: Lang, path: string, { signature }: Message): Html {
  const d = documentWords[lang];
  return html`${buttonGroup(
    linkButton({ text: d.document, href: `${path}/document` }),
    signature !== null && linkButton({ text: d.signature, href: `${path}/signature`, kind: 'secondary' }),
  )}<p class="mk-small">${d.sealed}</p>`;
}

function whatWasFound(lang: Lang, { document, report }: Message): Html {
  const d = documentWords[lang];
  if (report !== null)
    return html`<h2>${d.checked}</h2><p class="mk-lead">${report.summary.text[lang]}</p>${reportBody(lang, report, document)}`;
  const text = document.length > mostShown ? null : plainText(document);
  return html`<h2>${d.checked}</h2><p>${d.simple}</p><h2>${d.shown}</h2>${
    text === null ? html`<p>${d.shownNot}</p>` : codeBlock({ lang, label: d.shown, code: text })
  }`;
}

function answerForms({ lang, csrf, path, found, trouble }: Omit<Shown, 'done'>): Html {
  const w = exchangeWords[lang];
  const accept = html`${w.accept}<span class="mk-hidden">: ${titleOf(found)}</span>`;
  return html`<h2>${w.answer}</h2>${form({ action: path, csrf, hidden: { act: 'accept' } }, button({ text: accept }))}${details(
    { summary: w.refuse, open: trouble.errors.length > 0 },
    form(
      { action: path, csrf, hidden: { act: 'refuse' } },
      radios({
        lang,
        name: 'because',
        label: w.because,
        hint: w.becauseHint,
        error: errorFor(trouble.errors, 'because'),
        items: refusalReasons.map((value) => ({ value, text: w.reasons[value] })),
      }),
      button({ text: w.refuse, kind: 'warning' }),
    ),
  )}`;
}

const answersTable = (lang: Lang, { answers }: OpenedDocument): Html => {
  const w = exchangeWords[lang];
  const d = documentWords[lang];
  return html`<h2>${d.answers}</h2>${table({
    caption: d.answers,
    captionHidden: true,
    columns: [d.to, w.answer, w.at].map((head) => ({ head })),
    rows: answers.map((one) => [
      one.name ?? w.citizen,
      answerText(lang, one) ?? d.waiting,
      one.answeredAt === null ? '—' : formatDateTime(lang, one.answeredAt),
    ]),
    stack: true,
  })}`;
};
