import { withdrawalProof } from '../../consent/index.ts';
import { details, html, type Html, inset, keyUse } from '../../platform/html/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { certificateWords } from './certificate.messages.ts';
import type { Known, Mine } from './mine.ts';

/**
 * PD-9.4h: a consent that was given with a key may be withdrawn with one, in the same form, though its button alone is enough. The
 * script shows the application as it stands in the bytes to be signed (ES-12.2). Keys sign in their owner's name.
 */
export function withdrawalByKey(lang: Lang, { row, subject }: Known): Html | false {
  const m = certificateWords[lang];
  if (!subject.self) return false;
  const shown = inset(html`<p data-certificate-text></p><p data-certificate-application></p>`);
  const data = { 'data-consent': row.id };
  return details(
    { summary: m.title },
    html`<p>${m.withdrawHint}</p><noscript><p>${m.noScript}</p></noscript>${keyUse(lang, 'withdraw', { shown, data, confirm: m.withdrawConfirm, apply: '/me/certificates/apply' })}`,
  );
}

/** CP-F-30: what the subject keeps of a withdrawal that was signed; nothing where it was not. */
export async function signedWithdrawal(
  deps: OfficeDeps,
  lang: Lang,
  { row, own, subject }: Known & { readonly own: Mine },
): Promise<Html | false> {
  const proof = await withdrawalProof(deps.consent, own.scope, row.subject_id, row.id);
  if (isRefusal(proof) || !subject.self || !('certificate' in proof.evidence)) return false;
  const m = certificateWords[lang];
  const { signatureType, certificate } = proof.evidence;
  const file = `/v1/me/consents/${row.id}/withdrawal.json`;
  return html`<h2>${m.withdrawalProof}</h2><p>${m.withdrawalSigned(m.types[signatureType], certificate.number)} <a href="/signatures/verify">${m.checkHere}</a>.</p>
<ul><li><a href="${file}" download>${m.document}</a></li><li><a href="${file}.p7s" download>${m.signature}</a></li></ul>`;
}
