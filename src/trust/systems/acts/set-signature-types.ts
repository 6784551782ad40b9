import { uuidv7 } from '../../../platform/ids.ts';
import { startOfDay } from '../../../law/index.ts';
import { insertGovernmentRule } from '../document-store.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import type { GovernmentRule } from '../public-bodies.ts';

/** ES-3.3a: the authority enters what the Government has set, with its act and the day from which it is in force. Earlier rules stay for earlier days. */
export async function setSignatureTypes(
  deps: Pick<SystemDeps, 'db' | 'clock' | 'profile' | 'poke'>,
  officer: string,
  what: Pick<GovernmentRule, 'bodies' | 'types' | 'act'> & { readonly from: string },
): Promise<GovernmentRule> {
  const { from, ...rest } = what;
  const rule: GovernmentRule = { ...rest, id: uuidv7(deps.clock.real()), since: startOfDay(from) };
  await deps.db.tx(scope, async (tx) => {
    const entryId = await journal(deps, tx, {
      type: 'signature-types.set',
      actor: { kind: 'account', id: officer, role: 'officer' },
      object: { kind: 'signature-types', id: rule.id },
      data: { bodies: what.bodies, types: [...what.types], act: what.act.number, from },
    });
    await insertGovernmentRule(tx, rule, deps.clock.now(), entryId);
  });
  return rule;
}
