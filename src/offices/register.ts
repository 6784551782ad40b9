import type { Identity, IdentityDeps } from '../identity/index.ts';
import type { App } from '../platform/http/index.ts';
import { citizenPages } from './citizen/index.ts';
import type { OfficeDeps } from './deps.ts';
import { publicPages } from './public/index.ts';

export type PageWorld = { readonly identity: Identity; readonly identityDeps: IdentityDeps; readonly notices: unknown; readonly logKey: string; readonly witnessKeys: readonly string[] };

/** All pages of all offices. */
export function registerPages(app: App, deps: OfficeDeps, world: PageWorld): void {
  citizenPages(app, deps);
  publicPages(app, { ...deps, logKey: world.logKey, witnessKeys: world.witnessKeys });
}
