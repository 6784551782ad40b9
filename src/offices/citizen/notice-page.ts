import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { declineConsent } from '../../consent/index.ts';
import { formatLastDay } from '../../platform/dates.ts';
import {
  banner,
  button,
  buttonGroup,
  errorSummary,
  form,
  type Html,
  html,
  inset,
  linkButton,
  postButton,
  radios,
  steps,
  warningText,
} from '../../platform/html/index.ts';
import { type App, htmlSchema, orRefuse, RefusalError } from '../../platform/http/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import {
  type Asked,
  askedPurpose,
  type Journey,
  journeyOf,
  journeyParam,
  liveConsent,
  note,
  noticeFor,
  openJourney,
  person,
  purposeParam,
  sendGone,
  shownNotice,
} from './journey.ts';
import { journeyWords } from './journey.messages.ts';
import { meOf, namedPowers } from './mine.ts';
import { noticeView } from './notice-view.ts';
import { sentence } from './states.ts';
import { journeyTrail } from './trail.ts';

/** CP-5e, PD-9.3: the way to a consent begins with the notice, and can end there with one button. */
export function noticePages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/consent/:purposeId',
    { config: access, schema: { params: purposeParam, response: htmlSchema } },
    async (request, reply) => {
      const asked = await askedPurpose(deps, request.params.purposeId);
      if ('see' in asked) return reply.redirect(asked.see, 303);
      const me = meOf(request);
      if ((await namedPowers(deps.consent, me.personId, asked.holder.id)).length > 0)
        return whomPage(deps, request, reply, asked, false);
      return reply.redirect(await openJourney(deps, me, asked, null), 303);
    },
  );

  const whom = Type.Object({ for: Type.Optional(Type.String({ maxLength: 40 })) });
  app.post(
    '/me/consent/:purposeId',
    { config: access, schema: { params: purposeParam, body: whom, response: htmlSchema } },
    async (request, reply) => {
      const asked = await askedPurpose(deps, request.params.purposeId);
      if ('see' in asked) return reply.redirect(asked.see, 303);
      const me = meOf(request);
      const power = (await namedPowers(deps.consent, me.personId, asked.holder.id)).find(
        (one) => one.id === request.body.for,
      );
      if (power === undefined && request.body.for !== 'self') return whomPage(deps, request, reply, asked, true);
      return reply.redirect(await openJourney(deps, me, asked, power ?? null), 303);
    },
  );

  app.get(
    '/me/consent/:purposeId/:journey',
    { config: access, schema: { params: journeyParam, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      if (journey === null) return sendGone(request, reply, deps, request.params.purposeId);
      const { lang } = request;
      const { row, notice } = await noticeFor(deps, journey, lang);
      const noticeHash = Buffer.from(row.hash).toString('hex');
      // CP-5e: written down before the page leaves, so before anything can be given.
      if (shownNotice(journey)?.data['noticeHash'] !== noticeHash) {
        const refusal = await deps.consent.signing.recordStep(me, journey.id, 'notice-shown', {
          purposeVersion: journey.version.id,
          noticeId: row.id,
          noticeHash,
          lang,
          audience: journey.audience,
        });
        if (refusal !== undefined) return reply.redirect(`/me/consent/${journey.purpose.id}`, 303);
      }
      const m = journeyWords[lang];
      const live = await liveConsent(deps, me, journey.purpose.id, journey.power?.principal ?? me.personId);
      const title = m.noticeTitle;
      const already =
        live !== null &&
        banner({
          lang,
          title: m.alreadyTitle,
          body: html`<p>${live.valid_until !== null && m.already(formatLastDay(lang, live.valid_until))}</p><p><a href="/me/consents/${live.id}">${m.alreadyOpen}</a></p>`,
        });
      const body = html`${journey.maySign && steps({ lang, step: 1, of: 4, name: m.stepNames[0]! })}<h1>${title}</h1><p><strong>${sentence(journey.version.body.text[lang])}</strong> — ${journey.holder.body.name[lang]}</p><p class="mk-lead">${journey.audience === 'child' ? m.childLead : m.noticeLead}</p>
${journey.power !== null && inset(html`<p>${m.onBehalf(journey.power.name)}</p>`)}${already}${noticeView(lang, notice, row.hash)}${norms(lang, ['CP-5a', 'PD-9.1a'])}<p class="mk-small">${m.shownLang}</p>${answers(request, journey, live === null ? null : live.id)}`;
      return sendPage(request, reply, deps, { title, body, breadcrumbs: journeyTrail(lang, journey) });
    },
  );

  app.post(
    '/me/consent/:purposeId/:journey/read',
    { config: access, schema: { params: journeyParam, body: Type.Object({}), response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      if (journey === null) return sendGone(request, reply, deps, request.params.purposeId);
      const shown = shownNotice(journey);
      if (shown !== undefined && journey.maySign) {
        await note(deps, me, journey.id, 'choice-made', {
          choice: 'acquainted',
          noticeId: shown.data['noticeId'] ?? null,
        });
        return reply.redirect(`${journey.base}/choices`, 303);
      }
      return reply.redirect(journey.base, 303);
    },
  );

  app.post(
    '/me/consent/:purposeId/:journey/decline',
    { config: access, schema: { params: journeyParam, body: Type.Object({}), response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      if (journey === null) return reply.redirect('/me', 303);
      const subject = journey.power?.principal ?? me.personId;
      const live = await liveConsent(deps, me, journey.purpose.id, subject);
      const refusal = await deps.consent.signing.recordStep(me, journey.id, 'refused', {
        purposeVersion: journey.version.id,
      });
      if (refusal !== undefined) throw new RefusalError(refusal);
      // A consent that is alive is ended by withdrawing it, not by declining a new one.
      if (live !== null) return reply.redirect(`/me/consents/${live.id}`, 303);
      // A representative's "no" leaves nothing behind: the subject, or another representative, may still decide.
      if (journey.power !== null) return reply.redirect(`/me/consent/${journey.purpose.id}/stopped`, 303);
      const declined = orRefuse(await declineConsent(deps.consent, me, journey.purpose.id));
      return reply.redirect(`/me/consents/${declined.consentId}/receipt`, 303);
    },
  );

  app.get(
    '/me/consent/:purposeId/stopped',
    { config: access, schema: { params: purposeParam, response: htmlSchema } },
    async (request, reply) => {
      const m = journeyWords[request.lang];
      const body = html`<h1>${m.notGivenTitle}</h1><p>${m.stopped}</p>${buttonGroup(linkButton({ text: m.startAgain, href: `/me/consent/${request.params.purposeId}`, kind: 'secondary' }))}`;
      return sendPage(request, reply, deps, { title: m.notGivenTitle, body });
    },
  );
}

/** CP-6a, PD-9.1a: "no" stands beside "yes", in the same size and colour, with no more steps. */
function answers(request: FastifyRequest, journey: Journey, live: string | null): Html {
  const m = journeyWords[request.lang];
  const { csrf } = request;
  if (!journey.maySign)
    return html`${warningText(request.lang, m.representativeNeeded)}${norms(request.lang, ['PD-18.2a'])}`;
  return html`${buttonGroup(
    postButton({ action: `${journey.base}/read`, csrf, text: m.read, kind: 'primary' }),
    live === null
      ? postButton({ action: `${journey.base}/decline`, csrf, text: m.decline, kind: 'primary' })
      : linkButton({ text: m.keep, href: `/me/consents/${live}` }),
  )}${live === null && html`<p class="mk-small">${m.declineHint}</p>`}`;
}

async function whomPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
  failed: boolean,
): Promise<FastifyReply> {
  const { lang } = request;
  const m = journeyWords[lang];
  const powers = await namedPowers(deps.consent, meOf(request).personId, asked.holder.id);
  const errors = failed ? [{ field: 'for', text: m.chooseWhom }] : [];
  const body = html`${errorSummary({ lang, errors })}${form(
    { action: `/me/consent/${asked.purpose.id}`, csrf: request.csrf },
    radios({
      lang,
      name: 'for',
      label: m.whomTitle,
      labelIsHeading: true,
      hint: m.whomHint,
      ...(failed ? { error: m.chooseWhom } : {}),
      items: [
        { value: 'self', text: m.forMyself, hint: meOf(request).name ?? '' },
        ...powers.map((power) => ({ value: power.id, text: power.name, hint: m.kinds[power.kind] ?? '' })),
      ],
    }),
    button({ text: m.goOn }),
  )}`;
  return sendPage(
    request,
    reply,
    deps,
    { title: m.whomTitle, body, failed, breadcrumbs: journeyTrail(lang, asked) },
    failed ? 422 : 200,
  );
}
