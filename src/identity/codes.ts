import { randomBytes, randomInt } from 'node:crypto';

// Codes a person reads, writes down and types: Crockford's alphabet, no letters that look alike.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 16 characters in four groups, 80 random bits. */
export function recoveryCode(): string {
  const bytes = randomBytes(16);
  const text = [...bytes].map((byte) => alphabet[byte & 31]).join('');
  return text.match(/.{4}/g)!.join('-');
}

/** Eight characters in two groups: what a citizen reads to the clerk. */
export const counterCode = (): string => recoveryCode().slice(0, 9);

/** Eight digits for a message. */
export const messageCode = (): string => String(randomInt(100_000_000)).padStart(8, '0');

/** As typed by a person, in the one spelling. */
export const plainCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1').slice(0, 40);
