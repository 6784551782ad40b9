// Ways to reach a person, in the one form they are stored and looked up in.

import type { Refusal } from '../platform/refusal.ts';
import { refuse } from './refusals.ts';

/** E.164. A local number (0XXX XXXXXX or nine digits) is a Kyrgyz one; +996 has exactly nine digits after it. */
export function parsePhone(text: string): string | Refusal {
  const typed = text.replace(/[\s\u00a0().-]/g, '');
  const full = /^0\d{9}$/.test(typed)
    ? `+996${typed.slice(1)}`
    : /^[1-9]\d{8}$/.test(typed)
      ? `+996${typed}`
      : /^996\d{9}$/.test(typed)
        ? `+${typed}`
        : typed.replace(/^00/, '+');
  const good = full.startsWith('+996') ? /^\+996\d{9}$/.test(full) : /^\+[1-9]\d{7,14}$/.test(full);
  return good ? full : refuse('PHONE_SHAPE', { field: 'contacts/phone' });
}

/** An address as mail systems compare it: the domain in lower case. The part before @ stays as typed. */
export function parseEmail(text: string): string | Refusal {
  const typed = text.trim().normalize('NFC');
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, at);
  const domain = typed.slice(at + 1).toLowerCase();
  const labels = domain.split('.');
  const good =
    at > 0 &&
    typed.length <= 254 &&
    local.length <= 64 &&
    /^[^\s@"(),:;<>[\\\]\p{Cc}]+$/u.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label));
  return good ? `${local}@${domain}` : refuse('EMAIL_SHAPE', { field: 'contacts/email' });
}
