import {
  checkChildGround,
  checkException,
  checkGround,
  childGrounds,
  dayOf,
  type Evidence,
  findRequirement,
  type GroundFault,
  specialExceptions,
} from '../../law/index.ts';
import { insertEntries } from '../../record/index.ts';
import { holderScope, systemScope } from '../../platform/db/index.ts';
import { isUuid, uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import type { Holder } from '../../holders/index.ts';
import { entryOf } from '../journal.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { consentById } from '../store.ts';
import { groundCodeOf } from '../words.ts';
import { closeObligation, insertGround, insertObligation, openObligations, pendingConsent } from './event-store.ts';
import { openReview } from './review.ts';
import { obligationFault } from './withdrawal.ts';
import { takeEffect } from './withdraw-consent.ts';

type Staff = { readonly accountId: string; readonly holderId: string };

export type NewGround = {
  readonly purposeId: string;
  readonly subjectId: string | null;
  /** The row of the norm: PD-5.1-2a, PD-8.2-2, PD-17.1-2, PD-18.1-5. */
  readonly code: string;
  readonly evidence: Evidence & {
    readonly categories?: readonly string[];
    readonly reason?: string;
    readonly document?: string;
  };
  readonly endsAt: Date | null;
};

/** PD-5, PD-8.2, PD-18.1, CP-6d: a ground other than consent goes on record with what it demands, set by an officer. */
export async function recordGround(
  deps: ConsentDeps,
  staff: Staff,
  ground: NewGround,
): Promise<{ groundId: string } | Refusal> {
  const holder = (await deps.registers.holder(staff.holderId))!;
  const fault = faultOf(holder, ground, dayOf(deps.clock.now()));
  if (isRefusal(fault)) return fault;
  if (fault !== null)
    return refusePurpose(
      fault.code === 'GROUND_NOT_FOR_HOLDER'
        ? 'GROUND_NOT_FOR_HOLDER'
        : fault.code === 'GROUND_UNKNOWN'
          ? 'NO_LEGAL_GROUND'
          : 'GROUND_EVIDENCE_MISSING',
      { law: fault.law, field: `evidence/${fault.field ?? ''}`, values: { field: fault.field ?? '' } },
    );
  const purpose = await purposeById(deps.db, ground.purposeId);
  if (purpose === null || purpose.holderId !== staff.holderId) return refusePurpose('PURPOSE_UNKNOWN');
  if (ground.code === 'PD-8.2-1' && !(await provenSpecialConsent(deps, staff.holderId, ground)))
    return refusePurpose('GROUND_EVIDENCE_MISSING', {
      law: ['PD-9.5b', 'PD-8.2-1'],
      field: 'evidence/consentId',
      values: { field: 'consentId' },
    });
  const id = uuidv7(deps.clock.real());
  const at = deps.clock.now();
  return deps.db.tx(holderScope(staff.holderId), async (tx) => {
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'ground.recorded',
      actor: { kind: 'account', id: staff.accountId, role: 'data-officer' },
      holder: staff.holderId,
      ...(ground.subjectId === null ? {} : { subject: ground.subjectId }),
      object: { kind: 'ground', id },
      data: { code: ground.code, purpose: ground.purposeId, endsAt: ground.endsAt?.toISOString() ?? null },
    });
    await insertGround(tx, {
      id,
      holderId: staff.holderId,
      purposeId: ground.purposeId,
      subjectId: ground.subjectId,
      code: ground.code,
      evidence: ground.evidence,
      recordedBy: staff.accountId,
      recordedAt: at,
      endsAt: ground.endsAt,
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
    // PD-5.1-5: used in an emergency, looked at again after it.
    if (ground.code === 'PD-5.1-5')
      await openReview(deps, tx, {
        holderId: staff.holderId,
        subjectId: ground.subjectId,
        purposeId: ground.purposeId,
        kind: 'vital-interests',
        objectId: id,
      });
    tx.onCommit(deps.poke);
    return { groundId: id };
  });
}

// PD-8.2-1, PD-9.5b: the consent an exception rests on is this subject's own, in force, proven, and names these data as special.
async function provenSpecialConsent(deps: ConsentDeps, holderId: string, ground: NewGround): Promise<boolean> {
  const { consentId = '', consentNames = [] } = ground.evidence;
  if (ground.subjectId === null || !isUuid(consentId)) return false;
  const consent = await consentById(deps.db, holderScope(holderId), ground.subjectId, consentId);
  return (
    consent !== null &&
    consent.state === 'active' &&
    consent.evidence_id !== null &&
    consentNames.every((code) => consent.special_categories.includes(code))
  );
}

const rowIndex = <C extends string>(list: readonly { code: C; law: readonly string[] }[]): ReadonlyMap<string, C> =>
  new Map(list.flatMap((one) => one.law.map((row) => [row, one.code] as const)));
const exceptions = rowIndex(specialExceptions);
const children = rowIndex(childGrounds);

function faultOf(holder: Holder, ground: NewGround, day: string): GroundFault | Refusal | null {
  const input = { holderType: holder.type, evidence: ground.evidence, day };
  if (ground.code.startsWith('PD-8.2-')) {
    const code = exceptions.get(ground.code);
    return code === undefined
      ? refusePurpose('NO_LEGAL_GROUND', { law: ['PD-8.2'] })
      : checkException({ ...input, code });
  }
  if (ground.code.startsWith('PD-18.1-')) {
    const code = children.get(ground.code);
    return code === undefined
      ? refusePurpose('NO_LEGAL_GROUND', { law: ['PD-18.1'] })
      : checkChildGround({ ...input, code });
  }
  if (ground.code.startsWith('PD-17.1-') || ground.code === 'LAW_ART15') {
    // CP-6d, PD-9.1e: the sub-item, a reason and a document; set by an authorised officer, never by default.
    const missing = (['reason', 'document'] as const).find((field) => (ground.evidence[field] ?? '').trim() === '');
    const item = findRequirement(ground.code) === null ? 'item' : missing;
    if (item !== undefined)
      return refusePurpose('GROUND_EVIDENCE_MISSING', {
        law: ['CP-6d', 'PD-9.1e', 'PD-9.5b'],
        field: item === 'item' ? 'code' : `evidence/${item}`,
        values: { field: item },
      });
    return null;
  }
  const code = groundCodeOf(ground.code);
  return code === null ? refusePurpose('NO_LEGAL_GROUND') : checkGround({ ...input, code });
}

export type NewObligation = {
  readonly purposeId: string;
  readonly subjectId: string;
  readonly kind: 'civil' | 'tax' | 'other';
  readonly contract: string;
  readonly amountTyiyn: number | null;
  readonly act: string | null;
  readonly dueOn: string | null;
};

/** PD-9.4c: names the subject's civil-law obligation that bars a withdrawal; a tax debt is refused. */
export async function recordObligation(
  deps: ConsentDeps,
  staff: Staff,
  one: NewObligation,
): Promise<{ obligationId: string } | Refusal> {
  const fault = obligationFault(one);
  if (fault !== null) return refuse(fault);
  const purpose = await purposeById(deps.db, one.purposeId);
  if (purpose === null || purpose.holderId !== staff.holderId) return refusePurpose('PURPOSE_UNKNOWN');
  const id = uuidv7(deps.clock.real());
  return deps.db.tx(holderScope(staff.holderId), async (tx) => {
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'obligation.recorded',
      actor: { kind: 'account', id: staff.accountId },
      holder: staff.holderId,
      subject: one.subjectId,
      object: { kind: 'obligation', id },
      data: { purpose: one.purposeId, dueOn: one.dueOn },
    });
    await insertObligation(tx, {
      id,
      holderId: staff.holderId,
      subjectId: one.subjectId,
      purposeId: one.purposeId,
      contract: one.contract,
      amountTyiyn: one.amountTyiyn,
      act: one.act,
      dueOn: one.dueOn,
      recordedAt: deps.clock.now(),
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
    return { obligationId: id };
  });
}

/** PD-9.4d: closing the last obligation lets the pending withdrawal take effect by itself, without a new request. */
export async function fulfilObligation(
  deps: ConsentDeps,
  staff: Staff,
  obligationId: string,
): Promise<{ withdrawn: string | null } | Refusal> {
  return deps.db.tx(systemScope('an obligation is fulfilled; a withdrawal may take effect'), async (tx) => {
    const at = deps.clock.now();
    const closed = await closeObligation(tx, obligationId, staff.holderId, at);
    if (closed === null) return refuse('OBLIGATION_NOT_LISTED');
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'obligation.fulfilled',
        actor: { kind: 'account', id: staff.accountId },
        holder: closed.holderId,
        subject: closed.subjectId,
        object: { kind: 'obligation', id: obligationId },
        data: {},
      }),
    ]);
    tx.onCommit(deps.poke);
    const waiting = await pendingConsent(tx, closed.subjectId, closed.purposeId);
    const left = await openObligations(tx, { subject_id: closed.subjectId, purpose_id: closed.purposeId });
    if (waiting === null || left.length > 0) return { withdrawn: null };
    // The case of the withdrawal ends it, with its document and its notices; without a case it is ended here.
    if (waiting.caseId !== null)
      await deps.hooks?.barFallen(tx, {
        caseId: waiting.caseId,
        holderId: closed.holderId,
        barId: obligationId,
        accountId: staff.accountId,
      });
    const consent = (await consentById(tx, null, closed.subjectId, waiting.id))!;
    if (consent.state === 'pending' || consent.state === 'frozen') await takeEffect(deps, tx, consent, at);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'consent.withdrawn',
        actor: { kind: 'system', id: 'clock' },
        holder: closed.holderId,
        subject: closed.subjectId,
        object: { kind: 'consent', id: waiting.id },
        data: { pendingOn: obligationId },
      }),
    ]);
    return { withdrawn: waiting.id };
  });
}
