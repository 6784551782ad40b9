import {
  codeBlock,
  details,
  html,
  type Html,
  linkButton,
  sectionNav,
  summaryList,
  table,
  tag,
} from '../../../platform/html/index.ts';
import { procedures } from '../../../procedures/index.ts';
import type { Access } from '../../../platform/http/index.ts';
import { number } from '../../../platform/i18n/index.ts';
import type { Lang } from '../../../platform/text.ts';
import type { PageInput } from '../../deps.ts';
import { curlOf } from './curl.ts';
import { developerWords } from './developers.messages.ts';
import type { Answer, Api, Operation, Row } from './openapi.ts';

export const slugOf = (tagName: string): string => tagName.toLowerCase().replace(/[^a-z0-9]+/g, '-');

// A procedure's routes are grouped under its name; it is called as on the pages of its cases.
const procedureTitles = new Map(procedures.map(({ name, texts }) => [name, texts.title]));

export function tagTitle(lang: Lang, name: string): string {
  const m = developerWords[lang];
  const procedure = procedureTitles.get(name)?.[lang];
  return procedure === undefined ? (m.tags[name] ?? name) : m.procedure.replace('{name}', procedure);
}

/** Where to begin: the rules of the API, the guide, the groups. */
export function overview(lang: Lang, api: Api, url: string): PageInput {
  const m = developerWords[lang];
  return {
    title: m.title,
    description: m.lead,
    width: 'wide',
    body: html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
<h2>${m.guide}</h2><p>${linkButton({ text: m.guideLink, href: '/developers/guide', start: true })}</p>
<h2>${m.basics}</h2>${summaryList({ lang, rows: m.rules.map(({ key, text }) => ({ key, value: text.replace('{url}', url) })) })}
<h2>${m.groups}</h2>${table({
      caption: m.groups,
      captionHidden: true,
      columns: [{ head: m.group }, { head: m.count, numeric: true }],
      rows: [...api].map(([name, operations]) => [
        html`<a href="/developers/${slugOf(name)}">${tagTitle(lang, name)}</a>`,
        number(lang, operations.length),
      ]),
    })}<p><a href="/v1/openapi.json">${m.openapi}</a></p>`,
  };
}

export function group(lang: Lang, api: Api, name: string, url: string): PageInput {
  const m = developerWords[lang];
  const operations = api.get(name) ?? [];
  return {
    title: tagTitle(lang, name),
    width: 'wide',
    breadcrumbs: [{ text: m.title, href: '/developers' }],
    body: html`<h1>${tagTitle(lang, name)}</h1>${lang !== 'en' && html`<p class="mk-small">${m.english}</p>`}
${sectionNav({ lang, label: m.groups, links: [...api.keys()].map((one) => ({ text: tagTitle(lang, one), href: `/developers/${slugOf(one)}`, current: one === name })) })}
<ul>${operations.map((one) => html`<li><a href="#${one.id}"><code>${one.method} ${one.path}</code></a></li>`)}</ul>
${operations.map((one) => operation(lang, one, url))}`,
  };
}

function operation(lang: Lang, one: Operation, url: string): Html {
  const m = developerWords[lang];
  return html`<section class="mk-flow" id="${one.id}"><h2><code>${one.method} ${one.path}</code></h2><p lang="en">${one.summary}</p>
<p><strong>${m.access}:</strong></p><div class="mk-tags">${one.access.map((way) => tag({ text: whoMay(lang, way), tone: 'info' }))}</div>
${one.parameters.length > 0 && html`<h3>${m.parameters}</h3>${fields(lang, m.parameters, one.parameters)}`}
${one.body !== null && one.body.length > 0 && html`<h3>${m.body}</h3>${fields(lang, m.body, one.body)}`}
<h3>${m.answers}</h3>${one.answers.filter((answer) => !isRefusal(answer)).map((answer) => answerPart(lang, answer))}${refused(lang, one.answers.filter(isRefusal))}
${details({ summary: m.example }, codeBlock({ lang, label: `curl: ${one.method} ${one.path}`, code: curlOf(url, one) }))}</section>`;
}

const problemPattern = /^[45]/;

const isRefusal = (answer: Answer): boolean =>
  answer.problem || (problemPattern.test(answer.status) && answer.rows.length === 0);

const refused = (lang: Lang, answers: readonly Answer[]): Html =>
  html`${answers.length > 0 && html`<p>${answers.map(({ status }) => html`<code>${status}</code> `)}${developerWords[lang].refused}</p>`}`;

const answerPart = (lang: Lang, answer: Answer): Html =>
  html`<p><code>${answer.status}</code> <code>${answer.type}</code></p>${answer.rows.length > 0 && fields(lang, `${developerWords[lang].answers} ${answer.status}`, answer.rows)}`;

function fields(lang: Lang, caption: string, rows: readonly (Row & { readonly place?: string })[]): Html {
  const m = developerWords[lang];
  return table({
    caption,
    captionHidden: true,
    columns: [{ head: m.name }, { head: m.type }, { head: m.description }],
    rows: rows.map((row) => [
      html`<code>${row.name}</code>${row.required && html`<br><span class="mk-small">${m.required}</span>`}`,
      html`<code>${row.type}</code>`,
      html`${row.place !== undefined && html`<span class="mk-small">${row.place}</span> `}${row.description !== '' && html`<span lang="en">${row.description}</span>`}`,
    ]),
  });
}

function whoMay(lang: Lang, way: Access): string {
  const { who, offices } = developerWords[lang];
  if (way.for === 'machine') return who.machine.replace('{scope}', way.scope);
  if (way.for !== 'staff') return who[way.for];
  const pattern = way.roles === undefined ? who.staff : who.roles;
  return pattern.replace('{office}', offices[way.office]).replace('{roles}', (way.roles ?? []).join(', '));
}
