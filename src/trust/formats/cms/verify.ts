import { BudgetSpent, type Certificate, Work } from '../../path/index.ts';
import { certificatesIn } from './certificates.ts';
import { type CmsRules, type DetachedContent, signedContent } from './content.ts';
import { type CmsProblem, cmsProblem } from './problems.ts';
import type { SignedData } from './signed-data.ts';
import { type SignerVerdict, verifySigner } from './verify-signer.ts';

/** What is signed, and what the signers' certificates are sought in beside those in the message. */
export type CmsInput = {
  /** For a detached signature. */
  readonly content?: DetachedContent | undefined;
  readonly certificates?: readonly Certificate[];
};

export type SignedDataVerdict = {
  /** Every signature holds, and there is one. Says nothing about whether a signer's certificate convinces. */
  readonly holds: boolean;
  /** What concerns no single signer. */
  readonly problems: readonly CmsProblem[];
  readonly signers: readonly SignerVerdict[];
};

/**
 * Whether the signatures of a message hold (RFC 5652 5.6): nothing signed was changed, and each was made with the key of the
 * certificate it names. Whose certificates they are and whether they convince is `path`'s business. Never throws for anything
 * the message contains. @throws BudgetSpent where `rules.work` is given and spent
 */
export function verifySignedData(signed: SignedData, input: CmsInput, rules: CmsRules): SignedDataVerdict {
  const content = signedContent(signed, input.content);
  if ('fault' in content) return { holds: false, problems: [content], signers: [] };
  const pool = [...certificatesIn(signed), ...(input.certificates ?? [])];
  const about = { ...content, contentType: signed.contentType };
  const bounded = { ...rules, work: rules.work ?? new Work() };
  try {
    const signers = signed.signers.map((signer) => verifySigner(signer, about, pool, bounded));
    const problems = signers.length === 0 ? [cmsProblem('no-signers')] : [];
    return { holds: problems.length === 0 && signers.every(({ holds }) => holds), problems, signers };
  } catch (error) {
    if (!(error instanceof BudgetSpent) || rules.work !== undefined) throw error;
    return { holds: false, problems: [cmsProblem('work-budget', error.kind)], signers: [] };
  }
}
