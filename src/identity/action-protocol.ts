import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Protocol, ProtocolStep, StepData, StepKind } from './evidence.ts';
import { nextStep } from './protocol.ts';
import { insertProtocol, insertStep, lastStep, protocolById, stepsOf } from './protocol-store.ts';
import { refuse } from './refusals.ts';
import { pairwise, scope } from './sealing.ts';
import { openSession } from './session-store.ts';
import type { SessionRef } from './signing-api.ts';
import type { IdentityDeps } from './types.ts';

/** CP-10d: opens the protocol of one journey with one holder. Its first step is the log-in that the session began with. */
export async function openProtocol(
  deps: IdentityDeps,
  session: SessionRef,
  about: { holderId: string; documentKind: string },
): Promise<string | Refusal> {
  const now = deps.clock.real();
  return deps.db.tx(scope, async (tx) => {
    const live = await openSession(tx, session.sessionId, session.accountId, now);
    if (live === undefined) return refuse('SIGNING_OVER');
    const id = uuidv7(now);
    await insertProtocol(
      tx,
      {
        id,
        session_id: session.sessionId,
        account_id: session.accountId,
        holder_id: about.holderId,
        document_kind: about.documentKind,
      },
      now,
    );
    const data = {
      session: pairwise(deps, 'session', about.holderId, session.sessionId),
      method: live.method,
      authenticatedAt: live.authenticated_at.toISOString(),
    };
    await insertStep(tx, id, nextStep(id, undefined, { kind: 'logged-in', data, at: now, lawAt: deps.clock.now() }));
    return id;
  });
}

/** Adds a step in the caller's transaction. After the end of the protocol nothing is added. */
export async function appendStep(
  deps: IdentityDeps,
  tx: Tx,
  session: SessionRef,
  protocolId: string,
  kind: StepKind,
  data: StepData,
): Promise<ProtocolStep | Refusal> {
  const last = await lastStep(tx, protocolId);
  if (last === undefined || last.account_id !== session.accountId || last.session_id !== session.sessionId)
    return refuse('NOT_YOURS');
  if (last.kind === 'confirmed' || last.kind === 'refused' || last.kind === 'abandoned') return refuse('SIGNING_OVER');
  const step = nextStep(protocolId, last, { kind, data, at: deps.clock.real(), lawAt: deps.clock.now() });
  await insertStep(tx, protocolId, step);
  return step;
}

/** The same in a transaction of its own; two steps at once are put one after the other. */
export async function recordStep(
  deps: IdentityDeps,
  session: SessionRef,
  protocolId: string,
  kind: StepKind,
  data: StepData,
): Promise<ProtocolStep | Refusal> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await deps.db.tx(scope, (tx) => appendStep(deps, tx, session, protocolId, kind, data));
    } catch (error) {
      if ((error as { code?: string }).code !== '23505' || attempt === 5) throw error;
    }
  }
}

export async function readProtocol(deps: IdentityDeps, protocolId: string): Promise<Protocol | null> {
  return deps.db.tx(scope, async (tx) =>
    (await protocolById(tx, protocolId)) === undefined
      ? null
      : { id: protocolId, steps: await stepsOf(tx, protocolId) },
  );
}
