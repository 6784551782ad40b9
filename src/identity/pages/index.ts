import type { App } from '../../platform/http/index.ts';
import type { Esi } from '../esi.ts';
import type { IdentityDeps } from '../types.ts';

export type PageSettings = { readonly dummy?: never };
export function pageRoutes(_app: App, _deps: IdentityDeps, _esi: Esi | null, _settings: PageSettings): void {}
