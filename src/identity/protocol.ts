import { createHash } from 'node:crypto';
import { canonical } from '../record/index.ts';
import type { Hex, Protocol, ProtocolStep, StepData, StepKind } from './evidence.ts';

// CP-10d-2: the protocol of actions as a hash chain. Whoever holds it can check it without us.

export const firstPrev: Hex = '0'.repeat(64);

export function stepHash(protocolId: string, step: Omit<ProtocolStep, 'hash'>): Hex {
  const { seq, at, lawAt, kind, data, prev } = step;
  return createHash('sha256')
    .update('makulduk/protocol/v1\0')
    .update(canonical({ protocol: protocolId, seq, at, lawAt, kind, data, prev }))
    .digest('hex');
}

export function nextStep(
  protocolId: string,
  last: Pick<ProtocolStep, 'seq' | 'hash'> | undefined,
  what: { kind: StepKind; data: StepData; at: Date; lawAt: Date },
): ProtocolStep {
  const step = {
    seq: (last?.seq ?? 0) + 1,
    at: what.at.toISOString(),
    lawAt: what.lawAt.toISOString(),
    kind: what.kind,
    data: what.data,
    prev: last?.hash ?? firstPrev,
  };
  return { ...step, hash: stepHash(protocolId, step) };
}

/** The number of the first step that does not hold, or `null` where the whole chain does. */
export function brokenStep(protocol: Protocol): number | null {
  let last: ProtocolStep | undefined;
  for (const step of protocol.steps) {
    if (
      step.seq !== (last?.seq ?? 0) + 1 ||
      step.prev !== (last?.hash ?? firstPrev) ||
      step.hash !== stepHash(protocol.id, step)
    )
      return step.seq;
    last = step;
  }
  return null;
}
