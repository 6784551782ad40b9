import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { RefusalError } from '../platform/http/index.ts';
import { type Issuing, noIssuing } from '../trust/centres/index.ts';
import {
  acceptCertificate,
  addIssuer,
  agreementAndKey,
  type CaKey,
  certificateByNumber,
  contentHash,
  type CourtDecision,
  endCertificate,
  issueCertificate,
  type IssuedCertificate,
  type IssueOrder,
  issuerById,
  keyDigest,
  type KeyOperation,
  openRegister,
  refuseIssue,
  type RegisterDeps,
  registersKeptBy,
  stateAt,
  takeIssuer,
} from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { isUuid } from '../platform/ids.ts';
import { readFile } from '../cases/index.ts';
import { applicantIssuing } from './applicant-issuing.ts';
import { orderToRoot, rootIssuer } from './centre-certificate.ts';
import { endOfCentre, ownEnds } from './end-of-centre.ts';
import type { RootTray } from './root-tray.ts';
import type { SigningKeys } from './signing-keys.ts';

// Where the centres' procedures meet the registers of certificates: what the root issues to a centre, what has been issued is found,
// ended one by one, and ended with its centre.

const system = { kind: 'system', id: 'centres' } as const;

export type IssuingDeps = RegisterDeps & {
  /** The keys of root and centres that this installation holds; null: none, and nothing is issued here. */
  readonly signing: SigningKeys | null;
  readonly publicUrl: string;
  /** Where orders to a root that signs elsewhere are laid out, and its certificates brought. */
  readonly tray: RootTray;
};

/** The key of an issuer on record; undefined where this installation does not hold it: the root's machine, a centre's own. */
export async function keyOfIssuer(
  tx: Tx,
  { signing }: Pick<IssuingDeps, 'signing'>,
  issuerId: string,
): Promise<CaKey | undefined> {
  const row = await issuerById(tx, issuerId);
  const key = row === undefined ? undefined : signing?.held(row.key_name);
  return key !== undefined && parseCertificate(row!.der).publicKey.raw.equals(key.spki) ? key : undefined;
}

/** How the keys of a centre are named in this installation: `prefix` and a number. */
export const centreKeyPrefix = (centreId: string): string => `centre-${centreId}-`;

export function registerIssuing(deps: IssuingDeps): Issuing {
  return {
    ...noIssuing,
    ...(deps.signing === null ? {} : rootIssuing({ ...deps, signing: deps.signing })),
    ...applicantIssuing(deps, (tx, issuerId) => keyOfIssuer(tx, deps, issuerId)),
    async find(tx, centreId, number) {
      // Who asks is judged by what is found: an automatic certificate stands in nobody's rows but the centre's.
      const known = await tx.as(systemScope('a certificate that one asks its centre to end'), async (wide) => {
        const record = await byNumber(wide, centreId, number, deps.clock.now());
        if (record === undefined) return undefined;
        const { agreementId, keySha256 } = await agreementAndKey(wide, record.id);
        const issuedBy = record.holderId!;
        const owner = record.subjectId ?? (await applicantOf(wide, issuedBy, agreementId));
        return {
          record,
          keySha256,
          // ES-13.6f: what a centre has taken over names the owner as the former centre knows them; the vault alone joins the two.
          ownerSubjectId:
            owner === null || issuedBy === centreId
              ? owner
              : deps.keys.subjectIdOf(deps.keys.personIdOf(owner, issuedBy), centreId),
        };
      });
      if (known === undefined) return null;
      const { record: found, ownerSubjectId, keySha256 } = known;
      // An end counts from the whole second that completes its entry; whoever asks in between hears of it already.
      const now = deps.clock.now();
      const { state } = stateAt(found, found.end !== null && found.end.at > now ? found.end.at : now);
      const ended = state === 'REVOKED' ? 'revoked' : state === 'TERMINATED' ? 'terminated' : 'active';
      return { number, centreId, ownerSubjectId, keySha256, state: ended };
    },
    async enterEnd(tx, { centreId, number, ground, compromised, caseId, at, knownAt, court }) {
      const outcome = await tx.as(systemScope('an end in a register that the centre keeps'), async (wide) => {
        const record = await byNumber(wide, centreId, number, deps.clock.now());
        if (record === undefined) throw new Error('the centre keeps no such certificate');
        return endCertificate(wide, deps, {
          registerId: record.registerId,
          number: number.toLowerCase(),
          ground,
          knownAt: knownAt ?? at,
          // ES-14.6.4: the case is where article or clause are on record.
          ...(ground === '14(6)(4)' ? { basis: `case ${caseId}` } : {}),
          ...(compromised ? { reason: 'keyCompromise' as const } : {}),
          ...(court === undefined ? {} : { court: court satisfies CourtDecision }),
          actor: system,
        });
      });
      if (isRefusal(outcome)) throw new RefusalError(outcome);
    },
    ...ownEnds(deps),
    endAll: (tx, { centreId, ground, at }) => endOfCentre(tx, deps, { centreId, ground, knownAt: at }),
  };
}

/** ES-16.5d, ES-16.5e: what the root does for accredited centres. */
function rootIssuing(
  deps: RegisterDeps & { readonly signing: SigningKeys; readonly publicUrl: string; readonly tray: RootTray },
): Pick<Issuing, 'root' | 'contentForCentre' | 'issueToCentre'> {
  return {
    root: true,
    async contentForCentre(tx, what) {
      const order = await orderToRoot(tx, deps, what);
      if (isRefusal(order)) return order;
      if (order.key === undefined) deps.tray.lay({ ...order, request: what.request, from: deps.clock.now() });
      return { content: order.content, says: order.says };
    },
    async issueToCentre(tx, { operation, actor, ...what }) {
      // The root's register is taken before the lists are read: what is read holds until the entry is made.
      const root = await rootIssuer(tx, deps);
      if (root !== undefined) await takeIssuer(tx, root.id);
      const order = await orderToRoot(tx, deps, what);
      if (isRefusal(order)) return order;
      const { key, content: _content, says: _says, ...rest } = order;
      const issued =
        key === undefined
          ? await brought(tx, deps, { ...rest, content: order.content, operation, actor })
          : await issueCertificate(tx, deps, { ...rest, subjectId: null, operation, actor }, key);
      if (isRefusal(issued)) return issued;
      const { centreId } = what;
      await addIssuer(tx, deps, {
        registerId: await openRegister(tx, deps, centreId),
        holderId: centreId,
        certificate: issued.certificate,
        keyName: keyNameOf(deps.signing, centreId, issued.certificate),
      });
      return { number: issued.number };
    },
  };
}

/** What the root has signed elsewhere, if it was brought and is what two officers have approved. */
async function brought(
  tx: Tx,
  deps: RegisterDeps & { readonly tray: RootTray },
  what: Pick<IssueOrder, 'issuerId' | 'facts' | 'actor'> & {
    readonly content: Buffer;
    readonly operation: KeyOperation;
  },
): Promise<IssuedCertificate | Refusal> {
  const certificate = deps.tray.brought(contentHash(what.content));
  if (certificate === undefined) return refuseIssue('ISS_ROOT_ELSEWHERE');
  return acceptCertificate(tx, deps, { ...what, kind: 'ACA', certificate });
}

/** Where the centre's key is found: here, or at the centre itself. */
function keyNameOf(signing: SigningKeys, centreId: string, certificate: Buffer): string {
  const { raw } = parseCertificate(certificate).publicKey;
  const here = signing.heldOf(centreKeyPrefix(centreId)).find(([, { spki }]) => spki.equals(raw));
  return here?.[0] ?? `elsewhere-${keyDigest(raw).toString('hex')}`;
}

/** ES-14.3d, ES-14.6.2: of an automatic certificate the legal entity is the owner; who applied for it speaks for that entity. */
async function applicantOf(tx: Tx, centreId: string, caseId: string | null): Promise<string | null> {
  return caseId !== null && isUuid(caseId) ? ((await readFile(tx, centreId, caseId))?.subject_id ?? null) : null;
}

/** A certificate in one of the registers that a centre keeps: its own, or one that it has taken over. */
async function byNumber(tx: Tx, centreId: string, number: string, now: Date) {
  if (!/^([0-9a-f]{2}){1,20}$/i.test(number)) return undefined;
  for (const { id } of await registersKeptBy(tx, centreId, now)) {
    const found = await certificateByNumber(tx, id, Buffer.from(number, 'hex'));
    if (found !== undefined) return found;
  }
  return undefined;
}
