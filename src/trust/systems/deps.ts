import { type ConsentDeps, entryOf } from '../../consent/index.ts';
import type { AuthenticationMethod, KeyAccount } from '../../identity/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { type Actor, type EntryType, insertEntries, type JsonObject } from '../../record/index.ts';
import type { Certificate } from '../path/index.ts';
import type { Verifier } from '../verify/index.ts';
import type { Acting } from './system.ts';

/** What the acts of information systems stand on. */
export type SystemDeps = Pick<ConsentDeps, 'db' | 'clock' | 'profile' | 'poke' | 'keys' | 'registers'> & {
  readonly verifier: Verifier;
  /** Files under an automatic signature for systems (ES-12.5), made with a key that signs nothing else; null: none is held. */
  readonly container:
    | ((files: readonly { name: string; bytes: Uint8Array; mediaType: string }[]) => Promise<Uint8Array>)
    | null;
  /** ES-11.3a, ES-10.1b: the account of the person whose certificate it is, or who has it for an organisation; null: nobody's here. */
  accountOfKey(certificate: Certificate): Promise<KeyAccount | null>;
  /** ES-9.1.2a: the key that was presented for a session: what it was opened with; null: it has ended. */
  keyPresented(session: {
    readonly accountId: string;
    readonly sessionId: string;
  }): Promise<AuthenticationMethod | null>;
  /** The organisation has answered: nothing is left to do about the notice. */
  settle(tx: Tx, notice: { readonly holderId: string; readonly kind: string; readonly ref: string }): Promise<unknown>;
  /** A notice to whom a document was sent. */
  notify(
    tx: Tx,
    notice: {
      readonly holderId: string;
      readonly subjectId: string | null;
      readonly kind: string;
      readonly ref: string;
    },
  ): Promise<unknown>;
};

export const scope = systemScope('information systems in which signed documents are exchanged');

export const actorOf = (who: Pick<Acting, 'accountId' | 'machine'>, clientId = ''): Actor =>
  who.accountId === null ? { kind: 'client', id: clientId } : { kind: 'account', id: who.accountId };

/** What an act leaves in the journal, in its own transaction; answers the entry's id. */
export async function journal(
  deps: Pick<SystemDeps, 'clock' | 'profile' | 'poke'>,
  tx: Tx,
  what: { type: EntryType; actor: Actor; holderId?: string; object: { kind: string; id: string }; data: JsonObject },
): Promise<string> {
  const { holderId, ...rest } = what;
  const entry = entryOf(deps.clock, deps.profile, { ...rest, ...(holderId === undefined ? {} : { holder: holderId }) });
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return entry.id;
}
