import type { Text3 } from '../platform/text.ts';

// PD-3.10, CP-D-2: who determines purposes, categories and means, and for whom the decree's rules are on.

export const holderTypes = [
  'executive_state_body',
  'non_executive_state_body',
  'local_self_government',
  'legal_entity',
  'natural_person',
] as const;
export type HolderType = (typeof holderTypes)[number];

export type ProcessorBody = {
  readonly code: string;
  readonly name: Text3;
  readonly address: Text3 | null;
  readonly contract: string | null;
};

/** What the register keeps of a holder; null = not stated. */
export type HolderBody = {
  readonly name: Text3;
  readonly shortName: Text3 | null;
  readonly tin: string | null;
  readonly registrationCertificate: {
    readonly number: string;
    readonly issuedOn: string | null;
    readonly issuedBy: Text3 | null;
  } | null;
  readonly address: Text3 | null;
  readonly contacts: { readonly phone: string | null; readonly email: string | null; readonly website: string | null };
  readonly responsiblePerson: {
    readonly name: Text3;
    readonly phone: string | null;
    readonly email: string | null;
  } | null;
  readonly roles: readonly ('holder' | 'processor')[];
  readonly processors: readonly ProcessorBody[];
  readonly decreeAccession: {
    readonly agreed: boolean;
    readonly date: string | null;
    readonly document: string | null;
  } | null;
  /** PD-3.10: the other holders with whom it decides jointly. */
  readonly jointWith: readonly string[];
  /** Places whose values were invented for the sandbox; pages mark them. */
  readonly sandboxPaths: readonly string[];
};

export type Holder = {
  readonly id: string;
  readonly code: string;
  readonly type: HolderType;
  readonly body: HolderBody;
  readonly registeredAt: Date | null;
  readonly holdsStateSecrets: boolean;
};

export type DecreeStanding =
  | { readonly kind: 'bound' }
  | { readonly kind: 'agreed'; readonly date: string | null; readonly document: string | null }
  | { readonly kind: 'not-agreed' }
  | { readonly kind: 'not-recorded' };

/**
 * CP-D-2: executive state bodies are bound; others take part "by agreement". The agreement is shown, never a relaxation:
 * paragraph 2 of the procedure applies to every holder.
 */
export function decreeStanding(
  holder: Pick<Holder, 'type'> & { body: Pick<HolderBody, 'decreeAccession'> },
): DecreeStanding {
  if (holder.type === 'executive_state_body') return { kind: 'bound' };
  const accession = holder.body.decreeAccession;
  if (accession === null) return { kind: 'not-recorded' };
  return accession.agreed
    ? { kind: 'agreed', date: accession.date, document: accession.document }
    : { kind: 'not-agreed' };
}

const standingTexts: Readonly<Record<DecreeStanding['kind'], Text3>> = {
  bound: { ky: 'токтом милдеттүү түрдө колдонулат', ru: 'постановление применяется обязательно', en: 'decree applies' },
  agreed: {
    ky: 'токтом макулдашуу боюнча колдонулат: макулдашылган',
    ru: 'постановление применяется по согласованию: согласовано',
    en: 'decree applies by agreement: agreed',
  },
  'not-agreed': {
    ky: 'токтом макулдашуу боюнча колдонулат: макулдашуудан баш тартылган',
    ru: 'постановление применяется по согласованию: не согласовано',
    en: 'decree applies by agreement: not agreed',
  },
  'not-recorded': {
    ky: 'токтом макулдашуу боюнча колдонулат: жазылган эмес',
    ru: 'постановление применяется по согласованию: не записано',
    en: 'decree applies by agreement: not recorded',
  },
};

/** The sentence of the holder's card (CP-D-2b). */
export const decreeStandingText = (standing: DecreeStanding): Text3 => standingTexts[standing.kind];

/** State and municipal bodies: the only ones for whom the public-powers ground exists (PD-5.1-3a). */
export const isPublicBody = (type: HolderType): boolean => type !== 'legal_entity' && type !== 'natural_person';
