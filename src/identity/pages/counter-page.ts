import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { documentTypes, type PersonRecord } from '../../keys/index.ts';
import {
  banner,
  button,
  checkbox,
  dateInput,
  fieldset,
  form,
  html,
  select,
  textInput,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Bound } from '../bind-account.ts';
import { bindByClerk } from '../clerk-binding.ts';
import { holderStaff, text } from '../http-common.ts';
import type { IdentityDeps } from '../types.ts';
import { at, type PageSettings, show } from './frame.ts';
import { words } from './identity.messages.ts';

const names = [
  'code',
  'pin',
  'surname',
  'givenName',
  'patronymic',
  'type',
  'series',
  'number',
  'issuedBy',
  'birthDate-day',
  'birthDate-month',
  'birthDate-year',
  'issuedOn-day',
  'issuedOn-month',
  'issuedOn-year',
  'originalChecked',
  'declared',
  'noPin',
] as const;
type Given = Partial<Record<(typeof names)[number], string>>;

/** The clerk's counter: check the document, type the citizen's code, bind. */
export function counterPage(app: App, deps: IdentityDeps, settings: PageSettings): void {
  const config = { access: holderStaff('clerk'), kind: 'page' as const };
  const counter = (
    request: FastifyRequest,
    reply: FastifyReply,
    given: Given = {},
    refusal?: Refusal,
    bound?: Bound,
  ) => {
    const { lang } = request;
    const w = words(lang);
    // Fields of a record are named in the vault by their place; the form has one document.
    const shown =
      refusal?.field === undefined
        ? refusal
        : { ...refusal, field: refusal.field.replace(/^documents\/0\//, '').replace(/^documents$/, 'number') };
    const input = (name: (typeof names)[number], label: string, more: object = {}) =>
      textInput({
        lang,
        name,
        label,
        value: given[name],
        error: at(request, shown, name),
        autocomplete: 'off',
        spellcheck: false,
        ...more,
      });
    const date = (name: 'birthDate' | 'issuedOn', label: string) =>
      dateInput({
        lang,
        name,
        label,
        value: {
          day: given[`${name}-day`] ?? '',
          month: given[`${name}-month`] ?? '',
          year: given[`${name}-year`] ?? '',
        },
        error: at(request, shown, name),
      });
    const box = (name: 'originalChecked' | 'declared' | 'noPin', label: string) => {
      const error = at(request, shown, name);
      return checkbox({
        lang,
        name,
        text: label,
        checked: given[name] !== undefined,
        ...(error === undefined ? {} : { error }),
      });
    };
    const done =
      bound !== undefined &&
      banner({
        lang,
        kind: 'success',
        title: w.boundDone,
        body:
          bound.warnings.length === 0
            ? ''
            : html`<p>${w.warnings}:</p><ul>${bound.warnings.map((one) => html`<li>${one.text[lang]}</li>`)}</ul>`,
      });
    const body = html`${done}<h1>${w.counter}</h1><p class="mk-lead">${w.counterLead}</p>
${form(
  { action: '/holder/binding', csrf: request.csrf },
  input('code', w.citizenCode, { width: 10 }),
  fieldset(
    { legend: w.aboutPerson },
    input('surname', w.surname),
    input('givenName', w.givenName),
    input('patronymic', w.patronymic, { hint: w.patronymicHint, optional: true }),
    date('birthDate', w.born),
    input('pin', w.pin, { hint: w.pinHint, inputmode: 'numeric', width: 20 }),
    box('noPin', w.noPin),
  ),
  fieldset(
    { legend: w.document },
    select({
      lang,
      name: 'type',
      label: w.documentType,
      options: Object.entries(documentTypes).map(([value, { name }]) => ({ value, text: name[lang] })),
      value: given.type,
      error: at(request, shown, 'type'),
    }),
    input('series', w.series, { width: 4 }),
    input('number', w.number, { width: 20 }),
    date('issuedOn', w.issuedOn),
    input('issuedBy', w.issuedBy),
  ),
  box('originalChecked', w.originalChecked),
  box('declared', w.declared),
  button({ text: w.bind }),
)}`;
    return show(settings, request, reply, { title: w.counter, body, path: '/holder/binding', refusal: shown });
  };

  app.get('/holder/binding', { config, schema: { response: htmlSchema } }, async (request, reply) =>
    counter(request, reply),
  );
  app.post(
    '/holder/binding',
    {
      config,
      schema: {
        body: Type.Partial(
          Type.Object(
            Object.fromEntries(names.map((name) => [name, text(200, 0)])) as Record<
              (typeof names)[number],
              ReturnType<typeof text>
            >,
          ),
        ),
        response: htmlSchema,
      },
    },
    async (request, reply) => {
      const given = request.body as Given;
      const { principal } = request;
      if (principal.kind !== 'staff' || principal.holderId === null) return reply.callNotFound();
      const check = {
        code: given.code ?? '',
        record: recordOf(given),
        originalChecked: given.originalChecked !== undefined,
        declared: given.declared !== undefined,
      };
      const bound = await bindByClerk(deps, { accountId: principal.accountId, holderId: principal.holderId }, check);
      return isRefusal(bound) ? counter(request, reply, given, bound) : counter(request, reply, {}, undefined, bound);
    },
  );
}

function recordOf(given: Given): PersonRecord {
  const day = (name: 'birthDate' | 'issuedOn'): string => {
    const part = (unit: 'day' | 'month' | 'year', length: number) =>
      (given[`${name}-${unit}`] ?? '').trim().padStart(length, '0');
    return `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`;
  };
  const known = (value: string | undefined): string => value?.trim() ?? '';
  return {
    // No number is a statement of its own, not an empty field.
    pin: known(given.pin) === '' && given.noPin !== undefined ? null : known(given.pin),
    surname: known(given.surname),
    givenName: known(given.givenName),
    patronymic: known(given.patronymic) === '' ? null : known(given.patronymic),
    birthDate: day('birthDate'),
    documents: [
      {
        type: known(given.type) as keyof typeof documentTypes,
        series: known(given.series),
        number: known(given.number),
        issuedOn: day('issuedOn'),
        issuedBy: known(given.issuedBy),
      },
    ],
    address: null,
    contacts: [],
  };
}
