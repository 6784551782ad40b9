import type { FastifyReply } from 'fastify';
import { arraysOf, registerSystem } from '../../arrays/index.ts';
import { button, checkboxes, errorFor, form } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { arrayWords } from './arrays.messages.ts';
import { commonWords } from './common.messages.ts';
import { type HolderDeps, pageAnswers, pageFor, Posted } from './deps.ts';
import { area, line, words3 } from './fields.ts';
import { type Given, linesOf, listOf, textOf, whole3Of } from './given.ts';
import { registerTrail } from './registers.ts';
import { troubleFrom, troubleOf } from './trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from './visit.ts';

const config = pageFor('data-officer', 'administrator');

/** PD-3.25: an information system is known by its arrays, technologies, hardware and level of protection. */
export function systemFormPages(app: App, deps: HolderDeps): void {
  app.get('/holder/systems/new', { config, schema: { response: pageAnswers } }, async (request, reply) =>
    show(visitOf(request, reply, deps), untried),
  );
  app.post('/holder/systems/new', { config, schema: { body: Posted, response: pageAnswers } }, async (request, reply) =>
    save(visitOf(request, reply, deps), request.body),
  );
}

async function save(visit: Visit, given: Given): Promise<FastifyReply> {
  const { lang, deps, desk } = visit;
  const said = commonWords[lang];
  const name = whole3Of(given, 'name');
  const technologies = linesOf(given, 'technologies');
  const hardware = linesOf(given, 'hardware');
  const arrayIds = listOf(given, 'arrays');
  const faults = [
    ...(name === null ? [{ field: 'name', text: said.allThree }] : []),
    ...(arrayIds.length === 0 ? [{ field: 'arrays', text: said.choose }] : []),
    ...(technologies.length === 0 ? [{ field: 'technologies', text: said.required }] : []),
    ...(hardware.length === 0 ? [{ field: 'hardware', text: said.required }] : []),
    ...['level', 'norm']
      .filter((field) => textOf(given, field) === '')
      .map((field) => ({ field, text: said.required })),
  ];
  if (faults.length > 0 || name === null) return show(visit, { given, trouble: troubleFrom(...faults) });
  const done = await registerSystem(
    deps.consent,
    { holderId: desk.holderId, actor: { kind: 'account', id: desk.accountId } },
    { name, technologies, hardware, level: textOf(given, 'level'), norm: textOf(given, 'norm'), arrayIds },
  );
  if (isRefusal(done))
    return show(visit, {
      given,
      trouble: troubleOf(lang, done, (field) => (field === 'arrayIds' ? 'arrays' : field)),
    });
  return visit.reply.redirect('/holder/arrays?done=systemSaved', 303);
}

async function show(visit: Visit, { given, trouble }: Tried): Promise<FastifyReply> {
  const { lang, csrf, deps, desk } = visit;
  const words = arrayWords[lang];
  const sheet = { lang, given, trouble };
  const arrays = await deps.consent.db.tx(desk.scope, (tx) => arraysOf(tx, desk.holderId));
  return showDesk(visit, {
    title: words.systemTitle,
    width: 'wide',
    lead: words.systemsLead,
    trouble,
    breadcrumbs: [...registerTrail(lang), { text: words.title, href: '/holder/arrays' }],
    body: form(
      { action: '/holder/systems/new', csrf },
      words3(sheet, { name: 'name', label: words.name }),
      checkboxes({
        lang,
        name: 'arrays',
        label: words.arrays,
        values: listOf(given, 'arrays'),
        error: errorFor(trouble.errors, 'arrays'),
        items: arrays.map((one) => ({ value: one.id, text: one.name[lang] || one.name.ky })),
      }),
      area(sheet, { name: 'technologies', label: words.technologies, hint: words.onePerLine, rows: 3 }),
      area(sheet, { name: 'hardware', label: words.hardware, hint: words.onePerLine, rows: 3 }),
      line(sheet, { name: 'level', label: words.level }),
      line(sheet, { name: 'norm', label: words.levelNorm }),
      button({ text: words.save }),
    ),
  });
}
