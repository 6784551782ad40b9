import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { type Conflict, conflictsOf, type Policy } from '../policy.ts';
import { refuse } from '../refusals.ts';
import { insertPolicy, lockSystem } from '../system-store.ts';

/**
 * ES-3.2: the order of using signatures in a corporate system, by its owner's rule or its participants' agreement. What contradicts a
 * statute is answered and kept as a conflict, and has no effect.
 */
export async function loadPolicy(
  deps: SystemDeps,
  owner: { readonly holderId: string; readonly accountId: string },
  systemId: string,
  policy: Policy,
): Promise<{ version: number; conflicts: readonly Conflict[] } | Refusal> {
  if (policy.basis === 'agreement' && policy.parties.length < 2)
    return refuse('POLICY_PARTIES_MISSING', { field: 'parties' });
  const holder = await deps.registers.holder(owner.holderId);
  return deps.db.tx(scope, async (tx) => {
    const system = await lockSystem(tx, systemId);
    if (system?.ownerId !== owner.holderId || system.scope !== 'corporate') return refuse('SYSTEM_UNKNOWN');
    const known = new Set(system.documentKinds.map(({ code }) => code));
    if (policy.rules.some((rule) => 'documentKind' in rule && !known.has(rule.documentKind)))
      return refuse('DOCUMENT_KIND_UNKNOWN', { field: 'rules' });
    const conflicts = conflictsOf(policy, system, holder?.holdsStateSecrets === true);
    const id = uuidv7(deps.clock.real());
    const entryId = await journal(deps, tx, {
      type: 'exchange-policy.loaded',
      actor: { kind: 'account', id: owner.accountId },
      holderId: owner.holderId,
      object: { kind: 'exchange-system', id: systemId },
      data: {
        basis: policy.basis,
        rules: policy.rules.length,
        conflicts: conflicts.flatMap(({ law }) => law),
      },
    });
    const version = await insertPolicy(tx, systemId, { id, body: policy, conflicts, at: deps.clock.now() }, entryId);
    return { version, conflicts };
  });
}
