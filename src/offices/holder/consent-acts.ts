import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  type ConsentRow,
  freezeConsent,
  fulfilObligation,
  recordObligation,
  resolveFreeze,
  withdrawConsent,
} from '../../consent/index.ts';
import { button, errorFor, form, type Html, html, radios } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { commonWords } from './common.messages.ts';
import { addressOf, consentHere, OneConsent } from './consent-view.ts';
import { consentWords } from './consents.messages.ts';
import { type Desk, deskOf, type HolderDeps, pageAnswers, pageFor, Posted, type Role, Uuid } from './deps.ts';
import { area, dayField, line, type Sheet } from './fields.ts';
import { dayOfParts, type Given, orNull, textOf, wrongDay } from './given.ts';
import { refuse } from './refusals.ts';
import { noTrouble, type Trouble, troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Visit, visitOf } from './visit.ts';

type ActForm = {
  readonly path: string;
  readonly roles: readonly Role[];
  readonly title: 'withdrawTitle' | 'disputeTitle' | 'disputeEndTitle' | 'obligationTitle';
  readonly lead?: 'withdrawLead' | 'disputeLead' | 'obligationLead';
  readonly button: 'withdrawButton' | 'disputeButton' | 'record';
  fields(sheet: Sheet): Html;
  /** Where it led to: a word of the consent's page, a refusal, or faults of the form itself. */
  act(deps: HolderDeps, desk: Desk, row: ConsentRow, given: Given, sheet: Sheet): Promise<string | Refusal | Trouble>;
};

const isTrouble = (value: string | Refusal | Trouble): value is Trouble =>
  typeof value === 'object' && 'errors' in value;
const fieldNames: Readonly<Record<string, string>> = {
  application: 'application',
  finding: 'finding',
  contract: 'contract',
  kind: 'kind',
};

// CP-F-30: a free-form application is enough; nothing else is asked than what was said and how it came.
const withdrawal: ActForm = {
  path: 'withdrawal',
  roles: ['clerk', 'data-officer'],
  title: 'withdrawTitle',
  lead: 'withdrawLead',
  button: 'withdrawButton',
  fields: (sheet) => {
    const words = consentWords[sheet.lang];
    return html`${area(sheet, { name: 'application', label: words.application, hint: words.applicationHint, rows: 6 })}${radios(
      {
        lang: sheet.lang,
        name: 'channel',
        label: words.channel,
        value: textOf(sheet.given, 'channel'),
        error: errorFor(sheet.trouble.errors, 'channel'),
        items: [
          { value: 'counter', text: words.counter },
          { value: 'letter', text: words.letter },
        ],
      },
    )}`;
  },
  async act(deps, desk, row, given, { lang }) {
    const application = textOf(given, 'application');
    const channel = textOf(given, 'channel');
    if (application === '') return refuse('APPLICATION_MISSING', { field: 'application' });
    if (channel !== 'counter' && channel !== 'letter')
      return troubleFrom({ field: 'channel', text: commonWords[lang].choose });
    const done = await withdrawConsent(deps.consent, desk.scope, {
      subjectId: row.subject_id,
      consentId: row.id,
      application,
      channel,
      actor: { kind: 'account', id: desk.accountId, role: 'clerk' },
    });
    return isRefusal(done) ? done : done.outcome;
  },
};

const dispute: ActForm = {
  path: 'dispute',
  roles: ['clerk', 'data-officer'],
  title: 'disputeTitle',
  lead: 'disputeLead',
  button: 'disputeButton',
  fields: () => html``,
  async act(deps, desk, row) {
    const done = await freezeConsent(deps.consent, desk.scope, row.subject_id, row.id, {
      kind: 'account',
      id: desk.accountId,
      role: 'clerk',
    });
    return isRefusal(done) ? done : 'disputed';
  },
};

const finding: ActForm = {
  path: 'finding',
  roles: ['data-officer'],
  title: 'disputeEndTitle',
  button: 'record',
  fields: ({ lang, given, trouble }) => {
    const words = consentWords[lang];
    return radios({
      lang,
      name: 'finding',
      label: words.finding,
      value: textOf(given, 'finding'),
      error: errorFor(trouble.errors, 'finding'),
      items: [
        { value: 'genuine', text: words.genuine, hint: words.genuineHint },
        { value: 'not-genuine', text: words.notGenuine, hint: words.notGenuineHint },
      ],
    });
  },
  async act(deps, desk, row, given, { lang }) {
    const found = textOf(given, 'finding');
    if (found !== 'genuine' && found !== 'not-genuine')
      return troubleFrom({ field: 'finding', text: commonWords[lang].choose });
    const done = await resolveFreeze(
      deps.consent,
      desk.scope,
      row.subject_id,
      row.id,
      { kind: 'account', id: desk.accountId, role: 'data-officer' },
      found,
    );
    return isRefusal(done) ? done : found;
  },
};

// PD-9.4c: named means a contract, an amount or an act, and the day it is due.
const obligation: ActForm = {
  path: 'obligation',
  roles: ['data-officer'],
  title: 'obligationTitle',
  lead: 'obligationLead',
  button: 'record',
  fields: (sheet) => {
    const { lang, given, trouble } = sheet;
    const words = consentWords[lang];
    return html`${radios({
      lang,
      name: 'kind',
      label: words.kind,
      value: textOf(given, 'kind'),
      error: errorFor(trouble.errors, 'kind'),
      items: [
        { value: 'civil', text: words.civil },
        { value: 'tax', text: words.tax },
        { value: 'other', text: words.other },
      ],
    })}
${line(sheet, { name: 'contract', label: words.contract, hint: words.contractHint })}
${line(sheet, { name: 'amount', label: words.amount, hint: words.amountHint, width: 10, suffix: words.som, optional: true })}
${line(sheet, { name: 'owed', label: words.actOwed, optional: true })}
${dayField(sheet, { name: 'due', label: words.dueOn })}`;
  },
  async act(deps, desk, row, given, { lang }) {
    const kind = textOf(given, 'kind');
    const amountTyiyn = tyiynOf(textOf(given, 'amount'));
    const dueOn = dayOfParts(given, 'due');
    if (amountTyiyn === 'wrong') return troubleFrom({ field: 'amount', text: consentWords[lang].amountWrong });
    if (dueOn === wrongDay) return troubleFrom({ field: 'due', text: commonWords[lang].wrongDay });
    if (kind !== 'civil' && kind !== 'tax' && kind !== 'other')
      return troubleFrom({ field: 'kind', text: commonWords[lang].choose });
    const done = await recordObligation(deps.consent, desk, {
      purposeId: row.purpose_id,
      subjectId: row.subject_id,
      kind,
      contract: textOf(given, 'contract'),
      amountTyiyn,
      act: orNull(textOf(given, 'owed')),
      dueOn,
    });
    return isRefusal(done)
      ? { ...done, field: done.code === 'OBLIGATION_NOT_CIVIL' ? 'kind' : 'contract' }
      : 'obligation';
  },
};

/** "1500,50" in som; null where nothing is written. */
export function tyiynOf(text: string): number | null | 'wrong' {
  if (text === '') return null;
  const found = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0]/g, ''));
  if (found === null) return 'wrong';
  const tyiyn = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0') || '0');
  return tyiyn > 0 ? tyiyn : 'wrong';
}

export function consentActPages(app: App, deps: HolderDeps): void {
  for (const act of [withdrawal, dispute, finding, obligation]) {
    const address = `/holder/consents/:subjectId/:consentId/${act.path}`;
    app.get(
      address,
      { config: pageFor(...act.roles), schema: { params: OneConsent, response: pageAnswers } },
      async (request, reply) =>
        showForm(
          visitOf(request, reply, deps),
          act,
          await consentHere(deps, deskOf(request), request.params),
          { channel: 'counter' },
          noTrouble,
        ),
    );
    app.post(
      address,
      { config: pageFor(...act.roles), schema: { params: OneConsent, body: Posted, response: pageAnswers } },
      async (request, reply) => {
        const visit = visitOf(request, reply, deps);
        const { desk, lang } = visit;
        const row = await consentHere(deps, desk, request.params);
        const { body } = request;
        const done = await act.act(deps, desk, row, body, { lang, given: body, trouble: noTrouble });
        if (typeof done === 'string') return reply.redirect(`${addressOf(row)}?done=${done}`, 303);
        const trouble = isTrouble(done) ? done : troubleOf(lang, done, (field) => fieldNames[field]);
        return showForm(visit, act, row, body, trouble);
      },
    );
  }
  app.post(
    '/holder/consents/:subjectId/:consentId/obligation/:obligationId/fulfilled',
    {
      config: pageFor('data-officer'),
      schema: {
        params: Type.Object({ ...OneConsent.properties, obligationId: Uuid }),
        body: Posted,
        response: pageAnswers,
      },
    },
    async (request, reply) => {
      const desk = deskOf(request);
      const row = await consentHere(deps, desk, request.params);
      const done = orRefuse(await fulfilObligation(deps.consent, desk, request.params.obligationId));
      return reply.redirect(`${addressOf(row)}?done=${done.withdrawn === null ? 'fulfilled' : 'withdrawn'}`, 303);
    },
  );
}

async function showForm(
  visit: Visit,
  act: ActForm,
  row: ConsentRow,
  given: Given,
  trouble: Trouble,
): Promise<FastifyReply> {
  const { lang, csrf, deps } = visit;
  const words = consentWords[lang];
  const version = await deps.consent.registers.version(row.purpose_version_id);
  return showDesk(visit, {
    title: words[act.title],
    ...(act.lead === undefined ? {} : { lead: words[act.lead] }),
    trouble,
    breadcrumbs: [
      { text: words.title, href: '/holder/consents' },
      { text: version!.body.text[lang], href: addressOf(row) },
    ],
    body: html`${form({ action: `${addressOf(row)}/${act.path}`, csrf }, act.fields({ lang, given, trouble }), button({ text: words[act.button], ...(act.path === 'dispute' ? { kind: 'warning' as const } : {}) }))}`,
  });
}
