import { parseEmail, parsePhone } from '../../keys/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { refuse } from './refusals.ts';

/** CP-13a: the three ways to reach a person, as they are stored; null = not given. */
export type ReachedAt = {
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
};
export type TypedContacts = Partial<{ readonly [K in keyof ReachedAt]: string | null | undefined }>;

/** Contacts as typed, brought into the stored form. At least e-mail or telephone: the authority writes no letters from here. */
export function contactsGiven(typed: TypedContacts): ReachedAt | Refusal {
  const said = (text: string | null | undefined): string | null => {
    const tidy = (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
    return tidy === '' ? null : tidy;
  };
  const email = said(typed.email);
  const phone = said(typed.phone);
  if (email === null && phone === null) return refuse('CONTACT_MISSING', { field: 'email' });
  const mail = email === null ? null : parseEmail(email);
  if (isRefusal(mail)) return { ...mail, field: 'email' };
  const number = phone === null ? null : parsePhone(phone);
  if (isRefusal(number)) return { ...number, field: 'phone' };
  return { email: mail, phone: number, address: said(typed.address) };
}
