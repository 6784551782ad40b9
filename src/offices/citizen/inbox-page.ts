import { Type } from 'typebox';
import type { InboxMessage, Notices } from '../../notices/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import { emptyState, html, pagination, postButton, summaryList, tag } from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { person } from './journey.ts';
import { meOf, mine } from './mine.ts';
import { mineWords } from './mine.messages.ts';
import { myTrail } from './trail.ts';

export type Inbox = Pick<Notices, 'listInbox' | 'markRead'>;
const perPage = 20;
const id = Type.String({ format: 'uuid' });

/** What was sent to the person, in the reader's language; the same notices also went by the agreed channel. */
export function inboxPage(app: App, deps: OfficeDeps, inbox: Inbox): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/inbox',
    { config: access, schema: { querystring: Type.Object({ before: Type.Optional(id) }), response: htmlSchema } },
    async (request, reply) => {
      const { lang, csrf } = request;
      const m = mineWords[lang];
      const own = await mine(deps.consent, meOf(request));
      const { before } = request.query;
      const found = await inbox.listInbox(own.scope, {
        subjectIds: own.all,
        lang,
        before: before ?? null,
        limit: perPage + 1,
      });
      const shown = found.slice(0, perPage);
      const last = found.length > perPage ? shown.at(-1) : undefined;
      const body = html`<h1>${m.inbox}</h1>${shown.length === 0 ? emptyState({ title: m.inboxEmpty }) : shown.map((message) => messageView(lang, csrf, message))}
${pagination({ lang, ...(before === undefined ? {} : { previous: '/me/inbox' }), ...(last === undefined ? {} : { next: `/me/inbox?before=${last.id}` }) })}`;
      return sendPage(request, reply, deps, { title: m.inbox, body, breadcrumbs: myTrail(lang) });
    },
  );

  app.post(
    '/me/inbox/read',
    { config: access, schema: { body: Type.Object({ message: id }), response: htmlSchema } },
    async (request, reply) => {
      const own = await mine(deps.consent, meOf(request));
      await inbox.markRead(own.scope, own.all, [request.body.message]);
      return reply.redirect('/me/inbox', 303);
    },
  );
}

function messageView(lang: Lang, csrf: string, message: InboxMessage) {
  const m = mineWords[lang];
  const isNew = message.readAt === null;
  return html`<section class="mk-message mk-flow"><h2>${message.subject} ${isNew && tag({ text: m.unread, tone: 'info' })}</h2><p class="mk-small"><time datetime="${message.at.toISOString()}">${formatDateTime(lang, message.at)}</time></p>${message.lines.map((line) => line !== message.subject && html`<p>${line}</p>`)}
${message.facts.length > 0 && summaryList({ lang, plain: true, rows: message.facts.map(({ label, value }) => ({ key: label, value })) })}${message.link !== null && html`<p><a href="${message.link.path}">${message.link.label}</a></p>`}
${isNew && postButton({ action: '/me/inbox/read', csrf, text: m.read, hidden: { message: message.id }, hiddenText: message.subject })}</section>`;
}
