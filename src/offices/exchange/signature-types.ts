import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../platform/dates.ts';
import {
  banner,
  button,
  checkboxes,
  emptyState,
  errorFor,
  form,
  html,
  type Html,
  radios,
  table,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type GovernmentRule,
  governmentRules,
  publicBodies,
  setSignatureTypes,
  signatureTypes,
  type SystemDeps,
  systemScope,
} from '../../trust/systems/index.ts';
import { type OfficeDeps, staffOf } from '../deps.ts';
import { DoneQuery, pageAnswers, Posted } from '../holder/deps.ts';
import { dayField, line } from '../holder/fields.ts';
import { dayOfParts, type Given, listOf, textOf, wrongDay } from '../holder/given.ts';
import { noTrouble, type Trouble, troubleFrom, troubleTop } from '../holder/trouble.ts';
import { norms, sendPage } from '../shell.ts';
import { signatureTypesWords } from './signature-types.messages.ts';

type Deps = OfficeDeps & { readonly systems: SystemDeps };
const path = '/authority/signature-types';
const config = {
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }],
};
const open = { kind: 'page' as const, access: [{ for: 'everyone' as const }] };

/** ES-3.3a: the authority enters what the Government has set; anybody reads it. */
export function signatureTypePages(app: App, deps: Deps): void {
  app.get('/registers/signature-types', { config: open, schema: { response: pageAnswers } }, async (request, reply) => {
    const { lang } = request;
    const w = signatureTypesWords[lang];
    const body = html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${await rules(deps, lang)}${norms(lang, ['ES-3.3a'])}`;
    return sendPage(request, reply, deps, { title: w.title, width: 'wide', body });
  });
  app.get(path, { config, schema: { querystring: DoneQuery, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, {}, noTrouble, request.query.done !== undefined),
  );
  app.post(path, { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) => {
    const given = request.body as Given;
    const trouble = await enter(request, deps, given);
    return trouble === null ? reply.redirect(`${path}?done=1`, 303) : show(request, reply, deps, given, trouble, false);
  });
}

async function enter(request: FastifyRequest, deps: Deps, given: Given): Promise<Trouble | null> {
  const w = signatureTypesWords[request.lang];
  const text = (name: string): string => textOf(given, name).slice(0, 300);
  const bodies = publicBodies.find((one) => one === text('bodies'));
  const types = signatureTypes.filter((one) => listOf(given, 'types').includes(one));
  const [on, from] = [dayOfParts(given, 'on'), dayOfParts(given, 'from')];
  const faults = [
    ...(bodies === undefined ? [{ field: 'bodies', text: w.required }] : []),
    ...(types.length === 0 ? [{ field: 'types', text: w.required }] : []),
    ...['actTitle', 'number'].filter((name) => text(name) === '').map((field) => ({ field, text: w.required })),
    ...(on === null || on === wrongDay ? [{ field: 'on', text: w.badDay }] : []),
    ...(from === null || from === wrongDay ? [{ field: 'from', text: w.badDay }] : []),
  ];
  if (faults.length > 0 || bodies === undefined || on === null || from === null) return troubleFrom(...faults);
  const act = { title: text('actTitle'), number: text('number'), on };
  await setSignatureTypes(deps.systems, staffOf(request).accountId, { bodies, types, act, from });
  return null;
}

async function rules(deps: Deps, lang: Lang): Promise<Html> {
  const w = signatureTypesWords[lang];
  const found = await deps.systems.db.tx(systemScope, governmentRules);
  if (found.length === 0) return emptyState({ title: w.none });
  const row = (one: GovernmentRule) => [
    w.bodyNames[one.bodies],
    one.types.map((type) => w.typeNames[type]).join(', '),
    `${one.act.title} № ${one.act.number}, ${formatDate(lang, one.act.on)}`,
    formatDate(lang, one.since),
  ];
  return table({
    caption: w.title,
    captionHidden: true,
    columns: [w.bodies, w.types, w.act, w.from].map((head) => ({ head })),
    rows: found.toReversed().map(row),
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  given: Given,
  trouble: Trouble,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = signatureTypesWords[lang];
  const sheet = { lang, given, trouble };
  const failed = trouble.errors.length > 0;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      width: 'wide',
      path,
      failed,
      body: html`${troubleTop(lang, trouble)}${done && banner({ lang, kind: 'success', body: html`<p>${w.saved}</p>` })}<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${await rules(deps, lang)}
<h2>${w.add}</h2><p>${w.addMore}</p>${form(
        { action: path, csrf },
        radios({
          lang,
          name: 'bodies',
          label: w.bodies,
          value: textOf(given, 'bodies'),
          error: errorFor(trouble.errors, 'bodies'),
          items: publicBodies.map((value) => ({ value, text: w.bodyNames[value] })),
        }),
        checkboxes({
          lang,
          name: 'types',
          label: w.types,
          values: listOf(given, 'types'),
          error: errorFor(trouble.errors, 'types'),
          items: signatureTypes.map((value) => ({ value, text: w.typeNames[value] })),
        }),
        line(sheet, { name: 'actTitle', label: w.actTitle }),
        line(sheet, { name: 'number', label: w.number, width: 20 }),
        dayField(sheet, { name: 'on', label: w.on }),
        dayField(sheet, { name: 'from', label: w.from }),
        button({ text: w.add }),
      )}${norms(lang, ['ES-3.3a'])}`,
    },
    failed ? 422 : 200,
  );
}
