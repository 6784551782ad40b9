// Who is asking, and which routes may be asked by whom. Knows no law: offices and roles are names here.

export type Office = 'holder' | 'authority' | 'centre' | 'operator';

export type Principal =
  | { readonly kind: 'anonymous' }
  /** A citizen's account; `personId` is null until the account is bound to a person (a self-declared account sees nothing). */
  | {
      readonly kind: 'citizen';
      readonly accountId: string;
      readonly sessionId: string;
      readonly personId: string | null;
      /** Read where it is shown: on pages, and where the route `names` who asks. */
      readonly name: string | null;
    }
  | {
      readonly kind: 'staff';
      readonly accountId: string;
      readonly sessionId: string;
      readonly office: Office;
      readonly holderId: string | null;
      readonly roles: readonly string[];
      /** Read where it is shown: on pages, and where the route `names` who asks. */
      readonly name: string | null;
    }
  | {
      readonly kind: 'machine';
      readonly clientId: string;
      readonly holderId: string;
      readonly scopes: readonly string[];
    };

export type Citizen = Extract<Principal, { kind: 'citizen' }>;
export type Staff = Extract<Principal, { kind: 'staff' }>;
export type Machine = Extract<Principal, { kind: 'machine' }>;

/** The name of who is signed in, as people read it. @throws where the route is no page and does not say that it `names` */
export function nameOf({ name }: Pick<Citizen | Staff, 'name'>): string {
  if (name === null) throw new Error('a name was not read: the route does not say that it names who asks');
  return name;
}

/** One way in to a route. A route names all its ways; there is no default. */
export type Access =
  | { readonly for: 'everyone' }
  /** Any signed-in account, a citizen's not yet bound one included. */
  | { readonly for: 'account' }
  /** A citizen's account bound to a person. */
  | { readonly for: 'person' }
  | { readonly for: 'staff'; readonly office: Office; readonly roles?: readonly string[] }
  | { readonly for: 'machine'; readonly scope: string };

export type Denial = 'sign-in' | 'not-bound' | 'forbidden';

/**
 * Decides whether `principal` may enter. `holderId` is the route's `:holderId` or `:centreId` parameter where it has one:
 * staff and machines of a holder, and staff of a centre, enter the routes of their own only.
 */
export function checkAccess(access: readonly Access[], principal: Principal, holderId?: string): Denial | null {
  if (access.some((way) => admits(way, principal, holderId))) return null;
  if (principal.kind === 'anonymous') return 'sign-in';
  const bindingWouldHelp =
    principal.kind === 'citizen' && principal.personId === null && access.some((way) => way.for === 'person');
  return bindingWouldHelp ? 'not-bound' : 'forbidden';
}

function admits(way: Access, principal: Principal, holderId: string | undefined): boolean {
  switch (way.for) {
    case 'everyone':
      return true;
    case 'account':
      return principal.kind === 'citizen' || principal.kind === 'staff';
    case 'person':
      return principal.kind === 'citizen' && principal.personId !== null;
    case 'staff': {
      if (principal.kind !== 'staff' || principal.office !== way.office) return false;
      const ofOne = way.office === 'holder' || way.office === 'centre';
      if (holderId !== undefined && ofOne && principal.holderId !== holderId) return false;
      return way.roles === undefined || way.roles.some((role) => principal.roles.includes(role));
    }
    case 'machine':
      return (
        principal.kind === 'machine' &&
        principal.scopes.includes(way.scope) &&
        (holderId === undefined || principal.holderId === holderId)
      );
  }
}
