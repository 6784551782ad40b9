import { type DoneAct, openActs } from '../../cases/index.ts';
import type { Scope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import { type CheckRow, checksOfAskers } from '../checks/index.ts';
import { journalOf, type OwnerFilesDeps } from './deps.ts';
import { otherCasesOf } from './store.ts';

/** Another case of the owner at a centre: a termination, a copy, a claim. */
export type KeptCase = {
  readonly id: string;
  readonly centreId: string;
  readonly procedure: string;
  readonly openedAt: Date;
  readonly acts: readonly DoneAct[];
};
export type KeptBeside = { readonly cases: readonly KeptCase[]; readonly checks: readonly CheckRow[] };

/** ES-15.3d: what centres keep about an owner beside the files of applications: the other cases, and the checks of signatures that were asked for. The look is on record. */
export async function keptBeside(
  deps: OwnerFilesDeps,
  owner: { readonly scope: Scope; readonly subjects: readonly string[]; readonly actor: Actor },
): Promise<KeptBeside> {
  return deps.db.tx(owner.scope, async (tx) => {
    const cases: KeptCase[] = [];
    const looked = (holder: string, subject: string, object: { kind: 'case' | 'centre'; id: string }) =>
      journalOf(deps, tx, { type: 'owner-file.read', actor: owner.actor, holder, subject, object, data: {} });
    for (const { id, holderId, subjectId, procedure, openedAt } of await otherCasesOf(tx, owner.subjects)) {
      const by = { kind: 'person', id: subjectId, office: 'subject', subjectId, roles: [] } as const;
      const found = await deps.engine.read(tx, holderId, id, by);
      if (isRefusal(found)) continue;
      const { history } = await openActs(deps.engine, tx, found);
      cases.push({ id, centreId: holderId, procedure, openedAt, acts: history.acts });
      await looked(holderId, subjectId, { kind: 'case', id });
    }
    const checks = await checksOfAskers(tx, owner.subjects);
    const askers = new Map(checks.map(({ centreId, subjectId }) => [centreId, subjectId]));
    for (const [centreId, subjectId] of askers) await looked(centreId, subjectId, { kind: 'centre', id: centreId });
    return { cases, checks };
  });
}
