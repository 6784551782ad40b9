import type { App } from '../../platform/http/index.ts';
import type { ArrayDeps } from '../deps.ts';
import { arrayRegisterRoutes } from './array-routes.ts';
import { authorityRoutes } from './authority-routes.ts';
import { personRoutes } from './citizen-routes.ts';
import { disclosureRoutes } from './disclosure-routes.ts';
import { admissionRoutes, furtherRoutes } from './further-routes.ts';
import { processorRoutes } from './processor-routes.ts';
import { pseudonymRoutes } from './pseudonym-routes.ts';
import { publicArrayRoutes } from './public-routes.ts';
import { dataRecordRoutes } from './record-routes.ts';
import { regimeRoutes, systemRoutes } from './regime-routes.ts';

/** The JSON API of arrays. */
export function arrayRoutes(app: App, deps: ArrayDeps): void {
  arrayRegisterRoutes(app, deps);
  regimeRoutes(app, deps);
  systemRoutes(app, deps);
  publicArrayRoutes(app, deps);
  dataRecordRoutes(app, deps);
  furtherRoutes(app, deps);
  admissionRoutes(app, deps);
  processorRoutes(app, deps);
  disclosureRoutes(app, deps);
  pseudonymRoutes(app, deps);
  personRoutes(app, deps);
  authorityRoutes(app, deps);
}
