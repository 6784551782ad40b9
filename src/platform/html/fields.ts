// Text fields. Label, hint and error are tied to the input as in the GOV.UK patterns.
import type { Lang } from '../text.ts';
import { attrs, type Content, classes, type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { ui } from './ui.messages.ts';

/** What every field has. The `id` of the input is `id ?? name`; error-summary links point there. */
export type Field = {
  readonly lang: Lang;
  readonly name: string;
  readonly label: Content;
  readonly id?: string;
  readonly hint?: Content | undefined;
  readonly error?: Content | undefined;
  readonly optional?: boolean;
  /** The label is the page's h1 (one question a page). */
  readonly labelIsHeading?: boolean;
  readonly labelHidden?: boolean;
};

export const idOf = (f: { readonly id?: string; readonly name: string }): string => f.id ?? f.name;

export const hint = (id: string, text: Content): Html => html`<div class="mk-hint" id="${id}">${text}</div>`;

export const errorMessage = (lang: Lang, id: string, text: Content): Html =>
  html`<p class="mk-error" id="${id}"><span class="mk-hidden">${ui(lang).error}: </span>${text}</p>`;

export function describedBy(
  f: { readonly hint?: Content | undefined; readonly error?: Content | undefined },
  id: string,
  ...more: readonly (string | false | undefined)[]
): string | undefined {
  const ids = [f.hint !== undefined && `${id}-hint`, f.error !== undefined && `${id}-error`, ...more].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** A label, a hint, an error and the control, in the order a screen reader should meet them. */
export function field(f: Field, control: Html, after?: Html): Html {
  const id = idOf(f);
  const label = html`<label class="${classes('mk-label', f.labelIsHeading && 'mk-label--heading', f.labelHidden && 'mk-hidden')}" for="${id}">${f.label}${f.optional && html` <span class="mk-label__optional">${ui(f.lang).optional}</span>`}</label>`;
  return html`<div class="${classes('mk-field', f.error !== undefined && 'mk-field--error')}">
${f.labelIsHeading ? html`<h1 class="mk-label-heading">${label}</h1>` : label}
${f.hint !== undefined && hint(`${id}-hint`, f.hint)}${f.error !== undefined && errorMessage(f.lang, `${id}-error`, f.error)}
${control}${after}
</div>`;
}

export type InputWidth = 2 | 3 | 4 | 5 | 10 | 20 | 30;

export function textInput(
  f: Field & {
    readonly value?: string | undefined;
    readonly type?: 'text' | 'email' | 'tel' | 'password' | 'url';
    /** `numeric` for PIN, codes, years: a number pad, never type=number. */
    readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'url';
    readonly autocomplete?: string;
    readonly width?: InputWidth;
    readonly prefix?: string;
    readonly suffix?: string;
    readonly spellcheck?: boolean;
    readonly maxlength?: number;
    readonly required?: boolean;
    readonly readonly?: boolean;
  },
): Html {
  const id = idOf(f);
  const input = html`<input${attrs({
    class: classes(
      'mk-input',
      f.width !== undefined && `mk-input--${f.width}`,
      f.inputmode === 'numeric' && 'mk-input--figures',
    ),
    id,
    name: f.name,
    type: f.type ?? 'text',
    value: f.type === 'password' ? undefined : f.value,
    inputmode: f.inputmode,
    autocomplete: f.autocomplete,
    maxlength: f.maxlength,
    required: f.required,
    readonly: f.readonly,
    spellcheck: f.spellcheck === undefined ? undefined : String(f.spellcheck),
    'aria-describedby': describedBy(f, id),
    'aria-invalid': f.error === undefined ? undefined : 'true',
    'data-password': f.type === 'password' ? `${ui(f.lang).showPassword}|${ui(f.lang).hidePassword}` : undefined,
  })}>`;
  const affix = (text: string | undefined) =>
    text !== undefined && html`<span class="mk-affix" aria-hidden="true">${text}</span>`;
  const wrapped = f.prefix !== undefined || f.suffix !== undefined || f.type === 'password';
  return field(f, wrapped ? html`<div class="mk-input-row">${affix(f.prefix)}${input}${affix(f.suffix)}</div>` : input);
}

export function textarea(
  f: Field & {
    readonly value?: string | undefined;
    readonly rows?: number;
    /** Shows how many characters are left; the server still checks. */
    readonly limit?: number;
    readonly required?: boolean;
  },
): Html {
  const id = idOf(f);
  const words = ui(f.lang);
  const control = html`<textarea${attrs({
    class: 'mk-textarea',
    id,
    name: f.name,
    rows: f.rows ?? 5,
    required: f.required,
    'aria-describedby': describedBy(f, id, f.limit !== undefined && `${id}-limit`),
    'aria-invalid': f.error === undefined ? undefined : 'true',
    'data-limit': f.limit,
  })}>
${f.value}</textarea>`;
  const limit =
    f.limit === undefined
      ? undefined
      : html`<div class="mk-hint mk-count" id="${id}-limit" data-left="${words.remaining}" data-over="${words.tooMany}">${words.atMost(String(f.limit))}</div>`;
  return field(f, control, limit);
}

export type Option = { readonly value: string; readonly text: string; readonly disabled?: boolean };

export function select(
  f: Field & { readonly options: readonly Option[]; readonly value?: string | undefined; readonly empty?: boolean },
): Html {
  const id = idOf(f);
  const option = (o: Option): Html =>
    html`<option${attrs({ value: o.value, selected: o.value === f.value, disabled: o.disabled })}>${o.text}</option>`;
  const control = html`<select${attrs({
    class: 'mk-select',
    id,
    name: f.name,
    'aria-describedby': describedBy(f, id),
    'aria-invalid': f.error === undefined ? undefined : 'true',
  })}>${f.empty && html`<option value="">${ui(f.lang).choose}</option>`}${f.options.map(option)}</select>`;
  return field(f, html`<div class="mk-select-box">${control}${icon('chevron')}</div>`);
}

export function fileUpload(
  f: Field & { readonly accept?: string; readonly multiple?: boolean; readonly capture?: boolean },
): Html {
  const id = idOf(f);
  return field(
    f,
    html`<div class="mk-file-box"><input${attrs({
      class: 'mk-file',
      id,
      name: f.name,
      type: 'file',
      accept: f.accept,
      multiple: f.multiple,
      capture: f.capture ? 'environment' : undefined,
      'aria-describedby': describedBy(f, id),
      'aria-invalid': f.error === undefined ? undefined : 'true',
      'data-file': `${ui(f.lang).chooseFile}|${ui(f.lang).noFile}`,
    })}></div>`,
  );
}

/** A search box: a GET form, so that a result has an address. */
export const searchBox = (f: {
  readonly lang: Lang;
  readonly action: string;
  readonly label: string;
  readonly name?: string;
  readonly value?: string | undefined;
  readonly hint?: Content;
  readonly hidden?: Readonly<Record<string, string>>;
}): Html => {
  const name = f.name ?? 'q';
  return html`<form class="mk-search" role="search" method="get" action="${f.action}">
${Object.entries(f.hidden ?? {}).map(([n, v]) => html`<input type="hidden" name="${n}" value="${v}">`)}
<label class="mk-label" for="${name}">${f.label}</label>${f.hint !== undefined && hint(`${name}-hint`, f.hint)}
<div class="mk-search__row"><input${attrs({ class: 'mk-input', id: name, name, type: 'search', value: f.value, 'aria-describedby': f.hint === undefined ? undefined : `${name}-hint` })}><button class="mk-button mk-search__button" type="submit">${icon('search')}<span class="mk-search__word">${ui(f.lang).search}</span></button></div>
</form>`;
};
