import type { CaseNow } from '../../cases/index.ts';
import { checkPolicy, diffPolicies, type Finding, type Policy } from '../../consent/policy/index.ts';
import { type PolicyVersion, policyVersion } from '../../holders/index.ts';
import { dayOf } from '../../law/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { details, hashBlock, html, type Html, inset, tag, type Tone } from '../../platform/html/index.ts';
import { fill, type Lang, langs, type Text3 } from '../../platform/text.ts';
import { putDay } from '../holder/given.ts';
import { wholePolicy } from '../holder/policy-facts.ts';
import { policyWords } from '../holder/policy.messages.ts';
import { norms } from '../shell.ts';
import type { CasesDeps } from './deps.ts';
import { draftWords } from './policy-draft.messages.ts';

// The edition a case is about: what it changes, what the law finds in it.

const tones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'wait', note: 'neutral' };

const idOf = (now: CaseNow, name: 'versionId' | 'previousVersionId'): string | null => {
  const id = now.history.acts[0]!.data[name];
  return typeof id === 'string' ? id : null;
};
const editionOf = async (
  deps: CasesDeps,
  now: CaseNow,
  which: 'versionId' | 'previousVersionId',
): Promise<PolicyVersion | null> => {
  const id = idOf(now, which);
  const found = id === null ? null : await policyVersion(deps.consent.db, id);
  return found?.holderId === now.head.holderId ? found : null;
};

/** SP-10a: the closed lists by their codes; then the purposes as they are compared for consents. */
export function changesBetween(
  before: Policy | null,
  after: Policy,
): { readonly texts: readonly Text3[]; readonly widens: boolean } {
  if (before === null) return { texts: [], widens: false };
  const lists = (['dataCategories', 'subjectCategories', 'legalBases'] as const).flatMap((name) => {
    const [was, is] = [before[name] ?? [], after[name] ?? []];
    const only = (these: typeof was, those: typeof was, said: Text3): Text3[] =>
      these
        .filter(({ code }) => !those.some((one) => one.code === code))
        .map(({ code, text }) => named(said, (lang) => text[lang] ?? text.ky ?? code));
    return [...only(is, was, draftWords3(`${name}Added`)), ...only(was, is, draftWords3(`${name}Removed`))];
  });
  const { changes, widens } = diffPolicies(before, after);
  return { texts: [...lists, ...changes.map(({ text }) => text)], widens };
}
const draftWords3 = (
  name: `${'dataCategories' | 'subjectCategories' | 'legalBases'}${'Added' | 'Removed'}`,
): Text3 => ({ ky: draftWords.ky[name], ru: draftWords.ru[name], en: draftWords.en[name] });
const named = (text: Text3, name: (lang: Lang) => string): Text3 => ({
  ky: fill(text, { name: name('ky') }).ky,
  ru: fill(text, { name: name('ru') }).ru,
  en: fill(text, { name: name('en') }).en,
});

export function changesView(lang: Lang, before: Policy | null, after: Policy): Html {
  const w = draftWords[lang];
  const { texts, widens } = changesBetween(before, after);
  return html`<h2>${w.changes}</h2>${texts.length === 0 ? html`<p>${w.noChanges}</p>` : html`<p>${tag({ text: widens ? policyWords[lang].widens : policyWords[lang].keeps, tone: widens ? 'wait' : 'good' })}</p>${widens && html`<p>${w.widensNote}</p>`}<ul>${texts.map((text) => html`<li>${text[lang]}</li>`)}</ul>`}`;
}

export function findingsView(lang: Lang, findings: readonly Finding[]): Html {
  const w = policyWords[lang];
  const one = (finding: Finding): Html =>
    html`<li>${tag({ text: w[finding.severity], tone: tones[finding.severity] })} ${finding.text[lang]} ${finding.fix[lang]}</li>`;
  if (findings.length === 0) return html`<h2>${w.findings}</h2><p>${w.clean}</p>`;
  const law = [...new Set(findings.flatMap((finding) => finding.law))];
  return html`<h2>${w.findings}</h2><ul>${findings.map(one)}</ul>${details({ summary: draftWords[lang].norms }, norms(lang, law))}`;
}

export async function policyPart(deps: CasesDeps, now: CaseNow, lang: Lang): Promise<Html> {
  const [edition, previous] = await Promise.all([
    editionOf(deps, now, 'versionId'),
    editionOf(deps, now, 'previousVersionId'),
  ]);
  const after = edition === null ? null : wholePolicy(edition.body);
  if (edition === null || after === null) return html``;
  const before = previous === null ? null : wholePolicy(previous.body);
  return html`${changesView(lang, before, after)}${findingsView(lang, checkPolicy(after))}${hashBlock({ lang, label: policyWords[lang].hash, value: Buffer.from(edition.hash).toString('hex') })}`;
}

/** SP-23d: the earliest day the law allows, before a day is chosen. */
export function policyHint(deps: CasesDeps, act: string, lang: Lang): Html {
  if (act !== 'announce') return html``;
  const earliest = deps.engine.law().earliestAfter('SP-23d', deps.clock.now());
  return inset(
    html`<p>${draftWords[lang].earliest}: ${formatDate(lang, earliest)}. ${draftWords[lang].workingDays}</p>`,
  );
}

/** What the edition itself already says, in the fields of the act. */
export async function policyFilled(deps: CasesDeps, now: CaseNow, act: string): Promise<Record<string, unknown>> {
  const [edition, previous, holder] = await Promise.all([
    editionOf(deps, now, 'versionId'),
    editionOf(deps, now, 'previousVersionId'),
    deps.consent.registers.holder(now.head.holderId),
  ]);
  const place = holder?.body.contacts.website ?? '';
  const after = edition === null ? null : wholePolicy(edition.body);
  const today = dayOf(deps.clock.now());
  if (act === 'approve') return putDay('date', today);
  if (act === 'publish') return { place, ...putDay('lastUpdatedOn', edition?.lastUpdatedOn ?? today) };
  if (act === 'announce' && after !== null) {
    const { texts } = changesBetween(previous === null ? null : wholePolicy(previous.body), after);
    const planned = Object.fromEntries(
      langs.map((lang) => [`plannedChanges.${lang}`, texts.map((text) => text[lang]).join('\n')]),
    );
    return {
      place,
      ...planned,
      ...putDay('publicationOn', dayOf(deps.engine.law().earliestAfter('SP-23d', deps.clock.now()))),
    };
  }
  return {};
}
