import { type DateText, formatDate } from '../../platform/dates.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { langs, type Lang, type Text3 } from '../../platform/text.ts';
import {
  acknowledgementCodes,
  type ConsentDocument,
  type ConsentDraft,
  type Draft,
  type PersonName,
  type Sha256,
} from './document.ts';
import { type Act, elements, type ElementNeeds } from './elements.ts';
import { elementNames } from './elements.messages.ts';
import { refuse } from './refusals.ts';

export type CompletenessContext = ElementNeeds & {
  /** The law's day, in Bishkek. */
  readonly today: DateText;
  /** The acts whose elements the profile asks for: kr-strict both, kr-2017 CP, kr-draft-pd PD. */
  readonly acts: readonly Act[];
  /** Hash of the standard form's template in force (CP-9). */
  readonly standardFormHash: Sha256;
  /** Codes of the data the purpose version asks for (CP-F-26). */
  readonly askedItems: readonly string[];
};

/** Why the draft is no consent yet; null when nothing stands against it. */
export function checkComplete(draft: ConsentDraft, context: CompletenessContext): Refusal | null {
  return (
    checkForm(draft, context) ??
    checkElements(draft, context) ??
    checkAuthority(draft, context) ??
    checkAcknowledgements(draft) ??
    checkDates(draft, context) ??
    checkSigner(draft) ??
    checkData(draft, context) ??
    checkStatements(draft)
  );
}

/** The draft as a document, once it is complete. */
export function complete(draft: ConsentDraft, context: CompletenessContext): ConsentDocument | Refusal {
  return checkComplete(draft, context) ?? (draft as ConsentDocument);
}

function checkForm(draft: ConsentDraft, context: CompletenessContext): Refusal | null {
  // CP-9: only the form's own template, with its fixed wording, is the standard form.
  if (draft.serviceKind === 'none' || !context.acts.includes('CP')) return null;
  const { id, hash } = draft.template;
  return id === 'standard-form' && hash === context.standardFormHash
    ? null
    : refuse('STANDARD_FORM_REQUIRED', { field: 'template' });
}

function checkElements(draft: ConsentDraft, context: CompletenessContext): Refusal | null {
  const missing = elements
    .filter((element) => context.acts.includes(element.act) && element.when(draft) && !element.present(draft, context))
    .map((element) => element.id);
  if (missing.length === 0) return null;
  const refusal = refuse('CONSENT_INCOMPLETE', { law: missing, details: { missing } });
  return { ...refusal, text: eachLang((lang) => refusal.text[lang].replace('{missing}', namesOf(missing, lang))) };
}

// Two norms may ask for one element: it is named once.
const namesOf = (ids: readonly string[], lang: Lang): string =>
  [...new Set(ids.map((id) => elementNames[id]![lang]))].join('; ');

function checkAuthority(draft: ConsentDraft, context: CompletenessContext): Refusal | null {
  const representative = draft.representative ?? null;
  if (draft.signerRole === 'subject')
    return representative === null ? null : refuse('REPRESENTATIVE_NOT_EXPECTED', { field: 'representative' });
  const authority = representative?.authority;
  // CP-8b-4: a law is named by its provision, any other document by its number, date and issuer.
  const requisites =
    authority?.kind === 'law' || authority?.kind === 'other_legal_act'
      ? [authority.title?.ky, authority.provision]
      : [authority?.kind, authority?.title?.ky, authority?.number, authority?.date, authority?.issuedBy];
  if (requisites.some((part) => part === undefined || part === null || part.trim() === ''))
    return refuse('REPRESENTATIVE_AUTHORITY_MISSING', { field: 'representative/authority' });
  const until = authority?.validUntil ?? null;
  if (until !== null && until < context.today) {
    const refusal = refuse('AUTHORITY_EXPIRED', { field: 'representative/authority/validUntil', details: { until } });
    return { ...refusal, text: eachLang((lang) => refusal.text[lang].replace('{until}', formatDate(lang, until))) };
  }
  return null;
}

function checkAcknowledgements(draft: ConsentDraft): Refusal | null {
  if (draft.serviceKind === 'none') return null;
  const shown = draft.standardForm?.acknowledgements;
  const missing = acknowledgementCodes.filter((code) => !(shown?.items ?? []).includes(code));
  return missing.length === 0 && (shown?.at ?? '') !== ''
    ? null
    : refuse('ACKNOWLEDGEMENT_MISSING', { field: 'standardForm/acknowledgements', details: { missing } });
}

const dayNames = {
  formDate: { ky: 'форма толтурулган күн', ru: 'дата заполнения формы', en: 'the date of the form' },
  signedOn: { ky: 'кол коюлган күн', ru: 'дата подписания', en: 'the date of signing' },
  start: { ky: 'иштетүү башталган күн', ru: 'дата начала обработки', en: 'the date processing starts' },
  end: { ky: 'макулдуктун бүткөн күнү', ru: 'дата окончания согласия', en: 'the date the consent ends' },
  from: { ky: 'макулдуктун башталган күнү', ru: 'дата начала согласия', en: 'the date the consent begins' },
  today: { ky: 'бүгүнкү күн', ru: 'сегодняшняя дата', en: 'today' },
} as const;
type DayName = keyof typeof dayNames;

function checkDates(draft: ConsentDraft, context: CompletenessContext): Refusal | null {
  const form = draft.serviceKind === 'none' ? null : draft.standardForm;
  const end = draft.validity?.end;
  return (
    inOrder('formDate', form?.formDate, 'signedOn', draft.signedOn, 'CP-F-03', 'standardForm/formDate') ??
    inOrder(
      'signedOn',
      draft.signedOn,
      'start',
      form?.processingStartsOn,
      'CP-F-32',
      'standardForm/processingStartsOn',
    ) ??
    inOrder('signedOn', draft.signedOn, 'today', context.today, 'CP-F-33', 'signedOn') ??
    inOrder('from', draft.validity?.from, 'end', end?.kind === 'date' ? end.until : null, 'CP-8h-1', 'validity/end') ??
    // CP-F-29a: not the head date, not the start of processing.
    (form && draft.validity?.from !== draft.signedOn ? refuse('VALIDITY_START', { field: 'validity/from' }) : null) ??
    notIssuedLater(draft.subject?.identityDocument?.issuedOn, context.today, 'subject/identityDocument/issuedOn') ??
    notIssuedLater(
      draft.representative?.identityDocument?.issuedOn,
      context.today,
      'representative/identityDocument/issuedOn',
    )
  );
}

type MaybeDay = DateText | null | undefined;

function inOrder(
  early: DayName,
  earlyDay: MaybeDay,
  late: DayName,
  lateDay: MaybeDay,
  law: string,
  field: string,
): Refusal | null {
  if (!earlyDay || !lateDay || earlyDay <= lateDay) return null;
  const refusal = refuse('DATE_ORDER', { law: [law], field });
  return {
    ...refusal,
    text: eachLang((lang) =>
      refusal.text[lang]
        .replace('{later}', `${dayNames[late][lang]} (${formatDate(lang, lateDay)})`)
        .replace('{earlier}', `${dayNames[early][lang]} (${formatDate(lang, earlyDay)})`),
    ),
  };
}

const notIssuedLater = (issuedOn: MaybeDay, today: DateText, field: string): Refusal | null =>
  issuedOn && issuedOn > today
    ? refuse('ISSUE_DATE_IN_FUTURE', {
        law: [field.startsWith('subject') ? 'CP-8a-3' : 'CP-8b-3', 'CP-F-09', 'CP-F-17'],
        field,
      })
    : null;

const folded = (name: Draft<PersonName> | null | undefined): string =>
  [name?.surname, name?.givenName, name?.patronymic]
    .map((part) => (part ?? '').normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase())
    .join('|');

function checkSigner(draft: ConsentDraft): Refusal | null {
  // CP-F-35, DECISION 5: "Мен" is the representative where one signs.
  const signatory = draft.signerRole === 'representative' ? draft.representative : draft.subject;
  return folded(draft.signatureName) === folded(signatory?.name)
    ? null
    : refuse('SIGNER_MISMATCH', { field: 'signatureName' });
}

function checkData(draft: ConsentDraft, context: CompletenessContext): Refusal | null {
  const beyond = (draft.dataItems ?? [])
    .map((item) => item?.code ?? '')
    .filter((code) => !context.askedItems.includes(code));
  return beyond.length === 0
    ? null
    : refuse('DATA_ITEM_NOT_REQUIRED', { field: 'dataItems', details: { items: beyond } });
}

// A permission is for something: what the document rules out elsewhere cannot be ticked, and a ticked box stands among the actions.
function checkStatements(draft: ConsentDraft): Refusal | null {
  const actions = draft.actions ?? [];
  const permits = draft.serviceKind === 'none' ? null : draft.standardForm?.permits;
  const transfers = actions.includes('transfer');
  const crosses = actions.includes('cross_border_transfer');
  if (transfers && draft.thirdPartyTransfer?.possible === false)
    return refuse('STATEMENTS_CONTRADICT', { law: ['CP-8g-2'], field: 'thirdPartyTransfer' });
  if (crosses && draft.crossBorder?.planned === false)
    return refuse('STATEMENTS_CONTRADICT', { law: ['PD-9.6-5'], field: 'crossBorder' });
  if (permits && permits.transfer !== transfers)
    return refuse('STATEMENTS_CONTRADICT', { law: ['CP-F-23', 'CP-8g-1'], field: 'standardForm/permits/transfer' });
  if (permits && permits.crossBorder !== crosses)
    return refuse('STATEMENTS_CONTRADICT', { law: ['CP-F-24', 'CP-8g-1'], field: 'standardForm/permits/crossBorder' });
  return null;
}

const eachLang = (write: (lang: Lang) => string): Text3 =>
  Object.fromEntries(langs.map((lang) => [lang, write(lang)])) as unknown as Text3;
