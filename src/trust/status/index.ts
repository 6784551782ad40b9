// The door of src/trust/status.

export { type CrlPlan, type CrlScope, signCrl } from './crl.ts';
export { type EntryFacts, type ReasonName, reasons } from './crl-entries.ts';
export { LIST_HOURS, makeDelta, makeIndirectList, makeList, type MadeList } from './make-list.ts';
export { listAt } from '../issue/register/mass-store.ts';
