import type { IdentityDeps } from '../../../identity/index.ts';
import type { App } from '../../../platform/http/index.ts';
import type { CentreDeps } from '../deps.ts';
import type { CentreKeys } from '../ports.ts';
import { centreOfficeRoutes } from './office-routes.ts';
import { publicCentreRoutes } from './public-routes.ts';
import { trustedRoutes } from './trusted-routes.ts';

/** The JSON API of the centres' registers. */
export function centreRoutes(
  app: App,
  deps: CentreDeps & { readonly centreKeys: CentreKeys | null; readonly identity: IdentityDeps },
): void {
  publicCentreRoutes(app, deps);
  centreOfficeRoutes(app, deps);
  trustedRoutes(app, deps);
}
