import { arrayRoutes } from '../arrays/index.ts';
import type { ConsentDeps } from '../consent/index.ts';
import type { Notices } from '../notices/index.ts';
import type { App } from '../platform/http/index.ts';
import { contactRoutes, withoutContacts } from '../transfers/contacts/index.ts';
import { relayRoutes } from '../transfers/relay/index.ts';
import { noticeOfDisclosure, type TransferDeps, transfersApi } from '../transfers/index.ts';

/** Arrays and transfers with their routes: whatever arrays give to a third party opens the notice that transfers owe for it. */
export function wireTransfers(app: App, consent: ConsentDeps, notices: Notices): TransferDeps {
  const deps: TransferDeps = {
    ...consent,
    notices,
    macSecret: consent.keys.secret('idempotency'),
    withoutContacts: (tx, holderId, subjectIds) => withoutContacts(consent, tx, holderId, subjectIds),
  };
  arrayRoutes(app, {
    ...consent,
    transferred: (tx, who, row, name, sources) => noticeOfDisclosure(deps, tx, who, row, name, sources),
  });
  transfersApi(app, deps);
  contactRoutes(app, consent);
  relayRoutes(app, deps);
  return deps;
}
