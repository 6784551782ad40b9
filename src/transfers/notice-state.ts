import { due, kyrgyzCalendar, termOf } from '../law/index.ts';

// CP-12, CP-16: the life of one notice. Pure; the database refuses the same moves (migrations/0055_transfers.sql).

export const noticeStates = ['DUE', 'CONTACT_SEARCH', 'SENT', 'EXEMPT', 'IMPOSSIBLE'] as const;
export type NoticeState = (typeof noticeStates)[number];

export const channels = ['phone', 'sms', 'letter', 'email'] as const;
/** CP-12d: the four forms of the decree; push and inbox are extra, never the notice (DECISIONS 14). */
export type Channel = (typeof channels)[number];
export const isChannel = (text: string): text is Channel => (channels as readonly string[]).includes(text);

export const exemptions = ['ART15_1_2_A', 'ART15_1_2_B'] as const;
/** CP-12c: article 15 part 1 item 2 sub-items a) and b) of the Law "On Personal Information"; nothing else exempts. */
export type Exemption = (typeof exemptions)[number];
export const isExemption = (text: string): text is Exemption => (exemptions as readonly string[]).includes(text);

const moves: Readonly<Record<NoticeState, readonly NoticeState[]>> = {
  DUE: ['CONTACT_SEARCH', 'SENT'],
  // CP-16a: what was not searched for cannot be impossible.
  CONTACT_SEARCH: ['DUE', 'SENT', 'IMPOSSIBLE'],
  SENT: [],
  EXEMPT: [],
  // CP-17d: the authority has found the subject.
  IMPOSSIBLE: ['DUE'],
};
export const canMove = (from: NoticeState, to: NoticeState): boolean => moves[from].includes(to);
export const isOpen = (state: NoticeState): boolean => state === 'DUE' || state === 'CONTACT_SEARCH';

/** CP-12b: within a week of the transfer. The last instant in time: 24:00 in Bishkek of the seventh day (DECISIONS, terms). */
export const noticeDueAt = (executedAt: Date): Date => due(termOf('CP-12b'), executedAt, kyrgyzCalendar);

export type Punctuality = 'open' | 'overdue' | 'on-time' | 'late' | 'closed';

/** CP-12b: where a notice stands against its term at `now`. What was sent late stays late. */
export function punctuality(
  notice: { readonly state: NoticeState; readonly dueAt: Date; readonly sentAt: Date | null },
  now: Date,
): Punctuality {
  if (isOpen(notice.state)) return now > notice.dueAt ? 'overdue' : 'open';
  if (notice.state !== 'SENT') return 'closed';
  return notice.sentAt! > notice.dueAt ? 'late' : 'on-time';
}
