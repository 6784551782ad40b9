import { type Actor, type CaseNow, openActs } from '../../cases/index.ts';
import { systemScope, type Tx } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  certificateOfAgreement,
  type CertificateRecord,
  type CertificateState,
  issuerById,
  issuersOf,
  readCertificate,
  registerOf,
  stateAt,
} from '../../trust/issue/index.ts';
import { type Certificate, parseCertificate } from '../../trust/path/index.ts';
import { trustedPersons } from '../../trust/centres/index.ts';
import type { CasesDeps } from '../cases/deps.ts';

export const applicationName = 'certificate-application';

/** The certificate that came of an application, with those above it. */
export type Issued = {
  readonly record: CertificateRecord;
  readonly state: CertificateState;
  /** null: its key is destroyed (ES-13.6d). */
  readonly certificate: Certificate | null;
  /** The centre's certificate, then the root's. */
  readonly chain: readonly Buffer[];
};
export type Application = { readonly now: CaseNow; readonly issued: Issued | null };

/** An application as one of its parties sees it; null where there is none for this reader. */
export async function applicationFor(
  deps: CasesDeps,
  tx: Tx,
  of: { readonly holderId: string; readonly caseId: string; readonly by: Actor },
): Promise<Application | null> {
  const found = await deps.engine.read(tx, of.holderId, of.caseId, of.by);
  if (isRefusal(found) || found.procedure.name !== applicationName) return null;
  const now = await openActs(deps.engine, tx, found);
  return { now, issued: await issuedOn(deps, tx, of.holderId, of.caseId) };
}

/** The certificate issued in a case. Whether the reader takes part in the case is the caller's to have seen. */
export const issuedOn = (deps: CasesDeps, tx: Tx, centreId: string, caseId: string): Promise<Issued | null> =>
  // An automatic certificate belongs to nobody's rows but the centre's; its applicant sees it through the case.
  tx.as(systemScope('the certificate of a case, for one who takes part in it'), async (wide) => {
    const register = await registerOf(wide, centreId);
    const record = register === undefined ? undefined : await certificateOfAgreement(wide, register.id, caseId);
    if (record === undefined) return null;
    const bytes = await readCertificate(wide, deps.consent, record);
    return {
      record,
      state: stateAt(record, deps.clock.now()),
      certificate: Buffer.isBuffer(bytes) ? parseCertificate(bytes) : null,
      chain: await chainOf(wide, record.issuerId),
    };
  });

/** ES-13.4: a trusted person, the centre, the root: as many as there are. */
async function chainOf(tx: Tx, issuerId: string): Promise<Buffer[]> {
  const issuer = await issuerById(tx, issuerId);
  if (issuer === undefined) return [];
  const root = await registerOf(tx, null);
  const known = [
    ...(await issuersOf(tx, issuer.register_id)),
    ...(root === undefined ? [] : await issuersOf(tx, root.id)),
  ].map(({ der }) => parseCertificate(der));
  const chain = [parseCertificate(issuer.der)];
  for (let length = 0; length < 3; length++) {
    const last = chain.at(-1)!;
    const above = known.findLast(({ subject, raw }) => subject.key === last.issuer.key && !raw.equals(last.raw));
    if (above === undefined) break;
    chain.push(above);
  }
  return chain.map(({ raw }) => raw);
}

/** ES-13.4a: the trusted person through whom it was applied for; null: at the centre itself. */
export async function throughOf(deps: CasesDeps, { now }: Application): Promise<string | null> {
  const { through } = now.history.acts[0]!.data;
  if (through === undefined) return null;
  const persons = await trustedPersons(deps.consent.db, now.head.holderId, deps.clock.now());
  return persons.find(({ id }) => id === through)?.name ?? null;
}
