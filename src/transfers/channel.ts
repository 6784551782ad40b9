import { langOfPerson } from '../identity/index.ts';
import { livingPerson } from '../keys/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import { lastAgreement, reach } from './contacts/index.ts';
import type { TransferDeps } from './deps.ts';
import type { Channel } from './notice-state.ts';

/** Whom, and where. */
export type At = { readonly holderId: string; readonly subjectId: string };

/** DECISIONS 15: where nothing was agreed. */
const usualOrder: readonly Channel[] = ['email', 'sms', 'letter', 'phone'];

/**
 * CP-14a: the channel, of those by which the subject can be reached, that comes first in the agreement; where nothing was agreed, first
 * in the usual order. Null: none of them. Pure.
 */
export function chooseChannel(
  available: readonly Channel[],
  agreed: readonly Channel[] | null,
): { readonly channel: Channel; readonly reason: 'agreed' | 'usual-order' } | null {
  const channel = (agreed ?? usualOrder).find((one) => available.includes(one));
  return channel === undefined ? null : { channel, reason: agreed === null ? 'usual-order' : 'agreed' };
}

// The vault is closed to a holder's own scope: it is asked within the holder's transaction, on its connection. One of its own would wait
// for a second connection while it holds a first, and enough of those that wait would wait for ever.
const scope = systemScope('by what a subject is told of a transfer');

/** CP-12e, CP-13: the address by which a subject is told on this channel, or why none may be used. */
export const addressFor = (
  deps: TransferDeps,
  tx: Tx,
  at: At,
  channel: Channel,
): Promise<{ readonly value: string } | Refusal> => tx.as(scope, (wide) => reach(deps, wide, at, channel));

/** CP-14a: the channel for a subject and why, asked of contacts and agreement as they stand. */
export const channelFor = (
  deps: TransferDeps,
  tx: Tx,
  at: At,
): Promise<{ readonly channel: Channel; readonly reason: 'agreed' | 'usual-order' } | Refusal> =>
  tx.as(scope, async (wide) => {
    const agreed = await lastAgreement(wide, at);
    const tried = await Promise.all(usualOrder.map((channel) => reach(deps, wide, at, channel)));
    const available = usualOrder.filter((_, i) => !isRefusal(tried[i]));
    return chooseChannel(available, agreed?.channels ?? null) ?? tried.find(isRefusal)!;
  });

/** The language a subject is told in: the one chosen in the account, else Kyrgyz. */
export const langOfSubject = (deps: TransferDeps, tx: Tx, at: At): Promise<Lang> =>
  tx.as(scope, async (wide) => {
    const person = await livingPerson(deps.keys, wide, deps.keys.personIdOf(at.subjectId, at.holderId));
    return person === undefined ? 'ky' : ((await langOfPerson(wide, person.personId)) ?? 'ky');
  });
