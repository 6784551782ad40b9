// node tools/run.mjs test/conformance/limbo/write-table.ts: writes the suite's table into docs/conformance.md anew.
import { writeSection } from '../support/section.ts';
import { rows, table } from './table.ts';

writeSection('limbo', table(rows()));
