import { actionLabel, groundLabel } from '../../consent/index.ts';
import { holdsSandbox, isSandbox, type SpokenPolicy, termText } from '../../consent/policy/index.ts';
import type { HolderType } from '../../holders/index.ts';
import { html, type Html, type Slot, summaryList, type SummaryRow, table, tag } from '../../platform/html/index.ts';
import { list } from '../../platform/i18n/index.ts';
import { fill, type Lang, type Text3 } from '../../platform/text.ts';
import { policyWords } from './policy.messages.ts';
import { registerWords } from './registers.messages.ts';

type Pen = {
  readonly lang: Lang;
  readonly m: (typeof policyWords)['ky'];
  /** The reader's words with the Kyrgyz original under them; the Kyrgyz text alone for who reads Kyrgyz. */
  readonly said: (text: Text3) => Html;
  /** The mark of a value that the real policy does not hold. */
  readonly mark: (path: string) => Html;
};

/** The policy's whole text in its own order: a person reads it as a document, and can print it. */
export function policyText(
  lang: Lang,
  policy: SpokenPolicy,
  sandboxPaths: readonly string[],
  holderType: HolderType,
): Html {
  const m = policyWords[lang];
  const invented = tag({ text: m.sandboxValue, tone: 'wait' });
  const pen: Pen = {
    lang,
    m,
    said: (text) =>
      lang === 'ky' || text.ky === text[lang]
        ? html`${text[lang]}`
        : html`${text[lang]}<br><span class="mk-small" lang="ky">${text.ky}</span>`,
    mark: (path) => html`${isSandbox(path, sandboxPaths) && html` ${invented}`}`,
  };
  const whole = (path: string): Html => html`${holdsSandbox(path, sandboxPaths) && html` ${invented}`}`;
  return html`<h2>${m.sections.holder}</h2>${holderPart(pen, policy, holderType)}
${section(m.sections.general, statements(pen, generalOf(pen, policy)))}
${section(m.sections.subjects, coded(pen, policy.subjectCategories))}
${section(m.sections.data, dataPart(pen, policy))}
${section(m.sections.special, policy.specialCategories && html`${policy.specialCategories.text && html`<p>${pen.said(policy.specialCategories.text)}${pen.mark('specialCategories/position')}</p>`}`)}
<h2>${m.sections.purposes}${pen.mark('purposes')}</h2>${(policy.purposes ?? []).map((purpose) => purposePart(pen, policy, purpose))}
${section(m.sections.bases, coded(pen, policy.legalBases, 'legalBases'))}
${section(m.sections.conditions, html`${statements(pen, conditionsOf(pen, policy))}${whole('conditions')}`)}
${section(m.sections.rights, coded(pen, policy.subjectRights))}
${section(m.sections.subjectDuties, coded(pen, policy.subjectDuties))}
${section(m.sections.holderRights, coded(pen, policy.holderRights))}
${section(m.sections.holderDuties, coded(pen, policy.holderDuties))}
${section(m.sections.corrections, statements(pen, [[m.sections.corrections, policy.corrections, 'corrections']]))}
${section(m.sections.changes, html`${statements(pen, [[m.sections.changes, policy.changes, 'changes']])}${policy.changes?.noticeChannels && html`<p>${m.statements.channels}:</p><ul>${policy.changes.noticeChannels.map((one) => html`<li>${pen.said(one.text)}</li>`)}</ul>`}`)}`;
}

const section = (title: string, body: Slot): Html => {
  const written = html`${body}`.toString().trim();
  return html`${written !== '' && html`<h2>${title}</h2>${body}`}`;
};

const paragraph = (pen: Pen, par: string | null | undefined): Html =>
  html`${par && html` <span class="mk-small">(${fill({ ky: policyWords.ky.par, ru: policyWords.ru.par, en: policyWords.en.par }, { n: par })[pen.lang]})</span>`}`;

type Coded = { readonly code: string; readonly par?: string | null; readonly text: Text3 };
const coded = (pen: Pen, items: readonly Coded[] | null | undefined, path = ''): Html =>
  html`${items && items.length > 0 && html`<ul>${items.map((one) => html`<li>${pen.said(one.text)}${paragraph(pen, one.par)}${path !== '' && pen.mark(`${path}/${one.code}`)}</li>`)}</ul>`}`;

type Statement = readonly [
  title: string,
  value: { readonly par?: string | null; readonly text: Text3 | null } | null | undefined,
  path: string,
];
function statements(pen: Pen, all: readonly Statement[]): Html {
  const rows = all.flatMap(([key, value, path]): SummaryRow[] =>
    value?.text
      ? [{ key: html`${key}${paragraph(pen, value.par)}`, value: html`${pen.said(value.text)}${pen.mark(path)}` }]
      : [],
  );
  return html`${rows.length > 0 && summaryList({ lang: pen.lang, rows })}`;
}

function holderPart(pen: Pen, { holder }: SpokenPolicy, type: HolderType): Html {
  const { m, lang } = pen;
  const w = m.holder;
  const person = holder.responsiblePerson;
  const rows: readonly [string, Slot, string][] = [
    [w.name, holder.name && pen.said(holder.name), 'holder/name'],
    [w.type, registerWords[lang].types[type], 'holder/type'],
    [w.tin, holder.tin, 'holder/tin'],
    [w.address, holder.address && pen.said(holder.address), 'holder/address'],
    [w.phone, holder.contacts?.phone, 'holder/contacts/phone'],
    [w.email, holder.contacts?.email, 'holder/contacts/email'],
    [
      w.website,
      holder.contacts?.website && html`<a href="${holder.contacts.website}">${holder.contacts.website}</a>`,
      'holder/contacts/website',
    ],
    [
      w.responsible,
      person &&
        html`${person.name[lang]}${person.phone && html`, ${person.phone}`}${person.email && html`, ${person.email}`}`,
      'holder/responsiblePerson',
    ],
    [
      w.processors,
      holder.processors &&
        html`${holder.processors.map((one) => html`<div>${one.name[lang]}${one.address && html`, ${one.address[lang]}`}</div>`)}`,
      'holder/processors',
    ],
  ];
  return summaryList({
    lang,
    rows: rows.map(([key, value, path]) => ({
      key,
      value: value ? html`${value}${pen.mark(path)}` : html`<span class="mk-small">${m.notSaid}</span>`,
    })),
  });
}

const generalOf = ({ m }: Pen, policy: SpokenPolicy): readonly Statement[] => [
  [m.statements.legalPurpose, policy.document.legalPurpose, 'document/legalPurpose'],
  [m.statements.scope, policy.document.scope, 'document/scope'],
];

const conditionsOf = ({ m }: Pen, policy: SpokenPolicy): readonly Statement[] => [
  [m.statements.operations, policy.operations, 'operations'],
  [m.statements.methods, policy.conditions?.methods, 'conditions/methods'],
  [m.statements.consent, policy.consent, 'consent'],
  [m.statements.submission, policy.submission, 'submission'],
  ...(policy.termination ?? []).map((one): Statement => [m.statements.termination, one, `termination/${one.code}`]),
  [m.statements.otherSources, policy.otherSources, 'otherSources'],
  [m.statements.transferNotice, policy.transferNotice, 'transferNotice'],
  [m.statements.security, policy.security, 'security'],
  [m.statements.retention, policy.retention, 'retention'],
  [m.statements.residual, policy.residualRule, 'residualRule'],
];

function dataPart(pen: Pen, policy: SpokenPolicy): Html {
  const { m, said, mark } = pen;
  const rows = (policy.dataCategories ?? []).map((one) => [
    html`${said(one.text)}${mark(`dataCategories/${one.code}`)}`,
    one.fields ? html`${one.fields.map((field) => html`<div>${field.text[pen.lang]}</div>`)}` : '—',
    one.special === null || one.special === undefined
      ? m.data.unsaid
      : one.special
        ? tag({ text: m.data.special, tone: 'bad' })
        : m.data.ordinary,
  ]);
  return html`${rows.length > 0 && table({ caption: m.sections.data, captionHidden: true, columns: [{ head: m.data.category }, { head: m.data.fields }, { head: m.data.kind }], rows })}${policy.minimisation && html`<p>${said(policy.minimisation.text)}${paragraph(pen, policy.minimisation.par)}</p>`}`;
}

type PurposeText = NonNullable<SpokenPolicy['purposes']>[number];

function purposePart(pen: Pen, policy: SpokenPolicy, purpose: PurposeText): Html {
  const { lang, m } = pen;
  const w = m.purpose;
  const path = (name: string): string => `purposes/${purpose.code}/${name}`;
  const general = policy.conditions;
  const categories = purpose.dataCategories?.map(
    (code) => policy.dataCategories?.find((one) => one.code === code)?.text[lang] ?? code,
  );
  const listed = (names: readonly string[] | null | undefined): Slot =>
    names ? (names.length === 0 ? w.none : list(lang, [...names])) : null;
  const actions = purpose.actions ?? general?.actions;
  const recipients = purpose.recipients ?? general?.recipients;
  const abroad = purpose.crossBorder ?? general?.crossBorder;
  const consentTerm = purpose.consentTerm ?? general?.consentTerm;
  const storageTerm = purpose.storageTerm ?? general?.storageTerm ?? policy.retention?.term;
  const rows: readonly [string, Slot, string][] = [
    [w.data, listed(categories), path('dataCategories')],
    [
      w.ground,
      purpose.ground &&
        html`${groundLabel(purpose.ground.code)?.[lang] ?? purpose.ground.code} (<a href="/law/${purpose.ground.code}">${purpose.ground.code}</a>)`,
      path('ground'),
    ],
    [w.norm, purpose.ground?.norm && pen.said(purpose.ground.norm), path('ground')],
    [w.service, purpose.service?.name && pen.said(purpose.service.name), path('service')],
    [w.actions, listed(actions?.map((code) => actionLabel(code)[lang])), path('actions')],
    [w.recipients, listed(recipients?.map((one) => one.name[lang])), path('recipients')],
    [w.crossBorder, listed(abroad?.map((one) => one.recipient?.[lang] ?? one.country)), path('crossBorder')],
    [w.consentTerm, consentTerm && termText(consentTerm)[lang], path('consentTerm')],
    [w.storageTerm, storageTerm && termText(storageTerm)[lang], path('storageTerm')],
  ];
  return html`<h3>${pen.said(purpose.text)}${paragraph(pen, purpose.par)}${pen.mark(`purposes/${purpose.code}`)}</h3>${summaryList({ lang, plain: true, rows: rows.filter(([, value]) => value).map(([key, value, where]) => ({ key, value: html`${value}${pen.mark(where)}` })) })}`;
}
