import type { Text3 } from '../../platform/text.ts';

// PD-9.2a: words that stand in contracts and have no place in a request for consent: the parties, the subject of the
// contract, its price, its numbered chapters. Whoever copies a contract's text into a form is stopped by them.
const marks: readonly RegExp[] = [
  /предмет\s+(настоящего\s+)?(договора|соглашения)/iu,
  /заключил[иа]?\s+настоящ(ий|ее)\s+(договор|соглашение)/iu,
  /реквизиты\s+(и\s+подписи\s+)?сторон/iu,
  /именуем(ый|ое|ая)\s+в\s+дальнейшем/iu,
  /условия(ми)?\s+(настоящего\s+)?договора/iu,
  /келишимдин\s+(предмети|шарттары)/iu,
  /тараптардын\s+(реквизиттери|даректери)/iu,
  /төмөнкү\s+келишимди\s+түзүшт/iu,
  /мындан\s+ары\s+«[^»]+»\s+деп\s+аталган/iu,
  /subject\s+of\s+(this|the)\s+(contract|agreement)/iu,
  /hereinafter\s+(referred\s+to\s+as|called)/iu,
  /terms\s+(and\s+conditions\s+)?of\s+(this|the)\s+(contract|agreement)/iu,
];

/** The first mark of a contract in the texts of a consent request, null where there is none. */
export function contractMark(texts: readonly (Text3 | null)[]): string | null {
  for (const text of texts)
    for (const words of text === null ? [] : Object.values(text)) {
      const found = marks.map((mark) => mark.exec(words)?.[0]).find((one) => one !== undefined);
      if (found !== undefined) return found;
    }
  return null;
}
