import { checkPolicy, type Finding, type Policy } from '../../consent/policy/index.ts';
import { type PolicyBody, type PolicyVersion, policyInForce } from '../../holders/index.ts';
import type { HolderDeps } from './deps.ts';

// A policy as its holder's staff reads it: the whole body, the findings against it, the values that the sandbox invented.

/** The whole policy behind a stored body; null where only its closed lists were stored. */
export const wholePolicy = (body: PolicyBody): Policy | null =>
  (body as { format?: string }).format === 'makulduk/policy/1' ? (body as unknown as Policy) : null;

export function findingsOf(policy: PolicyVersion | null): readonly Finding[] {
  const whole = policy === null ? null : wholePolicy(policy.body);
  return whole === null ? [] : checkPolicy(whole);
}

/** What must be repaired: notes are no trouble. */
export const troublesIn = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => finding.severity !== 'note');

/** Paths of invented values, where the stored policy names them; else the holder's own. */
export async function sandboxPathsOf(
  deps: HolderDeps,
  holderId: string,
  policy: PolicyVersion | null,
): Promise<readonly string[]> {
  const own = (policy?.body as { sandboxPaths?: readonly string[] } | undefined)?.sandboxPaths;
  return own ?? (await deps.consent.registers.holder(holderId))?.body.sandboxPaths ?? [];
}

export const currentPolicy = (deps: HolderDeps, holderId: string): Promise<PolicyVersion | null> =>
  policyInForce(deps.consent.db, holderId);
