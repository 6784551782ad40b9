import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import {
  addIssuer,
  approvalContent,
  type CaKey,
  contentHash,
  type Draft,
  issueCertificate,
  type IssueOrder,
  issuersOf,
  profileVersion,
  type RegisterDeps,
  takeIssuer,
} from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { type Directory, type NamedIssuer, type Responder, responderCertificates } from '../trust/status/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { SigningKeys } from './signing-keys.ts';
import { keyOfIssuer } from './issuing.ts';
import { statusAddresses } from './status-addresses.ts';
import { authorityUnder, statusIssuerCommonName } from './status-issuer.ts';

// DECISIONS 36: from the first day on the authority can speak for every centre: its issuer of status under the root, and a key of its own
// host that each issuer has certified for answers. In the sandbox they are made as soon as the issuer is there.

export type StatusServicesDeps = RegisterDeps & {
  readonly db: Db;
  readonly signing: SigningKeys;
  readonly publicUrl: string;
  readonly directory: Directory;
};

const scope = systemScope('services of status are certified');
const statusKeyName = 'status';
const answerKeyName = (issuerId: string): string => `ocsp-${issuerId}`;

/** Who answers for an issuer: the newest answering certificate whose key is held here. */
export async function responderOf(
  tx: Tx,
  { clock, signing }: { readonly clock: RegisterDeps['clock']; readonly signing: SigningKeys | null },
  { id }: Pick<NamedIssuer, 'id'>,
): Promise<Responder | undefined> {
  const key = signing?.held(answerKeyName(id));
  if (key === undefined) return undefined;
  for (const der of await responderCertificates(tx, id, clock.now())) {
    const certificate = parseCertificate(der);
    if (certificate.publicKey.raw.equals(key.spki)) return { certificate, key };
  }
  return undefined;
}

/** Certifies what is missing: one round of the status worker. An issuer whose key is elsewhere is left alone. */
export function statusServices(deps: StatusServicesDeps): () => Promise<void> {
  const { db, directory } = deps;
  const settled = new Set<string>();
  return async () => {
    for (const issuer of await directory.refresh()) {
      if (settled.has(issuer.id)) continue;
      await db.tx(scope, (tx) => certifyMissing(tx, deps, issuer));
      settled.add(issuer.id);
    }
    await directory.refresh();
  };
}

/** With the issuer's register taken: of two processes that start at once one certifies, and the other finds it done. */
async function certifyMissing(tx: Tx, deps: StatusServicesDeps, issuer: NamedIssuer): Promise<void> {
  const row = await takeIssuer(tx, issuer.id);
  const key = await keyOfIssuer(tx, deps, issuer.id);
  if (key === undefined || row === undefined || row.ended_at !== null || issuer.kind === 'STATUS') return;
  if (issuer.kind === 'ROOT' && !(await issuersOf(tx, issuer.registerId)).some(({ kind }) => kind === 'STATUS'))
    await certifyStatus(tx, deps, issuer, key);
  const root = (await deps.directory.all()).findLast(({ kind }) => kind === 'ROOT');
  if ((await responderOf(tx, deps, issuer)) === undefined && root !== undefined)
    await certifyAnswers(tx, deps, { issuer, root }, key);
}

async function certifyStatus(tx: Tx, deps: StatusServicesDeps, root: NamedIssuer, key: CaKey): Promise<void> {
  const { crl, ocsp, caIssuers } = statusAddresses(deps.publicUrl, root.name);
  const certificate = await issueService(tx, deps, root, key, {
    kind: 'STATUS',
    subject: authorityUnder(root.der, statusIssuerCommonName),
    spki: deps.signing.make(statusKeyName).spki,
    crl: [{ url: crl }],
    access: { ocsp, caIssuers },
  });
  await addIssuer(tx, deps, { registerId: root.registerId, holderId: null, certificate, keyName: statusKeyName });
}

async function certifyAnswers(
  tx: Tx,
  deps: StatusServicesDeps,
  { issuer, root }: Readonly<Record<'issuer' | 'root', NamedIssuer>>,
  key: CaKey,
): Promise<void> {
  await issueService(tx, deps, issuer, key, {
    kind: 'OCSP',
    subject: authorityUnder(root.der, `OCSP: ${issuer.name}`),
    spki: deps.signing.make(answerKeyName(issuer.id)).spki,
  });
}

/** As long as the issuer itself: it has to outlive the centre. The two officers who opened the keys approve what is signed. */
async function issueService(
  tx: Tx,
  deps: StatusServicesDeps,
  issuer: NamedIssuer,
  key: CaKey,
  draft: Omit<Draft, 'serial' | 'issuer' | 'notBefore' | 'notAfter'>,
): Promise<Buffer> {
  const at = deps.clock.now();
  const order: IssueOrder = {
    issuerId: issuer.id,
    draft,
    until: issuer.certificate.notAfter,
    subjectId: null,
    facts: {
      confirmedMeans: [],
      profileInForce: profileVersion,
      application: { powers: false, noPatronymic: false, furtherData: false },
    },
    actor: { kind: 'system', id: 'status' },
  };
  const operation = {
    id: uuidv7(deps.clock.real()),
    kind: 'sign-certificate' as const,
    keyName: issuer.name,
    contentHash: contentHash(approvalContent(order, issuer.certificate, key)),
    askedBy: deps.signing.officers[0],
    askedAt: at,
    approvals: deps.signing.officers.map((officer) => ({ officer, at })),
  };
  const issued = await issueCertificate(tx, deps, { ...order, operation }, key);
  if (isRefusal(issued))
    throw new Error(`${draft.kind} of ${issuer.name}: ${issued.code} ${JSON.stringify(issued.details)}`);
  return issued.certificate;
}
