import { type Text3, visible } from '../../platform/text.ts';
import {
  type Change,
  type ChangeKind,
  changesAfter,
  type PdfSignature,
  type SignedPdf,
  standing,
  type Standing,
  standings,
} from '../formats/index.ts';
import { changeWords, standingWords } from './pdf.messages.ts';
import { type Finding, finding } from './report.ts';

// ES-11.3b, ES-12.3.2 for PDF: which revision was signed, and what every later one did.

export type PdfChange = {
  readonly kind: ChangeKind;
  /** A field's name, a page's number, a key of the catalogue. */
  readonly where: string;
  readonly text: Text3;
  /** To all the signatures before it together: the worst. */
  readonly standing: Standing;
  readonly standingText: Text3;
};

export type PdfRevision = {
  /** The first is 1. */
  readonly number: number;
  /** How many octets of the file it and those before it are. */
  readonly size: number;
  /** Fields whose signatures are over it. */
  readonly signedBy: readonly string[];
  readonly changes: readonly PdfChange[];
};

export type PdfReport = {
  readonly revisions: readonly PdfRevision[];
  readonly timeStamps: readonly {
    readonly field: string;
    readonly revision: number | null;
    readonly finding: Finding;
  }[];
};

/** Of one signature. */
export type PdfCoverage = {
  readonly field: string;
  /** The revision that is signed; null where the signature covers none. */
  readonly revision: number | null;
  readonly size: number;
  readonly isNewest: boolean;
  /** DocMDP, where this signature certifies the document. */
  readonly certifies: 1 | 2 | 3 | null;
  /** What stands beside the signature in the words of whoever made it. */
  readonly says: PdfSignature['says'];
};

const worst = (all: readonly Standing[]): Standing =>
  standings[Math.max(0, ...all.map((one) => standings.indexOf(one)))]!;

export function revisionsOf(pdf: SignedPdf): PdfRevision[] {
  return pdf.file.revisions.map(({ end }, at) => ({
    number: at + 1,
    size: end,
    signedBy: pdf.signatures.flatMap(({ kind, revision, field }) =>
      kind === 'signature' && revision === at ? [visible(field)] : [],
    ),
    changes: (pdf.changes[at] ?? []).map((change) => {
      const before = pdf.signatures.filter(({ revision }) => revision !== undefined && revision < at);
      const found = worst(before.map(({ permissions }) => standing(change, permissions)));
      const { kind, where } = change;
      return {
        kind,
        where: visible(where),
        text: changeWords[kind],
        standing: found,
        standingText: standingWords[found],
      };
    }),
  }));
}

const visibleOf = (says: PdfSignature['says']): PdfSignature['says'] =>
  Object.fromEntries(Object.entries(says).map(([key, words]) => [key, visible(words)]));

export const coverageOf = (pdf: SignedPdf, { field, revision, permissions, says }: PdfSignature): PdfCoverage => ({
  field: visible(field),
  revision: revision === undefined ? null : revision + 1,
  size: revision === undefined ? 0 : pdf.file.revisions[revision]!.end,
  isNewest: revision === pdf.file.revisions.length - 1,
  certifies: permissions.certifies ? (permissions.level ?? null) : null,
  says: visibleOf(says),
});

/** ISO 32000-2 7.9.4: the moment that stands in /M; undefined where none that can be read. */
export function momentOf(text: string | undefined): string | undefined {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone, off, offMinutes = '00'] =
    /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([Z+-])(?:(\d\d)'?(?:(\d\d)'?)?)?)?$/.exec(text ?? '') ?? [];
  if (year === undefined || zone === undefined) return undefined;
  const offset = zone === 'Z' || off === undefined ? 'Z' : `${zone}${off}:${offMinutes}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What the file says against, or about, one signature in it. */
export function fileFindings(
  pdf: SignedPdf,
  signature: PdfSignature,
): { readonly frame: Finding[]; readonly notes: Finding[] } {
  const after = changesAfter(pdf, signature);
  const of = (wanted: Standing): string | undefined => {
    const found = after.filter((change) => standing(change, signature.permissions) === wanted);
    return found.length === 0 ? undefined : revisionNumbers(found);
  };
  const [kept, allowed, toSee, forbidden] = standings.map(of);
  const others = [allowed, toSee, forbidden].some((one) => one !== undefined);
  const uncovered = signature.problems.filter((fault) => fault.startsWith('range') || fault.startsWith('contents'));
  const isOfAnotherKind = signature.problems.includes('format-unknown');
  const unfit = signature.problems.filter((fault) => !uncovered.includes(fault) && fault !== 'format-unknown');
  return {
    frame: [
      ...(uncovered.length > 0 ? [finding('PDF_NOT_COVERED', uncovered.join(' '))] : []),
      ...(unfit.length > 0 ? [finding('STRUCTURE_CHANGED', unfit.join(' '))] : []),
      ...(isOfAnotherKind ? [finding('PDF_FORMAT_UNKNOWN', signature.format ?? '')] : []),
      ...(forbidden === undefined ? [] : [finding('PDF_CHANGED', forbidden)]),
      ...(toSee === undefined ? [] : [finding('PDF_TO_BE_SEEN', toSee)]),
      ...(pdf.contents.outside ? [finding('PDF_OUTSIDE')] : []),
      ...(allowed === undefined ? [] : [finding('PDF_CHANGES_ALLOWED', allowed)]),
    ],
    notes: [
      ...(kept === undefined || others ? [] : [finding('PDF_ADDED', kept)]),
      ...(pdf.contents.scripts ? [finding('PDF_SCRIPTS')] : []),
    ],
  };
}

const revisionNumbers = (changes: readonly Change[]): string =>
  [...new Set(changes.map(({ revision }) => `№ ${revision + 1}`))].join(', ');
