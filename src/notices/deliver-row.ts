import { uuidv7 } from '../platform/ids.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Attempt, type AttemptResult, insertAttempt, settledChannels } from './attempt-store.ts';
import { type Contacts, contactsOf } from './contacts.ts';
import { putIntoInbox, putTask } from './inbox-store.ts';
import { addressMac, openMessage } from './seal-message.ts';
import { commitLate, scope, type TakenRow } from './store.ts';
import type { Channel, ChannelName, Handlers, NoticesDeps, Outgoing, Place } from './types.ts';

export type DeliverDeps = NoticesDeps & {
  readonly handlers: Handlers;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
};

export type Outcome =
  /** `noted`: the attempt that ended it, still to be written down with its end. */
  | { readonly kind: 'done'; readonly noted?: Attempt }
  | { readonly kind: 'later'; readonly fault: string }
  | { readonly kind: 'dead'; readonly fault: string };

type Envelope = Extract<Outgoing, { to: 'subject' | 'address' }>;
export type Plan = {
  readonly envelopes: readonly Envelope[];
  readonly contacts: Contacts;
  readonly settled: Map<Place, AttemptResult>;
  /** What was sent and is not written down yet; it is, before anything else is sent. */
  noted: Attempt | null;
};

const deliverable = (deps: DeliverDeps, row: TakenRow): boolean =>
  Object.hasOwn(deps.handlers, row.kind) && !row.expired;

/** What several rows say, read and written down in one transaction. Empty where that fails: each is then prepared alone. */
export async function prepareRows(
  deps: DeliverDeps,
  rows: readonly TakenRow[],
): Promise<ReadonlyMap<string, Plan | null>> {
  const able = rows.filter((row) => deliverable(deps, row));
  if (able.length < 2) return new Map();
  try {
    return await deps.db.tx(scope, async (tx) => {
      await commitLate(tx);
      // All of them end before the transaction does: none may go on with a connection that is somebody else's by then.
      const plans = await Promise.allSettled(able.map(async (row) => [row.id, await prepare(deps, tx, row)] as const));
      return new Map(
        plans.map((plan) => {
          if (plan.status === 'rejected') throw plan.reason;
          return plan.value;
        }),
      );
    });
  } catch {
    return new Map();
  }
}

/**
 * One row: what it says is read and written down, here or in `prepared`, then sent. A repetition sends only what was not
 * sent.
 */
export async function deliverRow(
  deps: DeliverDeps,
  row: TakenRow,
  lastAttempt: boolean,
  prepared?: Plan | null,
): Promise<Outcome> {
  if (!Object.hasOwn(deps.handlers, row.kind)) return { kind: 'dead', fault: noHandler };
  if (row.expired) return { kind: 'dead', fault: 'EXPIRED' };
  const plan = prepared === undefined ? await deps.db.tx(scope, (tx) => prepare(deps, tx, row)) : prepared;
  if (plan === null) return { kind: 'done' };
  const outcomes: Outcome[] = [];
  try {
    for (const envelope of plan.envelopes) outcomes.push(await sendEnvelope(deps, row, plan, envelope, lastAttempt));
  } catch (error) {
    await writeDown(deps, plan);
    throw error;
  }
  const open = outcomes.find((one) => one.kind === 'later') ?? outcomes.find((one) => one.kind === 'dead');
  if (open === undefined) return plan.noted === null ? { kind: 'done' } : { kind: 'done', noted: plan.noted };
  await writeDown(deps, plan);
  return open;
}

async function writeDown(deps: DeliverDeps, plan: Plan): Promise<void> {
  const { noted } = plan;
  plan.noted = null;
  if (noted !== null) await insertAttempt(deps.db, noted);
}

/** A kind nobody registered: kept, shown, and taken up again by a version that knows it. */
export const noHandler = 'NO_HANDLER';

async function prepare(deps: DeliverDeps, tx: Tx, row: TakenRow): Promise<Plan | null> {
  const handler = deps.handlers[row.kind]!;
  const facts =
    row.sealed === null
      ? await (handler.facts === undefined ? {} : handler.facts(tx, row))
      : openMessage<Record<string, unknown>>(deps.keys, 'outbox', row.id, row.sealed);
  if (facts === null) return null;
  const messages = handler.messages(row, facts as Record<string, unknown>);
  const data = { row: row.data, facts: facts as Record<string, unknown> };
  const entry = { id: row.id, subjectId: row.subjectId, kind: row.kind, ref: row.ref, at: row.createdAt, data };
  const envelopes: Envelope[] = [];
  let contacts: Contacts = { lang: 'ky', address: {} };
  for (const message of messages) {
    if (message.to === 'holder') {
      if (await putTask(tx, { ...entry, holderId: holderOf(row) }, message.listed !== false))
        await insertAttempt(tx, attempt(deps, row, 'task', { result: 'sent' }));
      continue;
    }
    envelopes.push(message);
    if (message.to === 'address') continue;
    const subjectId = row.subjectId;
    if (subjectId === null) throw new Error(`outbox: ${row.kind} has no subject`);
    // The inbox comes first and always: whatever happens to the mail, the person finds it in the account.
    const noted = attempt(deps, row, 'inbox', { result: 'sent' });
    await putIntoInbox(tx, { entry: { ...entry, holderId: holderOf(row) }, noted });
    if (message.channels.some((channel) => channel !== 'inbox'))
      contacts = await contactsOf(deps, tx, subjectId, holderOf(row));
  }
  return { envelopes, contacts, settled: await settledChannels(tx, row.id), noted: null };
}

function holderOf(row: TakenRow): string {
  if (row.holderId === null) throw new Error(`outbox: ${row.kind} has no holder`);
  return row.holderId;
}

async function sendEnvelope(
  deps: DeliverDeps,
  row: TakenRow,
  plan: Plan,
  envelope: Envelope,
  last: boolean,
): Promise<Outcome> {
  if (envelope.to === 'address')
    return outcomeOf(await sendOne(deps, row, plan, envelope.channel, { ...envelope, last }));
  const outside = envelope.channels.filter((channel) => channel !== 'inbox');
  const outcomes: Outcome[] = [];
  for (const channel of outside) {
    const address = plan.contacts.address[channel];
    const result = await sendOne(deps, row, plan, channel, {
      address,
      lang: plan.contacts.lang,
      content: envelope.content,
      last,
    });
    if (envelope.how === 'first' && (result.kind === 'sent' || result.kind === 'later')) return outcomeOf(result);
    // Who has no address is not a fault: the inbox holds the message, and the attempts say so.
    if (result.kind !== 'unreachable') outcomes.push(outcomeOf(result));
  }
  const later = outcomes.find((one) => one.kind === 'later');
  if (later !== undefined || envelope.how === 'all') return later ?? { kind: 'done' };
  // None has taken it: a person has to look. A broadcast's refusals are counted in its proof instead.
  return outcomes.find((one) => one.kind === 'dead') ?? { kind: 'done' };
}

type Result = { readonly kind: 'sent' } | { readonly kind: 'unreachable' | 'dead' | 'later'; readonly fault: string };

const outcomeOf = (result: Result): Outcome => {
  if (result.kind === 'sent') return { kind: 'done' };
  return { kind: result.kind === 'later' ? 'later' : 'dead', fault: result.fault };
};

type Letter = {
  readonly address: string | undefined;
  readonly lang: Contacts['lang'];
  readonly content: Envelope['content'];
  readonly last: boolean;
};

async function sendOne(
  deps: DeliverDeps,
  row: TakenRow,
  plan: Plan,
  name: ChannelName,
  letter: Letter,
): Promise<Result> {
  const before = plan.settled.get(name);
  if (before === 'sent') return { kind: 'sent' };
  if (before !== undefined) return { kind: before === 'refused' ? 'dead' : 'unreachable', fault: before };
  const note = (more: Pick<Attempt, 'result' | 'messageId' | 'addressMac' | 'fault'>): Promise<void> =>
    insertAttempt(deps.db, attempt(deps, row, name, more));
  const channel = deps.channels[name];
  if (letter.address === undefined || channel === undefined) {
    const result = letter.address === undefined ? 'no-address' : 'no-channel';
    await note({ result });
    return { kind: 'unreachable', fault: result };
  }
  const mac = addressMac(deps.keys, name, letter.address);
  await writeDown(deps, plan);
  const delivery = await channel.send({
    id: `${row.id}.${name}`,
    to: letter.address,
    lang: letter.lang,
    content: letter.content,
  });
  if (delivery.kind === 'sent') {
    plan.noted = attempt(deps, row, name, { result: 'sent', messageId: delivery.messageId, addressMac: mac });
    return { kind: 'sent' };
  }
  // The last attempt's deferral is a refusal, so that the next channel gets its turn.
  const refused = delivery.kind === 'refused' || letter.last;
  await note({ result: refused ? 'refused' : 'deferred', addressMac: mac, fault: delivery.fault });
  return { kind: refused ? 'dead' : 'later', fault: delivery.fault };
}

const attempt = (
  deps: DeliverDeps,
  row: TakenRow,
  channel: Place,
  more: Pick<Attempt, 'result' | 'messageId' | 'addressMac' | 'fault'>,
): Attempt => ({
  id: uuidv7(deps.clock.real()),
  outboxId: row.id,
  broadcastId: row.broadcastId,
  holderId: row.holderId,
  subjectId: row.subjectId,
  kind: row.kind,
  channel,
  at: deps.clock.now(),
  ...more,
});
