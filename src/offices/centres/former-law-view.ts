import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { systemScope } from '../../platform/db/index.ts';
import { html, type Html, table } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { courtDecisions, legacyAuthorities } from '../../trust/legacy/index.ts';
import { inGroups } from '../certificates/words.ts';
import { parseCertificate } from '../../trust/path/index.ts';
import { calledBy } from '../../trust/verify/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms } from '../shell.ts';
import { formerLawWords } from './former-law.messages.ts';

const scope = systemScope('what is left of the former law');

/** ES-19: what was taken over of the former law, and what courts decided, as anybody reads it. */
export async function formerLawTables(lang: Lang, { consent, clock }: OfficeDeps): Promise<Html> {
  const w = formerLawWords[lang];
  const now = clock.now();
  const { authorities, decisions } = await consent.db.tx(scope, async (tx) => ({
    authorities: await legacyAuthorities(tx, now),
    decisions: await courtDecisions(tx, now),
  }));
  return html`<h2>${w.authorities}</h2>${
    authorities.length === 0
      ? html`<p>${w.none}</p>`
      : table({
          caption: w.authorities,
          captionHidden: true,
          columns: [{ head: w.name }, { head: w.use }, { head: w.basis }, { head: w.entries }, { head: w.file }],
          rows: authorities.map(({ der, use, basis, entries, fingerprint }) => [
            calledBy(parseCertificate(der).subject),
            w.uses[use],
            `${basis.title} № ${basis.number}, ${formatDate(lang, basis.on)}`,
            entries === null ? w.noRegister : String(entries),
            html`<a href="/registers/former-law/${fingerprint}.cer">${w.download}</a>`,
          ]),
        })
  }
<h2>${w.decisions}</h2>${
    decisions.length === 0
      ? html`<p>${w.noDecisions}</p>`
      : table({
          caption: w.decisions,
          captionHidden: true,
          columns: [{ head: w.number }, { head: w.since }, { head: w.about }, { head: w.digest }],
          rows: decisions.map(({ number, since, of, sha256 }) => [
            number,
            formatDateTime(lang, since),
            w.ofs[of],
            html`<span class="mk-number">${inGroups(sha256)}</span>`,
          ]),
        })
  }`;
}

export const formerLawNorms = (lang: Lang): Html =>
  html`<h2>${formerLawWords[lang].norms}</h2>${norms(lang, ['ES-19.1a', 'ES-19.2a', 'ES-19.2b', 'ES-20.2'])}`;
