import type { FastifyRequest } from 'fastify';
import type { App, Principal } from '../platform/http/index.ts';
import { type AccessTokens, createAccessTokens } from './access-token.ts';
import { createEsi, type Esi } from './esi.ts';
import { checkIdentificationPolicy, usualMethods } from './identification.ts';
import { machineVersion } from './machine-store.ts';
import { lapseSignings } from './lapse-signings.ts';
import { sweep } from './one-time-store.ts';
import { scope } from './sealing.ts';
import { type NameCache, principalOfSession } from './sessions.ts';
import { createSigning } from './signing.ts';
import type { SigningApi } from './signing-api.ts';
import type { IdentityDeps } from './types.ts';
import { accountRoutes } from './http-account.ts';
import { agreementRoutes } from './http-agreement.ts';
import { bindingRoutes } from './http-binding.ts';
import { machineRoutes } from './http-machine.ts';
import { signInRoutes } from './http-sign-in.ts';
import { pageRoutes, type PageSettings } from './pages/index.ts';

export type Identity = {
  /** Who asks: a bearer token, else the session cookie, else anonymous. For `createServer`. */
  authenticate(request: FastifyRequest): Promise<Principal>;
  /** JSON API under /v1/auth and /oauth. */
  routes(app: App): void;
  /** Sign-up, sign-in, security, profile, agreement, the clerk's counter. */
  pages(app: App, settings: PageSettings): void;
  readonly signing: SigningApi;
  readonly esi: Esi | null;
  readonly tokens: AccessTokens;
  /** Housekeeping: call every few minutes. */
  sweep(): Promise<void>;
};

export function createIdentity(deps: IdentityDeps): Identity {
  const refused = checkIdentificationPolicy(deps.identification ?? usualMethods);
  if (refused !== undefined) throw new Error(refused.text.en);
  // ES-4.3: who asks for a type of signature says by what act and what for.
  for (const { code, requires } of deps.documentKinds)
    if (requires !== undefined && (requires.purpose.trim() === '' || requires.source.trim() === ''))
      throw new Error(`document kind ${code} requires a type of signature without a purpose or a source`);
  const names: NameCache = new Map();
  const tokens = createAccessTokens(deps.keys, deps.publicUrl, (clientId) =>
    deps.db.tx(scope, (tx) => machineVersion(tx, clientId)),
  );
  const esi = deps.esi === undefined ? null : createEsi(deps, deps.esi);
  return {
    async authenticate(request) {
      const { authorization } = request.headers;
      if (authorization === undefined) return principalOfSession(deps, names, request);
      const [kind, token] = authorization.split(' ') as [string, string?];
      // The token endpoint takes Basic itself; anywhere else a header that does not hold makes nobody.
      if (kind.toLowerCase() !== 'bearer' || token === undefined) return { kind: 'anonymous' };
      return (await tokens.check(token, deps.clock.real())) ?? { kind: 'anonymous' };
    },
    routes(app) {
      signInRoutes(app, deps);
      accountRoutes(app, deps);
      bindingRoutes(app, deps, esi);
      agreementRoutes(app, deps);
      machineRoutes(app, deps, tokens);
    },
    pages: (app, settings) => pageRoutes(app, deps, esi, settings),
    signing: createSigning(deps),
    esi,
    tokens,
    sweep: () =>
      deps.db.tx(scope, async (tx) => {
        await sweep(tx, deps.clock.real());
        await lapseSignings(deps, tx);
      }),
  };
}
