import type { Text3 } from '../platform/text.ts';
import type { ProfileId, Rule, RuleKey, RuleValue } from './profiles.ts';
import type { TermId } from './terms-data.ts';

// The rules of the four profiles. Where the acts conflict kr-strict takes the rule that protects the subject more and cites
// both. Law 58 is repealed and its text is not among the four documents: what is taken from it is marked unverified.

export const profileTitles: Readonly<Record<ProfileId, Text3>> = {
  'kr-2017': {
    ky: '№ 759 токтом жана «Электрондук колтамга жөнүндө» Мыйзам (2017-жылдагы укук)',
    ru: 'Постановление № 759 и Закон «Об электронной подписи» (право 2017 года)',
    en: 'Decree 759 and the Law on electronic signature (law of 2017)',
  },
  'kr-draft-pd': {
    ky: '«Жеке маалыматтарды коргоо жөнүндө» Мыйзамдын долбоору',
    ru: 'Проект Закона «О защите персональных данных»',
    en: 'Draft Law on the protection of personal data',
  },
  'kr-strict': {
    ky: 'Төрт документтин баары: карама-каршылыкта субъектти көбүрөөк коргогон норма колдонулат',
    ru: 'Все четыре документа: при расхождении действует норма, сильнее защищающая субъекта',
    en: 'All four documents: where they differ, the norm that protects the subject more applies',
  },
  'kr-digital-code-2025': {
    ky: '2025-жылдын 31-июлундагы № 178 Санариптик кодекс (толук эмес)',
    ru: 'Цифровой кодекс от 31 июля 2025 года № 178 (неполно)',
    en: 'Digital Code No. 178 of 31 July 2025 (incomplete)',
  },
};

const term = (id: TermId): RuleValue => ({ kind: 'term', term: id });
const number = (value: number): RuleValue => ({ kind: 'number', value });
const ids = (...list: readonly string[]): RuleValue => ({ kind: 'ids', ids: list });
const choice = (value: string): RuleValue => ({ kind: 'choice', value });

const actOf = (id: string): 'CP' | 'PD' | 'SP' | 'ES' => id.slice(0, 2) as 'CP' | 'PD' | 'SP' | 'ES';
const rule = (key: RuleKey, value: RuleValue, ...law: readonly [string, ...string[]]): Rule => ({
  key,
  value,
  law,
  act: actOf(law[0]),
  inForceFrom: null,
  inForceTo: null,
});
const law58 = (key: RuleKey, days: number, article: string): Rule => ({
  key,
  value: { kind: 'outside-term', length: days, unit: 'days' },
  law: [],
  outside: `Law 58 of 2008, ${article}`,
  act: 'LAW-58',
  inForceFrom: '2008-05-23',
  inForceTo: '2026-02-04',
  unverified: true,
});
const code = (key: RuleKey, length: number, unit: 'working-days' | 'months', article: string): Rule => ({
  key,
  value: { kind: 'outside-term', length, unit },
  law: [],
  outside: `Digital Code 178 of 2025, ${article}`,
  act: 'DIGITAL-CODE',
  inForceFrom: '2026-02-05',
  inForceTo: null,
});

// A simple signature counts only under an act or an agreement that names the signer, keeps the key secret and says how to verify.
const simpleBasis = rule(
  'signature.simple-basis',
  ids('ES-6.2a', 'ES-6.2c', 'ES-9.3a', 'ES-9.3.1', 'ES-9.3.2'),
  'ES-9.3a',
  'ES-6.2a',
);

const draft: readonly Rule[] = [
  rule('access.answer', term('PD-10.4e'), 'PD-10.4e', 'PD-21.1-5'),
  rule('refusal.reasoned', term('PD-21.1-6'), 'PD-21.1-6'),
  rule('rectification', term('PD-35.2a'), 'PD-35.2a', 'PD-13.1b'),
  rule('correction.report', term('PD-21.1-1'), 'PD-21.1-1'),
  rule('restriction.notice', term('PD-23.2'), 'PD-23.2'),
  rule('unlawful.destruction', term('PD-23.4a'), 'PD-23.4a', 'PD-23.4b'),
  rule('storage.destruction', term('PD-34.1c'), 'PD-34.1c', 'PD-4.6b'),
  rule('withdrawal.destruction', term('PD-9.4e'), 'PD-9.4e', 'PD-23.6-2'),
  rule('erasure.demand', term('PD-23.6'), 'PD-23.6'),
  rule('objection.answer', term('PD-12.1a'), 'PD-12.1a'),
  rule('marketing.stop', term('PD-12.2a'), 'PD-12.2a'),
  rule('explanation.answer', term('PD-11.4c'), 'PD-11.4c'),
  rule('complaint.decision', term('PD-15.1'), 'PD-15.1'),
  rule('registration.decision', term('PD-20.1'), 'PD-20.1'),
  rule('list.agreement', term('PD-22.2a'), 'PD-22.2a'),
  rule('breach.authority', term('PD-37.1a'), 'PD-37.1a'),
  rule('breach.processor', term('PD-37.2'), 'PD-37.2'),
  rule('breach.completion', term('PD-37.4'), 'PD-37.4'),
  rule('authority.answer', term('PD-21.1-9'), 'PD-21.1-9'),
  rule('special.audit', term('PD-8.5b'), 'PD-8.5b'),
  rule('withdrawal.bars', ids('PD-9.4b', 'PD-9.4c'), 'PD-9.4b', 'PD-9.4c'),
  rule('child.own-consent-age', number(14), 'PD-18.2b'),
  rule('registration.threshold', number(10_000), 'PD-19.2a', 'PD-19.2b'),
  rule('officer.threshold', number(5_000), 'PD-38.1'),
  rule('cross-border.signature', choice('paper-or-enhanced'), 'PD-32.4-1'),
];

export const profileRules: Readonly<Record<ProfileId, readonly Rule[]>> = {
  'kr-2017': [
    law58('access.answer', 7, 'art. 10'),
    law58('refusal.reasoned', 7, 'art. 17'),
    law58('authority.answer', 7, 'art. 17'),
    rule('appeal.answer', term('SP-4b-3'), 'SP-4b-3'),
    rule('transfer.notice', term('CP-12b'), 'CP-12b'),
    rule('transfer.notice-when', choice('always'), 'CP-12b'),
    rule('policy.change', term('SP-23d'), 'SP-23d'),
    rule('consent.content', ids('CP-8'), 'CP-8'),
    rule('consent.form', ids('CP-7a', 'CP-7b', 'CP-9'), 'CP-7a', 'CP-9'),
    rule('notice.content', ids('CP-5a', 'CP-5b', 'CP-5c', 'CP-5d'), 'CP-5a'),
    simpleBasis,
  ],
  'kr-draft-pd': [
    ...draft,
    rule('transfer.notice', term('PD-31.2a'), 'PD-31.2a'),
    rule('transfer.notice-when', choice('on-request'), 'PD-31.2a'),
    rule('consent.content', ids('PD-9.6'), 'PD-9.6'),
    rule('consent.form', ids('PD-9.1g', 'PD-9.1h'), 'PD-9.1g'),
    rule('notice.content', ids('PD-9.3'), 'PD-9.3'),
    rule('confidentiality.lift', choice('pseudonymised'), 'PD-6.3-1'),
  ],
  'kr-strict': [
    // Shorter for the holder: fourteen days whatever the policy promises beyond them.
    ...draft.map((one) =>
      one.key === 'access.answer' ? rule('access.answer', term('PD-10.4e'), 'PD-10.4e', 'SP-4b-3') : one,
    ),
    rule('appeal.answer', term('SP-4b-3'), 'SP-4b-3'),
    // Every transfer, not only on request.
    rule('transfer.notice', term('CP-12b'), 'CP-12b', 'PD-31.2a'),
    rule('transfer.notice-when', choice('always'), 'CP-12b', 'PD-31.2a'),
    rule('policy.change', term('SP-23d'), 'SP-23d'),
    simpleBasis,
    // More content: the form or document of the decree plus what the draft law adds.
    rule('consent.content', ids('CP-8', 'PD-9.6'), 'CP-8', 'PD-9.6'),
    rule('consent.form', ids('CP-7a', 'CP-7b', 'CP-9', 'PD-9.1h'), 'CP-7a', 'PD-9.1g'),
    rule('notice.content', ids('CP-5a', 'CP-5b', 'CP-5c', 'CP-5d', 'PD-9.3'), 'CP-5a', 'PD-9.3'),
    // What can still be attributed to a person stays confidential (PD-3.15).
    rule('confidentiality.lift', choice('anonymised'), 'PD-3.15', 'PD-6.3-1'),
  ],
  'kr-digital-code-2025': [
    code('policy.change', 1, 'months', 'art. 114(5)'),
    code('complaint.cure', 5, 'working-days', 'art. 119(3)'),
  ],
};
