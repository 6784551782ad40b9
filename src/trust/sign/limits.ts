import type { Refusal } from '../../platform/refusal.ts';
import { fill } from '../../platform/text.ts';
import type { Certificate } from '../path/index.ts';
import { judgeLimits, ownerOf, type Use } from '../verify/index.ts';
import { refuse } from './refusals.ts';

/**
 * ES-17.6.2: before the key is used: whether this use goes beyond the limits of its certificate. What nobody told stays open here, for
 * the verifier to judge; limits in words are the person's to read (`limitsInWords`).
 */
export function beyondLimits(certificate: Certificate, use: Use, at: Date): Refusal | undefined {
  const violated = judgeLimits(ownerOf(certificate), use, at).find(({ status }) => status === 'not-met');
  if (violated === undefined) return undefined;
  const refusal = refuse('SIGN_LIMIT', { details: { finding: violated.code, about: violated.about ?? null } });
  return { ...refusal, text: fill(refusal.text, { about: violated.about ?? '' }) };
}

/** ES-17.2.6: the limits as the certificate words them, where no rule for programs stands beside; they are shown and confirmed. */
export function limitsInWords(certificate: Certificate): readonly { readonly lang: string; readonly text: string }[] {
  const { limits } = ownerOf(certificate);
  return limits === undefined || (limits.rules ?? []).length > 0 ? [] : limits.text;
}
