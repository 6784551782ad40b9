import type { Tx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../record/index.ts';
import type { ReasonName } from '../../status/crl-entries.ts';
import { journal, type RegisterDeps } from './deps.ts';
import { countExpired, countRunning, endExpired, endRunning, registersWithExpired } from './mass-store.ts';
import { type EndGround, momentOfEntry } from './record.ts';
import { holderOfRegister, nextRecords } from './store.ts';

// ES-17.5, ES-14.6.1, ES-14.6.3: many certificates end at once, in one transaction with the act that ends them.

/** Why a centre's certificates end together. A suspension is none of these (ES-17.5b). */
export type CentreEnd =
  | 'centre-certificate'
  | 'accreditation-ended'
  | 'accreditation-revoked'
  | 'accreditation-expired'
  | 'ceased';

const qualified = ['QN', 'QL', 'QA', 'TP'];
// DECISIONS 36: the answering key is the authority's, and answers for the centre after it is gone.
const all = [...qualified, 'NQ', 'TSA'];

const causes: Readonly<
  Record<
    CentreEnd,
    { readonly ground: EndGround; readonly basis: string; readonly reason: ReasonName; readonly kinds: string[] }
  >
> = {
  'centre-certificate': { ground: '17(5)', basis: 'ES-17.5a', reason: 'privilegeWithdrawn', kinds: qualified },
  'accreditation-ended': { ground: '17(5)', basis: 'ES-17.5', reason: 'privilegeWithdrawn', kinds: qualified },
  'accreditation-revoked': { ground: '17(5)', basis: 'ES-17.5b', reason: 'privilegeWithdrawn', kinds: qualified },
  'accreditation-expired': { ground: '17(5)', basis: 'ES-17.5c', reason: 'privilegeWithdrawn', kinds: qualified },
  // Without a transfer of functions; with one, nothing ends (ES-14.6.3).
  ceased: { ground: '14(6)(3)', basis: 'ES-14.6.3', reason: 'cessationOfOperation', kinds: all },
};

/** Ends every certificate of a centre that the cause reaches; how many did. DECISIONS 35: at once. */
export async function endCentre(
  tx: Tx,
  deps: Omit<RegisterDeps, 'keys'>,
  what: {
    readonly registerId: string;
    readonly cause: CentreEnd;
    /** Only what this issuer and those under it signed: the centre may have other certificates of its own. */
    readonly issuerId?: string;
    readonly knownAt: Date;
    readonly actor: Actor;
  },
): Promise<number> {
  const { ground, basis, reason, kinds } = causes[what.cause];
  const reach = {
    registerId: what.registerId,
    kinds,
    ...(what.issuerId === undefined ? {} : { issuerId: what.issuerId }),
  };
  // The register is taken first: a certificate entered meanwhile waits, and finds its issuer ended.
  const before = await nextRecords(tx, what.registerId, 0);
  const at = momentOfEntry(deps.clock.now());
  const { n: count, digest } = await countRunning(tx, reach, at);
  if (count === 0) return 0;
  await nextRecords(tx, what.registerId, count);
  const journalEntryId = await journal(deps, tx, {
    type: 'certificate.ended-together',
    actor: what.actor,
    holderId: await holderOfRegister(tx, what.registerId),
    object: { kind: 'certificate-register', id: what.registerId },
    data: {
      cause: what.cause,
      ground,
      count,
      firstRecord: before + 1,
      certificates: digest,
      at: at.toISOString(),
      knownAt: what.knownAt.toISOString(),
    },
  });
  const ended = await endRunning(tx, reach, {
    firstRecord: before + 1,
    ground,
    reason,
    basis,
    at,
    knownAt: what.knownAt,
    journalEntryId,
  });
  if (ended !== count) throw new Error(`${ended} certificates ended where ${count} were counted`);
  return ended;
}

/** ES-14.6.1: writes down the ends of terms that have come, in all registers; how many. Safe to run at any time, again and again. */
export async function endTerms(tx: Tx, deps: Omit<RegisterDeps, 'keys'>, actor: Actor): Promise<number> {
  let ended = 0;
  for (const { id } of await registersWithExpired(tx, deps.clock.now())) {
    const before = await nextRecords(tx, id, 0);
    const at = deps.clock.now();
    const { n: count, digest } = await countExpired(tx, id, at);
    if (count === 0) continue;
    await nextRecords(tx, id, count);
    const journalEntryId = await journal(deps, tx, {
      type: 'certificate.terms-ended',
      actor,
      holderId: await holderOfRegister(tx, id),
      object: { kind: 'certificate-register', id },
      data: { ground: '14(6)(1)', count, firstRecord: before + 1, certificates: digest },
    });
    ended += await endExpired(tx, id, at, before + 1, journalEntryId);
  }
  return ended;
}
