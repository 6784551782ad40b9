import type { Content, Handlers } from '../notices/index.ts';
import type { Lang, Text3 } from '../platform/text.ts';
import { sourcesOpen } from './acts/open-notices.ts';
import { noticeKind } from './acts/send-notice.ts';
import { failedKind } from './acts/settle-sent.ts';
import { dueSoonKind, overdueAtHolder, overdueKind } from './acts/watch-terms.ts';
import { taskWords } from './handlers.messages.ts';

const task = (subject: Text3) => ({ messages: () => [{ to: 'holder', content: { subject } } as const] });

/** What leaves the platform because of transfers: the notices themselves, and the tasks of who owes them. */
export const transferHandlers: Handlers = {
  [noticeKind]: {
    messages: (_row, facts) => {
      const { address, lang, content } = facts as { address: string; lang: Lang; content: Content };
      return [{ to: 'address', channel: 'email', address, lang, content }];
    },
  },
  [failedKind]: task(taskWords.failed),
  [sourcesOpen]: task(taskWords.sourcesOpen),
  [dueSoonKind]: task(taskWords.dueSoon),
  [overdueKind]: task(taskWords.overdue),
  [overdueAtHolder]: task(taskWords.overdueAtHolder),
};
