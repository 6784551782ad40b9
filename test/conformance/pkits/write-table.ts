// node tools/run.mjs test/conformance/pkits/write-table.ts: writes docs/conformance.md anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases, judge, missing, readData } from './run.ts';
import { table } from './table.ts';

if (missing) throw new Error(missing);
const data = readData();
const text = `# Conformance

What judges the electronic signature's core from outside, and what came out. Each table is checked by its test.

## RFC 5280: NIST PKITS 1.0.1
\`test/conformance/pkits\` runs all 249 cases (with their subparts) of the Public Key Interoperability Test Suite through
\`verifyCertificate\`: building of the path, validation, status of every certificate by CRLs, at 15 April 2011, under the
\`historic\` policy of algorithms (the suite signs with SHA-256 and, in section 4.1, with DSA and SHA-1). Data: Debian's
\`python3-cryptography-vectors\`; where it is absent the test says NOT RUN. The answers are the same when every certificate
and list of the suite lies in one pool.

${table(cases.map((one) => ({ one, verdict: judge(one, data) })))}

The suite's S/MIME messages are not run yet.
`;
writeFileSync(join(import.meta.dirname, '../../../docs/conformance.md'), text);
