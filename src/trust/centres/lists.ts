import type { Db, Tx } from '../../platform/db/index.ts';
import { allCentres } from './centre-store.ts';
import type { Centre } from './centre.ts';
import { accreditations } from './standing-store.ts';
import { type Accreditation, intervalsOf, isAccredited, type Standing, standingAt } from './standing.ts';

// ES-8.3: what the authority publishes, as of any moment (DECISIONS 33). A look at the past knows nothing of what came later.

export type Listed = {
  readonly centre: Centre;
  readonly accreditation: Accreditation;
  readonly standing: Standing;
};

export const listNames = ['accredited', 'revoked', 'suspended', 'ceased', 'expired'] as const;
export type ListName = (typeof listNames)[number];

/**
 * A list as of a moment. `accredited`: who is accredited then, suspended ones marked; the others: every such standing up to then,
 * with its end where it had one by then.
 */
export async function listAt(db: Db | Tx, name: ListName, at: Date): Promise<Listed[]> {
  const centres = new Map((await allCentres(db, at)).map((one) => [one.id, one]));
  return (await accreditations(db, at)).flatMap((accreditation) => {
    const centre = centres.get(accreditation.centreId);
    if (centre === undefined) return [];
    const asKnown = knownAt(accreditation, at);
    const standings =
      name === 'accredited'
        ? [standingAt(asKnown, at)].filter(isAccredited)
        : intervalsOf(asKnown).filter(({ state, since }) => state === name && since <= at);
    return standings.map((standing) => ({ centre, accreditation: asKnown, standing: endedBy(standing!, at) }));
  });
}

/** What was known of an accreditation at a moment. */
const knownAt = (a: Accreditation, at: Date): Accreditation =>
  a.handedOverAt !== null && a.handedOverAt > at
    ? { ...a, certificateNumber: null, handedOverAt: null, rootCertificate: null }
    : a;

/** An interval that ends later was open then. */
const endedBy = (standing: Standing, at: Date): Standing =>
  standing.until !== null && standing.until > at ? { ...standing, until: null } : standing;

/** How a centre stands at a moment by its latest accreditation; null: it was never accredited (ES-15.1: only the authority's record counts). */
export async function centreStanding(
  db: Db | Tx,
  centreId: string,
  at: Date,
): Promise<{ accreditation: Accreditation; standing: Standing } | null> {
  const last = (await accreditations(db, at, centreId)).at(-1);
  if (last === undefined) return null;
  const accreditation = knownAt(last, at);
  return { accreditation, standing: endedBy(standingAt(accreditation, at)!, at) };
}
