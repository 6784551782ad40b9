// Lengths written as P1Y2M10D. Months have no fixed number of days, so a length has a least and a most.

export type Length = { readonly months: number; readonly days: number };

export function lengthOf(duration: string): Length {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(duration);
  const part = (index: number): number => Number(parts?.[index] ?? 0);
  return { months: part(1) * 12 + part(2), days: part(3) };
}

export function daysAtMost(duration: string): number {
  const { months, days } = lengthOf(duration);
  return days + Math.ceil((months * 366) / 12) + (months % 12 === 0 ? 0 : 1);
}

export function daysAtLeast(duration: string): number {
  const { months, days } = lengthOf(duration);
  return days + Math.max(0, Math.floor((months * 365) / 12) - (months % 12 === 0 ? 0 : 2));
}

/** Whether the second length can turn out longer than the first: 30 days against a month can, a year against 12 months cannot. */
export function mayBeLonger(before: string, after: string): boolean {
  const [was, is] = [lengthOf(before), lengthOf(after)];
  if (is.months <= was.months && is.days <= was.days) return false;
  return daysAtMost(after) > daysAtLeast(before);
}
