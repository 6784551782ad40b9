import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import {
  button,
  emptyState,
  html,
  type Html,
  inset,
  linkButton,
  summaryList,
  tag,
  textInput,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { centreById } from '../../trust/centres/index.ts';
import { momentOfEntry } from '../../trust/issue/index.ts';
import { type ReadEntry, readEntries } from '../../trust/registers/index.ts';
import { contentWords } from '../certificates/content.messages.ts';
import { certificateInWords, inGroups, numberText } from '../certificates/words.ts';
import type { OfficeDeps } from '../deps.ts';
import { pageAnswers } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { centresWords } from './centres.messages.ts';
import { publishedWords } from './published.messages.ts';
import { registerEntryWords } from './register-entry.messages.ts';

const path = '/registers/certificates';

/** ES-13.2.3: the register of certificates for anybody's eyes: one entry, by its number or fingerprint, as it stands now. */
export function registerEntryPage(app: App, deps: OfficeDeps): void {
  const querystring = Type.Object({
    id: Type.Optional(Type.String({ maxLength: 200 })),
    lang: Type.Optional(Type.String({ maxLength: 5 })),
  });
  app.get(
    path,
    {
      config: { access: [{ for: 'everyone' as const }], kind: 'page' as const, rate: 'look-up' as const },
      schema: { querystring, response: pageAnswers },
    },
    async (request, reply) => show(request, reply, deps, request.query.id ?? ''),
  );
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  typed: string,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = registerEntryWords[lang];
  const id = typed.replace(/[\s:]/g, '').toLowerCase();
  const malformed = id !== '' && !/^([0-9a-f]{2}){1,32}$/.test(id);
  const found =
    id === '' || malformed
      ? []
      : await readEntries(deps.consent, id, momentOfEntry(deps.clock.now()), deps.clock.now());
  const entries = await Promise.all(found.map((one) => entryView(lang, deps, one)));
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      path,
      failed: malformed,
      breadcrumbs: [{ text: centresWords[lang].registers, href: '/registers/centres' }],
      body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>
<form method="get" action="${path}">${textInput({ lang, name: 'id', label: w.ask, hint: w.askHint, value: typed, ...(malformed ? { error: w.malformed } : {}) })}${button({ text: centresWords[lang].show, kind: 'secondary' })}</form>
${id !== '' && !malformed && entries.length === 0 && emptyState({ title: w.none, body: html`<p>${w.noneText}</p>` })}${entries}
<h2>${w.basis}</h2>${norms(lang, ['ES-13.2.3a', 'ES-13.1.5b', 'ES-13.2.2a'])}`,
    },
    malformed ? 422 : id !== '' && entries.length === 0 ? 404 : 200,
  );
}

async function entryView(lang: Lang, deps: OfficeDeps, one: ReadEntry): Promise<Html> {
  const w = registerEntryWords[lang];
  const { consent, clock } = deps;
  const centre = one.centreId === null ? null : await centreById(consent.db, one.centreId, clock.now());
  const keeper =
    one.keeperId === null || one.keeperId === one.centreId
      ? null
      : await centreById(consent.db, one.keeperId, clock.now());
  const state = tag({
    text: publishedWords[lang].states[one.state],
    tone: one.state === 'active' ? 'good' : one.state === 'revoked' ? 'bad' : 'neutral',
  });
  return html`<h2>${numberText(one.number)}</h2>${summaryList({
    lang,
    rows: [
      { key: publishedWords[lang].state, value: state },
      ...(one.end === null
        ? []
        : [
            { key: w.end, value: formatDateTime(lang, new Date(one.end.since)) },
            { key: w.ground, value: w.article(one.end.ground) },
          ]),
      {
        key: w.centre,
        value: centre === null ? w.root : html`<a href="/centres/${centre.id}">${centre.name[lang]}</a>`,
      },
      // ES-13.6f: after a transfer another centre keeps the entry and ends the certificate.
      ...(keeper === null
        ? []
        : [
            {
              key: centresWords[lang].passedTo,
              value: html`<a href="/centres/${keeper.id}">${keeper.name[lang]}</a>`,
            },
          ]),
      { key: w.record, value: String(one.record) },
      { key: w.entered, value: formatDateTime(lang, new Date(one.enteredAt)) },
    ],
  })}
${one.certificate !== null ? certificateInWords(lang, one.certificate) : html`${inset(html`<p>${one.withheld ? w.withheld : one.closed ? w.closed : w.destroyed}</p>`)}${openParts(lang, one)}`}
<p>${linkButton({ text: w.signed, href: `/registers/signed/certificate-${one.number}.asice`, kind: 'secondary' })}</p>`;
}

/** ES-8.4.2b: what the disclosure policy opens, where it does not open all. */
function openParts(lang: Lang, { contents }: ReadEntry): Html {
  if (contents === null) return html``;
  const w = contentWords[lang];
  const { owner, issuer, key, validFrom, validUntil } = contents;
  return summaryList({
    lang,
    rows: [
      { key: w.from, value: formatDateTime(lang, new Date(validFrom)) },
      { key: w.until, value: formatDateTime(lang, new Date(validUntil)) },
      ...(owner === null ? [] : [{ key: w.owner, value: owner.name }]),
      ...(issuer === null ? [] : [{ key: w.issuer, value: issuer.name }]),
      ...(key === null ? [] : [{ key: w.keyDigest, value: inGroups(key.sha256) }]),
    ],
  });
}
