import { homeOf, type Procedure } from '../../cases/index.ts';
import type { Lang } from '../../platform/text.ts';
import { centreById } from '../../trust/centres/index.ts';
import { casesWords } from './cases.messages.ts';
import type { CasesDeps } from './deps.ts';

/** At whom a case is, as a reader is told: a holder or a certification centre, by name. */
export async function placeOf(
  deps: CasesDeps,
  procedure: Procedure,
  id: string,
  lang: Lang,
): Promise<{ readonly label: string; readonly name: string }> {
  const w = casesWords[lang];
  if (homeOf(procedure) === 'centre') {
    const centre = await centreById(deps.consent.db, id, deps.clock.now());
    return { label: w.centre, name: centre?.name[lang] ?? id };
  }
  return { label: w.holder, name: (await deps.consent.registers.holder(id))?.body.name[lang] ?? id };
}
