import type { CaseNow, FailedForm, PageContext, PageHooks } from '../../cases/index.ts';
import {
  button,
  buttonGroup,
  checkboxes,
  citeLink,
  dateInput,
  errorFor,
  errorSummary,
  type FieldError,
  form,
  html,
  type Html,
  inset,
  radios,
  type Slot,
  textarea,
  textInput,
} from '../../platform/html/index.ts';
import { formatDate, formatLastDay } from '../../platform/dates.ts';
import { datePartsOf, type Given, listOf, putDay, textOf } from '../holder/given.ts';
import { refusedText } from '../holder/trouble.ts';
import { type Bar, barName, standingBars, upholdField } from './bars.ts';
import { withdrawalWords } from './withdrawal.messages.ts';

/** The forms in which a bar is chosen by its name, in place of those that would ask for its identifier. */
export const withdrawalForms = (recorded: readonly Bar[]): PageHooks[string]['actForms'] & object => ({
  uphold: (now, c, failed) => upholdForm(now, c, failed, recorded),
  lift: (now, c, failed) => barForm(now, 'lift', c, failed),
  prove: (now, c, failed) => barForm(now, 'prove', c, failed),
});

function shell(
  now: CaseNow,
  act: string,
  c: PageContext,
  errors: readonly FieldError[],
  lead: Slot,
  fields: Slot,
): Html {
  const { procedure, head } = now;
  const { lang } = c;
  const { law } = procedure.acts[act]!;
  const title = procedure.texts.acts[act]![lang];
  return html`${errorSummary({ lang, errors })}<h1>${title}</h1><p>${procedure.texts.title[lang]} · ${citeLink(c.lawText?.(law) ?? law, c.lawHref(law))}</p>${lead}
${form(
  { action: c.actHref(procedure.name, head.id, act), csrf: c.csrf, key: c.key },
  fields,
  buttonGroup(
    button({ text: title }),
    html`<a href="${c.caseHref(procedure.name, head.id)}">${withdrawalWords[lang].back}</a>`,
  ),
)}`;
}

const errorsOf = (c: PageContext, failed: FailedForm | undefined, field: string | undefined): FieldError[] =>
  failed === undefined
    ? []
    : [{ text: refusedText(c.lang, failed.refusal), ...(field === undefined ? {} : { field }) }];

// PD-9.4c: each obligation by its contract, what is owed and when; what stands on record is filled in.
function upholdForm(now: CaseNow, c: PageContext, failed: FailedForm | undefined, recorded: readonly Bar[]): Html {
  const { lang } = c;
  const w = withdrawalWords[lang];
  const { fields } = now.procedure.texts;
  const given = (failed?.sent as Given | undefined) ?? filledIn(recorded);
  const errors = errorsOf(c, failed, upholdField(failed?.refusal.field, given, recorded));
  const named = (bar: Bar & { kind: 'obligation' }): Html => {
    const input = (name: 'contract' | 'owed'): Html =>
      textInput({
        lang,
        name: `${name}-${bar.id}`,
        label: fields[`named/${name}`]![lang],
        value: textOf(given, `${name}-${bar.id}`),
        maxlength: 300,
        error: errorFor(errors, `${name}-${bar.id}`),
      });
    const day = `dueOn-${bar.id}`;
    return html`${input('contract')}${input('owed')}${dateInput({ lang, name: day, label: fields['named/dueOn']![lang], value: datePartsOf(given, day), error: errorFor(errors, day) })}`;
  };
  const until = (bar: Bar & { kind: 'ground' }): string =>
    bar.until === null ? w.noEnd : w.until(formatLastDay(lang, bar.until));
  return shell(
    now,
    'uphold',
    c,
    errors,
    html`<p>${w.upholdLead}</p>${recorded.length === 0 && inset(html`<p>${w.nothingRecorded}</p>`)}`,
    html`${
      recorded.length > 0 &&
      checkboxes({
        lang,
        name: 'bars',
        label: w.bars,
        hint: w.barsHint,
        values: listOf(given, 'bars'),
        error: errorFor(errors, 'bars'),
        items: recorded.map((bar) => ({
          value: bar.id,
          text: barName(lang, bar),
          ...(bar.kind === 'obligation' ? { reveal: named(bar) } : { hint: until(bar) }),
        })),
      })
    }${textarea({ lang, name: 'reasons', label: fields['reasons']![lang], value: textOf(given, 'reasons'), limit: 4000, error: errorFor(errors, 'reasons') })}`,
  );
}

const filledIn = (recorded: readonly Bar[]): Given => ({
  bars: recorded.map(({ id }) => id),
  ...Object.assign(
    {},
    ...recorded.map((bar) =>
      bar.kind === 'ground'
        ? {}
        : {
            [`contract-${bar.id}`]: bar.contract,
            [`owed-${bar.id}`]: bar.owed,
            ...putDay(`dueOn-${bar.id}`, bar.dueOn),
          },
    ),
  ),
});

function barForm(now: CaseNow, act: 'lift' | 'prove', c: PageContext, failed: FailedForm | undefined): Html {
  const { lang } = c;
  const w = withdrawalWords[lang];
  const { fields } = now.procedure.texts;
  const bars = standingBars(now);
  const given: Given = (failed?.sent as Given | undefined) ?? (bars.length === 1 ? { bar: bars[0]!.id } : {});
  const errors = errorsOf(c, failed, failed?.refusal.field);
  return shell(
    now,
    act,
    c,
    errors,
    html`<p>${act === 'lift' ? w.liftLead : w.proveLead}</p>`,
    html`${radios({
      lang,
      name: 'bar',
      label: act === 'lift' ? w.whichLifted : w.whichProved,
      value: textOf(given, 'bar'),
      error: errorFor(errors, 'bar'),
      items: bars.map((bar) => ({
        value: bar.id,
        text: barName(lang, bar),
        ...(bar.kind === 'obligation' && bar.dueOn !== null ? { hint: w.due(formatDate(lang, bar.dueOn)) } : {}),
      })),
    })}${
      act === 'prove' &&
      textarea({
        lang,
        name: 'statement',
        label: fields['statement']![lang],
        hint: w.statementHint,
        value: textOf(given, 'statement'),
        limit: 4000,
        error: errorFor(errors, 'statement'),
      })
    }`,
  );
}
