import { formatDateTime } from '../../platform/dates.ts';
import type { Lang } from '../../platform/text.ts';
import { type Holder, type Sha256, type Words } from './document.ts';
import { evidenceModeNames, foot, norms, receiptSay, receiptStatements, say } from './document.messages.ts';
import { besideOf, type Pair, place, printable, type Printer, printer, type Row, type Section } from './printing.ts';
import type { FormInputs } from './render.ts';

export type ReceiptKind = keyof typeof receiptStatements;

/** DECISION 12: every act on a consent, refusals and partial ones included, has its receipt. */
export type Receipt = {
  readonly id: string;
  readonly kind: ReceiptKind;
  readonly at: Date;
  readonly consentId: string;
  /** null: nothing about the person is kept (a refusal, CP-6a). */
  readonly subjectName: string | null;
  readonly holder: Pick<Holder, 'name'>;
  readonly purposes: readonly Words[];
  readonly given: readonly Words[];
  readonly declined: readonly Words[];
  readonly evidence: { readonly mode: keyof typeof evidenceModeNames; readonly id: string } | null;
  readonly documentHash: Sha256 | null;
  readonly journalEntry: string | null;
  /** What follows from the act, in its own words: until when, what is destroyed, what bars a withdrawal. */
  readonly notes: readonly Words[];
};

export function toReceiptInputs(receipt: Receipt, lang: Lang): FormInputs {
  const p = printer(besideOf(lang));
  return {
    template: 'receipt',
    data: {
      template: 'receipt',
      title: receiptSay.heading.ky,
      beside: p.beside,
      heading: p.say(receiptSay.heading),
      statement: p.say(receiptStatements[receipt.kind]),
      moment: p.each((one) => formatDateTime(one, receipt.at)),
      sections: receiptSections(receipt, p),
      closing: [
        ...(receipt.kind === 'given' || receipt.kind === 'given_in_part' ? [p.say(say.withdrawal)] : []),
        p.say(receiptSay.keep),
      ],
      footer: { lines: [place(foot.receipt, { id: printable(receipt.id) })] },
    },
  };
}

function receiptSections(receipt: Receipt, p: Printer): readonly Section[] {
  const row = (label: Parameters<Printer['say']>[0], ...values: readonly Pair[]): readonly Row[] =>
    values.length === 0 ? [] : [{ label: p.say(label), values }];
  const kept = (text: string | null): readonly Pair[] => (text === null ? [] : [p.plain(text)]);
  const { evidence } = receipt;
  const about: Section = {
    heading: p.say(receiptSay.about),
    law: norms.content,
    rows: [
      ...row(receiptSay.number, p.plain(receipt.consentId)),
      ...row(say.subject, ...kept(receipt.subjectName)),
      ...row(say.holder, p.words(receipt.holder.name)),
      ...row(receiptSay.purpose, ...receipt.purposes.map(p.words)),
      ...row(say.given, ...receipt.given.map(p.words)),
      ...row(say.declined, ...receipt.declined.map(p.words)),
    ],
  };
  const proof: Section = {
    heading: p.say(receiptSay.evidence),
    law: norms.evidence,
    rows: [
      ...(evidence === null
        ? []
        : [
            ...row(receiptSay.mode, p.say(evidenceModeNames[evidence.mode])),
            ...row(receiptSay.evidenceId, p.plain(evidence.id)),
          ]),
      ...row(receiptSay.hash, ...kept(receipt.documentHash)),
      ...row(receiptSay.entry, ...kept(receipt.journalEntry)),
    ],
  };
  const notes: Section = {
    heading: p.say(receiptSay.next),
    law: norms.content,
    rows: receipt.notes.map((note) => ({ label: null, values: [p.words(note)] })),
  };
  return [about, proof, notes].filter((section) => section.rows.length > 0);
}
