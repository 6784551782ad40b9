import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { button, errorFor, fieldset, type FieldError, form, html, select } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { type Item, refuseTransfer, stateSources, transferById, type TransferRow } from '../../transfers/index.ts';
import { formPage } from '../form-page.ts';
import { commonWords } from '../holder/common.messages.ts';
import { deskOf, pageFor, Uuid } from '../holder/deps.ts';
import { itemsOf, line } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, type Visit, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { itemOf } from './execute-given.ts';
import { executeWords } from './execute.messages.ts';
import type { TransferPagesDeps } from './index.ts';
import { transferWords } from './transfers.messages.ts';
import { categoryNames } from './views.ts';

type Where = { readonly transferId: string };

/** CP-15e: a clerk states where items were obtained that nobody has said it of: without it nobody can be told. */
export function sourcePages(app: App, deps: TransferPagesDeps): void {
  formPage(app, '/holder/transfers/:transferId/sources', {
    config: pageFor('clerk', 'data-officer'),
    params: Type.Object({ transferId: Uuid }),
    act: (request) => act(deps, request),
    show: (request, reply, tried) => show(deps, visitOf(request, reply, deps), tried),
  });
}

const transferOf = async (deps: TransferPagesDeps, request: FastifyRequest): Promise<TransferRow> => {
  const { transferId } = request.params as Where;
  const found = await deps.consent.db.tx(deskOf(request).scope, (tx) => transferById(tx, transferId));
  return orRefuse(found ?? refuseTransfer('TRANSFER_UNKNOWN'));
};
const openItems = (transfer: TransferRow): readonly Item[] => transfer.items.filter((item) => item.source === null);

async function act(deps: TransferPagesDeps, request: FastifyRequest): Promise<string | Tried> {
  const { lang } = request;
  const given = request.body as Given;
  const transfer = await transferOf(deps, request);
  const errors: FieldError[] = [];
  const w = executeWords[lang];
  const stated = openItems(transfer)
    .filter(({ category }) => textOf(given, `source-${category}`) !== '')
    .map(({ category }) =>
      itemOf(
        given,
        category,
        (field, holds, text) => {
          if (!holds) errors.push({ field, text });
        },
        commonWords[lang].fill(w.sourceName),
      ),
    );
  const [first] = openItems(transfer);
  if (stated.length === 0 && first !== undefined)
    errors.push({ field: `source-${first.category}`, text: `${w.source}: ${commonWords[lang].choose}` });
  if (errors.length > 0) return { given, trouble: troubleFrom(...errors) };
  const desk = deskOf(request);
  const who = { holderId: desk.holderId, actor: { kind: 'account', id: desk.accountId } } as const;
  const done = await stateSources(
    deps.transfers,
    who,
    transfer.id,
    stated.map(({ category, source }) => ({ category, source: source! })),
  );
  return isRefusal(done)
    ? { given, trouble: troubleOf(lang, done, () => undefined) }
    : `/holder/transfers/${transfer.id}?done=sources`;
}

async function show(deps: TransferPagesDeps, visit: Visit, { given, trouble }: Tried): Promise<FastifyReply> {
  const { lang, csrf, request } = visit;
  const w = executeWords[lang];
  const transfer = await transferOf(deps, request);
  const label = await categoryNames(deps, lang, transfer);
  const open = openItems(transfer);
  return showDesk(visit, {
    title: w.sourcesTitle,
    lead: w.sourcesLead,
    trouble,
    breadcrumbs: [
      { text: transferWords[lang].title, href: '/holder/transfers' },
      { text: transferWords[lang].one, href: `/holder/transfers/${transfer.id}` },
    ],
    body: html`${
      open.length === 0
        ? html`<p>${w.sourcesNone}</p>`
        : form(
            { action: `/holder/transfers/${transfer.id}/sources`, csrf },
            open.map(({ category }) =>
              fieldset(
                { legend: label(category), group: true },
                select({
                  lang,
                  name: `source-${category}`,
                  label: w.source,
                  empty: true,
                  value: textOf(given, `source-${category}`),
                  options: itemsOf(w.sources),
                  error: errorFor(trouble.errors, `source-${category}`),
                }),
                line(
                  { lang, given, trouble },
                  { name: `sourceName-${category}`, label: w.sourceName, hint: w.sourceNameHint },
                ),
              ),
            ),
            button({ text: w.sourcesSave }),
          )
    }${norms(lang, ['CP-15e'])}`,
  });
}
