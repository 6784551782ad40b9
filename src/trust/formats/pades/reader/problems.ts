/** Why bytes are no PDF that a signature in it could be judged in. Closed; each code with the clause it comes from (ISO 32000-2). */
export const pdfNorms = {
  'not-a-pdf': '7.5.2',
  encrypted: '7.6',
  malformed: '7.3',
  'no-such-object': '7.3.10',
  'key-twice': '7.3.7',
  'filter-unknown': '7.4',
  'no-end': '7.5.5',
  'xref-malformed': '7.5.4',
  'xref-ambiguous': '7.5.4',
  'revisions-overlap': '7.5.6',
  'no-catalogue': '7.7.2',
  budget: 'ES-12.3.1',
} as const;
export type PdfFaultCode = keyof typeof pdfNorms;

/** `offset` counts octets from the start of the file (of the object stream, for objects inside one). */
export class PdfReadError extends Error {
  override readonly name = 'PdfReadError';
  readonly fault: PdfFaultCode;
  readonly offset: number;
  constructor(fault: PdfFaultCode, offset: number, what: string = fault) {
    super(`${what} at ${offset}`);
    this.fault = fault;
    this.offset = offset;
  }
}

/** What a stranger's file may cost. */
export type PdfBudget = {
  /** Tokens read, objects compared. */
  readonly steps: number;
  /** Octets that come out of compressed streams, all together. */
  readonly inflated: number;
  readonly revisions: number;
  readonly objects: number;
};
export const pdfBudget: PdfBudget = { steps: 3_000_000, inflated: 96 * 2 ** 20, revisions: 64, objects: 250_000 };

export class PdfWork {
  readonly #left: Record<keyof PdfBudget, number>;
  constructor(budget: PdfBudget = pdfBudget) {
    this.#left = { ...budget };
  }
  left(kind: keyof PdfBudget): number {
    return this.#left[kind];
  }
  /** @throws PdfReadError */
  spend(kind: keyof PdfBudget, amount = 1): void {
    this.#left[kind] -= amount;
    if (this.#left[kind] < 0) throw new PdfReadError('budget', 0, `too many ${kind}`);
  }
}
