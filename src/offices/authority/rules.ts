import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import {
  button,
  card,
  cardGrid,
  form,
  html,
  type Html,
  linkButton,
  type SummaryRow,
  summaryList,
  table,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  byTheLaw,
  type Edition,
  loaderOf,
  roleFor,
  ruleAt,
  ruleKinds,
  rulesBy,
  withdrawRule,
} from '../../trust/rules/index.ts';
import { lineOf, missing } from '../act-fields.ts';
import { actText, said } from '../centres/rules.ts';
import { rulesWords } from '../centres/rules.messages.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { pageAnswers, Uuid } from '../holder/deps.ts';
import { line } from '../holder/fields.ts';
import type { Given } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { editionName, ruleLaw, rulesHome, rulesTrail, stateMark, stateOf } from './rule-view.ts';
import { signatureTypesWords } from '../exchange/signature-types.messages.ts';
import { retentionWords } from './retention.messages.ts';
import { ruleDeskWords } from './rules.messages.ts';

const config = authorityPage('officer', 'security-body');

/** ES-8.1, ES-8.4, ES-8.5: the rules in force, every edition there was, and the withdrawal of one whose day has not come. */
export function ruleDeskPages(app: App, deps: OfficeDeps): void {
  app.get(rulesHome, { config, schema: { response: pageAnswers } }, async (request, reply) =>
    list(request, reply, deps),
  );
  formPage(app, `${rulesHome}/:ruleId`, {
    config,
    params: Type.Object({ ruleId: Uuid }),
    act: (request) => withdraw(request, deps),
    show: (request, reply, tried, done) => one(request, reply, deps, tried, done),
  });
}

const mayEnter = (request: FastifyRequest, kind: Edition['kind']): boolean =>
  staffOf(request).roles.includes(roleFor(kind));

async function list(request: FastifyRequest, reply: FastifyReply, deps: OfficeDeps): Promise<FastifyReply> {
  const { lang } = request;
  const [w, r] = [ruleDeskWords[lang], rulesWords[lang]];
  const { db } = deps.consent;
  const now = deps.clock.now();
  const [inForce, all] = await Promise.all([
    Promise.all(ruleKinds.map(async (kind) => ({ kind, rule: await ruleAt(db, kind, now) }))),
    rulesBy(db, now),
  ]);
  const change = (kind: Edition['kind']): Html =>
    mayEnter(request, kind)
      ? html`<a href="${rulesHome}/new/${kind}">${w.change}<span class="mk-hidden">: ${r.kinds[kind]}</span></a>`
      : html`<span class="mk-small">${kind === 'certificate-form' ? w.noRight : w.noRightOther}</span>`;
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      width: 'wide',
      body: html`<h2>${w.inForce}</h2>${table({
        caption: w.inForce,
        captionHidden: true,
        columns: [{ head: r.rule }, { head: r.says }, { head: r.since }, { head: r.act }, { head: w.change }],
        rows: inForce.map(({ kind, rule }) => [
          r.kinds[kind],
          said(lang, kind, rule?.body ?? byTheLaw[kind]),
          rule === null ? '—' : formatDate(lang, rule.since),
          rule === null ? r.law : actText(lang, rule.act),
          change(kind),
        ]),
        stack: true,
      })}
<h2>${w.history}</h2>${
        all.length === 0
          ? html`<p>${r.noEditions}</p>`
          : table({
              caption: w.history,
              captionHidden: true,
              columns: [{ head: r.rule }, { head: r.says }, { head: r.since }, { head: r.act }, { head: w.state }],
              rows: all.map((edition) => [
                html`<a href="${rulesHome}/${edition.id}">${r.kinds[edition.kind]}</a>`,
                said(lang, edition.kind, edition.body),
                formatDate(lang, edition.since),
                actText(lang, edition.act),
                stateMark(lang, stateOf(edition, all, now)),
              ]),
              stack: true,
            })
      }${
        staffOf(request).roles.includes('officer') &&
        html`<h2>${w.others}</h2>${cardGrid(
          card({
            title: signatureTypesWords[lang].title,
            level: 3,
            href: '/authority/signature-types',
            body: signatureTypesWords[lang].lead,
          }),
          card({
            title: retentionWords[lang].title,
            level: 3,
            href: '/authority/retention',
            body: retentionWords[lang].lead,
          }),
        )}`
      }${norms(lang, ['ES-8.1a', 'ES-8.4.2b', 'ES-8.4.3a', 'ES-8.5.1', 'ES-13.7b'])}`,
    },
  );
}

const ruleIdOf = (request: FastifyRequest): string => (request.params as { ruleId: string }).ruleId;

async function withdraw(request: FastifyRequest, deps: OfficeDeps): Promise<string | Tried> {
  const { lang } = request;
  const given = request.body as Given;
  const edition = (await rulesBy(deps.consent.db, deps.clock.now())).find(({ id }) => id === ruleIdOf(request));
  if (edition === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const officer = loaderOf(request.principal, edition.kind);
  const faults = missing(lang, given, 'ground');
  if (faults.length > 0) return { given, trouble: troubleFrom(...faults) };
  const done = await withdrawRule(deps.consent, officer, { ruleId: edition.id, ground: lineOf(given, 'ground') });
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done) } : `${rulesHome}/${edition.id}?done=1`;
}

async function one(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const [w, r] = [ruleDeskWords[lang], rulesWords[lang]];
  const now = deps.clock.now();
  const all = await rulesBy(deps.consent.db, now);
  const edition = all.find(({ id }) => id === ruleIdOf(request));
  if (edition === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const { id, kind, act, body, withdrawn } = edition;
  const state = stateOf(edition, all, now);
  const next = all.find((other) => other.id === withdrawn?.replacedBy);
  const rows: SummaryRow[] = [
    { key: w.state, value: stateMark(lang, state) },
    { key: r.says, value: said(lang, kind, body) },
    ...('checks' in body
      ? [
          {
            key: w.checks,
            value: html`<ul>${body.checks.map((check) => html`<li>${w.checkNames[check as 'ES-16.3.1'] ?? check}</li>`)}</ul>`,
          },
          ...(body.documents.length === 0
            ? []
            : [
                {
                  key: w.documents,
                  value: html`<ul>${body.documents.map(({ title }) => html`<li>${title[lang]}</li>`)}</ul>`,
                },
              ]),
        ]
      : []),
    { key: r.since, value: formatDate(lang, edition.since) },
    { key: r.act, value: actText(lang, act) },
    { key: w.entered, value: formatDateTime(lang, edition.enteredAt) },
    ...(withdrawn === null
      ? []
      : [
          { key: w.withdrawnAt, value: formatDateTime(lang, withdrawn.at) },
          { key: w.ground, value: withdrawn.ground },
          ...(next === undefined
            ? []
            : [{ key: w.replacedBy, value: html`<a href="${rulesHome}/${next.id}">${editionName(lang, next)}</a>` }]),
        ]),
  ];
  const sheet = { lang, given, trouble };
  return showDesk(
    { request, reply, deps, lang },
    {
      title: r.kinds[kind],
      path: `${rulesHome}/${id}`,
      done: done ? w.done : null,
      trouble,
      breadcrumbs: rulesTrail(lang),
      body: html`${summaryList({ lang, rows })}${
        state === 'coming' &&
        mayEnter(request, kind) &&
        html`<p>${linkButton({ text: w.replace, href: `${rulesHome}/new/${kind}?replaces=${id}`, kind: 'secondary' })}</p>
<h2>${w.withdrawTitle}</h2><p>${w.withdrawLead}</p>${form(
          { action: `${rulesHome}/${id}`, csrf },
          line(sheet, { name: 'ground', label: w.ground, hint: w.groundHint }),
          button({ text: w.withdraw, kind: 'warning' }),
        )}`
      }${norms(lang, ruleLaw[kind])}`,
    },
  );
}
