import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { startOfDay } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { button, errorFor, fileUpload, form, html } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError, sendBytes } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  enterCourtDecision,
  legacyAuthorities,
  type LegacyEntry,
  takeOverAuthority,
} from '../../trust/legacy/index.ts';
import { lineOf } from '../act-fields.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { answer, formPage, type FormPage } from '../form-page.ts';
import { pageAnswers, Posted } from '../holder/deps.ts';
import { area, dayField, itemsOf, line, radioField } from '../holder/fields.ts';
import { dayOfParts, type Given, linesOf, textOf, wrongDay } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { readParts } from '../holder/upload.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { sendPage } from '../shell.ts';
import { approvalPages, approvalPart } from './former-law-approval.ts';
import { formerLawNorms, formerLawTables } from './former-law-view.ts';
import { formerLawWords } from './former-law.messages.ts';

const path = '/authority/former-law';
const everyone = [{ for: 'everyone' as const }];
const config = authorityPage('officer');
const mostBytes = 256 * 1024;
const sha256 = /^[0-9a-f]{64}$/;

/** ES-19, ES-11b: the authorised body's desk for what is left of the former law, and the same for anybody to read. */
export function formerLawPages(app: App, deps: OfficeDeps): void {
  app.get(
    '/registers/former-law',
    { config: { access: everyone, kind: 'page' }, schema: { response: pageAnswers } },
    async (request, reply) => {
      const w = formerLawWords[request.lang];
      return sendPage(request, reply, deps, {
        title: w.title,
        description: w.lead,
        width: 'wide',
        body: html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${await formerLawTables(request.lang, deps)}${formerLawNorms(request.lang)}`,
      });
    },
  );
  app.get(
    '/registers/former-law/:file',
    {
      config: { access: everyone },
      schema: {
        params: Type.Object({ file: Type.String({ pattern: '^[0-9a-f]{64}\\.cer$' }) }),
        response: { 200: Type.Any({ description: 'application/pkix-cert' }) },
      },
    },
    async (request, reply) => {
      const scope = systemScope('a certificate of the former law is given to anybody');
      const all = await deps.consent.db.tx(scope, (tx) => legacyAuthorities(tx, deps.clock.now()));
      const found = all.find(({ fingerprint }) => request.params.file === `${fingerprint}.cer`);
      if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
      return sendBytes(reply, 'application/pkix-cert', found.der);
    },
  );
  const shown: FormPage['show'] = (request, reply, tried, done) => show(request, reply, deps, tried, done);
  formPage(app, path, { config, multipart: true, act: (request) => takeOver(request, deps), show: shown });
  approvalPages(app, deps, config, (request, reply, given, trouble) =>
    shown(request, reply, { given, trouble }, false),
  );
  app.post(`${path}/decision`, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) =>
    answer(request, reply, { act: () => decide(request, deps), show: shown }),
  );
}

async function takeOver(request: FastifyRequest, deps: OfficeDeps): Promise<string | Tried> {
  const { lang } = request;
  const w = formerLawWords[lang];
  const { given, file } = await readParts(request, 'certificate', mostBytes);
  const text = (name: string): string => lineOf(given, name);
  const [use, on] = [text('use'), dayOfParts(given, 'on')];
  const [register, registered] = [registerOf(given), dayOfParts(given, 'registered')];
  const errors = [
    ...(file === null ? [{ field: 'certificate', text: w.required }] : []),
    ...(file?.truncated === true ? [{ field: 'certificate', text: w.tooLarge }] : []),
    ...(use === 'certificates' || use === 'time-stamps' ? [] : [{ field: 'use', text: w.required }]),
    ...['title', 'number'].filter((name) => text(name) === '').map((field) => ({ field, text: w.required })),
    ...(on === null || on === wrongDay ? [{ field: 'on', text: w.badDay }] : []),
    ...(register !== null && (registered === null || registered === wrongDay)
      ? [{ field: 'registered', text: w.registerDay }]
      : []),
    ...(typeof register === 'number' ? [{ field: 'register', text: w.badLine(register) }] : []),
  ];
  if (errors.length > 0 || typeof register === 'number') return { given, trouble: troubleFrom(...errors) };
  const done = await takeOverAuthority(deps.consent, staffOf(request).accountId, {
    certificate: file!.bytes,
    use: use as 'certificates',
    basis: { title: text('title'), number: text('number'), on: on! },
    register: register === null ? null : { asOf: startOfDay(registered as string), certificates: register },
  });
  const fieldOf = (field: string) => (field === 'register/asOf' ? 'registered' : field.split('/')[0]);
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done, fieldOf) } : `${path}?done=1`;
}

/** The register as it was typed; the number of the line that cannot be read; null: none was given. */
function registerOf(given: Given): readonly LegacyEntry[] | number | null {
  const lines = linesOf(given, 'register');
  if (lines.length === 0) return null;
  const entries: LegacyEntry[] = [];
  for (const [index, one] of lines.entries()) {
    const [digest = '', moment, ...more] = one.toLowerCase().split(/[\s;,]+/);
    const endedAt = moment === undefined ? null : new Date(moment.toUpperCase());
    if (!sha256.test(digest) || more.length > 0 || (endedAt !== null && Number.isNaN(endedAt.getTime())))
      return index + 1;
    entries.push({ sha256: digest, endedAt });
  }
  return entries;
}

async function decide(request: FastifyRequest, deps: OfficeDeps): Promise<string | Tried> {
  const { lang } = request;
  const w = formerLawWords[lang];
  const given = request.body as Given;
  const number = lineOf(given, 'decision');
  const [of, since] = [textOf(given, 'of'), dayOfParts(given, 'since')];
  const digest = textOf(given, 'sha256').replace(/\s/g, '').toLowerCase();
  const errors = [
    ...(number === '' ? [{ field: 'decision', text: w.required }] : []),
    ...(since === null || since === wrongDay ? [{ field: 'since', text: w.badDay }] : []),
    ...(of in w.ofs ? [] : [{ field: 'of', text: w.required }]),
    ...(sha256.test(digest) ? [] : [{ field: 'sha256', text: w.badDigest }]),
  ];
  if (errors.length > 0) return { given, trouble: troubleFrom(...errors) };
  const done = await enterCourtDecision(deps.consent, staffOf(request).accountId, {
    number,
    since: startOfDay(since!),
    of: of as 'document',
    sha256: digest,
  });
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done) } : `${path}?done=1`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = formerLawWords[lang];
  const sheet = { lang, given, trouble };
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      width: 'wide',
      path,
      trouble,
      done: done ? w.done : null,
      body: html`${await formerLawTables(lang, deps)}${await approvalPart(request, deps)}
<h2>${w.add}</h2>${form(
        { action: path, csrf, multipart: true },
        fileUpload({ lang, name: 'certificate', label: w.certificate, error: errorFor(trouble.errors, 'certificate') }),
        radioField(sheet, { name: 'use', label: w.use, items: itemsOf(w.uses) }),
        line(sheet, { name: 'title', label: w.documentTitle }),
        line(sheet, { name: 'number', label: w.documentNumber }),
        dayField(sheet, { name: 'on', label: w.documentOn }),
        area(sheet, { name: 'register', label: w.register, hint: w.registerHint, rows: 6, optional: true }),
        dayField(sheet, { name: 'registered', label: w.registeredOn, optional: true }),
        button({ text: w.add }),
      )}
<h2>${w.addDecision}</h2>${form(
        { action: `${path}/decision`, csrf },
        line(sheet, { name: 'decision', label: w.number }),
        dayField(sheet, { name: 'since', label: w.decisionDay }),
        radioField(sheet, { name: 'of', label: w.about, items: itemsOf(w.ofs) }),
        line(sheet, { name: 'sha256', label: w.digest }),
        button({ text: w.addDecision }),
      )}${formerLawNorms(lang)}`,
    },
  );
}
