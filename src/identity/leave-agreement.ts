import type { Refusal } from '../platform/refusal.ts';
import { endAcceptances, openAcceptances } from './agreement-store.ts';
import { refuse } from './refusals.ts';
import { pairwise, scope } from './sealing.ts';
import type { IdentityDeps } from './types.ts';

/**
 * ES-6.2, ES-9.3: a simple or unqualified signature counts by agreement, and either side may leave what it agreed to. From
 * here on a password, code or passkey of this account signs nothing for the holder; what was signed before keeps its force,
 * and the acceptance stays as its evidence. Refused where nothing is in force to leave.
 */
export async function leaveAgreement(
  deps: IdentityDeps,
  who: { accountId: string; sessionId: string; personId: string | null },
  holderId: string,
): Promise<{ at: Date } | Refusal> {
  if (who.personId === null) return refuse('NOT_BOUND');
  const personId = who.personId;
  return deps.db.tx(scope, async (tx): Promise<{ at: Date } | Refusal> => {
    const open = await openAcceptances(tx, holderId, who.accountId);
    if (open.length === 0) return refuse('AGREEMENT_NOT_ACCEPTED');
    const at = deps.clock.now();
    const entryId = await deps.journal(tx, {
      type: 'identity.agreement-left',
      actor: { kind: 'account', id: pairwise(deps, 'account', holderId, who.accountId) },
      object: { kind: 'agreement', id: open[0]!.agreement_id },
      holder: holderId,
      subject: deps.keys.subjectIdOf(personId, holderId),
      data: {
        acceptances: open.map((one) => one.id),
        session: pairwise(deps, 'session', holderId, who.sessionId),
      },
    });
    await endAcceptances(
      tx,
      open.map((one) => one.id),
      { at: deps.clock.real(), lawAt: at, entryId },
    );
    return { at };
  });
}
