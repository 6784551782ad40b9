import { allCases, judge } from './run.ts';
import type { Case } from './world.ts';

/** Why we answer another thing than expected over there, where we do. `*` ends a name: all cases that begin so. */
export const reasons: readonly (readonly [names: readonly string[], reason: string])[] = [
  [
    [
      'rfc5280::ca-empty-subject',
      'rfc5280::root-non-critical-basic-constraints',
      'rfc5280::leaf-ku-keycertsign',
      'rfc5280::aki::*',
      'rfc5280::ski::*',
      'rfc5280::pc::ica-noncritical-pc',
      'rfc5280::san::noncritical-with-empty-subject',
      'rfc5280::serial::*',
      'rfc5280::nc::not-allowed-in-ee-*',
      'rfc5280::nc::permitted-dns-match-noncritical',
      'rfc9881::ml-dsa-key-*',
      'crl::crlnumber-missing',
    ],
    'binds the issuer (RFC 5280 4 and 5); not asked in 6.1, and PKITS 4.4.14 and 4.6.4 want such accepted. Refused with `conforming`, which every chain under the authority’s root is held to',
  ],
  [['rfc9881::ml-dsa-44', 'rfc9881::ml-dsa-87'], 'our list of algorithms has ML-DSA-65 only (behind its flag)'],
  [
    ['rfc5280::validity::notafter-fractional'],
    'the suite calls it ambiguous; a moment after the end is after the end here',
  ],
  [
    ['crl::crl-duplicate-revoked-serial', 'crl::idp-present-certificate-cdp-non-uri-generalname'],
    'rules of the CA/Browser Forum, not of RFC 5280; of two entries the earlier end counts here',
  ],
];

export const reasonFor = (name: string): number =>
  reasons.findIndex(([names]) =>
    names.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one)),
  ) + 1;

export type Row = { readonly one: Case; readonly ours: string; readonly conforming: string };
export const rows = (): Row[] =>
  allCases().map((one) => ({ one, ours: judge(one, false), conforming: judge(one, true) }));

const meets = ({ one }: Row, ours: string): boolean => (ours === '') === (one.expected === 'valid');

const groups = ['rfc5280::nc', 'rfc5280', 'rfc9881', 'invalid', 'webpki', 'pathlen', 'pathological', 'cve', 'crl'];
const groupOf = ({ one }: Row): string => groups.find((group) => one.name.startsWith(group)) ?? 'other';

/** The tables of docs/conformance.md: counts, then every case that is refused or differs. */
export function table(rows: readonly Row[]): string {
  const counts = groups.map((group) => {
    const all = rows.filter((row) => groupOf(row) === group);
    const count = (wanted: (row: Row) => boolean): number => all.filter(wanted).length;
    const numbers = [all.length, count((row) => meets(row, row.ours)), count((row) => meets(row, row.conforming))];
    return `| ${group} | ${numbers.join(' | ')} |`;
  });
  const differing = rows.filter((row) => !meets(row, row.ours) || !meets(row, row.conforming));
  return [
    '| group | cases | as expected | as expected, `conforming` |',
    '|---|---|---|---|',
    ...counts,
    '',
    '| differs | expected | ours | `conforming` | why |',
    '|---|---|---|---|---|',
    ...differing.map(
      (row) =>
        `| ${row.one.name} | ${row.one.expected} | ${row.ours || 'valid'} | ${row.conforming || 'valid'} | ${reasonFor(row.one.name)} |`,
    ),
    '',
    ...reasons.map(([, reason], index) => `${index + 1}. ${reason}.`),
    '',
    '| refused | because |',
    '|---|---|',
    ...rows.filter(({ ours }) => ours !== '').map(({ one, ours }) => `| ${one.name} | ${ours} |`),
  ].join('\n');
}
