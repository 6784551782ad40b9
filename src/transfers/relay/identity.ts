import { fullName, type Keys, type PersonRecord } from '../../keys/index.ts';

// By what the authority recognises a person whom a holder could not tell (CP-16b, CP-17b, CP-18c). Pure but for the keyed hash.

/** What identifies a person: the personal number, a document, or the full name with the day of birth. */
export const identityKinds = ['pin', 'document', 'name'] as const;
export type IdentityKind = (typeof identityKinds)[number];
export type IdentityMac = { readonly kind: IdentityKind; readonly mac: Buffer };

/** Under whose id the authority knows persons: as a holder's would, it opens nothing anywhere else (PD-29.2). */
export const authorityParty = '0192a000-7590-7018-8000-000000000759';

/** The keyed hashes of what identifies a person, of the kinds named. Nobody without the key can try names or numbers against them. */
export function identityMacs(
  keys: Pick<Keys, 'mac'>,
  record: PersonRecord,
  kinds: readonly IdentityKind[] = identityKinds,
): IdentityMac[] {
  const values: [IdentityKind, string][] = [
    ...(record.pin === null ? [] : [['pin', record.pin] as [IdentityKind, string]]),
    ...record.documents.map((one): [IdentityKind, string] => ['document', `${one.series}${one.number}`]),
    ['name', `${fullName(record).toLowerCase()} ${record.birthDate}`],
  ];
  const seen = new Map(values.map((pair) => [pair.join('|'), pair]));
  return [...seen.values()]
    .filter(([kind]) => kinds.includes(kind))
    .map(([kind, value]) => ({ kind, mac: keys.mac('authority-relay', kind, value.normalize('NFC')) }));
}

type Candidate = { readonly id: string; readonly macs: readonly IdentityMac[] };

/**
 * The one candidate that is the same person, or nobody. A number decides: the personal number before a document, and two different
 * personal numbers are two persons whatever else agrees. Name and day of birth alone decide only where no number of a kind that both
 * sides have says otherwise, and only for a single candidate: a namesake must never be told of somebody else (CP-13f).
 */
export function decideMatch<T extends Candidate>(sought: readonly IdentityMac[], candidates: readonly T[]): T | null {
  const fits = candidates.filter((one) => {
    for (const kind of ['pin', 'document'] as const) {
      const [here, there] = [of(sought, kind), of(one.macs, kind)];
      if (here.length === 0 || there.length === 0) continue;
      return here.some((mac) => there.some((other) => mac.equals(other)));
    }
    return of(sought, 'name').some((mac) => of(one.macs, 'name').some((other) => mac.equals(other)));
  });
  return fits.length === 1 ? fits[0]! : null;
}
const of = (macs: readonly IdentityMac[], kind: IdentityKind): Buffer[] =>
  macs.flatMap((one) => (one.kind === kind ? [one.mac] : []));
