import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type IdentityDeps, listStaff } from '../../identity/index.ts';
import { formatDate, formatLastDay } from '../../platform/dates.ts';
import {
  banner,
  button,
  codeBlock,
  details,
  errorFor,
  form,
  hashBlock,
  html,
  type Html,
  summaryList,
  textInput,
} from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import {
  addTrustedOfficer,
  approveTrusted,
  type CentreKeys,
  inForceUnder,
  isTrusted,
  officersOf,
  orderTrusted,
  ordersOf,
  refuseCentre,
  type ShownOrder,
  type TrustedPerson,
  trustedPersons,
  waitingOrder,
  withdrawTrust,
} from '../../trust/centres/index.ts';
import { type CasesDeps, centrePage } from '../cases/deps.ts';
import { numberText } from '../certificates/words.ts';
import { DoneQuery, deskOf, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { line } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleOf, troubleTop } from '../holder/trouble.ts';
import { sendPage } from '../shell.ts';
import { rootOrderWords } from '../cases/root-order.messages.ts';
import { centresWords } from './centres.messages.ts';
import { trustedWords } from './trusted.messages.ts';
import { trustedTag } from './views.ts';

type Deps = CasesDeps & { readonly centreKeys: CentreKeys | null; readonly identity: IdentityDeps };
const params = Type.Object({ personId: Uuid });
const path = '/centre/trusted/:personId';
const pathOf = (request: FastifyRequest): string => `/centre/trusted/${personOf(request)}`;
const personOf = (request: FastifyRequest): string => (request.params as { personId: string }).personId;
const byOf = (request: FastifyRequest) => {
  const { accountId, holderId: centreId } = deskOf(request);
  return { accountId, centreId };
};

/** ES-13.4, ES-13.5: one trusted person of a centre: its certificate by two officers, who works there, and the end of its powers. */
export function trustedPersonPages(app: App, deps: Deps): void {
  const trust = { ...deps.consent, centreKeys: deps.centreKeys, identity: deps.identity };
  app.get(
    path,
    {
      config: centrePage('administrator', 'registrar'),
      schema: { params, querystring: DoneQuery, response: pageAnswers },
    },
    async (request, reply) => show(request, reply, deps, {}, noTrouble),
  );
  const act = (
    name: string,
    roles: readonly ('administrator' | 'registrar')[],
    run: (request: FastifyRequest, given: Given) => Promise<object | Refusal>,
  ): void =>
    void app.post(
      `${path}/${name}`,
      { config: centrePage(...roles), schema: { params, body: Posted, response: pageAnswers } },
      async (request, reply) => {
        const given = request.body as Given;
        const done = await run(request, given);
        return isRefusal(done)
          ? show(request, reply, deps, given, troubleOf(request.lang, done))
          : reply.redirect(`${pathOf(request)}?done=${name}`, 303);
      },
    );
  const text = (given: Given, name: string): string => textOf(given, name).slice(0, 300);
  act('order', ['administrator'], async (request, given) => {
    const place = text(given, 'place');
    if (place === '') return { ...refuseCentre('FIELD_MISSING'), field: 'place' };
    return orderTrusted(trust, byOf(request), { trustedPersonId: personOf(request), place, request: null });
  });
  act('approve', ['administrator', 'registrar'], async (request, given) =>
    approveTrusted(trust, byOf(request), { orderId: text(given, 'order'), contentHash: text(given, 'contentHash') }),
  );
  act('officers', ['administrator'], async (request, given) => {
    const missing = ['login', 'name'].find((name) => text(given, name) === '');
    if (missing !== undefined) return { ...refuseCentre('FIELD_MISSING'), field: missing };
    const [login, name, password] = [text(given, 'login'), text(given, 'name'), textOf(given, 'password')];
    const what = { trustedPersonId: personOf(request), login, name, password, lang: request.lang };
    return addTrustedOfficer(trust, byOf(request), what);
  });
  act('withdraw', ['administrator'], async (request, given) => {
    const ground = text(given, 'ground');
    if (ground === '') return { ...refuseCentre('FIELD_MISSING'), field: 'ground' };
    return withdrawTrust(trust, byOf(request), personOf(request), ground);
  });
}

type Standing = {
  readonly person: TrustedPerson;
  readonly stands: boolean;
  readonly number: string | null;
  readonly inForce: number;
  readonly officers: readonly string[];
  readonly waiting: ShownOrder | null;
  readonly approvedBy: readonly string[];
};

async function standingOf(request: FastifyRequest, deps: Deps): Promise<Standing> {
  const { holderId: centreId, scope } = deskOf(request);
  const now = deps.clock.now();
  const trust = { ...deps.consent, centreKeys: deps.centreKeys };
  const staff = new Map((await listStaff(deps.identity, centreId)).map(({ accountId, name }) => [accountId, name]));
  return deps.consent.db.tx(scope, async (tx) => {
    const person = orRefuse(
      (await trustedPersons(tx, centreId, now)).find(({ id }) => id === personOf(request)) ??
        refuseCentre('TRUSTED_PERSON_UNKNOWN'),
    );
    const orders = (await ordersOf(tx, centreId, person.id)).filter(({ issuerId }) => issuerId !== null);
    let inForce = 0;
    for (const { issuerId } of orders) inForce += await inForceUnder(tx, issuerId!, now);
    const waiting = isTrusted(person, now) ? await waitingOrder(tx, trust, centreId, person.id) : null;
    return {
      person,
      stands: isTrusted(person, now),
      number: orders[0]?.certificateNumber ?? null,
      inForce,
      officers: (await officersOf(tx, centreId, person.id)).map((id) => staff.get(id) ?? '—'),
      waiting,
      approvedBy: (waiting?.approvals ?? []).map(({ officer }) => staff.get(officer) ?? '—'),
    };
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  given: Given,
  trouble: Trouble,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = centresWords[lang];
  const t = trustedWords[lang];
  const found = await standingOf(request, deps);
  const { person, stands, number, inForce, officers } = found;
  const done = (request.query as { done?: string }).done !== undefined;
  const mine = deskOf(request).roles.includes('administrator');
  return sendPage(
    request,
    reply,
    deps,
    {
      title: person.name,
      path: pathOf(request),
      failed: trouble.errors.length > 0,
      breadcrumbs: [{ text: w.trusted, href: '/centre/trusted' }],
      body: html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}<h1>${person.name}</h1>
${summaryList({
  lang,
  rows: [
    { key: w.registration, value: person.registrationNumber },
    { key: w.contract, value: `№ ${person.contractNumber}, ${formatDate(lang, person.contractOn)}` },
    { key: t.scope, value: person.scope },
    { key: w.state, value: trustedTag(lang, person, deps.clock.now()) },
    { key: t.certificate, value: number === null ? t.noCertificate : numberText(number) },
    { key: t.inForce, value: String(inForce) },
    { key: t.officers, value: officers.length === 0 ? t.noOfficers : html`${officers.map((one) => html`${one}<br>`)}` },
  ],
})}${stands && html`${approval(request, found)}${mine && forms(request, found, given, trouble)}`}`,
    },
    trouble.errors.length > 0 ? (trouble.status ?? 422) : 200,
  );
}

/** What waits for the second officer, to be read before it is approved. */
function approval(request: FastifyRequest, { waiting, approvedBy }: Standing): Html {
  if (waiting === null) return html``;
  const { lang, csrf } = request;
  const t = trustedWords[lang];
  const { says, contentHash, orderId, content, approvals } = waiting;
  const own = approvals.some(({ officer }) => officer === deskOf(request).accountId);
  return html`<h2>${t.waits}</h2><p>${t.waitsLead}</p>${summaryList({
    lang,
    rows: [
      { key: t.owner, value: says['owner'] ?? '' },
      { key: t.place, value: says['address'] ?? '' },
      { key: t.registration, value: says['registrationNumber'] ?? '' },
      { key: t.contract, value: `№ ${says['contract'] ?? ''}` },
      { key: t.until, value: formatLastDay(lang, new Date(says['until']!)) },
      ...(approvedBy.length === 0 ? [] : [{ key: t.approvals, value: approvedBy.join(', ') }]),
    ],
  })}${hashBlock({ lang, label: t.key, value: says['keyDigest'] ?? '' })}${hashBlock({ lang, label: t.hash, value: contentHash })}${bytesOf(lang, content)}${
    own
      ? html`<p>${t.approved}</p>`
      : form(
          { action: `${pathOf(request)}/approve`, csrf, hidden: { order: orderId, contentHash } },
          button({ text: t.approve }),
        )
  }`;
}

const bytesOf = (lang: Lang, content: Buffer): Html =>
  details(
    { summary: rootOrderWords[lang].bytes },
    codeBlock({ lang, label: rootOrderWords[lang].bytes, code: content.toString('base64').replace(/.{64}/g, '$&\n') }),
  );

function forms(request: FastifyRequest, { number, waiting, inForce }: Standing, given: Given, trouble: Trouble): Html {
  const { lang, csrf } = request;
  const [w, t] = [centresWords[lang], trustedWords[lang]];
  const sheet = { lang, given, trouble };
  const at = pathOf(request);
  return html`${
    waiting === null &&
    html`<h2>${t.orderTitle}</h2><p>${t.orderLead}</p>${form(
      { action: `${at}/order`, csrf },
      line(sheet, { name: 'place', label: t.place }),
      button({
        text: number === null ? t.order : t.orderAnew,
        ...(number === null ? {} : { kind: 'secondary' as const }),
      }),
    )}`
  }<h2>${t.officerTitle}</h2><p>${t.officerLead}</p>${form(
    { action: `${at}/officers`, csrf },
    line(sheet, { name: 'name', label: t.name }),
    line(sheet, { name: 'login', label: t.login }),
    textInput({
      lang,
      name: 'password',
      label: t.password,
      type: 'password',
      autocomplete: 'new-password',
      width: 20,
      error: errorFor(trouble.errors, 'password'),
    }),
    button({ text: t.add, kind: 'secondary' }),
  )}<h2>${t.withdrawTitle}</h2><p>${t.withdrawLead(inForce)}</p>${form(
    { action: `${at}/withdraw`, csrf },
    line(sheet, { name: 'ground', label: w.ground }),
    button({ text: w.withdraw, kind: 'warning' }),
  )}`;
}
