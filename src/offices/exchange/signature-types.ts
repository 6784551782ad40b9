import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../platform/dates.ts';
import { button, checkboxes, emptyState, errorFor, form, html, type Html, table } from '../../platform/html/index.ts';
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
import { actFields, dayOrFault, readAct } from '../act-fields.ts';
import { rulesTrail } from '../authority/rule-view.ts';
import { authorityPage, type OfficeDeps, staffOf } from '../deps.ts';
import { formPage } from '../form-page.ts';
import { pageAnswers } from '../holder/deps.ts';
import { dayField, radioField } from '../holder/fields.ts';
import { type Given, listOf, textOf } from '../holder/given.ts';
import { troubleFrom } from '../holder/trouble.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms, sendPage } from '../shell.ts';
import { signatureTypesWords } from './signature-types.messages.ts';

type Deps = OfficeDeps & { readonly systems: SystemDeps };
const path = '/authority/signature-types';
const open = { kind: 'page' as const, access: [{ for: 'everyone' as const }] };

/** ES-3.3a: the authority enters what the Government has set; anybody reads it. */
export function signatureTypePages(app: App, deps: Deps): void {
  app.get('/registers/signature-types', { config: open, schema: { response: pageAnswers } }, async (request, reply) => {
    const { lang } = request;
    const w = signatureTypesWords[lang];
    const body = html`<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${await rules(deps, lang)}${norms(lang, ['ES-3.3a'])}`;
    return sendPage(request, reply, deps, { title: w.title, width: 'wide', body });
  });
  formPage(app, path, {
    config: authorityPage('officer'),
    act: (request) => enter(request, deps),
    show: (request, reply, tried, done) => show(request, reply, deps, tried, done),
  });
}

async function enter(request: FastifyRequest, deps: Deps): Promise<string | Tried> {
  const { lang } = request;
  const w = signatureTypesWords[lang];
  const given = request.body as Given;
  const bodies = publicBodies.find((one) => one === textOf(given, 'bodies'));
  const types = signatureTypes.filter((one) => listOf(given, 'types').includes(one));
  const [{ act, faults: actFaults }, from] = [readAct(lang, given), dayOrFault(lang, given, 'from')];
  const faults = [
    ...(bodies === undefined ? [{ field: 'bodies', text: w.required }] : []),
    ...(types.length === 0 ? [{ field: 'types', text: w.required }] : []),
    ...actFaults,
    ...from.faults,
  ];
  if (faults.length > 0 || bodies === undefined) return { given, trouble: troubleFrom(...faults) };
  await setSignatureTypes(deps.systems, staffOf(request).accountId, { bodies, types, act, from: from.day });
  return `${path}?done=1`;
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
  { given, trouble }: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = signatureTypesWords[lang];
  const sheet = { lang, given, trouble };
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      width: 'wide',
      path,
      trouble,
      done: done ? w.saved : null,
      breadcrumbs: rulesTrail(lang),
      body: html`${await rules(deps, lang)}
<h2>${w.add}</h2><p>${w.addMore}</p>${form(
        { action: path, csrf },
        radioField(sheet, {
          name: 'bodies',
          label: w.bodies,
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
        actFields(sheet),
        dayField(sheet, { name: 'from', label: w.from }),
        button({ text: w.add }),
      )}${norms(lang, ['ES-3.3a'])}`,
    },
  );
}
