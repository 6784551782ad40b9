// node tools/run.mjs test/conformance/pkits/write-table.ts: writes the suite's table into docs/conformance.md anew.
import { writeSection } from '../support/section.ts';
import { cases, judge, missing, readData } from './run.ts';
import { table } from './table.ts';

if (missing) throw new Error(missing);
const data = readData();
writeSection('pkits', table(cases.map((one) => ({ one, verdict: judge(one, data) }))));
