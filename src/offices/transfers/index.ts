import type { App } from '../../platform/http/index.ts';
import type { TransferDeps } from '../../transfers/index.ts';
import type { HolderDeps } from '../holder/index.ts';
import { contactCheckPages } from './contact-check.ts';
import { deskPages } from './desk.ts';
import { executePages } from './execute.ts';
import { impossiblePages } from './impossible.ts';
import { minePages } from './mine.ts';
import { noticePages } from './notice.ts';
import { searchPages } from './search.ts';
import { sourcePages } from './sources.ts';

export type TransferPagesDeps = HolderDeps & { readonly transfers: TransferDeps };

/** Transfers to third parties: the holder's desk, and what the citizen is told. */
export function transferPages(app: App, deps: TransferPagesDeps): void {
  deskPages(app, deps);
  executePages(app, deps);
  sourcePages(app, deps);
  noticePages(app, deps);
  searchPages(app, deps);
  contactCheckPages(app, deps);
  impossiblePages(app, deps);
  minePages(app, deps);
}
