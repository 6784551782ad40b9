import { formatDate } from '../../platform/dates.ts';
import { html, type Html, table, tag } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  byTheLaw,
  type Rule,
  type RuleBody,
  ruleAt,
  type RuleKind,
  ruleKinds,
  rulesBy,
} from '../../trust/rules/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { pageAnswers } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { centresWords } from './centres.messages.ts';
import { rulesWords } from './rules.messages.ts';

/** ES-8.1, ES-8.4, ES-8.5: the rules in force and every edition of them, for anybody. */
export function rulesPage(app: App, deps: OfficeDeps): void {
  app.get(
    '/registers/rules',
    { config: { access: [{ for: 'everyone' as const }], kind: 'page' }, schema: { response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const w = rulesWords[lang];
      const { db } = deps.consent;
      const now = deps.clock.now();
      const inForce = await Promise.all(ruleKinds.map(async (kind) => ({ kind, rule: await ruleAt(db, kind, now) })));
      const editions = await rulesBy(db, now);
      return sendPage(request, reply, deps, {
        title: w.title,
        description: w.lead,
        width: 'wide',
        breadcrumbs: [{ text: centresWords[lang].registers, href: '/registers/centres' }],
        body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${rows(
          lang,
          w.title,
          inForce.map(({ kind, rule }) => ({ kind, rule, body: rule?.body ?? byTheLaw[kind] })),
        )}
<h2>${w.editions}</h2>${
          editions.length === 0
            ? html`<p>${w.noEditions}</p>`
            : rows(
                lang,
                w.editions,
                editions.map((rule) => ({
                  kind: rule.kind,
                  rule,
                  body: rule.body,
                  withdrawn: rule.withdrawn !== null,
                })),
              )
        }
<h2>${w.norms}</h2>${norms(lang, ['ES-8.1a', 'ES-8.4.2b', 'ES-8.4.3a', 'ES-8.5.1', 'ES-13.7b'])}`,
      });
    },
  );
}

type Row = {
  readonly kind: RuleKind;
  readonly rule: Rule | null;
  readonly body: RuleBody[RuleKind];
  /** Taken back before its day. */
  readonly withdrawn?: boolean;
};

function rows(lang: Lang, caption: string, all: readonly Row[]): Html {
  const w = rulesWords[lang];
  return table({
    caption,
    captionHidden: true,
    columns: [{ head: w.rule }, { head: w.says }, { head: w.since }, { head: w.act }],
    rows: all.map(({ kind, rule, body, withdrawn }) => [
      html`${w.kinds[kind]}${withdrawn === true && html` ${tag({ text: w.withdrawn, tone: 'bad' })}`}`,
      said(lang, kind, body),
      rule === null ? '—' : formatDate(lang, rule.since),
      rule === null ? w.law : actText(lang, rule.act),
    ]),
    stack: true,
  });
}

/** The act that a rule rests on. */
export const actText = (lang: Lang, { title, number, on }: Rule['act']): string =>
  `${title} № ${number}, ${formatDate(lang, on)}`;

/** A rule in words. */
export function said(lang: Lang, kind: RuleKind, body: RuleBody[RuleKind]): string {
  const w = rulesWords[lang];
  switch (kind) {
    case 'authorised-body': {
      const { name, address } = body as RuleBody['authorised-body'];
      return `${name[lang]}, ${address[lang]}`;
    }
    case 'accreditation':
      return w.checks((body as RuleBody['accreditation']).documents.length);
    case 'certificate-form': {
      const { profile, longestDays, keys } = body as RuleBody['certificate-form'];
      const parts = [profile, ...(keys ?? []), ...(longestDays === undefined ? [] : [w.longest(longestDays)])];
      return parts.join(', ');
    }
    case 'disclosure':
      return (body as RuleBody['disclosure']).everyone.map((part) => w.parts[part]).join(', ');
    case 'terms': {
      const { terms } = body as RuleBody['terms'];
      return terms.length === 0 ? w.none : terms.map(({ days }) => `${w.copy}: ${w.days(days)}`).join('; ');
    }
  }
}
