// Keys that a centre makes for its applicants (ES-13.1.4a, ES-13.1.7): made, kept under the applicant's password, handed over, erased.
export { type ApplicantKeyDeps, eraseKeyOf, keepKey, keptKey, type MadeKey, madeKeyOf, purposeOfKey } from './keep.ts';
export { isKeyPassword, makeKeyUnder, type NewKey } from './make.ts';
export type { ErasureCause, KeyOf } from './store.ts';
