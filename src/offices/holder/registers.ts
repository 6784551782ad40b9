import { card, cardGrid } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { type Desk, everyRole, hasRole, type HolderDeps, pageAnswers, pageFor, type Role } from './deps.ts';
import { registerWords } from './registers.messages.ts';
import { showDesk, visitOf } from './visit.ts';

type Register = {
  readonly href: string;
  readonly word: 'services' | 'arrays' | 'data' | 'operations' | 'reviews' | 'powers';
  readonly roles: readonly Role[];
};
const registers: readonly Register[] = [
  { href: '/holder/services', word: 'services', roles: everyRole },
  { href: '/holder/arrays', word: 'arrays', roles: everyRole },
  { href: '/holder/data', word: 'data', roles: everyRole },
  { href: '/holder/operations', word: 'operations', roles: everyRole },
  { href: '/holder/reviews', word: 'reviews', roles: ['data-officer'] },
  { href: '/holder/representations', word: 'powers', roles: ['clerk', 'data-officer'] },
];

/** What the holder keeps on record by law; nobody is shown a way that is closed to them. */
export function registersPage(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/registers',
    { config: pageFor(...everyRole), schema: { response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const words = registerWords[visit.lang];
      return showDesk(visit, {
        title: words.title,
        lead: words.lead,
        width: 'wide',
        body: cardGrid(
          ...openTo(visit.desk).map(({ href, word }) => card({ title: words[word], href, body: words[`${word}More`] })),
        ),
      });
    },
  );
}

const openTo = (desk: Desk): readonly Register[] => registers.filter(({ roles }) => hasRole(desk, ...roles));

/** The registers as links, for the overview. */
export const registersFor = (lang: Lang, desk: Desk): readonly { readonly href: string; readonly text: string }[] =>
  openTo(desk).map(({ href, word }) => ({ href, text: registerWords[lang][word] }));

/** The trail of a page that belongs to the registers. */
export const registerTrail = (lang: Lang) => [{ text: registerWords[lang].title, href: '/holder/registers' }];
