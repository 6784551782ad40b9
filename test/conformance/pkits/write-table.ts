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

## OpenSSL
\`test/conformance/x509\` makes random chains with random defects (validity, CA flags, path lengths, key usage, forged
signatures, critical extensions, policies, mappings and their inhibitions, name constraints, lists that are absent, old,
forged or end the certificate) and compares our verdict with \`openssl verify -x509_strict -crl_check_all -policy_check\`.
They agree but for three things the generator therefore leaves out:

- Two keys under one name: RFC 5280 6.3.3 takes the list of either; OpenSSL looks at the one its key identifiers point to.
- A self-issued target: RFC 5280 6.1.5(a) counts explicit_policy down for it too, OpenSSL does not.
- A path length in a certificate whose key does not sign certificates: refused by OpenSSL's strict mode only.

By intention we differ in time: OpenSSL's \`-attime\` takes every listed certificate for revoked; with \`judge: endedBy\` an
entry counts from its moment on.

## Mutations
\`test/fuzz/x509.test.ts\` changes certificates and lists octet by octet and node by node (lengths put right again): nothing
changed is accepted, no list changed ends a certificate, nothing faults or stalls.
\`EFFORT=100\` does a hundred times as much.
`;
writeFileSync(join(import.meta.dirname, '../../../docs/conformance.md'), text);
