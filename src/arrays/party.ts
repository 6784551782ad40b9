import { type RecipientType, recipientTypes } from '../law/index.ts';

// PD-3.9, PD-3.13, PD-3.21: who stands on the other side. Pure.

export type PartyRole = 'subject' | 'holder' | 'processor' | 'authorised_person' | 'third_party';

export type PartyFacts = {
  readonly type: RecipientType;
  /** The holder itself, or one with whom it decides jointly (PD-3.10). */
  readonly isHolder: boolean;
  readonly isProcessor: boolean;
  /** Sanctioned directly by the holder or by its processor, and not ended. */
  readonly isAuthorised: boolean;
};

/** PD-3.21: a third party is whoever is none of the others. */
export function partyRole(facts: PartyFacts): PartyRole {
  if (facts.type === 'subject') return 'subject';
  if (facts.isAuthorised) return 'authorised_person';
  if (facts.isHolder) return 'holder';
  return facts.isProcessor ? 'processor' : 'third_party';
}

/** PD-3.13: the closed list of recipients; anything else is no recipient. */
export const recipientTypeOf = (code: string | null | undefined): RecipientType | null =>
  recipientTypes.find((one) => one.code === code)?.code ?? null;

/** PD-3.20: a provision under another state's jurisdiction, to a processor as well; the subject's own data to the subject is none. */
export const isCrossBorder = (role: PartyRole, country: string): boolean => country !== 'KG' && role !== 'subject';

export type CrossBorderGround = { readonly code: string; readonly country: string; readonly endsAt: Date | null };

/** PD-32.1a, PD-32.4: on which basis data may leave; null = it may not. */
export function crossBorderBasis(
  country: string,
  adequate: boolean,
  grounds: readonly CrossBorderGround[],
  at: Date,
): string | null {
  if (adequate) return 'PD-32.1a';
  return (
    grounds.find((ground) => ground.country === country && (ground.endsAt === null || at < ground.endsAt))?.code ?? null
  );
}

export type RequesterKind = 'natural_person' | 'legal_person' | 'state_body' | 'local_self_government';

/** PD-3.9: only a natural person is a subject; what an organisation asks about itself is no request of a subject. */
export function requesterStands(
  kind: RequesterKind,
  organisationNumber: boolean,
  about: 'itself' | 'represented_person',
): boolean {
  return about === 'represented_person' || (kind === 'natural_person' && !organisationNumber);
}
