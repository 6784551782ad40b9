import type { Text3 } from '../../platform/text.ts';

// DECISIONS 33: how an accreditation stands is a row of intervals, and can be asked as of any moment.

export const standingStates = ['active', 'suspended', 'revoked', 'expired', 'ceased'] as const;
export type StandingState = (typeof standingStates)[number];

/** The document a standing rests on. */
export type StandingDocument = {
  readonly number: string;
  readonly on: string;
  /** ES-8.3.5: who took over the functions of a centre that has ceased. */
  readonly successor?: string;
  /** The same name in the languages of the register; absent in entries older than it. */
  readonly successorName?: Text3;
};

export type Standing = {
  readonly state: StandingState;
  readonly since: Date;
  /** The moment from which it no longer holds; null: it holds still. */
  readonly until: Date | null;
  /** The requirement it rests on. */
  readonly law: string;
  readonly document: StandingDocument;
  /** ES-16.7f: the last instant of the warning's term. */
  readonly fixUntil: Date | null;
};

export type Accreditation = {
  readonly id: string;
  readonly centreId: string;
  readonly decisionNumber: string;
  readonly decidedAt: Date;
  /** ES-16.2b: the last instant of the term. */
  readonly untilAt: Date;
  readonly certificateNumber: string | null;
  readonly handedOverAt: Date | null;
  /** ES-16.5d: the number of the root's certificate; null while it is outstanding. */
  readonly rootCertificate: string | null;
  readonly standings: readonly Standing[];
};

/** The standings with the end of the term worked in: a term ends by itself, whenever a worker writes it down. */
export function intervalsOf(accreditation: Pick<Accreditation, 'untilAt' | 'standings'>): Standing[] {
  const over = new Date(accreditation.untilAt.getTime() + 1);
  const before = accreditation.standings
    .filter(({ since }) => since < over)
    .map((one): Standing => {
      const final = one.state !== 'active' && one.state !== 'suspended';
      return final || (one.until !== null && one.until <= over) ? one : { ...one, until: over };
    });
  const last = before.at(-1);
  if (last === undefined || (last.state !== 'active' && last.state !== 'suspended')) return before;
  const document = { number: '', on: '' };
  return [...before, { state: 'expired', since: over, until: null, law: 'ES-16.2b', document, fixUntil: null }];
}

/** How an accreditation stood at a moment; null before it was granted. */
export const standingAt = (accreditation: Pick<Accreditation, 'untilAt' | 'standings'>, at: Date): Standing | null =>
  intervalsOf(accreditation).find(({ since, until }) => since <= at && (until === null || at < until)) ?? null;

/** ES-15.1: accredited is who has an accreditation of the authority that has not ended; a suspended one still exists. */
export const isAccredited = (standing: Standing | null): boolean =>
  standing !== null && (standing.state === 'active' || standing.state === 'suspended');
