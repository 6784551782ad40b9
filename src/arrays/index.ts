// Arrays of personal data: their register and regime, single records, disclosures, processors, the Register of holders.
export { crossBorderCases } from './acts/cross-border-ground.ts';
export {
  borderBasisOf,
  disclose,
  type Disclosed,
  type DisclosureInput,
  receiverOf,
  recipientName,
} from './acts/disclose.ts';
export { type ProvidedSubject, proofKeys, recordDisclosures } from './acts/record-disclosures.ts';
export { blockData, liftBlock } from './acts/block-data.ts';
export { destroyRecord, historyOf, updateRecord, verifyRecord } from './acts/change-record.ts';
export { admitRequester } from './acts/admit.ts';
export { changeRegistration, enterHolder } from './acts/register-holder.ts';
export { openReviewTasks } from './acts/review.ts';
export { declareArray, listData, type NewArray, registerSystem, submit as submitArray } from './acts/declare-array.ts';
export { type CountCheck, countSubjects, type DataArray, missingParts, specialOf } from './array.ts';
export { arraysOf, type DataList, listsOf, liveRegimes, readArray, type SystemRow, systemsOf } from './array-store.ts';
export {
  media,
  type Medium,
  publicFunctions,
  type PublicType,
  publicTypes,
  type RegimePart,
  regimeParts,
} from './codes.ts';
export {
  type Acting,
  actorOf,
  type ArrayDeps,
  type DisclosedSources,
  journal as journalOfArray,
  journalAll,
  within,
} from './deps.ts';
export { disclosureById, type DisclosureRow, disclosuresOf, disclosuresOfPerson } from './disclosure-store.ts';
export { arrayRoutes } from './http/index.ts';
export { type PartyRole, partyRole, requesterStands } from './party.ts';
export { type ItemSource, sourceKinds, unnamedSource } from './item-source.ts';
export { SourceSchema } from './http/schemas.ts';
export { processorsOf } from './processor-store.ts';
export { decideRegime, type Regime, regimesOf } from './regime.ts';
export { refuse as refuseArray } from './refusals.ts';
