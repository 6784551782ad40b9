import { Type } from 'typebox';
import { Check } from 'typebox/schema';
import { CertificateSignature, giveByCertificate } from '../../consent/http/index.ts';
import { type Given, type OpenedDraft, refuseConsent } from '../../consent/index.ts';
import type { BegunSigning, OnSigned } from '../../identity/index.ts';
import { attrs, button, buttonGroup, details, form, html, type Html, inset } from '../../platform/html/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { certificateWords } from './certificate.messages.ts';
import { hashOfDocument } from './check-page.ts';
import { documentView } from './document-view.ts';
import type { Me } from './mine.ts';

/** What the page's script puts into its field: as long as two certificates, a chain and a signature may be. */
export const certificateField = Type.Optional(Type.String({ maxLength: 100_000 }));

/** ES-12.2: sent by the script after the person confirmed what was shown. */
export async function confirmByCertificate(
  deps: OfficeDeps,
  me: Me,
  what: { readonly draftId: string; readonly signingId: string; readonly certificate: string },
  give: OnSigned<Given>,
): Promise<Given | Refusal> {
  const sent = parsed(what.certificate);
  if (!Check(CertificateSignature, sent)) return refuseConsent('SIGNATURE_INVALID');
  return giveByCertificate(deps.consent, me, { ...what, sent }, give);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * ES-12.2: the document is shown here once more, the script holds its digest against what the key is to sign, and the key is used only
 * after the button that says so. Keys lie in the browser, so without its script there is no such way, and the page says it.
 */
export function certificateWay(
  { lang, csrf }: { readonly lang: Lang; readonly csrf: string },
  draft: OpenedDraft,
  begun: BegunSigning,
  here: string,
): Html {
  const m = certificateWords[lang];
  const hash = hashOfDocument(draft.document);
  const data = {
    'data-certificate': 'sign',
    'data-signing': begun.signingId,
    'data-draft': draft.draftId,
    'data-document': hash,
    'data-key': m.key,
    'data-failed': m.failed,
    'data-not-shown': m.notShown,
    'data-cancelled': m.cancelled,
    'data-made': m.made,
    'data-suspected': m.suspected,
    hidden: true,
  };
  const fact = (name: string, label: string): Html =>
    html`<div class="mk-summary__row"><dt class="mk-summary__key">${label}</dt><dd class="mk-summary__value" data-certificate-${name}></dd></div>`;
  const own = (name: string): Readonly<Record<`data-${string}`, string>> => ({ [`data-certificate-${name}`]: '' });
  return html`<h2>${m.title}</h2><p>${m.hint}</p><noscript><p>${m.noScript}</p></noscript>${form(
    { action: here, csrf, hidden: { signing: begun.signingId, consent: draft.document.consentId, certificate: '' } },
    html`<div${attrs(data)}><div data-certificate-choose><p data-certificate-none hidden>${m.none}</p><fieldset class="mk-fieldset" data-certificate-keys hidden><legend class="mk-legend">${m.choose}</legend><div data-certificate-list></div></fieldset>${button({ text: m.begin, type: 'button', data: own('begin') })}</div>
<section data-certificate-shown hidden><h3 data-certificate-title tabindex="-1">${m.shownTitle}</h3><p>${m.shownLead}</p>${inset(documentView(lang, draft.document, hash))}${details({ summary: m.bytes }, html`<div class="mk-code"><pre tabindex="0"><code data-certificate-bytes></code></pre></div>`)}
<dl class="mk-summary">${fact('owner', m.owner)}${fact('number', m.number)}${fact('issuer', m.issuer)}${fact('term', m.term)}</dl>${buttonGroup(button({ text: m.confirm, type: 'button', data: own('confirm') }), button({ text: m.cancel, type: 'button', kind: 'secondary', data: own('cancel') }))}${details({ summary: m.suspect }, html`<p>${m.suspectHint}</p>${button({ text: m.suspectButton, type: 'button', kind: 'warning', data: own('suspect') })}`)}</section>
<p data-certificate-status role="status"></p></div>`,
  )}`;
}
