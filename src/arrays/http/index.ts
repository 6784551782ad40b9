import type { App } from '../../platform/http/index.ts';
import type { ArrayDeps } from '../deps.ts';
import { arrayRegisterRoutes } from './array-routes.ts';
import { authorityRoutes } from './authority-routes.ts';
import { disclosureRoutes } from './disclosure-routes.ts';
import { publicArrayRoutes } from './public-routes.ts';
import { dataRecordRoutes } from './record-routes.ts';

/** The JSON API of arrays. */
export function arrayRoutes(app: App, deps: ArrayDeps): void {
  arrayRegisterRoutes(app, deps);
  publicArrayRoutes(app, deps);
  dataRecordRoutes(app, deps);
  disclosureRoutes(app, deps);
  authorityRoutes(app, deps);
}
