import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { endGround, type GroundEnd, groundLabel } from '../../consent/index.ts';
import { button, errorFor, form, html, radios, summaryList } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { norms } from '../shell.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { groundById, type OneGround } from './desk-store.ts';
import { textOf } from './given.ts';
import { namedPurposes, textOfPurpose } from './names.ts';
import { reviewWords } from './reviews.messages.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const One = Type.Object({ groundId: Uuid });
const config = pageFor('data-officer');
const reasons: readonly GroundEnd[] = ['dropped', 'concluded', 'event-over', 'other'];

/** PD-5.1-2b: a recorded ground ends before its term. */
export function groundEndPages(app: App, deps: HolderDeps): void {
  app.get(
    '/holder/grounds/:groundId/end',
    { config, schema: { params: One, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      return show(visit, await running(visit, request.params.groundId), untried);
    },
  );
  app.post(
    '/holder/grounds/:groundId/end',
    { config, schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { lang, desk } = visit;
      const ground = await running(visit, request.params.groundId);
      const given = request.body;
      const reason = reasons.find((one) => one === textOf(given, 'reason'));
      if (reason === undefined)
        return show(visit, ground, {
          given,
          trouble: troubleFrom({ field: 'reason', text: commonWords[lang].choose }),
        });
      const done = await endGround(deps.consent, desk, ground.id, reason);
      if (isRefusal(done)) return show(visit, ground, { given, trouble: troubleOf(lang, done) });
      return reply.redirect(`/holder/purposes/${ground.purpose_id}?done=groundEnded`, 303);
    },
  );
}

async function running({ deps, desk }: Visit, id: string): Promise<OneGround> {
  const ground = await groundById(deps.consent.db, desk.scope, desk.holderId, id);
  if (ground === null || (ground.ends_at !== null && ground.ends_at <= deps.clock.now()))
    throw new RefusalError(refuseHttp('NOT_FOUND'));
  return ground;
}

async function show(visit: Visit, ground: OneGround, { given, trouble }: Tried): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = reviewWords[lang];
  const purpose = textOfPurpose(await namedPurposes(deps, desk, lang), ground.purpose_id);
  return showDesk(visit, {
    title: words.endTitle,
    lead: words.endLead,
    trouble,
    breadcrumbs: [{ text: purpose, href: `/holder/purposes/${ground.purpose_id}` }],
    body: html`${summaryList({
      lang,
      plain: true,
      rows: [
        { key: words.ground, value: groundLabel(ground.code)?.[lang] ?? ground.code },
        { key: words.purpose, value: purpose },
        {
          key: words.subject,
          value:
            ground.subject_id === null
              ? words.everybody
              : html`<a href="${`/holder/consents?subject=${ground.subject_id}`}">${words.seeSubject}</a>`,
        },
      ],
    })}${norms(lang, [ground.code])}
${form(
  { action: `/holder/grounds/${ground.id}/end`, csrf },
  radios({
    lang,
    name: 'reason',
    label: words.why,
    value: textOf(given, 'reason'),
    error: errorFor(trouble.errors, 'reason'),
    items: reasons.map((reason) => ({ value: reason, text: words[reason], hint: words[`${reason}Hint`] })),
  }),
  button({ text: words.end, kind: 'warning' }),
)}`,
  });
}
