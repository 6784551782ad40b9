import { endedBy, endsStamp, type Work } from '../../path/index.ts';
import type { SignerVerdict } from '../cms/verify-signer.ts';
import { collectedAt, type Evidence, evidenceIn, together } from './evidence.ts';
import type { StampVerdict } from './stamps.ts';
import { type CadesTrust, judgeCertificate } from './trust.ts';

/** Baseline levels (EN 319 122-1 6). */
export type Level = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

type Reached = {
  readonly signature: SignerVerdict;
  readonly stamps: readonly StampVerdict[];
  readonly referenceTime: Date;
  /** What lies in the message. */
  readonly inside: Evidence;
  readonly work: Work;
};

/**
 * The level of a signature that holds and has the form of B-B. B-T: a trusted time-stamp over it. B-LT: with nothing but what
 * lies in the message, signer and authority can be judged. B-LTA: a trusted archive time-stamp over all of that. @throws BudgetSpent
 */
export function levelOf(reached: Reached, trust: CadesTrust): Level {
  const { stamps } = reached;
  const first = stamps.find(({ kind, trusted }) => kind === 'signature' && trusted);
  if (first === undefined) return 'B-B';
  if (!speaksForItself(reached, first, trust)) return 'B-T';
  return stamps.some(({ kind, trusted }) => kind === 'archive' && trusted) ? 'B-LTA' : 'B-LT';
}

function speaksForItself(
  { signature, referenceTime, inside, work }: Reached,
  stamp: StampVerdict,
  trust: CadesTrust,
): boolean {
  const { certificate } = signature;
  const { authority, message } = stamp.token;
  if (certificate === undefined || authority === undefined || message === undefined || stamp.time === undefined)
    return false;
  if (inside.crls.length + inside.ocspResponses.length === 0) return false;
  const evidence = together(inside, evidenceIn(message));
  const asked = { ...trust, status: 'required' } as const;
  const about = (at: Date) => ({ at, evidence, statusTimes: collectedAt(evidence, at, trust.at), work });
  const { algorithms } = trust.rules;
  return (
    judgeCertificate(
      { certificate, anchors: trust.anchors, rules: trust.rules, judge: endedBy, ...about(referenceTime) },
      asked,
    ).valid &&
    judgeCertificate(
      {
        certificate: authority,
        anchors: trust.authorityAnchors ?? trust.anchors,
        rules: { algorithms },
        judge: endsStamp(stamp.provenAt),
        ...about(stamp.time),
      },
      asked,
    ).valid
  );
}
