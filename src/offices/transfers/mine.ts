import { Type } from 'typebox';
import { allHolders } from '../../holders/index.ts';
import { emptyState, html, linkButton, pagination, postButton, summaryList, table } from '../../platform/html/index.ts';
import {
  type App,
  cutPage,
  htmlSchema,
  orRefuse,
  refuseHttp,
  RefusalError,
  sendFile,
} from '../../platform/http/index.ts';
import {
  holdersWithProof,
  myProofs,
  noticeOfPerson,
  noticesOfPerson,
  readProofs,
  transferById,
  transfersById,
} from '../../transfers/index.ts';
import { subjectsOfPerson } from '../../consent/index.ts';
import { person } from '../citizen/journey.ts';
import { meOf } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import { norms, sendPage } from '../shell.ts';
import type { TransferPagesDeps } from './index.ts';
import { transferWords } from './transfers.messages.ts';
import { groundOf, messageView, moment, recipientOf, stateOf } from './views.ts';

const Id = Type.String({ format: 'uuid' });
const access = { kind: 'page', access: person } as const;
const perPage = 20;

/** CP-14c, CP-14e: what I was told of transfers of my data, with the proof of it. */
export function minePages(app: App, deps: TransferPagesDeps): void {
  app.get(
    '/me/transfers',
    { config: access, schema: { querystring: Type.Object({ after: Type.Optional(Id) }), response: htmlSchema } },
    async (request, reply) => {
      const { lang } = request;
      const w = transferWords[lang];
      const own = await subjectsOfPerson(deps.consent, meOf(request).personId);
      const holders = new Map((await allHolders(deps.consent.db)).map((one) => [one.id, one.body.name[lang]]));
      const { page, transfers, proven } = await deps.consent.db.tx(own.scope, async (tx) => {
        const found = cutPage(await noticesOfPerson(tx, own.all, request.query.after, perPage), perPage);
        const ids = found.items.map((one) => one.transfer_id);
        return { page: found, transfers: await transfersById(tx, ids), proven: await holdersWithProof(tx, own.all) };
      });
      const now = deps.clock.now();
      const body = html`<h1>${w.mine}</h1><p class="mk-lead">${w.mineLead}</p>${
        page.items.length === 0
          ? emptyState({ title: w.mineNone })
          : table({
              caption: w.mine,
              captionHidden: true,
              columns: [{ head: w.recipient }, { head: w.holder }, { head: w.executed }, { head: w.state }],
              rows: page.items.map((one) => {
                const transfer = transfers.get(one.transfer_id)!;
                return [
                  html`<a href="/me/transfers/${one.id}">${recipientOf(lang, transfer)}</a>`,
                  holders.get(one.holder_id) ?? '',
                  moment(lang, transfer.executed_at),
                  stateOf(lang, one, now),
                ];
              }),
            })
      }
${
  proven.length > 0 &&
  html`<h2>${w.proofs}</h2><p>${w.proofsLead}</p>${proven.map((holderId) => {
    const name = holders.get(holderId) ?? '';
    return html`<p>${postButton({ action: '/me/transfers/proofs', csrf: request.csrf, text: `${w.askAll}: ${name}`, kind: 'secondary', hidden: { holderId } })}</p>`;
  })}`
}
${pagination({ lang, ...(request.query.after === undefined ? {} : { previous: '/me/transfers' }), ...(page.next === null ? {} : { next: `/me/transfers?after=${page.next}` }) })}${norms(lang, ['CP-12a', 'CP-14e'])}`;
      return sendPage(request, reply, deps, { title: w.mine, width: 'wide', body, breadcrumbs: myTrail(lang) });
    },
  );
  app.post(
    '/me/transfers/proofs',
    {
      config: { ...access, rate: 'heavy' },
      schema: { body: Type.Object({ holderId: Id }), response: { 200: Type.Any({ description: 'File' }) } },
    },
    async (request, reply) => {
      const { accountId, personId } = meOf(request);
      const file = orRefuse(await myProofs(deps.transfers, { accountId, personId }, request.body.holderId));
      return sendFile(reply, file.zip, 'application/zip', file.name, 'attachment');
    },
  );
  app.get(
    '/me/transfers/:noticeId',
    { config: access, schema: { params: Type.Object({ noticeId: Id }), response: htmlSchema } },
    async (request, reply) => {
      const { lang } = request;
      const w = transferWords[lang];
      const own = await subjectsOfPerson(deps.consent, meOf(request).personId);
      const { seen, transfer } = await deps.consent.db.tx(own.scope, async (tx) => {
        const notice = await noticeOfPerson(tx, own.all, request.params.noticeId);
        if (notice === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
        const [whole] = await readProofs(deps.transfers, tx, [notice]);
        return { seen: whole!, transfer: (await transferById(tx, notice.transfer_id))! };
      });
      const { notice } = seen;
      const message = seen.attempts.find((one) => one.id === notice.attempt_id && notice.proof_id !== null)?.message;
      const body = html`<h1>${w.notice}</h1>${summaryList({
        lang,
        rows: [
          { key: w.state, value: stateOf(lang, notice, deps.clock.now()) },
          { key: w.recipient, value: recipientOf(lang, transfer) },
          { key: w.executed, value: moment(lang, transfer.executed_at) },
          { key: w.ground, value: groundOf(lang, transfer) },
          ...(notice.sent_at === null ? [] : [{ key: w.sentAt, value: moment(lang, notice.sent_at) }]),
          ...(notice.channel === null ? [] : [{ key: w.channel, value: w.channels[notice.channel] }]),
        ],
      })}
${
  message === undefined || message === null
    ? html`<p>${w.notYet} ${moment(lang, notice.due_at)}</p>`
    : html`<h2>${w.text}</h2>${messageView(lang, message)}`
}${notice.proof_id !== null && linkButton({ text: w.download, href: `/v1/me/transfer-notices/${notice.id}/proof.zip` })}${norms(lang, ['CP-14e', 'CP-15'])}`;
      return sendPage(request, reply, deps, {
        title: w.notice,
        body,
        breadcrumbs: [...myTrail(lang), { text: w.mine, href: '/me/transfers' }],
      });
    },
  );
}
