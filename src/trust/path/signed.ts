import { type AlgorithmPolicy, distrust, isSwitchedOn } from './algorithm-policy.ts';
import type { Fault } from './problems.ts';
import { nameOfKey, type PublicKeyInfo } from './public-key.ts';
import { type AlgorithmId, costOf, signatureMethod, verifyingKeyOf, verifySignature } from './signature-algorithms.ts';
import type { Work } from './work.ts';

/** What certificates and CRLs have in common (RFC 5280 4.1.1, 5.1.1). */
export type Signed = {
  readonly tbs: Buffer;
  readonly signatureAlgorithm: AlgorithmId;
  readonly algorithmsAgree: boolean;
  readonly signature: Buffer;
};

type Result = { readonly key: string; readonly good: boolean };
const kept = new WeakMap<Signed, readonly Result[]>();

/** One key usually: who has many tried has them computed again. */
const MAX_RESULTS = 64;

/** Whether the signature on `what` is that of `key`, and convinces at `at`. A result is computed once. @throws BudgetSpent */
export function checkSignature(
  what: Signed,
  key: PublicKeyInfo,
  policy: AlgorithmPolicy,
  at: Date,
  work: Work,
): Fault | undefined {
  if (!what.algorithmsAgree) return 'algorithms-differ';
  const method = signatureMethod(what.signatureAlgorithm);
  if (method === undefined || !isSwitchedOn(policy, method)) return 'algorithm-unknown';
  const object = verifyingKeyOf(key);
  if (object === undefined) return 'key-unreadable';
  const distrusted = distrust(policy, method, object, at);
  if (distrusted !== undefined) return distrusted;
  const results = kept.get(what) ?? [];
  const name = nameOfKey(key);
  let result = results.find((one) => one.key === name);
  if (result === undefined) {
    work.spend('signatures', costOf(method, object));
    result = { key: name, good: verifySignature(method, object, what.tbs, what.signature) };
    kept.set(what, results.length >= MAX_RESULTS ? [result] : [...results, result]);
  }
  return result.good ? undefined : 'signature';
}
