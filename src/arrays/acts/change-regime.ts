import { type ConsentRow, consentById } from '../../consent/index.ts';
import { dayOf } from '../../law/index.ts';
import { holderScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { insertRegime, listsOf, lockArray } from '../array-store.ts';
import { type Acting, type ArrayDeps, journal, journalRefused } from '../deps.ts';
import { setById } from '../pseudonym-store.ts';
import { refuse } from '../refusals.ts';
import { decideRegime, pseudonymsSuffice, type Regime, type RegimeAsked } from '../regime.ts';

export type RegimeInput = RegimeAsked & {
  readonly subjectId: string | null;
  readonly consentId: string | null;
  readonly setId: string | null;
};

/** PD-6.3, PD-6.6, PD-7.6: the regime changes on a listed case, for the data that case names, with its evidence. */
export async function changeRegime(
  deps: ArrayDeps,
  who: Acting,
  arrayId: string,
  input: RegimeInput,
): Promise<{ regime: Regime } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const array = await lockArray(tx, who.holderId, arrayId);
    if (array === null) return refuse('ARRAY_UNKNOWN');
    const at = deps.clock.now();
    const set = input.setId === null ? null : await setById(tx, who.holderId, input.setId);
    const decided = decideRegime(input, {
      listed: (await listsOf(tx, arrayId)).filter((list) => list.current).flatMap((list) => list.categories),
      publicType: array.publicType,
      consent: consentFacts(await consentOf(tx, who.holderId, input), at),
      set:
        set === null || set.array_id !== arrayId
          ? null
          : { mappingDestroyed: set.mapping_destroyed_at !== null, categories: set.categories },
      pseudonymsSuffice: pseudonymsSuffice(deps.profile, dayOf(at)),
    });
    const object = { kind: 'array', id: arrayId };
    if ('fault' in decided) return journalRefused(deps, tx, who, 'regime', refuse(decided.fault), { object });
    const onConsent =
      input.consentId !== null && (input.case === 'PD-6.3-2' || input.case === 'PD-6.6a' || input.case === 'PD-7.6');
    const subjectId = onConsent ? input.subjectId : null;
    const entryId = await journal(deps, tx, who, {
      type: 'array.regime-changed',
      ...(subjectId === null ? {} : { subject: subjectId }),
      object,
      data: {
        regime: decided.regime,
        case: input.case,
        categories: [...input.categories],
        consent: onConsent ? input.consentId : null,
        set: input.setId,
        basis: input.basis,
        norm: input.norm,
      },
    });
    await insertRegime(tx, {
      id: uuidv7(deps.clock.real()),
      holderId: who.holderId,
      arrayId,
      regime: decided.regime,
      caseCode: input.case,
      subjectId,
      consentId: onConsent ? input.consentId : null,
      setId: input.case === 'PD-6.3-1' ? input.setId : null,
      categories: input.categories,
      basis: input.basis,
      norm: input.norm,
      evidence: input.evidence,
      by: who.actor.id,
      at,
      entryId,
    });
    return { regime: decided.regime };
  });
}

async function consentOf(tx: Tx, holderId: string, input: RegimeInput): Promise<ConsentRow | null> {
  if (input.subjectId === null || input.consentId === null) return null;
  const row = await consentById(tx, null, input.subjectId, input.consentId);
  return row?.holder_id === holderId ? row : null;
}

const consentFacts = (row: ConsentRow | null, at: Date) =>
  row === null
    ? null
    : {
        active: row.state === 'active' && row.valid_from <= at && (row.valid_until === null || at < row.valid_until),
        publicItems: row.public_items.filter((code) => row.categories.includes(code)),
      };
