import type { Text3 } from '../platform/text.ts';
import type { DateString } from './acts.ts';
import type { HolderType } from './code-lists.ts';
import { checkGround, findGround, type Evidence, type Ground, type GroundCode } from './grounds.ts';
import { pickerTexts } from './ground-picker.messages.ts';

// Which ground a purpose stands on. Consent is asked only where nothing else carries the purpose: to ask for what the law
// requires anyway would mislead the subject, who could not withdraw it (PD-9.4b).

/** What a holder knows about a purpose before choosing its ground. */
export type PurposeFacts = {
  readonly holderType: HolderType;
  readonly day: DateString;
  /** A law obliges the holder to process (PD-5.1-4): the norm. */
  readonly obligingNorm?: string;
  /** A law gives the holder a power or task that needs the data (PD-5.1-3a): the norm. */
  readonly empoweringNorm?: string;
  /** The act that sets a task of public interest, with what the task is (PD-5.1-3b). */
  readonly publicTask?: { readonly norm: string; readonly description: string };
  readonly contract?: {
    readonly reference: string;
    readonly subjectIsParty: boolean;
    readonly from: DateString;
    readonly until: DateString | null;
  };
  readonly application?: { readonly reference: string; readonly state: 'open' | 'concluded' | 'dropped' };
  readonly emergency?: { readonly protectedPerson: string; readonly description: string; readonly at: string };
  readonly statisticalProgramme?: string;
  /** Journalism or creative work: asks for consent as part of the ground (PD-5.1-6b). */
  readonly creative?: boolean;
  /** Special categories in the purpose: another ground does not lift the ban of PD-8.1. */
  readonly specialCodes?: readonly string[];
  /** An exception of PD-8.2 other than consent that is known to hold. */
  readonly specialExceptionHolds?: boolean;
};

export type GroundSuggestion = {
  /** False: a consent request must not be made, `ground` suffices. */
  readonly askConsent: boolean;
  readonly ground: GroundCode;
  /** The other grounds that would also carry the purpose, strongest first. */
  readonly alternatives: readonly GroundCode[];
  readonly law: readonly string[];
  readonly why: Text3;
  readonly evidence: Evidence;
};

type Candidate = { readonly code: GroundCode; readonly evidence: Evidence };

/** Strongest first: what the law commands, then what it allows, then what the parties agreed, then the emergency. */
function candidates(facts: PurposeFacts): readonly Candidate[] {
  const { obligingNorm, empoweringNorm, publicTask, contract, application, emergency, statisticalProgramme } = facts;
  return [
    ...(obligingNorm ? [{ code: 'legal_obligation' as const, evidence: { norm: obligingNorm } }] : []),
    ...(empoweringNorm ? [{ code: 'public_powers' as const, evidence: { norm: empoweringNorm } }] : []),
    ...(publicTask ? [{ code: 'public_interest' as const, evidence: publicTask }] : []),
    ...(contract
      ? [
          {
            code: 'contract' as const,
            evidence: {
              contract: contract.reference,
              subjectIsParty: contract.subjectIsParty,
              from: contract.from,
              until: contract.until,
            },
          },
        ]
      : []),
    ...(application
      ? [
          {
            code: 'pre_contract' as const,
            evidence: { application: application.reference, applicationState: application.state },
          },
        ]
      : []),
    ...(statisticalProgramme
      ? [{ code: 'official_statistics' as const, evidence: { programme: statisticalProgramme } }]
      : []),
    ...(emergency ? [{ code: 'vital_interests' as const, evidence: emergency }] : []),
  ];
}

/** The ground to use, whether consent may be asked at all, and why, in words for the holder's page. */
export function suggestGround(facts: PurposeFacts): GroundSuggestion {
  const holding = candidates(facts).filter(
    ({ code, evidence }) => checkGround({ code, holderType: facts.holderType, evidence, day: facts.day }) === null,
  );
  const [best, ...others] = holding;
  const alternatives = others.map(({ code }) => code);
  const special = facts.specialCodes ?? [];
  if (facts.creative) {
    return {
      askConsent: true,
      ground: 'journalism_creative',
      alternatives,
      law: ['PD-5.1-6b'],
      why: pickerTexts.creative,
      evidence: {},
    };
  }
  if (!best) {
    return {
      askConsent: true,
      ground: 'consent',
      alternatives,
      law: ['PD-5.1-1', 'SP-15a'],
      why: pickerTexts.nothingElse,
      evidence: {},
    };
  }
  const ground = findGround(best.code) as Ground<GroundCode>;
  if (special.length > 0 && !facts.specialExceptionHolds) {
    // PD-8.1 forbids special categories whatever the ground of PD-5.1; only PD-8.2 lifts the ban.
    return {
      askConsent: true,
      ground: best.code,
      alternatives,
      law: ['PD-8.1', 'PD-8.2-1', ...ground.law],
      why: pickerTexts.special,
      evidence: best.evidence,
    };
  }
  return {
    askConsent: false,
    ground: best.code,
    alternatives,
    law: [...ground.law, 'PD-9.4b', 'SP-15b'],
    why: pickerTexts[best.code] ?? pickerTexts.otherGround,
    evidence: best.evidence,
  };
}
