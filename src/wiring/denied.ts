import { entryOf, type ConsentDeps } from '../consent/index.ts';
import { insertEntries } from '../record/index.ts';
import { systemScope } from '../platform/db/index.ts';
import type { Denial, Principal } from '../platform/http/index.ts';

/**
 * SP-4b-6, SP-18b: a known account or machine that was turned away from a route is on record, by the route's pattern and never
 * by an address, which holds ids. Who is nobody yet is in the program's log only.
 */
export const recordDenial =
  (deps: ConsentDeps) =>
  async (principal: Principal, route: { method: string; url: string }, denial: Denial): Promise<void> => {
    // An account that is not bound yet is on its way, not on somebody else's.
    if (principal.kind === 'anonymous' || denial !== 'forbidden') return;
    const actor =
      principal.kind === 'machine'
        ? { kind: 'client' as const, id: principal.clientId }
        : { kind: 'account' as const, id: principal.accountId };
    const holder = principal.kind === 'citizen' ? null : principal.holderId;
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'access.denied',
      actor,
      ...(holder === null ? {} : { holder }),
      object: { kind: 'route', id: `${route.method} ${route.url}` },
      data: { denial, office: principal.kind === 'staff' ? principal.office : principal.kind },
    });
    await deps.db.tx(systemScope('a denied access is recorded'), async (tx) => {
      await insertEntries(tx, [entry]);
      tx.onCommit(deps.poke);
    });
  };
