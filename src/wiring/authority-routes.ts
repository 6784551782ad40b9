import type { ConsentDeps } from '../consent/index.ts';
import type { App } from '../platform/http/index.ts';
import { registrationRoutes } from '../transfers/relay/index.ts';
import { legacyRoutes } from '../trust/legacy/index.ts';
import { officerRoutes } from '../trust/officers/index.ts';
import { retentionRoutes } from '../trust/retention/index.ts';
import { ruleRoutes } from '../trust/rules/index.ts';

/** What the authorised body keeps for everybody: rules, terms of keeping, its officers, the former law, who registered with it. */
export function authorityRoutes(app: App, deps: ConsentDeps): void {
  retentionRoutes(app, deps);
  legacyRoutes(app, deps);
  ruleRoutes(app, deps);
  officerRoutes(app, deps);
  registrationRoutes(app, deps);
}
