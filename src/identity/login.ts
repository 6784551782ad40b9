import type { Refusal } from '../platform/refusal.ts';
import { refuse } from './refusals.ts';
import type { Keys } from '../keys/index.ts';

export type Login = { readonly kind: 'phone' | 'email'; readonly value: string };

const emailShape = /^[^\s@<>"(),:;\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/;

/** A phone number or e-mail address in its one spelling, so that one login is one account. */
export function parseLogin(given: string): Login | Refusal {
  const text = given.normalize('NFC').trim().toLowerCase();
  if (text.includes('@'))
    return text.length <= 254 && emailShape.test(text)
      ? { kind: 'email', value: text }
      : refuse('LOGIN_SHAPE', { field: 'login' });
  const digits = text.replace(/[\s().-]/g, '');
  const national = /^(?:\+?996|0)(\d{9})$/.exec(digits)?.[1];
  return national === undefined
    ? refuse('LOGIN_SHAPE', { field: 'login' })
    : { kind: 'phone', value: `+996${national}` };
}

/** Enough for the owner to recognise it, too little for anyone else to use. */
export function maskLogin(login: Login): string {
  if (login.kind === 'phone') return `+996 *** *** ${login.value.slice(-3)}`;
  const [name, host] = login.value.split('@') as [string, string];
  return `${name.slice(0, 1)}***@${host}`;
}

export const loginMac = (keys: Keys, login: Login): Buffer => keys.mac('identity/login', login.kind, login.value);
