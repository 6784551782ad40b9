import type { ConsentDeps } from '../consent/index.ts';
import { accountOfKey, type IdentityDeps, methodOfSession } from '../identity/index.ts';
import type { Handler, Notices } from '../notices/index.ts';
import type { App } from '../platform/http/index.ts';
import type { Text3 } from '../platform/text.ts';
import { type SystemDeps, systemRoutes, systemScope } from '../trust/systems/index.ts';
import { ownerOfCertificate } from './judged-signature.ts';

/** Information systems with the notices of this house; what its pages stand on. */
export function wireSystems(
  app: App,
  deps: Pick<ConsentDeps, 'db' | 'clock' | 'profile' | 'poke' | 'keys' | 'registers'> &
    Pick<SystemDeps, 'verifier' | 'container'> & { readonly notices: Notices; readonly identity: IdentityDeps },
): SystemDeps {
  const systems: SystemDeps = {
    ...deps,
    notify: (tx, notice) => deps.notices.enqueue(tx, notice),
    settle: (tx, { holderId, kind, ref }) => deps.notices.endTasks(tx, kind, ref, holderId),
    async accountOfKey(certificate) {
      const owner = await ownerOfCertificate(deps.db, certificate);
      return deps.db.tx(systemScope, (tx) => accountOfKey(deps.identity, tx, owner));
    },
    keyPresented: (session) => deps.db.tx(systemScope, (tx) => methodOfSession(deps.identity, tx, session)),
  };
  systemRoutes(app, systems);
  return systems;
}

const subject: Text3 = {
  ky: 'Сизге кол коюлган электрондук документ жөнөтүлдү',
  ru: 'Вам направлен подписанный электронный документ',
  en: 'A signed electronic document was sent to you',
};

const link: Text3 = {
  ky: 'Жөнөтүлгөн документ жөнүндө маалымат',
  ru: 'Сведения о направленном документе',
  en: 'What was sent',
};

/** Whoever a document was sent to finds it in the system; the message only says that it is there. */
export const documentSentHandler: Handler = {
  news: true,
  messages: ({ subjectId }) =>
    subjectId === null
      ? [{ to: 'holder', content: { subject } }]
      : [
          {
            to: 'subject',
            how: 'first',
            channels: ['inbox', 'email', 'sms'],
            content: { subject, lines: [subject], link: { path: '/me/exchange', label: link }, sms: subject },
          },
        ],
};
