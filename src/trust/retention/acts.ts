import { systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type CentreDeps, journal } from '../centres/deps.ts';
import {
  agreementAndKey,
  certificateByNumber,
  type CertificateRecord,
  registersKeptBy,
  stateAt,
} from '../issue/index.ts';
import { refuse } from './refusals.ts';
import { decideRegisterPurge, type Override } from './retention.ts';
import { insertOverride, overrides, type OwnersEntry, purgedByNumber, purgeEntry } from './store.ts';

const scope = systemScope('retention of what a centre keeps');

/** ES-13.6b, ES-15.3b: the authority enters a normative act that provides a shorter term. */
export async function enterOverride(
  deps: CentreDeps,
  officer: string,
  what: Omit<Override, 'id'>,
): Promise<Override | Refusal> {
  if (what.inForceTo !== null && what.inForceTo < what.inForceFrom)
    return refuse('RETENTION_DATES_CROSSED', { field: 'inForceTo' });
  const override = { id: uuidv7(deps.clock.real()), ...what };
  await deps.db.tx(scope, async (tx) => {
    const entry = await journal(deps, tx, {
      type: 'retention.act-entered',
      actor: { kind: 'account', id: officer, role: 'authority' },
      object: { kind: 'retention-override', id: override.id },
      data: { ...what },
    });
    await insertOverride(tx, override, deps.clock.now(), entry);
  });
  return override;
}

/** A certificate in a register that the centre keeps, and when it ended; null: it has not. */
async function certificateKept(
  tx: Tx,
  centreId: string,
  number: string,
  now: Date,
): Promise<{ readonly record: CertificateRecord; readonly endedAt: Date | null } | null> {
  for (const { id } of await registersKeptBy(tx, centreId, now)) {
    const record = await certificateByNumber(tx, id, Buffer.from(number, 'hex'));
    if (record === undefined) continue;
    const state = stateAt(record, now);
    return { record, endedAt: 'since' in state ? state.since : null };
  }
  return null;
}

/** ES-15.3b: the entry of a certificate whose owner's file is asked about; the file may be kept for longer than the entry. */
export async function entryForFile(
  tx: Tx,
  centreId: string,
  number: string,
  now: Date,
): Promise<OwnersEntry | undefined> {
  const found = await certificateKept(tx, centreId, number, now);
  if (found !== null) {
    const { record, endedAt } = found;
    const { agreementId } = await agreementAndKey(tx, record.id);
    return { holderId: record.holderId!, agreementId, enteredAt: record.enteredAt, endedAt };
  }
  for (const { id } of await registersKeptBy(tx, centreId, now)) {
    const purged = await purgedByNumber(tx, id, Buffer.from(number, 'hex'));
    if (purged !== undefined) return purged;
  }
  return undefined;
}

/** ES-13.6a, ES-13.6b: an entry of the register is removed on a normative act, or not at all. An attempt is on record either way. */
export async function purgeOfRegister(
  deps: CentreDeps,
  by: { readonly accountId: string; readonly centreId: string },
  number: string,
): Promise<{ readonly act: string } | Refusal> {
  const { centreId } = by;
  return deps.db.tx(scope, async (tx) => {
    const now = deps.clock.now();
    const found = await certificateKept(tx, centreId, number, now);
    if (found === null) return refuse('RETENTION_CERTIFICATE_UNKNOWN', { field: 'certificateNumber' });
    const { record, endedAt } = found;
    const allowed = decideRegisterPurge({ ...record, endedAt }, await overrides(tx, now), now);
    const refused = isRefusal(allowed);
    const journalEntryId = await journal(deps, tx, {
      type: refused ? 'retention.purge-refused' : 'register.entry-purged',
      actor: { kind: 'account', id: by.accountId },
      centreId,
      object: { kind: 'certificate', id: record.id },
      data: refused ? { code: allowed.code, law: [...allowed.law] } : { override: allowed.id },
    });
    if (isRefusal(allowed)) return allowed;
    await purgeEntry(tx, { certificateId: record.id, overrideId: allowed.id, at: now, journalEntryId });
    return { act: allowed.act };
  });
}
