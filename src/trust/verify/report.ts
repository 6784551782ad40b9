import { type Text3, visible } from '../../platform/text.ts';
import type { LegacyView } from './legacy.ts';
import type { PdfCoverage, PdfReport } from './pdf-report.ts';
import type { SignerView } from './signer.ts';
import {
  conditionTitles,
  type FindingCode,
  findings,
  featureTitles,
  summaries,
  type SummaryCode,
} from './report.messages.ts';

/** DECISIONS 42. */
export type Status = 'met' | 'not-met' | 'not-determinable';
export type Verdict = 'valid' | 'invalid' | 'undetermined';
export type SignatureClass = 'simple' | 'unqualified' | 'qualified';

export type Finding = {
  readonly code: FindingCode;
  readonly status: Status;
  readonly text: Text3;
  /** The requirement it comes from. */
  readonly law: string;
  /** What it is about: a moment, a number, an algorithm. */
  readonly about?: string;
};

export const conditionNames = ['ES-11.1', 'ES-11.2', 'ES-11.3', 'ES-11.4'] as const;
export type ConditionName = (typeof conditionNames)[number];
export const featureNames = ['ES-5.3.1', 'ES-5.3.2', 'ES-5.3.3', 'ES-5.3.4', 'ES-5.4.1', 'ES-5.4.2'] as const;
export type FeatureName = (typeof featureNames)[number];

/** A condition of article 11, or a feature of article 5, with everything that was found about it. */
export type Judged<Name extends string> = {
  readonly name: Name;
  readonly title: Text3;
  readonly status: Status;
  readonly findings: readonly Finding[];
};
export type Condition = Judged<ConditionName>;
export type Feature = Judged<FeatureName>;

export type TimeView = {
  /** What the signer says; nothing rests on it (DECISIONS 34). */
  readonly claimed: string | null;
  /** The earliest moment at which the signature is proven to have existed. */
  readonly reliable: { readonly at: string; readonly source: 'time-stamp' | 'checkpoint'; readonly by: string } | null;
  /** The moment that the certificate is judged at, and why that one (ES-11.2a, ES-11.2b). */
  readonly judgedAt: string;
  readonly basis: 'reliable-time' | 'moment-of-checking';
  readonly findings: readonly Finding[];
};

export type SignatureReport = {
  readonly verdict: Verdict;
  readonly summary: { readonly code: SummaryCode; readonly text: Text3 };
  /** null: what is there is no signature over this document, of no class. */
  readonly class: SignatureClass | null;
  readonly enhanced: boolean;
  readonly features: readonly Feature[];
  readonly conditions: readonly Condition[];
  /** ES-19: recognised as of the former law; null: nothing of it, or a court decided otherwise. */
  readonly legacy: LegacyView | null;
  readonly signer: SignerView | null;
  readonly time: TimeView;
  /** Parts found to be changed after signing; empty where none was found. */
  readonly changes: readonly Finding[];
  /** What is said beside the conditions and decides nothing. */
  readonly notes: readonly Finding[];
  /** Of a signature in a PDF: what it covers. */
  readonly pdf?: PdfCoverage;
};

export type VerificationReport = {
  readonly v: 1;
  readonly kind: 'signature-verification';
  readonly verdict: Verdict;
  readonly summary: { readonly code: SummaryCode; readonly text: Text3 };
  readonly checkedAt: string;
  readonly document: { readonly sha256: string | null; readonly size: number | null; readonly attached: boolean };
  readonly signatures: readonly SignatureReport[];
  /** Of a PDF: revision by revision. */
  readonly pdf?: PdfReport;
  /** ES-11.3c: the means that this check was made with. */
  readonly means: { readonly name: string; readonly version: string; readonly confirmed: Status };
};

export function finding(code: FindingCode, about?: string): Finding {
  const { status, law, text } = findings[code];
  return { code, status, text, law, ...(about === undefined ? {} : { about: visible(about) }) };
}

/** One thing that fails is enough to fail; one that is missing is enough not to know. */
export const statusOf = (all: readonly Pick<Finding, 'status'>[]): Status =>
  all.some(({ status }) => status === 'not-met')
    ? 'not-met'
    : all.some(({ status }) => status === 'not-determinable')
      ? 'not-determinable'
      : 'met';

export const condition = (name: ConditionName, all: readonly Finding[]): Condition => ({
  name,
  title: conditionTitles[name],
  status: statusOf(all),
  findings: all,
});

export const feature = (name: FeatureName, all: readonly Finding[]): Feature => ({
  name,
  title: featureTitles[name],
  status: statusOf(all),
  findings: all,
});

export const summary = (code: SummaryCode): { code: SummaryCode; text: Text3 } => ({ code, text: summaries[code] });

/** The worst of several; of none, nothing is known. */
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('invalid')
    ? 'invalid'
    : verdicts.includes('undetermined') || verdicts.length === 0
      ? 'undetermined'
      : 'valid';

/** What is said of several signatures together. */
export const several = { valid: 'ALL_VALID', invalid: 'ONE_INVALID', undetermined: 'ONE_UNDETERMINED' } as const;
