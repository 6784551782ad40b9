import { langOfPerson } from '../../identity/index.ts';
import { destroyed, openSealed } from '../../keys/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { TransferDeps } from '../deps.ts';
import { relayTold, type Told } from './messages.ts';
import type { ReportRow } from './relay-store.ts';

// What a report says, and how the authority tells somebody of it.

/** CP-16c: one thing the holder did to tell the subject. */
export type Action = {
  readonly kind: 'STATE_BODY_REQUEST' | 'PUBLIC_SOURCE' | 'SEND_ATTEMPT';
  readonly at: string;
  /** Addressee, source, channel. */
  readonly named: string;
  readonly result: string;
};
/** CP-16b: what the holder has of those that identify a person. */
export type Identifying = {
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly pin: string | null;
  readonly documents: readonly string[];
};
export type ReportBody = { readonly identifying: Identifying; readonly actions: readonly Action[] };
export const reportPlace = (id: string) => ({ table: 'impossibility_report', row: id, column: 'sealed' });
export const authorityActor = { kind: 'system' as const, id: 'authority' };

/** What a report says, for the authority and for the person it is about; null where its key is destroyed. */
export async function openReport(
  { keys }: Pick<TransferDeps, 'keys'>,
  tx: Tx,
  row: ReportRow,
): Promise<ReportBody | null> {
  const found = await openSealed<ReportBody>(keys, tx, row.subject_id, reportPlace(row.id), row.sealed);
  return found === destroyed ? null : found;
}

/** One message to one address: e-mail where there is one, else SMS. Answers its place in the outbox, where its proof stands. */
export const tell = async (
  deps: TransferDeps,
  tx: Tx,
  personId: string,
  contacts: { readonly email: string | null; readonly phone: string | null },
  content: Told['content'],
): Promise<string> => {
  const lang = (await langOfPerson(tx, personId)) ?? 'ky';
  const sealed: Told =
    contacts.email === null
      ? { channel: 'sms', address: contacts.phone!, lang, content }
      : { channel: 'email', address: contacts.email, lang, content };
  return deps.notices.enqueue(tx, { kind: relayTold, ref: uuidv7(deps.clock.real()), sealed });
};
