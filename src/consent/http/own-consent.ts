import type { Scope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { subjectsOfPerson } from '../acts/subjects.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { refuse } from '../refusals.ts';
import { consentByIdOnly, type ConsentRow } from '../store.ts';

/** Finds one of the person's own consents, whichever holder it was given to. */
export async function ownConsent(
  deps: ExportDeps,
  personId: string,
  consentId: string,
): Promise<{ row: ConsentRow; scope: Scope } | Refusal> {
  const { scope } = await subjectsOfPerson(deps, personId);
  const row = await consentByIdOnly(deps.db, scope, consentId);
  return row === null ? refuse('CONSENT_UNKNOWN') : { row, scope };
}
