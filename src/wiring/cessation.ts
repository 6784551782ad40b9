import { type Actor as CaseActor, type EffectHandler, type Engine, type EngineDeps } from '../cases/index.ts';
import type { ConsentDeps } from '../consent/index.ts';
import { dayOf } from '../law/index.ts';
import type { Notices } from '../notices/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { RefusalError } from '../platform/http/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Text3 } from '../platform/text.ts';
import type { SuccessorFacts } from '../procedures/index.ts';
import type { Actor } from '../record/index.ts';
import { ceaseCentre, insertTransfer, type Issuing } from '../trust/centres/index.ts';
import { destroyRegister, ownersUnexpired, passOn, registersKeptBy } from '../trust/issue/index.ts';
import { takeOverFiles } from '../trust/owner-files/index.ts';
import { receivedBySuccessor, takeOverEntries } from '../trust/registers/index.ts';
import { ceasingKind, relievedKind } from './ceasing-told.ts';

type Deps = ConsentDeps & { readonly issuing: Issuing; readonly notices: Pick<Notices, 'enqueue'> };
type Planned = Parameters<EffectHandler>[2];

const scope = systemScope('the end of a centre reaches the registers it keeps, and whoever takes them over');
const byLaw: CaseActor = { kind: 'system', id: 'engine', office: 'engine', roles: [] };
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const actorOf = ({ data }: Planned): Actor =>
  typeof data['by'] === 'string' ? { kind: 'account', id: data['by'] } : { kind: 'system', id: 'engine' };

function standOrFall(refusal: unknown): void {
  if (isRefusal(refusal)) throw new RefusalError(refusal as Refusal);
}

/** ES-13.6, ES-15.4: what the end of a centre does. The accreditation's own case ends with it, and the successor's goes on. */
export function cessationHandlers(deps: Deps, engine: () => Engine): EngineDeps['handlers'] {
  const { clock, profile, poke, issuing, notices } = deps;
  const act = async (tx: Tx, holderId: string, caseId: string, name: string): Promise<void> =>
    standOrFall(await tx.as(scope, (wide) => engine().act(wide, { holderId, caseId, act: name, by: byLaw, data: {} })));
  return {
    'centre.tell-owners': async (tx, head, { data, at }) => {
      const told = { on: text(data['on']), successor: (data['successor'] ?? null) as Text3 | null };
      await tx.as(scope, async (wide) => {
        for (const { id } of await registersKeptBy(wide, head.holderId, at))
          for (const { holderId, subjectId } of await ownersUnexpired(wide, id, at))
            await notices.enqueue(wide, { holderId, subjectId, kind: ceasingKind, ref: head.holderId, data: told });
      });
    },
    // The other centre sees what is asked of it among its own tasks.
    'takeover.tell': async (tx, _head, { data }) => {
      const holderId = data['centreId'];
      if (typeof holderId !== 'string') return;
      await tx.as(scope, (wide) =>
        notices.enqueue(wide, { holderId, subjectId: null, kind: relievedKind, ref: holderId }),
      );
    },
    'takeover.received': async (tx, _head, { data }) => {
      const centreId = text(data['centreId']);
      const stated = { entries: Number(data['entries']), digest: text(data['digest']) };
      const handedOverAt = new Date(text(data['handedOverAt']));
      standOrFall(await tx.as(scope, (wide) => receivedBySuccessor(wide, centreId, handedOverAt, stated)));
      await act(tx, centreId, text(data['caseId']), 'confirmSuccessor');
    },
    'centre.register-accepted': async (tx, head, effect) => {
      const { data, at } = effect;
      const what = {
        caseId: head.id,
        centreId: head.holderId,
        entries: Number(data['entries']),
        digest: text(data['digest']),
      };
      await insertTransfer(tx, { ...what, acceptedAt: at, act: text(data['number']), place: text(data['place']) });
      standOrFall(await takeOverEntries(tx, what, at));
      const stated = { files: Number(data['files']), digest: text(data['filesDigest']) };
      const { caseId, centreId } = what;
      const files = await takeOverFiles({ ...deps, engine: engine() }, tx, { caseId, centreId, stated });
      standOrFall(files);
    },
    'centre.cease': async (tx, head, effect) => {
      const { data, at } = effect;
      const { holderId, id: caseId } = head;
      const successor = (data['successor'] ?? null) as SuccessorFacts | null;
      const keeper = data['takenOver'] === true ? successor : null;
      const actor = actorOf(effect);
      // ES-13.6f, ES-14.6.3: the registers are another's before the centre is gone, so nothing in them ends with it.
      if (keeper !== null)
        await tx.as(scope, async (wide) => {
          for (const one of await registersKeptBy(wide, holderId, at))
            await passOn(wide, deps, one, { keeperId: keeper.id, caseId, at, actor });
        });
      const ended = await ceaseCentre({ clock, profile, poke, issuing }, tx, holderId, actor, {
        at,
        on: dayOf(at),
        successor: keeper === null ? null : keeper.name,
      });
      if (successor !== null && successor.caseId !== null)
        await act(tx, successor.id, successor.caseId, keeper === null ? 'lapse' : 'keep');
      if (ended !== null) await act(tx, holderId, ended, 'close');
    },
    'centre.destroy-register': async (tx, head, effect) => {
      const { data, at } = effect;
      if (data['handedOver'] === true) return;
      const what = { caseId: head.id, at, act: text(data['number']), actor: actorOf(effect) };
      await tx.as(scope, async (wide) => {
        for (const one of await registersKeptBy(wide, head.holderId, at)) await destroyRegister(wide, deps, one, what);
      });
    },
  };
}
