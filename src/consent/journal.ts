export { entryOf } from '../record/index.ts';
