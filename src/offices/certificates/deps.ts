import type { IdentityDeps } from '../../identity/index.ts';
import type { CasesDeps } from '../cases/deps.ts';

/** What the pages of certificates stand on. */
export type CertificateDeps = CasesDeps & { readonly identity: IdentityDeps };
