import type { PageSettings } from '../identity/index.ts';

type SignedIn = Parameters<NonNullable<PageSettings['home']>>[0];

/** Where somebody comes to after signing in. */
export function homePage(who: SignedIn): string {
  if (who.kind === 'citizen') return '/me';
  switch (who.office) {
    case 'holder':
      return '/holder';
    case 'authority':
      return who.roles?.includes('officer') === true ? '/authority' : '/authority/means';
    case 'centre':
      return '/centre';
    default:
      return '/me/security';
  }
}
