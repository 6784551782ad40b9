import { Type } from 'typebox';
import { body, Id, Moment, nullable, oneOf } from '../../platform/shapes.ts';
import { SourceSchema } from '../../arrays/index.ts';
import type { Machine } from '../../platform/http/index.ts';
import { noticeStates, punctuality } from '../notice-state.ts';
import type { NoticeRow } from '../notice-store.ts';
import type { TransferRow } from '../transfer-store.ts';

export { SourceSchema } from '../../arrays/index.ts';
export { answers, body, Id, Moment, nullable, oneOf } from '../../platform/shapes.ts';

export const staff = (...roles: string[]) => ({ for: 'staff' as const, office: 'holder' as const, roles });
export const machine = (scope: Machine['scopes'][number]) => ({ for: 'machine' as const, scope });
/** Who transfers and tells, and who may look. */
export const acting = [staff('data-officer', 'clerk'), machine('transfers:write')];
export const reading = [staff('data-officer', 'clerk', 'administrator'), machine('transfers:write')];
export const tags = ['transfers'];

export const Note = Type.String({ minLength: 1, maxLength: 500 });
export const Words = body({
  ky: Type.String({ minLength: 1, maxLength: 1000 }),
  ru: Type.String({ minLength: 1, maxLength: 1000 }),
  en: Type.String({ minLength: 1, maxLength: 1000 }),
});
export const ofHolder = Type.Object({ holderId: Id });
export const ofTransfer = Type.Object({ holderId: Id, transferId: Id });
export const ofNotice = Type.Object({ holderId: Id, transferId: Id, noticeId: Id });

export const TransferSchema = Type.Object({
  id: Id,
  purposeId: Id,
  recipient: Type.Object({
    type: Type.String(),
    code: nullable(Type.String()),
    name: nullable(Type.String({ description: 'null: a natural person; the name stands in the notices' })),
    country: Type.String(),
  }),
  crossBorder: Type.Boolean(),
  ground: Type.Object({ kind: Type.String(), code: Type.String(), document: nullable(Type.String()) }),
  items: Type.Array(Type.Object({ category: Type.String(), source: nullable(SourceSchema) })),
  methods: nullable(Words),
  channel: Type.String(),
  subjects: Type.Integer(),
  executedAt: Moment,
  dueAt: Moment,
  journalEntryId: Id,
});
export const transferView = (row: TransferRow) => ({
  id: row.id,
  purposeId: row.purpose_id,
  recipient: {
    type: row.recipient_type,
    code: row.recipient_code,
    name: row.recipient_name,
    country: row.country,
  },
  crossBorder: row.cross_border,
  ground: { kind: row.ground_kind, code: row.ground, document: row.ground_document },
  items: row.items.map(({ category, source }) => ({ category, source })),
  methods: row.methods,
  channel: row.channel,
  subjects: row.subjects,
  executedAt: row.executed_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  journalEntryId: row.journal_entry_id,
});

/** A notice as its holder sees it. */
export const NoticeSchema = Type.Object({
  id: Id,
  transferId: Id,
  subjectId: Id,
  state: oneOf(noticeStates),
  punctuality: oneOf(['open', 'overdue', 'on-time', 'late', 'closed']),
  dueAt: Moment,
  sentAt: nullable(Moment),
  channel: nullable(Type.String()),
  channelReason: nullable(Type.String()),
  sending: Type.Boolean({ description: 'An attempt is under way' }),
  proofId: nullable(Id),
  exemption: nullable(Type.String()),
  exemptedBy: nullable(Id),
  reportId: nullable(Id),
});
export const noticeView = (row: NoticeRow, now: Date) => ({
  id: row.id,
  transferId: row.transfer_id,
  subjectId: row.subject_id,
  state: row.state,
  punctuality: punctuality({ state: row.state, dueAt: row.due_at, sentAt: row.sent_at }, now),
  dueAt: row.due_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  channel: row.channel,
  channelReason: row.channel_reason,
  sending: row.attempt_id !== null && row.proof_id === null,
  proofId: row.proof_id,
  exemption: row.exemption,
  exemptedBy: row.exempted_by,
  reportId: row.report_id,
});
