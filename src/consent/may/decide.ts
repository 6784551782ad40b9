import type { PurposeBody, PurposeState } from '../purposes/purpose.ts';
import { asksConsent } from '../purposes/purpose.ts';
import type { MayReason } from './reasons.ts';

/** "May this holder do this, with this data of this subject, for this purpose, now?" */
export type MayQuestion = {
  readonly categories: readonly string[];
  /** One of CP-F-22's operations, `use`, `transfer` or `cross_border_transfer`. */
  readonly action: string;
  readonly recipient?: { readonly code: string; readonly country: string };
  /** Law time. */
  readonly at: Date;
};

export type ConsentState =
  | 'active'
  | 'declined'
  | 'unproven'
  | 'frozen'
  | 'pending'
  | 'withdrawn'
  | 'expired'
  | 'replaced'
  | 'invalid';

/** What `may` reads of a consent. */
export type ConsentFacts = {
  readonly id: string;
  readonly state: ConsentState;
  readonly versionId: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly endedAt: Date | null;
  readonly categories: readonly string[];
  readonly specialCategories: readonly string[];
  readonly actions: readonly string[];
  readonly transfer: boolean;
  readonly crossBorder: boolean;
  readonly publicItems: readonly string[];
  readonly invalidClauses: readonly string[];
  readonly evidenceId: string | null;
};

/** A recorded ground other than consent, or an exception for a special category. */
export type GroundFacts = {
  readonly id: string;
  readonly code: string;
  readonly recordedAt: Date;
  readonly endsAt: Date | null;
  /** Categories it is limited to; empty = the purpose's. */
  readonly categories: readonly string[];
  /** PD-8.2-1, PD-9.5b: the consent such an exception rests on, as it stands; null = none found. */
  readonly consent?: {
    readonly proven: boolean;
    readonly endedAt: Date | null;
    readonly validUntil: Date | null;
  } | null;
};

/** PD-3.23: a block on categories of this subject, under the purpose asked about. */
export type BlockFact = { readonly categories: readonly string[]; readonly since: Date; readonly endedAt: Date | null };

export type MayFacts = {
  readonly holderRegistered: boolean;
  readonly purpose: { readonly state: PurposeState; readonly body: PurposeBody | null };
  readonly consent: ConsentFacts | null;
  readonly grounds: readonly GroundFacts[];
  /** The subject is under 18. */
  readonly child?: boolean;
  /** Data of the subject's other consents to this holder, where there is none for this purpose. */
  readonly elsewhere?: readonly (readonly string[])[];
  readonly blocks?: readonly BlockFact[];
};

export type MayAnswer = {
  readonly allowed: boolean;
  readonly reason: MayReason;
  /** PD-5.1-x, PD-8.2-x or PD-17 item the answer rests on. */
  readonly ground: string | null;
  readonly consentId: string | null;
  readonly evidenceId: string | null;
};

const no = (reason: MayReason, consent?: ConsentFacts | null): MayAnswer => ({
  allowed: false,
  reason,
  ground: null,
  consentId: consent?.id ?? null,
  evidenceId: null,
});

/** The one decision on processing. Pure: the same facts and question give the same answer, whoever asks. */
export function decideMay(facts: MayFacts, question: MayQuestion): MayAnswer {
  // DECISIONS 25: an unregistered holder processes nothing.
  if (!facts.holderRegistered) return no('HOLDER_NOT_REGISTERED');
  const { state, body } = facts.purpose;
  if (state === 'ended') return no('PROCESSING_TERMINATED', facts.consent);
  if (state === 'stopped') return no('PROCESSING_STOPPED', facts.consent);
  if (body === null || state === 'draft') return no('FORM_NOT_PUBLISHED');
  const items = question.categories.map((code) => body.categories.find((category) => category.code === code));
  // PD-4.4, SP-8a: what the purpose does not need is refused before any ground is looked at.
  if (items.some((item) => item === undefined)) return no('EXCESSIVE_DATA', facts.consent);
  // PD-3.23: no ground opens blocked data; it may only be stored, or blocked further.
  if (isBlocked(facts.blocks ?? [], question)) return no('DATA_BLOCKED', facts.consent);
  const special = items.flatMap((item) => (item!.special === null ? [] : [item!.code]));
  const live = facts.grounds.filter((ground) => groundLives(ground, question));

  const onConsent = asksConsent(body) ? decideOnConsent(facts, body, question, special) : null;
  if (onConsent?.allowed) return onConsent;
  return decideOnGround(facts, live, question, special) ?? onConsent ?? no('NO_LEGAL_GROUND');
}

const allowedWhileBlocked = ['store', 'block'];
function isBlocked(blocks: readonly BlockFact[], question: MayQuestion): boolean {
  if (allowedWhileBlocked.includes(question.action)) return false;
  return blocks.some(
    (block) =>
      block.since <= question.at &&
      (block.endedAt === null || question.at < block.endedAt) &&
      block.categories.some((code) => question.categories.includes(code)),
  );
}

function groundLives(ground: GroundFacts, question: MayQuestion): boolean {
  const inTime = ground.recordedAt <= question.at && (ground.endsAt === null || question.at < ground.endsAt);
  // PD-9.5b: an exception by consent lives and falls with a proven consent.
  if (ground.code === 'PD-8.2-1' && !consentHolds(ground.consent ?? null, question.at)) return false;
  return (
    inTime && (ground.categories.length === 0 || question.categories.every((code) => ground.categories.includes(code)))
  );
}

const consentHolds = (consent: GroundFacts['consent'], at: Date): boolean =>
  consent !== null &&
  consent !== undefined &&
  consent.proven &&
  (consent.endedAt === null || at < consent.endedAt) &&
  (consent.validUntil === null || at < consent.validUntil);

// PD-5.1-2...7: the purpose's own ground holds by its norm, or needs a record of its own for this subject.
const byNorm = new Set(['PD-5.1-3a', 'PD-5.1-3b', 'PD-5.1-4', 'PD-5.1-7a']);

function decideOnGround(
  facts: MayFacts,
  live: readonly GroundFacts[],
  question: MayQuestion,
  special: readonly string[],
): MayAnswer | null {
  const body = facts.purpose.body!;
  const exception = live.find((ground) => ground.code.startsWith('PD-8.2-'));
  const limit = live.find((ground) => ground.code.startsWith('PD-17.1-') || ground.code.startsWith('PD-18.1-'));
  const recorded = live.find((ground) => ground.code.startsWith('PD-5.1-')) ?? limit;
  const own = !asksConsent(body) && byNorm.has(body.ground!.code) ? body.ground!.code : null;
  const code = own ?? recorded?.code ?? (special.length > 0 ? exception?.code : undefined);
  if (code === undefined)
    return asksConsent(body)
      ? null
      : no(question.at && facts.grounds.length > 0 ? 'GROUND_ENDED' : 'GROUND_NOT_RECORDED');
  // PD-8.1: a ground of article 5 does not open special categories; only an exception of 8.2 does.
  if (special.length > 0 && exception === undefined) return no('SPECIAL_CATEGORY', facts.consent);
  // PD-18.1: nor are they enough for a child's data.
  if (facts.child === true && !live.some((ground) => ground.code.startsWith('PD-18.1-')))
    return no('CHILD_WITHOUT_GROUND', facts.consent);
  if (!body.actions.includes(question.action as never)) return no('ACTION_NOT_CONSENTED', facts.consent);
  return {
    allowed: true,
    reason: 'LAWFUL_WITHOUT_CONSENT',
    ground: code,
    consentId: null,
    evidenceId: recorded?.id ?? null,
  };
}

function decideOnConsent(
  { consent, elsewhere = [] }: MayFacts,
  body: PurposeBody,
  question: MayQuestion,
  special: readonly string[],
): MayAnswer {
  // CP-8d-2: the holder may well have the data, but by a consent to something else.
  if (consent === null)
    return no(
      question.categories.length > 0 &&
        elsewhere.some((given) => question.categories.every((code) => given.includes(code)))
        ? 'PURPOSE_NOT_CONSENTED'
        : 'CONSENT_REQUIRED',
    );
  const refusal = standing(consent, question.at) ?? coverage(consent, body, question, special);
  if (refusal !== null) return no(refusal, consent);
  return {
    allowed: true,
    reason: 'CONSENT',
    ground: body.ground!.code,
    consentId: consent.id,
    evidenceId: consent.evidenceId,
  };
}

// PD-9.4g: judged by the state at the asked moment; what ended later was lawful before.
function standing(consent: ConsentFacts, at: Date): MayReason | null {
  const endedBefore = consent.endedAt !== null && consent.endedAt <= at;
  switch (consent.state) {
    case 'declined':
      return 'CONSENT_DECLINED';
    case 'unproven':
      return 'NOTICE_UNPROVEN';
    case 'frozen':
      return endedBefore || consent.endedAt === null ? 'CONSENT_FROZEN' : null;
    case 'invalid':
      return 'CONSENT_INVALID';
    case 'withdrawn':
      if (endedBefore) return 'CONSENT_WITHDRAWN';
      break;
    case 'expired':
      if (endedBefore) return 'CONSENT_EXPIRED';
      break;
    case 'replaced':
      if (endedBefore) return 'CONSENT_REPLACED';
      break;
    case 'active':
    case 'pending':
      break;
  }
  // CP-F-29a: valid from the date of signing, not before.
  if (at < consent.validFrom) return 'CONSENT_NOT_YET_VALID';
  // CP-8h-1: the clock ends it by itself; the worker that writes the state down may come later.
  if (consent.validUntil !== null && at >= consent.validUntil) return 'CONSENT_EXPIRED';
  // PD-9.5a: the holder must be able to prove it.
  return consent.evidenceId === null ? 'CONSENT_UNPROVEN' : null;
}

// PD-9.6-5: a recipient named as foreign stays foreign, whatever country the question gives.
const isForeign = (body: PurposeBody, { action, recipient }: MayQuestion): boolean =>
  action === 'cross_border_transfer' ||
  (recipient !== undefined &&
    (recipient.country !== 'KG' ||
      (body.recipients ?? []).some((one) => one.code === recipient.code && one.country !== 'KG')));

/** PD-9.2b: the clauses of a consent an operation relies on. */
const clausesUsed = (question: MayQuestion, foreign: boolean): string[] => {
  return [
    ...question.categories.map((code) => `data:${code}`),
    `action:${question.action}`,
    ...(question.action === 'transfer' || question.recipient !== undefined || foreign ? ['transfer'] : []),
    ...(foreign ? ['cross-border'] : []),
    ...(question.action === 'publish' ? question.categories.map((code) => `public:${code}`) : []),
  ];
};

function coverage(
  consent: ConsentFacts,
  body: PurposeBody,
  question: MayQuestion,
  special: readonly string[],
): MayReason | null {
  if (question.categories.some((code) => !consent.categories.includes(code))) return 'DATA_ITEM_NOT_CONSENTED';
  // PD-9.2b: a clause found invalid falls alone.
  const foreign = isForeign(body, question);
  if (clausesUsed(question, foreign).some((clause) => consent.invalidClauses.includes(clause))) return 'CLAUSE_INVALID';
  // PD-8.2-1: special categories only where the consent names these very data as special.
  if (special.some((code) => !consent.specialCategories.includes(code))) return 'SPECIAL_CATEGORY';
  const transfers =
    question.action === 'transfer' || question.action === 'cross_border_transfer' || question.recipient !== undefined;
  if (!consent.actions.includes(question.action)) return 'ACTION_NOT_CONSENTED';
  if (transfers && !consent.transfer) return 'ACTION_NOT_CONSENTED';
  if (foreign && !consent.crossBorder) return 'ACTION_NOT_CONSENTED';
  if (question.recipient !== undefined && !(body.recipients ?? []).some((one) => one.code === question.recipient!.code))
    return 'RECIPIENT_NOT_NAMED';
  if (question.action === 'publish' && question.categories.some((code) => !consent.publicItems.includes(code)))
    return 'ACTION_NOT_CONSENTED';
  return null;
}
