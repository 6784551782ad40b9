import { langOfPerson } from '../identity/index.ts';
import { livingPerson } from '../keys/index.ts';
import { systemScope } from '../platform/db/index.ts';
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

/** CP-12e, CP-13: the address by which a subject is told on this channel, or why none may be used. */
export const addressFor = (
  deps: TransferDeps,
  at: At,
  channel: Channel,
): Promise<{ readonly value: string } | Refusal> =>
  deps.db.tx(systemScope('by what a subject is told of a transfer'), (tx) => reach(deps, tx, at, channel));

/** CP-14a: the channel for a subject and why, asked of contacts and agreement as they stand. */
export async function channelFor(
  deps: TransferDeps,
  at: At,
): Promise<{ readonly channel: Channel; readonly reason: 'agreed' | 'usual-order' } | Refusal> {
  return deps.db.tx(systemScope('by what a subject is told of a transfer'), async (tx) => {
    const agreed = await lastAgreement(tx, at);
    const tried = await Promise.all(usualOrder.map((channel) => reach(deps, tx, at, channel)));
    const available = usualOrder.filter((_, i) => !isRefusal(tried[i]));
    return chooseChannel(available, agreed?.channels ?? null) ?? tried.find(isRefusal)!;
  });
}

/** The language a subject is told in: the one chosen in the account, else Kyrgyz. */
export async function langOfSubject(deps: TransferDeps, at: At): Promise<Lang> {
  return deps.db.tx(systemScope('the language a subject is told in'), async (tx) => {
    const person = await livingPerson(deps.keys, tx, deps.keys.personIdOf(at.subjectId, at.holderId));
    return person === undefined ? 'ky' : ((await langOfPerson(tx, person.personId)) ?? 'ky');
  });
}
