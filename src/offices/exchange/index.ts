// Information systems where people meet them: what was sent to whom, an organisation's own systems, the Government's table.
import type { App } from '../../platform/http/index.ts';
import type { SystemDeps } from '../../trust/systems/index.ts';
import type { HolderDeps } from '../holder/index.ts';
import { orderPages } from './order.ts';
import { receivedPages } from './received.ts';
import { sendPages } from './send.ts';
import { signatureTypePages } from './signature-types.ts';
import { systemPages } from './systems.ts';
import { usesInNamePage } from './uses.ts';

/** Every page about the exchange of signed documents. */
export function exchangePages(app: App, deps: HolderDeps & { readonly systems: SystemDeps }): void {
  receivedPages(app, deps);
  sendPages(app, deps);
  systemPages(app, deps);
  orderPages(app, deps);
  usesInNamePage(app, deps);
  signatureTypePages(app, deps);
}
