import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/support/effort.ts';
import { langs } from '../../platform/text.ts';
import { changeTexts } from './diff.messages.ts';
import { diffPolicies, diffPurpose, loadSalyk, type Policy, type ResolvedPurpose, resolvePurposes } from './index.ts';
import { daysAtLeast, daysAtMost, mayBeLonger } from './terms.ts';

const { policy } = loadSalyk();
const words = (ky: string) => ({ ky, ru: `${ky} (ru)`, en: `${ky} (en)` });
const purposeOf = (code: string): ResolvedPurpose => resolvePurposes(policy).find((one) => one.code === code)!;
const email = purposeOf('inform_by_email');
const service = purposeOf('access_to_services');

const codes = (before: ResolvedPurpose, after: ResolvedPurpose): readonly string[] =>
  diffPurpose(before, after).changes.map(({ code }) => code);
const widens = (before: ResolvedPurpose, after: Partial<ResolvedPurpose>): boolean =>
  diffPurpose(before, { ...before, ...after }).widens;

const category = (code: string) => ({
  code,
  par: null,
  text: words(code),
  fields: null,
  special: false,
  specialCategory: null,
  decreeCategory: null,
});
const recipient = { code: 'bank', name: words('Банк'), type: null, address: null };
const abroad = { code: 'cloud', country: 'KZ', recipient: words('Булут'), ground: null };

test('a new category, action, recipient, processor or country asks for new consent; dropping one does not', () => {
  const more: readonly Partial<ResolvedPurpose>[] = [
    { dataCategories: [...(email.dataCategories ?? []), category('phone')] },
    { actions: [...(email.actions ?? []), 'group'] },
    { recipients: [recipient] },
    { processors: [...(email.processors ?? []), { code: 'x', name: words('X'), address: null, contract: null }] },
    { crossBorder: [abroad] },
    { requiredDocuments: [{ code: 'passport_copy', text: words('көчүрмө'), dataCategories: ['full_name'] }] },
    { otherUse: { possible: true, text: words('илим') } },
    { publicDistribution: { possible: true, text: null } },
    { consentTerm: { duration: 'P2Y', event: null, act: null } },
    { consentTerm: null },
    { storageTerm: { duration: 'P5Y', event: null, act: null } },
    { profiling: true },
    { text: words('жарнама жөнөтүү') },
    { holder: 'another' },
  ];
  for (const change of more) {
    const wider = { ...email, ...change };
    assert.equal(diffPurpose(email, wider).widens, true, JSON.stringify(change));
    const onlyNarrows = !('text' in change) && !('holder' in change);
    if (onlyNarrows) assert.equal(diffPurpose(wider, email).widens, false, `back: ${JSON.stringify(change)}`);
  }
});

test('data that becomes special, or more fields within a category, is wider', () => {
  const passport = { ...category('passport'), fields: [{ code: 'series', text: words('сериясы') }] };
  const before = { ...email, dataCategories: [passport] };
  const also = { ...passport, fields: [...passport.fields, { code: 'scan', text: words('көчүрмөсү') }] };
  assert.deepEqual(codes(before, { ...email, dataCategories: [{ ...passport, special: true }] }), ['CATEGORY_SPECIAL']);
  assert.deepEqual(codes(before, { ...email, dataCategories: [also] }), ['FIELDS_WIDER']);
  assert.deepEqual(codes(before, { ...email, dataCategories: [{ ...passport, fields: null }] }), ['FIELDS_WIDER']);
  assert.deepEqual(codes({ ...email, dataCategories: [also] }, before), ['FIELDS_NARROWER']);
});

test('a recipient that keeps its code under another name is another recipient', () => {
  const before = { ...email, recipients: [recipient] };
  const after = { ...email, recipients: [{ ...recipient, name: words('Башка банк') }] };
  assert.deepEqual(codes(before, after), ['RECIPIENT_ADDED', 'RECIPIENT_REMOVED']);
});

test('the form names the service: another service needs another consent', () => {
  const other = { ...service.service!, name: words('Башка кызмат') };
  assert.equal(widens(service, { service: other }), true);
  const longer = { ...service.service!, storageTerm: { ...service.service!.storageTerm!, duration: 'P10Y' } };
  assert.equal(widens(service, { service: longer }), true);
});

test('a ground other than consent that becomes consent asks; consent that gives way to a law does not', () => {
  const byLaw = { code: 'PD-5.1-4' as const, norm: words('Салык кодекси'), legalBasis: 'tax_code' };
  assert.deepEqual(codes({ ...email, ground: byLaw }, email), ['GROUND_BECAME_CONSENT']);
  assert.deepEqual(codes(email, { ...email, ground: byLaw }), ['GROUND_CHANGED']);
  assert.equal(widens(email, { ground: byLaw }), false);
});

test('a corrected translation or opening to children leaves earlier consents as they are', () => {
  assert.deepEqual(codes(email, { ...email, text: { ...email.text, ru: 'иначе' } }), ['TRANSLATION_CHANGED']);
  assert.deepEqual(codes({ ...email, ageAppropriate: false }, email), ['CHILDREN_INCLUDED']);
  assert.equal(widens({ ...email, ageAppropriate: false }, { ageAppropriate: true }), false);
});

test('between two editions of a policy a new purpose asks for its own consent', () => {
  const fewer: Policy = { ...policy, purposes: policy.purposes?.slice(0, 2) ?? null };
  assert.equal(diffPolicies(policy, policy).changes.length, 0);
  assert.deepEqual(
    diffPolicies(fewer, policy).changes.map(({ code, path }) => [code, path]),
    [['PURPOSE_ADDED', 'purposes']],
  );
  assert.equal(diffPolicies(fewer, policy).widens, true);
  assert.equal(diffPolicies(policy, fewer).widens, false);
});

test('the policy widens its purposes too: a fourth thing done with all data', () => {
  const general = { ...policy.conditions!, recipients: [recipient] };
  const purposes = policy.purposes?.map((purpose) => ({ ...purpose, recipients: null })) ?? null;
  const before: Policy = { ...policy, purposes };
  const found = diffPolicies(before, { ...before, conditions: general });
  assert.equal(found.changes.filter(({ code }) => code === 'RECIPIENT_ADDED').length, 3);
  assert.equal(found.changes[0]?.path, 'purposes/inform_by_email/recipients');
});

test('changes read in three languages with their names filled in', () => {
  for (const [code, { text }] of Object.entries(changeTexts)) {
    for (const lang of langs) assert.ok(text[lang].length > 3, code);
  }
  const [change] = diffPurpose(email, { ...email, actions: [...(email.actions ?? []), 'group'] }).changes;
  assert.deepEqual(change?.text, {
    ky: 'жаңы иш-аракет: топтоштуруу',
    ru: 'новое действие: группировка',
    en: 'new action: grouping',
  });
});

// --- properties over arbitrary purposes

const someWords = fc.constantFrom('а', 'б', 'в').map(words);
const some = <T>(items: readonly T[]) => fc.option(fc.subarray([...items]), { nil: null });
const duration = fc.constantFrom('P30D', 'P1M', 'P31D', 'P1Y', 'P12M', 'P365D', 'P3Y');
const term = fc.option(
  fc.record({
    duration: fc.option(duration, { nil: null }),
    event: fc.option(someWords, { nil: null }),
    act: fc.constant(null),
  }),
  { nil: null },
);
const possibility = fc.option(fc.record({ possible: fc.boolean(), text: fc.option(someWords, { nil: null }) }), {
  nil: null,
});
const anyCategory = fc.record({ special: fc.constantFrom(true, false, null), text: someWords });
const purpose: fc.Arbitrary<ResolvedPurpose> = fc
  .record({
    text: someWords,
    looks: fc.array(anyCategory, { minLength: 2, maxLength: 2 }),
    chosen: some([0, 1]),
    actions: some(['collect', 'store', 'transfer'] as const),
    recipients: some([recipient, { ...recipient, code: 'post' }]),
    crossBorder: some([abroad, { ...abroad, country: 'RU' }]),
    otherUse: possibility,
    publicDistribution: possibility,
    consentTerm: term,
    storageTerm: term,
    profiling: fc.constantFrom(true, false, null),
    ground: fc.constantFrom('PD-5.1-1' as const, 'PD-5.1-4' as const),
    methods: fc.constantFrom('manual' as const, 'mixed' as const, 'automated' as const),
  })
  .map(({ looks, chosen, ground, methods, ...rest }) => ({
    ...email,
    ...rest,
    dataCategories: chosen?.map((index) => ({ ...category(`c${index}`), ...looks[index] })) ?? null,
    ground: { code: ground, norm: null, legalBasis: null },
    methods: { par: null, kind: methods, text: words('ыкма') },
  }));

/** The next version: one or two fields of another purpose put into this one, as real changes are small. */
type Edit = { readonly from: ResolvedPurpose; readonly fields: readonly (keyof ResolvedPurpose)[] };
const fields = ['dataCategories', 'actions', 'recipients', 'crossBorder', 'otherUse', 'publicDistribution'] as const;
const others = ['consentTerm', 'storageTerm', 'profiling', 'ground', 'methods'] as const;
const edit: fc.Arbitrary<Edit> = fc.record({
  from: purpose,
  fields: fc.subarray<keyof ResolvedPurpose>([...fields, ...others], { minLength: 1, maxLength: 2 }),
});
const edited = (before: ResolvedPurpose, { from, fields: names }: Edit): ResolvedPurpose =>
  ({ ...before, ...Object.fromEntries(names.map((name) => [name, from[name]])) }) as ResolvedPurpose;

test('a version compared with itself has no changes', () => {
  fc.assert(
    fc.property(purpose, (one) => assert.deepEqual(diffPurpose(one, structuredClone(one)).changes, [])),
    runs(200),
  );
});

test('widening cannot be hidden in steps: if neither step widens, the whole way does not', () => {
  fc.assert(
    fc.property(purpose, edit, edit, (a, first, second) => {
      const b = edited(a, first);
      const c = edited(b, second);
      fc.pre(!diffPurpose(a, b).widens && !diffPurpose(b, c).widens);
      assert.equal(diffPurpose(a, c).widens, false);
    }),
    { ...runs(300), maxSkipsPerRun: 100 },
  );
});

test('where two versions differ in anything but order, the difference is told', () => {
  fc.assert(
    fc.property(purpose, purpose, (a, b) => {
      const empty = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : value);
      const shape = (one: ResolvedPurpose) =>
        JSON.stringify([
          one.text,
          empty(one.dataCategories?.map(({ code }) => code)) ?? null,
          empty(one.actions),
          one.ground,
        ]);
      if (shape(a) !== shape(b)) assert.ok(diffPurpose(a, b).changes.length > 0);
    }),
    runs(200),
  );
});

test('a consent covers what a version that does not widen can do', () => {
  fc.assert(
    fc.property(purpose, edit, (a, change) => {
      const b = edited(a, change);
      fc.pre(!diffPurpose(a, b).widens);
      const within = <T>(inner: readonly T[] | null, outer: readonly T[] | null): boolean =>
        (inner ?? []).every((one) => (outer ?? []).some((other) => JSON.stringify(other) === JSON.stringify(one)));
      assert.ok(within(b.actions, a.actions));
      assert.ok(within(b.recipients, a.recipients));
      assert.ok(within(b.crossBorder, a.crossBorder));
      assert.ok(!(b.otherUse?.possible === true && a.otherUse?.possible !== true));
    }),
    { ...runs(300), maxSkipsPerRun: 100 },
  );
});

test('lengths: a month may outlast 30 days, a year is 12 months, bounds hold', () => {
  assert.equal(mayBeLonger('P30D', 'P1M'), true);
  assert.equal(mayBeLonger('P31D', 'P1M'), false);
  assert.equal(mayBeLonger('P1M', 'P30D'), true, 'February');
  assert.equal(mayBeLonger('P12M', 'P1Y'), false);
  assert.equal(mayBeLonger('P1Y', 'P365D'), false);
  assert.equal(mayBeLonger('P365D', 'P1Y'), true, 'a leap year');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.date({ min: new Date(0), max: new Date(2 ** 41), noInvalidDate: true }),
      (months, from) => {
        const start = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1);
        const end = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
        const days = Math.round((end - start) / 86_400_000);
        const length = `P${months}M`;
        assert.ok(
          daysAtLeast(length) <= days && days <= daysAtMost(length),
          `${length} from ${from.toISOString()}: ${days}`,
        );
      },
    ),
    runs(300),
  );
});
