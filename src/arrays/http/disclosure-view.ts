import { Type } from 'typebox';
import type { Tx } from '../../platform/db/index.ts';
import { recipientName } from '../acts/disclose.ts';
import type { ArrayDeps } from '../deps.ts';
import type { DisclosureRow } from '../disclosure-store.ts';
import { Id, Moment, nullable } from './schemas.ts';

/** A disclosure as the API shows it, to the person it is about and to the holder that made it alike: no subject's id. */
export const DisclosureSchema = Type.Object({
  id: Id,
  holderId: Id,
  purposeId: Id,
  dataListId: nullable(Id),
  categories: Type.Array(Type.String()),
  recipientType: Type.String(),
  recipientCode: nullable(Type.String()),
  recipient: nullable(Type.String({ description: 'null: the name was destroyed with its key' })),
  partyRole: Type.String(),
  country: Type.String(),
  crossBorder: Type.Boolean(),
  crossBorderBasis: nullable(Type.String()),
  ground: Type.String(),
  consentId: nullable(Id),
  channel: Type.String(),
  at: Moment,
  journalEntryId: Id,
});

/** One row with the recipient's name opened; reads in the caller's transaction and scope. */
export const disclosureView = async (deps: ArrayDeps, tx: Tx, row: DisclosureRow) => ({
  id: row.id,
  holderId: row.holder_id,
  purposeId: row.purpose_id,
  dataListId: row.data_list_id,
  categories: [...row.categories],
  recipientType: row.recipient_type,
  recipientCode: row.recipient_code,
  recipient: await recipientName(deps, tx, row),
  partyRole: row.party_role,
  country: row.country,
  crossBorder: row.cross_border,
  crossBorderBasis: row.cross_border_basis,
  ground: row.ground,
  consentId: row.consent_id,
  channel: row.channel,
  at: row.at.toISOString(),
  journalEntryId: row.journal_entry_id,
});
