import type { Tx } from '../../platform/db/index.ts';
import { lastList, listEntries } from '../issue/register/mass-store.ts';
import { issuerById, registerOf } from '../issue/register/store.ts';
import type { EntryFacts } from './crl-entries.ts';

/** What the machine of an offline issuer needs of the register to sign the next list: values of JSON only. */
export type ListOrder = {
  readonly format: 'makulduk list order';
  readonly version: 1;
  readonly number: number;
  /** How long the list may be relied upon, in days from its signature. */
  readonly days: number;
  readonly keepsExpiredSince: string;
  readonly entries: readonly (Omit<
    EntryFacts,
    'serial' | 'endedAt' | 'entryNumber' | 'eventAt' | 'certificateIssuer'
  > & {
    readonly serial: string;
    readonly endedAt: string;
    readonly entryNumber: number;
    readonly eventAt?: string;
  })[];
};

/** The next list of an issuer whose key is elsewhere, as its register stands now; undefined where there is no such issuer. */
export async function listOrder(tx: Tx, issuerId: string, days: number): Promise<ListOrder | undefined> {
  const issuer = await issuerById(tx, issuerId);
  if (issuer === undefined) return undefined;
  const register = await registerOf(tx, issuer.holder_id);
  return {
    format: 'makulduk list order',
    version: 1,
    number: (await lastList(tx, issuerId)) + 1,
    days,
    keepsExpiredSince: register!.opened_at.toISOString(),
    entries: (await listEntries(tx, issuerId)).map(
      ({ serial, endedAt, ground, status, entryNumber, reason, eventAt }) => ({
        serial: serial.toString('hex'),
        endedAt: endedAt.toISOString(),
        ground,
        status,
        entryNumber: Number(entryNumber),
        ...(reason === undefined ? {} : { reason }),
        ...(eventAt === undefined ? {} : { eventAt: eventAt.toISOString() }),
      }),
    ),
  };
}
