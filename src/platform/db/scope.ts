import { isUuid } from '../ids.ts';

declare const brand: unique symbol;
type Brand = { readonly [brand]: 'scope' };

/**
 * Whose rows a statement may touch. Every store call needs one, and row-level security enforces it in the database
 * (migrations/0001_platform.sql): forgetting a WHERE clause returns nothing rather than somebody else's rows.
 */
export type Scope = Brand & {
  readonly kind: 'system' | 'holder' | 'person' | 'public';
  readonly holder: string;
  readonly subjects: string;
  readonly key: string;
};

function make(kind: Scope['kind'], holder: string, subjects: readonly string[]): Scope {
  for (const id of subjects) if (!isUuid(id)) throw new TypeError('scope: not a subject id');
  const list = subjects.join(',');
  return { kind, holder, subjects: list, key: `${kind}|${holder}|${list}` } as Scope;
}

const system = make('system', '', []);
const open = make('public', '', []);

/** Workers, migrations, the sequencer: acts of the platform itself. The reason is for the reader of the call. */
export const systemScope = (_reason: string): Scope => system;
/** Anybody: rows that are published to everyone, nothing else. */
export const publicScope = (): Scope => open;
/** A holder's staff or machine: the rows of that holder alone. */
export function holderScope(holderId: string): Scope {
  if (!isUuid(holderId)) throw new TypeError('scope: not a holder id');
  return make('holder', holderId, []);
}
/** A person, by that person's pairwise subject ids (across holders only the person sees: PD-29.2). */
export const personScope = (subjectIds: readonly string[]): Scope => make('person', '', subjectIds);
