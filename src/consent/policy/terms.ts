// Lengths written as P1Y2M10D. Months have no fixed number of days, so a length has a least and a most.

export type Length = { readonly months: number; readonly days: number };

export function lengthOf(duration: string): Length {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(duration);
  const part = (index: number): number => Number(parts?.[index] ?? 0);
  return { months: part(1) * 12 + part(2), days: part(3) };
}

// The longest and the shortest run of 0..11 consecutive months; a leap day comes at most once in 4 years, at least once in 8.
const longest = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
const shortest = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];

export function daysAtMost(duration: string): number {
  const { months, days } = lengthOf(duration);
  const years = Math.floor(months / 12);
  return days + (longest[months % 12] ?? 0) + years * 365 + Math.ceil(years / 4);
}

export function daysAtLeast(duration: string): number {
  const { months, days } = lengthOf(duration);
  const years = Math.floor(months / 12);
  return days + (shortest[months % 12] ?? 0) + years * 365 + Math.floor(years / 8);
}

/** Whether the second length can turn out longer than the first: 30 days against a month can, a year against 12 months cannot. */
export function mayBeLonger(before: string, after: string): boolean {
  const [was, is] = [lengthOf(before), lengthOf(after)];
  if (is.months <= was.months && is.days <= was.days) return false;
  return daysAtMost(after) > daysAtLeast(before);
}
