import type { FastifyRequest } from 'fastify';
import { decreeStanding, decreeStandingText } from '../../holders/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { card, emptyState, html, type Html, searchBox, tag } from '../../platform/html/index.ts';
import { number, sortBy } from '../../platform/i18n/index.ts';
import { fill, type Lang } from '../../platform/text.ts';
import { centresWords } from '../centres/centres.messages.ts';
import type { PageInput } from '../deps.ts';
import { norms } from '../shell.ts';
import { asked, type PublicDeps } from './deps.ts';
import { readRegister, type Registered, search } from './register.ts';
import { registerWords } from './registers.messages.ts';

/** CP-4: who holds data, with the policy and the forms each has published. */
export async function registers(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang } = request;
  const m = registerWords[lang];
  const question = asked(request, 'q');
  const all = await readRegister(deps.consent);
  const found = sortBy(lang, search(all, question), ({ holder }) => holder.body.name[lang]);
  const list =
    found.length > 0
      ? html`${question !== '' && html`<p role="status">${filled(lang, 'found', { n: number(lang, found.length) })}</p>`}<div class="mk-flow">${found.map((one) => entry(lang, one))}</div>`
      : all.length === 0
        ? emptyState({ title: m.empty })
        : emptyState({
            title: m.none,
            body: html`<p>${m.noneText}</p>`,
            action: html`<a href="/registers">${m.all}</a>`,
          });
  return {
    title: m.title,
    description: m.lead,
    width: 'wide',
    body: html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
<p><a href="/registers/centres">${centresWords[lang].registers}</a></p>
${searchBox({ lang, action: '/registers', label: m.search, hint: m.searchHint, name: 'q', value: question })}
${list}
<h2>${m.emptyForms}</h2><p>${m.emptyFormsLead}</p><ul><li><a href="${`/forms/standard-form/blank.pdf?lang=${lang}`}">${m.emptyStandard}</a></li><li><a href="${`/forms/consent-cp8/blank.pdf?lang=${lang}`}">${m.emptyCp8}</a></li></ul>
<h2>${m.basis}</h2>${norms(lang, ['CP-4a', 'CP-4b', 'SP-1a'])}`,
  };
}

function entry(lang: Lang, { holder, policy, forms }: Registered): Html {
  const m = registerWords[lang];
  const { name } = holder.body;
  return card({
    title: name[lang],
    href: `/holders/${holder.id}`,
    tag:
      holder.registeredAt === null
        ? tag({ text: m.notRegistered, tone: 'wait' })
        : tag({ text: m.registered, tone: 'good' }),
    meta: [
      { key: m.policy, value: policy === null ? m.noPolicy : edition(lang, policy.number, policy.lastUpdatedOn) },
      { key: m.forms, value: filled(lang, 'formCount', { n: number(lang, forms.length) }) },
      { key: m.decree, value: decreeStandingText(decreeStanding(holder))[lang] },
    ],
    body: html`<p class="mk-small">${m.types[holder.type]}</p>`,
    actions: html`${policy !== null && html`<a href="/holders/${holder.id}/policy">${m.seePolicy}<span class="mk-hidden"> (${name[lang]})</span></a>`}<a href="/holders/${holder.id}/forms">${m.seeForms}<span class="mk-hidden"> (${name[lang]})</span></a>`,
  });
}

export function filled(
  lang: Lang,
  key: 'found' | 'formCount' | 'edition' | 'editionUndated' | 'formsLead',
  values: Record<string, string | number>,
): string {
  return fill({ ky: registerWords.ky[key], ru: registerWords.ru[key], en: registerWords.en[key] }, values)[lang];
}

export const edition = (lang: Lang, n: number, updated: string | null): string =>
  updated === null
    ? filled(lang, 'editionUndated', { n })
    : filled(lang, 'edition', { n, date: formatDate(lang, updated) });
