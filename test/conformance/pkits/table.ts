import type { Verdict } from '../../../src/trust/path/index.ts';

type Result = {
  readonly one: { readonly number: string; readonly title: string; readonly valid: boolean };
  readonly verdict: Verdict | undefined;
};

const sections: Readonly<Record<string, string>> = {
  '4.1': 'Signature verification',
  '4.2': 'Validity periods',
  '4.3': 'Name chaining',
  '4.4': 'Basic revocation',
  '4.5': 'Self-issued certificates',
  '4.6': 'Basic constraints',
  '4.7': 'Key usage',
  '4.8': 'Certificate policies',
  '4.9': 'Require explicit policy',
  '4.10': 'Policy mappings',
  '4.11': 'Inhibit policy mapping',
  '4.12': 'Inhibit any policy',
  '4.13': 'Name constraints',
  '4.14': 'Distribution points, indirect CRLs',
  '4.15': 'Delta CRLs',
  '4.16': 'Private extensions',
};

const sectionOf = (number: string): string => number.split('.').slice(0, 2).join('.');

/** The results by section, and every refused path with the reasons we give: what docs/conformance.md holds. */
export function table(results: readonly Result[]): string {
  const bySection = Object.entries(sections).map(([section, title]) => {
    const here = results.filter(({ one }) => sectionOf(one.number) === section);
    const right = here.filter(({ one, verdict }) => (verdict?.valid ?? false) === one.valid);
    const falseAccepts = here.filter(({ one, verdict }) => verdict?.valid === true && !one.valid);
    return `| ${section} ${title} | ${here.length} | ${right.length} | ${falseAccepts.length} |`;
  });
  const refused = results
    .filter(({ verdict }) => verdict?.valid !== true)
    .map(({ one, verdict }) => `| ${one.title} | ${reasons(verdict)} |`);
  return [
    '| section | cases | as expected | false accepts |',
    '|---|---|---|---|',
    ...bySection,
    '',
    '| refused | because |',
    '|---|---|',
    ...refused,
  ].join('\n');
}

function reasons(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'not DER';
  const named = verdict.problems.map(({ fault, detail }) =>
    fault === 'status-unknown' ? `${fault} (${detail})` : fault,
  );
  return [...new Set(named)].join(', ');
}
