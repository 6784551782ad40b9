import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  actFormPage,
  actMeets,
  type CaseNow,
  casePage,
  type Data,
  documentsOf,
  type FailedForm,
  formToData,
  type PageContext,
  possibleFor,
  readWhole,
  refuseCase,
} from '../../cases/index.ts';
import { together, type Tx } from '../../platform/db/index.ts';
import { banner, html, type Html } from '../../platform/html/index.ts';
import {
  type App,
  claimIdempotency,
  orRefuse,
  RefusalError,
  releaseIdempotency,
  requestMac,
} from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { pageAnswers, Posted } from '../holder/deps.ts';
import type { Given } from '../holder/given.ts';
import { sendPage } from '../shell.ts';
import { type Bar, recordedBars, upholdOf } from './bars.ts';
import { casesWords } from './cases.messages.ts';
import { claimEvidence, evidencePart } from './claim-part.ts';
import { pageContext } from './context.ts';
import { type CasesDeps, lookHref, type Office, type Place } from './deps.ts';
import { placeOf } from './place.ts';
import { policyFilled, policyHint, policyPart } from './policy-part.ts';
import { orderFilled, orderLead, preparedOrder } from './root-order.ts';
import { saidSection } from './said.ts';
import { signActPage, signatureFor } from './sign-act.ts';
import { shellWords } from '../shell.messages.ts';
import { withdrawalForms } from './withdrawal-forms.ts';
import { withdrawalLead } from './withdrawal-lead.ts';

const actName = Type.String({ maxLength: 60, pattern: '^[a-zA-Z]+$' });
const Done = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 60 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** One case at an office's address: the case as the engine shows it, and the form of each act. */
export function oneCasePages(app: App, deps: CasesDeps, office: Office): void {
  const { config } = office;
  app.get(
    office.pattern,
    { config, schema: { params: office.params, querystring: Done, response: pageAnswers } },
    async (request, reply) => showCase(request, reply, deps, office, request.query.done !== undefined),
  );
  const params = Type.Object({ ...office.params.properties, act: actName });
  const pattern = `${office.pattern}/acts/:act`;
  app.get(pattern, { config, schema: { params, response: pageAnswers } }, async (request, reply) =>
    showForm(request, reply, deps, office),
  );
  app.post(
    pattern,
    { config, bodyLimit: 512 * 1024, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => doAct(request, reply, deps, office),
  );
}

const actOf = (request: FastifyRequest): string => (request.params as { act: string }).act;
/** Where an act is done that has a page of its own: a draft is written where its text is, a key is made where its password is set. */
function ownPage({ procedure, head }: CaseNow, act: string): string | null {
  if (procedure.name === 'change-of-policy' && act === 'revise') return '/holder/policy/draft';
  const ofKeys = ['protectKeys', 'takeKeys'].includes(act);
  return procedure.name === 'certificate-application' && ofKeys ? `/me/certificates/${head.id}` : null;
}

async function readHere(deps: CasesDeps, tx: Tx, at: Place): Promise<CaseNow> {
  const now = orRefuse(await readWhole(deps.engine, tx, at.holderId, at.caseId, at.by));
  if (at.procedure !== undefined && now.procedure.name !== at.procedure)
    throw new RefusalError(refuseCase('NO_SUCH_CASE'));
  return now;
}

async function showCase(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  office: Office,
  justDone: boolean,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = casesWords[lang];
  const at = await office.find(request, deps);
  const { now, documents, evidence, possible, barred } = await deps.consent.db.tx(at.scope, async (tx) => {
    const found = await readHere(deps, tx, at);
    const evidence = await claimEvidence(deps.engine, tx, found);
    const possible = possibleFor(found, at.by);
    const barred = await deps.engine.barred(tx, found, at.by, possible);
    return { now: found, documents: await documentsOf(tx, found), evidence, possible, barred };
  });
  const base = pageContext(request, deps, office, at.holderId);
  const place = await placeOf(deps, now.procedure, at.holderId, lang);
  const ofPolicy = now.procedure.name === 'change-of-policy' ? await policyPart(deps, now, lang) : html``;
  const c: PageContext = {
    ...base,
    barred,
    lead: html`${justDone && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}${(office.name === 'citizen' || office.name === 'authority') && html`<p>${place.label}: ${place.name}</p>`}${office.name === 'citizen' && now.procedure.name === 'certificate-application' && html`<p><a href="/me/certificates/${at.caseId}">${w.toCertificate}</a></p>`}${withdrawalLead(now, office.name, base)}`,
    more: html`${ofPolicy}${evidence !== null && evidencePart(lang, office, at.holderId, evidence, now)}${saidSection(now, documents, base)}`,
  };
  return sendPage(request, reply, deps, {
    title: now.procedure.texts.title[lang],
    width: 'wide',
    body: casePage(now, possible, c),
    breadcrumbs: trail(request, office, now),
  });
}

export function trail(request: FastifyRequest, office: Office, now: CaseNow | null): { text: string; href: string }[] {
  const { lang } = request;
  if (office.name === 'citizen') return [{ text: casesWords[lang].myCases, href: '/me/cases' }];
  if (office.name === 'authority') return [{ text: shellWords[lang].tasks, href: '/authority' }];
  const tasks = { text: shellWords[lang].tasks, href: `/${office.name}/tasks` };
  return now === null
    ? [tasks]
    : [tasks, { text: now.procedure.texts.title[lang], href: `/${office.name}/cases/${now.procedure.name}` }];
}

async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  office: Office,
): Promise<FastifyReply> {
  const act = actOf(request);
  const at = await office.find(request, deps);
  const { now, bars, order } = await deps.consent.db.tx(at.scope, async (tx) => {
    const found = await readHere(deps, tx, at);
    return { now: found, bars: await barsFor(tx, found, act), order: await preparedOrder(tx, found, act) };
  });
  if (now.procedure.acts[act] === undefined) throw new RefusalError(refuseCase('NO_SUCH_ACT'));
  if (!possibleFor(now, at.by).includes(act))
    throw new RefusalError(
      refuseCase(now.state.possible.includes(act) ? 'NOT_YOUR_ACT' : 'NOT_ITS_TURN', {
        law: [now.procedure.acts[act].law],
      }),
    );
  const elsewhere = ownPage(now, act);
  if (elsewhere !== null) return reply.redirect(elsewhere, 303);
  return form(request, reply, deps, { office, at, now, act, bars, order });
}

const barsFor = async (tx: Tx, now: CaseNow, act: string): Promise<Bar[]> =>
  now.procedure.name === 'contested-withdrawal' && act === 'uphold' ? recordedBars(tx, now) : [];

type Standing = {
  readonly office: Office;
  readonly at: Place;
  readonly now: CaseNow;
  readonly act: string;
  readonly bars: readonly Bar[];
  readonly order: Data | null;
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  s: Standing,
  failed?: FailedForm,
): Promise<FastifyReply> {
  const { lang } = request;
  const { procedure } = s.now;
  const base = pageContext(request, deps, s.office, s.at.holderId);
  const ofPolicy = procedure.name === 'change-of-policy';
  const asked = procedure.acts[s.act]!.ask !== undefined;
  const hint: Html = ofPolicy ? policyHint(deps, s.act, lang) : html``;
  const c: PageContext = {
    ...base,
    // What asks nothing is confirmed, for good: so whoever confirms sees what about.
    lead: html`${hint}${orderLead(s.order, lang)}${!asked && html`${saidSection(s.now, [], base)}<p>${casesWords[lang].confirm}</p>`}`,
    filled: ofPolicy && failed === undefined ? await policyFilled(deps, s.now, s.act) : orderFilled(s.order),
  };
  const hooks = { 'contested-withdrawal': { actForms: withdrawalForms(s.bars) } };
  const body = actFormPage(s.now, s.act, c, failed, hooks);
  const here = c.caseHref(procedure.name, s.now.head.id);
  return sendPage(
    request,
    reply,
    deps,
    {
      title: procedure.texts.acts[s.act]![lang],
      path: c.actHref(procedure.name, s.now.head.id, s.act),
      body,
      failed: failed !== undefined,
      breadcrumbs: [...trail(request, s.office, s.now), { text: casesWords[lang].theCase, href: here }],
    },
    failed === undefined ? 200 : (failed.refusal.status ?? 422),
  );
}

/** ES-8.2.1a, ES-12.2: what an act of the form would say, to be read and signed. */
async function signing(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  s: Standing & { readonly sent: Given; readonly data: Data; readonly content: Buffer },
): Promise<FastifyReply> {
  const { procedure, head } = s.now;
  const c = pageContext(request, deps, s.office, s.at.holderId);
  const here = c.caseHref(procedure.name, head.id);
  const keys = { href: '/authority/certificates', text: shellWords[request.lang].officerCertificates };
  return sendPage(request, reply, deps, {
    title: procedure.texts.acts[s.act]![request.lang],
    path: c.actHref(procedure.name, head.id, s.act),
    body: signActPage(s.now, s.act, c, s.office.name === 'authority' ? { ...s, keys } : s),
    scripts: ['certificate.js'],
    breadcrumbs: [...trail(request, s.office, s.now), { text: casesWords[request.lang].theCase, href: here }],
  });
}

type Outcome =
  | { readonly done: true; readonly name: string }
  | { readonly toSign: Standing & { readonly sent: Given; readonly data: Data; readonly content: Buffer } }
  | { readonly refusal: Refusal; readonly standing: Standing | null };

async function doAct(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  office: Office,
): Promise<FastifyReply> {
  const at = await office.find(request, deps);
  const act = actOf(request);
  const sent = request.body as Given;
  const outcome = await attempt(deps, office, at, act, sent);
  if ('done' in outcome)
    return reply.redirect(`${lookHref(office, outcome.name, at.caseId, at.holderId)}?done=${act}`, 303);
  if ('toSign' in outcome) return signing(request, reply, deps, outcome.toSign);
  // What can be mended, or waited for, is shown with its form; that it is not one's act, or not its turn, cannot.
  if (outcome.standing === null || ![409, 422].includes(outcome.refusal.status ?? 422))
    throw new RefusalError(outcome.refusal);
  return form(request, reply, deps, outcome.standing, { sent, refusal: outcome.refusal });
}

async function attempt(deps: CasesDeps, office: Office, at: Place, act: string, sent: Given): Promise<Outcome> {
  const { engine, consent } = deps;
  const { holderId, caseId, by } = at;
  const signature = await signatureFor(deps, at, act, sent);
  const work = async (tx: Tx): Promise<Outcome> => {
    const before = await engine.read(tx, holderId, caseId, by);
    if (isRefusal(before)) return { refusal: before, standing: null };
    const spec = before.procedure.acts[act];
    const here = at.procedure === undefined || before.procedure.name === at.procedure;
    if (spec === undefined || !here || ownPage(before, act) !== null)
      return { refusal: refuseCase(here ? 'NO_SUCH_ACT' : 'NO_SUCH_CASE'), standing: null };
    const bars = await barsFor(tx, before, act);
    const data: Data =
      act === 'uphold' ? upholdOf(sent, bars) : spec.ask === undefined ? {} : formToData(spec.ask, sent);
    const standing = { office, at, now: before, act, bars };
    if (spec.signed !== undefined && signature === undefined) {
      const drafted = await engine.draft(tx, { holderId, caseId, act, by, data });
      if (!isRefusal(drafted)) return { toSign: { ...standing, order: null, sent, data, content: drafted.content } };
    }
    // A form that is sent twice acts once. One without a key is an attempt of its own.
    const key = sent['_key'];
    const claim =
      typeof key === 'string' && key !== ''
        ? {
            client: `page:${by.kind}:${by.id}`,
            key: key.slice(0, 100),
            mac: requestMac(consent.keys.secret('idempotency'), `${caseId}/${act}`, data),
          }
        : null;
    const claimed = claim === null ? null : await claimIdempotency(tx, claim, { caseId });
    if (isRefusal(claimed)) return { refusal: claimed, standing: null };
    if (claimed !== null) return { done: true, name: before.procedure.name };
    tx.onCommit(consent.poke);
    const now = await engine.act(tx, { holderId, caseId, act, by, data, ...(signature && { signature }) });
    if (!isRefusal(now)) return { done: true, name: now.procedure.name };
    if (claim !== null) await releaseIdempotency(tx, claim);
    const shown = possibleFor(before, by).includes(act)
      ? { ...standing, order: await preparedOrder(tx, before, act) }
      : null;
    return { refusal: now, standing: shown };
  };
  if (at.procedure === undefined || !actMeets(engine.procedures, at.procedure, act))
    return consent.db.tx(at.scope, work);
  return orRefuse(await together(consent.db, at.scope, caseId, work));
}
