import type { ConsentDeps } from '../consent/index.ts';
import type { Actor, Entry, EntryType, JsonObject } from '../record/index.ts';
import { insertEntries } from '../record/index.ts';
import type { DisclosureRow } from './disclosure-store.ts';
import type { ItemSource } from './item-source.ts';
import { entryOf } from '../consent/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Principal } from '../platform/http/index.ts';
import type { Refusal } from '../platform/refusal.ts';

export type ArrayDeps = ConsentDeps & {
  /**
   * PD-32.2: whether a country is on the authority's list of adequate protection at that moment. DECISIONS 18: the list
   * ships empty, so without this hook every other state is without adequate protection.
   */
  readonly adequacy?: (country: string, at: Date) => Promise<boolean>;
  /** CP-1b: a single provision to a third party is a transfer; whoever owes its notice opens it in the same transaction. Answers the categories whose source nobody has said (CP-15e). */
  readonly transferred?: (
    tx: Tx,
    who: Acting,
    row: DisclosureRow,
    recipientName: string,
    sources: DisclosedSources,
  ) => Promise<string[]>;
};

/** CP-15e: where the items of a provision were obtained, as far as who provided them has said. */
export type DisclosedSources = readonly { readonly category: string; readonly source: ItemSource }[];

/** Who acts for the holder. */
export type Acting = { readonly holderId: string; readonly actor: Actor };

export const actorOf = (principal: Principal): Actor => {
  if (principal.kind === 'machine') return { kind: 'client', id: principal.clientId };
  return principal.kind === 'anonymous'
    ? { kind: 'system', id: 'anonymous' }
    : { kind: 'account', id: principal.accountId };
};

/** What an act leaves in the journal, in its own transaction; answers the entry's id. */
export async function journal(
  deps: Pick<ArrayDeps, 'clock' | 'profile' | 'poke'>,
  tx: Tx,
  who: Acting,
  what: { type: EntryType; subject?: string; object: Entry['object']; data: JsonObject },
): Promise<string> {
  const [id] = await journalAll(deps, tx, [{ ...what, actor: who.actor, holder: who.holderId }]);
  return id!;
}

/** The same for acts without a holder, of the authority or of a person towards it, and for several at once; answers the entries' ids. */
export async function journalAll(
  deps: Pick<ArrayDeps, 'clock' | 'profile' | 'poke'>,
  tx: Tx,
  acts: readonly Parameters<typeof entryOf>[2][],
): Promise<string[]> {
  const entries = acts.map((act) => entryOf(deps.clock, deps.profile, act));
  await insertEntries(tx, entries);
  tx.onCommit(deps.poke);
  return entries.map((entry) => entry.id);
}

/** CONTRIBUTING 6: an attempt that the law refuses is a fact too. Call it in the transaction that changes nothing else. */
export async function journalRefused(
  deps: ArrayDeps,
  tx: Tx,
  who: Acting,
  act: string,
  refusal: Refusal,
  on: { subject?: string; object: Entry['object'] },
): Promise<Refusal> {
  await journal(deps, tx, who, {
    type: 'data.operation-refused',
    ...on,
    data: { act, code: refusal.code, law: [...refusal.law] },
  });
  return refusal;
}

/** The same dependencies, reading through this transaction: a question asked inside an act sees what the act locked and takes no second connection. */
export const within = (deps: ArrayDeps, tx: Tx): ArrayDeps => ({
  ...deps,
  db: { ...deps.db, query: (_scope, text, values) => tx.query(text, values) },
  registers: deps.registers.within(tx),
});
