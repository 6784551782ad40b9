import type { Engine } from '../cases/index.ts';
import type { Identity, IdentityDeps } from '../identity/index.ts';
import { type Notices, sandboxMailPage } from '../notices/index.ts';
import { type App, htmlSchema } from '../platform/http/index.ts';
import { authorityPages, type IncidentDesk } from './authority/index.ts';
import { casesPages } from './cases/index.ts';
import { centresPages } from './centres/index.ts';
import { checkPages } from './checks/index.ts';
import { certificatePages } from './certificates/index.ts';
import { citizenPages } from './citizen/index.ts';
import type { Verifier } from '../trust/verify/index.ts';
import type { CentreKeys } from '../trust/centres/index.ts';
import type { TransferDeps } from '../transfers/index.ts';
import type { SystemDeps } from '../trust/systems/index.ts';
import { exchangePages } from './exchange/index.ts';
import type { OfficeDeps } from './deps.ts';
import { holderPages } from './holder/index.ts';
import { publicPages } from './public/index.ts';
import { sendPage } from './shell.ts';
import { transferPages } from './transfers/index.ts';

export type PageWorld = {
  readonly identity: Identity;
  readonly identityDeps: IdentityDeps;
  readonly notices: Notices;
  readonly engine: Engine;
  readonly logKey: string;
  readonly witnessKeys: readonly string[];
  readonly verifier: Verifier;
  readonly centreKeys: CentreKeys | null;
  readonly systems: SystemDeps;
  readonly transfers: TransferDeps;
  readonly incidents: IncidentDesk;
  /** In the sandbox: where an officer's ready key lies. */
  readonly keyFile: ((accountId: string) => string) | null;
};

// What the sandbox would have sent: nothing leaves it.
function mailPage(app: App, deps: OfficeDeps, notices: Notices): void {
  app.get(
    '/sandbox/mail',
    { config: { access: [{ for: 'everyone' }], kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) =>
      sendPage(request, reply, deps, sandboxMailPage(request.lang, await notices.sandboxMail(50))),
  );
}

/** All pages of all offices. */
export function registerPages(app: App, deps: OfficeDeps, world: PageWorld): void {
  if (deps.sandbox) mailPage(app, deps, world.notices);
  citizenPages(app, { ...deps, transfers: world.transfers }, world.notices);
  holderPages(app, { ...deps, identity: world.identityDeps });
  exchangePages(app, { ...deps, identity: world.identityDeps, systems: world.systems });
  transferPages(app, { ...deps, identity: world.identityDeps, transfers: world.transfers });
  const { centreKeys, keyFile } = world;
  const cases = { ...deps, engine: world.engine, notices: world.notices, centreKeys };
  casesPages(app, cases);
  centresPages(app, { ...cases, centreKeys, keyFile, identity: world.identityDeps });
  authorityPages(app, { ...deps, incidents: world.incidents, transfers: world.transfers });
  certificatePages(app, { ...cases, identity: world.identityDeps });
  checkPages(app, { ...deps, checks: { ...deps.consent, verifier: world.verifier } });
  publicPages(app, {
    ...deps,
    logKey: world.logKey,
    witnessKeys: world.witnessKeys,
    verifier: world.verifier,
  });
}
