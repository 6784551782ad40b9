import { langOfPerson } from '../identity/index.ts';
import { livingPerson } from '../keys/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import type { TransferDeps } from './deps.ts';
import type { Channel } from './notice-state.ts';
import { refuse } from './refusals.ts';

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

/** CP-13: the address by which a subject is told on this channel, or why none may be used. */
export function addressFor(
  deps: TransferDeps,
  tx: Tx,
  at: At,
  channel: Channel,
): Promise<{ readonly value: string } | Refusal> {
  return deps.reach === undefined ? inVault(deps, at, channel) : deps.reach(tx, at, channel);
}

/** CP-14a: the channel for a subject and why, asked of contacts and agreement as they stand. */
export async function channelFor(
  deps: TransferDeps,
  tx: Tx,
  at: At,
): Promise<{ readonly channel: Channel; readonly reason: 'agreed' | 'usual-order' } | Refusal> {
  const agreed = (await deps.agreed?.(tx, at)) ?? null;
  const available: Channel[] = [];
  for (const channel of usualOrder)
    if (!isRefusal(await addressFor(deps, tx, at, channel))) available.push(channel);
  return chooseChannel(available, agreed) ?? refuse('NO_ADDRESS');
}

const contactOf = { email: 'email', sms: 'phone', phone: 'phone' } as const;

// Nobody writes to a frozen, erased or deceased person.
async function inVault(deps: TransferDeps, at: At, channel: Channel): Promise<{ value: string } | Refusal> {
  const record = await deps.db.tx(systemScope('where a subject is told of a transfer'), async (tx) => {
    const person = await livingPerson(deps.keys, tx, deps.keys.personIdOf(at.subjectId, at.holderId));
    return person?.state === 'active' ? person.record : null;
  });
  const value =
    channel === 'letter'
      ? record?.address?.text
      : record?.contacts.find((one) => one.kind === contactOf[channel])?.value;
  return value === undefined ? refuse('NO_ADDRESS', { field: 'channel' }) : { value };
}

/** The language a subject is told in: the one chosen in the account, else Kyrgyz. */
export async function langOfSubject(deps: TransferDeps, at: At): Promise<Lang> {
  return deps.db.tx(systemScope('the language a subject is told in'), async (tx) => {
    const person = await livingPerson(deps.keys, tx, deps.keys.personIdOf(at.subjectId, at.holderId));
    return person === undefined ? 'ky' : ((await langOfPerson(tx, person.personId)) ?? 'ky');
  });
}
