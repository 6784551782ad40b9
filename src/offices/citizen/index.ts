import type { App } from '../../platform/http/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { checkPages } from './check-page.ts';
import { choicesPages } from './choices-page.ts';
import type { TransferDeps } from '../../transfers/index.ts';
import { complaintPages } from './complaints-page.ts';
import { contactPages } from './contacts-page.ts';
import { dataPage } from './data-page.ts';
import { detailsPages } from './details-page.ts';
import { disputePages } from './dispute-page.ts';
import { historyPage } from './history-page.ts';
import { holderPages } from './holders.ts';
import { homePage } from './home-page.ts';
import { type Inbox, inboxPage } from './inbox-page.ts';
import { noticePages } from './notice-page.ts';
import { powerPages } from './powers-page.ts';
import { registrationPages } from './registration-page.ts';
import { recordPages } from './record-page.ts';
import { cloudPages } from './cloud-page.ts';
import { signPages } from './sign-page.ts';
import { withdrawPages } from './withdraw-page.ts';

export type { Inbox };

/** The citizen's office: who asks, what I answer, what became of it. */
export function citizenPages(
  app: App,
  deps: OfficeDeps & { readonly transfers: TransferDeps },
  inbox: Inbox | null = null,
): void {
  holderPages(app, deps);
  homePage(app, deps);
  noticePages(app, deps);
  recordPages(app, deps);
  choicesPages(app, deps);
  checkPages(app, deps);
  signPages(app, deps);
  cloudPages(app, deps);
  detailsPages(app, deps);
  withdrawPages(app, deps);
  disputePages(app, deps);
  historyPage(app, deps);
  dataPage(app, deps);
  powerPages(app, deps);
  registrationPages(app, deps);
  contactPages(app, deps);
  complaintPages(app, deps);
  if (inbox !== null) inboxPage(app, deps, inbox);
}
