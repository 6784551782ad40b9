import { codeBlock, html } from '../../../platform/html/index.ts';
import type { Lang } from '../../../platform/text.ts';
import type { PageInput } from '../../deps.ts';
import { developerWords } from './developers.messages.ts';
import { guideCommands } from './guide-commands-data.ts';
import { guideSteps } from './guide.messages.ts';

/** One consent by curl alone: sign up, be bound, read, consent, prove, ask, withdraw. */
export function guidePage(lang: Lang, url: string): PageInput {
  const m = developerWords[lang];
  const commands = guideCommands(url);
  return {
    title: m.guideTitle,
    width: 'wide',
    breadcrumbs: [{ text: m.title, href: '/developers' }],
    body: html`<h1>${m.guideTitle}</h1><p class="mk-lead">${m.guideLead}</p>
${guideSteps[lang].map(({ title, text }, i) => html`<h2>${i + 1}. ${title}</h2><p>${text}</p>${codeBlock({ lang, label: title, code: commands[i]! })}`)}
<p><a href="/developers">${m.reference}</a></p>`,
  };
}
