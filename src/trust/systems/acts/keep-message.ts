import { deserialize, serialize } from 'node:v8';
import { dataKey, destroyKeys, type KeyOwner, keysOf, openValue, sealedUnder, sealValue } from '../../../keys/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { VerificationReport } from '../../verify/index.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { keptToAnswer } from '../keeping.ts';
import { dueMessage, eraseMessage, insertMessage, type KeptMessage, type DueMessage } from '../message-store.ts';

/** What goes through a system, octet for octet, with what its check has found. */
export type Message = {
  readonly name: string;
  readonly document: Uint8Array;
  /** null: signed by the session (ES-9.1.2). */
  readonly signature: Uint8Array | null;
  /** ES-9.1.2b: in whose name a simply signed document was made. */
  readonly namedPerson: string | null;
  readonly report: VerificationReport | null;
};

/** A key that seals this message and nothing else: it ends with the message, and nothing ends with it. */
const ownerOf = ({ documentId, ownerId }: DueMessage): KeyOwner => ({
  class: 'content',
  subjectId: documentId,
  holderId: ownerId,
  purposeId: documentId,
});
const place = (id: string) => ({ table: 'exchange_message', row: id, column: 'sealed' });

/** Seals a message for its sender and recipients; until when it is kept. `sentAt`: law time. */
export async function keepMessage(
  deps: Pick<SystemDeps, 'keys' | 'clock'>,
  tx: Tx,
  of: DueMessage,
  message: Message,
  sentAt: Date,
): Promise<Date> {
  const until = keptToAnswer(sentAt);
  using key = await dataKey(deps.keys, tx, ownerOf(of), deps.clock.real());
  await insertMessage(tx, of.documentId, sealValue(key, place(of.documentId), serialize(message)), until);
  return until;
}

/** The message; null where its term is over, erased yet or not (PD-34.1a). @throws SealBroken where it was altered */
export async function openMessage(
  deps: Pick<SystemDeps, 'keys' | 'clock'>,
  tx: Tx,
  documentId: string,
  { sealed, keepUntil }: KeptMessage,
): Promise<Message | null> {
  if (sealed === null || deps.clock.now() >= keepUntil) return null;
  const key = (await keysOf(deps.keys, tx, documentId, [sealed])).get(sealedUnder(sealed));
  if (key === undefined) return null;
  using opened = key;
  return deserialize(openValue(opened, place(documentId), sealed)) as Message;
}

/** PD-34.1a, PD-34.1d: ends the messages whose term is over: the key, the octets, and a record of both. How many. */
export async function eraseOldMessages(deps: SystemDeps): Promise<number> {
  for (let count = 0; ; count += 1) if (!(await deps.db.tx(scope, (tx) => eraseOne(deps, tx)))) return count;
}

async function eraseOne(deps: SystemDeps, tx: Tx): Promise<boolean> {
  const now = deps.clock.now();
  const due = await dueMessage(tx, now);
  if (due === undefined) return false;
  await destroyKeys(deps.keys, tx, ownerOf(due), { actor: 'platform', ground: ['PD-34.1a'] }, deps.clock.real());
  const entryId = await journal(deps, tx, {
    type: 'exchange-document.erased',
    actor: { kind: 'system', id: 'exchange' },
    holderId: due.ownerId,
    object: { kind: 'exchange-document', id: due.documentId },
    data: { ground: 'PD-34.1a' },
  });
  await eraseMessage(tx, due.documentId, now, entryId);
  return true;
}
