import type { FastifyRequest } from 'fastify';
import { arraysOf, type DataArray, type DataList, listsOf, media, publicTypes } from '../../arrays/index.ts';
import { purposeById, type PurposeVersion } from '../../consent/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { systemScope } from '../../platform/db/index.ts';
import { card, emptyState, html, type Html, table, tag } from '../../platform/html/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { PageInput } from '../deps.ts';
import { norms } from '../shell.ts';
import { publicArrayWords } from './arrays.messages.ts';
import type { PublicDeps } from './deps.ts';
import { holderOf } from './forms.ts';

type Published = {
  readonly array: DataArray;
  readonly lists: readonly { readonly list: DataList; readonly version: PurposeVersion | null }[];
};

/** PD-3.5, PD-7.1, PD-21.1-7b: the lists of data a holder collects, array by array, with why each category is needed. */
export async function publishedArrays(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang } = request;
  const m = publicArrayWords[lang];
  const holder = await holderOf(request, deps);
  const name = holder.body.name[lang];
  const published = await listsInForce(deps, holder.id);
  return {
    title: `${m.title}: ${name}`,
    width: 'wide',
    breadcrumbs: [{ text: name, href: `/holders/${holder.id}` }],
    body: html`<h1>${m.title}</h1><p class="mk-lead">${m.lead(name)}</p>
${published.length === 0 ? emptyState({ title: m.none, body: html`<p>${m.noneText}</p>` }) : html`<div class="mk-flow">${published.map((one) => arrayCard(lang, one))}</div>`}
<h2>${m.basis}</h2>${norms(lang, ['PD-3.5', 'PD-7.1'])}`,
  };
}

// Names and categories only; an array that holds no list in force has nothing to publish yet.
async function listsInForce({ consent }: PublicDeps, holderId: string): Promise<Published[]> {
  const rows = await consent.db.tx(systemScope('the published lists of a holder’s data'), async (tx) => {
    const found: { array: DataArray; lists: DataList[] }[] = [];
    for (const array of await arraysOf(tx, holderId))
      found.push({ array, lists: (await listsOf(tx, array.id)).filter((list) => list.current) });
    return found.filter(({ lists }) => lists.length > 0);
  });
  return Promise.all(
    rows.map(async ({ array, lists }) => ({
      array,
      lists: await Promise.all(
        lists.map(async (list) => {
          const current = (await purposeById(consent.db, list.purpose_id))?.currentVersionId ?? null;
          return { list, version: current === null ? null : await consent.registers.version(current) };
        }),
      ),
    })),
  );
}

function arrayCard(lang: Lang, { array, lists }: Published): Html {
  const m = publicArrayWords[lang];
  const type = publicTypes.find((one) => one.code === array.publicType)?.label[lang];
  return card({
    title: array.name[lang] || array.name.ky,
    tag: type === undefined ? tag({ text: m.confidential }) : tag({ text: `${m.public}: ${type}`, tone: 'info' }),
    meta: [
      { key: m.medium, value: media.find((one) => one.code === array.medium)?.label[lang] ?? array.medium },
      ...(array.informingPurpose === null
        ? []
        : [{ key: m.informing, value: array.informingPurpose[lang] || array.informingPurpose.ky }]),
    ],
    body: lists.map(({ list, version }) => listTable(lang, list, version)),
  });
}

/** A policy writes its purposes as items of a list; over a table each begins with a capital. */
const heading = (text: string): string => text.charAt(0).toLocaleUpperCase('ky') + text.slice(1);

function listTable(lang: Lang, list: DataList, version: PurposeVersion | null): Html {
  const m = publicArrayWords[lang];
  const known = version?.body.categories ?? [];
  return table({
    caption: html`${heading(version?.body.text[lang] ?? '—')} <span class="mk-small">(${m.list(number(lang, list.number), formatDate(lang, list.made_at))})</span>`,
    columns: [{ head: m.category }, { head: m.why }],
    rows: list.categories.map((code) => {
      const category = known.find((one) => one.code === code);
      return [category?.text[lang] ?? code, category?.necessity[lang] ?? '—'];
    }),
  });
}
