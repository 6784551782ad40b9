import type { ConsentFacts } from './decide.ts';

/** What consents to one version with the same choices have in common. */
export type Covers = Omit<ConsentFacts, 'id' | 'state' | 'validFrom' | 'validUntil' | 'endedAt' | 'evidenceId'>;

const most = 5_000;
/** Lists by the hash of what is covered (0053); shared, so they are not to be changed. */
export function coversUnder(): { get(hash: string): Covers | undefined; set(hash: string, covers: Covers): void } {
  const known = new Map<string, Covers>();
  return {
    get: (hash) => known.get(hash),
    set(hash, covers) {
      if (known.size >= most) known.clear();
      known.set(hash, covers);
    },
  };
}

const digits = 120;
const nil = '00000000-0000-0000-0000-000000000000';

/**
 * Takes consents apart that the database sent as octets in hexadecimal, big-endian: the question's place from one (4 octets), the consent
 * (16), its evidence (16; nil: none), from, until and end (8 each; infinity: none), and lays each at its question's place. Throws a
 * RangeError on another length.
 */
export function readConsents(
  hex: string,
  state: ConsentFacts['state'],
  covers: Covers,
  into: (ConsentFacts | undefined)[],
): void {
  if (hex.length % digits !== 0) throw new RangeError(`${hex.length} digits are no consents`);
  for (let at = 0; at < hex.length; at += digits) {
    const evidenceId = uuidAt(hex, at + 40);
    // Property by property: a copy of an object whose shape must be looked up takes longer than all the rest.
    into[numberAt(hex, at) - 1] = {
      id: uuidAt(hex, at + 8),
      state,
      versionId: covers.versionId,
      validFrom: momentAt(hex, at + 72)!,
      validUntil: momentAt(hex, at + 88),
      endedAt: momentAt(hex, at + 104),
      categories: covers.categories,
      specialCategories: covers.specialCategories,
      actions: covers.actions,
      transfer: covers.transfer,
      crossBorder: covers.crossBorder,
      publicItems: covers.publicItems,
      invalidClauses: covers.invalidClauses,
      evidenceId: evidenceId === nil ? null : evidenceId,
    };
  }
}

const uuidAt = (hex: string, at: number): string =>
  `${hex.slice(at, at + 8)}-${hex.slice(at + 8, at + 12)}-${hex.slice(at + 12, at + 16)}-${hex.slice(at + 16, at + 20)}-${hex.slice(at + 20, at + 32)}`;
const numberAt = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 8), 16);

const high = 2 ** 32;
const infinity = 0x7fffffff;
const year2000 = Date.UTC(2000, 0, 1);
// PostgreSQL counts microseconds from the year 2000, before it below zero; milliseconds are what was stored.
function momentAt(hex: string, at: number): Date | null {
  const upper = numberAt(hex, at);
  if (upper === infinity) return null;
  const signed = upper > infinity ? upper - high : upper;
  return new Date(year2000 + Math.round((signed * high + numberAt(hex, at + 8)) / 1000));
}
