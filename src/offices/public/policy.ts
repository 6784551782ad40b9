import type { FastifyRequest } from 'fastify';
import {
  checkPolicy,
  type Change,
  diffPolicies,
  type Finding,
  type Policy,
  type SpokenPolicy,
} from '../../consent/policy/index.ts';
import { type PolicyVersion, policyVersions } from '../../holders/index.ts';
import { hex } from '../../record/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  banner,
  details,
  emptyState,
  hashBlock,
  html,
  type Html,
  inset,
  summaryList,
  table,
  tag,
  type Tone,
} from '../../platform/html/index.ts';
import { fill, type Lang, type Text3 } from '../../platform/text.ts';
import type { PageInput } from '../deps.ts';
import { norms } from '../shell.ts';
import { asked, type PublicDeps } from './deps.ts';
import { holderOf } from './forms.ts';
import { policyWords } from './policy.messages.ts';
import { policyText } from './policy-text.ts';
import { registerWords } from './registers.messages.ts';

/** Drafts are the holder's own; what is announced, in force or was in force is everybody's (SP-23). */
const publicStates = ['announced', 'in_force', 'superseded'] as const;
type Shown = PolicyVersion & { readonly state: (typeof publicStates)[number] };
const isPublic = (one: PolicyVersion): one is Shown => (publicStates as readonly string[]).includes(one.state);
const tones: Readonly<Record<Shown['state'], Tone>> = { in_force: 'good', announced: 'wait', superseded: 'ended' };

export const textOf = (one: PolicyVersion): SpokenPolicy & { readonly sandboxPaths?: readonly string[] } =>
  one.body as unknown as SpokenPolicy;

/** SP-1a, SP-23: the policy of a holder with its standing, in Kyrgyz and in the reader's language. */
export async function policyPage(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang } = request;
  const m = policyWords[lang];
  const holder = await holderOf(request, deps);
  const name = holder.body.name[lang];
  const versions = (await policyVersions(deps.consent.db, holder.id)).filter(isPublic);
  const current = versions.find(({ state }) => state === 'in_force') ?? null;
  const wanted = Number(asked(request, 'edition'));
  const shown = versions.find(({ number }) => number === wanted) ?? current;
  const around = {
    breadcrumbs: [
      { text: registerWords[lang].title, href: '/registers' },
      { text: name, href: `/holders/${holder.id}` },
    ],
    width: 'wide' as const,
  };
  if (shown === null)
    return {
      ...around,
      title: m.policy,
      body: html`<h1><span class="mk-caption">${name}</span> ${m.policy}</h1>${emptyState({ title: m.none, body: html`<p>${m.noneText}</p>` })}${norms(lang, ['SP-1a'])}`,
    };
  const policy = textOf(shown);
  const sandboxPaths = policy.sandboxPaths ?? [];
  const base = `/holders/${holder.id}/policy`;
  return {
    ...around,
    title: policy.document.title[lang],
    body: html`<h1><span class="mk-caption">${name}</span> ${policy.document.title[lang]}</h1>${lang !== 'ky' && html`<p class="mk-lead" lang="ky">${policy.document.title.ky}</p>`}
${shown.state !== 'in_force' && inset(html`<p>${m.notCurrent}${current !== null && html` <a href="${base}">${m.current}</a>`}</p>`)}
${shown.state === 'in_force' && announced(lang, base, current, versions)}
${standing(lang, shown)}
<p class="mk-small">${m.authentic}</p>${sandboxPaths.length > 0 && html`<p class="mk-small">${tag({ text: m.sandboxValue, tone: 'wait' })} ${m.sandboxNote}</p>`}
${findings(lang, policy)}
${policyText(lang, policy, sandboxPaths, holder.type)}
${editions(lang, base, versions)}
${norms(lang, ['SP-1a', 'SP-23a', 'SP-23b', 'SP-23d'])}<p class="mk-small">${m.print}</p>`,
  };
}

// SP-23b: the date of the last update stands on the policy itself.
function standing(lang: Lang, shown: Shown): Html {
  const m = policyWords[lang];
  const day = (at: Date | null): Html | null =>
    at === null ? null : html`<time datetime="${at.toISOString()}">${formatDate(lang, at)}</time>`;
  const rows = [
    { key: m.edition, value: html`${shown.number} ${tag({ text: m.states[shown.state], tone: tones[shown.state] })}` },
    {
      key: m.lastUpdated,
      value:
        shown.lastUpdatedOn === null
          ? m.undated
          : html`<time datetime="${shown.lastUpdatedOn}">${formatDate(lang, shown.lastUpdatedOn)}</time>`,
    },
    { key: m.announcedOn, value: day(shown.announcedAt) },
    { key: m.inForceFrom, value: day(shown.inForceFrom) },
    { key: m.until, value: day(shown.supersededAt) },
  ];
  return html`${summaryList({ lang, rows: rows.filter(({ value }) => value !== null) })}${hashBlock({ lang, label: m.hash, value: hex(shown.hash) })}`;
}

/** SP-23e: what is going to change, before it does. */
function announced(lang: Lang, base: string, current: Shown | null, versions: readonly Shown[]): Html {
  const m = policyWords[lang];
  return html`${versions
    .filter(({ state }) => state === 'announced')
    .map((next) =>
      banner({
        lang,
        kind: 'warning',
        id: `announced-${next.number}`,
        title: m.announcedTitle,
        body: html`<p>${said(lang, 'announcedText', { n: next.number, date: next.announcedAt === null ? '' : formatDate(lang, next.announcedAt) })} <a href="${base}?edition=${next.number}">${m.announcedLink}</a></p>${current !== null && changes(lang, current, next)}`,
      }),
    )}`;
}

function changes(lang: Lang, current: Shown, next: Shown): Html {
  const m = policyWords[lang];
  const found: readonly Change[] = diffPolicies(
    textOf(current) as unknown as Policy,
    textOf(next) as unknown as Policy,
  ).changes;
  return html`${found.length > 0 && html`<h3>${m.changes}</h3><ul>${found.map((one) => html`<li>${one.text[lang]}${one.widens && html` ${tag({ text: m.widens, tone: 'wait' })}`}</li>`)}</ul>`}`;
}

const severityTones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'wait', note: 'info' };

function findings(lang: Lang, policy: SpokenPolicy): Html {
  const m = policyWords[lang];
  const found = checkPolicy(policy as unknown as Policy);
  if (found.length === 0) return html`<p>${m.noFindings}</p>`;
  const one = (finding: Finding): Html =>
    html`<li><p>${tag({ text: m.severity[finding.severity], tone: severityTones[finding.severity] })} ${finding.text[lang]}</p><p class="mk-small"><strong>${m.fix}:</strong> ${finding.fix[lang]} ${finding.law.map((id, i) => html`${i > 0 && ', '}<a href="/law/${id}">${id}</a>`)}</p></li>`;
  return details(
    { summary: said(lang, 'findings', { n: found.length }), id: 'findings' },
    html`<p>${m.findingsLead}</p><ul>${found.map(one)}</ul>`,
  );
}

function editions(lang: Lang, base: string, versions: readonly Shown[]): Html {
  const m = policyWords[lang];
  return html`<h2>${m.earlier}</h2>${table({
    caption: m.earlier,
    captionHidden: true,
    columns: [{ head: m.edition }, { head: m.lastUpdated }, { head: m.inForceFrom }, { head: m.until }],
    rows: versions.map((one) => [
      html`<a href="${base}?edition=${one.number}">${one.number}</a> ${tag({ text: m.states[one.state], tone: tones[one.state] })}`,
      one.lastUpdatedOn === null ? m.undated : formatDate(lang, one.lastUpdatedOn),
      one.inForceFrom === null ? '—' : formatDate(lang, one.inForceFrom),
      one.supersededAt === null ? '—' : formatDate(lang, one.supersededAt),
    ]),
  })}`;
}

const said = (lang: Lang, key: 'announcedText' | 'findings', values: Record<string, string | number>): string => {
  const text: Text3 = { ky: policyWords.ky[key], ru: policyWords.ru[key], en: policyWords.en[key] };
  return fill(text, values)[lang];
};
