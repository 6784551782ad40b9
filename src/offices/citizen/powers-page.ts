import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { endPower, isChild, powersAround, type PowerView } from '../../consent/index.ts';
import { fullName } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  banner,
  buttonGroup,
  card,
  cardGrid,
  details,
  type Html,
  html,
  linkButton,
  postButton,
  summaryList,
  tag,
  warningText,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { person } from './journey.ts';
import { meOf, personRecord } from './mine.ts';
import { powerWords } from './powers.messages.ts';
import { myTrail } from './trail.ts';

type Power = PowerView & {
  readonly name: string;
  /** The holder it was recorded for; null = every holder. */
  readonly where: string | null;
  readonly state: 'holds' | 'over' | 'endedTag';
  readonly fixed: boolean;
};
const One = Type.Object({ powerId: Type.String({ format: 'uuid' }) });
const query = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 10 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** CP-6e, PD-9.1f: who may act for me, for whom I may act, and the end of either. */
export function powerPages(app: App, deps: OfficeDeps): void {
  const config = { kind: 'page', access: person } as const;

  app.get('/me/powers', { config, schema: { querystring: query, response: htmlSchema } }, async (request, reply) => {
    const { lang } = request;
    const m = powerWords[lang];
    const all = await powersHere(deps, request);
    const live = all.filter((one) => one.state === 'holds');
    const past = all.filter((one) => one.state !== 'holds');
    const of = (role: Power['role']): readonly Power[] => live.filter((one) => one.role === role);
    const part = (title: string, none: string, powers: readonly Power[]): Html =>
      html`<h2>${title}</h2>${powers.length === 0 ? html`<p>${none}</p>` : cardGrid(...powers.map((one) => powerCard(lang, one)))}`;
    const body = html`${request.query.done === 'ended' && banner({ lang, kind: 'success', body: html`<p>${m.done}</p>` })}<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>
${part(m.byMe, m.byMeNone, of('representative'))}${of('representative').length > 0 && html`<p>${m.theirs} <a href="/me">${m.toConsents}</a></p>`}
${part(m.forMe, m.forMeNone, of('principal'))}
<p class="mk-small">${m.how}</p>
${past.length > 0 && details({ summary: m.ended(number(lang, past.length)) }, cardGrid(...past.map((one) => powerCard(lang, one))))}
${norms(lang, ['CP-6e', 'PD-9.1f'])}`;
    return sendPage(request, reply, deps, { title: m.title, body, breadcrumbs: myTrail(lang) });
  });

  app.get(
    '/me/powers/:powerId/end',
    { config, schema: { params: One, response: htmlSchema } },
    async (request, reply) => {
      const { lang, csrf } = request;
      const m = powerWords[lang];
      const power = await endable(deps, request, request.params.powerId);
      const mine = power.role === 'principal';
      const title = mine ? m.revokeTitle : m.giveUpTitle;
      const body = html`<h1>${title}</h1>${summaryList({ lang, rows: [{ key: mine ? m.forMe : m.byMe, value: power.name }, ...rowsOf(lang, power)] })}
${warningText(lang, mine ? m.revokeLead(power.name) : m.giveUpLead(power.name))}
${buttonGroup(postButton({ action: `/me/powers/${power.id}/end`, csrf, text: mine ? m.revoke : m.giveUp, kind: 'warning' }), linkButton({ text: m.keep, href: '/me/powers', kind: 'secondary' }))}`;
      return sendPage(request, reply, deps, {
        title,
        body,
        breadcrumbs: [...myTrail(lang), { text: m.title, href: '/me/powers' }],
      });
    },
  );

  app.post(
    '/me/powers/:powerId/end',
    { config, schema: { params: One, body: Type.Object({}), response: htmlSchema } },
    async (request, reply) => {
      const { accountId, personId } = meOf(request);
      const power = await endable(deps, request, request.params.powerId);
      orRefuse(await endPower(deps.consent, { accountId, personId }, power.id));
      return reply.redirect('/me/powers?done=ended', 303);
    },
  );
}

async function powersHere(deps: OfficeDeps, request: FastifyRequest): Promise<readonly Power[]> {
  const { personId } = meOf(request);
  const today = dayOf(deps.clock.now());
  const [powers, me] = await Promise.all([powersAround(deps.consent, personId), personRecord(deps.consent, personId)]);
  const child = me !== null && isChild(me.birthDate, today);
  return Promise.all(
    powers.map(async (one): Promise<Power> => {
      const record = await personRecord(deps.consent, one.other);
      return {
        ...one,
        where:
          one.actsAt === null
            ? null
            : ((await deps.consent.registers.holder(one.actsAt))?.body.name[request.lang] ?? null),
        name: record === null ? powerWords[request.lang].unknown : fullName(record),
        state: one.endedAt !== null ? 'endedTag' : one.validUntil !== null && one.validUntil < today ? 'over' : 'holds',
        // PD-18.2: a child does not revoke the legal representative's power.
        fixed: child && one.role === 'principal' && one.kind === 'legal_representative',
      };
    }),
  );
}

async function endable(deps: OfficeDeps, request: FastifyRequest, id: string): Promise<Power> {
  const power = (await powersHere(deps, request)).find((one) => one.id === id);
  if (power === undefined || power.state !== 'holds' || power.fixed) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return power;
}

const kindOf = (lang: Lang, kind: string): string => {
  const m = powerWords[lang];
  return kind === 'power_of_attorney' || kind === 'legal_representative' ? m[kind] : m.other;
};

const rowsOf = (lang: Lang, power: Power) => {
  const m = powerWords[lang];
  return [
    { key: m.kind, value: kindOf(lang, power.kind) },
    { key: m.where, value: power.where ?? m.anywhere },
    { key: m.until, value: power.validUntil === null ? m.noEnd : formatDate(lang, power.validUntil) },
    { key: m.recorded, value: formatDate(lang, power.recordedAt) },
  ];
};

function powerCard(lang: Lang, power: Power): Html {
  const m = powerWords[lang];
  const tone = power.state === 'holds' ? 'good' : 'ended';
  const actions =
    power.state !== 'holds'
      ? undefined
      : power.fixed
        ? html`<span class="mk-small">${m.legalOfChild}</span>`
        : html`<a href="/me/powers/${power.id}/end">${power.role === 'principal' ? m.revoke : m.giveUp}<span class="mk-hidden">: ${power.name}</span></a>`;
  return card({
    title: power.name,
    level: 3,
    tag: tag({ text: m[power.state], tone }),
    meta: rowsOf(lang, power),
    ...(actions === undefined ? {} : { actions }),
  });
}
