import type { CaseHead, EffectHandler, EngineDeps, FactLoader } from '../cases/index.ts';
import { readFiles } from '../cases/index.ts';
import type { ConsentDeps } from '../consent/index.ts';
import { dayOf, startOfDay } from '../law/index.ts';
import type { Notices } from '../notices/index.ts';
import { endsTold } from './ends-told.ts';
import type { Tx } from '../platform/db/index.ts';
import { RefusalError } from '../platform/http/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { type AccreditationFacts, refuseAccreditation } from '../procedures/index.ts';
import type { Actor } from '../record/index.ts';
import {
  accredit,
  centreById,
  centreStanding,
  endAccreditation,
  handOver,
  issueRootCertificate,
  type Issuing,
  lockCentre,
  meansByNumbers,
  type RootOrder,
  stand,
  type StandingDeps,
} from '../trust/centres/index.ts';
import { ruleAt } from '../trust/rules/index.ts';

type Deps = ConsentDeps & { readonly issuing: Issuing; readonly notices: Pick<Notices, 'enqueue'> };
type Planned = Parameters<EffectHandler>[2];

/** What an accreditation case does to the register of centres, in the transaction of the act. */
export function centreHandlers(deps: Deps): EngineDeps['handlers'] {
  const { clock, profile, poke, issuing } = deps;
  const told = endsTold(deps);
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
          root: rootOrder(effect),
        }),
      ),
    'centre.root-certificate': async (tx, head, effect) =>
      standOrFall(await issueRootCertificate(standing, tx, of(head, effect), rootOrder(effect)!)),
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
    'centre.end-own': async (tx, head, effect) => {
      const { holderId: centreId } = head;
      const knownAt = new Date(text(effect.data['knownAt']));
      await issuing.endOwn(tx, { centreId, knownAt, eventAt: startOfDay(text(effect.data['since'])) });
      await told.owners(tx, centreId, effect.at);
      await told.relying(tx, centreId);
    },
    'centre.revoke': async (tx, head, effect) => {
      await endAccreditation(standing, tx, of(head, effect), {
        state: 'revoked',
        since: effect.at,
        law: 'ES-16.7k',
        document: documentOf(effect),
      });
      await told.owners(tx, head.holderId, effect.at);
    },
    'centre.expire': async (tx, head, effect) =>
      endAccreditation(standing, tx, of(head, effect), {
        state: 'expired',
        since: effect.at,
        law: 'ES-16.2b',
        document: documentOf(effect),
      }),
  };
}

/** The records an accreditation looks at. */
export const accreditationFacts =
  ({ clock, issuing }: Deps): FactLoader =>
  async (tx, history, command): Promise<AccreditationFacts> => {
    const { holderId, id } = history.head;
    const now = clock.now();
    if (history.acts.length === 0) await lockCentre(tx, holderId);
    const applied = (history.acts[0]?.data ?? command?.data ?? {})['means'];
    const numbers = Array.isArray(applied) ? applied.filter((one): one is string => typeof one === 'string') : [];
    const centre = await centreById(tx, holderId, now);
    return {
      kind: centre?.kind ?? null,
      centre: centre && { name: centre.name, registrationNumber: centre.registrationNumber },
      standing: (await centreStanding(tx, holderId, now))?.standing.state ?? null,
      pending: history.acts.length === 0 && (await waits(tx, holderId, id)),
      means: await meansByNumbers(tx, numbers),
      rules: await accreditationRules(tx, now),
      rootIssues: issuing.root,
      certified: await issuing.certified(tx, holderId),
      actor: command?.by.id ?? null,
      order: await orderForRoot(issuing, tx, history, command, now),
    };
  };

/** ES-8.4.3: what the Government has set beside the law. */
async function accreditationRules(tx: Tx, now: Date): Promise<AccreditationFacts['rules']> {
  const rule = await ruleAt(tx, 'accreditation', now);
  return rule === null ? null : { act: rule.act.number, documents: rule.body.documents };
}

const aboutOrders: readonly string[] = ['prepareOrder', 'approveOrder', 'handOver', 'issueRoot'];

/** What the root would sign for the centre of the case now: by its last request, under the number that was prepared last. */
async function orderForRoot(
  issuing: Issuing,
  tx: Tx,
  { head, acts }: Parameters<FactLoader>[1],
  command: Parameters<FactLoader>[2],
  now: Date,
): Promise<AccreditationFacts['order']> {
  if (!issuing.root || command === null || !aboutOrders.includes(command.act)) return null;
  const last = (act: string) => acts.findLast((done) => done.act === act)?.data;
  const request = (last('fileRequest') ?? acts[0]?.data ?? {})['request'];
  const { accreditation } = (await centreStanding(tx, head.holderId, now)) ?? {};
  if (typeof request !== 'string' || accreditation?.id !== head.id) return null;
  const prepared = command.act === 'prepareOrder' ? command.data : last('prepareOrder');
  const certificateNumber = text(prepared?.['certificateNumber']);
  if (certificateNumber === '' || certificateNumber.length > 64) return refuseAccreditation('ACC_ORDER_MISSING');
  const means = (acts[0]!.data['means'] as string[]) ?? [];
  const order = { centreId: head.holderId, request, means, until: accreditation.untilAt, certificateNumber };
  const found = await issuing.contentForCentre(tx, order);
  return isRefusal(found) ? found : { ...found, request, means };
}

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
/** The order for the root as the case brings it; null where the root signs elsewhere. */
const rootOrder = ({ data }: Planned): RootOrder | null => (data['root'] ?? null) as RootOrder | null;
const documentOf = ({ at, data }: Planned) => ({ number: text(data['number']), on: dayOf(at) });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What cannot be done outside the case is not done in it either: the act falls as a whole (ES-16.5d). */
function standOrFall(refusal: Refusal | null): void {
  if (refusal !== null) throw new RefusalError(refusal);
}
