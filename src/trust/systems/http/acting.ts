import { nameOf, type Principal } from '../../../platform/http/index.ts';
import type { Sending } from '../acts/send-document.ts';

/** Whoever takes part: a person, an organisation by its staff. */
export const partaking = [
  { for: 'person' as const },
  { for: 'staff' as const, office: 'holder' as const, roles: ['clerk', 'data-officer', 'administrator'] },
];

/** As whom somebody acts in a system, by who is signed in. */
export const actingOf = (principal: Principal): Sending => {
  switch (principal.kind) {
    case 'citizen':
      return {
        accountId: principal.accountId,
        personId: principal.personId,
        holderId: null,
        machine: false,
        name: nameOf(principal),
        sessionId: principal.sessionId,
      };
    case 'staff':
      return {
        accountId: principal.accountId,
        personId: null,
        holderId: principal.holderId,
        machine: false,
        name: nameOf(principal),
        sessionId: principal.sessionId,
      };
    case 'machine': {
      const { holderId, clientId } = principal;
      return { accountId: null, personId: null, holderId, machine: true, clientId };
    }
    case 'anonymous':
      return { accountId: null, personId: null, holderId: null, machine: false };
  }
};
export const accountOf = (principal: Principal): string =>
  principal.kind === 'staff' || principal.kind === 'citizen' ? principal.accountId : '';
