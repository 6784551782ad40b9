import type { HolderType } from '../../../holders/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import type { Acting, ExchangeSystem, Participant, ParticipantKind } from '../system.ts';
import { enterParticipant, participantsOf, systemById } from '../system-store.ts';

/** What an organisation may be there beside itself (ES-2.11); the word for it is the owner's of the system. */
export const partKinds = ['organisation_unit', 'association'] as const;
/** An organisation as the register has it, or a unit or association that acts through it; or a citizen as the owner of the system knows them. */
export type NewParticipant =
  | { readonly holderId: string }
  | { readonly kind: (typeof partKinds)[number]; readonly name: string; readonly holderId: string }
  | { readonly kind: 'citizen'; readonly subjectId: string };

/**
 * ES-2.12: the owner adds somebody to the circle. Recipients see the name as the sender's, so nobody is called as the owner likes: name and
 * kind are the register's of holders, and a unit's own word stands behind that name.
 */
export async function addParticipant(
  deps: SystemDeps,
  owner: { readonly holderId: string; readonly accountId: string },
  systemId: string,
  who: NewParticipant,
): Promise<Participant | Refusal> {
  const entry = 'subjectId' in who ? who : await asRegistered(deps, who);
  if (isRefusal(entry)) return entry;
  return deps.db.tx(scope, async (tx) => {
    const system = await systemById(tx, systemId);
    if (system?.ownerId !== owner.holderId) return refuse('SYSTEM_UNKNOWN');
    return enter(deps, tx, system, owner.accountId, entry);
  });
}

type Entry =
  | { readonly kind: Exclude<ParticipantKind, 'citizen'>; readonly name: string; readonly holderId: string }
  | { readonly kind: 'citizen'; readonly subjectId: string };

/** What kind of participant a holder is (ES-2.11); one that deals as an entrepreneur is there as an organisation, not as a citizen. */
const kindOf: Readonly<Record<HolderType, Exclude<ParticipantKind, 'citizen'>>> = {
  executive_state_body: 'state_body',
  non_executive_state_body: 'state_body',
  local_self_government: 'local_body',
  legal_entity: 'organisation',
  natural_person: 'organisation',
};

async function asRegistered(
  deps: Pick<SystemDeps, 'registers'>,
  who: Exclude<NewParticipant, { kind: 'citizen' }>,
): Promise<Entry | Refusal> {
  const holder = await deps.registers.holder(who.holderId);
  if (holder === null) return refuse('PARTICIPANT_UNKNOWN', { field: 'holderId' });
  const { id: holderId, body } = holder;
  return 'kind' in who
    ? { kind: who.kind, name: `${body.name.ky}: ${who.name}`, holderId }
    : { kind: kindOf[holder.type], name: body.name.ky, holderId };
}

/** ES-2.13: whoever asks is registered in a public system, whoever it is; into a corporate one only its owner lets anybody (ES-2.12). */
export async function join(
  deps: SystemDeps,
  who: Acting & { readonly accountId: string },
  systemId: string,
): Promise<Participant | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const system = await systemById(tx, systemId);
    if (system === undefined) return refuse('SYSTEM_UNKNOWN');
    if (system.scope === 'corporate') return refuse('SYSTEM_CLOSED');
    if (who.personId !== null)
      return enter(deps, tx, system, who.accountId, {
        kind: 'citizen',
        subjectId: deps.keys.subjectIdOf(who.personId, system.ownerId),
      });
    const entry = who.holderId === null ? null : await asRegistered(deps, { holderId: who.holderId });
    if (entry === null) return refuse('PARTICIPANT_UNKNOWN');
    return isRefusal(entry) ? entry : enter(deps, tx, system, who.accountId, entry);
  });
}

async function enter(
  deps: SystemDeps,
  tx: Tx,
  system: ExchangeSystem,
  accountId: string,
  who: Entry,
): Promise<Participant> {
  const id = uuidv7(deps.clock.real());
  const entryId = await journal(deps, tx, {
    type: 'exchange-participant.entered',
    actor: { kind: 'account', id: accountId },
    holderId: system.ownerId,
    object: { kind: 'exchange-participant', id },
    data: { system: system.id, kind: who.kind },
  });
  const row = {
    id,
    systemId: system.id,
    kind: who.kind,
    name: who.kind === 'citizen' ? null : who.name,
    holderId: who.kind === 'citizen' ? null : who.holderId,
    subjectId: who.kind === 'citizen' ? who.subjectId : null,
  };
  return enterParticipant(tx, row, deps.clock.now(), entryId);
}

/** As which participants of a system somebody may act; empty: as none. */
export async function actsAs(
  deps: Pick<SystemDeps, 'keys'>,
  tx: Tx,
  system: ExchangeSystem,
  who: Acting,
): Promise<Participant[]> {
  const own = who.personId === null ? null : deps.keys.subjectIdOf(who.personId, system.ownerId);
  return (await participantsOf(tx, system.id)).filter((one) =>
    one.kind === 'citizen' ? own !== null && one.subjectId === own : one.holderId === who.holderId,
  );
}

/** ES-2.12, ES-2.13: why somebody who is no participant may not act in a system; in a public one, only not yet. */
export const notIn = ({ scope: of }: ExchangeSystem): Refusal =>
  refuse(of === 'corporate' ? 'NOT_A_PARTICIPANT' : 'NOT_REGISTERED_YET');
