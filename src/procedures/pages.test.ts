import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actFormPage,
  type CaseHead,
  type CaseNow,
  casePage,
  deriveState,
  formToData,
  openingAct,
  type PageContext,
  taskListPage,
  termsBy,
} from '../cases/index.ts';
import { kyrgyzCalendar } from '../law/index.ts';
import { html } from '../platform/html/index.ts';
import { langs } from '../platform/text.ts';
import { procedures } from './index.ts';

const now = new Date('2026-03-02T06:00:00Z');
const context = (lang: PageContext['lang']): PageContext => ({
  lang,
  now,
  csrf: 'token',
  key: 'key',
  caseHref: (procedure, id) => `/cases/${procedure}/${id}`,
  actHref: (procedure, id, act) => `/cases/${procedure}/${id}/${act}`,
  lawHref: (id) => `/law/${id}`,
});
/** A case with one of each act in its history, as its example says. */
function some(name: string): CaseNow {
  const procedure = procedures.find((one) => one.name === name)!;
  const head: CaseHead = {
    id: '01890000-0000-7000-8000-00000000000a',
    procedure: name,
    version: 1,
    profile: 'kr-strict',
    holderId: 'h',
    subjectId: 's',
  };
  const acts = [
    openingAct(procedure),
    ...Object.keys(procedure.acts).filter((act) => act !== openingAct(procedure) && !procedure.acts[act]!.ends),
  ];
  const history = {
    head,
    acts: acts.map((act, i) => ({
      seq: i + 1,
      act,
      party: 'dataOfficer',
      by: 'x',
      at: now,
      data: procedure.acts[act]!.example ?? {},
    })),
  };
  return { head, procedure, history, state: deriveState(procedure, history, now, termsBy(kyrgyzCalendar)) };
}

/** What a browser would send for a form that shows `data`. */
function sentFor(data: unknown, name = ''): Record<string, string> {
  const day = typeof data === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(data) : null;
  if (day)
    return {
      [`${name}-year`]: day[1]!,
      [`${name}-month`]: String(Number(day[2])),
      [`${name}-day`]: String(Number(day[3])),
    };
  if (typeof data !== 'object' || data === null) return { [name]: String(data) };
  return Object.assign(
    {},
    ...Object.entries(data).map(([key, value]) => sentFor(value, name === '' ? key : `${name}.${key}`)),
  ) as Record<string, string>;
}

for (const procedure of procedures) {
  describe(`pages of ${procedure.name}`, () => {
    test('the case, its tasks and every form are made in every language, with no name left bare', () => {
      const made = some(procedure.name);
      for (const lang of langs) {
        const page = casePage(made, Object.keys(procedure.acts), context(lang)).toString();
        for (const act of Object.keys(procedure.acts))
          assert.ok(page.includes(procedure.texts.acts[act]![lang].replaceAll("'", '&#39;')), act);
        for (const [act, spec] of Object.entries(procedure.acts)) {
          const formPage = actFormPage(made, act, context(lang)).toString();
          assert.ok(formPage.includes('name="_csrf"') && formPage.includes(`/law/${spec.law}`));
          assert.ok(!/>\w+\/\w+<|>\w+=\w+</.test(formPage), `${act}: a label is missing`);
        }
      }
    });

    test('a form gives back the answer that was put into it', () => {
      for (const [act, { ask, example }] of Object.entries(procedure.acts))
        if (ask) assert.deepEqual(formToData(ask, sentFor(example)), example, act);
    });
  });
}

test('a refusal leads to its field and keeps what was typed', () => {
  const made = some('contested-withdrawal');
  const refusal = {
    kind: 'refusal',
    code: 'OBLIGATION_NOT_NAMED',
    law: ['PD-9.4c'],
    text: { ky: 'Жок', ru: 'Нет', en: 'No such' },
    field: 'named/0/contract',
  } as const;
  const page = actFormPage(made, 'uphold', context('en'), { sent: { reasons: 'because <b>' }, refusal }).toString();
  assert.match(page, /href="#named\.0\.contract"/);
  assert.match(page, /because &lt;b&gt;/);
});

test('a hand-made page takes the place of a generated one', () => {
  const made = some('change-of-policy');
  const hooks = { 'change-of-policy': { casePage: () => html`own case`, actForms: { publish: () => html`own form` } } };
  assert.equal(casePage(made, [], context('ky'), hooks).toString(), 'own case');
  assert.equal(actFormPage(made, 'publish', context('ky'), undefined, hooks).toString(), 'own form');
});

test('an overdue task says so and names the last day of its term', () => {
  const row = {
    case_id: 'c',
    holder_id: 'h',
    procedure: 'contested-withdrawal',
    duty: 'answer',
    n: 1,
    party: 'dataOfficer',
    state: 'open',
    started_at: now,
    due_at: new Date('2026-03-01T18:00:00Z'),
  };
  const page = taskListPage([row], procedures, context('en')).toString();
  assert.match(page, /Overdue/);
  assert.match(page, /2026-03-01/);
});
