import type { SignatureType } from '../../../identity/index.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import type { SignatureReport, VerificationReport } from '../../verify/index.ts';
import { refuse } from '../refusals.ts';
import { signatureTypes } from '../system.ts';

const rank = (type: SignatureType): number => signatureTypes.indexOf(type);

/** What of a verified signature an exchange keeps. */
export type Proven = { readonly type: 'unqualified' | 'qualified'; readonly signature: SignatureReport };

/**
 * ES-10.4, ES-5.4: whether a signature is what it was sent as. A document sent as one with a qualified signature needs confirmed means at
 * both ends: the one that made the signature, as stated under it, and the one that has just checked it. Pure.
 */
export function judgeSigned(report: VerificationReport, declared: SignatureType): Proven | Refusal {
  const [signature] = report.signatures;
  if (signature === undefined || report.signatures.length !== 1) return refuse('SIGNATURES_NOT_ONE');
  // A check by a means that is not confirmed proves nothing about a qualified signature, so this comes before its verdict.
  if (declared === 'qualified' && report.means.confirmed !== 'met')
    return unconfirmed(`${report.means.name} ${report.means.version}`);
  if (report.verdict !== 'valid') return notValid(signature);
  const made = signature.features.find(({ name }) => name === 'ES-5.4.2');
  if (declared === 'qualified' && made?.status !== 'met') return unconfirmed(made?.findings[0]?.about ?? '—');
  const type = signature.class;
  if (type === null || type === 'simple' || rank(type) < rank(declared))
    return refuse('SIGN_TYPE_NOT_PROVEN', { values: { declared }, details: { proven: type } });
  return { type, signature };
}

const unconfirmed = (means: string): Refusal => refuse('SIGN_TOOL_NOT_CONFIRMED', { values: { means } });

function notValid({ summary, conditions }: SignatureReport): Refusal {
  const refusal = refuse('SIGNATURE_NOT_VALID', {
    details: { conditions: conditions.map(({ name, status }) => ({ name, status })) },
  });
  const text = (lang: 'ky' | 'ru' | 'en'): string => refusal.text[lang].replace('{why}', summary.text[lang]);
  return { ...refusal, text: { ky: text('ky'), ru: text('ru'), en: text('en') } };
}
