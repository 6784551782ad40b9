import { insertEntries } from '../../record/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import type { ConsentRow } from '../store.ts';
import { droppedCategories, emptyCategories, holdBlockedCategory } from './dropped-store.ts';
import { groundsFor, insertRetention, retentionsOf } from './event-store.ts';
import { freshReasons, goesOn, type Reason, storageByLaw } from './reasons-to-keep.ts';
import { rekeyContent } from './rekey-content.ts';

type Consent = Pick<ConsentRow, 'subject_id' | 'holder_id' | 'purpose_id' | 'categories'>;

/**
 * A consent given anew for less is a withdrawal of what it leaves out (PD-9.4a): what was collected of those categories on
 * consent is destroyed at once (PD-4.6a: stored no longer than the purpose needs), unless a law sets a storage term (PD-9.4f),
 * another recorded ground needs it (CP-F-31), or it is blocked (PD-3.23); then it is kept by category, and destroyed after.
 * `storageOver`: categories whose lawful term has run out already, null = all of them; the term does not begin again.
 */
export async function releaseDropped(
  deps: ConsentDeps,
  tx: Tx,
  consent: Consent,
  at: Date,
  storageOver: readonly string[] | null = [],
): Promise<void> {
  const dropped = await droppedCategories(tx, consent);
  if (dropped.length === 0) return;
  const kept = await retentionsOf(tx, null, consent.subject_id, consent.purpose_id);
  const grounds = await groundsFor(tx, consent);
  const gone: string[] = [];
  for (const { category, version_id: versionId } of dropped) {
    const running = kept.filter(
      (one) => (one.categories?.includes(category) ?? true) && (one.until === null || one.until > at),
    );
    const needed = grounds.filter((one) => one.categories.length === 0 || one.categories.includes(category));
    const found = [
      ...goesOn(needed, at),
      ...(storageOver === null || storageOver.includes(category)
        ? []
        : storageByLaw((await deps.registers.version(versionId))!.body, at)),
    ];
    const fresh = freshReasons(found, running);
    for (const reason of fresh) await keepCategory(deps, tx, consent, category, reason, at);
    if (running.length + fresh.length > 0) continue;
    const held = await holdBlockedCategory(tx, { ...consent, id: uuidv7(deps.clock.real()) }, category, at);
    if (!held) gone.push(category);
  }
  if (gone.length > 0) await destroyCategories(deps, tx, consent, gone, at);
}

const keepCategory = (
  deps: ConsentDeps,
  tx: Tx,
  consent: Consent,
  category: string,
  { norm, until }: Reason,
  at: Date,
): Promise<void> =>
  insertRetention(tx, {
    id: uuidv7(deps.clock.real()),
    subjectId: consent.subject_id,
    holderId: consent.holder_id,
    purposeId: consent.purpose_id,
    reason: 'law',
    norm,
    until,
    at,
    categories: [category],
  });

async function destroyCategories(
  deps: ConsentDeps,
  tx: Tx,
  consent: Consent,
  categories: readonly string[],
  at: Date,
): Promise<void> {
  const ground = ['PD-4.6a', 'PD-9.4e', 'PD-23.6-2'];
  let records = 0;
  const act = await rekeyContent(deps, tx, consent, { actor: 'platform', ground }, async () => {
    records = await emptyCategories(tx, consent, categories, at);
  });
  await insertEntries(tx, [
    entryOf(deps.clock, deps.profile, {
      type: 'content.destroyed',
      actor: { kind: 'system', id: 'platform' },
      holder: consent.holder_id,
      subject: consent.subject_id,
      object: { kind: 'purpose', id: consent.purpose_id },
      data: {
        records,
        keys: act?.keys ?? 0,
        irrecoverableOn: act?.irrecoverableOn ?? null,
        ground,
        categories: [...categories],
      },
    }),
  ]);
}
