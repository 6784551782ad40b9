import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { allHolders } from '../../holders/index.ts';
import {
  button,
  card,
  cardGrid,
  checkbox,
  emptyState,
  errorFor,
  fieldset,
  form,
  html,
  type Html,
  linkButton,
  radios,
  summaryList,
  textarea,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  addParticipant,
  allSystems,
  changeExchange,
  type ExchangeSystem,
  operatorKinds,
  partKinds,
  participantsOf,
  policyOf,
  registerExchange,
  type Settings,
  type SystemDeps,
  systemScope,
  systemScopes,
} from '../../trust/systems/index.ts';
import { deskOf, hasRole, type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from '../holder/deps.ts';
import { line, radioField, type Sheet, words3 } from '../holder/fields.ts';
import { type Given, linesOf, textOf, whole3Of } from '../holder/given.ts';
import { type Trouble, troubleFrom, troubleOf } from '../holder/trouble.ts';
import { Done, showDesk, type Tried, untried, type Visit, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { exchangeWords } from './exchange.messages.ts';
import { orderPart } from './order.ts';
import { orderWords } from './order.messages.ts';
import { exchangeHome, ownSystem } from './own-system.ts';
import { inNameWords } from './uses.messages.ts';

type Deps = HolderDeps & { readonly systems: SystemDeps };
const config = pageFor('administrator');
const params = Type.Object({ systemId: Uuid });
const home = exchangeHome;

/** The systems that the reader's organisation owns, for the page of what was received. */
export async function ownSystems(request: FastifyRequest, deps: { readonly systems: SystemDeps }): Promise<Html> {
  const w = exchangeWords[request.lang];
  const desk = deskOf(request);
  const systems = (await deps.systems.db.tx(systemScope, allSystems)).filter(
    ({ ownerId }) => ownerId === desk.holderId,
  );
  const administrator = hasRole(desk, 'administrator');
  const register = administrator && linkButton({ text: w.register, href: `${home}/new`, kind: 'secondary' });
  return html`<h2>${w.own}</h2>${
    systems.length === 0
      ? emptyState({ title: w.ownNone })
      : cardGrid(
          ...systems.map((one) =>
            card({
              title: one.name[request.lang],
              level: 3,
              ...(administrator ? { href: `${home}/${one.id}` } : {}),
              meta: [
                { key: w.scope, value: w.scopes[one.scope] },
                { key: w.operator, value: one.operator?.name ?? w.operatorNone },
              ],
            }),
          ),
        )
  }${register}${administrator && html`<p><a href="${home}/uses">${inNameWords[request.lang].title}</a></p>`}`;
}

/** ES-2.12 to ES-2.14, ES-12.5: an organisation registers its systems and keeps their operators, modes and participants. */
export function systemPages(app: App, deps: Deps): void {
  const schema = { response: pageAnswers };
  app.get(`${home}/new`, { config, schema }, async (request, reply) => fresh(visitOf(request, reply, deps), untried));
  app.post(`${home}/new`, { config, schema: { ...schema, body: Posted } }, async (request, reply) =>
    register(deps, visitOf(request, reply, deps), request.body as Given),
  );
  app.get(`${home}/:systemId`, { config, schema: { ...schema, params, querystring: Done } }, async (request, reply) => {
    const visit = visitOf(request, reply, deps);
    return one(deps, visit, await ownSystem(request, deps), untried, request.query.done !== undefined);
  });
  app.post(`${home}/:systemId`, { config, schema: { ...schema, params, body: Posted } }, async (request, reply) => {
    const visit = visitOf(request, reply, deps);
    const system = await ownSystem(request, deps);
    const given = request.body as Given;
    const trouble = await (textOf(given, 'act') === 'add' ? add : change)(deps, visit, system, given);
    if (trouble === undefined) return reply.redirect(`${home}/${system.id}?done=1`, 303);
    return one(deps, visit, system, { given, trouble }, false);
  });
}

async function change(deps: Deps, { desk, lang }: Visit, system: ExchangeSystem, given: Given) {
  const done = await changeExchange(deps.systems, desk, system.id, settingsOf(given));
  return isRefusal(done) ? troubleOf(lang, done) : undefined;
}

function settingsOf(given: Given): Settings {
  const name = textOf(given, 'operatorName').slice(0, 300);
  const rules = textOf(given, 'simpleRules').slice(0, 4000);
  const kind = operatorKinds.find((one) => one === textOf(given, 'operatorKind')) ?? 'legal_person';
  const representative = textOf(given, 'representative').slice(0, 300);
  return {
    operator: name === '' ? null : { kind, name, representative: representative === '' ? null : representative },
    simpleRules: rules === '' ? null : rules,
    automatic: textOf(given, 'automatic') === 'yes',
  };
}

/** What article 9 part 5 asks about documents: the word of the field, its name. */
const marks = [
  ['secret', 'stateSecret'],
  ['notary', 'needsNotary'],
  ['registration', 'needsStateRegistration'],
] as const;
const codesOf = (given: Given, name: string): string[] =>
  textOf(given, name)
    .split(/[\s,;]+/)
    .filter((code) => code !== '');

async function register(deps: Deps, visit: Visit, given: Given): Promise<FastifyReply> {
  const w = exchangeWords[visit.lang];
  const name = whole3Of(given, 'name');
  const kinds = linesOf(given, 'kinds');
  const scope = systemScopes.find((one) => one === textOf(given, 'scope'));
  const faults = [
    ...(name === null ? [{ field: 'name', text: w.required }] : []),
    ...(scope === undefined ? [{ field: 'scope', text: w.required }] : []),
    ...(kinds.length === 0 || kinds.length > 50 || kinds.some((one) => !/^[a-z0-9][a-z0-9_-]{0,39}$/.test(one))
      ? [{ field: 'kinds', text: w.kindsWrong }]
      : []),
    ...marks.flatMap(([, field]) =>
      codesOf(given, field)
        .filter((code) => !kinds.includes(code))
        .slice(0, 1)
        .map((code) => ({ field, text: orderWords[visit.lang].marksWrong(code) })),
    ),
  ];
  if (faults.length > 0 || name === null || scope === undefined)
    return fresh(visit, { given, trouble: troubleFrom(...faults) });
  const documentKinds = kinds.map((code) => ({
    code,
    ...Object.fromEntries(
      marks.filter(([, mark]) => codesOf(given, mark).includes(code)).map(([, mark]) => [mark, true]),
    ),
  }));
  const done = await registerExchange(deps.systems, visit.desk, { ...settingsOf(given), scope, name, documentKinds });
  return isRefusal(done)
    ? fresh(visit, { given, trouble: troubleOf(visit.lang, done) })
    : visit.reply.redirect(`${home}/${done.id}?done=1`, 303);
}

/** ES-2.12: under the name and kind that the register of holders has; a unit or an association behind that name. */
async function add(
  deps: Deps,
  { desk, lang }: Visit,
  system: ExchangeSystem,
  given: Given,
): Promise<Trouble | undefined> {
  const w = exchangeWords[lang];
  if (textOf(given, 'kind') === 'citizen') {
    const subjectId = textOf(given, 'subject').toLowerCase();
    if (!isUuid(subjectId)) return troubleFrom({ field: 'subject', text: orderWords[lang].subjectMissing });
    const entered = await addParticipant(deps.systems, desk, system.id, { kind: 'citizen', subjectId });
    return isRefusal(entered) ? troubleOf(lang, entered, () => 'subject') : undefined;
  }
  const kind = partKinds.find((one) => one === textOf(given, 'kind'));
  const holderId = textOf(given, 'party');
  const name = textOf(given, 'partyName').slice(0, 300);
  const faults = [
    ...(isUuid(holderId) ? [] : [{ field: 'party', text: w.required }]),
    ...(kind !== undefined && name === '' ? [{ field: 'partyName', text: w.required }] : []),
  ];
  if (faults.length > 0) return troubleFrom(...faults);
  const who = kind === undefined ? { holderId } : { kind, name, holderId };
  const done = await addParticipant(deps.systems, desk, system.id, who);
  return isRefusal(done) ? troubleOf(lang, done, () => 'party') : undefined;
}

const settingFields = (sheet: Sheet): Html => {
  const w = exchangeWords[sheet.lang];
  const { lang, given, trouble } = sheet;
  return html`${radios({
    lang,
    name: 'operatorKind',
    label: w.operatorKind,
    value: textOf(given, 'operatorKind'),
    items: operatorKinds.map((value) => ({ value, text: w.operatorKinds[value] })),
  })}${line(sheet, { name: 'operatorName', label: w.operator, optional: true })}${line(sheet, { name: 'representative', label: w.representative, optional: true })}${textarea(
    {
      lang,
      name: 'simpleRules',
      label: w.simpleRules,
      hint: w.simpleHint,
      optional: true,
      rows: 3,
      limit: 4000,
      value: textOf(given, 'simpleRules'),
      error: errorFor(trouble.errors, 'operator'),
    },
  )}${checkbox({ lang, name: 'automatic', text: w.automatic, checked: textOf(given, 'automatic') === 'yes' })}`;
};

function fresh(visit: Visit, { given, trouble }: Tried): FastifyReply {
  const { lang, csrf } = visit;
  const w = exchangeWords[lang];
  const sheet = { lang, given, trouble };
  return showDesk(visit, {
    title: w.register,
    path: `${home}/new`,
    trouble,
    breadcrumbs: [{ text: w.title, href: home }],
    body: html`${form(
      { action: `${home}/new`, csrf },
      words3(sheet, { name: 'name', label: w.name }),
      radioField(sheet, {
        name: 'scope',
        label: w.scope,
        items: systemScopes.map((value) => ({ value, text: w.scopes[value] })),
      }),
      textarea({
        lang,
        name: 'kinds',
        label: w.kinds,
        hint: w.kindsHint,
        rows: 3,
        value: textOf(given, 'kinds'),
        error: errorFor(trouble.errors, 'kinds'),
      }),
      fieldset(
        { legend: orderWords[lang].marks, group: true },
        html`<p class="mk-hint">${orderWords[lang].marksHint}</p>`,
        marks.map(([word, name]) => line(sheet, { name, label: orderWords[lang][word], optional: true })),
      ),
      settingFields(sheet),
      button({ text: w.register }),
    )}${norms(lang, ['ES-2.12', 'ES-2.13', 'ES-2.14', 'ES-12.5'])}`,
  });
}

async function one(
  deps: Deps,
  visit: Visit,
  system: ExchangeSystem,
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = visit;
  const w = exchangeWords[lang];
  const { operator, simpleRules, automatic } = system;
  const stored: Given = {
    operatorKind: operator?.kind ?? '',
    operatorName: operator?.name ?? '',
    representative: operator?.representative ?? '',
    simpleRules: simpleRules ?? '',
    automatic: automatic ? 'yes' : '',
  };
  const sheet: Sheet = { lang, given: textOf(given, 'act') === 'settings' ? given : stored, trouble };
  const adding: Sheet = { lang, given: textOf(given, 'act') === 'add' ? given : {}, trouble };
  const [parties, policy, holders] = await Promise.all([
    deps.systems.db.tx(systemScope, (tx) => participantsOf(tx, system.id)),
    deps.systems.db.tx(systemScope, (tx) => policyOf(tx, system.id)),
    allHolders(deps.consent.db),
  ]);
  const named = parties.map(
    ({ kind, name }) =>
      html`<li>${name === null ? w.participantKinds[kind] : `${name} (${w.participantKinds[kind]})`}</li>`,
  );
  const action = `${home}/${system.id}`;
  return showDesk(visit, {
    title: system.name[lang],
    path: action,
    trouble,
    done: done ? w.saved : null,
    breadcrumbs: [{ text: w.title, href: home }],
    body: html`${summaryList({
      lang,
      rows: [
        { key: w.scope, value: w.scopes[system.scope] },
        { key: w.kinds, value: system.documentKinds.map(({ code }) => code).join(', ') },
      ],
    })}
<h2>${w.settings}</h2>${form({ action, csrf, hidden: { act: 'settings' } }, settingFields(sheet), button({ text: w.save }))}
<h2>${w.participants}</h2>${named.length > 0 && html`<ul>${named}</ul>`}${form(
      { action, csrf, hidden: { act: 'add' } },
      radios({
        lang,
        name: 'party',
        label: w.party,
        value: textOf(adding.given, 'party'),
        error: errorFor(trouble.errors, 'party'),
        items: holders.map(({ id, body }) => ({ value: id, text: body.name[lang] })),
      }),
      radios({
        lang,
        name: 'kind',
        label: w.participantKind,
        value: textOf(adding.given, 'kind') || 'itself',
        items: [
          { value: 'itself', text: w.itself },
          ...partKinds.map((value) => ({ value, text: w.participantKinds[value] })),
          { value: 'citizen', text: w.participantKinds.citizen },
        ],
      }),
      line(adding, { name: 'partyName', label: w.partName, hint: w.partHint, optional: true }),
      line(adding, {
        name: 'subject',
        label: orderWords[lang].citizenId,
        hint: orderWords[lang].citizenHint,
        optional: true,
      }),
      button({ text: w.add, kind: 'secondary' }),
    )}
<h2>${w.order}</h2>${orderPart(lang, system, policy)}${norms(lang, ['ES-3.2'])}`,
  });
}
