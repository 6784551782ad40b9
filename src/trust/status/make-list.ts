import type { Tx } from '../../platform/db/index.ts';
import type { CaKey } from '../issue/index.ts';
import { insertList, listEntries, nextList } from '../issue/register/mass-store.ts';
import { issuerById, registerOf } from '../issue/register/store.ts';
import { parseCertificate } from '../path/index.ts';
import { signCrl } from './crl.ts';

/** Lists are renewed within a day (profile 8), and on every new record. */
export const LIST_HOURS = 24;

/**
 * Prints the list of an issuer from the register as it stands and keeps it: number, entries and signature in the caller's
 * transaction. Complete for the issuer's life (ES-13.6a).
 */
export async function makeList(
  tx: Tx,
  issuerId: string,
  key: CaKey,
  now: Date,
): Promise<{ number: number; der: Buffer }> {
  const issuer = await issuerById(tx, issuerId);
  if (issuer === undefined) throw new Error('no such issuer');
  const register = await registerOf(tx, issuer.holder_id);
  const number = await nextList(tx, issuerId);
  const entries = await listEntries(tx, issuerId, 0);
  const nextUpdate = new Date(now.getTime() + LIST_HOURS * 3_600_000);
  const der = await signCrl(
    {
      issuer: parseCertificate(issuer.der).subject.raw,
      thisUpdate: now,
      nextUpdate,
      number: BigInt(number),
      keepsExpiredSince: register!.opened_at,
      entries,
    },
    key,
  );
  await insertList(tx, { issuerId, number, thisUpdate: now, nextUpdate, entries: entries.length, der });
  return { number, der };
}
