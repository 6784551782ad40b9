import type { Holder } from '../../holders/index.ts';
import type { Lang } from '../../platform/text.ts';
import { words } from './words.messages.ts';

/** Where a page of a journey stands. */
export const journeyTrail = (lang: Lang, { holder }: { readonly holder: Holder }) => [
  { text: words[lang].home, href: '/me' },
  { text: holder.body.name[lang], href: `/holders/${holder.id}` },
];
export const myTrail = (lang: Lang) => [{ text: words[lang].home, href: '/me' }];
