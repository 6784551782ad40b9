import type { App } from '../../platform/http/index.ts';
import { authorityOffice, type CasesDeps, centreOffice, citizenOffice, holderOffice } from './deps.ts';
import { caseListPages } from './lists.ts';
import { oneCasePages } from './one-case.ts';
import { openCasePages } from './open-case.ts';
import { policyDraftPages } from './policy-draft.ts';
import { taskPages } from './tasks.ts';

export type { CasesDeps };

/** The engine's pages where people meet them: at the holder, with the citizen, at the authority. */
export function casesPages(app: App, deps: CasesDeps): void {
  taskPages(app, deps);
  caseListPages(app, deps);
  policyDraftPages(app, deps);
  openCasePages(app, deps);
  for (const office of [holderOffice, centreOffice, citizenOffice, authorityOffice]) oneCasePages(app, deps, office);
}
