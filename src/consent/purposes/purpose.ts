import type { Text3 } from '../../platform/text.ts';

// A purpose is what a holder may ask consent for, or process on another ground: pre-defined, announced, lawful (PD-4.2a).

export type ActionCode =
  | 'collect'
  | 'record'
  | 'store'
  | 'update'
  | 'group'
  | 'use'
  | 'block'
  | 'erase'
  | 'destroy'
  | 'transfer'
  | 'cross_border_transfer';
export type Medium = 'paper_blank' | 'electronic_document';
export type ServiceKind = 'none' | 'state' | 'municipal';

export type PurposeCategory = {
  readonly code: string;
  readonly text: Text3;
  readonly decreeCategory: string | null;
  /** PD-8.1-x where the data is of a special category. */
  readonly special: string | null;
  /** The purpose cannot be reached without it; others are the subject's own choice (partial consent). */
  readonly required: boolean;
  /** PD-4.4: why this purpose needs it. */
  readonly necessity: Text3;
};

/** What a version of a purpose says; null = not stated, which publication refuses where the law wants it stated. */
export type PurposeBody = {
  readonly code: string;
  readonly text: Text3;
  readonly categories: readonly PurposeCategory[];
  /** PD-5: the ground; `norm` is the act and provision, `legalBasis` a code of the policy's closed list (SP-12). */
  readonly ground: { readonly code: string; readonly norm: Text3 | null; readonly legalBasis: string | null } | null;
  readonly service: {
    readonly kind: ServiceKind;
    readonly code: string;
    readonly name: Text3 | null;
    readonly storage: { readonly text: Text3; readonly act: Text3 | null; readonly months: number | null } | null;
  };
  readonly actions: readonly ActionCode[];
  /** Recipients in Kyrgyzstan or abroad; null = not stated, [] = none. */
  readonly recipients: readonly { readonly code: string; readonly name: Text3; readonly country: string }[] | null;
  readonly processors:
    | readonly { readonly code: string; readonly name: Text3; readonly address: Text3 | null }[]
    | null;
  readonly otherUse: { readonly possible: boolean; readonly text: Text3 | null } | null;
  readonly publicDistribution: {
    readonly planned: boolean;
    readonly where: Text3 | null;
    readonly items: readonly string[];
  } | null;
  /** null = not stated, [] = none. */
  readonly crossBorder: readonly { readonly country: string; readonly name: Text3 }[] | null;
  readonly methods: { readonly kind: 'automated' | 'manual' | 'mixed'; readonly text: Text3 } | null;
  readonly profiling: boolean;
  /** Months the consent is valid, an event, or a provision of law (CP-8h). */
  readonly term: { readonly months: number } | { readonly event: Text3 } | { readonly byLaw: Text3 } | null;
  readonly storageTerm: { readonly months: number; readonly text: Text3 } | null;
  readonly ageAppropriate: boolean;
  /** PD-18.3: the purpose in words a child understands. */
  readonly childText: Text3 | null;
  readonly requiredDocuments: readonly {
    readonly code: string;
    readonly text: Text3;
    readonly categories: readonly string[];
  }[];
  readonly media: readonly Medium[];
  /** PD-9.1h: an act that demands the written or digital form for this purpose. */
  readonly strictForm: Text3 | null;
  /** Lowest signature class, with the act or agreement that allows to ask for more than the simple one (ES-4.1). */
  readonly signature: { readonly least: 'simple' | 'unqualified' | 'qualified'; readonly basis: Text3 | null };
  /** ES-9.5: kinds of documents a simple signature must not sign. */
  readonly documentFlags: {
    readonly stateSecret: boolean;
    readonly needsNotary: boolean;
    readonly needsStateRegistration: boolean;
  };
  /** PD-9.6-8: further information the holder sets. */
  readonly extra: readonly { readonly label: Text3; readonly value: Text3 }[];
  readonly sandboxPaths: readonly string[];
};

export type PurposeState = 'draft' | 'active' | 'ended' | 'stopped';
export type Purpose = {
  readonly id: string;
  readonly holderId: string;
  readonly code: string;
  readonly state: PurposeState;
  readonly endedReason: string | null;
  readonly endedAt: Date | null;
  readonly serviceEndedAt: Date | null;
  readonly currentVersionId: string | null;
  readonly definedAt: Date;
};

/** Immutable; cached without limit of time by its id. */
export type PurposeVersion = {
  readonly id: string;
  readonly purposeId: string;
  readonly holderId: string;
  readonly number: number;
  readonly policyVersionId: string;
  readonly body: PurposeBody;
  readonly hash: Uint8Array;
  readonly widens: boolean;
  readonly publishedAt: Date;
  readonly officialUrl: string | null;
};

export const consentGround = 'PD-5.1-1';
export const asksConsent = (body: PurposeBody): boolean =>
  body.ground?.code === consentGround || body.ground?.code === 'PD-5.1-6a';

/**
 * Whether `next` reaches further than `previous`: then earlier consents do not cover it and new ones are needed (PD-4.2b, CP-8e).
 * Narrowing or rewording within the same reach keeps them.
 */
export function widens(previous: PurposeBody, next: PurposeBody): boolean {
  const more = (a: readonly string[], b: readonly string[]): boolean => b.some((code) => !a.includes(code));
  return (
    more(codes(previous.categories), codes(next.categories)) ||
    more(previous.actions, next.actions) ||
    more(codes(previous.recipients ?? []), codes(next.recipients ?? [])) ||
    more(codes(previous.processors ?? []), codes(next.processors ?? [])) ||
    more(
      (previous.crossBorder ?? []).map((c) => c.country),
      (next.crossBorder ?? []).map((c) => c.country),
    ) ||
    (next.otherUse?.possible === true && previous.otherUse?.possible !== true) ||
    (next.publicDistribution?.planned === true &&
      more(previous.publicDistribution?.items ?? [], next.publicDistribution.items)) ||
    termLength(next) > termLength(previous) ||
    (next.storageTerm?.months ?? 0) > (previous.storageTerm?.months ?? 0) ||
    (next.profiling && !previous.profiling) ||
    next.text.ky !== previous.text.ky
  );
}

const codes = (list: readonly { readonly code: string }[]): string[] => list.map((item) => item.code);
const termLength = (body: PurposeBody): number =>
  body.term !== null && 'months' in body.term ? body.term.months : Number.POSITIVE_INFINITY;
