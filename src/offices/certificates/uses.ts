import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type IdentityDeps, type KeyReport, type KeyUse, keyUses, suspectKey } from '../../identity/index.ts';
import { startOfDay } from '../../law/index.ts';
import { formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  button,
  emptyState,
  errorFor,
  form,
  html,
  type Html,
  inset,
  linkButton,
  radios,
  table,
  tag,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { meOf } from '../citizen/mine.ts';
import { myTrail } from '../citizen/trail.ts';
import { pageAnswers, Posted } from '../holder/deps.ts';
import { dayField } from '../holder/fields.ts';
import { dayOfParts, type Given, textOf, wrongDay } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf, troubleTop } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { officeWords } from './office.messages.ts';
import { usesWords } from './uses.messages.ts';
import { numberText } from './words.ts';

type Deps = CasesDeps & { readonly identity: IdentityDeps };
type Shown = { readonly given: Given; readonly trouble: Trouble; readonly report?: KeyReport };
const path = '/me/certificates/uses';

/** ES-10.1b, ES-10.2: an owner sees every use of the keys, and reports one whose secrecy is broken to all whom it concerns in one act. */
export function usesPages(app: App, deps: Deps): void {
  const { config } = citizenOffice;
  app.get(path, { config, schema: { response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, { given: {}, trouble: noTrouble }),
  );
  app.post(
    path,
    {
      config,
      schema: {
        body: Type.Intersect([Posted, Type.Object({ key: Type.Optional(Type.String({ maxLength: 64 })) })]),
        response: pageAnswers,
      },
    },
    async (request, reply) => {
      const w = usesWords[request.lang];
      const given = request.body as Given;
      const [key, knownOn] = [textOf(given, 'key'), dayOfParts(given, 'knownOn')];
      const faults = [
        ...(key === '' ? [{ field: 'key', text: w.chooseOne }] : []),
        ...(knownOn === wrongDay ? [{ field: 'knownOn', text: w.badDay }] : []),
      ];
      if (faults.length > 0) return show(request, reply, deps, { given, trouble: troubleFrom(...faults) });
      const knownAt = knownOn === null ? deps.clock.now() : startOfDay(knownOn);
      const report = await suspectKey(deps.identity, meOf(request), key, knownAt);
      return isRefusal(report)
        ? show(request, reply, deps, {
            given,
            trouble: troubleOf(request.lang, report, (field) => (field === 'knownAt' ? 'knownOn' : field)),
          })
        : show(request, reply, deps, { given: {}, trouble: noTrouble, report });
    },
  );
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { given, trouble, report }: Shown,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = usesWords[lang];
  const uses = await keyUses(deps.identity, meOf(request).accountId);
  const keys = [...new Map(uses.flatMap((one) => (one.keySha256 === null ? [] : [[one.keySha256, one]]))).values()];
  const open = keys.filter(({ suspected }) => !suspected);
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      width: 'wide',
      path,
      failed: trouble !== noTrouble,
      breadcrumbs: [...myTrail(lang), { text: officeWords[lang].title, href: '/me/certificates' }],
      body: html`${troubleTop(lang, trouble)}${report && done(lang, report)}<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${inset(html`<p>${w.duty}</p>`)}
${uses.length === 0 ? emptyState({ title: w.none }) : await list(deps, lang, uses)}
${
  open.length > 0 &&
  html`<h2>${w.reportTitle}</h2><p>${w.reportLead}</p>${form(
    { action: path, csrf },
    radios({
      lang,
      name: 'key',
      label: w.which,
      value: textOf(given, 'key'),
      error: errorFor(trouble.errors, 'key'),
      items: open.map((one) => ({ value: one.keySha256!, text: `№ ${numberText(one.certificate!)}` })),
    }),
    dayField({ lang, given, trouble }, { name: 'knownOn', label: w.knownOn, hint: w.knownHint, optional: true }),
    button({ text: w.report, kind: 'warning' }),
  )}`
}
${norms(lang, ['ES-10.1b', 'ES-10.2b', 'ES-10.2c', 'ES-10.3'])}`,
    },
    trouble === noTrouble ? 200 : 422,
  );
}

const done = (lang: Lang, { told, late }: KeyReport): Html => {
  const w = usesWords[lang];
  return html`${banner({
    lang,
    kind: 'success',
    body: html`<p>${w.reported(told)}${late && html` ${w.late}`}</p><p>${linkButton({ text: w.toCentre, href: '/me/certificates', kind: 'secondary' })}</p>`,
  })}`;
};

async function list(deps: Deps, lang: Lang, uses: readonly KeyUse[]): Promise<Html> {
  const w = usesWords[lang];
  const ids = [...new Set(uses.flatMap(({ holderId }) => holderId ?? []))];
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await deps.identity.holderName(id)] as const)));
  return table({
    caption: w.title,
    captionHidden: true,
    columns: [w.at, w.key, w.party, w.document, w.tool].map((head) => ({ head })),
    rows: uses.map((one) => [
      formatDateTime(lang, one.at),
      html`${w.keys[one.keyKind]}${one.certificate !== null && html` № ${numberText(one.certificate)}`}${one.suspected && html` ${tag({ text: w.suspected, tone: 'bad' })}`}<br>${w.types[one.signatureType]}`,
      (one.holderId === null ? undefined : names.get(one.holderId))?.[lang] ?? '—',
      html`<code>${one.documentHash.slice(0, 16)}…</code>`,
      one.tool === 'unknown' ? w.unknown : one.tool,
    ]),
  });
}
