import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import { button, checkbox, errorFor, fileUpload, form, html, type Html, table } from '../../platform/html/index.ts';
import { personScope, type Scope } from '../../platform/db/index.ts';
import { type App, callerOf, orRefuse, refuseHttp, RefusalError, sendFile } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { type Centre, centreById, refuseCentre } from '../../trust/centres/index.ts';
import {
  askerOf,
  checkForParticipant,
  type CheckRow,
  type ChecksDeps,
  checksOf,
  ofPerson,
  readCheck,
  repeatCheck,
  scopeAt,
} from '../../trust/checks/index.ts';
import { refuseSignature } from '../../trust/verify/index.ts';
import { centreOffice, centrePage } from '../cases/deps.ts';
import { centresWords } from '../centres/centres.messages.ts';
import { meOf } from '../citizen/mine.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { deskOf, pageAnswers, Uuid } from '../holder/deps.ts';
import { noTrouble, type Trouble, troubleOf } from '../holder/trouble.ts';
import { showDesk } from '../holder/visit.ts';
import { reportFile } from '../public/report-file.ts';
import { norms, sendPage } from '../shell.ts';
import { checkBody, type Fault, sentFiles } from './view.ts';
import { checksWords } from './checks.messages.ts';

export type CheckPagesDeps = OfficeDeps & { readonly checks: ChecksDeps };
const person = { kind: 'page' as const, access: [{ for: 'person' as const }] };
const officer = authorityPage('officer');
const most = 50;

type Looking = { readonly centreId: string; readonly id: string; readonly base: string };

/** Every page about checks that a centre makes for participants. */
export function checkPages(app: App, deps: CheckPagesDeps): void {
  const ofCentre = Type.Object({ centreId: Uuid });
  const ofCheck = Type.Object({ centreId: Uuid, id: Uuid });
  const own = (request: FastifyRequest, centreId: string, id: string): Looking => ({
    centreId,
    id,
    base:
      request.principal.kind === 'citizen' ? `/me/centres/${centreId}/checks` : `/authority/centres/${centreId}/checks`,
  });
  app.get(
    '/me/centres/:centreId/checks',
    { config: person, schema: { params: ofCentre, response: pageAnswers } },
    async (request, reply) => ask(request, reply, deps, byCitizen(request, deps, request.params.centreId)),
  );
  app.post(
    '/me/centres/:centreId/checks',
    { config: { ...person, rate: 'heavy' }, schema: { params: ofCentre, response: pageAnswers } },
    async (request, reply) => send(request, reply, deps, byCitizen(request, deps, request.params.centreId)),
  );
  for (const [path, config] of [
    ['/me/centres/:centreId/checks/:id', person],
    ['/authority/centres/:centreId/checks/:id', officer],
  ] as const) {
    app.get(path, { config, schema: { params: ofCheck, response: pageAnswers } }, async (request, reply) =>
      one(request, reply, deps, own(request, request.params.centreId, request.params.id)),
    );
    app.post(
      `${path}/repeat`,
      { config: { ...config, rate: 'heavy' }, schema: { params: ofCheck, response: pageAnswers } },
      async (request, reply) =>
        one(request, reply, deps, own(request, request.params.centreId, request.params.id), true),
    );
    app.get(
      `${path}/report.pdf`,
      { config: { ...config, rate: 'heavy' }, schema: { params: ofCheck, response: { 200: Type.Any() } } },
      async (request, reply) => pdf(request, reply, deps, own(request, request.params.centreId, request.params.id)),
    );
  }
  const atDesk = Type.Object({ id: Uuid });
  const mine = (request: FastifyRequest, id: string): Looking => ({
    centreId: deskOf(request).holderId,
    id,
    base: '/centre/checks',
  });
  app.get(
    '/centre/checks',
    { config: centreOffice.config, schema: { response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const w = checksWords[lang];
      const trusted = byTrusted(request);
      if (trusted !== null) return ask(request, reply, deps, trusted);
      const { holderId, scope } = deskOf(request);
      const rows = await deps.consent.db.tx(scope, (tx) => checksOf(tx, holderId, null, most));
      return sendPage(request, reply, deps, {
        title: w.list,
        width: 'wide',
        breadcrumbs: [{ text: centresWords[lang].office, href: '/centre' }],
        body: html`<h1>${w.list}</h1><p class="mk-lead">${w.lead}</p>${listTable(lang, rows, '/centre/checks')}<h2>${w.basis}</h2>${norms(lang, ['ES-13.1.9', 'ES-13.3.2'])}`,
      });
    },
  );
  // ES-13.5.2: the service is there for officers of the centre's trusted persons.
  app.post(
    '/centre/checks',
    { config: { ...centrePage('trusted'), rate: 'heavy' }, schema: { response: pageAnswers } },
    async (request, reply) => {
      const trusted = byTrusted(request);
      if (trusted === null) throw new RefusalError(refuseHttp('FORBIDDEN'));
      return send(request, reply, deps, trusted);
    },
  );
  app.get(
    '/centre/checks/:id',
    { config: centreOffice.config, schema: { params: atDesk, response: pageAnswers } },
    async (request, reply) => one(request, reply, deps, mine(request, request.params.id)),
  );
  app.post(
    '/centre/checks/:id/repeat',
    { config: { ...centreOffice.config, rate: 'heavy' }, schema: { params: atDesk, response: pageAnswers } },
    async (request, reply) => one(request, reply, deps, mine(request, request.params.id), true),
  );
  app.get(
    '/centre/checks/:id/report.pdf',
    {
      config: { ...centreOffice.config, rate: 'heavy' },
      schema: { params: atDesk, response: { 200: Type.Any() } },
    },
    async (request, reply) => pdf(request, reply, deps, mine(request, request.params.id)),
  );
}

async function centreOf(deps: OfficeDeps, centreId: string): Promise<Centre> {
  const centre = isUuid(centreId) ? await centreById(deps.consent.db, centreId, deps.clock.now()) : null;
  if (centre === null) throw new RefusalError(refuseCentre('CENTRE_UNKNOWN'));
  return centre;
}

const listTable = (lang: Lang, rows: readonly CheckRow[], base: string): Html => {
  const w = checksWords[lang];
  if (rows.length === 0) return html`<p>${w.none}</p>`;
  return table({
    caption: w.list,
    captionHidden: true,
    columns: [{ head: w.when }, { head: w.verdict }, { head: w.fingerprint }],
    rows: rows.map(({ id, at, verdict, signatureSha256 }) => [
      html`<a href="${base}/${id}">${formatDateTime(lang, at)}</a>`,
      w.verdicts[verdict],
      html`<code class="mk-small">${signatureSha256.slice(0, 16)}…</code>`,
    ]),
    stack: true,
  });
};

/** Whoever asks a centre: under which id, at which address, and where the page hangs. */
type Asking = {
  readonly centreId: string;
  readonly path: string;
  readonly who: { readonly personId: string } | { readonly accountId: string };
  readonly subjectId: string;
  readonly scope: Scope;
  readonly trail: 'centre' | 'office';
};

function byCitizen(request: FastifyRequest, deps: CheckPagesDeps, centreId: string): Asking {
  const { personId } = meOf(request);
  const { keys } = deps.consent;
  const [scope, subjectId] = [ofPerson(keys, personId, centreId), keys.subjectIdOf(personId, centreId)];
  return { centreId, path: `/me/centres/${centreId}/checks`, who: { personId }, subjectId, scope, trail: 'centre' };
}

/** Null: staff of the centre itself, who ask nobody. */
function byTrusted(request: FastifyRequest): Asking | null {
  const accountId = askerOf(staffOf(request));
  if (accountId === null) return null;
  const { holderId: centreId } = deskOf(request);
  const scope = personScope([accountId]);
  return { centreId, path: '/centre/checks', who: { accountId }, subjectId: accountId, scope, trail: 'office' };
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CheckPagesDeps,
  asking: Asking,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = checksWords[lang];
  // The files are read when there is room for them, so that their number at once is bounded too.
  let fault: Fault | undefined;
  const who = { centreId: asking.centreId, ...asking.who };
  const done = await checkForParticipant(deps.checks, who, callerOf(request), async () => {
    const sent = await sentFiles(request);
    if (!('fault' in sent)) return sent;
    fault = sent.fault;
    return refuseSignature('SIGNATURE_TOO_LARGE');
  });
  if (fault !== undefined) {
    const [text, status] = fault === 'none' ? [w.missing, 422] : [w.tooLarge, 413];
    return ask(request, reply, deps, asking, { errors: [{ field: 'signature', text }], law: [], status });
  }
  if (isRefusal(done) && done.status === 503) void reply.header('retry-after', '5');
  if (isRefusal(done))
    return ask(
      request,
      reply,
      deps,
      asking,
      troubleOf(lang, done, () => 'signature'),
    );
  return reply.redirect(`${asking.path}/${done.row.id}`, 303);
}

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CheckPagesDeps,
  { centreId, path, subjectId, scope, trail }: Asking,
  trouble: Trouble = noTrouble,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = checksWords[lang];
  const centre = await centreOf(deps, centreId);
  const rows = await deps.consent.db.tx(scope, (tx) => checksOf(tx, centreId, subjectId, most));
  const error = errorFor(trouble.errors, 'signature');
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      path,
      trouble,
      breadcrumbs: [
        trail === 'centre'
          ? { text: centre.name[lang], href: `/centres/${centreId}` }
          : { text: centresWords[lang].office, href: '/centre' },
      ],
      body: html`<p class="mk-small">${centre.name[lang]}</p><p class="mk-lead">${w.lead}</p>
<h2>${w.askTitle}</h2>${form(
        { action: path, csrf, multipart: true },
        fileUpload({ lang, name: 'signature', label: w.signature, error }),
        fileUpload({ lang, name: 'document', label: w.document, optional: true }),
        checkbox({
          lang,
          name: 'limitsKept',
          text: w.limitsKept,
          checked: request.typed?.['limitsKept'] !== undefined,
        }),
        button({ text: w.ask }),
      )}
<h2>${w.mine}</h2>${listTable(lang, rows, path)}<h2>${w.basis}</h2>${norms(lang, ['ES-13.1.9', 'ES-13.3.2'])}`,
    },
  );
}

async function one(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CheckPagesDeps,
  { centreId, id, base }: Looking,
  again = false,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = checksWords[lang];
  const scope = scopeAt(deps.consent.keys, request.principal, centreId);
  const found = orRefuse(await readCheck(deps.checks, scope, centreId, id));
  const repeated = again
    ? orRefuse(await repeatCheck(deps.checks, scope, { centreId, id, caller: callerOf(request) }))
    : null;
  const centre = await centreOf(deps, centreId);
  return sendPage(request, reply, deps, {
    title: w.answer,
    path: `${base}/${id}`,
    breadcrumbs: base.startsWith('/authority')
      ? [{ text: centresWords[lang].allCentres, href: '/authority/centres' }]
      : [{ text: base.startsWith('/me') || byTrusted(request) !== null ? w.title : w.list, href: base }],
    body: checkBody({ lang, csrf, base, centre, found, repeated, claimant: request.principal.kind === 'citizen' }),
  });
}

async function pdf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CheckPagesDeps,
  { centreId, id }: Looking,
): Promise<FastifyReply> {
  const { report } = orRefuse(
    await readCheck(deps.checks, scopeAt(deps.consent.keys, request.principal, centreId), centreId, id),
  );
  const centre = await centreOf(deps, centreId);
  const file = await reportFile(deps, request.lang, report, [centre.name.ky]);
  return sendFile(reply, file, 'application/pdf', 'report.pdf', 'inline');
}
