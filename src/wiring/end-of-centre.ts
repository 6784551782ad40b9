import { systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { RefusalError } from '../platform/http/index.ts';
import type { EndGround, Issuing } from '../trust/centres/index.ts';
import {
  certificateByFingerprint,
  endCentre,
  endCertificate,
  type EndOrder,
  issuersOf,
  ownersEndedSince,
  type RegisterDeps,
  registerOf,
  registersKeptBy,
  takeIssuer,
} from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';

// ES-17.5, ES-14.6.3: what ends with a centre, in the transaction of the act that ends it: what it has issued and what it has taken over
// from others, and what the root has issued for both.

const scope = systemScope('the end of a centre reaches its own certificate, which stands in the register of the root');
const system = { kind: 'system', id: 'centres' } as const;
type Deps = Omit<RegisterDeps, 'keys'>;

/** Ends every certificate that the ground reaches in the registers the centre keeps, and the issuers' own; how many of the first. */
export async function endOfCentre(
  tx: Tx,
  deps: Deps,
  what: { readonly centreId: string; readonly ground: EndGround; readonly knownAt: Date },
): Promise<number> {
  const ceased = what.ground === '14(6)(3)';
  return tx.as(scope, async (wide) => {
    let ended = 0;
    for (const register of await registersKeptBy(wide, what.centreId, deps.clock.now())) {
      const own = await ownCertificates(wide, register.id);
      // The root's register first, as everywhere: whoever needs both takes them in this order.
      for (const { issuerId } of own.slice(0, 1)) await takeIssuer(wide, issuerId);
      const cause = ceased ? 'ceased' : 'accreditation-ended';
      ended += await endCentre(wide, deps, {
        registerId: register.id,
        cause,
        knownAt: what.knownAt,
        actor: system,
      });
      for (const one of own)
        await endOwn(wide, deps, one, {
          // x509-profile 8: the root revokes what it issued on an accreditation that is revoked; with a centre that is gone it ends.
          ground: ceased ? '17(5)' : '16(7)',
          reason: ceased ? 'cessationOfOperation' : 'privilegeWithdrawn',
          knownAt: what.knownAt,
        });
    }
    return ended;
  });
}

type Own = NonNullable<Awaited<ReturnType<typeof certificateByFingerprint>>>;

/** The certificates that the root has issued to the centre and that have not ended: the newest last. */
export async function ownCertificates(tx: Tx, registerId: string): Promise<Own[]> {
  const found: Own[] = [];
  for (const { kind, der } of await issuersOf(tx, registerId)) {
    if (kind !== 'ACA') continue;
    const { fingerprint } = parseCertificate(der);
    const entry = await certificateByFingerprint(tx, Buffer.from(fingerprint, 'hex'));
    if (entry !== undefined && entry.end === null) found.push(entry);
  }
  return found;
}

/** The end of a centre's own certificate in the register of the root; with it ends what is qualified under it (ES-17.5a). */
export async function endOwn(
  tx: Tx,
  deps: Deps,
  { registerId, serial, notAfter }: Own,
  order: Pick<EndOrder, 'ground' | 'reason' | 'knownAt' | 'eventAt'>,
): Promise<number> {
  // ES-14.6.1: a term that is over has ended it already.
  if (notAfter < deps.clock.now()) return 0;
  const outcome = await endCertificate(tx, deps, { ...order, registerId, number: serial, actor: system });
  if (isRefusal(outcome)) throw new RefusalError(outcome);
  return outcome.under;
}

/** What the port of issuing needs of the ends of centres. */
export const ownEnds = (deps: Deps): Pick<Issuing, 'certified' | 'endOwn' | 'ownersEndedSince'> => ({
  async certified(tx, centreId) {
    const register = await registerOf(tx, centreId);
    return register !== undefined && (await tx.as(scope, (wide) => ownCertificates(wide, register.id))).length > 0;
  },
  async endOwn(tx, { centreId, knownAt, eventAt }) {
    const register = await registerOf(tx, centreId);
    if (register === undefined) return 0;
    let ended = 0;
    for (const one of await ownCertificates(tx, register.id))
      ended += await endOwn(tx, deps, one, { ground: '14(6)(2)', reason: 'keyCompromise', knownAt, eventAt });
    return ended;
  },
  async ownersEndedSince(tx, centreId, since) {
    const owners = [];
    for (const { id } of await registersKeptBy(tx, centreId, deps.clock.now()))
      owners.push(...(await ownersEndedSince(tx, id, since)));
    return owners;
  },
});
