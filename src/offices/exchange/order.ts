import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatDate } from '../../platform/dates.ts';
import {
  button,
  checkbox,
  checkboxes,
  errorFor,
  fieldset,
  form,
  html,
  type Html,
  summaryList,
} from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type ExchangeSystem,
  loadPolicy,
  type LoadedPolicy,
  type Policy,
  policyOf,
  type PolicyRule,
  signatureTypes,
  type SystemDeps,
  systemScope,
} from '../../trust/systems/index.ts';
import { dayOrFault } from '../act-fields.ts';
import { formPage } from '../form-page.ts';
import { deskOf, type HolderDeps, pageFor, Uuid } from '../holder/deps.ts';
import { area, dayField, radioField } from '../holder/fields.ts';
import { type Given, linesOf, listOf, putDay, textOf, ticked } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { exchangeWords } from './exchange.messages.ts';
import { orderWords } from './order.messages.ts';
import { exchangeHome, ownSystem } from './own-system.ts';

type Deps = HolderDeps & { readonly systems: SystemDeps };
const bases = ['owner', 'agreement'] as const;

/** ES-3.2: the order of using signatures in a corporate system, by its owner's rule or its participants' agreement. */
export function orderPages(app: App, deps: Deps): void {
  formPage(app, `${exchangeHome}/:systemId/order`, {
    config: pageFor('administrator'),
    params: Type.Object({ systemId: Uuid }),
    act: (request) => load(request, deps),
    show: (request, reply, tried) => show(request, reply, deps, tried),
  });
}

async function corporate(request: FastifyRequest, deps: Deps): Promise<ExchangeSystem> {
  const system = await ownSystem(request, deps);
  if (system.scope !== 'corporate') throw new RefusalError(refuseHttp('NOT_FOUND'));
  return system;
}

async function load(request: FastifyRequest, deps: Deps): Promise<string | Tried> {
  const { lang } = request;
  const w = orderWords[lang];
  const given = request.body as Given;
  const system = await corporate(request, deps);
  const basis = bases.find((one) => one === textOf(given, 'basis'));
  const on = dayOrFault(lang, given, 'on');
  const parties = linesOf(given, 'parties').map((one) => one.slice(0, 300));
  const rules = rulesOf(system, given);
  const faults = [
    ...(basis === undefined ? [{ field: 'basis', text: w.choose }] : []),
    ...on.faults,
    ...(parties.length === 0 || parties.length > 50 ? [{ field: 'parties', text: w.partiesWrong }] : []),
    ...(rules.length === 0 ? [{ field: `accept.${system.documentKinds[0]!.code}`, text: w.rulesMissing }] : []),
  ];
  if (faults.length > 0 || basis === undefined) return { given, trouble: troubleFrom(...faults) };
  const done = await loadPolicy(deps.systems, deskOf(request), system.id, { basis, on: on.day, parties, rules });
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done) } : `${exchangeHome}/${system.id}?done=1`;
}

function rulesOf({ documentKinds }: ExchangeSystem, given: Given): PolicyRule[] {
  const rules = documentKinds.flatMap(({ code: documentKind }): PolicyRule[] => {
    const types = signatureTypes.filter((one) => listOf(given, `accept.${documentKind}`).includes(one));
    return [
      ...(types.length === 0 ? [] : [{ rule: 'accept' as const, documentKind, types }]),
      ...(ticked(given, `hand.${documentKind}`) ? [{ rule: 'handwritten-too' as const, documentKind }] : []),
    ];
  });
  return ticked(given, 'noForeign') ? [...rules, { rule: 'no-foreign' }] : rules;
}

/** An order as it would have been typed. */
function orderGiven({ basis, on, parties, rules }: Policy): Given {
  const entries = rules.map((rule): [string, string | readonly string[]] =>
    rule.rule === 'accept'
      ? [`accept.${rule.documentKind}`, rule.types]
      : rule.rule === 'handwritten-too'
        ? [`hand.${rule.documentKind}`, 'yes']
        : ['noForeign', 'yes'],
  );
  return { basis, parties: parties.join('\n'), ...putDay('on', on), ...Object.fromEntries(entries) };
}

async function show(request: FastifyRequest, reply: FastifyReply, deps: Deps, tried: Tried): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = orderWords[lang];
  const system = await corporate(request, deps);
  const known = await deps.systems.db.tx(systemScope, (tx) => policyOf(tx, system.id));
  const { trouble } = tried;
  const given = trouble.errors.length > 0 ? tried.given : known === undefined ? {} : orderGiven(known.body);
  const sheet = { lang, given, trouble };
  const action = `${exchangeHome}/${system.id}/order`;
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      path: action,
      trouble,
      breadcrumbs: [
        { text: exchangeWords[lang].title, href: exchangeHome },
        { text: system.name[lang], href: `${exchangeHome}/${system.id}` },
      ],
      body: html`${form(
        { action, csrf },
        radioField(sheet, {
          name: 'basis',
          label: w.basis,
          items: bases.map((value) => ({ value, text: w.bases[value] })),
        }),
        dayField(sheet, { name: 'on', label: w.on }),
        area(sheet, { name: 'parties', label: w.parties, hint: w.partiesHint, rows: 3 }),
        html`<h2>${w.rules}</h2><p>${w.rulesLead}</p>`,
        system.documentKinds.map(({ code }) =>
          fieldset(
            { legend: w.ofKind(code), group: true },
            checkboxes({
              lang,
              name: `accept.${code}`,
              label: w.types,
              values: listOf(given, `accept.${code}`),
              error: errorFor(trouble.errors, `accept.${code}`),
              items: signatureTypes.map((value) => ({ value, text: exchangeWords[lang].types[value] })),
            }),
            checkbox({ lang, name: `hand.${code}`, text: w.hand, checked: ticked(given, `hand.${code}`) }),
          ),
        ),
        checkbox({ lang, name: 'noForeign', text: w.noForeign, checked: ticked(given, 'noForeign') }),
        button({ text: w.load }),
      )}${norms(lang, ['ES-3.2', 'ES-4.4', 'ES-5.4', 'ES-7.2'])}`,
    },
  );
}

/** The order that is loaded, rule by rule, each with the norms that win over it; and the way to load another. */
export function orderPart(lang: Lang, system: ExchangeSystem, policy: LoadedPolicy | undefined): Html {
  const [w, e] = [orderWords[lang], exchangeWords[lang]];
  if (system.scope !== 'corporate') return html`<p>${e.orderNone}</p>`;
  const said = (rule: PolicyRule): string =>
    rule.rule === 'accept'
      ? w.accepts(rule.documentKind, rule.types.map((one) => e.types[one]).join(', '))
      : rule.rule === 'handwritten-too'
        ? w.handFor(rule.documentKind)
        : w.noForeign;
  const shown =
    policy === undefined
      ? html`<p>${e.orderNone}</p>`
      : html`${summaryList({
          lang,
          rows: [
            { key: w.basis, value: w.bases[policy.body.basis] },
            { key: w.on, value: formatDate(lang, policy.body.on) },
            { key: w.parties, value: policy.body.parties.join('; ') },
          ],
        })}<ol>${policy.body.rules.map((rule, i) => {
          const against = policy.conflicts.find(({ at }) => at === i);
          return html`<li>${said(rule)}${against !== undefined && html`<p><strong>${w.noEffect}</strong></p>${norms(lang, against.law)}`}</li>`;
        })}</ol>`;
  return html`${shown}<p><a href="${exchangeHome}/${system.id}/order">${policy === undefined ? w.first : w.another}</a></p>`;
}
