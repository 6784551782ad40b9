import { destroyed, livingPerson, openSealed } from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { TransferDeps } from '../deps.ts';
import { bringTogether, type ComplaintBody, complaintPlace } from './bring-together.ts';
import { answerDueAt } from './complaint-term.ts';
import { authorityParty, decideMatch, type IdentityMac } from './identity.ts';
import { complaintsByMac, type ReportRow } from './relay-store.ts';

const day = 86_400_000;
/** Further back than any complaint can be in its term. */
const reach = 60 * day;

/**
 * CP-17b-d: a report that arrives after a complaint of the same person. The person turned to the authority before the holder did and is
 * still owed an answer (PD-15.1): each is told of the other as if the report had been there. Nobody found: nobody is told.
 */
export async function matchComplaints(
  deps: TransferDeps,
  tx: Tx,
  report: ReportRow,
  macs: readonly IdentityMac[],
): Promise<void> {
  const now = deps.clock.now();
  const standing = (
    await complaintsByMac(
      tx,
      macs.map((one) => one.mac),
      new Date(now.getTime() - reach),
    )
  ).filter((one) => now <= answerDueAt(one.filed_at));
  const found = decideMatch(macs, standing);
  if (found === null) return;
  const person = await livingPerson(deps.keys, tx, deps.keys.personIdOf(found.subject_id, authorityParty));
  const body = await openSealed<ComplaintBody>(deps.keys, tx, found.subject_id, complaintPlace(found.id), found.sealed);
  if (person?.state !== 'active' || body === destroyed) return;
  const { contacts } = body;
  await bringTogether(deps, tx, { complaintId: found.id, personId: person.personId, contacts, at: now }, report);
}
