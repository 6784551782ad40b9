import { consentById } from '../../consent/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type Acting, type ArrayDeps, journal } from '../deps.ts';
import { insertCrossBorderGround } from '../processor-store.ts';
import { refuse } from '../refusals.ts';

export type CrossBorderInput = {
  readonly subjectId: string | null;
  readonly country: string;
  readonly code: string;
  readonly evidence: Readonly<Record<string, string>>;
  readonly endsAt: Date | null;
};

/** PD-32.4: the six cases and what each has to show. A closed value stands after the field's name. */
export const crossBorderCases: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>> = {
  'PD-32.4-1': { consentId: null },
  'PD-32.4-2': { treaty: null },
  'PD-32.4-3': { norm: null, purpose: ['constitutional_order', 'defence', 'state_security'] },
  'PD-32.4-4': { contract: null, role: ['party', 'representative', 'acting_for', 'beneficiary'] },
  'PD-32.4-5': { description: null, whyNoConsent: null },
  'PD-32.4-6a': { contract: null, conditions: null },
};

/** The first field of the case that is missing or outside its list; null where all stand. */
export function evidenceFault(code: string, evidence: Readonly<Record<string, string>>): string | null {
  const fields = crossBorderCases[code];
  if (fields === undefined) return 'code';
  return (
    Object.keys(fields).find(
      (field) => (evidence[field] ?? '').trim() === '' || fields[field]?.includes(evidence[field]!) === false,
    ) ?? null
  );
}

/** PD-32.4: a ground, with its evidence, for sending data into a state that is not on the list. */
export async function recordCrossBorderGround(
  deps: ArrayDeps,
  who: Acting,
  input: CrossBorderInput,
): Promise<{ groundId: string } | Refusal> {
  const fault = evidenceFault(input.code, input.evidence);
  if (fault !== null)
    return refuse('CROSS_BORDER_EVIDENCE_MISSING', {
      field: `evidence/${fault}`,
      values: { field: fault },
      law: [input.code.startsWith('PD-32.4-') ? input.code : 'PD-32.4'],
    });
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    if (input.code === 'PD-32.4-1') {
      const consent =
        input.subjectId === null ? null : await consentById(tx, null, input.subjectId, input.evidence['consentId']!);
      // DECISIONS 3: in writing, or an electronic document with more than the simple signature.
      if (
        consent === null ||
        consent.holder_id !== who.holderId ||
        consent.state !== 'active' ||
        !consent.cross_border ||
        consent.evidence_mode === 'LOGIN_SESSION' ||
        consent.evidence_mode === null
      )
        return refuse('CROSS_BORDER_EVIDENCE_MISSING', {
          field: 'evidence/consentId',
          values: { field: 'consentId' },
          law: ['PD-32.4-1'],
        });
    }
    const groundId = uuidv7(deps.clock.real());
    const entryId = await journal(deps, tx, who, {
      type: 'cross-border.ground-recorded',
      ...(input.subjectId === null ? {} : { subject: input.subjectId }),
      object: { kind: 'cross-border-ground', id: groundId },
      data: { code: input.code, country: input.country },
    });
    await insertCrossBorderGround(tx, {
      id: groundId,
      holderId: who.holderId,
      subjectId: input.subjectId,
      country: input.country,
      code: input.code,
      evidence: input.evidence,
      by: who.actor.id,
      at: deps.clock.now(),
      endsAt: input.endsAt,
      entryId,
    });
    return { groundId };
  });
}
