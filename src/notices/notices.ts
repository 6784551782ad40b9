import { randomInt } from 'node:crypto';
import type { Db, Scope, Tx } from '../platform/db/index.ts';
import type { Lang } from '../platform/text.ts';
import { uuidv7 } from '../platform/ids.ts';
import { attemptsOf, type AttemptView } from './attempt-store.ts';
import { type Broadcast, enqueueBroadcast } from './broadcast.ts';
import { type BroadcastProof, proofOfBroadcast } from './broadcast-store.ts';
import { emailChannel } from './channels/email.ts';
import { sandboxChannel, type SandboxMail, sandboxMail } from './channels/sandbox-mailbox.ts';
import { type DirectMessage, identityMessage, identityMessageKind, sendMessage } from './identity-message.ts';
import { type TaskPage, type InboxMessage, type InboxQuery, listInbox, listTasks, markRead, unread } from './inbox.ts';
import { endTasks, type Matter, noteTask, openMatters } from './inbox-store.ts';
import { type OutboxWorker, outboxWorker } from './outbox-worker.ts';
import { sealMessage } from './seal-message.ts';
import { insertOutboxRow, reviveRows } from './store.ts';
import type { Channel, ChannelName, Handler, Handlers, NoticesDeps } from './types.ts';

export type NewNotice = {
  readonly holderId?: string | null;
  readonly subjectId?: string | null;
  readonly kind: string;
  readonly ref: string;
  /** Ids, codes, published names. Nothing personal: it stands in clear. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** What must not stand in clear; handlers get it as their facts, and it is emptied after sending. */
  readonly sealed?: object;
};

export type Notices = {
  readonly worker: OutboxWorker;
  /** Puts a row into the outbox in the act's own transaction; returns its id. */
  enqueue(tx: Tx, notice: NewNotice): Promise<string>;
  enqueueBroadcast(tx: Tx, broadcast: Broadcast): Promise<string>;
  broadcastProof(scope: Scope, id: string): Promise<BroadcastProof | null>;
  sendMessage(tx: Tx, message: DirectMessage): Promise<void>;
  listInbox(scope: Scope, query: InboxQuery): Promise<InboxMessage[]>;
  unread(scope: Scope, subjectIds: readonly string[]): Promise<number>;
  markRead(scope: Scope, subjectIds: readonly string[], ids: readonly string[]): Promise<number>;
  listTasks(scope: Scope, holderId: string, lang: Lang, after?: string | null): Promise<TaskPage>;
  /** What open tasks of these kinds are about: for a round that ends those whose matter is settled. */
  openMatters(tx: Tx, kinds: readonly string[], limit: number): Promise<Matter[]>;
  /** Ends the open tasks of a kind about one matter, in the transaction of the act that settles it; with `holderId` that holder's alone. */
  endTasks(tx: Tx, kind: string, ref: string, holderId?: string): Promise<number>;
  /** Ends a task that only tells; undefined where the holder has no such task open. */
  noteTask(tx: Tx, holderId: string, id: string): Promise<Matter | undefined>;
  attemptsOf(scope: Scope, outboxId: string): Promise<AttemptView[]>;
  /** What the sandbox keeps instead of sending; empty where mail is really sent. */
  sandboxMail(limit: number): Promise<SandboxMail[]>;
  /** After a person has looked: dead rows of these kinds become due again. */
  revive(kinds: readonly string[]): Promise<number>;
};

/** The outbox with its channels. Nothing is sent before `worker.start()`. */
export function createNotices(given: NoticesDeps): Notices {
  const handlers: Handlers = { ...given.handlers, [identityMessageKind]: identityMessage as unknown as Handler };
  const news = Object.keys(handlers).filter((kind) => handlers[kind]!.news === true);
  const jitter = given.jitter ?? (() => randomInt(1_000) / 1_000);
  const deps = { ...given, jitter, handlers, channels: channelsOf(given) };
  const worker = outboxWorker(deps);
  const { db, clock, keys } = given;
  const poked = (tx: Tx): void => tx.onCommit(() => worker.poke());
  return {
    worker,
    async enqueue(tx, notice) {
      const id = uuidv7(clock.real());
      const sealed = notice.sealed === undefined ? {} : { sealed: sealMessage(keys, 'outbox', id, notice.sealed) };
      await insertOutboxRow(tx, { ...notice, ...sealed, id, at: clock.now() } as Parameters<typeof insertOutboxRow>[1]);
      poked(tx);
      return id;
    },
    async enqueueBroadcast(tx, broadcast) {
      return enqueueBroadcast(clock, tx, broadcast);
    },
    broadcastProof: (scope, id) => proofOfBroadcast(db, scope, id),
    async sendMessage(tx, message) {
      await sendMessage(deps, tx, message);
      poked(tx);
    },
    listInbox: (scope, query) => listInbox(deps, scope, query),
    unread: (scope, subjectIds) => unread(deps, scope, subjectIds),
    markRead: (scope, subjectIds, ids) => markRead(deps, scope, subjectIds, ids),
    listTasks: (scope, holderId, lang, after) => listTasks(deps, scope, holderId, lang, after),
    openMatters,
    endTasks: (tx, kind, ref, holderId) => endTasks(tx, kind, ref, clock.now(), holderId),
    noteTask: (tx, holderId, id) => noteTask(tx, holderId, id, news, clock.now()),
    attemptsOf: (scope, outboxId) => attemptsOf(db as Db, scope, outboxId),
    sandboxMail: (limit) => sandboxMail(db, keys, limit),
    // Only what its owner registered: the words of a direct message are gone once it is given up.
    revive: (kinds) =>
      reviveRows(
        db,
        kinds.filter((kind) => Object.hasOwn(given.handlers, kind)),
        null,
      ),
  };
}

function channelsOf(deps: NoticesDeps): Partial<Record<ChannelName, Channel>> {
  const sms = deps.sms === undefined && deps.mail === null ? sandboxChannel(deps, 'sms') : (deps.sms ?? undefined);
  return {
    email: deps.mail === null ? sandboxChannel(deps, 'email') : emailChannel({ ...deps, settings: deps.mail }),
    ...(sms === undefined ? {} : { sms }),
  };
}
