// The desk of the authorised body and of the security body: what they set, and what they watch over.
import type { App } from '../../platform/http/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { type IncidentDesk, incidentPages } from './incidents.ts';
import type { TransferDeps } from '../../transfers/index.ts';
import { complaintAnswerPages } from './complaint-answer.ts';
import { exportPages } from './export.ts';
import { relayPages } from './relay.ts';
import { retentionPages } from './retention.ts';
import { ruleFormPages } from './rule-form.ts';
import { ruleDeskPages } from './rules.ts';

/** Every page of the authority that is neither a case nor a centre. */
export function authorityPages(
  app: App,
  deps: OfficeDeps & { readonly incidents: IncidentDesk; readonly transfers: TransferDeps },
): void {
  ruleFormPages(app, deps);
  ruleDeskPages(app, deps);
  retentionPages(app, deps);
  incidentPages(app, deps);
  relayPages(app, deps);
  complaintAnswerPages(app, deps);
  exportPages(app, deps);
}
export type { IncidentDesk };
