import { insertEntries } from '../../record/index.ts';
import type { Scope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import { consentById, type ConsentRow } from '../store.ts';
import { insertEvent, insertOutbox, markClausesInvalid } from './event-store.ts';
import { openReview } from './review.ts';

/** PD-9.2b: each permission of a consent is a clause with its own address; one falls without the others. */
export function clausesOf(
  consent: Pick<ConsentRow, 'categories' | 'actions' | 'transfer' | 'cross_border' | 'public_items'>,
): string[] {
  return [
    ...consent.categories.map((code) => `data:${code}`),
    ...consent.actions.map((code) => `action:${code}`),
    ...(consent.transfer ? ['transfer'] : []),
    ...(consent.cross_border ? ['cross-border'] : []),
    ...consent.public_items.map((code) => `public:${code}`),
  ];
}

export type ClauseFinding = {
  readonly subjectId: string;
  readonly consentId: string;
  readonly clauses: readonly string[];
  readonly by: 'authority' | 'court' | 'holder';
  /** The decision, judgment or memo that says so. */
  readonly document: string;
  readonly actor: { readonly kind: 'account'; readonly id: string; readonly role: string };
};

/** Marks clauses invalid: processing that relies on them stops at once, the rest of the consent stands. The subject is told. */
export async function invalidateClauses(
  deps: ConsentDeps,
  scope: Scope,
  holderId: string,
  finding: ClauseFinding,
): Promise<{ eventId: string; clauses: string[] } | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const consent = await consentById(tx, null, finding.subjectId, finding.consentId);
    if (consent === null || consent.holder_id !== holderId) return refuse('CONSENT_UNKNOWN');
    const known = clausesOf(consent);
    const unknown = finding.clauses.find((clause) => !known.includes(clause));
    if (unknown !== undefined)
      return refuse('CLAUSE_UNKNOWN', { field: 'clauses', values: { clause: unknown }, details: { clauses: known } });
    const id = uuidv7(deps.clock.real());
    const at = deps.clock.now();
    const data = { clauses: [...finding.clauses], by: finding.by, document: finding.document };
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'consent.clause-invalid',
      actor: finding.actor,
      holder: holderId,
      subject: finding.subjectId,
      object: { kind: 'consent', id: finding.consentId },
      data,
    });
    const about = { subjectId: finding.subjectId, holderId };
    await markClausesInvalid(tx, consent, finding.clauses);
    await insertEvent(tx, {
      id,
      ...about,
      consentId: consent.id,
      kind: 'clause-invalid',
      at,
      data,
      sealed: null,
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
    await insertOutbox(tx, {
      id: uuidv7(deps.clock.real()),
      ...about,
      ref: consent.id,
      kind: 'receipt.clause-invalid',
      at,
    });
    await openReview(deps, tx, { ...about, purposeId: consent.purpose_id, kind: 'clause-invalid', objectId: id });
    tx.onCommit(deps.poke);
    return { eventId: id, clauses: [...finding.clauses] };
  });
}
