import { hashBlock, type Html, html, inset, summaryList, tag } from '../../platform/html/index.ts';
import { list } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Notice } from '../../consent/index.ts';
import { journeyWords } from './journey.messages.ts';
import { sentence } from './states.ts';
import { words } from './words.messages.ts';

const several = (items: readonly string[]): Html =>
  items.length === 1 ? html`${items[0]!}` : html`<ul>${items.map((one) => html`<li>${one}</li>`)}</ul>`;

/** CP-5, PD-9.3: the whole notice as a person reads it, in the notice's own words and language. */
export function noticeView(lang: Lang, notice: Notice, hash: Uint8Array): Html {
  const m = journeyWords[lang];
  const w = words[lang];
  const { holder } = notice;
  const reached = [holder.phone, holder.email, holder.website].filter((one) => one !== null);
  return html`${notice.plainWords !== null && inset(html`<p class="mk-lead">${notice.plainWords}</p>`)}
<h2>${m.whoAsks}</h2>${summaryList({ lang, plain: true, rows: [{ key: w.holder, value: holder.name }, { key: w.address, value: holder.location }, ...reached.map((value, index) => ({ key: [w.phone, w.email, w.site][[holder.phone, holder.email, holder.website].indexOf(value)] ?? String(index), value }))] })}
<h2>${m.whatFor}</h2><p>${sentence(notice.purpose)}.</p>${summaryList({ lang, plain: true, rows: [{ key: m.ground, value: notice.ground }, ...(notice.service === null ? [] : [{ key: m.service, value: notice.service }])] })}
<h2>${m.whatData}</h2>${summaryList({ lang, rows: notice.data.map((item) => ({ key: item.text, value: html`<p>${item.why}</p><div class="mk-tags">${tag(item.required ? { text: m.required, tone: 'info' } : { text: m.optional })}${item.special && tag({ text: m.special, tone: 'wait' })}</div>` })) })}
<h2>${m.whatDone}</h2>${summaryList({
    lang,
    plain: true,
    rows: [
      { key: w.actions, value: list(lang, notice.actions) },
      { key: m.methods, value: notice.methods },
      { key: m.otherUse, value: notice.otherUse ?? m.noOtherUse },
    ],
  })}
<h2>${m.whoElse}</h2>${summaryList({
    lang,
    plain: true,
    rows: [
      { key: w.processors, value: notice.processors.length === 0 ? w.noProcessor : several(notice.processors) },
      {
        key: w.recipients,
        value: notice.thirdPartyTransfer.possible ? several(notice.thirdPartyTransfer.recipients) : m.notToThird,
      },
      { key: m.abroad, value: notice.crossBorder.length === 0 ? m.notAbroad : several(notice.crossBorder) },
      { key: m.publicly, value: notice.publicDistribution ?? m.notPublicly },
    ],
  })}
<h2>${m.howLong}</h2>${summaryList({ lang, plain: true, rows: [{ key: m.term, value: notice.term }, ...(notice.storage === null ? [] : [{ key: m.storage, value: notice.storage }]), ...notice.extra.map(({ label, value }) => ({ key: label, value }))] })}
${inset(html`<p>${m.yourRight}</p>`)}${hashBlock({ lang, label: m.noticeHash, value: Buffer.from(hash).toString('hex') })}`;
}
