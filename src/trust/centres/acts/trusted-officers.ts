import { addStaff, type IdentityDeps } from '../../../identity/index.ts';
import { holderScope } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import type { Lang } from '../../../platform/text.ts';
import { isTrusted } from '../centre.ts';
import { type CentreDeps, journal } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { insertOfficer } from '../trusted-issuing-store.ts';
import { trustedPersons } from '../trusted-store.ts';

/** The role in the office of a centre of who works for its trusted persons: applications made through that person, and nothing else. */
export const trustedRole = 'trusted';

/** ES-13.5.2b: who works for a trusted person comes to the centre's register with an account of its own. */
export async function addTrustedOfficer(
  deps: CentreDeps & { readonly identity: IdentityDeps },
  by: { readonly accountId: string; readonly centreId: string },
  what: {
    readonly trustedPersonId: string;
    readonly login: string;
    readonly password: string;
    readonly name: string;
    readonly lang: Lang;
  },
): Promise<{ accountId: string } | Refusal> {
  const { centreId } = by;
  const { trustedPersonId, login, password, name, lang } = what;
  const now = deps.clock.now();
  const person = (await trustedPersons(deps.db, centreId, now)).find(({ id }) => id === trustedPersonId);
  if (person === undefined || !isTrusted(person, now)) return refuse('TRUSTED_PERSON_UNKNOWN');
  const staff = { login, password, name, office: 'centre', holderId: centreId, roles: [trustedRole], lang } as const;
  const added = await addStaff(deps.identity, staff, by.accountId);
  if (isRefusal(added)) return added;
  const { accountId } = added;
  // An account that stands without this row works for nobody: it is admitted to nothing.
  await deps.db.tx(holderScope(centreId), async (tx) => {
    const entryId = await journal(deps, tx, {
      type: 'centre.trusted-officer-added',
      actor: { kind: 'account', id: by.accountId },
      centreId,
      object: { kind: 'trusted-person', id: trustedPersonId },
      data: { account: accountId },
    });
    await insertOfficer(tx, { accountId, centreId, trustedPersonId, at: now, entryId });
  });
  return { accountId };
}
