import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/support/effort.ts';
import { langs } from '../../platform/text.ts';
import { limits } from './bounded-yaml.ts';
import { checkPolicy, parsePolicy, spotOf, text3 } from './index.ts';

const salyk = readFileSync(new URL('../../../examples/salyk-kg/policy.yaml', import.meta.url));
const salykText = salyk.toString('utf8');

const smallest = `format: makulduk/policy/1
holder: { code: shop }
document: { code: shop-privacy, title: { ru: Политика } }
`;

function codesOf(source: Uint8Array | string): readonly string[] {
  const parsed = parsePolicy(source, 'p.yaml');
  return parsed.kind === 'unreadable' ? parsed.refusals.map(({ code }) => code) : [];
}
const linesOf = (source: string): readonly unknown[] => {
  const parsed = parsePolicy(source, 'p.yaml');
  return parsed.kind === 'unreadable' ? parsed.refusals.map(({ details }) => details?.['line']) : [];
};

test('what a policy does not say is null, and a policy of three lines can be read and checked', () => {
  const parsed = parsePolicy(smallest);
  assert.equal(parsed.kind, 'policy');
  if (parsed.kind !== 'policy') return;
  assert.equal(parsed.policy.purposes, null);
  assert.equal(parsed.policy.holder.address, null);
  const codes = checkPolicy(parsed.policy).map(({ code }) => code);
  for (const code of ['HOLDER_NAME_MISSING', 'PURPOSES_MISSING', 'CATEGORIES_MISSING', 'SPECIAL_POSITION_MISSING']) {
    assert.ok(codes.includes(code), code);
  }
});

test('every mistake names its file and its line, in three languages, all at once', () => {
  const source = smallest.replace('code: shop }', 'code: shop, adress: x, type: firm }').concat('purposes: none\n');
  const parsed = parsePolicy(source, 'my.yaml');
  assert.equal(parsed.kind, 'unreadable');
  if (parsed.kind !== 'unreadable') return;
  assert.deepEqual(
    parsed.refusals.map(({ code, field, details }) => [code, field, details?.['line']]),
    [
      ['UNKNOWN_FIELD', 'holder/adress', 2],
      ['WRONG_VALUE', 'holder/type', 2],
      ['WRONG_VALUE', 'purposes', 4],
    ],
  );
  for (const { text } of parsed.refusals) {
    for (const lang of langs) {
      assert.match(text[lang], /my\.yaml/);
      assert.doesNotMatch(text[lang], /[{}]/, 'no place is left unfilled');
    }
  }
});

test('a field in snake case is answered with the right spelling', () => {
  const parsed = parsePolicy(`${smallest}data_categories: null\n`);
  assert.ok(parsed.kind === 'unreadable' && parsed.refusals[0]?.text.en.includes('dataCategories?'));
});

test('types are never guessed: a TIN keeps its zero, a quoted null is a text, yes is not true', () => {
  const tin = parsePolicy(smallest.replace('code: shop }', 'code: shop, tin: 00101189900010 }'));
  assert.ok(tin.kind === 'policy' && tin.policy.holder.tin === '00101189900010');
  const quoted = parsePolicy(smallest.replace('code: shop }', 'code: shop, tin: "null" }'));
  assert.ok(quoted.kind === 'policy' && quoted.policy.holder.tin === 'null');
  assert.deepEqual(codesOf(`${smallest}consent: { text: { ky: а }, required: yes }\n`), ['WRONG_VALUE']);
});

test('one code stands for one thing', () => {
  assert.deepEqual(
    codesOf(`${smallest}subjectCategories: [{ code: a, text: { ky: а } }, { code: a, text: { ky: б } }]\n`),
    ['CODE_TWICE'],
  );
});

test('dates and terms are checked, not merely shaped', () => {
  const dated = (date: string) => codesOf(smallest.replace('title:', `adopted: ${date}, title:`));
  assert.deepEqual(dated('2024-02-29'), []);
  for (const wrong of ['2023-02-29', '2024-13-01', '2024-1-1', '2024-04-31']) {
    assert.deepEqual(dated(wrong), ['WRONG_VALUE'], wrong);
  }
  const kept = (duration: string) => codesOf(`${smallest}conditions: { storageTerm: { duration: ${duration} } }\n`);
  assert.deepEqual(kept('P1Y6M'), []);
  for (const wrong of ['P', '1Y', 'P1W', 'PT1H', 'P-1D']) assert.deepEqual(kept(wrong), ['WRONG_VALUE'], wrong);
});

test('anchors, aliases, tags, second documents, duplicate keys and broken YAML are refused with their line', () => {
  assert.deepEqual(codesOf(`${smallest}purposes: &a []\n`), ['ALIAS']);
  assert.deepEqual(codesOf(`${smallest}purposes: *a\n`), ['ALIAS']);
  assert.deepEqual(codesOf(`${smallest}purposes: !!js/function "x"\n`), ['TAG']);
  assert.deepEqual(codesOf(`${smallest}---\n${smallest}`), ['SEVERAL_DOCUMENTS']);
  assert.deepEqual(codesOf(`${smallest}format: again\n`), ['KEY_TWICE']);
  assert.deepEqual(linesOf(`${smallest}purposes: [\n`).length, 1);
  assert.deepEqual(linesOf(`${smallest}purposes: &a []\n`), [4]);
  assert.deepEqual(codesOf(''), ['EMPTY']);
  assert.deepEqual(codesOf(Uint8Array.of(0xff, 0xfe, 0x41)), ['NOT_UTF8']);
});

test('size, depth and number of entries are bounded', () => {
  assert.deepEqual(codesOf('#'.repeat(limits.bytes + 1)), ['TOO_LARGE']);
  assert.deepEqual(codesOf('['.repeat(limits.bytes)), ['TOO_DEEP']);
  assert.deepEqual(codesOf('['.repeat(500)), ['TOO_DEEP']);
  assert.deepEqual(codesOf('- '.repeat(500)), ['TOO_DEEP']);
  assert.deepEqual(codesOf(`[${'a,'.repeat(limits.nodes)}]`), ['TOO_MANY_NODES']);
});

test('no run of a YAML indicator makes the parser slow', () => {
  const runsOf = [
    '[',
    '{a: ',
    '- ',
    '? ',
    'a: ',
    '!a ',
    '&a ',
    '\n',
    '"\\',
    '---\n',
    ',',
    '#',
    '%',
    ': ',
    '|\n',
    '\r',
    '[a: b, ',
  ];
  for (const run of runsOf) {
    const start = performance.now();
    codesOf(run.repeat(Math.floor(limits.bytes / run.length)));
    assert.ok(performance.now() - start < 5000, JSON.stringify(run));
  }
  const manyKeys = Array.from({ length: 9000 }, (_, index) => `k${index}: 1`).join('\n');
  assert.ok(codesOf(manyKeys).length > 0);
});

test('arbitrary bytes never crash the parser, and what it reads can be checked', () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  const yamlish = fc.string({
    unit: fc.constantFrom(...'[]{}:,-?&*!|>%@`"\'# \n\tabk0~\\u\u0000'.split('')),
    maxLength: 200,
  });
  fc.assert(
    fc.property(fc.oneof(bytes, yamlish), (source) => {
      const parsed = parsePolicy(source);
      if (parsed.kind === 'policy') checkPolicy(parsed.policy);
      else assert.ok(parsed.refusals.length > 0 && parsed.refusals.length <= 60);
    }),
    runs(500),
  );
});

test('the real policy with bytes changed at random is read or refused, never thrown on', () => {
  const edit = fc.record({ at: fc.nat(salyk.length - 1), cut: fc.nat(40), put: fc.string({ maxLength: 6 }) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const source = edits.reduce(
        (text, { at, cut, put }) => Buffer.concat([text.subarray(0, at), Buffer.from(put), text.subarray(at + cut)]),
        Buffer.from(salyk),
      );
      const parsed = parsePolicy(source);
      if (parsed.kind === 'policy') checkPolicy(parsed.policy);
    }),
    runs(20),
  );
});

test('a path leads to its line, a missing one to the nearest written place', () => {
  const parsed = parsePolicy(salyk, 'policy.yaml');
  assert.equal(parsed.kind, 'policy');
  if (parsed.kind !== 'policy') return;
  const lines = salykText.split('\n');
  const lineAt = (path: string): string | undefined => lines[spotOf(parsed.tree, path).line - 1];
  assert.match(lineAt('holder/address') ?? '', /address: null/);
  assert.match(lineAt('dataCategories/photo/special') ?? '', /code: photo/);
  assert.match(lineAt('purposes/civil_contracts/ground/norm') ?? '', /code: civil_contracts/);
});

test('a language without a text falls back to the authentic one', () => {
  assert.deepEqual(text3({ ky: null, ru: 'да', en: null }), { ky: 'да', ru: 'да', en: 'да' });
});

test('the description of the format names every field that a policy may have', () => {
  const page = readFileSync(new URL('../../../docs/policy-format.md', import.meta.url), 'utf8');
  const parsed = parsePolicy(salyk);
  assert.equal(parsed.kind, 'policy');
  if (parsed.kind !== 'policy') return;
  const { policy } = parsed;
  const fields = [policy, policy.holder, policy.document, policy.purposes?.[0], policy.dataCategories?.[0]].flatMap(
    (part) => Object.keys(part ?? {}),
  );
  assert.deepEqual(
    fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(page)),
    [],
  );
});
