import { html, type Html, linkButton } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { cloudWords } from './cloud.messages.ts';

/** The way to the page of a key in the cloud, from where a person chooses how to sign. */
export const cloudWay = (lang: Lang, sign: string): Html => {
  const m = cloudWords[lang];
  return html`<h2>${m.title}</h2><p>${m.hint}</p>${linkButton({ text: m.open, href: `${sign}/cloud`, kind: 'secondary' })}`;
};
