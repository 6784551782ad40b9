import { Type } from 'typebox';
import { Check } from 'typebox/schema';
import { CertificateSignature, giveByCertificate } from '../../consent/http/index.ts';
import { type Given, type OpenedDraft, refuseConsent } from '../../consent/index.ts';
import type { BegunSigning, OnSigned } from '../../identity/index.ts';
import { form, html, type Html, inset, keyUse } from '../../platform/html/index.ts';
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
  const data = { 'data-signing': begun.signingId, 'data-draft': draft.draftId, 'data-document': hash } as const;
  const shown = inset(documentView(lang, draft.document, hash));
  return html`<h2>${m.title}</h2><p>${m.hint}</p><noscript><p>${m.noScript}</p></noscript>${form(
    { action: here, csrf, hidden: { signing: begun.signingId, consent: draft.document.consentId, certificate: '' } },
    keyUse(lang, 'sign', { shown, data, confirm: m.confirm, apply: '/me/certificates/apply' }),
  )}`;
}
