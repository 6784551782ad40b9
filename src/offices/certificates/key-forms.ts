import {
  button,
  checkbox,
  details,
  errorFor,
  form,
  html,
  type Html,
  postButton,
  textInput,
  warningText,
} from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Trouble } from '../holder/trouble.ts';
import { keyWords } from './keys.messages.ts';
import type { Application } from './of-case.ts';
import { officeWords } from './office.messages.ts';
import { certificateInWords } from './words.ts';

// ES-13.1.7: the applicant's part where the centre makes the key: its password, and its file against receipt.

type Sheet = {
  readonly lang: Lang;
  readonly csrf: string;
  readonly caseId: string;
  readonly trouble: Trouble;
  /** Why the receipt was not taken. */
  readonly error?: string | undefined;
};

/** What the applicant does about a key of the centre's now; null: nothing of its own. */
export function keyStep(sheet: Sheet, { now, issued }: Application): Html | null {
  const { keys } = now.history.acts[0]!.data;
  const can = (act: string): boolean => now.state.possible.includes(act);
  const done = (act: string): boolean => now.history.acts.some((one) => one.act === act);
  const w = officeWords[sheet.lang];
  const k = keyWords[sheet.lang];
  if (keys === 'token')
    return done('receipt') && now.state.ended === null ? html`<h2>${w.next}</h2><p>${k.waitToken}</p>` : null;
  if (keys !== 'centre' || now.state.ended !== null) return null;
  if (issued !== null && (can('receipt') || can('takeKeys')))
    return takeForm(sheet, issued.certificate, can('receipt'));
  // The agreement comes before the key; a key that is made waits with the application.
  if (can('agree') || issued !== null) return null;
  if (!can('protectKeys')) return html`<h2>${w.next}</h2><p>${k.waitOrder}</p>`;
  return makeForm(sheet, done('protectKeys'));
}

function makeForm({ lang, csrf, caseId, trouble }: Sheet, made: boolean): Html {
  const w = officeWords[lang];
  const k = keyWords[lang];
  const field = (name: string, label: string, hint?: string): Html =>
    textInput({
      lang,
      name,
      label,
      type: 'password',
      autocomplete: 'new-password',
      width: 20,
      error: errorFor(trouble.errors, name),
      ...(hint === undefined ? {} : { hint }),
    });
  const fields = form(
    { action: `/me/certificates/${caseId}/key`, csrf },
    field('password', k.password, k.passwordHint),
    field('again', k.again),
    button({ text: made ? k.makeAnew : k.make, ...(made ? { kind: 'secondary' as const } : {}) }),
  );
  return made
    ? html`<h2>${w.next}</h2><p>${k.isMade} ${w.waitCentre}</p>${details({ summary: k.forgotTitle, open: trouble.errors.length > 0 }, html`<p>${k.anew}</p>${fields}`)}`
    : html`<h2>${k.makeTitle}</h2><p>${k.makeLead}</p>${fields}`;
}

function takeForm(
  { lang, csrf, caseId, trouble, error }: Sheet,
  certificate: Parameters<typeof certificateInWords>[1] | null,
  receipt: boolean,
): Html {
  const w = officeWords[lang];
  const k = keyWords[lang];
  const action = (name: string): string => `/me/certificates/${caseId}/${name}`;
  return html`<h2>${k.takeTitle}</h2>${receipt && html`<p>${w.readIt}</p>${certificate !== null && certificateInWords(lang, certificate)}`}${warningText(lang, k.takeLead)}<div data-key-file="/me/certificates/${caseId}?done=file">${form(
    { action: action('key-file'), csrf },
    receipt && checkbox({ lang, name: 'acquainted', text: w.iAcquainted, error }),
    textInput({
      lang,
      name: 'password',
      label: k.passwordAgain,
      type: 'password',
      autocomplete: 'current-password',
      width: 20,
      error: errorFor(trouble.errors, 'password'),
    }),
    button({ text: k.take }),
  )}</div>${receipt ? html`<h3>${w.wrongTitle}</h3>${warningText(lang, w.wrong)}${postButton({ action: action('reject'), csrf, text: w.reject, kind: 'warning' })}` : ''}<h3>${k.forgotTitle}</h3><p>${k.forgot}</p>${postButton({ action: action('destroy'), csrf, text: k.destroy, kind: 'warning' })}`;
}
