import { attrs, type Content, classes, type Html, html, type Slot } from './html.ts';
import { icon } from './icons.ts';

export type ButtonKind = 'primary' | 'secondary' | 'warning' | 'quiet';

type ButtonLook = { readonly text: Content; readonly kind?: ButtonKind; readonly start?: boolean };

const look = (b: ButtonLook): string =>
  classes(
    'mk-button',
    b.kind !== undefined && b.kind !== 'primary' && `mk-button--${b.kind}`,
    b.start && 'mk-button--start',
  );

/** A submit button. The client script stops a second submit of the same form. */
export function button(
  b: ButtonLook & {
    readonly name?: string;
    readonly value?: string;
    readonly type?: 'submit' | 'button';
    readonly disabled?: boolean;
    readonly id?: string;
    readonly form?: string;
    /** Goes to another address than the form's own. */
    readonly action?: string;
    /** For "save and come back later": the browser does not check the fields. */
    readonly noValidate?: boolean;
    /** Words for screen readers after the text, when several buttons say the same. */
    readonly hiddenText?: string;
    readonly data?: Readonly<Record<`data-${string}`, string>>;
  },
): Html {
  const given = attrs({
    class: look(b),
    type: b.type ?? 'submit',
    id: b.id,
    name: b.name,
    value: b.value,
    form: b.form,
    disabled: b.disabled,
    formaction: b.action,
    formnovalidate: b.noValidate,
    ...b.data,
  });
  return html`<button${given}>${b.text}${b.hiddenText && html`<span class="mk-hidden"> ${b.hiddenText}</span>`}${b.start && icon('arrow')}</button>`;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export const linkButton = (b: ButtonLook & { readonly href: string }): Html =>
  html`<a${attrs({ class: look(b), href: b.href, draggable: 'false' })}>${b.text}${b.start && icon('arrow')}</a>`;

export const buttonGroup = (...items: readonly Slot[]): Html => html`<div class="mk-button-group">${items}</div>`;

/** One button that is a form by itself: sign out, remove, download by POST. Looks like a link unless a kind is given. */
export const postButton = (b: {
  readonly action: string;
  readonly csrf: string;
  readonly text: Content;
  readonly kind?: ButtonKind;
  readonly key?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly hiddenText?: string;
}): Html =>
  html`<form class="mk-inline-form" method="post" action="${b.action}">${hiddenInputs({ _csrf: b.csrf, _key: b.key, ...b.hidden })}<button${attrs(
    { type: 'submit', class: b.kind === undefined ? 'mk-link-button' : look({ text: b.text, kind: b.kind }) },
  )}>${b.text}${b.hiddenText && html`<span class="mk-hidden"> ${b.hiddenText}</span>`}</button></form>`;

export const hiddenInputs = (values: Readonly<Record<string, string | undefined>>): Html =>
  html`${Object.entries(values).map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`)}`;
