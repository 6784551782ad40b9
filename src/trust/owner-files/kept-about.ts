import { type Actor as CaseActor, type DoneAct, openActs } from '../../cases/index.ts';
import { type Scope, systemScope, type Tx } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import { certificateOfAgreement, registerOf } from '../issue/index.ts';
import { journalOf, type OwnerFilesDeps } from './deps.ts';
import { type ApplicationRow, applicationsOf, documentsOfCase, type OwnerDocument, purgedAt } from './store.ts';

/** What a centre keeps about an owner, of one application (ES-15.2). */
export type OwnerFile = {
  readonly caseId: string;
  readonly centreId: string;
  readonly subjectId: string;
  /** null: nothing was issued on it. */
  readonly certificateNumber: string | null;
  /** What was said, seen and checked, with what was sealed of it. */
  readonly acts: readonly DoneAct[];
  readonly documents: readonly Omit<OwnerDocument, 'sealed'>[];
  readonly purgedAt: Date | null;
};

/** One owner's file, opened as the owner sees it; null where the case is not there. Whether the reader may is the caller's to have seen. */
export async function ownerFile(
  deps: OwnerFilesDeps,
  tx: Tx,
  { id: caseId, holderId: centreId, subjectId }: ApplicationRow,
): Promise<OwnerFile | null> {
  const by: CaseActor = { kind: 'person', id: subjectId, office: 'subject', subjectId, roles: [] };
  const found = await deps.engine.read(tx, centreId, caseId, by);
  if (isRefusal(found)) return null;
  const { history } = await openActs(deps.engine, tx, found);
  const documents = await documentsOfCase(tx, centreId, caseId);
  return {
    caseId,
    centreId,
    subjectId,
    certificateNumber: await numberOf(tx, centreId, caseId),
    acts: history.acts,
    documents: documents.map(({ sealed: _sealed, ...rest }) => rest),
    purgedAt: await purgedAt(tx, caseId),
  };
}

const numberOf = (tx: Tx, centreId: string, caseId: string): Promise<string | null> =>
  tx.as(systemScope('the certificate of a case, for one who takes part in it'), async (wide) => {
    const register = await registerOf(wide, centreId);
    return (register && (await certificateOfAgreement(wide, register.id, caseId))?.serial) ?? null;
  });

/** ES-15.3d: all that centres keep about an owner, and nothing about anybody else. That it was looked at is on record. */
export async function keptAbout(
  deps: OwnerFilesDeps,
  owner: { readonly scope: Scope; readonly subjects: readonly string[]; readonly actor: Actor },
): Promise<OwnerFile[]> {
  return deps.db.tx(owner.scope, async (tx) => {
    const files: OwnerFile[] = [];
    for (const row of await applicationsOf(tx, owner.subjects)) {
      const file = await ownerFile(deps, tx, row);
      if (file === null) continue;
      files.push(file);
      await journalOf(deps, tx, {
        type: 'owner-file.read',
        actor: owner.actor,
        holder: file.centreId,
        subject: file.subjectId,
        object: { kind: 'case', id: file.caseId },
        data: {},
      });
    }
    return files;
  });
}
