import { type Actor as CaseActor, type CaseHistory, type Engine, type FactLoader, readFiles } from '../cases/index.ts';
import type { ConsentDeps } from '../consent/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import type { Announcement, CessationFacts, SuccessorFacts, TakeoverFacts } from '../procedures/index.ts';
import {
  type Centre,
  centreById,
  centresByRegistration,
  centreStanding,
  isAccredited,
  lockCentre,
} from '../trust/centres/index.ts';
import { countEntries, ownersUnexpired, registersKeptBy } from '../trust/issue/index.ts';

// What the two cases of a transfer look at: the register of the one, the agreement of the other.

const scope = systemScope('a centre that ceases and the one that takes over look at each other’s case');
const byLaw: CaseActor = { kind: 'system', id: 'engine', office: 'engine', roles: [] };
type Deps = { readonly clock: ConsentDeps['clock'] };
type Case = { readonly id: string; readonly ended: boolean; readonly acts: CaseHistory['acts'] };

/** The cases of a procedure at a centre, the newest first, each with its acts. */
async function casesOf(tx: Tx, engine: Engine, holderId: string, procedure: string): Promise<Case[]> {
  const files = await readFiles(tx, { holderId, procedure, subjectId: null, after: null, limit: 1000 });
  const found: Case[] = [];
  for (const { id } of files.toReversed()) {
    const now = await engine.read(tx, holderId, id, byLaw);
    if (!isRefusal(now)) found.push({ id, ended: now.state.ended !== null, acts: now.history.acts });
  }
  return found;
}
const lastOf = ({ acts }: Case, act: string) => acts.findLast((done) => done.act === act);

export const cessationFacts =
  ({ clock }: Deps, engine: () => Engine): FactLoader =>
  async (tx, { head, acts }, command): Promise<CessationFacts> => {
    const { holderId } = head;
    if (acts.length === 0) await lockCentre(tx, holderId);
    const now = clock.now();
    const filter = { holderId, procedure: 'cessation', subjectId: null, after: null, limit: 10 };
    const announced = (acts[0]?.data ?? command?.data ?? {}) as Partial<Announcement>;
    const accredited = (await centreStanding(tx, holderId, now)) !== null;
    return {
      accredited,
      pending: (await readFiles(tx, filter)).some(({ id }) => id !== head.id),
      ...(await tx.as(scope, async (wide) => ({
        ...(await keptHere(wide, holderId, now)),
        successor: await successorOf(wide, engine(), holderId, announced.successor?.registrationNumber, now),
      }))),
    };
  };

async function keptHere(tx: Tx, centreId: string, now: Date): Promise<Pick<CessationFacts, 'owners' | 'entries'>> {
  let [owners, entries] = [0, 0];
  for (const { id } of await registersKeptBy(tx, centreId, now)) {
    entries += await countEntries(tx, id);
    owners += (await ownersUnexpired(tx, id, now)).length;
  }
  // Where nothing but the authority's answering key is entered, the centre keeps its register elsewhere.
  return { entries, owners: entries === 0 ? null : owners };
}

/** The centre of the number that has agreed to take over from this one; where none has, one that bears the number. */
async function successorOf(
  tx: Tx,
  engine: Engine,
  centreId: string,
  number: unknown,
  now: Date,
): Promise<SuccessorFacts | null> {
  if (typeof number !== 'string') return null;
  const from = (await centreById(tx, centreId, now))!;
  let any: SuccessorFacts | null = null;
  for (const { id, name } of await centresByRegistration(tx, number, now)) {
    if (id === centreId) continue;
    const agreed = (await casesOf(tx, engine, id, 'takeover')).find((one) => !one.ended && isFrom(one, from));
    const unfit = await unfitFor(tx, from, id, now);
    const found: SuccessorFacts = { id, name, caseId: agreed?.id ?? null, unfit };
    if (agreed !== undefined) return found;
    any ??= found;
  }
  return any;
}

const isFrom = (one: Case, { registrationNumber }: Centre): boolean =>
  lastOf(one, 'agree')?.data['registrationNumber'] === registrationNumber;

async function unfitFor(tx: Tx, from: Centre, id: string, now: Date): Promise<SuccessorFacts['unfit']> {
  if (await isCeasing(tx, id)) return 'ceasing';
  return (await accreditedNow(tx, from.id, now)) && !(await activeNow(tx, id, now)) ? 'not-accredited' : null;
}

const isCeasing = async (tx: Tx, holderId: string): Promise<boolean> =>
  (await readFiles(tx, { holderId, procedure: 'cessation', subjectId: null, after: null, limit: 1 })).length > 0;
const accreditedNow = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  isAccredited((await centreStanding(tx, id, now))?.standing ?? null);
const activeNow = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await centreStanding(tx, id, now))?.standing.state === 'active';

export const takeoverFacts =
  ({ clock }: Deps, engine: () => Engine): FactLoader =>
  async (tx, { head, acts }, command): Promise<TakeoverFacts> => {
    const { holderId } = head;
    if (acts.length === 0) await lockCentre(tx, holderId);
    const number = (acts[0]?.data ?? command?.data ?? {})['registrationNumber'];
    return tx.as(scope, async (wide) => {
      const now = clock.now();
      const own = (await centreById(wide, holderId, now))!;
      const others = (await casesOf(wide, engine(), holderId, 'takeover')).filter(({ id }) => id !== head.id);
      const from =
        typeof number === 'string'
          ? (await centresByRegistration(wide, number, now)).find(({ id }) => id !== holderId)
          : undefined;
      const [cessation] = from === undefined ? [] : await casesOf(wide, engine(), from.id, 'cessation');
      const successor = cessation && (lastOf(cessation, 'announce')?.data as Announcement | undefined)?.successor;
      const announced = successor?.registrationNumber === own.registrationNumber;
      const handed = announced ? lastOf(cessation!, 'handOverRegister') : undefined;
      return {
        from:
          from === undefined
            ? null
            : { id: from.id, name: from.name, accredited: await accreditedNow(wide, from.id, now) },
        accredited: await activeNow(wide, holderId, now),
        ceasing: await isCeasing(wide, holderId),
        pending: from !== undefined && others.some((one) => !one.ended && isFrom(one, from)),
        announced,
        handedOver:
          handed === undefined
            ? null
            : {
                caseId: cessation!.id,
                at: handed.at,
                entries: Number(handed.data['entries']),
                digest: String(handed.data['digest']),
              },
      };
    });
  };
