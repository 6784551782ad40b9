import { dataKey, sealJson } from '../../keys/index.ts';
import type { SigningEvidence } from '../../identity/index.ts';
import { bytesHash, canonicalBytes, insertEntries, type JsonObject } from '../../record/index.ts';
import { type Scope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { refuse } from '../refusals.ts';
import { consentById, type ConsentRow } from '../store.ts';
import {
  endConsent,
  groundsFor,
  insertEvent,
  insertOutbox,
  openObligations,
  stateAfterDispute,
} from './event-store.ts';
import { releaseContent } from './release-content.ts';
import { decideWithdrawal } from './withdrawal.ts';

export type WithdrawInput = {
  readonly subjectId: string;
  readonly consentId: string;
  /** Free words of the application; no template, no reason required (CP-F-30). */
  readonly application: string | null;
  readonly channel: 'account' | 'counter' | 'letter' | 'api';
  readonly actor: { readonly kind: 'account' | 'client' | 'person'; readonly id: string; readonly role?: string };
  /** The application as a signed electronic document, with the evidence of its signature. */
  readonly signed?: { readonly document: Uint8Array; readonly evidence: SigningEvidence };
};

export type Withdrawn = {
  readonly outcome: 'withdrawn' | 'pending';
  readonly at: Date;
  readonly eventId: string;
  readonly retainedUntil: Date | null;
};

/** PD-9.4, CP-F-30: works at filing for future processing, unless something named bars it. The application is kept either way. */
export async function withdrawConsent(
  deps: ConsentDeps,
  scope: Scope,
  input: WithdrawInput,
): Promise<Withdrawn | Refusal> {
  return deps.db.tx(scope, (tx) => withdrawIn(deps, tx, input));
}

/** The same in the caller's transaction. */
export async function withdrawIn(deps: ConsentDeps, tx: Tx, input: WithdrawInput): Promise<Withdrawn | Refusal> {
  const consent = await consentById(tx, null, input.subjectId, input.consentId);
  if (consent === null) return refuse('CONSENT_UNKNOWN');
  const now = deps.clock.now();
  // A withdrawal that waits behind a dispute is filed already.
  const state =
    consent.state === 'frozen' && (await stateAfterDispute(tx, consent.subject_id, consent.id)) === 'pending'
      ? 'pending'
      : consent.state;
  const decision = decideWithdrawal(
    {
      state,
      categories: consent.categories,
      grounds: await groundsFor(tx, consent),
      obligations: await openObligations(tx, consent),
    },
    now,
  );
  if (decision.kind === 'nothing') return refuse('NOT_WITHDRAWABLE', { details: { state } });
  if (decision.kind === 'refused') {
    await keepApplication(deps, tx, consent, input, 'withdrawal-refused', {
      ground: decision.ground.code,
      groundId: decision.ground.id,
    });
    return refuse('PROCESSING_LAWFUL_WITHOUT_CONSENT', {
      law: ['PD-9.4b', 'CP-F-31', decision.ground.code],
      values: { ground: decision.ground.code },
      details: { ground: decision.ground.code, recordedAt: decision.ground.recordedAt.toISOString() },
    });
  }
  if (decision.kind === 'pending') {
    const eventId = await keepApplication(deps, tx, consent, input, 'withdrawal-pending', {
      obligations: decision.obligations.map((one) => one.id),
    });
    // PD-9.5a: a disputed consent stays frozen: asking for its end must not bring its processing back.
    if (consent.state !== 'frozen') await endConsent(tx, consent, 'pending', null);
    await insertOutbox(tx, {
      id: uuidv7(deps.clock.real()),
      subjectId: consent.subject_id,
      holderId: consent.holder_id,
      ref: consent.id,
      kind: 'receipt.consent-withdrawal-pending',
      at: now,
    });
    await deps.hooks?.withdrawalBarred(tx, {
      caseId: eventId,
      consent,
      application: input.application,
      by: input.actor,
    });
    return { outcome: 'pending', at: now, eventId, retainedUntil: null };
  }
  const eventId = await keepApplication(deps, tx, consent, input, 'withdrawn', {});
  return { outcome: 'withdrawn', at: now, eventId, retainedUntil: await takeEffect(deps, tx, consent, now) };
}

/** The effect itself: the consent ends now, and content is released under PD-9.4e and PD-9.4f. */
export async function takeEffect(deps: ConsentDeps, tx: Tx, consent: ConsentRow, at: Date): Promise<Date | null> {
  await endConsent(tx, consent, 'withdrawn', at);
  await insertOutbox(tx, {
    id: uuidv7(deps.clock.real()),
    subjectId: consent.subject_id,
    holderId: consent.holder_id,
    ref: consent.id,
    kind: 'receipt.consent-withdrawn',
    at,
  });
  tx.onCommit(deps.poke);
  // A paper that waits beside a consent in force: nothing was collected under it.
  return consent.current ? releaseContent(deps, tx, consent, at) : null;
}

export const eventPlace = (eventId: string) => ({ table: 'consent_event', row: eventId, column: 'sealed' });

/** What lies sealed with the event of a withdrawal. */
export type KeptApplication = {
  readonly application: string | null;
  /** base64url of the canonical document, where it was signed. */
  readonly document?: string;
  readonly evidence?: SigningEvidence;
};

// The journal's entry holds the document and the evidence of its signature fast, as that of giving does.
const signatureFacts = ({ signed }: WithdrawInput): Record<string, string> =>
  signed === undefined
    ? {}
    : {
        documentHash: bytesHash(signed.document),
        evidenceHash: bytesHash(canonicalBytes(signed.evidence as unknown as JsonObject)),
        mode: signed.evidence.kind,
        signatureType: signed.evidence.signatureType,
        signing: signed.evidence.signing.id,
      };

/** CP-F-30: the application in the person's own words is evidence, sealed under the proof key. */
async function keepApplication(
  deps: ConsentDeps,
  tx: Tx,
  consent: ConsentRow,
  input: WithdrawInput,
  kind: 'withdrawn' | 'withdrawal-pending' | 'withdrawal-refused',
  data: Record<string, string | string[]>,
): Promise<string> {
  const id = uuidv7(deps.clock.real());
  const at = deps.clock.now();
  const entry = entryOf(deps.clock, deps.profile, {
    type: `consent.${kind}`,
    actor: input.actor,
    holder: consent.holder_id,
    subject: consent.subject_id,
    object: { kind: 'consent', id: consent.id },
    data: { channel: input.channel, purpose: consent.purpose_id, ...data, ...signatureFacts(input) },
  });
  let sealed: Uint8Array | null = null;
  const { application, signed } = input;
  if (signed !== undefined || (application !== null && application.trim() !== '')) {
    using key = await dataKey(
      deps.keys,
      tx,
      { class: 'proof', subjectId: consent.subject_id, holderId: consent.holder_id },
      deps.clock.real(),
    );
    sealed = sealJson(key, eventPlace(id), {
      application,
      ...(signed === undefined
        ? {}
        : { document: Buffer.from(signed.document).toString('base64url'), evidence: signed.evidence }),
    } satisfies KeptApplication);
  }
  await insertEvent(tx, {
    id,
    subjectId: consent.subject_id,
    consentId: consent.id,
    holderId: consent.holder_id,
    kind,
    at,
    data: { channel: input.channel, ...data, ...signatureFacts(input) },
    sealed,
    journalEntryId: entry.id,
  });
  await insertEntries(tx, [entry]);
  tx.onCommit(deps.poke);
  return id;
}
