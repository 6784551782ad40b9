import { type Db, systemScope, type Tx } from '../../platform/db/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { centreStanding, isAccredited } from '../centres/index.ts';
import { type CaKey, registersDestroyed, takeIssuer } from '../issue/index.ts';
import type { NamedIssuer } from './directory.ts';
import { dueList, isLong } from './due.ts';
import { makeDelta, makeIndirectList, makeList } from './make-list.ts';
import { issuersEnded, listState } from './schedule-store.ts';

export type KeepListsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** The key of an issuer, where this installation holds it. */
  readonly keyOfIssuer: (tx: Tx, issuerId: string) => Promise<CaKey | undefined>;
  readonly deltaUrl: (name: string) => string;
  readonly afterUrl: (name: string) => string;
};

const scope = systemScope('lists of ended certificates are kept current');

/** One issuer of certificates and who signs the lists about it: itself, and the issuer of status once it is gone. */
type Line = {
  readonly about: NamedIssuer;
  readonly by: NamedIssuer;
  readonly key: CaKey;
  readonly url: string | null;
};

/**
 * Prints every list that is due; how many. A fault with one issuer's list holds up no other's: it is thrown when all were seen to.
 * Safe to run anywhere and again and again: what is due is looked at once more with the register taken.
 */
export async function keepLists(deps: KeepListsDeps, issuers: readonly NamedIssuer[]): Promise<number> {
  let made = 0;
  const faults: unknown[] = [];
  for (const line of await lines(deps, issuers)) {
    try {
      // A list and the first delta upon it come one behind the other.
      for (let more = 0; more < 2 && (await printIfDue(deps, line)); more++) made++;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return made;
}

async function lines(deps: KeepListsDeps, issuers: readonly NamedIssuer[]): Promise<Line[]> {
  const status = issuers.findLast(({ kind }) => kind === 'STATUS');
  const now = deps.clock.now();
  const { ended, fallen, keys, gone } = await deps.db.tx(scope, async (tx) => {
    const found = new Map<string, CaKey | undefined>();
    for (const { id } of issuers) found.set(id, await deps.keyOfIssuer(tx, id));
    const gone = await registersDestroyed(tx);
    return { ended: await issuersEnded(tx), fallen: await fallenCentres(tx, issuers, now), keys: found, gone };
  });
  const statusKey = status && keys.get(status.id);
  return (
    issuers
      // Of a register that is destroyed (ES-13.6d) a list would say that nothing in it had ended.
      .filter(({ kind, registerId }) => kind !== 'STATUS' && !gone.has(registerId))
      .flatMap((about) => {
        const key = keys.get(about.id);
        const isGone =
          about.kind !== 'ROOT' && (key === undefined || ended.has(about.id) || fallen.has(about.centreId!));
        return [
          // Profile 8: with an ended certificate, and perhaps a lost key, its own word proves nothing any more.
          ...(key === undefined || ended.has(about.id) ? [] : [{ about, by: about, key, url: null }]),
          ...(isGone && status !== undefined && statusKey !== undefined
            ? [{ about, by: status, key: statusKey, url: deps.afterUrl(about.name) }]
            : []),
        ];
      })
  );
}

/** The centres whose accreditation has ended, so that nobody need rely on their own lists alone. */
async function fallenCentres(tx: Tx, issuers: readonly NamedIssuer[], now: Date): Promise<ReadonlySet<string>> {
  const fallen = new Set<string>();
  for (const id of new Set(issuers.flatMap(({ centreId }) => (centreId === null ? [] : [centreId])))) {
    const found = await centreStanding(tx, id, now);
    if (found !== null && !isAccredited(found.standing)) fallen.add(id);
  }
  return fallen;
}

async function printIfDue({ db, clock, deltaUrl }: KeepListsDeps, { about, by, key, url }: Line): Promise<boolean> {
  const which = { about: about.id, by: by.id, url };
  // The authority’s list for one that is gone changes rarely any more: it is always complete.
  const due = async (tx: Tx) => dueList(await listState(tx, which), clock.now(), url === null);
  if ((await db.tx(scope, due)) === undefined) return false;
  return db.tx(scope, async (tx) => {
    await takeIssuer(tx, about.id);
    const now = await due(tx);
    if (now === undefined) return false;
    if (url !== null) await makeIndirectList(tx, { statusIssuerId: by.id, issuerIds: [about.id], url }, key, clock);
    else if (now === 'delta') await makeDelta(tx, about.id, key, clock);
    else await makeList(tx, about.id, key, clock, (entries) => (isLong(entries) ? deltaUrl(about.name) : undefined));
    return true;
  });
}
