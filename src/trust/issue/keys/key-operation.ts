import { createHash } from 'node:crypto';
import type { Refusal } from '../../../platform/refusal.ts';
import { refuse } from '../refusals.ts';

// Two officers for every operation with the key of the root or of a centre: a value that procedures fill and keep.

export type KeyOperationKind = 'create-key' | 'sign-certificate' | 'sign-list' | 'destroy-key';

export type KeyOperation = {
  readonly id: string;
  readonly kind: KeyOperationKind;
  readonly keyName: string;
  /** SHA-256 of exactly what will be signed or done, hexadecimal: officers approve bytes, not intentions. */
  readonly contentHash: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly approvals: readonly { readonly officer: string; readonly at: Date }[];
};

/** An approval is for today's operation: after a day everything is asked again. */
export const APPROVAL_HOURS = 24;
const OFFICERS = 2;

export const contentHash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isStale = ({ askedAt }: KeyOperation, now: Date): boolean =>
  now.getTime() - askedAt.getTime() > APPROVAL_HOURS * 3_600_000;

/** The operation with one more approval. `content`: what this officer has seen. */
export function approve(
  operation: KeyOperation,
  officer: string,
  content: Uint8Array,
  now: Date,
): KeyOperation | Refusal {
  if (isStale(operation, now)) return refuse('KEY_OPERATION_STALE');
  if (contentHash(content) !== operation.contentHash) return refuse('KEY_OPERATION_CHANGED');
  if (operation.approvals.some((one) => one.officer === officer)) return refuse('KEY_SECOND_OFFICER');
  return { ...operation, approvals: [...operation.approvals, { officer, at: now }] };
}

/** Why the operation may not be carried out on `content` now, if it may not. */
export function checkApproved(operation: KeyOperation, content: Uint8Array, now: Date): Refusal | undefined {
  if (isStale(operation, now)) return refuse('KEY_OPERATION_STALE');
  if (contentHash(content) !== operation.contentHash) return refuse('KEY_OPERATION_CHANGED');
  const officers = new Set(operation.approvals.map(({ officer }) => officer));
  return officers.size < OFFICERS ? refuse('KEY_SECOND_OFFICER') : undefined;
}
