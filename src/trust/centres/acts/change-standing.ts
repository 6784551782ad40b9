import type { Tx } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import type { Text3 } from '../../../platform/text.ts';
import type { Actor } from '../../../record/index.ts';
import { type CentreDeps, journal } from '../deps.ts';
import type { KeyOperation } from '../../issue/index.ts';
import type { CentreOrder, Issuing } from '../ports.ts';
import { refuse } from '../refusals.ts';
import { type Accreditation, isAccredited, type Standing, standingAt } from '../standing.ts';
import {
  accreditations,
  changeStanding,
  insertAccreditation,
  setHandedOver,
  setRootCertificate,
} from '../standing-store.ts';

// What the accreditation case does to the register, each in the transaction of the act (ES-8.3.3, ES-16.7g).

export type StandingDeps = Omit<CentreDeps, 'db'> & { readonly issuing: Issuing };
type Of = { readonly id: string; readonly centreId: string; readonly by: Actor };

/** ES-16.5a: accredited from the moment of the decision, for the term. */
export async function accredit(
  deps: StandingDeps,
  tx: Tx,
  of: Of,
  what: { at: Date; untilAt: Date; number: string; on: string },
): Promise<void> {
  await insertAccreditation(tx, { ...of, decisionNumber: what.number, decidedAt: what.at, untilAt: what.untilAt });
  const document = { number: what.number, on: what.on };
  await stand(deps, tx, of, { state: 'active', since: what.at, law: 'ES-16.5a', document, fixUntil: null });
}

/** One standing takes the place of another, with its entry in the journal. */
export async function stand(deps: StandingDeps, tx: Tx, of: Of, next: Omit<Standing, 'until'>): Promise<void> {
  const entry = await journal(deps, tx, {
    type: 'centre.standing-changed',
    actor: of.by,
    centreId: of.centreId,
    object: { kind: 'accreditation', id: of.id },
    data: {
      state: next.state,
      law: next.law,
      document: next.document.number,
      ...(next.fixUntil === null ? {} : { fixUntil: next.fixUntil.toISOString() }),
    },
  });
  await changeStanding(tx, of, next, entry);
}

/** ES-17.5: with the accreditation every certificate of the centre ends, in the same transaction. */
export async function endAccreditation(
  deps: StandingDeps,
  tx: Tx,
  of: Of,
  next: Omit<Standing, 'until' | 'fixUntil'> & { state: 'revoked' | 'expired' | 'ceased' },
): Promise<void> {
  await stand(deps, tx, of, { ...next, fixUntil: null });
  if (next.state !== 'ceased')
    await deps.issuing.endAll(tx, { centreId: of.centreId, ground: '17(5)', at: next.since });
}

/**
 * ES-13.6, ES-14.6.3, ES-8.3.5: the centre has ceased. Its accreditation ends with it; its certificates end where nobody has taken
 * over the functions. `successor`: the name of who has. Answers the accreditation that ended, if there was one.
 */
export async function ceaseCentre(
  deps: StandingDeps,
  tx: Tx,
  centreId: string,
  by: Actor,
  what: { at: Date; on: string; successor: Text3 | null },
): Promise<string | null> {
  const { at, on, successor } = what;
  if (successor === null) await deps.issuing.endAll(tx, { centreId, ground: '14(6)(3)', at });
  const last = (await accreditations(tx, at, centreId)).at(-1);
  if (last === undefined || !isAccredited(standingAt(last, at))) return null;
  const document = {
    number: '',
    on,
    ...(successor === null ? {} : { successor: successor.ky, successorName: successor }),
  };
  await endAccreditation(
    deps,
    tx,
    { id: last.id, centreId, by },
    { state: 'ceased', since: at, law: 'ES-15.4.1', document },
  );
  return last.id;
}

/**
 * ES-16.5c, ES-16.5d: the certificate of accreditation is handed over, and in the same step the root issues the centre's own; where it
 * cannot, neither happens. `root`: nothing where the root signs elsewhere, and its certificate stays outstanding.
 */
export async function handOver(
  deps: StandingDeps,
  tx: Tx,
  of: Of,
  what: { number: string; at: Date; root: RootOrder | null },
): Promise<Refusal | null> {
  if (!(await setHandedOver(tx, of.id, what.number, what.at)))
    return refuse('CERTIFICATE_NUMBER_TAKEN', { field: 'certificateNumber' });
  await journal(deps, tx, {
    type: 'centre.certificate-handed-over',
    actor: of.by,
    centreId: of.centreId,
    object: { kind: 'accreditation', id: of.id },
    data: { number: what.number },
  });
  return what.root === null ? null : issueRootCertificate(deps, tx, of, what.root);
}

/** What the case adds to the order: the centre's request, its means, and what two officers have approved. */
export type RootOrder = Pick<CentreOrder, 'request' | 'means'> & { readonly operation: KeyOperation };

/** ES-16.5d: the root's certificate for the centre. The certificate of accreditation has been handed over. */
export async function issueRootCertificate(
  deps: StandingDeps,
  tx: Tx,
  of: Of,
  order: RootOrder,
): Promise<Refusal | null> {
  const { untilAt: until, certificateNumber } = await accreditationOf(tx, of, deps.clock.now());
  const { centreId, by: actor } = of;
  const issued = await deps.issuing.issueToCentre(tx, {
    ...order,
    centreId,
    until,
    actor,
    certificateNumber: certificateNumber!,
  });
  if (isRefusal(issued)) return issued;
  await setRootCertificate(tx, of.id, issued.number);
  return null;
}

/** @throws where the case has no accreditation: the procedure does not let that happen */
async function accreditationOf(tx: Tx, of: Of, at: Date): Promise<Accreditation> {
  const found = (await accreditations(tx, at, of.centreId)).find(({ id }) => id === of.id);
  if (found === undefined) throw new Error(`case ${of.id} has no accreditation`);
  return found;
}
