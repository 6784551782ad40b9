// Keys and persons. Only this module knows who somebody is; everyone else holds pairwise subject ids and sealed values.
// See README.md for who can open what.

export { type Keys, type LookupKind, openKeys } from './keys.ts';
export { type Kek, KekGone, type KeyClass, type KeyStore, type NotedDestruction, WrongKeyStore } from './key-store.ts';
export { openFileKeyStore } from './file-key-store.ts';
export { openTokenKeyStore } from './token-key-store.ts';

export {
  DataKey,
  equalBytes,
  openJson,
  openValue,
  type Place,
  SealBroken,
  sealedUnder,
  sealJson,
  sealValue,
} from './seal.ts';
export {
  dataKey,
  dataKeyColumns,
  type DataKeyRow,
  dataKeyValues,
  destroyed,
  findDataKey,
  isKeyRetired,
  keepDataKeys,
  type KeyOwner,
  keysOf,
  lockDataKeys,
  openSealed,
  type PreparedKey,
  prepareDataKey,
  unwrapDataKey,
  unwrapUnlessDestroyed,
} from './data-keys.ts';

export {
  type Destruction,
  type DestructionReason,
  destroyKeys,
  destructions,
  noteDestructions,
} from './destroy-keys.ts';
export { rotateKek, type Rotation, rotationDue } from './rotate-kek.ts';
export { exportKeys } from './export-keys.ts';
export { type Replay, replayDestructions } from './replay-destructions.ts';

export {
  createPerson,
  currentPersonId,
  erasePerson,
  findByPin,
  findPersons,
  type FoundByPin,
  freezePin,
  livingPerson,
  mergePersons,
  type Person,
  personIdsOf,
  readPerson,
  replacePin,
  setPersonState,
  settlePin,
  subjectIdsOf,
  updatePerson,
} from './persons.ts';
export type { PersonState } from './person-store.ts';
export {
  type Address,
  type CheckedPerson,
  checkPersonRecord,
  type Contact,
  fullName,
  type IdentityDocument,
  type PersonRecord,
} from './person-record.ts';
export { checkDigit, parseInn, parsePersonPin, parsePin, type Pin, type Sex } from './pin.ts';
export { parseEmail, parsePhone } from './phone.ts';
export {
  type DocumentType,
  documentTypeName,
  documentTypes,
  isDocumentType,
  parseDocumentNumber,
  splitDocumentNumber,
} from './document-number.ts';
export type { KeysRefusalCode, Warning } from './refusals.ts';
export { refuse as refuseKeys } from './refusals.ts';
