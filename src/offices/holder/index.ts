import type { App } from '../../platform/http/index.ts';
import { clientPages } from './clients.ts';
import { consentActPages } from './consent-acts.ts';
import { consentViewPages } from './consent-view.ts';
import { consentPages } from './consents.ts';
import { dashboardPage } from './dashboard.ts';
import { dataPages } from './data.ts';
import type { HolderDeps } from './deps.ts';
import { groundPages } from './grounds.ts';
import { paperCheckPages } from './paper-check.ts';
import { paperPages } from './paper.ts';
import { policyPages } from './policy.ts';
import { purposePublishPages } from './purpose-publish.ts';
import { purposePages } from './purposes.ts';
import { representationPages } from './representations.ts';
import { staffPages } from './staff.ts';

export type { HolderDeps };

/** The office of a holder's staff: clerks, data officers, administrators. */
export function holderPages(app: App, deps: HolderDeps): void {
  dashboardPage(app, deps);
  purposePages(app, deps);
  purposePublishPages(app, deps);
  policyPages(app, deps);
  consentPages(app, deps);
  consentViewPages(app, deps);
  consentActPages(app, deps);
  groundPages(app, deps);
  paperPages(app, deps);
  paperCheckPages(app, deps);
  representationPages(app, deps);
  dataPages(app, deps);
  clientPages(app, deps);
  staffPages(app, deps);
}
