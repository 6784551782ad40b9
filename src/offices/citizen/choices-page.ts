import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Choices, prepareConsent, type PurposeVersion } from '../../consent/index.ts';
import { formTexts } from '../../consent/document/index.ts';
import {
  button,
  buttonGroup,
  checkbox,
  checkboxes,
  errorFor,
  type FieldError,
  fieldset,
  form,
  html,
  type Html,
  inset,
  postButton,
  select,
  steps,
  tag,
  textInput,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { list } from '../../platform/i18n/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { draftOf, type Journey, journeyOf, journeyParam, note, person, sendGone, shownNotice } from './journey.ts';
import { journeyWords } from './journey.messages.ts';
import { type Me, meOf } from './mine.ts';
import { errorsOf, refusedBox } from './refused.ts';
import { journeyTrail } from './trail.ts';

const box = Type.Optional(Type.Literal('yes'));
const body = Type.Object({
  given: Type.Optional(
    Type.Union([Type.String({ maxLength: 80 }), Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100 })]),
  ),
  processing: box,
  transfer: box,
  crossBorder: box,
  place: Type.Optional(Type.String({ maxLength: 120 })),
  beside: Type.Optional(Type.Union([Type.Literal(''), Type.Literal('ru'), Type.Literal('en')])),
  acknowledged: box,
});
type Sent = Static<typeof body>;
type Chosen = Choices & { readonly beside: 'ru' | 'en' | null };

const nothingYet = (lang: Lang): Chosen => ({
  categories: [],
  processing: false,
  transfer: false,
  crossBorder: false,
  place: '',
  acknowledged: false,
  beside: lang === 'ky' ? null : lang,
});

/** CP-6b: every category and every permission by itself, nothing ticked beforehand. */
export function choicesPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;
  const query = Type.Object({ draft: Type.Optional(Type.String({ format: 'uuid' })) });

  app.get(
    '/me/consent/:purposeId/:journey/choices',
    { config: access, schema: { params: journeyParam, querystring: query, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      if (journey === null) return sendGone(request, reply, deps, request.params.purposeId);
      if (shownNotice(journey) === undefined || !journey.maySign) return reply.redirect(journey.base, 303);
      // Asked before the choices, so that nothing typed has to be typed again.
      if (journey.power === null && (journey.subject.address === null || journey.subject.documents.length === 0))
        return reply.redirect(`/me/record?next=${encodeURIComponent(`${journey.base}/choices`)}`, 303);
      const before =
        request.query.draft === undefined ? null : await chosenBefore(deps, me, journey, request.query.draft);
      return choicesPage(deps, request, reply, journey, before ?? nothingYet(request.lang), null);
    },
  );

  app.post(
    '/me/consent/:purposeId/:journey/choices',
    { config: access, schema: { params: journeyParam, body, response: htmlSchema } },
    async (request, reply) => {
      const me = meOf(request);
      const journey = await journeyOf(deps, me, request.params);
      if (journey === null) return sendGone(request, reply, deps, request.params.purposeId);
      const chosen = chosenOf(request.body, journey.version);
      await noteChoices(deps, me, journey, chosen);
      const { beside, ...choices } = chosen;
      const prepared = await prepareConsent(deps.consent, me, {
        purposeId: journey.purpose.id,
        protocolId: journey.id,
        choices,
        beside,
        ...(journey.power === null ? {} : { representationId: journey.power.id }),
      });
      if (isRefusal(prepared)) return choicesPage(deps, request, reply, journey, chosen, prepared);
      return reply.redirect(`${journey.base}/check/${prepared.draftId}`, 303);
    },
  );
}

const onForm = (version: PurposeVersion): boolean => version.body.service.kind !== 'none';
const asksTransfer = (version: PurposeVersion): boolean => version.body.recipients!.length > 0;
const asksAbroad = (version: PurposeVersion): boolean => version.body.crossBorder!.length > 0;

function chosenOf(sent: Sent, version: PurposeVersion): Chosen {
  const known = new Set(version.body.categories.map((one) => one.code));
  return {
    categories: [sent.given ?? []].flat().filter((code) => known.has(code)),
    processing: sent.processing === 'yes',
    transfer: sent.transfer === 'yes' && asksTransfer(version),
    crossBorder: sent.crossBorder === 'yes' && asksAbroad(version),
    place: (sent.place ?? '').normalize('NFC').trim(),
    acknowledged: sent.acknowledged === 'yes',
    beside: sent.beside === 'ru' || sent.beside === 'en' ? sent.beside : null,
  };
}

/** CP-10d-2: what was chosen, in the order of the page; codes only. */
async function noteChoices(deps: OfficeDeps, me: Me, journey: Journey, chosen: Chosen): Promise<void> {
  const asked = journey.version.body.categories.map((one) => one.code);
  await note(deps, me, journey.id, 'choice-made', {
    choice: 'data',
    given: [...chosen.categories],
    declined: asked.filter((code) => !chosen.categories.includes(code)),
  });
  await note(deps, me, journey.id, 'choice-made', { choice: 'processing', given: chosen.processing });
  if (asksTransfer(journey.version))
    await note(deps, me, journey.id, 'choice-made', { choice: 'transfer', given: chosen.transfer });
  if (asksAbroad(journey.version))
    await note(deps, me, journey.id, 'choice-made', { choice: 'cross-border', given: chosen.crossBorder });
  if (onForm(journey.version))
    await note(deps, me, journey.id, 'choice-made', { choice: 'acknowledged', given: chosen.acknowledged });
  await note(deps, me, journey.id, 'choice-made', { choice: 'language-beside', lang: chosen.beside });
}

async function chosenBefore(deps: OfficeDeps, me: Me, journey: Journey, draftId: string): Promise<Chosen | null> {
  const draft = await draftOf(deps, me, { journey: journey.id, draft: draftId });
  if (draft === null) return null;
  const { document } = draft;
  return {
    categories: document.dataItems.filter((item) => item.choice === 'given').map((item) => item.code),
    processing: document.actions.some((code) => code !== 'transfer' && code !== 'cross_border_transfer'),
    transfer: document.thirdPartyTransfer.possible,
    crossBorder: document.crossBorder?.planned === true,
    place: document.standardForm?.place ?? '',
    acknowledged: document.standardForm !== null,
    beside: document.languages.beside,
  };
}

/** All that is missing at once, each with its field; the refusal itself gives the norms. */
function faults(lang: Lang, journey: Journey, chosen: Chosen, refusal: Refusal): FieldError[] {
  const m = journeyWords[lang].errors;
  const lacking = journey.version.body.categories
    .filter((one) => one.required && !chosen.categories.includes(one.code))
    .map((one) => one.text[lang]);
  const found: FieldError[] = [];
  if (lacking.length > 0) found.push({ field: 'given', text: m.data(list(lang, lacking)) });
  if (!chosen.processing) found.push({ field: 'processing', text: m.processing });
  if (onForm(journey.version) && chosen.place === '') found.push({ field: 'place', text: m.place });
  if (onForm(journey.version) && !chosen.acknowledged) found.push({ field: 'acknowledged', text: m.acquainted });
  return found.length > 0 ? found : errorsOf(lang, refusal);
}

async function choicesPage(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  journey: Journey,
  chosen: Chosen,
  refusal: Refusal | null,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const m = journeyWords[lang];
  const errors = refusal === null ? [] : faults(lang, journey, chosen, refusal);
  const page = html`${refusal !== null && refusedBox(lang, errors, refusal.law.slice(0, 3))}${['PERSON_INCOMPLETE', 'ADDRESS_MISSING', 'DOCUMENT_MISSING'].includes(refusal?.code ?? '') && html`<p>${m.profileLacks} <a href="/me/record?next=${encodeURIComponent(`${journey.base}/choices`)}">${m.fillProfile}</a></p>`}
${steps({ lang, step: 2, of: 4, name: m.stepNames[1]! })}<h1>${m.choicesTitle}</h1><p class="mk-lead">${m.choicesLead}</p>
${form({ action: `${journey.base}/choices`, csrf }, dataQuestion(lang, journey.version, chosen, errors), permits(lang, journey.version, chosen, errors), onForm(journey.version) && formPart(lang, chosen, errors), languageChoice(lang, chosen), button({ text: m.makeDocument }))}
${buttonGroup(postButton({ action: `${journey.base}/decline`, csrf, text: m.decline, kind: 'secondary' }))}`;
  return sendPage(
    request,
    reply,
    deps,
    { title: m.choicesTitle, body: page, failed: refusal !== null, breadcrumbs: journeyTrail(lang, journey) },
    refusal === null ? 200 : 422,
  );
}

function dataQuestion(lang: Lang, version: PurposeVersion, chosen: Chosen, errors: readonly FieldError[]): Html {
  const m = journeyWords[lang];
  const error = errorFor(errors, 'given');
  return checkboxes({
    lang,
    name: 'given',
    label: m.dataLegend,
    hint: m.dataHint,
    values: chosen.categories,
    ...(error === undefined ? {} : { error }),
    items: version.body.categories.map((one) => ({
      value: one.code,
      text: one.text[lang],
      hint: one.necessity[lang],
      aside: html`<span class="mk-tags">${tag(one.required ? { text: m.required, tone: 'info' } : { text: m.optional })}${one.special !== null && tag({ text: m.special, tone: 'wait' })}</span>`,
    })),
  });
}

// CP-F-22..24: the form's three boxes. What the purpose does not do is not asked, and said.
function permits(lang: Lang, version: PurposeVersion, chosen: Chosen, errors: readonly FieldError[]): Html {
  const m = journeyWords[lang];
  const { recipients, crossBorder } = version.body;
  const unasked = [...(asksTransfer(version) ? [] : [m.transferNone]), ...(asksAbroad(version) ? [] : [m.abroadNone])];
  return fieldset(
    { legend: m.permitsLegend, group: true },
    html`<p class="mk-hint">${m.permitsHint}</p>`,
    checkbox({
      lang,
      name: 'processing',
      text: m.processing,
      hint: m.processingHint,
      checked: chosen.processing,
      error: errorFor(errors, 'processing'),
    }),
    asksTransfer(version) &&
      checkbox({
        lang,
        name: 'transfer',
        text: m.transfer,
        hint: m.transferHint(
          list(
            lang,
            recipients!.map((one) => one.name[lang]),
          ),
        ),
        checked: chosen.transfer,
      }),
    asksAbroad(version) &&
      checkbox({
        lang,
        name: 'crossBorder',
        text: m.abroadPermit,
        hint: m.abroadHint(
          list(
            lang,
            crossBorder!.map((one) => one.name[lang]),
          ),
        ),
        checked: chosen.crossBorder,
      }),
    unasked.map((text) => html`<p class="mk-small">${text}</p>`),
  );
}

function formPart(lang: Lang, chosen: Chosen, errors: readonly FieldError[]): Html {
  const m = journeyWords[lang];
  const placeError = errorFor(errors, 'place');
  const texts = formTexts[lang];
  return html`${textInput({ lang, name: 'place', label: m.place, hint: m.placeHint, value: chosen.place, width: 20, maxlength: 120, autocomplete: 'address-level2', ...(placeError === undefined ? {} : { error: placeError }) })}
${fieldset({ legend: m.acquaintedLegend, group: true }, inset(html`<p>${texts.acquainted1}</p><p>${texts.acquainted2}</p><p>${texts.acquainted3}</p>`), checkbox({ lang, name: 'acknowledged', text: m.acquainted, checked: chosen.acknowledged, error: errorFor(errors, 'acknowledged') }))}`;
}

function languageChoice(lang: Lang, chosen: Chosen): Html {
  const m = journeyWords[lang];
  return select({
    lang,
    name: 'beside',
    label: m.beside,
    hint: m.besideHint,
    value: chosen.beside ?? '',
    options: [
      { value: '', text: m.onlyKy },
      { value: 'ru', text: m.ru },
      { value: 'en', text: m.en },
    ],
  });
}
