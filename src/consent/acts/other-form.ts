import { insertEntries } from '../../record/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';

/**
 * PD-9.1g lets a consent be given "in another form that allows it to be established unambiguously", if it is described;
 * PD-9.1h lets an act shut that out; the decree (CP-7a) shuts it out altogether, and where they conflict the stricter
 * rule holds. Each reason is its own refusal: the clerk has to know which of them a person could cure.
 */
export function judgeOtherForm(asked: { description: string; strictForm: Text3 | null }): Refusal {
  if (asked.description.trim() === '')
    return refuse('CONSENT_FORM_NOT_ALLOWED', { law: ['PD-9.1g', 'CP-7a'], field: 'description' });
  if (asked.strictForm !== null) return refuse('STRICT_FORM', { field: 'form', details: { act: asked.strictForm } });
  return refuse('CONSENT_FORM_NOT_ALLOWED', { law: ['CP-7a', 'PD-9.1g'], field: 'form' });
}

/** A clerk asks to register a consent that is neither a paper nor an electronic document; the refused attempt is kept. */
export async function askOtherForm(
  deps: ConsentDeps,
  clerk: { readonly accountId: string; readonly holderId: string },
  asked: { readonly purposeId: string; readonly subjectId: string; readonly description: string },
): Promise<Refusal> {
  const purpose = await purposeById(deps.db, asked.purposeId);
  if (purpose === null || purpose.holderId !== clerk.holderId || purpose.currentVersionId === null)
    return refusePurpose('PURPOSE_UNKNOWN');
  const version = await deps.registers.version(purpose.currentVersionId);
  const refusal = judgeOtherForm({ description: asked.description, strictForm: version!.body.strictForm });
  await deps.db.tx(holderScope(clerk.holderId), (tx) =>
    insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'consent.form-refused',
        actor: { kind: 'account', id: clerk.accountId, role: 'clerk' },
        holder: clerk.holderId,
        subject: asked.subjectId,
        object: { kind: 'purpose', id: purpose.id },
        data: { code: refusal.code, law: [...refusal.law] },
      }),
    ]),
  );
  return refusal;
}
