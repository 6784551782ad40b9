import { dataKey, sealJson } from '../../keys/index.ts';
import { policyInForce } from '../../holders/index.ts';
import { insertEntries } from '../../record/index.ts';
import { type Db, holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { may } from '../may/may.ts';
import { mayReasons } from '../may/reasons.ts';
import { isSpecial } from '../purposes/publishable.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { checkChildData } from './child-data.ts';
import { insertRecord } from './collect-store.ts';

export type Collected = {
  readonly subjectId: string;
  readonly purposeId: string;
  readonly category: string;
  readonly subjectCategory: string;
  /** SP-4a-1, SP-4a-3, PD-3.16: from the subject, or from another named source in performing a function. */
  readonly source:
    | { readonly kind: 'subject' }
    | { readonly kind: 'other'; readonly name: string; readonly fulfils: string };
  readonly channel: 'form' | 'email' | 'phone' | 'paper' | 'api';
  readonly mode: 'automated' | 'manual';
  /** SP-3b-1: the subject declared it reliable. */
  readonly declaredReliable: boolean;
  /** PD-18.4: the answer to the question of age, where the form asks it. */
  readonly statedAge?: number;
  readonly value?: string;
};

type Actor = { readonly kind: 'account' | 'client'; readonly id: string };

/**
 * Registers that a holder collected one category of data. By hand or by machine the same checks hold (SP-2b): the purpose,
 * its matrix, the policy's closed lists and `may`. A refused collection stores nothing. `writing`: where the act's own
 * transaction runs, apart from the reads before it.
 */
export async function collect(
  deps: ConsentDeps,
  holderId: string,
  actor: Actor,
  what: Collected,
  writing: Pick<Db, 'tx'> = deps.db,
): Promise<{ recordId: string } | Refusal> {
  const policy = await policyInForce(deps.db, holderId);
  const purpose = await purposeById(deps.db, what.purposeId);
  if (purpose === null || purpose.holderId !== holderId) return refusePurpose('PURPOSE_NOT_DECLARED');
  if (!(policy?.body.subjectCategories ?? []).some((one) => one.code === what.subjectCategory))
    return refuse('SUBJECT_CATEGORY_NOT_DECLARED', { field: 'subjectCategory' });
  // SP-9a: while the policy does not process special categories, none is taken in, whatever asks for it.
  if (
    policy !== null &&
    policy.body.specialCategories?.position !== 'processed_under_art8' &&
    isSpecial(policy.body, what.category)
  )
    return refusePurpose('SPECIAL_CATEGORY_NOT_PROCESSED', { field: 'category', values: { category: what.category } });
  if (!(policy?.body.dataCategories ?? []).some((one) => one.code === what.category))
    return refusePurpose('CATEGORY_NOT_IN_POLICY', { field: 'category', values: { category: what.category } });
  if (what.source.kind === 'other' && (what.source.name.trim() === '' || what.source.fulfils.trim() === ''))
    return refuse('PROVENANCE_MISSING', { field: 'source' });
  if (what.source.kind === 'subject' && !what.declaredReliable)
    return refuse('DECLARATION_MISSING', { field: 'declaredReliable' });
  const answer = await may(deps, holderId, {
    purposeId: what.purposeId,
    subjectId: what.subjectId,
    categories: [what.category],
    action: 'collect',
  });
  if (!answer.allowed)
    return {
      kind: 'refusal',
      code: answer.reason,
      law: mayReasons[answer.reason].law,
      text: mayReasons[answer.reason].text,
      status: 409,
    };
  const age = await checkChildData(deps, holderId, what, answer);
  if (isRefusal(age)) return age;
  const id = uuidv7(deps.clock.real());
  const at = deps.clock.now();
  return writing.tx(holderScope(holderId), async (tx) => {
    let sealed: Uint8Array | null = null;
    if (what.value !== undefined) {
      using key = await dataKey(
        deps.keys,
        tx,
        { class: 'content', subjectId: what.subjectId, holderId, purposeId: what.purposeId },
        deps.clock.real(),
      );
      sealed = sealJson(key, { table: 'data_record', row: id, column: 'sealed' }, what.value);
    }
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'data.collected',
      actor,
      holder: holderId,
      subject: what.subjectId,
      object: { kind: 'data-record', id },
      data: {
        purpose: what.purposeId,
        category: what.category,
        source: what.source.kind,
        channel: what.channel,
        mode: what.mode,
        ground: answer.ground,
        consent: answer.consentId,
        policy: policy!.id,
        age,
      },
    });
    await insertRecord(tx, {
      id,
      subjectId: what.subjectId,
      holderId,
      purposeId: what.purposeId,
      category: what.category,
      source: what.source.kind,
      sourceName: what.source.kind === 'other' ? `${what.source.name}: ${what.source.fulfils}` : null,
      channel: what.channel,
      mode: what.mode,
      policyVersionId: policy!.id,
      ground: answer.ground!,
      consentId: answer.consentId,
      subjectCategory: what.subjectCategory,
      collectedAt: at,
      sealed,
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
    return { recordId: id };
  });
}
