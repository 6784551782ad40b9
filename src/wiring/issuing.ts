import { isRefusal } from '../platform/refusal.ts';
import { RefusalError } from '../platform/http/index.ts';
import { type Issuing, noIssuing } from '../trust/centres/index.ts';
import {
  certificateByNumber,
  type CourtDecision,
  endCentre,
  endCertificate,
  type RegisterDeps,
  registerOf,
  stateAt,
} from '../trust/issue/index.ts';
import type { Tx } from '../platform/db/index.ts';

// Where the centres' procedures meet the registers of certificates. Keys of a root or of centres are not configured here yet, so
// nothing is issued by a case; what has been issued is found, ended one by one, and ended with its centre.

const system = { kind: 'system', id: 'centres' } as const;

export function registerIssuing(deps: Omit<RegisterDeps, 'keys'>): Issuing {
  return {
    ...noIssuing,
    async find(tx, centreId, number) {
      const found = await byNumber(tx, centreId, number);
      if (found === undefined) return null;
      // An end counts from the whole second that completes its entry; whoever asks in between hears of it already.
      const now = deps.clock.now();
      const { state } = stateAt(found, found.end !== null && found.end.at > now ? found.end.at : now);
      const ended = state === 'REVOKED' ? 'revoked' : state === 'TERMINATED' ? 'terminated' : 'active';
      return { number, centreId, ownerSubjectId: found.subjectId, state: ended };
    },
    async enterEnd(tx, { centreId, number, ground, compromised, caseId, at, knownAt, court }) {
      const register = await registerOf(tx, centreId);
      if (register === undefined) throw new Error('the centre has no register of certificates');
      const outcome = await endCertificate(tx, deps, {
        registerId: register.id,
        number: number.toLowerCase(),
        ground,
        knownAt: knownAt ?? at,
        // ES-14.6.4: the case is where article or clause are on record.
        ...(ground === '14(6)(4)' ? { basis: `case ${caseId}` } : {}),
        ...(compromised ? { reason: 'keyCompromise' as const } : {}),
        ...(court === undefined ? {} : { court: court satisfies CourtDecision }),
        actor: system,
      });
      if (isRefusal(outcome)) throw new RefusalError(outcome);
    },
    async endAll(tx, { centreId, ground, at }) {
      const register = await registerOf(tx, centreId);
      if (register === undefined) return 0;
      const cause = ground === '14(6)(3)' ? 'ceased' : 'accreditation-ended';
      return endCentre(tx, deps, { registerId: register.id, cause, knownAt: at, actor: system });
    },
  };
}

async function byNumber(tx: Tx, centreId: string, number: string) {
  const register = await registerOf(tx, centreId);
  if (register === undefined || !/^([0-9a-f]{2}){1,20}$/i.test(number)) return undefined;
  return certificateByNumber(tx, register.id, Buffer.from(number, 'hex'));
}
