import { createHash } from 'node:crypto';
import type { Db, Scope, Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { hashOf, type JsonObject } from '../../record/index.ts';
import { kinds, momentOfEntry, registerOf } from '../issue/index.ts';
import { type PublishedEntry, publishedEntry } from './entry.ts';
import { importOf } from './import-store.ts';
import { refuse } from './refusals.ts';
import { entriesAfter, entriesBy, type EntryRow } from './register-store.ts';
import { insertTransferredEntries } from './transferred-store.ts';

// ES-15.4.2, ES-8.4.1: a register goes from a centre to the authority entry by entry, each known by its digest, all of them by one.

/** What was entered, and nothing that passes with time: an entry has the same digest on every day. */
export type HandedOverEntry = Omit<PublishedEntry, 'state'>;

export type HandedOver = {
  readonly entries: number;
  /** SHA-256 over the digests of all entries in their order, hexadecimal. */
  readonly digest: string;
  readonly items: readonly { readonly entry: HandedOverEntry; readonly digest: string }[];
};

function itemOf(row: EntryRow, at: Date): HandedOver['items'][number] {
  const { state: _state, end, ...rest } = publishedEntry(row, at);
  // The end of a term that nobody has written down yet is no entry.
  const entry = { ...rest, end: end?.record === null ? null : end };
  return { entry, digest: hashOf(entry as unknown as JsonObject) };
}

const PAGE = 500;

/**
 * The same as JSON text, piece by piece: of a register however long only a page is in memory, and no transaction waits for whoever reads
 * slowly. Entries of a moment do not change, so that the pages are of one register.
 */
export async function* registerText(
  db: Db,
  scope: Scope,
  centreId: string,
  at: Date,
  head: JsonObject,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  const all = createHash('sha256');
  let [entries, after] = [0, 0];
  for (let rows: EntryRow[]; ; ) {
    rows = await db.tx(scope, (tx) => entriesAfter(tx, at, centreId, kinds, { after, limit: PAGE }));
    const items = rows.map((row) => itemOf(row, at));
    for (const { digest } of items) all.update(Buffer.from(digest, 'hex'));
    const text = items.map((item) => JSON.stringify(item)).join(',');
    if (text !== '') yield entries === 0 ? text : `,${text}`;
    entries += items.length;
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.record;
  }
  yield `],"entries":${entries},"digest":"${all.digest('hex')}"}`;
}

/** The register of a centre as it is handed over at a moment; undefined where none is kept here. */
export async function handOverRegister(tx: Tx, centreId: string, at: Date): Promise<HandedOver | undefined> {
  if ((await registerOf(tx, centreId)) === undefined) return undefined;
  const rows = await entriesBy(tx, at, centreId, kinds);
  const items = rows.map((row) => itemOf(row, at));
  const all = createHash('sha256');
  for (const { digest } of items) all.update(Buffer.from(digest, 'hex'));
  return { entries: items.length, digest: all.digest('hex'), items };
}

/**
 * Takes over the entries of a register that is kept here, in the transaction of its acceptance: what was stated of it has to be what it is.
 * A register in which nothing was issued but the authority's own answering key is kept elsewhere; of it the authority has the package that
 * was read in, or else the receipt.
 */
export async function takeOverEntries(
  tx: Tx,
  what: { readonly caseId: string; readonly centreId: string; readonly entries: number; readonly digest: string },
  at: Date,
): Promise<Refusal | null> {
  const found = await handOverRegister(tx, what.centreId, at);
  const elsewhere = found === undefined || found.items.every(({ entry }) => entry.kind === 'OCSP');
  const source = elsewhere ? await importOf(tx, what.caseId) : found;
  if (source === undefined) return null;
  if (source.entries !== what.entries || source.digest !== what.digest) return refuse('REGISTER_TRANSFER_DIFFERS');
  await insertTransferredEntries(tx, what.caseId, source.items);
  return null;
}

/**
 * ES-13.6f: what the successor says it has received of a register that is kept here has to be what stood in it when it was handed over.
 * `at`: the moment of the hand-over.
 */
export async function receivedBySuccessor(
  tx: Tx,
  centreId: string,
  at: Date,
  stated: { readonly entries: number; readonly digest: string },
): Promise<Refusal | null> {
  const found = await handOverRegister(tx, centreId, momentOfEntry(at));
  if (found === undefined || found.items.every(({ entry }) => entry.kind === 'OCSP')) return null;
  return found.entries === stated.entries && found.digest === stated.digest
    ? null
    : refuse('REGISTER_TRANSFER_DIFFERS', { law: ['ES-13.6f', 'ES-8.4.1'] });
}
