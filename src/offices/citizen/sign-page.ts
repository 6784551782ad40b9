import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { consentByIdOnly, type Given, giveConsent, type OpenedDraft } from '../../consent/index.ts';
import { type BegunSigning, deviceCookie, type OnSigned } from '../../identity/index.ts';
import {
  attrs,
  button,
  buttonGroup,
  type FieldError,
  form,
  hashBlock,
  html,
  type Html,
  linkButton,
  postButton,
  steps,
  textInput,
  warningText,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { certificateField, certificateWay, confirmByCertificate } from './certificate-way.ts';
import { cloudWay } from './cloud-way.ts';
import { documentKind, draftOf, draftParam, type Journey, journeyOf, person, sendGone } from './journey.ts';
import { journeyWords } from './journey.messages.ts';
import { type Me, meOf, mine } from './mine.ts';
import { errorsOf, refusedBox } from './refused.ts';
import { journeyTrail } from './trail.ts';

const body = Type.Object({
  signing: Type.String({ maxLength: 60 }),
  consent: Type.String({ maxLength: 60 }),
  password: Type.Optional(Type.String({ maxLength: 200 })),
  assertion: Type.Optional(Type.String({ maxLength: 20_000 })),
  certificate: certificateField,
});

/** CP-7, CP-10, ES-5: one signature over the package; without the key presented anew there is no consent. */
export function signPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;

  app.get(
    '/me/consent/:purposeId/:journey/sign/:draft',
    { config: access, schema: { params: draftParam, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      const draft = journey === null ? null : await draftOf(deps, me, request.params);
      if (journey === null || draft === null) return sendGone(request, reply, deps, request.params.purposeId);
      return signPage(deps, request, reply, journey, draft, null);
    },
  );

  app.post(
    '/me/consent/:purposeId/:journey/sign/:draft',
    { config: { ...access, rate: 'sign-in' }, schema: { params: draftParam, body, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const { signing, consent } = request.body;
      const receipt = `/me/consents/${consent}/receipt`;
      // Sent twice: the first sending made the consent, the second shows it.
      if (await isGiven(deps, me, consent)) return reply.redirect(receipt, 303);
      const journey = await journeyOf(deps, me, request.params);
      const draft = journey === null ? null : await draftOf(deps, me, request.params);
      if (journey === null || draft === null)
        return (await isGivenSoon(deps, me, consent))
          ? reply.redirect(receipt, 303)
          : sendGone(request, reply, deps, request.params.purposeId);
      let signed = false;
      const give = giveConsent(deps.consent, me, draft.draftId);
      const given = await confirm(deps, request, me, { signingId: signing, draftId: draft.draftId }, (tx, evidence) => {
        signed = true;
        return give(tx, evidence);
      });
      if (isRefusal(given)) {
        if (given.code === 'SIGNING_OVER' && (await isGivenSoon(deps, me, consent)))
          return reply.redirect(receipt, 303);
        // The signature held, and yet there is no consent: that is no matter of signing again.
        return signed
          ? refusedPage(deps, request, reply, journey, given)
          : signPage(deps, request, reply, journey, draft, given);
      }
      return reply.redirect(`/me/consents/${given.consentId}/receipt`, 303);
    },
  );
}

async function confirm(
  deps: OfficeDeps,
  request: FastifyRequest<{ Body: { password?: string; assertion?: string; certificate?: string } }>,
  me: Me,
  what: { readonly signingId: string; readonly draftId: string },
  give: OnSigned<Given>,
): Promise<Given | Refusal> {
  const { password, assertion, certificate } = request.body;
  if (certificate !== undefined && certificate !== '')
    return confirmByCertificate(deps, me, { ...what, certificate }, give);
  if (assertion !== undefined && assertion !== '')
    return deps.consent.signing.confirmByPasskey(me, what.signingId, parsed(assertion), give);
  const device = request.cookies[deviceCookie({ secure: deps.publicUrl.startsWith('https://') })];
  const given = { password: password ?? '', address: request.ip, device, lang: request.lang };
  return deps.consent.signing.confirmByPassword(me, what.signingId, given, give);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function isGiven(deps: OfficeDeps, me: Me, consentId: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/.test(consentId)) return false;
  const own = await mine(deps.consent, me);
  return (await consentByIdOnly(deps.consent.db, own.scope, consentId)) !== null;
}

/** A double click: the other request may be about to commit. */
export async function isGivenSoon(deps: OfficeDeps, me: Me, consentId: string): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await isGiven(deps, me, consentId)) return true;
    await wait(100);
  }
  return false;
}

/** DECISIONS 3: where a simple signature is not enough, the page does not offer it. */
function simpleBarred({ version }: Journey, draft: OpenedDraft): string | null {
  if (version.body.signature.least !== 'simple') return 'ES-4.1';
  if (draft.document.crossBorder?.planned === true) return 'PD-32.4-1';
  return version.body.profiling ? 'PD-11.3e' : null;
}

const wantsCertificate = ({ query }: FastifyRequest): boolean =>
  (query as Readonly<Record<string, unknown>>)['key'] === 'certificate';

async function signPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  journey: Journey,
  draft: OpenedDraft,
  refusal: Refusal | null,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const m = journeyWords[lang];
  const begun = await deps.consent.signing.beginSigning(meOf(request), {
    protocolId: journey.id,
    manifestHash: draft.manifestHash,
    holderId: draft.holderId,
    documentKind,
  });
  const here = `${journey.base}/sign/${draft.draftId}`;
  const lacking = isRefusal(begun) ? begun : begun.lacking;
  // ES-6.2, ES-9.3: first the agreement that makes the signature count, then back to this page. A qualified one needs none (ES-6.1a).
  if (!wantsCertificate(request) && typeof lacking?.details?.['agreementToAccept'] === 'string')
    return reply.redirect(`/agreement/${draft.holderId}?next=${encodeURIComponent(here)}`, 303);
  if (isRefusal(begun)) return refusedPage(deps, request, reply, journey, begun);
  const errors = refusal === null ? [] : errorsOf(lang, refusal, { password: 'password' });
  const page = html`${refusal !== null && refusedBox(lang, errors, refusal.law)}${steps({ lang, step: 4, of: 4, name: m.stepNames[3]! })}<h1>${m.signTitle}</h1><p class="mk-lead">${m.signLead(journey.version.body.text[lang])}</p>
<p><a href="${journey.base}/check/${draft.draftId}">${m.signed}</a></p>${hashBlock({ lang, label: m.signed, value: draft.manifestHash })}${ways(deps, request, journey, draft, begun, errors, here)}
${buttonGroup(postButton({ action: `${journey.base}/decline`, csrf, text: m.decline, kind: 'secondary' }))}${norms(lang, ['CP-7b', 'ES-9.1'])}`;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: m.signTitle,
      body: page,
      scripts: ['passkey.js', 'certificate.js'],
      failed: refusal !== null,
      breadcrumbs: journeyTrail(lang, journey),
    },
    refusal === null ? 200 : (refusal.status ?? 422),
  );
}

function ways(
  deps: OfficeDeps,
  request: FastifyRequest,
  journey: Journey,
  draft: OpenedDraft,
  begun: BegunSigning,
  errors: readonly FieldError[],
  here: string,
): Html {
  const { lang, csrf } = request;
  const m = journeyWords[lang];
  const barred = simpleBarred(journey, draft);
  const byCertificate =
    begun.offered.includes('qualified') && certificateWay({ lang, csrf }, draft, begun, `${here}?key=certificate`);
  const byCloud = byCertificate !== false && deps.consent.signing.cloud !== null && cloudWay(lang, here);
  const qualified = html`${byCertificate}${byCloud}`;
  // ES-6.1a: without an agreement the key of a qualified certificate is the one way.
  if (begun.lacking !== undefined) return qualified;
  const hidden = { signing: begun.signingId, consent: draft.document.consentId };
  const passkey = begun.offered.includes('unqualified') && begun.passkeys.length > 0;
  const byKey =
    passkey &&
    html`${form(
      { action: here, csrf, hidden },
      html`<div${attrs({ 'data-passkey': 'sign', 'data-challenge': begun.challenge, 'data-rp-id': begun.rpId, 'data-credentials': begun.passkeys.join(' '), 'data-failed': m.passkeyFailed, hidden: true })}><h2>${m.byPasskey}</h2><p>${m.passkeyHint}</p><input type="hidden" name="assertion" value="">${button({ text: m.byPasskey, type: 'button', data: { 'data-passkey-button': '' } })}<p data-passkey-status role="status"></p></div>`,
    )}`;
  if (barred !== null)
    return html`${warningText(lang, m.simpleBarred)}${norms(lang, [barred])}${byKey}${!passkey && html`<p>${m.needPasskey}</p>${linkButton({ text: m.addPasskey, href: '/me/security', kind: 'secondary' })}`}${qualified}`;
  const error = errors[0]?.text;
  return html`${byKey}<h2>${m.byPassword}</h2>${form(
    { action: here, csrf, hidden },
    textInput({
      lang,
      name: 'password',
      type: 'password',
      label: m.password,
      hint: m.passwordHint,
      width: 20,
      autocomplete: 'current-password',
      spellcheck: false,
      required: true,
      ...(error === undefined ? {} : { error }),
    }),
    button({ text: m.sign, ...(passkey ? { kind: 'secondary' as const } : {}) }),
  )}${qualified}`;
}

/** A refusal that this page cannot mend: what, on which norm, and the way to begin anew. Nothing was given. */
export function refusedPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  journey: Journey,
  refusal: Refusal,
): FastifyReply {
  const { lang } = request;
  const m = journeyWords[lang];
  const page = html`<h1>${m.notGivenTitle}</h1>${warningText(lang, refusal.text[lang])}${norms(lang, refusal.law)}${buttonGroup(linkButton({ text: m.startAgain, href: `/me/consent/${journey.purpose.id}` }))}`;
  return sendPage(
    request,
    reply,
    deps,
    { title: m.notGivenTitle, body: page, failed: true, breadcrumbs: journeyTrail(lang, journey) },
    refusal.status ?? 422,
  );
}
