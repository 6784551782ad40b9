import { type PaperEffect } from './paper-effect.ts';
import { type Text3, visible } from '../../platform/text.ts';
import type { CertificateVerdict } from './certificate.ts';
import { type CheckName, type FindingCode, findings, summaries, titles } from './report.messages.ts';

export type Status = 'met' | 'not-met' | 'not-determinable';
export type Verdict = 'valid' | 'invalid' | 'undetermined';

export type Check = {
  readonly name: CheckName;
  readonly title: Text3;
  readonly status: Status;
  readonly code: FindingCode;
  readonly text: Text3;
  /** Whether the verdict waits for it. A missing witness, for instance, weakens a proof but does not undo it. */
  readonly decisive: boolean;
  /** What it is about: a member's name, a number. Never a personal value. */
  readonly about?: string;
};

export type Report = {
  readonly verdict: Verdict;
  readonly summary: Text3;
  readonly checks: readonly Check[];
  readonly facts: Readonly<Record<string, string | number>>;
  /** What was found of a signature by certificate: its class, its signer, the four conditions of ES-11. */
  readonly certificate?: CertificateVerdict;
  /** The same of the application to withdraw the consent, where a signed one is in the file. */
  readonly withdrawal?: CertificateVerdict;
  /** Article 6: what the signed document equals on paper, where the verdict is valid and the evidence is electronic. */
  readonly effect?: PaperEffect;
};

const additional: readonly CheckName[] = ['witness', 'key-binding', 'seal', 'container-seal'];

export function check(name: CheckName, status: Status, code: FindingCode, about?: string): Check {
  const decisive = !additional.includes(name);
  const base = { name, title: titles[name], status, code, text: findings[code], decisive };
  return about === undefined ? base : { ...base, about: visible(about) };
}

export function conclude(checks: readonly Check[], said: Report['facts'], certificate?: CertificateVerdict): Report {
  const facts = Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, typeof value === 'string' ? visible(value) : value]),
  );
  const verdict: Verdict = checks.some(({ status }) => status === 'not-met')
    ? 'invalid'
    : checks.some(({ status, decisive }) => decisive && status === 'not-determinable')
      ? 'undetermined'
      : 'valid';
  return { verdict, summary: summaries[verdict], checks, facts, ...(certificate === undefined ? {} : { certificate }) };
}
