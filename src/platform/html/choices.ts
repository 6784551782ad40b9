// Questions with several controls: a fieldset whose legend is the question.
import type { Lang } from '../text.ts';
import { attrs, type Content, classes, type Html, html, type Slot } from './html.ts';
import { describedBy, errorMessage, type Field, hint, idOf } from './fields.ts';
import { ui } from './ui.messages.ts';

/** A group of fields under one legend. */
export function fieldset(
  f: {
    readonly legend: Content;
    readonly legendIsHeading?: boolean;
    readonly legendHidden?: boolean;
    /** The legend names a group of fields, it is not itself the question. */
    readonly group?: boolean;
    readonly describedBy?: string | undefined;
    readonly role?: 'group';
  },
  ...body: readonly Slot[]
): Html {
  const legend = html`<legend class="${classes('mk-legend', f.legendIsHeading && 'mk-legend--heading', f.group && 'mk-legend--group', f.legendHidden && 'mk-hidden')}">${f.legendIsHeading ? html`<h1 class="mk-label-heading">${f.legend}</h1>` : f.legend}</legend>`;
  return html`<fieldset${attrs({ class: 'mk-fieldset', role: f.role, 'aria-describedby': f.describedBy })}>${legend}${body}</fieldset>`;
}

function question(f: Field, role: 'group' | undefined, body: Html): Html {
  const id = idOf(f);
  return html`<div class="${classes('mk-field', f.error !== undefined && 'mk-field--error')}">${fieldset(
    {
      legend: html`${f.label}${f.optional && html` <span class="mk-label__optional">${ui(f.lang).optional}</span>`}`,
      describedBy: describedBy(f, id),
      ...(f.labelIsHeading ? { legendIsHeading: true } : {}),
      ...(f.labelHidden ? { legendHidden: true } : {}),
      ...(role === undefined ? {} : { role }),
    },
    f.hint !== undefined && hint(`${id}-hint`, f.hint),
    f.error !== undefined && errorMessage(f.lang, `${id}-error`, f.error),
    body,
  )}</div>`;
}

export type Choice = {
  readonly value: string;
  readonly text: Content;
  readonly hint?: Content;
  /** Shown only while this choice is checked, by CSS alone. */
  readonly reveal?: Html;
  readonly disabled?: boolean;
  /** "or" before this choice, for "none of these". */
  readonly afterOr?: boolean;
  /** A tag or citation at the end of the label's row. */
  readonly aside?: Html;
};

/** The first input's id is the field's id, so that an error-summary link lands on it. */
const choiceId = (id: string, index: number): string => (index === 0 ? id : `${id}-${index + 1}`);

function choice(type: 'radio' | 'checkbox', f: Field, id: string, c: Choice, checked: boolean): Html {
  const own = attrs({
    class: 'mk-choice__input',
    id,
    name: f.name,
    type,
    value: c.value,
    checked,
    disabled: c.disabled,
    'aria-describedby': c.hint === undefined ? undefined : `${id}-item-hint`,
  });
  return html`${c.afterOr && html`<div class="mk-choices__or">${ui(f.lang).or}</div>`}<div class="${`mk-choice mk-choice--${type}`}"><input${own}><label class="mk-choice__label" for="${id}">${c.text}</label>${
    c.aside !== undefined && html`<div class="mk-choice__aside">${c.aside}</div>`
  }${c.hint !== undefined && html`<div class="mk-hint mk-choice__hint" id="${`${id}-item-hint`}">${c.hint}</div>`}${
    c.reveal !== undefined && html`<div class="mk-choice__reveal">${c.reveal}</div>`
  }</div>`;
}

export const radios = (
  f: Field & { readonly items: readonly Choice[]; readonly value?: string | undefined; readonly inline?: boolean },
): Html =>
  question(
    f,
    undefined,
    html`<div class="${classes('mk-choices', f.inline && 'mk-choices--inline')}">${f.items.map((c, i) => choice('radio', f, choiceId(idOf(f), i), c, c.value === f.value))}</div>`,
  );

export const checkboxes = (
  f: Field & { readonly items: readonly Choice[]; readonly values?: readonly string[] | undefined },
): Html =>
  question(
    f,
    undefined,
    html`<div class="mk-choices">${f.items.map((c, i) => choice('checkbox', f, choiceId(idOf(f), i), c, f.values?.includes(c.value) ?? false))}</div>`,
  );

/** One box of its own: "I have read ...". */
export const checkbox = (f: {
  readonly lang: Lang;
  readonly name: string;
  readonly text: Content;
  readonly value?: string;
  readonly hint?: Content;
  readonly error?: Content | undefined;
  readonly checked?: boolean;
  readonly required?: boolean;
}): Html => {
  const id = f.name;
  return html`<div class="${classes('mk-field', f.error !== undefined && 'mk-field--error')}">${f.error !== undefined && errorMessage(f.lang, `${id}-error`, f.error)}<div class="mk-choices"><div class="mk-choice mk-choice--checkbox"><input${attrs(
    {
      class: 'mk-choice__input',
      id,
      name: f.name,
      type: 'checkbox',
      value: f.value ?? 'yes',
      checked: f.checked,
      required: f.required,
      'aria-describedby': describedBy(f, id),
      'aria-invalid': f.error === undefined ? undefined : 'true',
    },
  )}><label class="mk-choice__label" for="${id}">${f.text}</label>${f.hint !== undefined && html`<div class="mk-hint mk-choice__hint" id="${`${id}-hint`}">${f.hint}</div>`}</div></div></div>`;
};

export type DateParts = { readonly day?: string; readonly month?: string; readonly year?: string };

/** Day, month, year as three fields `name-day`, `name-month`, `name-year`: a date one knows is faster typed than picked. */
export function dateInput(
  f: Field & {
    readonly value?: DateParts | undefined;
    readonly wrong?: readonly (keyof DateParts)[];
    readonly birthday?: boolean;
  },
): Html {
  const id = idOf(f);
  const words = ui(f.lang);
  const part = (which: keyof DateParts, size: 2 | 4): Html => {
    const partId = which === 'day' ? id : `${id}-${which}`;
    const bad = f.error !== undefined && (f.wrong === undefined || f.wrong.includes(which));
    return html`<div class="mk-date__part"><label class="mk-label mk-date__label" for="${partId}">${words[which]}</label><input${attrs(
      {
        class: classes('mk-input', 'mk-input--figures', `mk-input--${size}`, bad && 'mk-input--error'),
        id: partId,
        name: `${f.name}-${which}`,
        type: 'text',
        inputmode: 'numeric',
        maxlength: size,
        value: f.value?.[which],
        autocomplete: f.birthday ? `bday-${which}` : undefined,
        'aria-invalid': bad ? 'true' : undefined,
      },
    )}></div>`;
  };
  return question(f, 'group', html`<div class="mk-date">${part('day', 2)}${part('month', 2)}${part('year', 4)}</div>`);
}
