import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  button,
  buttonGroup,
  errorFor,
  form,
  html,
  linkButton,
  radios,
  summaryList,
  textarea,
  warningText,
} from '../../platform/html/index.ts';
import { type App, RefusalError, refuseHttp } from '../../platform/http/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Actor } from '../../cases/index.ts';
import { publicScope } from '../../platform/db/index.ts';
import { centreById } from '../../trust/centres/index.ts';
import { keeperOf } from '../../trust/issue/index.ts';
import { type CasesDeps, citizenOffice, type Place } from '../cases/deps.ts';
import { openOnce } from '../cases/open-case.ts';
import { myTrail } from '../citizen/trail.ts';
import { pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { dayField } from '../holder/fields.ts';
import { dayOfParts, type Given, textOf, wrongDay } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf, troubleTop } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { officeWords } from './office.messages.ts';
import { ownApplication } from './one.ts';
import { numberText } from './words.ts';

const params = Type.Object({ caseId: Uuid });
const pattern = '/me/certificates/:caseId/end';

/** ES-14.6.2, ES-17.6.1b: the owner asks the centre to end the certificate, at once where the key may be known to others. */
export function endCertificatePages(app: App, deps: CasesDeps): void {
  const { config } = citizenOffice;
  app.get(pattern, { config, schema: { params, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, {}, noTrouble),
  );
  app.post(pattern, { config, schema: { params, body: Posted, response: pageAnswers } }, async (request, reply) => {
    const given = request.body as Given;
    const { lang } = request;
    const { at, number, keeper } = await ending(request, deps);
    const compromised = textOf(given, 'compromised');
    if (compromised === '')
      return show(
        request,
        reply,
        deps,
        given,
        troubleFrom({ field: 'compromised', text: officeWords[lang].answerThis }),
      );
    const knownOn = dayOfParts(given, 'knownOn');
    if (knownOn === wrongDay)
      return show(request, reply, deps, given, troubleFrom({ field: 'knownOn', text: officeWords[lang].badDay }));
    const reason = textOf(given, 'reason');
    const way = { ...keeper, path: `/me/certificates/${at.caseId}/end` };
    const data = {
      certificateNumber: number,
      compromised,
      ...(knownOn === null ? {} : { knownOn }),
      ...(reason === '' ? {} : { reason }),
    };
    const opened = await openOnce(deps, 'certificate-termination', way, data, textOf(given, '_key'));
    if (typeof opened === 'string') return reply.redirect(`/me/cases/${opened}`, 303);
    if ((opened.status ?? 422) !== 422) throw new RefusalError(opened);
    return show(request, reply, deps, given, troubleOf(lang, opened));
  });
}

async function ending(request: FastifyRequest, deps: CasesDeps) {
  const { at, application } = await ownApplication(request, deps);
  if (application.issued === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { at, number: application.issued.record.serial, keeper: await keeperFor(deps, at) };
}

/** ES-13.6f: whoever has the functions of the centre now ends what it has issued; there the owner has another pairwise id. */
async function keeperFor(deps: CasesDeps, { holderId, by }: Place): Promise<{ centreId: string; by: Actor }> {
  const { db, keys } = deps.consent;
  const centreId = await db.tx(publicScope(), (tx) => keeperOf(tx, holderId, deps.clock.now()));
  if (centreId === holderId) return { centreId, by };
  const at = (id: string): string => keys.subjectIdOf(keys.personIdOf(id, holderId), centreId);
  return { centreId, by: { ...by, id: at(by.id), subjectId: at(by.subjectId!) } };
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
  const { at, number, keeper } = await ending(request, deps);
  const centre = await centreById(deps.consent.db, keeper.centreId, deps.clock.now());
  const back = `/me/certificates/${at.caseId}`;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.endTitle,
      path: `${back}/end`,
      failed: trouble !== noTrouble,
      breadcrumbs: [...myTrail(lang), { text: w.title, href: '/me/certificates' }, { text: w.certificate, href: back }],
      body: html`${troubleTop(lang, trouble)}<h1>${w.endTitle}</h1>${summaryList({
        lang,
        rows: [
          { key: w.number, value: numberText(number) },
          { key: w.centre, value: centre?.name[lang] ?? '—' },
        ],
      })}${warningText(lang, w.endWarning)}
${form(
  { action: `${back}/end`, csrf, key: uuidv7(deps.clock.real()) },
  radios({
    lang,
    name: 'compromised',
    label: w.compromised,
    hint: w.compromisedHint,
    items: [
      { value: 'yes', text: w.yes },
      { value: 'no', text: w.no },
    ],
    value: textOf(given, 'compromised'),
    error: errorFor(trouble.errors, 'compromised'),
  }),
  dayField({ lang, given, trouble }, { name: 'knownOn', label: w.knownOn, hint: w.knownOnHint, optional: true }),
  textarea({
    lang,
    name: 'reason',
    label: w.reason,
    optional: true,
    rows: 3,
    limit: 2000,
    value: textOf(given, 'reason'),
  }),
  buttonGroup(
    button({ text: w.endSend, kind: 'warning' }),
    linkButton({ text: w.keep, href: back, kind: 'secondary' }),
  ),
)}${norms(lang, ['ES-14.6.2', 'ES-14.7a', 'ES-17.6.1b'])}`,
    },
    trouble === noTrouble ? 200 : 422,
  );
}
