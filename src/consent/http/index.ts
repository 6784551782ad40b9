import type { App } from '../../platform/http/index.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { citizenRoutes } from './citizen-routes.ts';
import { holderRoutes } from './holder-routes.ts';
import { mayRoutes } from './may-routes.ts';
import { publicRoutes } from './public-routes.ts';

/** The JSON API of consent. */
export function consentRoutes(app: App, deps: ExportDeps): void {
  publicRoutes(app, deps);
  citizenRoutes(app, deps);
  holderRoutes(app, deps);
  mayRoutes(app, deps);
}
