// The offices of certification centres, of the authority and of the security body over them, and what anybody may read.
import type { App } from '../../platform/http/index.ts';
import type { CasesDeps } from '../cases/deps.ts';
import { authorityCentresPage } from './authority.ts';
import { centreHomePage } from './home.ts';
import { meansPages } from './means.ts';
import { publicCentrePages } from './public.ts';
import { trustedPages } from './trusted.ts';

/** Every page about centres that is not a case. */
export function centresPages(app: App, deps: CasesDeps): void {
  publicCentrePages(app, deps);
  centreHomePage(app, deps);
  trustedPages(app, deps);
  meansPages(app, deps);
  authorityCentresPage(app, deps);
}
