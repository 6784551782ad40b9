import type { Access, Principal } from '../platform/http/index.ts';
import { holderScope, personScope, type Scope, systemScope } from '../platform/db/index.ts';
import { list } from './procedure.ts';
import type { Actor, Procedure } from './types.ts';

export type SubjectOf = (personId: string, holderId: string) => string;

/** As whom somebody signed in may act at a holder; null: as nobody. */
export function actorOf(principal: Principal, holderId: string, subjectOf: SubjectOf): Actor | null {
  switch (principal.kind) {
    case 'anonymous':
      return null;
    case 'citizen': {
      if (principal.personId === null) return null;
      const subjectId = subjectOf(principal.personId, holderId);
      return { kind: 'person', id: subjectId, office: 'subject', subjectId, roles: [] };
    }
    case 'staff': {
      const { office, accountId: id, roles } = principal;
      if (office === 'holder' || office === 'centre')
        return principal.holderId === holderId ? { kind: 'account', id, office, holderId, roles } : null;
      return office === 'authority' ? { kind: 'account', id, office, roles } : null;
    }
    case 'machine':
      // A machine's role is its scope: `cases:bars`.
      return principal.holderId === holderId
        ? { kind: 'client', id: principal.clientId, office: 'holder', holderId, roles: principal.scopes }
        : null;
  }
}

/** Whose rows the actor may touch. */
export function scopeOf(actor: Actor): Scope {
  if (actor.office === 'subject') return personScope([actor.subjectId!]);
  if (actor.office === 'holder' || actor.office === 'centre') return holderScope(actor.holderId!);
  return systemScope('an officer of the authority in a case it takes part in');
}

/** The ways in to an act, or to the case as such: those of its parties. */
export function accessOf(procedure: Procedure, act?: string): Access[] {
  const names = act === undefined ? Object.keys(procedure.parties) : list(procedure.acts[act]!.by);
  return names.flatMap((name): Access[] => {
    const { office, roles } = procedure.parties[name]!;
    if (office === 'engine') return [];
    if (office === 'subject') return [{ for: 'person' }];
    const people = roles.filter((role) => !role.includes(':'));
    const machines = roles.filter((role) => role.includes(':'));
    return [
      ...(people.length > 0 ? [{ for: 'staff', office, roles: people } as const] : []),
      ...machines.map((scope) => ({ for: 'machine', scope }) as const),
    ];
  });
}
