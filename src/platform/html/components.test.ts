// The components against the GOV.UK patterns they follow: the same ids, roles, descriptions and labels.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { assertSameKeys, untranslated } from '../i18n/index.ts';
import { type Lang, langs } from '../text.ts';
import { button } from './buttons.ts';
import { barChart, scale } from './chart.ts';
import { checkboxes, radios } from './choices.ts';
import { fileUpload, select, textInput, textarea } from './fields.ts';
import { errorSummary, form } from './form.ts';
import { inLanguage, page } from './layout.ts';
import { pagination } from './navigation.ts';
import { sampleLanding, samplePanel, styleGuidePage } from './style-guide.ts';
import { samples } from './style-guide.messages.ts';
import { table } from './table.ts';
import { uiMessages } from './ui.messages.ts';

const require = createRequire(import.meta.url);
type Words = { readonly text?: string; readonly html?: string };
type Options = {
  readonly name?: string;
  readonly id?: string;
  readonly idPrefix?: string;
  readonly label?: Words;
  readonly fieldset?: { readonly legend?: Words };
  readonly hint?: Words;
  readonly errorMessage?: Words;
  readonly value?: string;
  readonly values?: readonly string[];
  readonly items?: readonly ({ readonly value?: string; readonly text?: string; readonly divider?: string } | null)[];
};
const fixtures = (component: string): { readonly name: string; readonly options: Options; readonly html: string }[] =>
  (
    JSON.parse(
      readFileSync(require.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`), 'utf8'),
    ) as { fixtures: never[] }
  ).fixtures;

/** What a screen reader goes by: ids, names, types, values, who labels and who describes whom. */
function bones(markup: string): string[] {
  const found: string[] = [];
  for (const [, tag, rest] of markup.matchAll(/<(input|select|textarea|label|fieldset|option)\b([^>]*)>/g)) {
    const kept = [
      ...rest!.matchAll(/\s(id|name|type|value|for|checked|selected|aria-describedby)(?:="([^"]*)")?/g),
    ].map(([, k, v]) => (v ? `${k}=${v}` : k));
    found.push(`${tag} ${kept.sort((a, b) => (a! < b! ? -1 : 1)).join(' ')}`);
  }
  return found;
}

const plain = (o: Options): boolean => {
  const known = [
    'name',
    'id',
    'idPrefix',
    'label',
    'fieldset',
    'hint',
    'errorMessage',
    'value',
    'values',
    'items',
    'rows',
  ];
  const simple = (w: Words | undefined): boolean =>
    w === undefined || (typeof w.text === 'string' && Object.keys(w).every((k) => k === 'text'));
  return (
    Object.keys(o).every((k) => known.includes(k)) &&
    simple(o.label) &&
    simple(o.hint) &&
    simple(o.errorMessage) &&
    (o.fieldset === undefined || (Object.keys(o.fieldset).every((k) => k === 'legend') && simple(o.fieldset.legend))) &&
    (o.items ?? []).every(
      (i) =>
        i !== null &&
        Object.keys(i).every((k) => ['value', 'text'].includes(k)) &&
        typeof i.value === 'string' &&
        i.text !== undefined,
    )
  );
};

const common = (o: Options) => ({
  lang: 'en' as Lang,
  name: o.name!,
  label: (o.fieldset?.legend ?? o.label)?.text ?? '',
  hint: o.hint?.text,
  error: o.errorMessage?.text,
  ...((o.id ?? o.idPrefix) ? { id: (o.id ?? o.idPrefix)! } : {}),
});
const items = (o: Options) => (o.items ?? []).map((i) => ({ value: i!.value!, text: i!.text! }));

const ported: Readonly<Record<string, (o: Options) => { toString(): string }>> = {
  input: (o) => textInput({ ...common(o), value: o.value }),
  textarea: (o) => textarea({ ...common(o), value: o.value }),
  select: (o) => select({ ...common(o), value: o.value, options: items(o) }),
  'file-upload': (o) => fileUpload(common(o)),
  radios: (o) => radios({ ...common(o), value: o.value, items: items(o) }),
  checkboxes: (o) => checkboxes({ ...common(o), values: o.values, items: items(o) }),
};

for (const [component, render] of Object.entries(ported))
  test(`${component}: the accessible bones of the GOV.UK fixtures`, () => {
    const taken = fixtures(component).filter(
      (f) => f.options.name && (f.options.label?.text || f.options.fieldset?.legend?.text) && plain(f.options),
    );
    assert.ok(taken.length >= 2, `${taken.length} fixtures are comparable`);
    for (const f of taken) assert.deepEqual(bones(render(f.options).toString()), bones(f.html), f.name);
  });

test('a wrong field is marked, described by its error, and led to from the summary', () => {
  const markup = textInput({ lang: 'ky', name: 'pin', label: 'ПИН', hint: 'h', error: 'e' }).toString();
  assert.match(markup, /aria-describedby="pin-hint pin-error"/);
  assert.match(markup, /aria-invalid="true"/);
  assert.match(markup, /id="pin-error"><span class="mk-hidden">Ката: <\/span>e/);
  assert.match(
    errorSummary({ lang: 'ky', errors: [{ field: 'pin', text: 'e' }] }).toString(),
    /role="alert".*<a href="#pin">e<\/a>/s,
  );
  assert.equal(errorSummary({ lang: 'ky', errors: [] }).toString(), '');
});

test('a password is never written back into the page', () => {
  assert.doesNotMatch(
    textInput({ lang: 'ky', name: 'p', label: 'x', type: 'password', value: 'secret' }).toString(),
    /secret/,
  );
});

test('every form carries its token and its key', () => {
  const markup = form({ action: '/x', csrf: 'T', key: 'K' }, button({ text: 'ok' })).toString();
  assert.match(markup, /name="_csrf" value="T".*name="_key" value="K"/s);
  assert.match(markup, /method="post"/);
});

test('a stacked table keeps its roles and names its cells', () => {
  const markup = table({
    caption: 'c',
    columns: [{ head: 'A' }, { head: 'B', numeric: true }],
    rows: [['x', 1]],
  }).toString();
  assert.match(markup, /<th scope="row" role="rowheader"[^>]*>/);
  assert.match(markup, /<td role="cell" class="mk-table__numeric" data-head="B">/);
});

test('a chart has a title, a description and its numbers as a table', () => {
  const markup = barChart({
    lang: 'ru',
    id: 'c',
    title: 'T',
    desc: 'D',
    labels: ['1', '2'],
    series: [{ name: 'S', values: [1200, 5] }],
  }).toString();
  assert.match(markup, /<svg[^>]*role="img" aria-labelledby="c-wide-title c-wide-desc"/);
  assert.match(markup, /<table/);
  assert.match(markup, /1\u00a0200/);
  for (const max of [0, 1, 3, 7, 10, 99, 640, 744, 1e6]) {
    const { top, step } = scale(max);
    assert.ok(top >= max && top / step <= 5 && Number.isInteger(step), `${max}: ${top}/${step}`);
  }
});

test('no page of the kit has a style attribute, an inline script, a duplicate id or a missing heading', () => {
  for (const lang of langs)
    for (const body of [undefined, samplePanel(lang), sampleLanding(lang)]) {
      const markup = styleGuidePage(lang, body === undefined ? {} : { body });
      assert.doesNotMatch(markup, /\sstyle\s*=|<script(?![^>]*src)|\son\w+=/);
      assert.equal([...markup.matchAll(/<h1\b/g)].length, 1);
      const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
      assert.equal(new Set(ids).size, ids.length, `${lang}: ${ids.filter((id, i) => ids.indexOf(id) !== i).join()}`);
      assert.match(markup, new RegExp(`^<!doctype html>\\n<html lang="${lang}">`));
    }
});

/** Names that only say what a thing is. */
const unstyled = new Set([
  'mk-body',
  'mk-phase__text',
  'mk-date__part',
  'mk-banner--info',
  'mk-warning__text',
  'mk-tag--neutral',
  'mk-task__status',
  'mk-steps__name',
  'mk-chart__bar',
  'mk-footer__about',
  'mk-panel__title',
]);

test('every class a component writes is in the style sheet', () => {
  const css = readFileSync(new URL('../assets/app.css', import.meta.url), 'utf8');
  const written = new Set<string>();
  for (const body of [undefined, samplePanel('ky'), sampleLanding('ky')])
    for (const [, names] of styleGuidePage('ky', body === undefined ? {} : { body }).matchAll(/class="([^"]*)"/g))
      for (const n of names!.split(' ')) written.add(n);
  const missing = [...written].filter((name) => !css.includes(`.${name}`) && !unstyled.has(name));
  assert.deepEqual(missing, []);
  assert.ok(readdirSync(new URL('../assets/', import.meta.url)).includes('felt.svg'));
});

test('a language link keeps the page and its query', () => {
  assert.equal(inLanguage('/a/b?x=1&lang=ky&y=%D3%A9', 'ru'), '/a/b?x=1&lang=ru&y=%D3%A9');
  assert.equal(inLanguage('//evil.example/x', 'en'), '/x?lang=en');
  const markup = page({ lang: 'ky', title: '<', path: '/a?x=1', body: '' });
  assert.match(markup, /<title>&lt; — Макулдук<\/title>/);
  assert.match(markup, /href="\/a\?x=1&amp;lang=en" hreflang="en" lang="en"/);
  assert.match(page({ lang: 'ru', title: 'X', path: '/', body: '', failed: true }), /<title>Ошибка: X/);
});

test('without neighbours there is no pagination', () => {
  assert.equal(pagination({ lang: 'ky' }).toString(), '');
});

test('the kit speaks all three languages', () => {
  assertSameKeys(uiMessages, 'ui');
  assertSameKeys(samples, 'style guide');
  assert.deepEqual(untranslated(uiMessages), []);
});
