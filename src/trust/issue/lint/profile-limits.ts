import { oids, readText } from '../../der/index.ts';
import { isDeepStrictEqual } from 'node:util';
import { noticesOf } from './rfc5280-extensions.ts';
import { type Rule, when } from './rule.ts';

// Sections 10(9) and 10(10): limits on use and powers of third parties.

export const limitRules: readonly Rule[] = [
  {
    id: 'profile.limits-as-applied',
    source: 'art. 17(2)(6), 18(2)',
    norms: ['ES-17.2.6'],
    check: ({ content: { limits }, broken }, { application }) =>
      when(!broken.includes('limits') && !isDeepStrictEqual(limits, application.limits), 'kgUsageLimits'),
  },
  {
    id: 'profile.limits-notice',
    source: 'profile 4.3; RFC 5280 4.2.1.4',
    norms: ['ES-17.2.6'],
    check: ({ content: { limits }, certificate: { policies } }) => {
      const notices = noticesOf(policies).map((node) => readText(node));
      const full = limits?.text[0]?.text;
      const fitting = full === undefined ? notices.length === 0 : notices.length === 1 && full.startsWith(notices[0]!);
      return when(policies !== undefined && !fitting, 'userNotice');
    },
  },
  {
    id: 'profile.limits-amount',
    source: 'EN 319 412-5 4.3.2; profile 7',
    norms: ['ES-17.2.6'],
    check: ({ content: { limits, qc }, certificate }) => {
      const amount = limits?.rules?.find((rule) => rule.kind === 'maxAmount')?.value;
      const differs = !isDeepStrictEqual(amount, qc?.limit);
      return when(certificate.extensions.has(oids.qcStatements) && differs, 'qcStatements/QcLimitValue');
    },
  },
  {
    id: 'profile.powers-as-accepted',
    source: 'art. 17(3), 15(2)(3)',
    norms: ['ES-17.3a', 'ES-15.2.3b'],
    code: 'ISS_DOCS_MISSING',
    check: ({ content: { powers }, broken }, { application }) =>
      when(!broken.includes('powers') && (powers !== undefined) !== application.powers, 'kgThirdPartyPowers'),
  },
  {
    id: 'profile.powers-term',
    source: 'art. 17(3)',
    norms: ['ES-17.3b'],
    check: ({ content: { powers } }) =>
      when(
        (powers ?? []).some(({ validFrom, validUntil }) => validUntil !== undefined && validUntil <= validFrom),
        'kgThirdPartyPowers/validUntil',
      ),
  },
];
