import type { DocumentKind, SignatureType } from '../../identity/index.ts';
import type { Text3 } from '../../platform/text.ts';

// Information systems as the law on signatures sees them (ES-2.11 to ES-2.14). Pure.

/** ES-2.12, ES-2.13: a definite circle of participants, or anybody. */
export const systemScopes = ['corporate', 'public'] as const;
export type SystemScope = (typeof systemScopes)[number];

/** ES-2.14: who may operate a system, whatever its form of ownership. */
export const operatorKinds = ['natural_person', 'legal_person', 'state_body', 'local_body'] as const;
export type Operator = {
  readonly kind: (typeof operatorKinds)[number];
  readonly name: string;
  readonly representative: string | null;
};

/** ES-2.11. */
export const participantKinds = [
  'state_body',
  'local_body',
  'organisation',
  'organisation_unit',
  'association',
  'citizen',
] as const;
export type ParticipantKind = (typeof participantKinds)[number];

/** What documents a system takes, and what article 9 part 5 asks about them. */
export type KindOfDocument = Pick<DocumentKind, 'code' | 'stateSecret' | 'needsNotary' | 'needsStateRegistration'>;

export type ExchangeSystem = {
  readonly id: string;
  readonly ownerId: string;
  readonly scope: SystemScope;
  readonly name: Text3;
  readonly operator: Operator | null;
  /** ES-9.1.2a: the operator's rules for keys of simple signatures; null: they are not enabled. */
  readonly simpleRules: string | null;
  /** ES-12.5: registered for signing without a person. */
  readonly automatic: boolean;
  readonly documentKinds: readonly KindOfDocument[];
};

export type Participant = {
  readonly id: string;
  readonly systemId: string;
  readonly kind: ParticipantKind;
  readonly name: string | null;
  readonly holderId: string | null;
  readonly subjectId: string | null;
};

/** Who asks: a person, or an organisation by its staff or its machine. */
export type Acting = {
  readonly accountId: string | null;
  readonly personId: string | null;
  readonly holderId: string | null;
  readonly machine: boolean;
};

export const signatureTypes: readonly SignatureType[] = ['simple', 'unqualified', 'qualified'];

/**
 * ES-4.4: why a recipient may refuse a signed document. Closed: that it is not signed by hand, or that it is electronic, is no reason
 * (ES-6.1b knows one exception, which names the act that forbids the form).
 */
export const refusalReasons = [
  'signature_not_valid',
  'signer_without_powers',
  'not_for_us',
  'parts_missing',
  'form_forbidden_by_act',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];
