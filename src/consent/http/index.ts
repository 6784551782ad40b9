import type { App } from '../../platform/http/index.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { cardRoutes } from './card-routes.ts';
import { citizenRoutes } from './citizen-routes.ts';
import { clauseRoutes } from './clause-routes.ts';
import { cloudRoutes } from './cloud-routes.ts';
import { dataRoutes } from './data-routes.ts';
import { holderRoutes } from './holder-routes.ts';
import { mayRoutes } from './may-routes.ts';
import { powerRoutes } from './power-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { registerRoutes } from './register-routes.ts';
import { servicesRoutes } from './services-routes.ts';

export { cloudCode, giveByCloud } from './cloud-routes.ts';
export { CertificateSignature, giveByCertificate } from './signing-routes.ts';

/** The JSON API of consent. */
export function consentRoutes(app: App, deps: ExportDeps): void {
  publicRoutes(app, deps);
  citizenRoutes(app, deps);
  receiptRoutes(app, deps);
  cloudRoutes(app, deps);
  holderRoutes(app, deps);
  mayRoutes(app, deps);
  reviewRoutes(app, deps);
  clauseRoutes(app, deps);
  dataRoutes(app, deps);
  powerRoutes(app, deps);
  cardRoutes(app, deps);
  servicesRoutes(app, deps);
  registerRoutes(app, deps);
}
