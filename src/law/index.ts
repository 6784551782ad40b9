// The law as data: acts, requirements, citations, terms. Pure; knows no clock, no database, no request.

export {
  actCodes,
  acts,
  defaultActDates,
  headingOf,
  standing,
  type Act,
  type ActCode,
  type ActDates,
  type ActDatesTable,
  type ActStatus,
  type DateString,
  type Standing,
} from './acts.ts';
export { unofficial } from './acts.messages.ts';
export {
  addDays,
  addMonths,
  addWorkingDays,
  crossesEstimate,
  dayOf,
  endOfDay,
  isWorkingDay,
  startOfDay,
  type CalendarDay,
  type WorkingCalendar,
} from './calendar.ts';
export { kyrgyzCalendar } from './calendar-data.ts';
export { eSignatureInForceSince, eSignaturePublishedOn, isBeforeESignature } from './entry-into-force.ts';
export { findRequirement, requirement, requirements, requirementsUnder, type Requirement } from './catalogue.ts';
export { cite, type Citation } from './citations.ts';
export {
  biometricSubtypes,
  categories,
  dataKinds,
  findCategory,
  holdsSpecial,
  identityFactors,
  isPersonal,
  kindNeedsDescription,
  specialCodesOf,
  type BiometricSubtype,
  type CategoryUse,
  type DataCategory,
  type DataKind,
  type IdentityFactor,
  type SpecialCode,
} from './categories.ts';
export {
  holderKindOf,
  holderTypes,
  needsAccession,
  needsStandardForm,
  profilingAspects,
  profilingContradicts,
  recipientTypes,
  requestKinds,
  requestReasons,
  serviceKinds,
  threats,
  uncoveredThreats,
  type Coded,
  type HolderKind,
  type HolderType,
  type ProfilingAspect,
  type RecipientType,
  type RequestKind,
  type RequestReason,
  type ServiceKind,
  type Threat,
} from './code-lists.ts';
export { findTerm, glossary, sourceTitles, type GlossarySource, type GlossaryTerm } from './glossary.ts';
export { suggestGround, type GroundSuggestion, type PurposeFacts } from './ground-picker.ts';
export {
  checkChildGround,
  checkException,
  checkGround,
  checkSpecial,
  childGrounds,
  findChildGround,
  findException,
  findGround,
  grounds,
  rowsOfSpecial,
  specialExceptions,
  type ChildGroundCode,
  type Evidence,
  type EvidenceField,
  type ExceptionCode,
  type Ground,
  type GroundCode,
  type GroundFault,
  type GroundInput,
  type OrganisationType,
  type SpecialUse,
} from './grounds.ts';
export { locatorOf } from './locators.ts';
export { findOperation, formOperations, operations, operationsOfBoxes, type Operation } from './operations.ts';
export {
  actNotYetInForce,
  checkHistory,
  defaultHistory,
  defaultProfile,
  mustRule,
  profileIds,
  profileOn,
  profiles,
  ruleOn,
  ruleStanding,
  type ImportFinding,
  type Profile,
  type ProfileChoice,
  type ProfileHistory,
  type ProfileId,
  type Rule,
  type RuleKey,
  type RuleStanding,
  type RuleValue,
} from './profiles.ts';
export {
  due,
  dueAnyway,
  earliestAfterAnnouncement,
  isLate,
  isTermId,
  openTermOf,
  startText,
  termOf,
  type Term,
  type TermUnit,
} from './terms.ts';
export type { OpenTerm, TermId } from './terms-data.ts';
export type { StartEvent } from './terms.messages.ts';
export { actCategories, type ActCategory, type SignatureLaw, signatureLaw } from './signature-law.ts';
