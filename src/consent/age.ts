import type { DateString } from '../law/index.ts';

/** Full years on a day, both dates in Bishkek. A 29 February birthday falls on 1 March in other years. */
export function ageOn(birthDate: DateString, day: DateString): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** The day a person turns `years`; a 29 February birthday falls on 1 March in other years. */
export function birthday(birthDate: DateString, years: number): DateString {
  const year = Number(birthDate.slice(0, 4)) + years;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return `${year}-${birthDate.slice(5) === '02-29' && !leap ? '03-01' : birthDate.slice(5)}`;
}

/** DECISIONS 11: a child is under 18. */
export const adulthood = 18;

export type ConsentCapacity = 'own' | 'representative';

/**
 * PD-18.2, DECISIONS 11: a child is under 18; own consent from 14 for purposes marked age-appropriate, otherwise the
 * legal representative's.
 */
export function capacity(birthDate: DateString, day: DateString, ageAppropriate: boolean): ConsentCapacity {
  const age = ageOn(birthDate, day);
  if (age >= adulthood) return 'own';
  return age >= 14 && ageAppropriate ? 'own' : 'representative';
}

export const isChild = (birthDate: DateString, day: DateString): boolean => ageOn(birthDate, day) < adulthood;
