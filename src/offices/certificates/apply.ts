import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Data } from '../../cases/index.ts';
import {
  button,
  type Choice,
  emptyState,
  fileUpload,
  form,
  html,
  type Html,
  join,
  linkButton,
  radios,
  select,
  textarea,
} from '../../platform/html/index.ts';
import { errorFor } from '../../platform/html/index.ts';
import { type App, RefusalError } from '../../platform/http/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isConfirmed, listAt, type Listed, meansList, trustedIssuers } from '../../trust/centres/index.ts';
import type { Lang } from '../../platform/text.ts';
import { actorAt, type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { openOnce } from '../cases/open-case.ts';
import { offerWords } from '../centres/offer.messages.ts';
import { myTrail } from '../citizen/trail.ts';
import { pageAnswers } from '../holder/deps.ts';
import { type Given, orNull, textOf } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf, troubleTop } from '../holder/trouble.ts';
import { readParts } from '../holder/upload.ts';
import { sendPage } from '../shell.ts';
import { applicationName } from './of-case.ts';
import { keyWords } from './keys.messages.ts';
import { officeWords } from './office.messages.ts';

const path = '/me/certificates/apply';
const largestRequest = 64 * 1024;

/** ES-18.2: a natural person's application. The key is made in this browser, or its request comes from another tool. */
export function applyPages(app: App, deps: CasesDeps): void {
  const querystring = Type.Object({
    centre: Type.Optional(Type.String({ maxLength: 40 })),
    _csrf: Type.Optional(Type.String({ maxLength: 200 })),
    lang: Type.Optional(Type.String({ maxLength: 5 })),
  });
  const { config } = citizenOffice;
  app.get(path, { config, schema: { querystring, response: pageAnswers } }, async (request, reply) =>
    show(
      request,
      reply,
      deps,
      { centre: request.query.centre ?? '', source: 'browser', limits: 'none', pin: 'no', form: 'electronic' },
      noTrouble,
    ),
  );
  app.post(path, { config, schema: { querystring, response: pageAnswers } }, async (request, reply) => {
    const { given, file } = await readParts(request, 'file', largestRequest);
    const outcome = await apply(request, deps, given, file?.bytes ?? null);
    return typeof outcome === 'string'
      ? reply.redirect(`/me/certificates/${outcome}`, 303)
      : show(request, reply, deps, given, outcome);
  });
}

/** ES-15.1: centres that issue now: accredited, not suspended, with the root's certificate. */
const centresNow = async (deps: CasesDeps): Promise<Listed[]> =>
  (await listAt(deps.consent.db, 'accredited', deps.clock.now())).filter(
    ({ standing, accreditation }) => standing.state === 'active' && accreditation.rootCertificate !== null,
  );

async function apply(
  request: FastifyRequest,
  deps: CasesDeps,
  given: Given,
  file: Buffer | null,
): Promise<string | Trouble> {
  const { lang } = request;
  const w = officeWords[lang];
  // ES-13.4a: a centre, or a trusted person of it: `centre/person`.
  const [centreId = '', through] = textOf(given, 'centre').split('/');
  if (!(await centresNow(deps)).some(({ centre }) => centre.id === centreId))
    return troubleFrom({ field: 'centre', text: w.chooseCentre });
  const pasted = textOf(given, 'request');
  const source = textOf(given, 'source');
  const fromFile = source === 'file';
  const byCentre = source === 'centre' || source === 'token';
  // DER has no text form of its own; the record keeps requests as PEM.
  const sent = fromFile && pasted === '' && file !== null ? pemOfFile(file) : pasted;
  if (sent === '' && !byCentre)
    return troubleFrom({ field: fromFile ? 'request' : 'source', text: fromFile ? w.requestMissing : w.keyNotMade });
  const means = fromFile ? textOf(given, 'means') : '';
  if (fromFile && means === '') return troubleFrom({ field: 'means', text: w.chooseMeans });
  const limits = orNull(textOf(given, 'limitsText'));
  const data: Data = {
    owner: 'natural',
    onBehalf: 'no',
    powers: [],
    ...(byCentre ? { keys: source } : { keys: 'own', request: sent }),
    ...(means === '' ? {} : { means }),
    limits: textOf(given, 'limits'),
    ...(limits === null || textOf(given, 'limits') !== 'stated' ? {} : { limitsText: limits }),
    pin: textOf(given, 'pin') === 'yes' ? 'yes' : 'no',
    form: textOf(given, 'form'),
    ...(through === undefined ? {} : { through }),
  };
  const way = { centreId, by: actorAt(deps, request, centreId), path };
  const opened = await openOnce(deps, applicationName, way, data, textOf(given, '_key'));
  if (typeof opened === 'string') return opened;
  if ((opened.status ?? 422) !== 422) throw new RefusalError(opened);
  return troubleOf(lang, opened, (field) => fieldOf(field, fromFile));
}

const pemOfFile = (bytes: Buffer): string =>
  bytes[0] === 0x30
    ? `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
    : bytes.toString('latin1');

const fieldOf = (field: string, fromFile: boolean): string =>
  field === 'through' ? 'centre' : field === 'request' && !fromFile ? 'source' : field;

/** Each centre, and after it those who issue in its name. */
async function centreChoices(deps: CasesDeps, lang: Lang, centres: readonly Listed[]): Promise<Choice[]> {
  const w = officeWords[lang];
  const choices: Choice[] = [];
  for (const { centre } of centres) {
    choices.push({ value: centre.id, text: centre.name[lang], hint: centre.address[lang] });
    for (const { id, name } of await trustedIssuers(deps.consent.db, centre.id, deps.clock.now()))
      choices.push({ value: `${centre.id}/${id}`, text: name, hint: w.inNameOf(centre.name[lang]) });
  }
  return choices;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  given: Given,
  trouble: Trouble,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = officeWords[lang];
  const centres = await centresNow(deps);
  const error = (name: string) => errorFor(trouble.errors, name);
  const ask = (name: string, label: string, items: Parameters<typeof radios>[0]['items'], hint?: string): Html =>
    radios({ lang, name, label, items, hint, value: textOf(given, name), error: error(name) });
  const body =
    centres.length === 0
      ? emptyState({
          title: w.noCentres,
          action: linkButton({ text: w.toCentres, href: '/registers/centres', kind: 'secondary' }),
        })
      : form(
          {
            action: path,
            csrf,
            key: uuidv7(deps.clock.real()),
            multipart: true,
          },
          ask('centre', w.centre, await centreChoices(deps, lang, centres)),
          html`<p class="mk-small">${offerWords[lang].title}: ${join(
            centres.map(({ centre }) => html`<a href="/centres/${centre.id}/offer">${centre.name[lang]}</a>`),
            ', ',
          )}</p>`,
          html`<div data-own-key data-failed="${w.keyNotMade}">${ask('source', w.keySource, [
            { value: 'browser', text: w.keyHere, hint: w.keyHereHint },
            {
              value: 'file',
              text: w.keyElsewhere,
              hint: w.keyElsewhereHint,
              reveal: await elsewhere(lang, deps, given, trouble),
            },
            { value: 'centre', text: keyWords[lang].byCentre, hint: keyWords[lang].byCentreHint },
            { value: 'token', text: keyWords[lang].token, hint: keyWords[lang].tokenHint },
          ])}<p class="mk-error" data-own-key-status role="alert" hidden></p></div>`,
          ask('limits', w.limits, [
            { value: 'none', text: w.noLimits },
            {
              value: 'stated',
              text: w.withLimits,
              reveal: textarea({
                lang,
                name: 'limitsText',
                label: w.limitsText,
                hint: w.limitsHint,
                value: textOf(given, 'limitsText'),
                error: error('limitsText'),
                rows: 3,
              }),
            },
          ]),
          ask(
            'pin',
            w.pin,
            [
              { value: 'no', text: w.no },
              { value: 'yes', text: w.yes },
            ],
            w.pinHint,
          ),
          ask('form', w.form, [
            { value: 'electronic', text: w.electronic },
            { value: 'both', text: w.both },
          ]),
          button({ text: w.send }),
        );
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.applyTitle,
      path,
      failed: trouble !== noTrouble,
      scripts: ['certificates.js'],
      breadcrumbs: [...myTrail(lang), { text: w.title, href: '/me/certificates' }],
      body: html`${troubleTop(lang, trouble)}<h1>${w.applyTitle}</h1><p class="mk-lead">${w.applyLead}</p>${body}<p class="mk-small">${w.otherOwners} ${centres.map(({ centre }) => html`<a href="/me/centres/${centre.id}/open/${applicationName}">${centre.name[lang]}</a> `)}</p>`,
    },
    trouble === noTrouble ? 200 : (trouble.status ?? 422),
  );
}

async function elsewhere(lang: FastifyRequest['lang'], deps: CasesDeps, given: Given, trouble: Trouble): Promise<Html> {
  const w = officeWords[lang];
  const now = deps.clock.now();
  const means = (await meansList(deps.consent.db, now)).filter(
    (one) => one.kind === 'signature' && isConfirmed(one, now),
  );
  const error = (name: string) => errorFor(trouble.errors, name);
  return html`${textarea({ lang, name: 'request', label: w.request, hint: w.requestHint, value: textOf(given, 'request'), error: error('request'), rows: 6 })}
${fileUpload({ lang, name: 'file', label: w.requestFile, accept: '.csr,.pem,.p10,.der', optional: true })}
${select({ lang, name: 'means', label: w.means, hint: w.meansHint, empty: true, value: textOf(given, 'means'), error: error('means'), options: means.map((one) => ({ value: one.documentNumber, text: `${one.name} ${one.version} (№ ${one.documentNumber})` })) })}`;
}
