import type { Keys } from '../keys/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Lang, Text3 } from '../platform/text.ts';

/** Ways out of the platform. Letters and telephone calls are made by people and recorded elsewhere. */
export type ChannelName = 'email' | 'sms';
/** The inbox is the person's account page; a task is the holder's own list of work. */
export type Place = ChannelName | 'inbox' | 'task';

/** What a message says. No name, PIN or address of the person belongs here: others may read a mailbox. */
export type Content = {
  readonly subject: Text3;
  readonly lines: readonly Text3[];
  readonly facts?: readonly { readonly label: Text3; readonly value: Text3 }[];
  /** A path of this platform; what is private is read behind the log-in. */
  readonly link?: { readonly path: string; readonly label: Text3 };
  /** DECISIONS 14: an SMS is a summary without personal data. `{link}` is filled in. */
  readonly sms: Text3;
};

export type Outgoing =
  /** `first`: the first channel that takes it (DECISIONS 15: e-mail, then SMS); `all`: each of them. The inbox always gets it. */
  | {
      readonly to: 'subject';
      readonly how: 'first' | 'all';
      readonly channels: readonly Exclude<Place, 'task'>[];
      readonly content: Content;
    }
  /** `listed` false: the staff finds it where it stands; that they were told is on record, and nothing is left to do in their list. */
  | { readonly to: 'holder'; readonly content: Pick<Content, 'subject'>; readonly listed?: false }
  | {
      readonly to: 'address';
      readonly channel: ChannelName;
      readonly address: string;
      readonly lang: Lang;
      readonly content: Content;
    };

/** A row of the outbox as handlers see it. `createdAt` is the law time of the act. */
export type OutboxRow = {
  readonly id: string;
  readonly holderId: string | null;
  readonly subjectId: string | null;
  readonly kind: string;
  readonly ref: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
};

/**
 * What becomes of the rows of one kind; registered by the module that enqueues them. `messages` is pure. What `facts`
 * returns is kept beside the inbox message: published names, dates as text, codes; nothing personal. `null`: the matter
 * is gone, nobody is told.
 */
export type Handler<F extends object = Record<string, unknown>> = {
  /** What the holder's staff is told and need do nothing about: it leaves their list when one of them has taken note of it. */
  readonly news?: true;
  facts?(tx: Tx, row: OutboxRow): Promise<F | null>;
  messages(row: OutboxRow, facts: F): readonly Outgoing[];
};
export type Handlers = Readonly<Record<string, Handler>>;

export type ChannelMessage = {
  /** The same at every attempt: made from the outbox row's id. */
  readonly id: string;
  readonly to: string;
  readonly lang: Lang;
  readonly content: Content;
};

/** `refused`: it will not work later either (no such mailbox). `fault` never repeats the address. */
export type Delivery =
  | { readonly kind: 'sent'; readonly messageId: string }
  | { readonly kind: 'refused' | 'deferred'; readonly fault: string };

export type Channel = {
  readonly name: ChannelName;
  /** It takes many messages at once at no more cost than one, and none is lost under way; else they go one after the other. */
  readonly together?: boolean;
  send(message: ChannelMessage): Promise<Delivery>;
  stop(): void;
};

/** A page of subjects with a current consent of a holder: `cursor` is where the next page starts, null at the end. */
export type AudiencePage = { readonly subjectIds: readonly string[]; readonly cursor: string | null };

export type NoticesDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly handlers: Handlers;
  /** Address people use, without a slash at the end. */
  readonly publicUrl: string;
  /** null: the sandbox's own mailbox. */
  readonly mail: MailSettings | null;
  /** null: no way to send SMS; absent: the sandbox's own mailbox, where there is no `mail` either. */
  readonly sms?: Channel | null;
  /** The language a person chose; Kyrgyz where none is known. */
  langOf?(tx: Tx, personId: string): Promise<Lang | null>;
  /** SP-10b: who is told of a change. */
  audience(tx: Tx, holderId: string, after: string | null, limit: number): Promise<AudiencePage>;
  /** From 0 up to 1: spreads retries. */
  readonly jitter?: () => number;
  readonly maxAttempts?: number;
  readonly intervalMs?: number;
  readonly leaseMs?: number;
  readonly onFault?: (error: Error) => void;
};

export type MailSettings = {
  readonly url: string;
  readonly from: string;
  /** Refuses to speak without TLS. */
  readonly requireTls: boolean;
};
