import { formatDateTime } from '../../platform/dates.ts';
import {
  codeBlock,
  details,
  html,
  type Html,
  inset,
  summaryList,
  table,
  tag,
  type Tone,
} from '../../platform/html/index.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import { plainText } from '../../platform/media-type.ts';
import { type Lang, visibleText } from '../../platform/text.ts';
import {
  type Condition,
  type Finding,
  type SignatureReport,
  signatureWords as w,
  type SignerView,
  type VerificationReport,
} from '../../trust/verify/index.ts';
import { coverageRows, revisions, signedFiles } from './pdf-report.ts';
import { signaturesWords } from './signatures.messages.ts';

const tones: Readonly<Record<Condition['status'], Tone>> = {
  met: 'good',
  'not-met': 'bad',
  'not-determinable': 'wait',
};
const mostShown = 20_000;

/** What ES-12.3 wants shown: the document, what was changed after signing, who signed; and the four conditions one by one. */
export function reportBody(lang: Lang, report: VerificationReport, document: Uint8Array | undefined): Html {
  const m = signaturesWords[lang];
  const altered = report.signatures.some(({ changes }) => changes.some(({ code }) => code === 'DOCUMENT_CHANGED'));
  const label = altered ? m.shownAltered : m.shown;
  const several = report.signatures.length > 1;
  const heading = (at: number): string => (several ? m.number.replace('{number}', String(at + 1)) : w.signature[lang]);
  return html`${report.signatures.map((one, at) => signature(lang, one, heading(at), several, report.pdf?.revisions.length ?? 0))}
${report.pdf !== undefined && revisions(lang, report.pdf)}
<h2>${label}</h2>${shown(lang, report, document, label)}`;
}

function signature(lang: Lang, one: SignatureReport, heading: string, several: boolean, revisionCount: number): Html {
  const m = signaturesWords[lang];
  return html`<h2>${heading}</h2>${several && html`<p>${one.summary.text[lang]}</p>`}
<h3>${w.changes[lang]}</h3>${
    one.changes.length > 0
      ? html`<ul>${one.changes.map((found) => html`<li>${said(lang, found)}</li>`)}</ul>`
      : html`<p>${one.class === null ? w.noClass[lang] : w.noChanges[lang]}</p>`
  }
<h3>${m.conditions}</h3>${table({
    caption: m.conditions,
    captionHidden: true,
    columns: [{ head: m.condition }, { head: m.result, nowrap: true }, { head: m.found }],
    rows: one.conditions.map(({ title, status, findings }, at) => [
      `${at + 1}. ${title[lang]}`,
      tag({ text: w.statuses[status][lang], tone: tones[status] }),
      all(lang, findings),
    ]),
  })}
<h3>${m.about}</h3>${about(lang, one, revisionCount)}
${one.time.findings.length > 0 && inset(all(lang, one.time.findings))}
${one.notes.length > 0 && html`<h3>${m.notes}</h3>${all(lang, one.notes)}`}
${details(
  { summary: m.features },
  html`<ul>${one.features.map(({ title, status, findings }) => html`<li>${title[lang]} ${tag({ text: w.statuses[status][lang], tone: tones[status] })}${all(lang, findings)}</li>`)}</ul>`,
)}`;
}

const all = (lang: Lang, findings: readonly Finding[]): Html =>
  html`${findings.map((found) => html`<p>${said(lang, found)}</p>`)}`;

function said(lang: Lang, { text, about: what }: Finding): Html {
  if (what === undefined) return html`${text[lang]}`;
  const words = what.replaceAll(moments, (found) => formatDateTime(lang, new Date(found)));
  return html`${text[lang]} <span class="mk-small">${words}</span>`;
}
const moments = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g;

function about(
  lang: Lang,
  { signer, time, class: reached, legacy, pdf }: SignatureReport,
  revisionCount: number,
): Html {
  const moment = (value: string): string => formatDateTime(lang, new Date(value));
  const rows = [
    { key: w.class[lang], value: reached === null ? w.noClass[lang] : w.classes[reached][lang] },
    ...(legacy === null ? [] : [{ key: w.formerLaw[lang], value: w.bases19[legacy.basis][lang] }]),
    ...(signer === null ? [] : signerRows(lang, signer, moment)),
    ...(pdf === undefined ? [] : coverageRows(lang, pdf, revisionCount)),
    {
      key: w.reliable[lang],
      value: time.reliable === null ? w.none[lang] : `${moment(time.reliable.at)}, ${time.reliable.by}`,
    },
    { key: w.claimed[lang], value: time.claimed === null ? w.none[lang] : moment(time.claimed) },
    { key: w.judgedAt[lang], value: `${moment(time.judgedAt)} (${w.bases[time.basis][lang]})` },
  ];
  return html`${summaryList({ lang, rows })}`;
}

function signerRows(
  lang: Lang,
  signer: SignerView,
  moment: (value: string) => string,
): { key: string; value: string | Html }[] {
  const { actingPerson: acting, organisation, certificate } = signer;
  return [
    { key: w.signer[lang], value: signer.owner },
    ...(organisation?.registrationNumber === null || organisation === null
      ? []
      : [{ key: w.registrationNumber[lang], value: organisation.registrationNumber }]),
    ...(acting === null
      ? []
      : [
          {
            key: w.actingPerson[lang],
            value: [
              acting.name,
              acting.position,
              acting.basis === null ? null : w.representations[acting.basis][lang],
              acting.document,
            ]
              .filter((part) => part !== null)
              .join(', '),
          },
        ]),
    ...signer.powers.map((power) => ({
      key: w.power[lang],
      value: `${power.principal}: ${power.scope}; ${moment(power.from)} – ${power.until === null ? '…' : moment(power.until)}${power.inForce ? '' : ` (${w.notInForce[lang]})`}`,
    })),
    ...(signer.limits.length === 0
      ? []
      : [{ key: w.limits[lang], value: (signer.limits.find((one) => one.lang === lang) ?? signer.limits[0]!).text }]),
    { key: w.certificate[lang], value: html`<code>${certificate.number}</code>` },
    { key: w.issuer[lang], value: certificate.issuerName },
    { key: w.validity[lang], value: `${moment(certificate.from)} – ${moment(certificate.until)}` },
  ];
}

function shown(lang: Lang, report: VerificationReport, document: Uint8Array | undefined, label: string): Html {
  const m = signaturesWords[lang];
  const { document: facts } = report;
  const text = document === undefined || report.pdf !== undefined ? undefined : asText(document);
  return html`${report.pdf !== undefined && document !== undefined ? signedFiles(lang, report, document) : text === undefined ? html`<p>${m.shownNot}</p>` : codeBlock({ lang, label, code: text })}
${report.pdf !== undefined && html`<h3>${m.given}</h3>`}
${summaryList({
  lang,
  rows: [
    { key: m.size, value: fileSize(lang, facts.size ?? 0) },
    { key: 'SHA-256', value: html`<code>${facts.sha256}</code>` },
  ],
})}`;
}

/** The document where it is text of a size that one reads. */
function asText(bytes: Uint8Array): string | undefined {
  const text = bytes.length > mostShown ? null : plainText(bytes);
  return text === null ? undefined : visibleText(text);
}
