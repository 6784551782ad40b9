// The offices of certification centres, of the authority and of the security body over them, and what anybody may read.
import type { IdentityDeps } from '../../identity/index.ts';
import type { App } from '../../platform/http/index.ts';
import type { CasesDeps } from '../cases/deps.ts';
import { authorityCentresPage } from './authority.ts';
import { centreHomePage } from './home.ts';
import type { CentreKeys } from '../../trust/centres/index.ts';
import { centreKeyPage } from './key.ts';
import { meansPages } from './means.ts';
import { meansUsesPage } from './means-uses.ts';
import { offerPage } from './offer.ts';
import { officerPages } from './officers.ts';
import { paperPages } from './papers.ts';
import { dutiesPage } from './duties.ts';
import { formerLawPages } from './former-law.ts';
import { purgePages } from './purge.ts';
import { rulesPage } from './rules.ts';
import { publicCentrePages } from './public.ts';
import { registerEntryPage } from './register-entry.ts';
import { trustedPages } from './trusted.ts';
import { trustedPersonPages } from './trusted-person.ts';

/** Every page about centres that is not a case. */
export function centresPages(
  app: App,
  deps: CasesDeps & {
    readonly centreKeys: CentreKeys | null;
    readonly identity: IdentityDeps;
    readonly keyFile: ((accountId: string) => string) | null;
  },
): void {
  publicCentrePages(app, deps);
  registerEntryPage(app, deps);
  dutiesPage(app, deps);
  formerLawPages(app, deps);
  rulesPage(app, deps);
  offerPage(app, deps);
  officerPages(app, deps);
  paperPages(app, deps);
  purgePages(app, deps);
  centreHomePage(app, deps);
  if (deps.centreKeys !== null) centreKeyPage(app, { ...deps, centreKeys: deps.centreKeys });
  trustedPages(app, deps);
  trustedPersonPages(app, deps);
  meansPages(app, deps);
  meansUsesPage(app, deps);
  authorityCentresPage(app, deps);
}
