import type { Revocation } from './trust.ts';

/** RFC 5280 5.3.1: reasons that say nothing against the key: unspecified, affiliation, superseded, cessation, privilege withdrawn. */
const harmless: ReadonlySet<number> = new Set([0, 3, 4, 5, 9]);

/**
 * Whether an end leaves it open that the key was in other hands: then whatever it signed may have been made yesterday. Where
 * no reason is given it may be one of those; the law's own ground without a reason is none: a lost key has a reason of its own.
 */
export const keyMayBeLost = ({ reason, ground }: Pick<Revocation, 'reason' | 'ground'>): boolean =>
  reason === undefined ? ground === undefined : !harmless.has(reason);

/**
 * Whether an end takes the force from what an authority stamped at `at` (RFC 3161 4): always one before; a later one where the key
 * may have been in other hands, unless the stamp is proven to have been there before that (`provenAt`). The certificate's own
 * end counts from its entry (ES-14.7b); what a stamp proves does not: it is weighed from the moment the key may have been lost.
 */
export const endsStamp =
  (provenAt: Date) =>
  (revocation: Revocation, _certificate: unknown, at: Date): boolean => {
    const { revocationDate, invalidityDate = revocationDate } = revocation;
    const lostAt = invalidityDate < revocationDate ? invalidityDate : revocationDate;
    return revocationDate <= at || (lostAt <= provenAt && keyMayBeLost(revocation));
  };
