import type { FastifyRequest } from 'fastify';
import {
  asksConsent,
  groundLabel,
  hasBlank,
  purposeBlank,
  purposeById,
  type PurposeVersion,
  termLabel,
} from '../../consent/index.ts';
import { blankCp8, blankForm } from '../../consent/document/index.ts';
import { type Holder, holderById, refuseHolder } from '../../holders/index.ts';
import { hex } from '../../record/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  buttonGroup,
  card,
  emptyState,
  hashBlock,
  html,
  type Html,
  linkButton,
  table,
  tag,
} from '../../platform/html/index.ts';
import { RefusalError, refuseHttp } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import type { Lang } from '../../platform/text.ts';
import type { PageInput } from '../deps.ts';
import { norms } from '../shell.ts';
import { publicArrayWords } from './arrays.messages.ts';
import { param, type PublicDeps } from './deps.ts';
import { publishedOf } from './register.ts';
import { registerWords } from './registers.messages.ts';
import { filled } from './registers.ts';

export async function holderOf(request: FastifyRequest, deps: PublicDeps): Promise<Holder> {
  const id = param(request, 'holderId');
  const holder = isUuid(id) ? await holderById(deps.consent.db, id) : null;
  if (holder === null) throw new RefusalError(refuseHolder('HOLDER_UNKNOWN'));
  return holder;
}

/** CP-4a: every consent form in force of one holder, for anybody. */
export async function forms(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang } = request;
  const m = registerWords[lang];
  const holder = await holderOf(request, deps);
  const published = await publishedOf(deps.consent, holder.id);
  const asking = published.filter(({ body }) => asksConsent(body));
  const others = published.filter(({ body }) => !asksConsent(body));
  const name = holder.body.name[lang];
  return {
    title: `${m.formsOf}: ${name}`,
    width: 'wide',
    breadcrumbs: [
      { text: m.title, href: '/registers' },
      { text: name, href: `/holders/${holder.id}` },
    ],
    body: html`<h1><span class="mk-caption">${name}</span> ${m.formsOf}</h1><p class="mk-lead">${filled(lang, 'formsLead', { holder: name })}</p>
${asking.length === 0 ? emptyState({ title: m.noForms, body: html`<p>${m.noFormsText}</p>` }) : html`<div class="mk-flow">${asking.map((version) => formCard(lang, version, `${deps.publicUrl}/holders/${holder.id}/forms`))}</div>`}
${others.length > 0 && otherPurposes(lang, others)}
<h2>${m.basis}</h2>${norms(lang, ['CP-4a', 'CP-4b', 'CP-4c', ...(asking.length > 0 ? ['CP-9'] : [])])}
<ul><li><a href="/holders/${holder.id}/policy">${m.seePolicy}</a></li><li><a href="/holders/${holder.id}/arrays">${publicArrayWords[lang].see}</a></li></ul>`,
  };
}

function formCard(lang: Lang, version: PurposeVersion, here: string): Html {
  const m = registerWords[lang];
  const { body } = version;
  const official = version.officialUrl ?? here;
  const electronic = body.media.includes('electronic_document');
  return card({
    title: body.text[lang],
    tag: tag({ text: `${m.version} ${version.number}`, tone: 'info' }),
    meta: [
      {
        key: m.publishedAt,
        value: html`<time datetime="${version.publishedAt.toISOString()}">${formatDate(lang, version.publishedAt)}</time>`,
      },
      {
        key: m.official,
        value: html`<a href="${official}">${official}</a>`,
      },
      { key: m.service, value: body.service.name?.[lang] ?? m.noService },
      { key: m.term, value: termLabel(body)[lang] },
      {
        key: m.data,
        value: html`<ul>${body.categories.map((one) => html`<li>${one.text[lang]}${!one.required && html` <span class="mk-small">(${m.optional})</span>`}</li>`)}</ul>`,
      },
      { key: 'SHA-256', value: hashBlock({ lang, label: m.hash, value: hex(version.hash) }) },
    ],
    actions: html`${buttonGroup(
      ...(electronic ? [linkButton({ text: m.fill, href: `/me/consent/${version.purposeId}` })] : []),
      ...(hasBlank(body)
        ? [
            linkButton({
              text: m.blank,
              href: `/holders/${version.holderId}/forms/${version.purposeId}/blank.pdf?lang=${lang}`,
              kind: 'secondary',
            }),
          ]
        : []),
    )}${!hasBlank(body) && html`<p class="mk-small">${m.electronicOnly}</p>`}`,
  });
}

function otherPurposes(lang: Lang, versions: readonly PurposeVersion[]): Html {
  const m = registerWords[lang];
  return html`<h2>${m.others}</h2><p>${m.othersLead}</p>${table({
    caption: m.others,
    captionHidden: true,
    columns: [{ head: m.purpose }, { head: m.ground }, { head: m.norm }],
    rows: versions.map(({ body }) => [
      body.text[lang],
      groundLabel(body.ground!.code)?.[lang] ?? body.ground!.code,
      body.ground!.norm?.[lang] ?? html`<a href="/law/${body.ground!.code}">${body.ground!.code}</a>`,
    ]),
  })}`;
}

/** CP-4c: the paper blank of a published form, its lines empty for the pen. */
export async function blankOf(request: FastifyRequest, deps: PublicDeps): Promise<Uint8Array> {
  const holder = await holderOf(request, deps);
  const id = param(request, 'purposeId');
  const purpose = isUuid(id) ? await purposeById(deps.consent.db, id) : null;
  const version =
    purpose?.holderId === holder.id && purpose.state === 'active' && purpose.currentVersionId !== null
      ? await deps.consent.registers.version(purpose.currentVersionId)
      : null;
  if (version === null || !hasBlank(version.body)) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const inputs = purposeBlank(deps.consent, holder, version, request.lang);
  return deps.pdf.render(inputs.template, inputs.data, { timestamp: version.publishedAt });
}

/** CP-4c, CP-8, CP-9: the decree's standard form and the document of paragraph 8, of no holder, wholly empty. */
export async function emptyBlank(request: FastifyRequest, deps: PublicDeps): Promise<Uint8Array> {
  const form = param(request, 'form');
  const { templates } = deps.consent;
  const inputs =
    form === 'standard-form'
      ? blankForm(null, request.lang, templates['standard-form'])
      : form === 'consent-cp8'
        ? blankCp8(null, request.lang, templates['consent-cp8-blank'])
        : null;
  if (inputs === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return deps.pdf.render(inputs.template, inputs.data, { timestamp: deps.clock.real() });
}
