import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { CaKey } from '../issue/index.ts';
import { insertList, listAt, listEntries, nextList } from '../issue/register/mass-store.ts';
import { issuerById, nextRecords, registerOf, takeIssuer } from '../issue/register/store.ts';
import { parseCertificate } from '../path/index.ts';
import { type CrlPlan, signCrl } from './crl.ts';
import type { EntryFacts } from './crl-entries.ts';

/** Lists are renewed within a day (profile 8), and on every new record. */
export const LIST_HOURS = 24;

export type MadeList = { readonly number: number; readonly der: Buffer };
type Sources = Pick<CrlPlan, 'issuer' | 'keepsExpiredSince'>;

/**
 * Prints the list of an issuer from the register as it stands and keeps it: number, entries and signature in the caller's
 * transaction, which holds the register: what is being entered is waited for. Complete for the issuer's life (ES-13.6a).
 * `freshest`: where its deltas are found, for a list with so many entries.
 */
export async function makeList(
  tx: Tx,
  issuerId: string,
  key: CaKey,
  clock: Pick<Clock, 'now'>,
  freshest: (entries: number) => string | undefined = () => undefined,
): Promise<MadeList> {
  const lastRecord = await take(tx, issuerId);
  const now = clock.now();
  const { name, since } = await sourceOf(tx, issuerId);
  const entries = await listEntries(tx, issuerId);
  const where = freshest(entries.length);
  const more = where === undefined ? {} : { freshest: where };
  const sources = { issuer: name, keepsExpiredSince: since };
  return sign(tx, { issuerId, key, now }, sources, { ...more, entries, lastRecord });
}

/** What was entered since the issuer's newest complete list; nothing where there is no such list (RFC 5280 5.2.4). */
export async function makeDelta(
  tx: Tx,
  issuerId: string,
  key: CaKey,
  clock: Pick<Clock, 'now'>,
): Promise<MadeList | undefined> {
  const lastRecord = await take(tx, issuerId);
  const now = clock.now();
  const base = await listAt(tx, issuerId, now);
  if (base === undefined) return undefined;
  const { name, since } = await sourceOf(tx, issuerId);
  // By the order of the records, not by moments: the clocks of two machines may differ.
  const entries = await listEntries(tx, issuerId, base.entries);
  const sources = { issuer: name, keepsExpiredSince: since };
  return sign(tx, { issuerId, key, now }, sources, { base: base.number, entries, lastRecord });
}

/** The issuer's register, taken until the end of the transaction; its newest record. */
async function take(tx: Tx, issuerId: string): Promise<number> {
  const issuer = await takeIssuer(tx, issuerId);
  if (issuer === undefined) throw new Error('no such issuer');
  return nextRecords(tx, issuer.register_id, 0);
}

/**
 * DECISIONS 36: the authority's issuer of status speaks for issuers that are gone, at the second distribution point that every
 * certificate under them has carried from the first day on.
 */
export async function makeIndirectList(
  tx: Tx,
  what: { readonly statusIssuerId: string; readonly issuerIds: readonly string[]; readonly url: string },
  key: CaKey,
  clock: Pick<Clock, 'now'>,
): Promise<MadeList> {
  const registers = new Set<string>();
  for (const id of what.issuerIds) registers.add((await issuerById(tx, id))!.register_id);
  // Always in the same order, so that nobody waits for one who waits for them.
  let lastRecord = 0;
  for (const id of [...registers].sort()) lastRecord = await nextRecords(tx, id, 0);
  // Of several registers there is no one newest record.
  if (registers.size > 1) lastRecord = 0;
  const now = clock.now();
  const { name } = await sourceOf(tx, what.statusIssuerId);
  const entries: EntryFacts[] = [];
  let first = now;
  for (const issuerId of what.issuerIds) {
    const gone = await sourceOf(tx, issuerId);
    if (gone.since < first) first = gone.since;
    for (const entry of await listEntries(tx, issuerId)) entries.push({ ...entry, certificateIssuer: gone.name });
  }
  const by = { issuerId: what.statusIssuerId, key, now };
  return sign(tx, by, { issuer: name, keepsExpiredSince: first }, { url: what.url, entries, lastRecord });
}

async function sourceOf(tx: Tx, issuerId: string): Promise<{ readonly name: Buffer; readonly since: Date }> {
  const issuer = await issuerById(tx, issuerId);
  if (issuer === undefined) throw new Error('no such issuer');
  const register = await registerOf(tx, issuer.holder_id);
  return { name: parseCertificate(issuer.der).subject.raw, since: register!.opened_at };
}

type Signer = { readonly issuerId: string; readonly key: CaKey; readonly now: Date };
type Which = {
  readonly base?: number;
  readonly url?: string;
  readonly freshest?: string;
  readonly entries: readonly EntryFacts[];
  readonly lastRecord: number;
};

async function sign(tx: Tx, { issuerId, key, now }: Signer, sources: Sources, which: Which): Promise<MadeList> {
  const { entries, base, url, freshest, lastRecord } = which;
  const number = await nextList(tx, issuerId);
  const nextUpdate = new Date(now.getTime() + LIST_HOURS * 3_600_000);
  const der = await signCrl(
    {
      ...sources,
      thisUpdate: now,
      nextUpdate,
      number: BigInt(number),
      entries,
      ...(base === undefined ? {} : { base: BigInt(base) }),
      ...(url === undefined ? {} : { scope: { url, indirect: true } }),
      ...(freshest === undefined ? {} : { freshest }),
    },
    key,
  );
  await insertList(tx, {
    issuerId,
    number,
    thisUpdate: now,
    nextUpdate,
    entries: entries.length,
    lastRecord,
    der,
    ...(base === undefined ? {} : { base }),
    ...(url === undefined ? {} : { url }),
  });
  return { number, der };
}
