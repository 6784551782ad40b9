import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Check } from 'typebox/schema';
import { cloudCode, giveByCloud } from '../../consent/http/index.ts';
import { giveConsent, type OpenedDraft } from '../../consent/index.ts';
import type { CloudSigning, CodeMethod } from '../../identity/index.ts';
import {
  button,
  form,
  hashBlock,
  html,
  type Html,
  inset,
  keyUseWords,
  linkButton,
  radios,
  steps,
  textInput,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { refuseCloud } from '../../trust/cloud/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { hashOfDocument } from './check-page.ts';
import { cloudWords } from './cloud.messages.ts';
import { documentView } from './document-view.ts';
import { documentKind, draftOf, draftParam, type Journey, journeyOf, person, sendGone } from './journey.ts';
import { journeyWords } from './journey.messages.ts';
import { type Me, meOf } from './mine.ts';
import { errorsOf, refusedBox } from './refused.ts';
import { isGiven, isGivenSoon, refusedPage } from './sign-page.ts';
import { journeyTrail } from './trail.ts';

const address = '/me/consent/:purposeId/:journey/sign/:draft/cloud';
const methods: readonly CodeMethod[] = ['sms', 'email'];
const methodOf = (given: unknown): CodeMethod | undefined => methods.find((one) => one === given);
const body = Type.Object({
  act: Type.Union([Type.Literal('code'), Type.Literal('sign')]),
  method: Type.Optional(Type.String({ maxLength: 20 })),
  signing: Type.Optional(Type.String({ maxLength: 60 })),
  consent: Type.Optional(Type.String({ maxLength: 60 })),
  code: Type.Optional(Type.String({ maxLength: 40 })),
});

type Here = { readonly journey: Journey; readonly draft: OpenedDraft; readonly cloud: CloudSigning; readonly me: Me };
type Page = { readonly sent: CodeMethod | undefined; readonly refusal: Refusal | null };

/**
 * ES-12.2, ES-5.3.4: a key that a service keeps: the document is shown, the service sends a code, and only with the code and the button
 * that says so is a signature made. Works without scripts: no key lies here.
 */
export function cloudPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;
  const schema = { params: draftParam, response: htmlSchema };

  app.get(address, { config: access, schema }, async (request, reply) => {
    const here = await hereOf(deps, request);
    if (here === null) return sendGone(request, reply, deps, request.params.purposeId);
    const sent = methodOf((request.query as Readonly<Record<string, unknown>>)['sent']);
    return cloudPage(deps, request, reply, here, { sent, refusal: null });
  });

  app.post(address, { config: { ...access, rate: 'sign-in' }, schema: { ...schema, body } }, async (request, reply) => {
    const me = meOf(request);
    const { act, consent = '' } = request.body;
    const receipt = `/me/consents/${consent}/receipt`;
    if (act === 'sign' && (await isGiven(deps, me, consent))) return reply.redirect(receipt, 303);
    const here = await hereOf(deps, request);
    if (here === null)
      return (await isGivenSoon(deps, me, consent))
        ? reply.redirect(receipt, 303)
        : sendGone(request, reply, deps, request.params.purposeId);
    const sent = methodOf(request.body.method);
    if (act === 'code') {
      const refusal = sent === undefined ? undefined : await here.cloud.sendCode(me, sent);
      if (refusal !== undefined) return cloudPage(deps, request, reply, here, { sent: undefined, refusal });
      return reply.redirect(`${baseOf(here)}/cloud${sent === undefined ? '' : `?sent=${sent}`}`, 303);
    }
    return sign(deps, request, reply, here, sent ?? 'sms');
  });
}

async function sign(
  deps: OfficeDeps,
  request: FastifyRequest<{ Body: { signing?: string; consent?: string; code?: string } }>,
  reply: FastifyReply,
  here: Here,
  sent: CodeMethod,
): Promise<FastifyReply> {
  const { me, draft, journey } = here;
  const { signing = '', consent = '' } = request.body;
  const code = (request.body.code ?? '').replaceAll(/\s/g, '');
  let signed = false;
  const give = giveConsent(deps.consent, me, draft.draftId);
  // What is no code is not sent anywhere.
  const given = Check(cloudCode, code)
    ? await giveByCloud(deps.consent, me, { draftId: draft.draftId, signingId: signing, code }, (tx, evidence) => {
        signed = true;
        return give(tx, evidence);
      })
    : refuseCloud('CLOUD_CODE_WRONG', { field: 'code' });
  if (!isRefusal(given)) return reply.redirect(`/me/consents/${given.consentId}/receipt`, 303);
  // Sent twice: the code was spent by the first sending.
  if (['SIGNING_OVER', 'CLOUD_CODE_WRONG'].includes(given.code) && (await isGivenSoon(deps, me, consent)))
    return reply.redirect(`/me/consents/${consent}/receipt`, 303);
  return signed
    ? refusedPage(deps, request, reply, journey, given)
    : cloudPage(deps, request, reply, here, { sent, refusal: given });
}

async function hereOf(
  deps: OfficeDeps,
  request: FastifyRequest<{ Params: { purposeId: string; journey: string; draft: string } }>,
): Promise<Here | null> {
  const { cloud } = deps.consent.signing;
  const me = meOf(request);
  const journey = await journeyOf(deps, me, request.params);
  const draft = journey === null ? null : await draftOf(deps, me, request.params);
  return journey === null || draft === null || cloud === null ? null : { journey, draft, cloud, me };
}

const baseOf = ({ journey, draft }: Here): string => `${journey.base}/sign/${draft.draftId}`;

async function cloudPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  here: Here,
  page: Page,
): Promise<FastifyReply> {
  const { lang } = request;
  const { journey, cloud } = here;
  const m = cloudWords[lang];
  const shown = page.sent === undefined ? await choosing(request, here) : await confirming(deps, request, here, page);
  const refusal = page.refusal ?? shown.refusal ?? null;
  const errors = refusal === null ? [] : errorsOf(lang, refusal, page.sent === undefined ? {} : codeField);
  const body = html`${refusal !== null && refusedBox(lang, errors, refusal.law)}${steps({ lang, step: 4, of: 4, name: journeyWords[lang].stepNames[3]! })}<h1>${m.title}</h1><p class="mk-lead">${m.hint}</p><p>${keyUseWords[lang].duty}</p>${shown.body}${
    cloud.sandboxPage !== null && inset(html`<p><a href="${cloud.sandboxPage}">${m.sandbox}</a></p>`)
  }<p><a href="${baseOf(here)}?key=certificate">${m.other}</a></p>${norms(lang, ['ES-5.3.4', 'ES-12.2.1', 'ES-12.4b'])}`;
  return sendPage(
    request,
    reply,
    deps,
    { title: m.title, body, failed: refusal !== null, breadcrumbs: journeyTrail(lang, journey) },
    refusal === null ? 200 : (refusal.status ?? 422),
  );
}

// Codes are presented in one field; whatever is wrong with one is told beside it.
const codeField = { code: 'code' };

type Shown = { readonly body: Html; readonly refusal?: Refusal };

async function choosing({ lang, csrf }: FastifyRequest, here: Here): Promise<Shown> {
  const m = cloudWords[lang];
  const found = await here.cloud.methods(here.me);
  if (isRefusal(found)) return { body: html``, refusal: found };
  const items = found.map((value) => ({ value, text: m.methods[value] }));
  return {
    body: form(
      { action: `${baseOf(here)}/cloud`, csrf, hidden: { act: 'code' } },
      radios({ lang, name: 'method', label: m.how, items, value: found[0] }),
      button({ text: m.send }),
    ),
  };
}

async function confirming(deps: OfficeDeps, request: FastifyRequest, here: Here, page: Page): Promise<Shown> {
  const { lang, csrf } = request;
  const { draft, journey, me } = here;
  const m = cloudWords[lang];
  const begun = await deps.consent.signing.beginSigning(me, {
    protocolId: journey.id,
    manifestHash: draft.manifestHash,
    holderId: draft.holderId,
    documentKind,
  });
  if (isRefusal(begun)) return { body: html``, refusal: begun };
  const sent = page.sent ?? 'sms';
  const wrong = page.refusal?.field === 'code';
  const hidden = { act: 'sign', method: sent, signing: begun.signingId, consent: draft.document.consentId };
  const hash = hashOfDocument(draft.document);
  return {
    body: html`<h2>${m.shownTitle}</h2><p>${m.shownLead}</p>${inset(documentView(lang, draft.document, hash))}${hashBlock({ lang, label: journeyWords[lang].signed, value: draft.manifestHash })}<p>${m.sent[sent]}</p>${form(
      { action: `${baseOf(here)}/cloud`, csrf, hidden },
      textInput({
        lang,
        name: 'code',
        label: m.code,
        hint: m.codeHint,
        width: 10,
        autocomplete: 'one-time-code',
        spellcheck: false,
        required: true,
        ...(wrong ? { error: page.refusal!.text[lang] } : {}),
      }),
      button({ text: m.confirm }),
    )}<p>${linkButton({ text: m.again, href: `${baseOf(here)}/cloud`, kind: 'secondary' })}</p>`,
  };
}
