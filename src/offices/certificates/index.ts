// Certificates where people meet them: the owner's own pages, and the registrar's desk.
import type { CasesDeps } from '../cases/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { applyPages } from './apply.ts';
import { deskPages } from './desk.ts';
import { endCertificatePages } from './end.ts';
import { copyPages } from './copy.ts';
import { keptPages } from './kept.ts';
import { certificateFiles } from './files.ts';
import { keyPages, keyRoutes } from './key-routes.ts';
import { myCertificatesPage } from './mine.ts';
import { oneCertificatePages } from './one.ts';
import { scanPages } from './scans.ts';
import { signPdfPage } from './sign-pdf.ts';
import { usesPages } from './uses.ts';
import type { IdentityDeps } from '../../identity/index.ts';

/** Every page about end users' certificates. */
export function certificatePages(app: App, deps: CasesDeps & { readonly identity: IdentityDeps }): void {
  myCertificatesPage(app, deps);
  applyPages(app, deps);
  keptPages(app, deps);
  oneCertificatePages(app, deps);
  endCertificatePages(app, deps);
  copyPages(app, deps);
  certificateFiles(app, deps);
  usesPages(app, deps);
  signPdfPage(app, deps);
  deskPages(app, deps);
  scanPages(app, deps);
  keyPages(app, deps);
  keyRoutes(app, deps);
}
