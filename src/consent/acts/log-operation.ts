import { policyInForce } from '../../holders/index.ts';
import { insertEntries } from '../../record/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { may } from '../may/may.ts';
import { mayReasons } from '../may/reasons.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { purposesOf } from '../purposes/store.ts';

export type NewOperation = {
  /** The purpose by its code in the policy: `inform_by_email`. */
  readonly purpose: string;
  readonly subjectId: string;
  readonly categories: readonly string[];
  readonly action: string;
  readonly mode: 'automated' | 'manual';
  /** What was done, in the holder's own closed words: `email`, `account-access`, `contract`. */
  readonly activity: string;
  readonly recipient?: { readonly code: string; readonly country: string };
};

export type LoggedOperation = {
  readonly operationId: string;
  readonly purpose: string;
  readonly ground: string;
  readonly legalBasis: string;
  readonly groundId: string | null;
  readonly consentId: string | null;
};

/**
 * SP-2, SP-11, SP-12: an operation with personal data goes on record with its purpose, ground and legal basis, by machine or
 * by hand alike. What the policy in force does not declare, or `may` refuses, is not an operation and is not recorded as one.
 */
export async function logOperation(
  deps: ConsentDeps,
  holderId: string,
  actor: { kind: 'account' | 'client'; id: string },
  what: NewOperation,
): Promise<LoggedOperation | Refusal> {
  const policy = await policyInForce(deps.db, holderId);
  const purpose = (await purposesOf(deps.db, holderId)).find((one) => one.code === what.purpose);
  if (purpose === undefined || !(policy?.body.purposes ?? []).some((one) => one.code === what.purpose))
    return refusePurpose('PURPOSE_NOT_DECLARED', { field: 'purpose' });
  const version = purpose.currentVersionId === null ? null : await deps.registers.version(purpose.currentVersionId);
  if (version === null) return refusePurpose('FORM_NOT_PUBLISHED');
  // SP-12: an edition of the policy may drop a basis that an earlier purpose version still names.
  const legalBasis = version.body.ground?.legalBasis ?? null;
  if (legalBasis === null || !(policy?.body.legalBases ?? []).some((one) => one.code === legalBasis))
    return refusePurpose('BASIS_NOT_DECLARED', { field: 'purpose' });
  const { purpose: _, mode, activity, ...question } = what;
  const answer = await may(deps, holderId, { ...question, purposeId: purpose.id });
  if (!answer.allowed)
    return {
      kind: 'refusal',
      code: answer.reason,
      law: mayReasons[answer.reason].law,
      text: mayReasons[answer.reason].text,
      status: 409,
    };
  const entry = entryOf(deps.clock, deps.profile, {
    type: 'processing.logged',
    actor,
    holder: holderId,
    subject: what.subjectId,
    object: { kind: 'purpose', id: purpose.id },
    data: {
      purpose: what.purpose,
      purposeVersion: version.id,
      policy: policy!.id,
      action: what.action,
      activity,
      mode,
      categories: [...what.categories],
      ground: answer.ground,
      legalBasis,
      groundId: answer.consentId === null ? answer.evidenceId : null,
      consent: answer.consentId,
      recipient: what.recipient?.code ?? null,
    },
  });
  await deps.db.tx(holderScope(holderId), async (tx) => {
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
  });
  return {
    operationId: entry.id,
    purpose: what.purpose,
    ground: answer.ground!,
    legalBasis,
    groundId: answer.consentId === null ? answer.evidenceId : null,
    consentId: answer.consentId,
  };
}
