import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type CentreDeps, journalOfCentres } from '../centres/index.ts';
import { DerError } from '../der/index.ts';
import { checkKey } from '../issue/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { refuse } from './refusals.ts';
import {
  certificatesOfOfficers,
  insertApproval,
  insertEnding,
  insertOfficerCertificate,
  lockOfficers,
  type OfficerCertificate,
} from './store.ts';

// ES-8.2.1: whose signature upon a decision of the authority counts. As with every key that binds the authority, two officers answer for
// it: one enters the own certificate, another approves exactly that one. Whether the certificate is in force is asked at each signature.

const scope = systemScope('certificates of officers of the authority');

/** `certificate`: DER. */
export async function enterOfficerCertificate(
  deps: CentreDeps,
  accountId: string,
  certificate: Uint8Array,
): Promise<{ readonly certificateId: string; readonly sha256: string } | Refusal> {
  const read = parsed(certificate);
  if (isRefusal(read)) return read;
  const [der, { fingerprint }] = [Buffer.from(certificate), read];
  return within(deps, async (tx, all) => {
    if (all.some((one) => one.fingerprint === fingerprint)) return refuse('OFFICER_CERTIFICATE_TWICE');
    const id = uuidv7(deps.clock.real());
    const entryId = await entry(deps, tx, 'officer.certificate-entered', accountId, { id, fingerprint, accountId });
    await insertOfficerCertificate(tx, { id, accountId, der, fingerprint, at: deps.clock.now(), entryId });
    return { certificateId: id, sha256: fingerprint };
  });
}

/** `sha256`: of the certificate that the approving officer has seen. */
export const approveOfficerCertificate = (
  deps: CentreDeps,
  officer: string,
  what: { readonly certificateId: string; readonly sha256: string },
): Promise<{ readonly approvedAt: Date } | Refusal> =>
  within(deps, async (tx, all) => {
    const one = all.find(({ id, approvedAt }) => id === what.certificateId && approvedAt === null);
    if (one === undefined || one.fingerprint !== what.sha256) return refuse('OFFICER_CERTIFICATE_UNKNOWN');
    if (one.accountId === officer) return refuse('OFFICER_CERTIFICATE_OWN');
    const at = deps.clock.now();
    const entryId = await entry(deps, tx, 'officer.certificate-approved', officer, one);
    await insertApproval(tx, { certificateId: one.id, officer, at, entryId });
    return { approvedAt: at };
  });

/** From now on nothing is signed with it; what was signed stays. Any officer may. */
export const endOfficerCertificate = (
  deps: CentreDeps,
  officer: string,
  certificateId: string,
): Promise<{ readonly endedAt: Date } | Refusal> =>
  within(deps, async (tx, all) => {
    const one = all.find(({ id }) => id === certificateId);
    if (one === undefined) return refuse('OFFICER_CERTIFICATE_UNKNOWN');
    const at = deps.clock.now();
    const entryId = await entry(deps, tx, 'officer.certificate-ended', officer, one);
    await insertEnding(tx, { certificateId, officer, at, entryId });
    return { endedAt: at };
  });

const within = <T>(
  deps: CentreDeps,
  act: (tx: Tx, all: readonly OfficerCertificate[]) => Promise<T | Refusal>,
): Promise<T | Refusal> =>
  deps.db.tx(scope, async (tx) => {
    await lockOfficers(tx);
    return act(tx, await certificatesOfOfficers(tx));
  });

const entry = (
  deps: CentreDeps,
  tx: Tx,
  type: `officer.certificate-${'entered' | 'approved' | 'ended'}`,
  officer: string,
  { id, fingerprint, accountId }: Pick<OfficerCertificate, 'id' | 'fingerprint' | 'accountId'>,
): Promise<string> =>
  journalOfCentres(deps, tx, {
    type,
    actor: { kind: 'account', id: officer, role: 'officer' },
    object: { kind: 'officer-certificate', id },
    data: { fingerprint, account: accountId },
  });

function parsed(bytes: Uint8Array): Certificate | Refusal {
  try {
    const certificate = parseCertificate(bytes);
    return checkKey(certificate.publicKey.raw) === undefined ? certificate : refuse('OFFICER_CERTIFICATE_UNREADABLE');
  } catch (error) {
    if (error instanceof DerError) return refuse('OFFICER_CERTIFICATE_UNREADABLE');
    throw error;
  }
}
