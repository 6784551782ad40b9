import type { CaseHead, EffectHandler, Engine, EngineDeps, FactLoader } from '../cases/index.ts';
import { readFiles } from '../cases/index.ts';
import type { ConsentDeps } from '../consent/index.ts';
import { dayOf } from '../law/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { RefusalError } from '../platform/http/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { AccreditationFacts, CessationFacts } from '../procedures/index.ts';
import type { Actor } from '../record/index.ts';
import {
  accredit,
  ceaseCentre,
  centreById,
  centreStanding,
  endAccreditation,
  handOver,
  insertTransfer,
  type Issuing,
  lockCentre,
  meansByNumbers,
  stand,
  type StandingDeps,
} from '../trust/centres/index.ts';

type Deps = ConsentDeps & { readonly issuing: Issuing };
type Planned = Parameters<EffectHandler>[2];

/** What an accreditation case does to the register of centres, in the transaction of the act. */
export function centreHandlers(deps: Deps): EngineDeps['handlers'] {
  const { clock, profile, poke, issuing } = deps;
  const standing: StandingDeps = { clock, profile, poke, issuing };
  return {
    'centre.accredit': async (tx, head, effect) => {
      const { at, data } = effect;
      const what = { at, untilAt: new Date(text(data['untilAt'])), number: text(data['number']), on: dayOf(at) };
      await accredit(standing, tx, of(head, effect), what);
    },
    'centre.hand-over': async (tx, head, effect) =>
      standOrFall(
        await handOver(standing, tx, of(head, effect), {
          number: text(effect.data['certificateNumber']),
          at: effect.at,
          root: null,
        }),
      ),
    // The act is refused while the case brings no order for the root (ROOT_ISSUING_ABSENT).
    'centre.root-certificate': async () => Promise.reject(new Error('the case brings no order for the root')),
    'centre.suspend': async (tx, head, effect) =>
      stand(standing, tx, of(head, effect), {
        state: 'suspended',
        since: effect.at,
        law: 'ES-16.7f',
        document: documentOf(effect),
        fixUntil: new Date(text(effect.data['fixUntil'])),
      }),
    'centre.resume': async (tx, head, effect) =>
      stand(standing, tx, of(head, effect), {
        state: 'active',
        since: effect.at,
        law: 'ES-16.7j',
        document: documentOf(effect),
        fixUntil: null,
      }),
    'centre.revoke': async (tx, head, effect) =>
      endAccreditation(standing, tx, of(head, effect), {
        state: 'revoked',
        since: effect.at,
        law: 'ES-16.7k',
        document: documentOf(effect),
      }),
    'centre.expire': async (tx, head, effect) =>
      endAccreditation(standing, tx, of(head, effect), {
        state: 'expired',
        since: effect.at,
        law: 'ES-16.2b',
        document: documentOf(effect),
      }),
  };
}

/** ES-15.4: what the end of a centre does. The accreditation's own case ends with it. */
export function cessationHandlers(deps: Deps, engine: () => Engine): EngineDeps['handlers'] {
  const { clock, profile, poke, issuing } = deps;
  return {
    'centre.register-accepted': async (tx, head, effect) => {
      const { data, at } = effect;
      await insertTransfer(tx, {
        caseId: head.id,
        centreId: head.holderId,
        acceptedAt: at,
        act: text(data['number']),
        entries: Number(data['entries']),
        digest: text(data['digest']),
        place: text(data['place']),
      });
    },
    'centre.cease': async (tx, head, effect) => {
      const { data, at } = effect;
      const holderId = head.holderId;
      const ended = await ceaseCentre({ clock, profile, poke, issuing }, tx, holderId, actorOf(effect), {
        at,
        on: dayOf(at),
        transfer: data['transfer'] === 'yes',
        successor: typeof data['successor'] === 'string' ? data['successor'] : null,
      });
      if (ended === null) return;
      const by = { kind: 'system', id: 'engine', office: 'engine', roles: [] } as const;
      const closed = await engine().act(tx, { holderId, caseId: ended, act: 'close', by, data: {} });
      if (isRefusal(closed)) throw new RefusalError(closed);
    },
  };
}

export const cessationFacts =
  ({ clock }: Deps): FactLoader =>
  async (tx, { head, acts }): Promise<CessationFacts> => {
    if (acts.length === 0) await lockCentre(tx, head.holderId);
    const filter = { holderId: head.holderId, procedure: 'cessation', subjectId: null, after: null, limit: 10 };
    return {
      accredited: (await centreStanding(tx, head.holderId, clock.now())) !== null,
      pending: (await readFiles(tx, filter)).some(({ id }) => id !== head.id),
    };
  };

/** The records an accreditation looks at. */
export const accreditationFacts =
  ({ clock, issuing }: Deps): FactLoader =>
  async (tx, history, command): Promise<AccreditationFacts> => {
    const { holderId, id } = history.head;
    const now = clock.now();
    if (history.acts.length === 0) await lockCentre(tx, holderId);
    const applied = (history.acts[0]?.data ?? command?.data ?? {})['means'];
    const numbers = Array.isArray(applied) ? applied.filter((one): one is string => typeof one === 'string') : [];
    return {
      kind: (await centreById(tx, holderId, now))?.kind ?? null,
      standing: (await centreStanding(tx, holderId, now))?.standing.state ?? null,
      pending: history.acts.length === 0 && (await waits(tx, holderId, id)),
      means: await meansByNumbers(tx, numbers),
      rootIssues: issuing.root,
    };
  };

/** Whether an application of the centre waits for its decision. */
async function waits(tx: Tx, centreId: string, id: string): Promise<boolean> {
  const filter = { holderId: centreId, procedure: 'accreditation', subjectId: null, after: null, limit: 1000 };
  return (await readFiles(tx, filter)).some((file) => file.id !== id && file.stage === 'FILED');
}

const of = (head: CaseHead, effect: Planned): { id: string; centreId: string; by: Actor } => ({
  id: head.id,
  centreId: head.holderId,
  by: actorOf(effect),
});
const actorOf = ({ data }: Planned): Actor =>
  typeof data['by'] === 'string' ? { kind: 'account', id: data['by'] } : { kind: 'system', id: 'engine' };
const documentOf = ({ at, data }: Planned) => ({ number: text(data['number']), on: dayOf(at) });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What cannot be done outside the case is not done in it either: the act falls as a whole (ES-16.5d). */
function standOrFall(refusal: Refusal | null): void {
  if (refusal !== null) throw new RefusalError(refusal);
}
