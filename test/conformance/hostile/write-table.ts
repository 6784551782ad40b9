import { writeSection } from '../support/section.ts';
import { families, tableOf } from './families.ts';

writeSection('hostile', tableOf(families));
