import type { Text3 } from '../../../platform/text.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Refusal } from '../../../platform/refusal.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import type { ExchangeSystem, KindOfDocument, Operator, SystemScope } from '../system.ts';
import { insertSystem, lockSystem, updateSystem } from '../system-store.ts';

export type Settings = {
  readonly operator: Operator | null;
  readonly simpleRules: string | null;
  readonly automatic: boolean;
};
type Owner = { readonly holderId: string; readonly accountId: string };

/** ES-2.14: the rules for simple signatures are the operator's, so without one there are none. */
const settled = ({ operator, simpleRules }: Settings): Refusal | undefined =>
  simpleRules !== null && operator === null ? refuse('SYSTEM_WITHOUT_OPERATOR', { field: 'operator' }) : undefined;

/** ES-2.12 to ES-2.14: a holder registers an information system of its own. */
export async function registerExchange(
  deps: SystemDeps,
  { holderId, accountId }: Owner,
  what: Settings & {
    readonly scope: SystemScope;
    readonly name: Text3;
    readonly documentKinds: readonly KindOfDocument[];
  },
): Promise<ExchangeSystem | Refusal> {
  const wrong = settled(what);
  if (wrong !== undefined) return wrong;
  const system: ExchangeSystem = { id: uuidv7(deps.clock.real()), ownerId: holderId, ...what };
  return deps.db.tx(scope, async (tx) => {
    const entryId = await journal(deps, tx, {
      type: 'exchange-system.registered',
      actor: { kind: 'account', id: accountId },
      holderId,
      object: { kind: 'exchange-system', id: system.id },
      data: { scope: what.scope, ...said(what) },
    });
    await insertSystem(tx, system, deps.clock.now(), entryId);
    return system;
  });
}

/** The owner names another operator, switches simple signatures or the automatic mode on or off. */
export async function changeExchange(
  deps: SystemDeps,
  { holderId, accountId }: Owner,
  systemId: string,
  what: Settings,
): Promise<ExchangeSystem | Refusal> {
  const wrong = settled(what);
  if (wrong !== undefined) return wrong;
  return deps.db.tx(scope, async (tx) => {
    const system = await lockSystem(tx, systemId);
    if (system?.ownerId !== holderId) return refuse('SYSTEM_UNKNOWN');
    await journal(deps, tx, {
      type: 'exchange-system.changed',
      actor: { kind: 'account', id: accountId },
      holderId,
      object: { kind: 'exchange-system', id: systemId },
      data: said(what),
    });
    await updateSystem(tx, { id: systemId, ...what });
    return { ...system, ...what };
  });
}

// Of an operator who is a person the journal keeps no name.
const said = ({ operator, simpleRules, automatic }: Settings) => ({
  operator: operator?.kind ?? null,
  simple: simpleRules !== null,
  automatic,
});
