import type { App } from '../../platform/http/index.ts';
import type { Esi } from '../esi.ts';
import type { IdentityDeps } from '../types.ts';
import { agreementPage } from './agreement-page.ts';
import { counterPage } from './counter-page.ts';
import type { PageSettings } from './frame.ts';
import { profilePage } from './profile-page.ts';
import { securityPage } from './security-page.ts';
import { signInPages } from './sign-in-pages.ts';
import { signUpPages } from './sign-up-pages.ts';

export type { PageSettings };

/** All pages of this module. */
export function pageRoutes(app: App, deps: IdentityDeps, esi: Esi | null, settings: PageSettings): void {
  signInPages(app, deps, esi, settings);
  signUpPages(app, deps, settings);
  securityPage(app, deps, settings);
  profilePage(app, deps, esi, settings);
  agreementPage(app, deps, settings);
  counterPage(app, deps, settings);
}
