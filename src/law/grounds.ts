import type { Text3 } from '../platform/text.ts';
import type { DateString } from './acts.ts';
import type { HolderType } from './code-lists.ts';
import { childGroundRows, exceptionRows, groundRows } from './grounds-data.ts';

// The closed lists of what makes processing lawful: PD-5.1 grounds, PD-8.2 exceptions, PD-18.1 grounds for children.

export type GroundCode =
  | 'consent'
  | 'contract'
  | 'pre_contract'
  | 'public_powers'
  | 'public_interest'
  | 'legal_obligation'
  | 'vital_interests'
  | 'journalism_creative'
  | 'official_statistics';

export type ExceptionCode =
  | 'special_consent'
  | 'health_safety'
  | 'made_public'
  | 'organisation_members'
  | 'health_emergency'
  | 'security_justice'
  | 'legal_claims';

export type ChildGroundCode =
  | 'child_law'
  | 'child_vital'
  | 'child_medical'
  | 'child_public_health'
  | 'child_justice'
  | 'child_security'
  | 'child_service';

export type OrganisationType =
  | 'public_association'
  | 'party'
  | 'socio_political'
  | 'trade_union'
  | 'employers_association'
  | 'philosophical'
  | 'religious'
  | 'non_commercial'
  | 'commercial'
  | 'state';

/** What can be put forward for a ground. Each ground demands some of these; see `Ground.demands`. */
export type Evidence = {
  /** The norm relied on: act and article, as words. */
  readonly norm?: string;
  readonly consentId?: string;
  readonly consentState?: 'active' | 'expired' | 'withdrawn' | 'pending';
  /** Special-category codes the consent names expressly. */
  readonly consentNames?: readonly string[];
  readonly contract?: string;
  readonly subjectIsParty?: boolean;
  readonly from?: DateString;
  readonly until?: DateString | null;
  readonly application?: string;
  readonly applicationState?: 'open' | 'concluded' | 'dropped';
  readonly description?: string;
  readonly protectedPerson?: string;
  readonly at?: string;
  readonly whyNoConsent?: string;
  readonly exclusive?: boolean;
  readonly balanceNote?: string;
  readonly programme?: string;
  readonly publication?: string;
  readonly membership?: 'member' | 'regular_contact' | 'none';
  readonly event?: string;
  readonly guarantees?: readonly string[];
  readonly purposeCode?: string;
  readonly body?: string;
  readonly caseReference?: string;
  readonly lawPurposes?: readonly string[];
  readonly performerRole?: string;
  readonly serviceCode?: string;
  readonly offeredToChild?: boolean;
  /** PD-18.1: how the interests of the child were considered. */
  readonly childInterest?: string;
};
export type EvidenceField = keyof Evidence;

export type Ground<C extends string = string> = {
  readonly code: C;
  readonly law: readonly string[];
  readonly label: Text3;
  readonly demands: readonly EvidenceField[];
  /** Null: any. */
  readonly holders: readonly HolderType[] | null;
  readonly organisations: readonly OrganisationType[] | null;
  /** PD-5.1-5, PD-18.1-4: to be looked at again once the situation has passed. */
  readonly review: boolean;
};

export const grounds: readonly Ground<GroundCode>[] = groundRows;
export const specialExceptions: readonly Ground<ExceptionCode>[] = exceptionRows;
export const childGrounds: readonly Ground<ChildGroundCode>[] = childGroundRows;

const index = <C extends string>(rows: readonly Ground<C>[]): ReadonlyMap<string, Ground<C>> =>
  new Map(rows.map((row) => [row.code, row]));
const groundIndex = index(grounds);
const exceptionIndex = index(specialExceptions);
const childIndex = index(childGrounds);
export const findGround = (code: string): Ground<GroundCode> | null => groundIndex.get(code) ?? null;
export const findException = (code: string): Ground<ExceptionCode> | null => exceptionIndex.get(code) ?? null;
export const findChildGround = (code: string): Ground<ChildGroundCode> | null => childIndex.get(code) ?? null;

export type GroundFault = {
  readonly code:
    | 'GROUND_UNKNOWN'
    | 'GROUND_NOT_FOR_HOLDER'
    | 'GROUND_EVIDENCE_MISSING'
    | 'GROUND_EVIDENCE_CONTRADICTS'
    | 'GROUND_NO_LONGER_VALID';
  readonly law: readonly string[];
  /** The evidence field at fault; null where the ground as such is. */
  readonly field: EvidenceField | null;
};

export type GroundInput = {
  readonly code: string;
  readonly holderType: HolderType;
  readonly organisationType?: OrganisationType;
  readonly evidence: Evidence;
  /** The day in Bishkek for which the ground is to hold. */
  readonly day: DateString;
};

const given = (value: Evidence[EvidenceField]): boolean =>
  value !== undefined && (typeof value === 'string' ? value.trim() !== '' : !Array.isArray(value) || value.length > 0);

function checkAgainst(ground: Ground | null, list: string, input: GroundInput): GroundFault | null {
  if (!ground) return { code: 'GROUND_UNKNOWN', law: [list], field: null };
  const { evidence } = input;
  const fault = (code: GroundFault['code'], field: EvidenceField | null): GroundFault => ({
    code,
    law: ground.law,
    field,
  });
  if (ground.holders && !ground.holders.includes(input.holderType)) return fault('GROUND_NOT_FOR_HOLDER', null);
  if (ground.organisations && (!input.organisationType || !ground.organisations.includes(input.organisationType))) {
    return fault('GROUND_NOT_FOR_HOLDER', null);
  }
  const missing = ground.demands.find((field) => !given(evidence[field]));
  if (missing) return fault('GROUND_EVIDENCE_MISSING', missing);
  const contradiction = ground.demands.find((field) => contradicts(field, evidence));
  if (contradiction) return fault('GROUND_EVIDENCE_CONTRADICTS', contradiction);
  const ended = ground.demands.find((field) => over(field, input));
  return ended ? fault('GROUND_NO_LONGER_VALID', ended) : null;
}

/** What was put forward speaks against the ground itself. */
function contradicts(field: EvidenceField, evidence: Evidence): boolean {
  switch (field) {
    case 'subjectIsParty':
    case 'exclusive':
    case 'offeredToChild':
      return evidence[field] !== true;
    case 'membership':
      return evidence.membership === 'none';
    case 'performerRole':
      return evidence.performerRole !== 'medical_professional';
    case 'serviceCode':
      return !['medical', 'educational', 'counselling'].includes(evidence.serviceCode ?? '');
    case 'lawPurposes':
      // PD-18.1-1: only the purposes the law itself sets.
      return evidence.purposeCode !== undefined && !(evidence.lawPurposes ?? []).includes(evidence.purposeCode);
    default:
      return false;
  }
}

/** The ground was good once, but not on this day. */
function over(field: EvidenceField, { evidence, day }: GroundInput): boolean {
  switch (field) {
    case 'consentState':
      return evidence.consentState !== 'active';
    case 'applicationState':
      return evidence.applicationState !== 'open';
    case 'from':
      return (
        (evidence.from ?? day) > day ||
        (evidence.until !== undefined && evidence.until !== null && evidence.until < day)
      );
    default:
      return false;
  }
}

/** PD-5.1: null where the ground holds; otherwise what is wrong with it. Any code outside the list is refused. */
export const checkGround = (input: GroundInput): GroundFault | null =>
  checkAgainst(findGround(input.code), 'PD-5.1', input);

/** PD-8.2: the same for an exception from the ban on special categories. */
export const checkException = (input: GroundInput): GroundFault | null =>
  checkAgainst(findException(input.code), 'PD-8.2', input);

/** PD-18.1: the same for a ground to process a child's data; the interest of the child and the guarantees always count. */
export const checkChildGround = (input: GroundInput): GroundFault | null =>
  checkAgainst(findChildGround(input.code), 'PD-18.1', input);

export type SpecialUse = GroundInput & { readonly specialCodes: readonly string[] };

/**
 * PD-8.1: special-category data without an exception is refused; with one, the exception has to hold, and a consent has
 * to name each special code expressly (PD-8.2-1). `code` is null where no exception is claimed.
 */
export function checkSpecial(input: Omit<SpecialUse, 'code'> & { readonly code: string | null }): GroundFault | null {
  const { code, specialCodes } = input;
  if (specialCodes.length === 0) return null;
  if (code === null)
    return { code: 'GROUND_EVIDENCE_MISSING', law: ['PD-8.1', ...specialCodes.flatMap(rowsOfSpecial)], field: null };
  const fault = checkException({ ...input, code });
  if (fault || code !== 'special_consent') return fault;
  const unnamed = specialCodes.filter((special) => !(input.evidence.consentNames ?? []).includes(special));
  if (unnamed.length === 0) return null;
  return {
    code: 'GROUND_EVIDENCE_MISSING',
    law: ['PD-8.2-1', ...unnamed.flatMap(rowsOfSpecial)],
    field: 'consentNames',
  };
}

const specialRows: Readonly<Record<string, readonly string[]>> = {
  race_ethnic: ['PD-8.1-1'],
  nationality: ['PD-8.1-2'],
  political: ['PD-8.1-3'],
  medical: ['PD-8.1-4'],
  sexual_orientation: ['PD-8.1-5', 'PD-8.1-12'],
  worker_representation: ['PD-8.1-6'],
  offences_criminal: ['PD-8.1-7'],
  security_measures: ['PD-8.1-8'],
  belief: ['PD-8.1-9'],
  genetic: ['PD-8.1-10'],
  biometric_id: ['PD-8.1-11'],
  health: ['PD-8.1-12'],
  sex_life: ['PD-8.1-12'],
};
/** The rows of PD-8.1 behind a special-category code. */
export const rowsOfSpecial = (code: string): readonly string[] => specialRows[code] ?? ['PD-8.1'];
