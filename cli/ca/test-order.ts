// The order for a centre's certificate, as the tests of ceremonies write it.

import { readFileSync } from 'node:fs';
import { type Chain, draftUnder, factsUnder } from '../../src/trust/issue/lint/test-facts.ts';
import { confirmation, later, means, t0 } from '../../src/trust/issue/test-people.ts';

/** An order for the request in that file, as a value that is written as JSON. */
export function orderFor(chain: Chain, requestFile: string) {
  const draft = draftUnder(chain, 'ACA');
  const { subject, pathLength, mayIssue, cps, crl, access, subjectAccreditation, legalEntity } = draft;
  return {
    kind: 'ACA',
    request: readFileSync(requestFile, 'utf8'),
    notBefore: t0,
    notAfter: later(365 * 4),
    contents: { subject, pathLength, mayIssue, cps, crl, access, means, subjectAccreditation, legalEntity },
    accreditation: factsUnder(chain, 'ACA').accreditation!,
    confirmedMeans: means.means!.map(({ name, version }) => ({
      name,
      version,
      document: confirmation,
      from: later(-30),
    })),
  };
}
