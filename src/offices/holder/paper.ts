import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { asksConsent, registerPaperConsent } from '../../consent/index.ts';
import { fullName, type PersonRecord } from '../../keys/index.ts';
import { formatDate } from '../../platform/dates.ts';
import {
  button,
  emptyState,
  filterForm,
  form,
  type Html,
  html,
  linkButton,
  radios,
  select,
  summaryList,
  table,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { authorityOf } from './authority-fields.ts';
import { commonWords } from './common.messages.ts';
import { addressOf } from './consent-view.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { paperWaiting, type WaitingRow } from './desk-store.ts';
import { type Given, textOf } from './given.ts';
import { lookAt, lookUp } from './look-up.ts';
import { type NamedPurpose, namedPurposes, textOfPurpose } from './names.ts';
import { paperForm, paperOf } from './paper-form.ts';
import { paperWords } from './paper.messages.ts';
import { findFields, handleOf, personFields, recordPerson } from './person-form.ts';
import { peopleWords } from './people.messages.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { isScan, readUpload } from './upload.ts';
import { showDesk, type Visit, visitOf } from './visit.ts';

const desk = pageFor('clerk', 'data-officer');
const Whose = Type.Object({
  subject: Uuid,
  purpose: Type.Optional(Uuid),
  _csrf: Type.Optional(Type.String({ maxLength: 200 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** Consents signed by hand, for people with or without an account. */
export function paperPages(app: App, deps: HolderDeps): void {
  app.get('/holder/paper', { config: desk, schema: { response: pageAnswers } }, async (request, reply) =>
    overview(visitOf(request, reply, deps), {}, noTrouble),
  );
  app.post(
    '/holder/paper/person',
    { config: desk, schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const found = await lookUp(deps, visit.desk, handleOf(request.body));
      if (isRefusal(found)) return overview(visit, request.body, troubleOf(request.lang, found));
      return reply.redirect(
        textOf(request.body, 'then') === 'show'
          ? `/holder/consents?subject=${found.subjectId}`
          : `/holder/paper/new?subject=${found.subjectId}`,
        303,
      );
    },
  );
  app.get('/holder/paper/person/new', { config: desk, schema: { response: pageAnswers } }, async (request, reply) =>
    newPerson(visitOf(request, reply, deps), {}, noTrouble),
  );
  app.post(
    '/holder/paper/person/new',
    { config: desk, schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const made = await recordPerson(deps, visit.desk, request.lang, request.body);
      if ('errors' in made) return newPerson(visit, request.body, made);
      return reply.redirect(`/holder/paper/new?subject=${made.subjectId}`, 303);
    },
  );
  app.get(
    '/holder/paper/new',
    { config: desk, schema: { querystring: Whose, response: pageAnswers } },
    async (request, reply) => register(visitOf(request, reply, deps), request.query, {}, noTrouble),
  );
  app.post(
    '/holder/paper/new',
    { config: desk, schema: { querystring: Whose, response: pageAnswers } },
    async (request, reply) => registerPosted(visitOf(request, reply, deps), request.query),
  );
}

async function overview(visit: Visit, given: Given, trouble: Trouble): Promise<FastifyReply> {
  const { lang, csrf, deps, desk: at } = visit;
  const words = paperWords[lang];
  const [waiting, named] = await Promise.all([
    paperWaiting(deps.consent.db, at.scope, at.holderId, 100),
    namedPurposes(deps, at, lang),
  ]);
  return showDesk(visit, {
    title: words.title,
    path: '/holder/paper',
    lead: words.lead,
    trouble,
    width: 'wide',
    body: html`
<div class="mk-columns mk-columns--even"><div><h2>${words.person}</h2><p>${words.personLead}</p>${form(
      { action: '/holder/paper/person', csrf },
      findFields({ lang, given, trouble }),
      radios({
        lang,
        name: 'then',
        label: commonWords[lang].goOn,
        labelHidden: true,
        value: textOf(given, 'then') || 'register',
        items: [
          { value: 'register', text: words.thenRegister },
          { value: 'show', text: words.thenShow, hint: words.thenShowHint },
        ],
      }),
      html`<p class="mk-small">${commonWords[lang].lookJournalled}</p>`,
      button({ text: peopleWords[lang].findButton }),
    )}<p>${linkButton({ text: words.newPerson, href: '/holder/paper/person/new', kind: 'secondary' })}</p></div>
<div><h2>${words.waiting}</h2>${waiting.length === 0 ? emptyState({ title: words.nothingWaiting, body: words.nothingWaitingMore }) : waitingTable(visit, waiting, named)}</div></div>`,
  });
}

function waitingTable({ lang, desk: at }: Visit, waiting: readonly WaitingRow[], named: readonly NamedPurpose[]): Html {
  const words = paperWords[lang];
  return table({
    caption: words.waiting,
    captionHidden: true,
    columns: [{ head: words.purpose }, { head: words.registered }, { head: words.toCheck }],
    rows: waiting.map((row) => [
      html`<a href="${addressOf(row)}">${textOfPurpose(named, row.purpose_id)}</a>`,
      formatDate(lang, row.given_at),
      // CP-10e: nobody checks one's own registration.
      row.by === at.accountId
        ? html`<span class="mk-small">${words.own}</span>`
        : html`<a href="/holder/paper/${row.subject_id}/${row.id}/check">${words.toCheck}<span class="mk-hidden">: ${textOfPurpose(named, row.purpose_id)}</span></a>`,
    ]),
  });
}

async function newPerson(visit: Visit, given: Given, trouble: Trouble): Promise<FastifyReply> {
  const { lang, csrf } = visit;
  const words = peopleWords[lang];
  return showDesk(visit, {
    title: words.create,
    lead: words.createLead,
    trouble,
    breadcrumbs: [{ text: paperWords[lang].title, href: '/holder/paper' }],
    body: html`${form({ action: '/holder/paper/person/new', csrf }, personFields({ lang, given, trouble }), button({ text: words.createButton }))}`,
  });
}

type Asked = { readonly subject: string; readonly purpose?: string };

async function register(
  visit: Visit,
  asked: Asked,
  given: Given,
  trouble: Trouble,
  known?: PersonRecord,
): Promise<FastifyReply> {
  const { lang, csrf, deps, desk: at } = visit;
  const words = paperWords[lang];
  const [record, named] = await Promise.all([
    known ?? lookAt(deps, at, asked.subject, 'paper'),
    namedPurposes(deps, at, lang),
  ]);
  if (record === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const version = await versionFor(deps, named, asked.purpose);
  const open = await consentPurposes(deps, named);
  return showDesk(visit, {
    title: words.formTitle,
    trouble,
    breadcrumbs: [{ text: words.title, href: '/holder/paper' }],
    body: html`${summaryList({ lang, plain: true, rows: [{ key: words.forWhom, value: fullName(record) }, ...(version === null ? [] : [{ key: words.purpose, value: version.body.text[lang] }])] })}
${
  version === null
    ? filterForm(
        { action: '/holder/paper/new', label: words.choosePurpose },
        html`<input type="hidden" name="subject" value="${asked.subject}">`,
        select({
          lang,
          name: 'purpose',
          label: words.choosePurpose,
          options: open.map((one) => ({ value: one.purpose.id, text: one.text })),
        }),
        button({ text: commonWords[lang].goOn }),
      )
    : paperForm({ lang, given, trouble }, { subject: asked.subject, purposeId: asked.purpose!, csrf }, version)
}`,
  });
}

const versionFor = async (deps: HolderDeps, named: readonly NamedPurpose[], id: string | undefined) => {
  const purpose = named.find((one) => one.purpose.id === id && one.purpose.state === 'active')?.purpose;
  const version =
    purpose === undefined || purpose.currentVersionId === null
      ? null
      : await deps.consent.registers.version(purpose.currentVersionId);
  return version !== null && asksConsent(version.body) ? version : null;
};
async function consentPurposes(deps: HolderDeps, named: readonly NamedPurpose[]): Promise<readonly NamedPurpose[]> {
  const found = await Promise.all(
    named.map(async (one) => ((await versionFor(deps, named, one.purpose.id)) === null ? [] : [one])),
  );
  return found.flat();
}

const fieldNames: Readonly<Record<string, string>> = {
  acquaintedOn: 'acquaintedOn',
  signedOn: 'signedOn',
  scan: 'scan',
  'representative/authority': 'authorityKind',
  'representative/authority/validUntil': 'authorityUntil',
  'standardForm/acknowledgements': 'acknowledged',
  'choices/categories': 'categories',
  'choices/processing': 'permits',
};

async function registerPosted(visit: Visit, asked: Asked): Promise<FastifyReply> {
  const { lang, deps, desk: at, request, reply } = visit;
  const { given, scan } = await readUpload(request, 'scan');
  const again = (trouble: Trouble, record?: PersonRecord) => register(visit, asked, given, trouble, record);
  const named = await namedPurposes(deps, at, lang);
  const version = await versionFor(deps, named, asked.purpose);
  const record = await lookAt(deps, at, asked.subject, 'paper');
  if (record === null || version === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const read = paperOf(lang, given, version, deps.clock.now());
  const unscanned = isScan(scan) ? noTrouble : troubleOf(lang, scan);
  const byOther = textOf(given, 'signer') === 'representative';
  const authority = byOther ? authorityOf(lang, given, deps.clock.now()) : null;
  const faults = [
    ...('errors' in read ? read.errors : []),
    ...(authority !== null && 'errors' in authority ? authority.errors : []),
    ...unscanned.errors,
  ];
  if (faults.length > 0 || 'errors' in read || !isScan(scan))
    return again(
      {
        errors: faults,
        law: [...unscanned.law, ...(authority !== null && 'errors' in authority ? authority.law : [])],
      },
      record,
    );
  let representative: Parameters<typeof registerPaperConsent>[2]['representative'] = null;
  if (authority !== null && 'authority' in authority) {
    const found = await lookUp(deps, at, handleOf(given, 'rep-'));
    if (isRefusal(found)) return again(troubleOf(lang, { ...found, field: `rep-${found.field ?? 'pin'}` }), record);
    representative = { personId: found.personId, authority: authority.authority };
  }
  const subjectPerson = deps.consent.keys.personIdOf(asked.subject, at.holderId);
  const done = await registerPaperConsent(deps.consent, at, {
    ...read.paper,
    purposeId: asked.purpose!,
    subjectPerson,
    representative,
    scan,
  });
  if (isRefusal(done))
    return again(
      troubleOf(lang, done, (field) => fieldNames[field]),
      record,
    );
  return reply.redirect(`${addressOf({ subject_id: done.subjectId, id: done.consentId })}?done=paper`, 303);
}
