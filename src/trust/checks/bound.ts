/**
 * How much of one asker a centre keeps in so many days. Each answer stays with its request and data, for a claim may be made about it
 * (ES-13.3.2): room comes by time, and never by destroying what is kept.
 */
export const mostKept = { days: 30, checks: 1_000, octets: 512 * 2 ** 20 } as const;

/** Checks of one asker at one centre, and their octets as they are kept. */
export type KeptOfAsker = { readonly checks: number; readonly octets: number };

/** From when on checks count. */
export const countedFrom = (now: Date): Date => new Date(now.getTime() - mostKept.days * 86_400_000);

/** Whether one more check of `octets` is kept. */
export const hasRoom = (kept: KeptOfAsker, octets = 0): boolean =>
  kept.checks < mostKept.checks && kept.octets + octets <= mostKept.octets;
