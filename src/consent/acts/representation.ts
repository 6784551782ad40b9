import { dataKey, destroyed, openSealed, sealJson } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { insertEntries } from '../../record/index.ts';
import type { ConsentDeps } from '../deps.ts';
import type { AuthorityDocument } from '../document/index.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import { insertRepresentation, representationById, representationsOf } from './representation-store.ts';

export type Power = { readonly id: string; readonly principal: string; readonly kind: string; readonly authority: AuthorityDocument; readonly validUntil: string | null };

const place = (id: string) => ({ table: 'representation', row: id, column: 'sealed' });

/** CP-6e, PD-9.1f: the recorded power under which somebody acts for another, or the refusal that it is missing or over. */
export async function powerFor(deps: ConsentDeps, representativePerson: string, id: string, today: string): Promise<Power | Refusal> {
  return deps.db.tx(systemScope('the power of a representative'), async (tx) => {
    const row = await representationById(tx, id);
    if (row === null || row.representative_person !== representativePerson || row.ended_at !== null) return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    if (row.valid_until !== null && row.valid_until < today) return refuse('REPRESENTATIVE_AUTHORITY_MISSING', { details: { validUntil: row.valid_until } });
    const authority = await openSealed<AuthorityDocument>(deps.keys, tx, row.principal_person, place(id), row.sealed);
    if (authority === destroyed) return refuse('REPRESENTATIVE_AUTHORITY_MISSING');
    return { id, principal: row.principal_person, kind: row.kind, authority, validUntil: row.valid_until };
  });
}

/** For whom a person may act today. */
export async function powersOf(deps: ConsentDeps, representativePerson: string, today: string): Promise<{ id: string; principal: string; kind: string }[]> {
  const rows = await deps.db.tx(systemScope('the powers of a representative'), (tx) => representationsOf(tx, representativePerson, today));
  return rows.map((row) => ({ id: row.id, principal: row.principal_person, kind: row.kind }));
}

export type NewPower = { readonly representative: string; readonly principal: string; readonly kind: 'power_of_attorney' | 'legal_representative' | 'other'; readonly authority: AuthorityDocument };

/** A clerk records a power after checking the document; the document's requisites are sealed under the principal's own key. */
export async function recordPower(deps: ConsentDeps, clerk: { accountId: string; holderId: string }, power: NewPower): Promise<string> {
  const id = uuidv7(deps.clock.real());
  await deps.db.tx(systemScope('a clerk records a power'), async (tx) => {
    using key = await dataKey(deps.keys, tx, { class: 'person', subjectId: power.principal }, deps.clock.real());
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'representation.recorded', actor: { kind: 'account', id: clerk.accountId, role: 'clerk' }, holder: clerk.holderId,
      object: { kind: 'representation', id }, data: { kind: power.kind, validUntil: power.authority.validUntil },
    });
    await insertRepresentation(tx, { id, ...power, validUntil: power.authority.validUntil, sealed: sealJson(key, place(id), power.authority), recordedAt: deps.clock.now(), journalEntryId: entry.id });
    await insertEntries(tx, [entry]);
  });
  return id;
}
