import { type PaperEffect, paperEffect, type SignatureKind } from './paper-effect.ts';
import { memberNames } from '../package.ts';
import { fields, type Opened, string } from './opened.ts';
import type { Report } from './report.ts';

const types: readonly SignatureKind[] = ['simple', 'unqualified', 'qualified'];

/** ES-6: what the signature makes of the consent, by its type and the basis on record. Paper needs no such word. */
export function withEffect(report: Report, opened: Opened): Report {
  const evidence = opened.object(memberNames.evidence);
  const type = types.find((one) => one === evidence?.['signatureType']);
  if (report.verdict !== 'valid' || type === undefined) return report;
  return { ...report, effect: effectOf(type, fields(evidence?.['basis'])) };
}

function effectOf(type: SignatureKind, basis: ReturnType<typeof fields>): PaperEffect {
  const named = basis['kind'] === 'agreement' ? string(basis['agreementId']) : string(basis['citation']);
  return paperEffect({ type, valid: true, basis: named ?? null });
}
