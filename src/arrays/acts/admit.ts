import { may } from '../../consent/index.ts';
import { parsePin } from '../../keys/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type Acting, type ArrayDeps, journal, journalRefused, within } from '../deps.ts';
import { type RequesterKind, requesterStands } from '../party.ts';
import { insertBiometric } from '../record-store.ts';
import { refuse } from '../refusals.ts';

export type RequesterInput = {
  readonly kind: RequesterKind;
  readonly number: string | null;
  readonly about: 'itself' | 'represented_person';
  readonly request: string;
};

/** PD-3.9: before a subject's request is taken in, whether the requester can be a subject at all; a refusal is on record. */
export async function admitRequester(
  deps: ArrayDeps,
  who: Acting,
  input: RequesterInput,
): Promise<{ admitted: true } | Refusal> {
  const pin = input.number === null ? null : parsePin(input.number);
  if (isRefusal(pin)) return pin;
  if (requesterStands(input.kind, pin?.of === 'organisation', input.about)) return { admitted: true };
  return deps.db.tx(holderScope(who.holderId), (tx) =>
    journalRefused(deps, tx, who, `request:${input.request}`, refuse('NOT_A_SUBJECT'), {
      object: { kind: 'holder', id: who.holderId },
    }),
  );
}

export type BiometricInput = {
  readonly subjectId: string;
  readonly purposeId: string;
  readonly use: 'election' | 'service' | 'identification';
  readonly categories: readonly string[];
};

/** PD-8.4a: biometric registration on the citizen's consent, for one of three purposes. No other ground replaces the consent. */
export async function registerBiometrics(
  deps: ArrayDeps,
  who: Acting,
  input: BiometricInput,
): Promise<{ registrationId: string } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const answer = await may(within(deps, tx), who.holderId, {
      purposeId: input.purposeId,
      subjectId: input.subjectId,
      categories: input.categories,
      action: 'collect',
    });
    const id = uuidv7(deps.clock.real());
    const on = { subject: input.subjectId, object: { kind: 'biometric-registration', id } };
    if (!answer.allowed || answer.reason !== 'CONSENT' || answer.consentId === null)
      return journalRefused(
        deps,
        tx,
        who,
        'biometric',
        refuse('BIOMETRIC_CONSENT_REQUIRED', { details: { may: answer.reason } }),
        on,
      );
    const entryId = await journal(deps, tx, who, {
      type: 'biometrics.registered',
      ...on,
      data: { use: input.use, consent: answer.consentId, categories: [...input.categories] },
    });
    await insertBiometric(tx, {
      id,
      ...input,
      holderId: who.holderId,
      consentId: answer.consentId,
      at: deps.clock.now(),
      entryId,
    });
    return { registrationId: id };
  });
}
