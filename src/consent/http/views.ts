import type { ConsentRow } from '../store.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A consent as the API shows it: no personal value, no subject id. */
export const consentView = (row: ConsentRow) => ({
  id: row.id,
  holderId: row.holder_id,
  purposeId: row.purpose_id,
  purposeVersionId: row.purpose_version_id,
  state: row.state,
  medium: row.medium,
  evidenceMode: row.evidence_mode,
  signerRole: row.signer_role,
  givenAt: row.given_at.toISOString(),
  validFrom: row.valid_from.toISOString(),
  validUntil: iso(row.valid_until),
  endedAt: iso(row.ended_at),
  categories: [...row.categories],
  actions: [...row.actions],
  transfer: row.transfer,
  crossBorder: row.cross_border,
  documentHash: row.document_hash.toString('hex'),
  manifestHash: row.manifest_hash.toString('hex'),
  journalEntryId: row.journal_entry_id,
});
