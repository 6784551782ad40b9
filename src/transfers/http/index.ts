import type { App } from '../../platform/http/index.ts';
import type { TransferDeps } from '../deps.ts';
import { transferAuthorityRoutes } from './authority-routes.ts';
import { citizenRoutes } from './citizen-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { sendingRoutes } from './sending-routes.ts';
import { transferRoutes } from './transfer-routes.ts';

/** The JSON API of transfers. */
export function transfersApi(app: App, deps: TransferDeps): void {
  transferRoutes(app, deps);
  noticeRoutes(app, deps);
  sendingRoutes(app, deps);
  citizenRoutes(app, deps);
  transferAuthorityRoutes(app, deps);
}
