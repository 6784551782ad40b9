import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Data, scopeOf } from '../../cases/index.ts';
import { type CertificateApplication, neededDocuments } from '../../procedures/index.ts';
import { fullName, type PersonRecord } from '../../keys/index.ts';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import {
  banner,
  button,
  buttonGroup,
  form,
  html,
  type Html,
  linkButton,
  select,
  summaryList,
  tag,
  taskList,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type Lang, langs, type Text3 } from '../../platform/text.ts';
import { type PaperKind, paperOf, refuseCentre } from '../../trust/centres/index.ts';
import { actorAt, type CasesDeps, centrePage, type Place } from '../cases/deps.ts';
import { personRecord } from '../citizen/mine.ts';
import { DoneQuery, deskOf, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { dayField, line } from '../holder/fields.ts';
import { dayOfParts, type Given, textOf, wrongDay } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf, troubleTop } from '../holder/trouble.ts';
import { sendPage } from '../shell.ts';
import { doActs } from './acts.ts';
import { type Application, applicationFor, applicationName, throughOf } from './of-case.ts';
import { officeWords } from './office.messages.ts';
import { keyMakerNow, keyOrderForm } from './key-order.ts';
import { deskWords } from './desk.messages.ts';
import { keptWords } from './kept.messages.ts';
import { numberText } from './words.ts';

/** ES-13.4a: the same desk for who works for a trusted person. */
const registrar = centrePage('registrar', 'trusted');
const params = Type.Object({ caseId: Uuid });
const pattern = '/centre/applications/:caseId';

/** The registrar's desk: an application with what is missing for the certificate, and each step where it is done. */
export function deskPages(app: App, deps: CasesDeps): void {
  app.get(
    pattern,
    { config: registrar, schema: { params, querystring: DoneQuery, response: pageAnswers } },
    async (request, reply) => show(request, reply, deps, {}, noTrouble, request.query.done !== undefined),
  );
  app.post(
    `${pattern}/identity`,
    { config: registrar, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const given = request.body as Given;
      const { at } = await applicationAt(request, deps);
      const trouble = await checked(request, deps, at, given);
      return trouble === null
        ? reply.redirect(`/centre/applications/${at.caseId}?done=identity`, 303)
        : show(request, reply, deps, given, trouble, false);
    },
  );
  app.post(
    `${pattern}/keys`,
    { config: registrar, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const { at } = await applicationAt(request, deps);
      const means = textOf(request.body as Given, 'means').slice(0, 300);
      const refusal = await doActs(deps, at, [{ act: 'makeKeys', data: { means } }]);
      return refusal === null
        ? reply.redirect(`/centre/applications/${at.caseId}?done=keys`, 303)
        : show(request, reply, deps, {}, troubleOf(request.lang, refusal), false);
    },
  );
  for (const [name, kind] of [
    ['inform', 'information'],
    ['issue', 'guide'],
  ] as const)
    app.post(
      `${pattern}/${name}`,
      { config: registrar, schema: { params, body: Posted, response: pageAnswers } },
      async (request, reply) => {
        const { at } = await applicationAt(request, deps);
        const lang = langs.find((one) => one === textOf(request.body as Given, 'lang')) ?? 'ky';
        const refusal = await givePaper(deps, at, kind, lang);
        return refusal === null
          ? reply.redirect(`/centre/applications/${at.caseId}?done=${name}`, 303)
          : show(request, reply, deps, {}, troubleOf(request.lang, refusal), false);
      },
    );
}

/** Acts whose particulars the centre has published: one button, and the edition in force is what is recorded. */
async function givePaper(deps: CasesDeps, at: Place, kind: PaperKind, lang: string): Promise<Refusal | null> {
  const paper = await paperOf(deps.consent.db, at.holderId, kind);
  if (paper === null) return refuseCentre('PAPER_UNKNOWN');
  const edition = String(paper.edition);
  return kind === 'guide'
    ? doActs(deps, at, [{ act: 'issue', data: { guideEdition: edition, guideLanguage: lang } }])
    : doActs(deps, at, [
        {
          act: 'inform',
          data: {
            conditions: edition,
            risks: edition,
            security: edition,
            language: lang,
            way: 'electronic',
            proof: `/me/certificates/${at.caseId}`,
          },
        },
      ]);
}

/** The application of the address, for the centre's registrar. */
export async function applicationAt(
  request: FastifyRequest,
  deps: CasesDeps,
): Promise<{ at: Place; application: Application }> {
  const { caseId } = request.params as { caseId: string };
  const { holderId } = deskOf(request);
  const by = actorAt(deps, request, holderId);
  const at = { holderId, caseId, by, scope: scopeOf(by) };
  const application = await deps.consent.db.tx(at.scope, (tx) => applicationFor(deps, tx, at));
  if (application === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { at, application };
}

const fields = ['title', 'number', 'issuedBy', 'birthPlace'] as const;

/** One look at the document: it establishes who the applicant is, and is kept (ES-15.2.1, ES-18.1.1, ES-18.2b). */
async function checked(request: FastifyRequest, deps: CasesDeps, at: Place, given: Given): Promise<Trouble | null> {
  const { lang } = request;
  const w = deskWords[lang];
  const text = (name: string): string => textOf(given, name).slice(0, 300);
  const issued = dayOfParts(given, 'issued');
  const faults = [
    ...fields.filter((name) => text(name) === '').map((field) => ({ field, text: w.required })),
    ...(issued === null || issued === wrongDay ? [{ field: 'issued', text: w.badDay }] : []),
  ];
  if (faults.length > 0) return troubleFrom(...faults);
  const document = { title: text('title'), number: text('number'), issued: issued! };
  const refusal = await doActs(deps, at, [
    {
      act: 'establish',
      data: {
        method: 'in_person',
        document: { ...document, issuedBy: text('issuedBy') },
        birthPlace: text('birthPlace'),
        outcome: 'established',
      },
    },
    { act: 'keepDocument', data: { slot: 'identity', form: 'original', ...document } },
  ]);
  return refusal === null ? null : troubleOf(lang, refusal);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  given: Given,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = deskWords[lang];
  const { at, application } = await applicationAt(request, deps);
  const { now, issued } = application;
  const record = await personRecord(deps.consent, deps.consent.keys.personIdOf(now.head.subjectId!, at.holderId));
  const stage = now.procedure.texts.stages[now.state.stage]?.[lang] ?? now.state.stage;
  const through = await throughOf(deps, application);
  const applied = now.history.acts[0]!;
  const { fields: labels } = now.procedure.texts;
  const said = (name: string): string => labels[`${name}=${String(applied.data[name])}`]?.[lang] ?? '—';
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      path: `/centre/applications/${at.caseId}`,
      failed: trouble !== noTrouble,
      width: 'wide',
      breadcrumbs: [{ text: now.procedure.texts.title[lang], href: `/centre/cases/${applicationName}` }],
      body: html`${done && banner({ lang, kind: 'success', body: html`<p>${w.done}</p>` })}${troubleTop(lang, trouble)}<h1>${w.title}</h1>
${summaryList({
  lang,
  title: w.applicant,
  rows: record === null ? [{ key: w.name, value: w.unknown }] : personRows(lang, record),
})}${summaryList({
  lang,
  title: w.application,
  rows: [
    { key: w.stage, value: tag({ text: stage, tone: now.state.ended === null ? 'wait' : 'ended' }) },
    { key: w.applied, value: formatDateTime(lang, applied.at) },
    ...(through === null ? [] : [{ key: officeWords[lang].through, value: through }]),
    ...['owner', 'keys', 'limits', 'onBehalf', 'form'].map((name) => ({ key: labels[name]![lang], value: said(name) })),
    ...contentRows(lang, applied.data, labels),
    ...(issued === null ? [] : [{ key: w.number, value: numberText(issued.record.serial) }]),
  ],
})}
<h2>${w.steps}</h2>${steps(lang, at, application)}
${now.state.possible.includes('inform') && paperForm(request, at, 'inform')}
${now.state.possible.includes('establish') && applied.data['owner'] === 'natural' && now.state.possible.includes('issue') && !isKnown(application) && identityForm(request, at, record, given, trouble)}
${now.state.possible.includes('makeKeys') && applied.data['keys'] === 'centre' && keyOrderForm(request, at.caseId, await keyMakerNow(deps))}
${canIssue(application) && paperForm(request, at, 'issue')}
${buttonGroup(linkButton({ text: keptWords[lang].scan, href: `/centre/applications/${at.caseId}/scans`, kind: 'secondary' }), issued !== null && linkButton({ text: w.paper, href: `/centre/applications/${at.caseId}/certificate.pdf`, kind: 'secondary' }), linkButton({ text: w.whole, href: `/centre/cases/${applicationName}/${at.caseId}`, kind: 'secondary' }))}`,
    },
    trouble === noTrouble ? 200 : 422,
  );
}

/** What the certificate will say of limits and of powers over others, as applied for: to be compared before it is issued. */
function contentRows(lang: Lang, applied: Data, labels: Readonly<Record<string, Text3>>) {
  const { limitsText, powers = [] } = applied as Pick<CertificateApplication, 'limitsText'> &
    Partial<Pick<CertificateApplication, 'powers'>>;
  return [
    ...(limitsText === undefined ? [] : [{ key: labels['limitsText']![lang], value: limitsText }]),
    ...powers.map(({ principal, scope, title, number, issued, until }) => ({
      key: labels['powers']![lang],
      value: html`${principal}<br>${scope}<br>${title}, № ${number}, ${formatDate(lang, issued)}${until !== undefined && html` – ${formatDate(lang, until)}`}`,
    })),
  ];
}

const personRows = (lang: Lang, person: PersonRecord) => {
  const w = deskWords[lang];
  const [document] = person.documents;
  return [
    { key: w.name, value: fullName(person) },
    { key: w.born, value: formatDate(lang, person.birthDate) },
    ...(document === undefined
      ? []
      : [
          {
            key: w.documentOnRecord,
            value: `${document.series}${document.number}, ${formatDate(lang, document.issuedOn)}, ${document.issuedBy}`,
          },
        ]),
  ];
};

/** Whether everything has been done that a person's certificate needs; the act itself judges. */
const canIssue = (application: Application): boolean =>
  application.now.state.possible.includes('issue') &&
  isKnown(application) &&
  ['inform', 'agree', 'keepDocument', ...keyActs(application).before].every((name) => isDone(application, name));

/** The steps about keys that the centre makes, before the issue and after the receipt. */
const keyActs = ({ now }: Application): { readonly before: readonly string[]; readonly after: readonly string[] } => {
  const { keys } = now.history.acts[0]!.data;
  if (keys === 'centre') return { before: ['makeKeys', 'protectKeys'], after: ['takeKeys'] };
  return keys === 'token' ? { before: ['keyInToken'], after: ['handToken'] } : { before: [], after: [] };
};

/** What is given in writing, in the applicant's language, by one button. */
function paperForm({ lang, csrf }: FastifyRequest, at: Place, act: 'inform' | 'issue'): Html {
  const w = deskWords[lang];
  const [title, lead, text] =
    act === 'inform' ? [w.informTitle, w.informLead, w.inform] : [w.issueTitle, w.issueLead, w.issue];
  return html`<h2 id="${act}">${title}</h2><p>${lead}</p>${form(
    { action: `/centre/applications/${at.caseId}/${act}`, csrf },
    select({
      lang,
      name: 'lang',
      id: `${act}-lang`,
      label: w.language,
      value: 'ky',
      options: langs.map((one) => ({ value: one, text: w.languages[one] })),
    }),
    button({ text }),
  )}`;
}

const isKnown = ({ now }: Application): boolean =>
  now.history.acts.findLast(({ act }) => act === 'establish')?.data['outcome'] === 'established';

/** Whether nothing is left of a step: somebody is known, powers cover what was applied for, every document is there (ES-18.2). */
function isDone(application: Application, name: string): boolean {
  const { acts } = application.now.history;
  if (name === 'establish') return isKnown(application);
  if (name === 'confirmAuthority') return acts.findLast(({ act }) => act === name)?.data['coversApplying'] === 'yes';
  if (name !== 'keepDocument') return acts.some(({ act }) => act === name);
  const kept = new Set(acts.flatMap(({ act, data }) => (act === name ? [data['slot']] : [])));
  return neededDocuments(acts[0]!.data as CertificateApplication).every(([slot]) => kept.has(slot));
}

/** What the law wants before the certificate, in its order; what can be done now leads to its form. */
function steps(lang: Lang, at: Place, application: Application): Html {
  const { now } = application;
  const { texts, acts } = now.procedure;
  const w = deskWords[lang];
  const legal = now.history.acts[0]!.data['owner'] !== 'natural';
  const names = [
    'inform',
    'agree',
    'establish',
    ...(legal ? ['confirmAuthority'] : []),
    'keepDocument',
    ...keyActs(application).before,
    'issue',
    'receipt',
    ...keyActs(application).after,
    'handOver',
  ];
  // What cannot be done yet, or is done, leads nowhere; a person's document is looked at in the form below.
  const wayTo = (act: string): string | undefined => {
    if (acts[act]!.by !== 'registrar' || !now.state.possible.includes(act)) return undefined;
    if (act === 'issue' && !canIssue(application)) return undefined;
    if (isDone(application, act)) return undefined;
    if (act === 'inform' || act === 'issue' || act === 'makeKeys') return `#${act}`;
    return act === 'establish' && !legal ? '#identity' : `/centre/cases/${applicationName}/${at.caseId}/acts/${act}`;
  };
  return taskList({
    id: 'steps',
    tasks: names.map((act) => {
      const finished = isDone(application, act) || (act === 'handOver' && isDone(application, 'collect'));
      const href = wayTo(act);
      return {
        title: texts.acts[act]![lang],
        ...(href === undefined ? {} : { href }),
        hint: texts.parties[String(acts[act]!.by)]![lang],
        status: finished ? tag({ text: w.isDone, tone: 'good' }) : tag({ text: w.notDone, tone: 'neutral' }),
      };
    }),
  });
}

function identityForm(
  request: FastifyRequest,
  at: Place,
  record: PersonRecord | null,
  given: Given,
  trouble: Trouble,
): Html {
  const { lang, csrf } = request;
  const w = deskWords[lang];
  const sheet = { lang, given, trouble };
  const label: Readonly<Record<(typeof fields)[number], string>> = {
    title: w.docTitle,
    number: w.docNumber,
    issuedBy: w.docIssuedBy,
    birthPlace: w.birthPlace,
  };
  const field = (name: (typeof fields)[number], hint?: string): Html =>
    line(sheet, { name, label: label[name], ...(hint === undefined ? {} : { hint }) });
  return html`<h2 id="identity">${w.identity}</h2><p>${w.identityLead(record === null ? '' : fullName(record))}</p>${form(
    { action: `/centre/applications/${at.caseId}/identity`, csrf },
    field('title'),
    field('number'),
    dayField(sheet, { name: 'issued', label: w.docIssued }),
    field('issuedBy'),
    field('birthPlace', w.birthPlaceHint),
    button({ text: w.establish }),
  )}`;
}
