import { type ConsentDocument, type FormInputs, toFormInputs } from '../../consent/document/index.ts';
import { html, type Html, type Slot, summaryList } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';

// The document as it will be signed, read on a screen: the same texts in the same order as the printed form (CP-6b, CP-9).

type Pair = { readonly ky: string; readonly gloss: string | null };
type Row = { readonly label: Pair | null; readonly values: readonly Pair[] };
type Section = { readonly heading: Pair; readonly law: string; readonly rows: readonly Row[] };
type Texts = Readonly<Record<string, string>>;
type Blanks = {
  readonly name: string;
  readonly address: string;
  readonly documentType: string;
  readonly series: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly issuedBy: string;
};
type FormValues = {
  readonly head: string;
  readonly signatory: Blanks;
  readonly principal: Blanks;
  readonly basis: string;
  readonly holder: string;
  readonly permits: readonly string[];
  readonly items: readonly Pair[];
  readonly service: string;
  readonly serviceGloss: string | null;
  readonly starts: string;
  readonly signatureName: string;
};
type Standard = {
  readonly ky: Texts;
  readonly gloss: Texts | null;
  readonly values: FormValues;
  readonly supplement: {
    readonly heading: Pair;
    readonly intro: readonly Pair[];
    readonly sections: readonly Section[];
  };
};
type Plain = {
  readonly heading: Pair;
  readonly opening: Pair;
  readonly sections: readonly Section[];
  readonly closing: readonly Pair[];
};

export const inputsOf = (document: ConsentDocument, documentHash: string): FormInputs =>
  toFormInputs(document, document.languages.beside ?? 'ky', { documentHash, signature: null });

export function documentView(lang: Lang, document: ConsentDocument, documentHash: string): Html {
  const { template, data } = inputsOf(document, documentHash);
  const beside = document.languages.beside;
  const say = (pair: Pair): Html =>
    html`<span lang="ky">${pair.ky}</span>${pair.gloss !== null && pair.gloss !== pair.ky && html`<br><span class="mk-small" lang="${beside ?? 'ky'}">${pair.gloss}</span>`}`;
  const sections = (list: readonly Section[]): Slot =>
    list.map(
      (section) =>
        html`<h4>${say(section.heading)}</h4>${summaryList({ lang, plain: true, rows: section.rows.map((row) => ({ key: row.label === null ? '' : say(row.label), value: html`${row.values.map((value) => html`<p>${say(value)}</p>`)}` })) })}`,
    );
  const inside =
    template === 'standard-form'
      ? standardForm(lang, data as unknown as Standard, say, sections)
      : plainConsent(data as unknown as Plain, say, sections);
  return html`<article class="mk-flow mk-document">${inside}</article>`;
}

type Say = (pair: Pair) => Html;

const plainConsent = (data: Plain, say: Say, sections: (list: readonly Section[]) => Slot): Html =>
  html`<h3>${say(data.heading)}</h3><p>${say(data.opening)}</p>${sections(data.sections)}${data.closing.map((one) => html`<p>${say(one)}</p>`)}`;

function standardForm(lang: Lang, data: Standard, say: Say, sections: (list: readonly Section[]) => Slot): Html {
  const { ky, gloss, values } = data;
  const words = (texts: Texts, keys: readonly string[]): string => keys.map((key) => texts[key]!).join(' ');
  const line = (...keys: readonly string[]): Html =>
    say({ ky: words(ky, keys), gloss: gloss === null ? null : words(gloss, keys) });
  const person = (blanks: Blanks, prefix: '' | 'principal', name: string) => {
    const key = (base: string): string =>
      prefix === '' ? base.charAt(0).toLowerCase() + base.slice(1) : `principal${base}`;
    return [
      { key: line(name, `${name}Caption`), value: blanks.name },
      { key: line(key('Address')), value: blanks.address },
      { key: line(key('Document'), key('DocumentCaption')), value: blanks.documentType },
      { key: line(key('Series')), value: blanks.series },
      { key: line(key('Number')), value: blanks.number },
      { key: line(key('Issued'), key('IssuedCaption')), value: blanks.issuedOn },
      { key: line(key('IssuedByCaption')), value: blanks.issuedBy },
    ];
  };
  const represented =
    values.principal.name === ''
      ? []
      : [
          ...person(values.principal, 'principal', 'principal'),
          { key: line('basis', 'basisCaption'), value: values.basis },
        ];
  const permits = ['permitProcessing', 'permitTransfer', 'permitCrossBorder'] as const;
  return html`<h3>${line('titleLine', 'titleName')}</h3>${summaryList({ lang, plain: true, rows: [{ key: line('head'), value: values.head }, ...person(values.signatory, '', 'i'), ...represented] })}
<p><strong>${line('declaration')}</strong></p><p>${values.holder}</p>${permits.map((key, index) => html`<p>${values.permits[index]!} ${line(key)}</p>`)}
<ul>${values.items.map((item) => html`<li>${say(item)}</li>`)}</ul><p>${line('purpose')}:</p><p><strong>${say({ ky: values.service, gloss: values.serviceGloss })}</strong></p>
<p>${line('acquainted')}</p><p>${line('acquainted1')}</p><p>${line('acquainted2')}</p><p>${line('acquainted3')}</p>
${summaryList({
  lang,
  plain: true,
  rows: [
    { key: line('starts'), value: values.starts },
    { key: line('signatureName'), value: values.signatureName },
  ],
})}
<h3>${say(data.supplement.heading)}</h3>${data.supplement.intro.map((one) => html`<p>${say(one)}</p>`)}${sections(data.supplement.sections)}`;
}
