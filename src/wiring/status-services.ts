import { type Db, systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import {
  acceptCertificate,
  addIssuer,
  approvalContent,
  type CaKey,
  contentHash,
  type Draft,
  issueCertificate,
  type IssuedCertificate,
  type IssueOrder,
  issuersOf,
  type KeyOperation,
  makeRequest,
  pemOf,
  profileVersion,
  type RegisterDeps,
  takeIssuer,
} from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { type Directory, type NamedIssuer, type Responder, responderCertificates } from '../trust/status/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { SigningKeys } from './signing-keys.ts';
import { algorithmOfRoot } from './centre-certificate.ts';
import { keyOfIssuer } from './issuing.ts';
import type { RootTray } from './root-tray.ts';
import { statusAddresses } from './status-addresses.ts';
import { authorityUnder, statusIssuerCommonName } from './status-issuer.ts';

// DECISIONS 36: from the first day on the authority can speak for every centre: its issuer of status under the root, and a key of its own
// host that each issuer has certified for answers. They are made as soon as the issuer is there; where the root signs elsewhere, its
// two are ordered through the tray, and enter the register when they are brought.

export type StatusServicesDeps = RegisterDeps & {
  readonly db: Db;
  readonly signing: SigningKeys;
  readonly publicUrl: string;
  readonly directory: Directory;
  readonly tray: RootTray;
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
    const faults: unknown[] = [];
    for (const issuer of await directory.refresh()) {
      if (settled.has(issuer.id)) continue;
      // What was brought wrongly for one issuer holds up no other.
      const whole = await db
        .tx(scope, (tx) => certifyMissing(tx, deps, issuer))
        .catch((fault: unknown) => void faults.push(fault));
      if (whole === true) settled.add(issuer.id);
    }
    await directory.refresh();
    if (faults.length > 0) throw faults[0];
  };
}

/**
 * With the issuer's register taken: of two processes that start at once one certifies, and the other finds it done. False while a
 * certificate of the root is still awaited.
 */
async function certifyMissing(tx: Tx, deps: StatusServicesDeps, issuer: NamedIssuer): Promise<boolean> {
  const row = await takeIssuer(tx, issuer.id);
  const key = await keyOfIssuer(tx, deps, issuer.id);
  if (row === undefined || row.ended_at !== null || issuer.kind === 'STATUS') return true;
  // The services of a centre whose key is at the centre are the centre's.
  if (key === undefined && issuer.kind !== 'ROOT') return true;
  let whole = true;
  if (issuer.kind === 'ROOT' && !(await issuersOf(tx, issuer.registerId)).some(({ kind }) => kind === 'STATUS'))
    whole = await certifyStatus(tx, deps, issuer, key);
  const root = (await deps.directory.all()).findLast(({ kind }) => kind === 'ROOT');
  if ((await responderOf(tx, deps, issuer)) === undefined && root !== undefined)
    whole = (await certifyAnswers(tx, deps, { issuer, root }, key)) && whole;
  return whole;
}

async function certifyStatus(
  tx: Tx,
  deps: StatusServicesDeps,
  root: NamedIssuer,
  key: CaKey | undefined,
): Promise<boolean> {
  const { crl, ocsp, caIssuers } = statusAddresses(deps.publicUrl, root.name);
  const certificate = await issueService(tx, deps, root, key, {
    kind: 'STATUS',
    subject: authorityUnder(root.der, statusIssuerCommonName),
    keyName: statusKeyName,
    crl: [{ url: crl }],
    access: { ocsp, caIssuers },
  });
  if (certificate === undefined) return false;
  await addIssuer(tx, deps, { registerId: root.registerId, holderId: null, certificate, keyName: statusKeyName });
  return true;
}

const certifyAnswers = async (
  tx: Tx,
  deps: StatusServicesDeps,
  { issuer, root }: Readonly<Record<'issuer' | 'root', NamedIssuer>>,
  key: CaKey | undefined,
): Promise<boolean> =>
  (await issueService(tx, deps, issuer, key, {
    kind: 'OCSP',
    subject: authorityUnder(root.der, `OCSP: ${issuer.name}`),
    keyName: answerKeyName(issuer.id),
  })) !== undefined;

/**
 * As long as the issuer itself: it has to outlive the centre. The two officers who opened the keys approve what is signed; of a root
 * elsewhere two officers approve it at its machine, and what they brought is taken only where it is what was ordered. Undefined: not yet.
 */
async function issueService(
  tx: Tx,
  deps: StatusServicesDeps,
  issuer: NamedIssuer,
  key: CaKey | undefined,
  { keyName, ...service }: Omit<Draft, 'serial' | 'issuer' | 'notBefore' | 'notAfter' | 'spki'> & { keyName: string },
): Promise<Buffer | undefined> {
  const at = deps.clock.now();
  const own = deps.signing.make(keyName);
  const draft = { ...service, spki: own.spki };
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
  const algorithm = key?.algorithm ?? algorithmOfRoot(issuer.certificate);
  if (algorithm === undefined) throw new Error(`${issuer.name}: an algorithm that nothing is ordered with`);
  const content = approvalContent(order, issuer.certificate, { algorithm });
  const operation = {
    id: uuidv7(deps.clock.real()),
    kind: 'sign-certificate' as const,
    keyName: issuer.name,
    contentHash: contentHash(content),
    askedBy: deps.signing.officers[0],
    askedAt: at,
    approvals: deps.signing.officers.map((officer) => ({ officer, at })),
  };
  const issued =
    key === undefined
      ? await broughtFor(tx, deps, { ...order, operation, content, request: () => makeRequest(draft.subject, own) })
      : await issueCertificate(tx, deps, { ...order, operation }, key);
  if (isRefusal(issued))
    throw new Error(`${draft.kind} of ${issuer.name}: ${issued.code} ${JSON.stringify(issued.details)}`);
  return issued?.certificate;
}

/** What has come from the root's machine; undefined, and ordered once, where nothing has. */
async function broughtFor(
  tx: Tx,
  deps: StatusServicesDeps,
  order: IssueOrder & {
    readonly operation: KeyOperation;
    readonly content: Buffer;
    readonly request: () => Promise<Buffer>;
  },
): Promise<IssuedCertificate | Refusal | undefined> {
  const certificate = deps.tray.brought(order.operation.contentHash);
  if (certificate !== undefined) return acceptCertificate(tx, deps, { ...order, kind: order.draft.kind, certificate });
  if (!deps.tray.laid(order.operation.contentHash))
    deps.tray.lay({ ...order, request: pemOf('CERTIFICATE REQUEST', await order.request()), from: deps.clock.now() });
  return undefined;
}
