import type { Text3 } from '../platform/text.ts';
import { glossaryRows } from './glossary-data.ts';

// CP-3: the words of the product are the words of the laws, each with the act that gives it its meaning.

/** personal-information: Law 58; e-signature: Law 128; e-governance: the Law "On Electronic Governance"; draft: the draft law; digital-code. */
export type GlossarySource = 'personal-information' | 'e-signature' | 'e-governance' | 'draft' | 'digital-code';

export type GlossaryTerm = {
  readonly key: string;
  readonly term: Text3;
  readonly source: GlossarySource;
  /** Requirements that define or first use it. */
  readonly law: readonly string[];
  /** Suggested by the project: the Kyrgyz word does not stand in an authentic text. */
  readonly suggested: boolean;
};

export const glossary: readonly GlossaryTerm[] = glossaryRows;
const byKey: ReadonlyMap<string, GlossaryTerm> = new Map(glossary.map((entry) => [entry.key, entry]));
export const findTerm = (key: string): GlossaryTerm | null => byKey.get(key) ?? null;

/** The three laws of CP-3, from which the terms on documents take their meaning. */
export const lawsOfTerms: readonly GlossarySource[] = ['personal-information', 'e-signature', 'e-governance'];

export const sourceTitles: Readonly<Record<GlossarySource, Text3>> = {
  'personal-information': {
    ky: '«Жеке мүнөздөгү маалымат жөнүндө» Мыйзам',
    ru: 'Закон «Об информации персонального характера»',
    en: 'Law "On Personal Information"',
  },
  'e-signature': {
    ky: '«Электрондук колтамга жөнүндө» Мыйзам',
    ru: 'Закон «Об электронной подписи»',
    en: 'Law "On Electronic Signature"',
  },
  'e-governance': {
    ky: '«Электрондук башкаруу жөнүндө» Мыйзам',
    ru: 'Закон «Об электронном управлении»',
    en: 'Law "On Electronic Governance"',
  },
  draft: {
    ky: '«Жеке маалыматтарды коргоо жөнүндө» Мыйзамдын долбоору',
    ru: 'Проект Закона «О защите персональных данных»',
    en: 'Draft Law "On the protection of personal data"',
  },
  'digital-code': { ky: 'Санариптик кодекс', ru: 'Цифровой кодекс', en: 'Digital Code' },
};

/** docs/glossary.md, written by `npm run law -- --generate`. */
export function renderGlossary(): string {
  const rows = glossary.map(({ term, source, suggested, law }) => {
    const ky = suggested ? `${term.ky} *` : term.ky;
    return `| ${ky} | ${term.ru} | ${term.en} | ${sourceTitles[source].en} | ${law.join(', ')} |`;
  });
  return `<!-- Generated from src/law/glossary-data.ts by \`npm run law -- --generate\`. Do not edit. -->
# Glossary

The words of the product are the words of the acts (CP-3). Kyrgyz terms marked * are suggested by the project: the draft law
exists in Russian only. Names in code follow the English column.

| Кыргызча | По-русски | English | Source | Requirements |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
