import type { Clock } from '../platform/clock.ts';
import type { Db, Scope } from '../platform/db/index.ts';
import type { Lang } from '../platform/text.ts';
import { countUnread, type InboxRow, inboxPage, markInboxRead, openTasks, type TaskRow } from './inbox-store.ts';
import type { Content, Handlers, OutboxRow, Outgoing } from './types.ts';

export type InboxMessage = {
  readonly id: string;
  readonly subjectId: string;
  readonly holderId: string;
  readonly kind: string;
  readonly ref: string;
  readonly at: Date;
  readonly readAt: Date | null;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly link: { readonly path: string; readonly label: string } | null;
};

export type HolderTask = {
  readonly id: string;
  readonly holderId: string;
  readonly subjectId: string | null;
  readonly kind: string;
  readonly ref: string;
  readonly at: Date;
  readonly subject: string;
  /** It asks for nothing but to be noted. */
  readonly isNews: boolean;
};

type Deps = { readonly db: Db; readonly clock: Clock; readonly handlers: Handlers };
export type InboxQuery = {
  /** The person's own pairwise ids; those outside the scope show nothing. */
  readonly subjectIds: readonly string[];
  readonly lang: Lang;
  /** The last id of the page before. */
  readonly before?: string | null;
  readonly limit?: number;
};

/** A page of the person's messages, newest first, in the reader's language. */
export async function listInbox({ db, handlers }: Deps, scope: Scope, query: InboxQuery): Promise<InboxMessage[]> {
  const rows = await inboxPage(db, scope, query.subjectIds, query.before ?? null, query.limit ?? 25);
  return rows.flatMap((row) => {
    const content = said(handlers, row).find((one) => one.to === 'subject')?.content as Content | undefined;
    // A kind this version does not know says nothing rather than something wrong.
    return content === undefined ? [] : [inLanguage(row, content, query.lang)];
  });
}

export const markRead = (
  { db, clock }: Deps,
  scope: Scope,
  subjectIds: readonly string[],
  ids: readonly string[],
): Promise<number> => markInboxRead(db, scope, subjectIds, ids, clock.now());

export const unread = ({ db }: Deps, scope: Scope, subjectIds: readonly string[]): Promise<number> =>
  countUnread(db, scope, subjectIds);

/** A page of tasks; `next`: its last one, where more follow. */
export type TaskPage = { readonly tasks: readonly HolderTask[]; readonly next: string | null };
const tasksShown = 100;

/** What the holder's staff has to do, oldest first; `after`: the last of the page before. */
export async function listTasks(
  { db, handlers }: Deps,
  scope: Scope,
  holderId: string,
  lang: Lang,
  after: string | null = null,
): Promise<TaskPage> {
  const rows = await openTasks(db, scope, holderId, after, tasksShown + 1);
  const tasks = rows.slice(0, tasksShown).flatMap((row) => {
    const content = said(handlers, row).find((one) => one.to === 'holder')?.content;
    if (content === undefined) return [];
    const { id, kind, ref, at } = row;
    const [subject, isNews] = [content.subject[lang], handlers[kind]!.news === true];
    return [{ id, holderId: row.holder_id, subjectId: row.subject_id, kind, ref, at, subject, isNews }];
  });
  return { tasks, next: rows.length > tasksShown ? rows[tasksShown - 1]!.id : null };
}

function said(handlers: Handlers, row: InboxRow | TaskRow): readonly Outgoing[] {
  if (!Object.hasOwn(handlers, row.kind)) return [];
  const asRow: OutboxRow = {
    id: row.id,
    holderId: row.holder_id,
    subjectId: row.subject_id,
    kind: row.kind,
    ref: row.ref,
    data: row.data.row,
    createdAt: row.at,
  };
  return handlers[row.kind]!.messages(asRow, row.data.facts);
}

function inLanguage(row: InboxRow, content: Content, lang: Lang): InboxMessage {
  return {
    id: row.id,
    subjectId: row.subject_id,
    holderId: row.holder_id,
    kind: row.kind,
    ref: row.ref,
    at: row.at,
    readAt: row.read_at,
    subject: content.subject[lang],
    lines: content.lines.map((line) => line[lang]),
    facts: (content.facts ?? []).map((fact) => ({ label: fact.label[lang], value: fact.value[lang] })),
    link: content.link === undefined ? null : { path: content.link.path, label: content.link.label[lang] },
  };
}
