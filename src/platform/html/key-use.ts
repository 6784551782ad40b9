import { button, buttonGroup } from './buttons.ts';
import { fileUpload, textInput } from './fields.ts';
import { attrs, type Content, html, type Html, type Slot } from './html.ts';
import type { Lang } from '../text.ts';
import { keyUseWords } from './key-use.messages.ts';
import { details } from './notices.ts';

/**
 * The block that certificate.js brings to life: choose a key, read what will be signed, confirm or not. `shown`: what is read; the bytes
 * themselves stand under it. `data`: what the act of the script needs. Without the script nothing of it is there.
 */
export function keyUse(
  lang: Lang,
  act: 'sign' | 'bind' | 'withdraw' | 'pdf' | 'act',
  use: {
    readonly shown: Slot;
    readonly data: Readonly<Record<`data-${string}`, string>>;
    /** What the button says that has the key used. */
    readonly confirm: string;
    /** Where a certificate is applied for, for who has none. */
    readonly apply?: string;
  },
): Html {
  const { shown, data, confirm, apply } = use;
  const m = keyUseWords[lang];
  const own = (name: string): Readonly<Record<`data-${string}`, string>> => ({ [`data-certificate-${name}`]: '' });
  const fact = (name: string, label: Content): Html =>
    html`<div class="mk-summary__row"><dt class="mk-summary__key">${label}</dt><dd class="mk-summary__value" data-certificate-${name}></dd></div>`;
  const given = attrs({
    'data-certificate': act,
    ...data,
    'data-key': m.key,
    'data-failed': m.failed,
    'data-not-shown': m.notShown,
    'data-cancelled': m.cancelled,
    'data-made': m.made,
    'data-suspected': m.suspected,
    'data-file-key': m.fileKey,
    'data-file-missing': m.fileMissing,
    'data-file-opening': m.fileOpening,
    'data-file-opened': m.fileOpened,
    ...Object.fromEntries(Object.entries(m.fileRefused).map(([why, text]) => [`data-refused-${why}`, text])),
    hidden: true,
  });
  return html`<div${given}><div data-certificate-choose><p data-certificate-none hidden>${m.none}${apply !== undefined && html` <a href="${apply}">${m.apply}</a>`}</p><fieldset class="mk-fieldset" data-certificate-keys hidden><legend class="mk-legend">${m.choose}</legend><div class="mk-choices" data-certificate-list></div></fieldset>${button({ text: m.begin, type: 'button', data: own('begin') })}${fileKey(lang, act)}</div>
<section class="mk-flow" data-certificate-shown hidden><h3 data-certificate-title tabindex="-1">${m.shownTitle}</h3><p>${m.shownLead}</p><p>${m.duty}</p>${shown}${details({ summary: m.bytes }, html`<div class="mk-code"><pre tabindex="0"><code data-certificate-bytes></code></pre></div>`)}
<dl class="mk-summary">${fact('owner', m.owner)}${fact('number', m.number)}${fact('issuer', m.issuer)}${fact('term', m.term)}${fact('limits', m.limits)}</dl>${buttonGroup(button({ text: confirm, type: 'button', data: own('confirm') }), button({ text: m.cancel, type: 'button', kind: 'secondary', data: own('cancel') }))}${details(
    { summary: m.suspect },
    html`<p>${m.suspectHint}</p>${button({ text: m.suspectButton, type: 'button', kind: 'warning', data: own('suspect') })}`,
  )}</section>
<p data-certificate-status role="status"></p></div>`;
}

/**
 * A key from a file. Its fields have no name: whatever becomes of the form around them, a browser sends neither the file nor its password.
 */
function fileKey(lang: Lang, act: string): Html {
  const m = keyUseWords[lang];
  const chosen = fileUpload({
    lang,
    name: '',
    id: `key-file-${act}`,
    label: m.fileLabel,
    accept: '.p12,.pfx,application/x-pkcs12',
  });
  const password = textInput({
    lang,
    name: '',
    id: `key-password-${act}`,
    label: m.filePassword,
    type: 'password',
    autocomplete: 'off',
    width: 20,
  });
  const open = button({
    text: m.fileOpen,
    type: 'button',
    kind: 'secondary',
    data: { 'data-certificate-file-open': '' },
  });
  return html`<div data-certificate-file>${details({ summary: m.file }, html`<p>${m.fileHint}</p><p>${m.fileLegal}</p>${chosen}${password}${open}`)}</div>`;
}
