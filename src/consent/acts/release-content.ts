import { destroyKeys } from '../../keys/index.ts';
import { insertEntries } from '../../record/index.ts';
import { addMonths, dayOf, endOfDay } from '../../law/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import type { ConsentRow } from '../store.ts';
import {
  groundsFor,
  holdBlocked,
  insertRetention,
  keepProofUntil,
  markRecordsDestroyed,
  retentionsOf,
} from './event-store.ts';
import { freshReasons, goesOn, type Reason, storageByLaw } from './reasons-to-keep.ts';

/** DECISIONS 10: three years, the general limitation period. */
const limitationMonths = 36;

/**
 * PD-9.4e: a withdrawal is a ground to destroy what was collected; PD-9.4f: unless a law sets a mandatory storage term, then
 * it is kept for that alone and destroyed after. Returns until when it is kept, null where it is destroyed now.
 * The proof of the consent stays under its own key (DECISIONS 10, CP-10b). `storageIsOver`: the law's term has passed, by these norms.
 */
export async function releaseContent(
  deps: ConsentDeps,
  tx: Tx,
  consent: Pick<ConsentRow, 'subject_id' | 'id' | 'holder_id' | 'purpose_id' | 'purpose_version_id'>,
  at: Date,
  storageIsOver?: readonly string[],
): Promise<Date | null> {
  const running = (await retentionsOf(tx, null, consent.subject_id, consent.purpose_id)).filter(
    (one) => one.until === null || one.until > at,
  );
  const found = [
    ...goesOn(await groundsFor(tx, consent), at),
    ...(storageIsOver === undefined
      ? storageByLaw((await deps.registers.version(consent.purpose_version_id))!.body, at)
      : []),
  ];
  const fresh = freshReasons(
    found,
    running.filter((one) => one.categories === null),
  );
  for (const { norm, until } of fresh)
    await insertRetention(tx, {
      id: uuidv7(deps.clock.real()),
      subjectId: consent.subject_id,
      holderId: consent.holder_id,
      purposeId: consent.purpose_id,
      reason: 'law',
      norm,
      until,
      at,
    });
  const reasons: Reason[] = [...running, ...fresh];
  if (reasons.length > 0)
    return reasons.some(({ until }) => until === null)
      ? null
      : new Date(Math.max(...reasons.map(({ until }) => until!.getTime())));
  await destroyContent(deps, tx, consent, at, storageIsOver ?? ['PD-9.4e', 'PD-23.6-2']);
  return null;
}

/**
 * Destroys the purpose's content key and says so in the journal: unreadable now, irrecoverable at the next rotation.
 * PD-3.23: blocked data is not destroyed; it is held, and destroyed once no block reaches it any more.
 */
export async function destroyContent(
  deps: ConsentDeps,
  tx: Tx,
  owner: { subject_id: string; holder_id: string; purpose_id: string },
  at: Date,
  ground: readonly string[],
): Promise<void> {
  if (await holdBlocked(tx, { ...owner, id: uuidv7(deps.clock.real()) }, at)) {
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'content.held',
        actor: { kind: 'system', id: 'platform' },
        holder: owner.holder_id,
        subject: owner.subject_id,
        object: { kind: 'purpose', id: owner.purpose_id },
        data: { ground: [...ground] },
      }),
    ]);
    return;
  }
  await keepProofUntil(tx, owner.subject_id, owner.purpose_id, endOfDay(addMonths(dayOf(at), limitationMonths)));
  const records = await markRecordsDestroyed(tx, owner.subject_id, owner.purpose_id, at);
  const act = await destroyKeys(
    deps.keys,
    tx,
    { class: 'content', subjectId: owner.subject_id, holderId: owner.holder_id, purposeId: owner.purpose_id },
    { actor: 'platform', ground },
    at,
  );
  if (act === undefined && records === 0) return;
  await insertEntries(tx, [
    entryOf(deps.clock, deps.profile, {
      type: 'content.destroyed',
      actor: { kind: 'system', id: 'platform' },
      holder: owner.holder_id,
      subject: owner.subject_id,
      object: { kind: 'purpose', id: owner.purpose_id },
      data: { records, keys: act?.keys ?? 0, irrecoverableOn: act?.irrecoverableOn ?? null, ground: [...ground] },
    }),
  ]);
}
