import type { ConsentDeps } from '../consent/index.ts';
import type { Handler, Notices } from '../notices/index.ts';
import type { App } from '../platform/http/index.ts';
import type { Text3 } from '../platform/text.ts';
import { type SystemDeps, systemRoutes } from '../trust/systems/index.ts';

/** Information systems with the notices of this house. */
export const wireSystems = (
  app: App,
  deps: Pick<ConsentDeps, 'db' | 'clock' | 'profile' | 'poke' | 'keys' | 'registers'> &
    Pick<SystemDeps, 'verifier' | 'container'> & { readonly notices: Notices },
): void => systemRoutes(app, { ...deps, notify: (tx, notice) => deps.notices.enqueue(tx, notice) });

const subject: Text3 = {
  ky: 'Сизге кол коюлган электрондук документ жөнөтүлдү',
  ru: 'Вам направлен подписанный электронный документ',
  en: 'A signed electronic document was sent to you',
};

/** Whoever a document was sent to finds it in the system; the message only says that it is there. */
export const documentSentHandler: Handler = {
  messages: ({ subjectId }) =>
    subjectId === null
      ? [{ to: 'holder', content: { subject } }]
      : [
          {
            to: 'subject',
            how: 'first',
            channels: ['inbox', 'email', 'sms'],
            content: { subject, lines: [subject], sms: subject },
          },
        ],
};
