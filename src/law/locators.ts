import type { Text3 } from '../platform/text.ts';
import type { Requirement } from './catalogue.ts';

// Where a norm stands, said in three languages, read from the catalogue's English reference.

const first = (pattern: RegExp, text: string): string | null => pattern.exec(text)?.[1] ?? null;

const formParts: Readonly<Record<string, Text3>> = {
  title: { ky: 'аталышы', ru: 'название', en: 'title' },
  'head line': { ky: 'баш сабы', ru: 'вводная строка', en: 'head line' },
  'signatory block': { ky: 'кол коюучу жөнүндө бөлүк', ru: 'сведения о подписавшем', en: 'signatory block' },
  'attorney block': {
    ky: 'ишенимдүү жактар үчүн бөлүк',
    ru: 'блок для доверенных лиц',
    en: 'block for trusted persons',
  },
  declaration: { ky: 'макулдуктун тексти', ru: 'текст согласия', en: 'declaration' },
  'holder blank': {
    ky: 'кармоочу жана иштетүүчү жөнүндө сап',
    ru: 'строка о держателе и обработчике',
    en: 'holder blank',
  },
  'tick-box 1': { ky: '1-белгилөө чарчысы', ru: 'отметка 1', en: 'tick-box 1' },
  'tick-box 2': { ky: '2-белгилөө чарчысы', ru: 'отметка 2', en: 'tick-box 2' },
  'tick-box 3': { ky: '3-белгилөө чарчысы', ru: 'отметка 3', en: 'tick-box 3' },
  'data list': { ky: 'маалыматтардын тизмеси', ru: 'перечень данных', en: 'data list' },
  'purpose line': { ky: 'кызматтын аталышы сабы', ru: 'строка о наименовании услуги', en: 'purpose line' },
  acknowledgement: { ky: 'таанышкандыгы жөнүндө бөлүк', ru: 'раздел об ознакомлении', en: 'acknowledgement' },
  'closing lines': { ky: 'акыркы саптар', ru: 'заключительные строки', en: 'closing lines' },
};

function decree(ref: string): Text3 {
  if (ref.includes('preamble')) return { ky: 'кириш бөлүгү', ru: 'преамбула', en: 'preamble' };
  const paragraph = first(/par\. (\d+)/, ref);
  if (ref.includes('enacting part')) {
    return { ky: `${paragraph}-пункт`, ru: `п. ${paragraph}`, en: `par. ${paragraph}` };
  }
  const chapter = first(/chapter (\d+)/, ref);
  if (chapter) {
    return {
      ky: `Тартиптин ${chapter}-главасынын аталышы`,
      ru: `название главы ${chapter} Порядка`,
      en: `Procedure, heading of chapter ${chapter}`,
    };
  }
  const item = first(/item (\d+)/, ref);
  const part = first(/standard form\), ([a-z- ]+?(?: \d)?)(?:,|$)/, ref);
  if (part) {
    const place = formParts[part];
    if (!place) throw new RangeError(`no wording for the part of the form: ${part}`);
    return {
      ky: `типтүү форма, ${place.ky}${item ? `, ${item}-пункт` : ''}`,
      ru: `типовая форма, ${place.ru}${item ? `, п. ${item}` : ''}`,
      en: `standard form, ${place.en}${item ? `, item ${item}` : ''}`,
    };
  }
  const sub = first(/sub-par\. (\d+)/, ref);
  return {
    ky: `Тартиптин ${paragraph}-пункту${item ? `, ${item}-позиция` : ''}${sub ? `, ${sub}-абзац` : ''}`,
    ru: `п. ${paragraph} Порядка${item ? `, позиция ${item}` : ''}${sub ? `, абз. ${sub}` : ''}`,
    en: `Procedure, par. ${paragraph}${item ? `, item ${item}` : ''}${sub ? `, sub-par. ${sub}` : ''}`,
  };
}

function policy(ref: string): Text3 {
  const [, number, letter] = /par\. (\d+)([ab])?/.exec(ref) ?? [];
  const ky = letter === 'a' ? ' а)' : letter === 'b' ? ' б)' : '';
  return { ky: `${number}-пункт${ky}`, ru: `п. ${number}${ky}`, en: `par. ${number}${letter ? `(${letter})` : ''}` };
}

/** Articles of the two laws: article, part, item, letter; or definition, paragraph, item of an unnumbered list. */
function article(ref: string): Text3 {
  const art = first(/art\. (\d+)/, ref);
  const part = first(/art\. \d+ (?:p\.|part) (\d+)/, ref);
  const item = first(/(?:p\. \d+|art\. \d+)\((\d+)\)/, ref) ?? first(/(?:dash )?item (\d+)/, ref);
  const letter = first(/\(([ab])\)$/, ref);
  const paragraph = first(/para (\d+)/, ref);
  const definition = first(/definition (\d+)/, ref);
  const second = /second part numbered/.test(ref);
  const kyParts = [
    ...(part ? [`${part}-бөлүк`] : []),
    ...(item ? [`${item}-пункт`] : []),
    ...(letter ? [letter === 'a' ? 'а) пунктчасы' : 'б) пунктчасы'] : []),
    ...(paragraph ? [`${paragraph}-абзац`] : []),
    ...(definition ? [`${definition}-аныктама`] : []),
    ...(second ? ['экинчи жолу берилген номер'] : []),
  ];
  const ruParts = [
    ...(part ? [`ч. ${part}`] : []),
    ...(item ? [`п. ${item}`] : []),
    ...(letter ? [letter === 'a' ? 'пп. «а»' : 'пп. «б»'] : []),
    ...(paragraph ? [`абз. ${paragraph}`] : []),
    ...(definition ? [`определение ${definition}`] : []),
    ...(second ? ['повторный номер'] : []),
  ];
  const enParts = [
    ...(part ? [`part ${part}`] : []),
    ...(item ? [`item ${item}`] : []),
    ...(letter ? [`(${letter})`] : []),
    ...(paragraph ? [`para ${paragraph}`] : []),
    ...(definition ? [`definition ${definition}`] : []),
    ...(second ? ['second of that number'] : []),
  ];
  return {
    ky: [`${art}-берене`, ...kyParts].join(', '),
    ru: [`ст. ${art}`, ...ruParts].join(', '),
    en: [`art. ${art}`, ...enParts].join(', '),
  };
}

/** "ст. 9, ч. 4", "9-берене, 4-бөлүк", "art. 9, part 4": the place within the act, without the act's name. */
export function locatorOf(row: Pick<Requirement, 'act' | 'ref'>): Text3 {
  if (row.act === 'CP') return decree(row.ref);
  return row.act === 'SP' ? policy(row.ref) : article(row.ref);
}
