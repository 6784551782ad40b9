import { type TString, Type } from 'typebox';
import {
  type App,
  type Citizen,
  orRefuse,
  type Principal,
  refuseHttp,
  RefusalError,
} from '../../../platform/http/index.ts';
import { answers, body, Moment, nullable } from '../../../platform/shapes.ts';
import { leave, myRegistration, register, type Registration, type RegistrationDeps } from '../registration.ts';

const tags = ['citizen'];
const access = [{ for: 'person' as const }];
const some = (maxLength: number): TString => Type.String({ maxLength });
const Contacts = { email: nullable(some(254)), phone: nullable(some(40)), address: nullable(some(500)) };
const View = Type.Object({
  contacts: Type.Object(Contacts),
  purpose: Type.String({ description: 'CP-18b: what the contacts are kept for, and nothing else' }),
  registeredAt: Moment,
  updatedAt: Moment,
});
const viewOf = ({ contacts, purpose, registeredAt, updatedAt }: Registration) => ({
  contacts,
  purpose,
  registeredAt: registeredAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The person behind a session that the route's access has let in. */
export function personOf(principal: Principal): { accountId: string; personId: string } {
  const { accountId, personId } = principal as Citizen;
  if (personId === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { accountId, personId };
}

/** CP-18a, CP-18e: register, change, leave; the person alone. */
export function registrationRoutes(app: App, deps: RegistrationDeps): void {
  app.post(
    '/v1/me/registration',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Register with the authority, or change what was given, to be told of transfers (CP-18a)',
        body: body({
          email: Type.Optional(Contacts.email),
          phone: Type.Optional(Contacts.phone),
          address: Type.Optional(Contacts.address),
        }),
        response: answers({ 200: View }),
      },
    },
    async ({ principal, body: typed }) => viewOf(orRefuse(await register(deps, personOf(principal), typed))),
  );
  app.get(
    '/v1/me/registration',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What I gave the authority, for what, and when (CP-18b)',
        response: answers({ 200: Type.Object({ registration: nullable(View) }) }),
      },
    },
    async ({ principal }) => {
      const found = await myRegistration(deps, personOf(principal).personId);
      return { registration: found === null ? null : viewOf(found) };
    },
  );
  app.delete(
    '/v1/me/registration',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Leave: what was given is deleted (CP-18e)',
        response: answers({ 200: Type.Object({ left: Type.Literal(true) }) }),
      },
    },
    async ({ principal }) => orRefuse(await leave(deps, personOf(principal))),
  );
}
