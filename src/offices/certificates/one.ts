import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  button,
  buttonGroup,
  checkbox,
  details,
  form,
  html,
  type Html,
  linkButton,
  postButton,
  summaryList,
  tag,
  warningText,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import type { Data } from '../../cases/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { centreById, type CentrePaper, type PaperKind, paperOf } from '../../trust/centres/index.ts';
import { keeperOf, keyDigest, provenKey } from '../../trust/issue/index.ts';
import { publicScope } from '../../platform/db/index.ts';
import { type CasesDeps, citizenOffice, type Place } from '../cases/deps.ts';
import { myTrail } from '../citizen/trail.ts';
import { pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { textOf } from '../holder/given.ts';
import { centresWords } from '../centres/centres.messages.ts';
import { papersWords } from '../centres/papers.messages.ts';
import { editionText, paperText } from '../centres/papers.ts';
import { norms, sendPage } from '../shell.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from '../holder/trouble.ts';
import { doActs } from './acts.ts';
import { keyStep } from './key-forms.ts';
import { keyWords } from './keys.messages.ts';
import { type Application, applicationFor, type Issued, throughOf } from './of-case.ts';
import { officeWords } from './office.messages.ts';
import { certificateInWords, numberText, stateTag } from './words.ts';

const params = Type.Object({ caseId: Uuid });
const querystring = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 10 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** The application of the address, if it is the reader's. */
export async function ownApplication(
  request: FastifyRequest,
  deps: CasesDeps,
): Promise<{ readonly at: Place; readonly application: Application }> {
  const at = await citizenOffice.find(request, deps);
  const application = await deps.consent.db.tx(at.scope, (tx) => applicationFor(deps, tx, at));
  if (application === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { at, application };
}

/** One application, from its filing to the certificate in the owner's hands. */
export function oneCertificatePages(app: App, deps: CasesDeps): void {
  const { config } = citizenOffice;
  app.get(
    '/me/certificates/:caseId',
    { config, schema: { params, querystring, response: pageAnswers } },
    async (request, reply) => showApplication(request, reply, deps, { done: request.query.done }),
  );
  const act = (name: string, acts: (applied: Data) => readonly string[], needs?: string): void =>
    void app.post(
      `/me/certificates/:caseId/${name}`,
      { config, schema: { params, body: Posted, response: pageAnswers } },
      async (request, reply) => {
        const { at, application } = await ownApplication(request, deps);
        // ES-18.3b: the receipt is the applicant's own statement, never assumed.
        if (needs !== undefined && textOf(request.body, needs) === '')
          return showApplication(request, reply, deps, { unticked: true });
        const applied = application.now.history.acts[0]!.data;
        const refusal = await doActs(
          deps,
          at,
          acts(applied).map((one) => ({ act: one })),
        );
        if (refusal !== null) throw new RefusalError(refusal);
        return reply.redirect(`/me/certificates/${at.caseId}?done=${name}`, 303);
      },
    );
  act('agree', () => ['agree'], 'agreed');
  // ES-13.1.4a: a token goes from hand to hand, and the certificate with it.
  act('receive', ({ keys }) => (keys === 'token' ? ['receipt'] : ['receipt', 'collect']), 'acquainted');
  act('reject', () => ['reject']);
  act('destroy', () => ['destroyKeys']);
}

/** What was just done, or what stood in its way. */
export type Shown = { readonly done?: string | undefined; readonly unticked?: boolean; readonly refusal?: Refusal };

/** The page of an application. */
export async function showApplication(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  { done, unticked = false, refusal }: Shown,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = officeWords[lang];
  const { at, application } = await ownApplication(request, deps);
  const { now, issued } = application;
  const { db } = deps.consent;
  const moment = deps.clock.now();
  const centre = await centreById(db, at.holderId, moment);
  const keeperId = await db.tx(publicScope(), (tx) => keeperOf(tx, at.holderId, moment));
  const keeper = keeperId === at.holderId ? null : await centreById(db, keeperId, moment);
  const stage = now.procedure.texts.stages[now.state.stage]?.[lang] ?? now.state.stage;
  const through = await throughOf(deps, application);
  const title = issued === null ? w.application : w.certificateNo(numberText(issued.record.serial));
  const handed = now.state.stage === 'HANDED_OVER';
  const said = done === undefined ? undefined : saidOf(lang, done, handed);
  const trouble = refusal === undefined ? noTrouble : troubleOf(lang, refusal);
  return sendPage(
    request,
    reply,
    deps,
    {
      title,
      path: `/me/certificates/${at.caseId}`,
      scripts: ['certificates.js'],
      failed: unticked || refusal !== undefined,
      breadcrumbs: [...myTrail(lang), { text: w.title, href: '/me/certificates' }],
      body: html`${troubleTop(lang, trouble)}${said !== undefined && banner({ lang, kind: 'success', body: html`<p>${said}</p>` })}<h1>${title}</h1>
${summaryList({
  lang,
  rows: [
    { key: w.centre, value: html`<a href="/centres/${at.holderId}">${centre?.name[lang] ?? '—'}</a>` },
    ...(keeper === null
      ? []
      : [{ key: centresWords[lang].passedTo, value: html`<a href="/centres/${keeper.id}">${keeper.name[lang]}</a>` }]),
    ...(through === null ? [] : [{ key: w.through, value: through }]),
    { key: w.stage, value: tag({ text: stage, tone: now.state.ended === null ? 'wait' : 'ended' }) },
    { key: w.applied, value: formatDateTime(lang, now.history.acts[0]!.at) },
    ...(issued === null ? [] : [{ key: w.state, value: stateTag(lang, issued.state) }]),
  ],
})}
${await writtenPapers(deps, lang, at.holderId, application)}${nextStep(request, at.caseId, application, unticked, trouble)}
${now.state.ended !== null && !handed && unusedKey(application)}${issued !== null && contents(request, issued, at, handed, uuidv7(deps.clock.real()))}
<p><a href="/me/cases/${at.caseId}">${w.history}</a></p>
<h2>${w.basis}</h2>${norms(lang, issued === null ? ['ES-13.2.1a', 'ES-14.1'] : ['ES-18.3a', 'ES-18.3b', 'ES-18.4'])}`,
    },
    refusal?.status ?? (unticked || refusal !== undefined ? 422 : 200),
  );
}

/** ES-13.2.1, ES-18.4: what was given in writing, of the edition that was given. */
async function writtenPapers(deps: CasesDeps, lang: Lang, centreId: string, { now }: Application): Promise<Html> {
  const paper = async (kind: PaperKind, act: string, name: string): Promise<CentrePaper | null> => {
    const edition = Number(now.history.acts.findLast((one) => one.act === act)?.data[name]);
    return Number.isInteger(edition) ? paperOf(deps.consent.db, centreId, kind, edition) : null;
  };
  const information = await paper('information', 'inform', 'conditions');
  const guide = await paper('guide', 'issue', 'guideEdition');
  const agreed = now.history.acts.some(({ act }) => act === 'agree');
  const part = (one: CentrePaper | null, open: boolean): Html =>
    html`${one !== null && details({ summary: `${papersWords[lang].kinds[one.kind]}: ${editionText(lang, one)}`, open }, paperText(lang, one, 3))}`;
  return html`${part(information, !agreed)}${part(guide, false)}`;
}

function saidOf(lang: Lang, done: string, handed: boolean): string | undefined {
  const [w, k] = [officeWords[lang], keyWords[lang]];
  const known: Readonly<Record<string, string>> = {
    receive: handed ? w.received : k.receiptGiven,
    agree: w.agreed,
    reject: w.rejected,
    key: k.made,
    destroy: k.destroyed,
    file: k.taken,
  };
  return known[done];
}

/** What the applicant can do now, or what is waited for. */
function nextStep(
  { lang, csrf }: FastifyRequest,
  caseId: string,
  { now, issued }: Application,
  unticked: boolean,
  trouble: Trouble,
): Html {
  const w = officeWords[lang];
  const ofKeys = keyStep({ lang, csrf, caseId, trouble, error: unticked ? w.tickFirst : undefined }, { now, issued });
  if (ofKeys !== null) return ofKeys;
  const can = (act: string): boolean => now.state.possible.includes(act);
  const action = (name: string): string => `/me/certificates/${caseId}/${name}`;
  const error = unticked ? w.tickFirst : undefined;
  const informed = now.history.acts.find(({ act }) => act === 'inform');
  if (can('agree') && informed === undefined) return html`<h2>${w.next}</h2><p>${w.waitInformation}</p>`;
  if (can('agree'))
    return html`<h2>${w.next}</h2><p>${w.informed(formatDateTime(lang, informed!.at))}</p>${form(
      { action: action('agree'), csrf },
      checkbox({ lang, name: 'agreed', text: w.iAgree, error }),
      button({ text: w.agree }),
    )}`;
  if (issued !== null && can('receipt'))
    return html`<h2>${w.next}</h2><p>${w.readIt}</p>${issued.certificate !== null && certificateInWords(lang, issued.certificate)}${form(
      { action: action('receive'), csrf },
      checkbox({ lang, name: 'acquainted', text: w.iAcquainted, error }),
      button({ text: w.receive }),
    )}<h3>${w.wrongTitle}</h3>${warningText(lang, w.wrong)}${postButton({ action: action('reject'), csrf, text: w.reject, kind: 'warning' })}`;
  return now.state.ended === null ? html`<h2>${w.next}</h2><p>${w.waitCentre}</p>` : html``;
}

/** ES-14.5b, ES-14.9a: ready for signing is what is in effect, and nothing else. */
const hereWords = (w: (typeof officeWords)[Lang], { state }: Issued['state']): string =>
  state === 'ACTIVE' ? w.keyIsHere : state === 'ISSUED_NOT_YET_EFFECTIVE' ? w.keyIsHereNotYet : w.keyIsHereEnded;

/** The key of an application that ended without a certificate in its owner's hands: a browser that made it keeps it no longer. */
function unusedKey({ now }: Application): Html {
  const [first] = now.history.acts;
  const { keys, request } = first!.data;
  if (keys !== 'own' || typeof request !== 'string') return html``;
  const proven = provenKey(Buffer.from(request), first!.at);
  return html`${!isRefusal(proven) && html`<span hidden data-key-unused="${keyDigest(proven.publicKey.raw).toString('hex')}"></span>`}`;
}

/** The certificate as its owner has it: in words, as files, and beside its key in this browser. */
function contents(
  { lang, csrf }: FastifyRequest,
  issued: Issued,
  { caseId, holderId: centreId }: Place,
  handed: boolean,
  key: string,
): Html {
  const w = officeWords[lang];
  const { certificate, chain, state } = issued;
  if (!handed || certificate === null) return html``;
  const at = `/me/certificates/${caseId}`;
  const data = (bytes: Buffer): string => bytes.toString('base64');
  return html`<div class="mk-inset" hidden data-certificate="${data(certificate.raw)}" data-chain="${chain.map(data).join(' ')}" data-key="${keyDigest(certificate.publicKey.raw).toString('hex')}" data-usable="${state.state === 'ACTIVE' ? 'yes' : 'no'}" data-here="${hereWords(w, state)}" data-elsewhere="${w.keyIsElsewhere}"><p data-certificate-status role="status"></p></div>
${buttonGroup(
  linkButton({ text: w.download, href: `${at}/certificate.cer` }),
  linkButton({ text: w.downloadChain, href: `${at}/chain.pem`, kind: 'secondary' }),
  linkButton({ text: w.paper, href: `${at}/certificate.pdf`, kind: 'secondary' }),
  postButton({ action: `${at}/copy`, csrf, key, text: w.orderCopy, kind: 'secondary' }),
  // ES-14.1, ES-18: a new term is a new certificate, with a new key and all that goes before it.
  linkButton({ text: w.renew, href: `/me/certificates/apply?centre=${centreId}`, kind: 'secondary' }),
  state.state === 'ACTIVE' && linkButton({ text: w.end, href: `${at}/end`, kind: 'warning' }),
)}
<h2>${w.contents}</h2>${certificateInWords(lang, certificate)}`;
}
