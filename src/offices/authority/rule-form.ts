import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dayOf } from '../../law/index.ts';
import { button, form, html, inset } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  bodyAt,
  type Edition,
  loaderOf,
  loadRule,
  ruleById,
  type RuleKind,
  ruleKinds,
} from '../../trust/rules/index.ts';
import { actFields, dayOrFault, putAct, readAct } from '../act-fields.ts';
import { rulesWords } from '../centres/rules.messages.ts';
import { authorityPage, type OfficeDeps } from '../deps.ts';
import { pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { dayField } from '../holder/fields.ts';
import { type Given, putDay, textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, untried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { roomFor, ruleBody, ruleFields, ruleGiven } from './rule-fields.ts';
import { ruleDeskWords } from './rules.messages.ts';
import { editionName, ruleLaw, rulesHome, rulesTrail } from './rule-view.ts';

const params = Type.Object({
  kind: Type.Unsafe<RuleKind>(Type.Union(ruleKinds.map((one) => Type.Literal(one)))),
});
const query = Type.Object({
  replaces: Type.Optional(Uuid),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const pattern = `${rulesHome}/new/:kind`;

/** ES-8.1, ES-8.4, ES-8.5: a further edition of a rule, in the place of one whose day has not come where that is asked. */
export function ruleFormPages(app: App, deps: OfficeDeps): void {
  const config = authorityPage('officer', 'security-body');
  app.get(
    pattern,
    { config, schema: { params, querystring: query, response: pageAnswers } },
    async (request, reply) => {
      const { kind } = request.params;
      loaderOf(request.principal, kind);
      const old = await replacedOf(deps, kind, request.query.replaces);
      const body = old?.body ?? (await bodyAt(deps.consent.db, kind, deps.clock.now()));
      const given: Given = {
        ...ruleGiven(body),
        ...(old === null ? {} : { ...putAct(old.act), ...putDay('from', dayOf(old.since)), replaces: old.id }),
      };
      return show(request, reply, deps, kind, { ...untried, given });
    },
  );
  app.post(pattern, { config, schema: { params, body: Posted, response: pageAnswers } }, async (request, reply) => {
    const { kind } = request.params;
    const given = request.body as Given;
    if (textOf(given, 'act') === 'more')
      return show(request, reply, deps, kind, { ...untried, given: { ...given, room: String(roomFor(given) + 1) } });
    const done = await load(request, deps, kind, given);
    return typeof done === 'string' ? reply.redirect(done, 303) : show(request, reply, deps, kind, done);
  });
}

async function replacedOf(deps: OfficeDeps, kind: RuleKind, id: string | undefined): Promise<Edition | null> {
  if (id === undefined || id === '') return null;
  const found = await ruleById(deps.consent.db, id, deps.clock.now());
  if (found === undefined || found.kind !== kind) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return found;
}

async function load(request: FastifyRequest, deps: OfficeDeps, kind: RuleKind, given: Given): Promise<string | Tried> {
  const { lang } = request;
  const officer = loaderOf(request.principal, kind);
  const { act, faults } = readAct(lang, given);
  const from = dayOrFault(lang, given, 'from');
  const said = ruleBody(lang, kind, given);
  const errors = [...said.faults, ...faults, ...from.faults];
  if (errors.length > 0) return { given, trouble: troubleFrom(...errors) };
  const replaces = textOf(given, 'replaces');
  const done = await loadRule(deps.consent, officer, {
    kind,
    from: from.day,
    act,
    body: said.body,
    ...(replaces === '' ? {} : { replaces }),
  });
  const fieldOf = (field: string) => (field === 'body/checks' ? 'checks' : field === 'from' ? 'from' : undefined);
  return isRefusal(done) ? { given, trouble: troubleOf(lang, done, fieldOf) } : `${rulesHome}/${done.ruleId}?done=1`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  kind: RuleKind,
  { given, trouble }: Tried,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = ruleDeskWords[lang];
  const sheet = { lang, given, trouble };
  const replaces = textOf(given, 'replaces');
  const old = await replacedOf(deps, kind, replaces);
  const action = `${rulesHome}/new/${kind}`;
  const more = kind === 'accreditation' && button({ text: w.more, kind: 'secondary', name: 'act', value: 'more' });
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.newTitle(rulesWords[lang].kinds[kind]),
      path: old === null ? action : `${action}?replaces=${replaces}`,
      trouble,
      breadcrumbs: rulesTrail(lang),
      body: html`${old !== null && inset(html`<p>${w.replacing(editionName(lang, old))}</p>`)}${form(
        {
          action,
          csrf,
          hidden: {
            ...(old === null ? {} : { replaces }),
            ...(kind === 'accreditation' ? { room: String(roomFor(given)) } : {}),
          },
        },
        html`<h2>${w.contents}</h2>`,
        ruleFields(sheet, kind),
        more,
        html`<h2>${w.source}</h2>`,
        actFields(sheet),
        dayField(sheet, { name: 'from', label: w.from, hint: w.fromHint }),
        button({ text: w.load }),
      )}${norms(lang, ruleLaw[kind])}`,
    },
  );
}
