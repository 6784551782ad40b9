import type { TObject } from 'typebox';
import {
  button,
  buttonGroup,
  citeLink,
  errorSummary,
  type FieldError,
  form,
  html,
  type Html,
  linkButton,
  nothing,
  summaryList,
  table,
  tag,
  taskList,
  timeline,
} from '../platform/html/index.ts';
import { dayOf } from '../law/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import type { CaseNow } from './engine.ts';
import { fieldsOf } from './forms.ts';
import { words } from './pages.messages.ts';
import { openingAct } from './procedure.ts';
import { titleOf } from './routes-schemas.ts';
import { dutyOfLate, isRunning } from './state.ts';
import type { TaskRow } from './store.ts';
import type { Procedure } from './types.ts';

/** What the surrounding office gives a page: language, addresses, words for moments. */
export type PageContext = {
  readonly lang: Lang;
  readonly now: Date;
  readonly csrf: string;
  /** Idempotency key of the form. */
  readonly key: string;
  caseHref(procedure: string, caseId: string, holderId?: string): string;
  actHref(procedure: string, caseId: string, act: string): string;
  lawHref(requirement: string): string;
  /** A day and a moment in words; by default 2026-03-01 and 2026-03-01 14:05, Bishkek. */
  readonly dayText?: (day: string) => string;
  readonly momentText?: (at: Date) => string;
  /** The norm of a requirement in words; by default its id. */
  readonly lawText?: (requirement: string) => string;
  /** What the office says under the heading of a case or a form, and before the history of a case. */
  readonly lead?: Html;
  readonly more?: Html;
  /** What a form is filled with at first, by the names of its fields. */
  readonly filled?: Readonly<Record<string, unknown>>;
  /** Acts of a case that are refused now, whatever their forms would say. */
  readonly barred?: Readonly<Record<string, Refusal>>;
  /** What is said of a task beside its term: whose it is. */
  readonly taskNote?: (task: TaskRow) => string;
};

/** Hand-made pages that take the place of generated ones, by procedure. */
export type PageHooks = Readonly<
  Record<
    string,
    {
      readonly casePage?: (now: CaseNow, possible: readonly string[], c: PageContext) => Html;
      readonly actForms?: Readonly<Record<string, (now: CaseNow, c: PageContext, failed?: FailedForm) => Html>>;
    }
  >
>;
export type FailedForm = { readonly sent: Readonly<Record<string, unknown>>; readonly refusal: Refusal };

const bishkek = (at: Date): string =>
  `${dayOf(at)} ${new Date(at.getTime() + 6 * 3_600_000).toISOString().slice(11, 16)}`;
const dayText = (c: PageContext, day: string): string => c.dayText?.(day) ?? day;
const momentText = (c: PageContext, at: Date): string => c.momentText?.(at) ?? bishkek(at);
const lawText = (c: PageContext, requirement: string): string => c.lawText?.(requirement) ?? requirement;
const lawLink = (c: PageContext, requirement: string): Html =>
  citeLink(lawText(c, requirement), c.lawHref(requirement));
/** The last day of a term that ends at 24:00. */
const lastDay = (c: PageContext, due: Date): string => dayText(c, dayOf(new Date(due.getTime() - 1)));

/** The case: where it stands, what is owed, what may be done, what happened. */
export function casePage(now: CaseNow, possible: readonly string[], c: PageContext, hooks: PageHooks = {}): Html {
  const own = hooks[now.procedure.name]?.casePage;
  if (own) return own(now, possible, c);
  const { procedure, state, history, head } = now;
  const w = words(c.lang);
  const stage = procedure.texts.stages[state.stage]?.[c.lang] ?? state.stage;
  const open = possible.filter((act) => c.barred?.[act] === undefined);
  return html`<h1>${procedure.texts.title[c.lang]}</h1>${c.lead}
${summaryList({
  lang: c.lang,
  rows: [
    { key: w.stage, value: tag({ text: stage, tone: state.ended ? 'ended' : 'wait' }) },
    { key: w.opened, value: momentText(c, history.acts[0]!.at) },
    { key: w.number, value: head.id },
    { key: w.ground, value: lawLink(c, procedure.law) },
  ],
})}
${open.length === 0 ? nothing : html`<h2>${w.yourActs}</h2>${buttonGroup(...open.map((act) => linkButton({ href: c.actHref(procedure.name, head.id, act), text: titleOf(procedure, act, c.lang), kind: 'secondary' })))}`}${barredActs(procedure, c)}
${state.duties.some(isRunning) ? dutiesTable(now, c) : nothing}
${c.more}
<h2>${w.history}</h2>
${timeline({
  items: [...history.acts].reverse().map((done) => ({
    when: momentText(c, done.at),
    datetime: done.at.toISOString(),
    title:
      dutyOfLate(done.act) === null
        ? titleOf(procedure, done.act, c.lang)
        : `${w.termPassed}: ${titleOf(procedure, done.act, c.lang)}`,
    by: procedure.texts.parties[done.party]?.[c.lang] ?? w.byLaw,
    ...(dutyOfLate(done.act) === null ? {} : { tone: 'bad' as const }),
  })),
})}`;
}

/** What cannot be done yet, and why: nobody fills in a form that will be refused. */
function barredActs(procedure: Procedure, c: PageContext): Html {
  const barred = Object.entries(c.barred ?? {});
  if (barred.length === 0) return nothing;
  const items = barred.map(
    ([act, refusal]) => html`<li><strong>${titleOf(procedure, act, c.lang)}</strong>: ${refusedText(c, refusal)}</li>`,
  );
  return html`<h2>${words(c.lang).notNow}</h2><ul>${items}</ul>`;
}

/** Why, with the norm behind it. */
function refusedText(c: PageContext, { text, law: [norm] }: Refusal): string {
  return norm === undefined ? text[c.lang] : `${text[c.lang]} (${lawText(c, norm)})`;
}

/** What was wrong with a form, at its field. */
function errorsOf(c: PageContext, failed: FailedForm | undefined): FieldError[] {
  if (failed === undefined) return [];
  const field = failed.refusal.field?.replaceAll('/', '.');
  return [{ ...(field === undefined ? {} : { field }), text: refusedText(c, failed.refusal) }];
}

function dutiesTable({ procedure, state }: CaseNow, c: PageContext): Html {
  const w = words(c.lang);
  return table({
    caption: w.duties,
    columns: [{ head: w.duty }, { head: w.owner }, { head: w.dueBy }, { head: w.ground }],
    rows: state.duties.filter(isRunning).map((d) => {
      const spec = procedure.duties[d.duty]!;
      const status =
        d.state === 'paused'
          ? tag({ text: w.paused, tone: 'neutral' })
          : d.late
            ? tag({ text: w.late, tone: 'bad' })
            : nothing;
      return [
        procedure.texts.duties[d.duty]![c.lang],
        procedure.texts.parties[spec.of]![c.lang],
        html`${lastDay(c, d.due)} ${status}`,
        lawLink(c, spec.law),
      ];
    }),
  });
}

/** What one owes, the most urgent first. */
export function taskListPage(
  tasks: readonly TaskRow[],
  procedures: readonly Procedure[],
  c: PageContext,
  none: string = words(c.lang).noTasks,
): Html {
  const w = words(c.lang);
  const shown = tasks.flatMap((row) => {
    const procedure = procedures.find(({ name }) => name === row.procedure);
    if (!procedure) return [];
    const late = row.state === 'open' && row.due_at < c.now;
    const law = procedure.duties[row.duty]?.law ?? procedure.law;
    const note = c.taskNote?.(row);
    const status =
      row.state === 'paused'
        ? tag({ text: w.paused })
        : late
          ? tag({ text: w.late, tone: 'bad' })
          : tag({ text: w.open, tone: 'wait' });
    return [
      {
        title: procedure.texts.duties[row.duty]?.[c.lang] ?? row.duty,
        href: c.caseHref(row.procedure, row.case_id, row.holder_id),
        hint: [
          ...(note === undefined ? [] : [note]),
          procedure.texts.title[c.lang],
          `${w.dueBy}: ${lastDay(c, row.due_at)}`,
          lawText(c, law),
        ].join(' · '),
        status,
      },
    ];
  });
  return html`<h1>${w.tasks}</h1>${shown.length === 0 ? html`<p>${none}</p>` : taskList({ id: 'tasks', tasks: shown })}`;
}

/** The form that opens a case, with what was wrong the last time. */
export function openingFormPage(procedure: Procedure, action: string, c: PageContext, failed?: FailedForm): Html {
  const act = openingAct(procedure);
  const spec = procedure.acts[act]!;
  const errors = errorsOf(c, failed);
  return html`${errorSummary({ lang: c.lang, errors })}
<h1>${titleOf(procedure, act, c.lang)}</h1>
<p>${procedure.texts.title[c.lang]} · ${lawLink(c, spec.law)}</p>${c.lead}
${form(
  { action, csrf: c.csrf, key: c.key },
  spec.ask === undefined
    ? nothing
    : fieldsOf(spec.ask as TObject, { lang: c.lang, texts: procedure.texts, sent: failed?.sent ?? c.filled, errors }),
  button({ text: titleOf(procedure, act, c.lang) }),
)}`;
}

/** The form of one act, with what was wrong the last time. */
export function actFormPage(
  now: CaseNow,
  act: string,
  c: PageContext,
  failed?: FailedForm,
  hooks: PageHooks = {},
): Html {
  const own = hooks[now.procedure.name]?.actForms?.[act];
  if (own) return own(now, c, failed);
  const { procedure, head } = now;
  const spec = procedure.acts[act]!;
  const w = words(c.lang);
  const errors = errorsOf(c, failed);
  return html`${errorSummary({ lang: c.lang, errors })}
<h1>${titleOf(procedure, act, c.lang)}</h1>
<p>${procedure.texts.title[c.lang]} · ${lawLink(c, spec.law)}</p>${c.lead}
${form(
  { action: c.actHref(procedure.name, head.id, act), csrf: c.csrf, key: c.key },
  spec.ask === undefined
    ? nothing
    : fieldsOf(spec.ask as TObject, { lang: c.lang, texts: procedure.texts, sent: failed?.sent ?? c.filled, errors }),
  buttonGroup(
    button({ text: titleOf(procedure, act, c.lang) }),
    html`<a href="${c.caseHref(procedure.name, head.id)}">${w.back}</a>`,
  ),
)}`;
}
