import { diffPolicies, type Finding } from '../../consent/policy/index.ts';
import { type PolicyVersion, policyVersions } from '../../holders/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  codeBlock,
  details,
  hashBlock,
  type Html,
  html,
  linkButton,
  summaryList,
  table,
  tag,
  type Tone,
  warningText,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { norms, sendPage } from '../shell.ts';
import { type Desk, deskOf, everyRole, hasRole, type HolderDeps, pageAnswers, pageFor } from './deps.ts';
import { sandboxTag } from './fields.ts';
import { findingsOf, sandboxPathsOf, wholePolicy } from './policy-facts.ts';
import { policyWords } from './policy.messages.ts';

const tones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'wait', note: 'neutral' };

/** The policy in force with what the law finds in it, and its history. It is read here and changed by its procedure only. */
export function policyPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/policy',
    { config: pageFor(...everyRole), schema: { response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const words = policyWords[lang];
      const desk = deskOf(request);
      const versions = await policyVersions(deps.consent.db, desk.holderId);
      const current = versions.find((one) => one.state === 'in_force') ?? null;
      const invented = await sandboxPathsOf(deps, desk.holderId, current);
      return sendPage(request, reply, deps, {
        title: words.title,
        width: 'wide',
        body: html`<h1>${current === null ? words.title : current.body.document.title[lang] || current.body.document.title.ky}</h1>
${current === null ? warningText(lang, words.none) : html`<div class="mk-columns"><div>${standing(lang, current, invented)}</div><aside>${changing(lang, desk)}</aside></div>${findingsPart(lang, findingsOf(current))}${inventedPart(lang, invented)}`}
${versionsPart(lang, versions)}`,
      });
    },
  );
}

// SP-23b: the date of the last update stands first.
function standing(lang: Lang, policy: PolicyVersion, invented: readonly string[]): Html {
  const words = policyWords[lang];
  const marked = (text: string, path: string): Html => html`${text} ${invented.includes(path) && sandboxTag(lang)}`;
  return html`${summaryList({
    lang,
    title: words.inForce,
    rows: [
      {
        key: words.updated,
        value: marked(
          policy.lastUpdatedOn === null ? '—' : formatDate(lang, policy.lastUpdatedOn),
          'document/lastUpdated',
        ),
      },
      {
        key: words.from,
        value: marked(policy.inForceFrom === null ? '—' : formatDate(lang, policy.inForceFrom), 'document/inForce'),
      },
      { key: words.number, value: String(policy.number) },
      {
        key: words.purposes,
        value: html`<ul>${(policy.body.purposes ?? []).map((one) => html`<li>${one.text[lang] || one.text.ky}</li>`)}</ul>`,
      },
      {
        key: words.categories,
        value: html`<ul>${(policy.body.dataCategories ?? []).map((one) => html`<li>${one.text[lang] || one.text.ky}</li>`)}</ul>`,
      },
    ],
  })}${hashBlock({ lang, label: words.hash, value: Buffer.from(policy.hash).toString('hex') })}`;
}

const changing = (lang: Lang, desk: Desk): Html => {
  const words = policyWords[lang];
  const editions =
    hasRole(desk, 'data-officer', 'administrator') &&
    html`<p><a href="/holder/cases/change-of-policy">${words.changeCases}</a></p>`;
  return html`<h2>${words.change}</h2><p>${words.changeLead}</p>${hasRole(desk, 'data-officer') && html`<p>${linkButton({ text: words.changeLink, href: '/holder/policy/draft', kind: 'secondary' })}</p>`}${editions}`;
};

function findingsPart(lang: Lang, findings: readonly Finding[]): Html {
  const words = policyWords[lang];
  const one = (finding: Finding): Html =>
    html`<section class="mk-finding"><h3>${tag({ text: words[finding.severity], tone: tones[finding.severity] })} ${finding.text[lang]}</h3><p>${words.fix}: ${finding.fix[lang]}</p><p class="mk-small">${words.place}: <code>${finding.path === '' ? '/' : finding.path}</code></p>${norms(lang, finding.law)}</section>`;
  return html`<h2 id="findings">${words.findings}</h2><p>${words.findingsLead}</p>${findings.length === 0 ? html`<p>${words.clean}</p>` : findings.map(one)}`;
}

function inventedPart(lang: Lang, invented: readonly string[]): Html {
  const words = policyWords[lang];
  if (invented.length === 0) return html``;
  return html`<h2>${words.invented} ${sandboxTag(lang)}</h2><p>${words.inventedLead}</p>${details({ summary: `${words.invented} (${number(lang, invented.length)})`, id: 'invented' }, codeBlock({ lang, label: words.invented, code: invented.join('\n'), copy: false }))}`;
}

function versionsPart(lang: Lang, versions: readonly PolicyVersion[]): Html {
  const words = policyWords[lang];
  if (versions.length === 0) return html``;
  return html`<h2>${words.versions}</h2>${table({
    caption: words.versions,
    captionHidden: true,
    columns: [
      { head: words.number, numeric: true },
      { head: words.state },
      { head: words.updated, nowrap: true },
      { head: words.announcedAt, nowrap: true },
      { head: words.from, nowrap: true },
      { head: words.changes },
    ],
    rows: versions.map((one, index) => [
      String(one.number),
      tag({
        text: words[one.state],
        tone: one.state === 'in_force' ? 'good' : one.state === 'superseded' ? 'ended' : 'wait',
      }),
      one.lastUpdatedOn === null ? '—' : formatDate(lang, one.lastUpdatedOn),
      one.announcedAt === null ? '—' : formatDate(lang, one.announcedAt),
      one.inForceFrom === null ? '—' : formatDate(lang, one.inForceFrom),
      changesOf(lang, versions[index + 1], one),
    ]),
  })}`;
}

function changesOf(lang: Lang, before: PolicyVersion | undefined, after: PolicyVersion): Html {
  const words = policyWords[lang];
  const [was, is] = [before === undefined ? null : wholePolicy(before.body), wholePolicy(after.body)];
  if (was === null || is === null) return html`—`;
  const { changes, widens } = diffPolicies(was, is);
  if (changes.length === 0) return html`${words.same}`;
  return html`${tag({ text: widens ? words.widens : words.keeps, tone: widens ? 'wait' : 'good' })}<ul>${changes.map((change) => html`<li>${change.text[lang]}</li>`)}</ul>`;
}
