import { type Accreditation, intervalsOf } from '../centres/index.ts';

// What the trusted list says of a service: its status as intervals (DECISIONS 33), as the authority's own lists have them. Pure.

/** TS 119 612 5.5.4: a suspended accreditation grants nothing while it is suspended (ES-16.7f). */
export type ServiceStatus = 'granted' | 'withdrawn';
export type StatusInterval = { readonly status: ServiceStatus; readonly since: Date };

/**
 * The statuses of a centre's issuer, the newest first: granted while an accreditation is active and the issuer's own certificate stands.
 * `from`: the entry of that certificate; `endedAt`: of its end. What has not come by `at` is not known yet.
 */
export function statusHistory(
  accreditations: readonly Pick<Accreditation, 'untilAt' | 'standings'>[],
  certificate: { readonly from: Date; readonly endedAt: Date | null },
  at: Date,
): StatusInterval[] {
  const standings = accreditations.flatMap(intervalsOf);
  const moments = [
    certificate.from,
    ...(certificate.endedAt === null ? [] : [certificate.endedAt]),
    ...standings.flatMap(({ since, until }) => (until === null ? [since] : [since, until])),
  ]
    .filter((one) => one >= certificate.from && one <= at)
    .map((one) => one.getTime());
  const statusAt = (moment: number): ServiceStatus =>
    (certificate.endedAt === null || moment < certificate.endedAt.getTime()) &&
    standings.some(
      ({ state, since, until }) =>
        state === 'active' && since.getTime() <= moment && (until === null || moment < until.getTime()),
    )
      ? 'granted'
      : 'withdrawn';
  const found: StatusInterval[] = [];
  for (const moment of [...new Set(moments)].sort((a, b) => a - b)) {
    const status = statusAt(moment);
    if (found.at(-1)?.status !== status) found.push({ status, since: new Date(moment) });
  }
  return found.reverse();
}
