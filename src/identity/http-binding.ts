import { Type } from 'typebox';
import { documentTypes, type PersonRecord } from '../keys/index.ts';
import { type App, orRefuse, RefusalError } from '../platform/http/index.ts';
import { bindingOf, listContests, settleContest } from './bind-account.ts';
import { bindByClerk, showBindingCode } from './clerk-binding.ts';
import type { Esi } from './esi.ts';
import { account, done, doneSchema, holderStaff, leaveIf, signedIn, text } from './http-common.ts';
import { mergePersonRecords } from './merge-persons.ts';
import { refuse } from './refusals.ts';
import { certificateBindingRoutes } from './http-certificate-binding.ts';
import { ownPdfRoutes } from './http-own-pdf.ts';
import type { IdentityDeps } from './types.ts';

const tags = ['Accounts'];
const holderParam = Type.Object({ holderId: Type.String({ format: 'uuid' }) });
const day = Type.String({ format: 'date' });

const documentSchema = Type.Object({
  type: Type.Union((Object.keys(documentTypes) as (keyof typeof documentTypes)[]).map((one) => Type.Literal(one))),
  series: text(10, 0),
  number: text(30),
  issuedOn: day,
  issuedBy: text(200),
});
const recordSchema = Type.Object({
  pin: Type.Union([text(20), Type.Null()]),
  surname: text(100),
  givenName: text(100),
  patronymic: Type.Union([text(100), Type.Null()]),
  birthDate: day,
  documents: Type.Array(documentSchema, { minItems: 1, maxItems: 5 }),
});
const bound = Type.Object({
  bindingId: Type.String(),
  warnings: Type.Array(
    Type.Object({
      code: Type.String(),
      text: Type.Object({ ky: Type.String(), ru: Type.String(), en: Type.String() }),
    }),
  ),
});

/** Binding an account to a person: the citizen's code, the clerk's check, ESI, contests. */
export function bindingRoutes(app: App, deps: IdentityDeps, esi: Esi | null): void {
  app.get(
    '/v1/auth/binding',
    {
      config: { access: account },
      schema: {
        tags,
        summary: 'Is the account bound to a person',
        response: {
          200: Type.Object({
            state: Type.String(),
            method: Type.Optional(Type.String()),
            at: Type.Optional(Type.String()),
          }),
        },
      },
    },
    async (request) => {
      const binding = await bindingOf(deps, signedIn(request).accountId);
      return {
        state: binding.state,
        ...(binding.method === undefined ? {} : { method: binding.method, at: binding.at!.toISOString() }),
      };
    },
  );

  certificateBindingRoutes(app, deps);
  ownPdfRoutes(app, deps);

  app.post(
    '/v1/auth/binding/code',
    {
      config: { access: account, rate: 'sign-in' },
      schema: {
        tags,
        summary: 'A code to read to the clerk',
        response: { 200: Type.Object({ code: Type.String(), until: Type.String() }) },
      },
    },
    async (request) => {
      const { code, until } = await showBindingCode(deps, citizenOnly(signedIn(request)).accountId);
      return { code, until: until.toISOString() };
    },
  );

  app.post(
    '/v1/auth/binding/esi',
    {
      config: { access: account, rate: 'sign-in' },
      schema: {
        tags,
        summary: 'Address of ESI to prove one’s identity at',
        response: { 200: Type.Object({ url: Type.String() }) },
      },
    },
    async (request, reply) => {
      if (esi === null) throw new RefusalError(refuse('ESI_UNAVAILABLE'));
      const begun = orRefuse(await esi.begin('bind', citizenOnly(signedIn(request))));
      reply.setCookie(esiCookie, begun.state, esiCookieOptions(deps));
      return { url: begun.url };
    },
  );

  app.post(
    '/v1/holders/:holderId/bindings',
    {
      config: { access: holderStaff('clerk') },
      schema: {
        tags,
        summary: 'Bind an account after checking the person’s document',
        params: holderParam,
        body: Type.Object({
          code: text(20),
          record: recordSchema,
          originalChecked: Type.Boolean(),
          declared: Type.Boolean(),
        }),
        response: { 200: bound },
      },
    },
    async (request) => {
      const clerk = { accountId: signedIn(request).accountId, holderId: request.params.holderId };
      const record: PersonRecord = { ...request.body.record, address: null, contacts: [] };
      const result = orRefuse(await bindByClerk(deps, clerk, { ...request.body, record }));
      return {
        bindingId: result.bindingId,
        warnings: result.warnings.map(({ code, text: words }) => ({ code, text: words })),
      };
    },
  );

  const officer = [{ for: 'staff', office: 'authority' }] as const;
  const contests = Type.Object({
    items: Type.Array(
      Type.Object({ bindingId: Type.String(), group: Type.String(), method: Type.String(), at: Type.String() }),
    ),
  });
  app.get(
    '/v1/authority/contests',
    { config: { access: officer }, schema: { tags, summary: 'Contested bindings', response: { 200: contests } } },
    async () => ({
      items: (await listContests(deps)).map((row) => ({
        bindingId: row.id,
        group: deps.keys.mac('identity/contest', row.person_id).toString('hex').slice(0, 12),
        method: row.method,
        at: row.at.toISOString(),
      })),
    }),
  );
  app.post(
    '/v1/authority/contests/:id/settle',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Decide that this binding stands',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ reason: text(60) }),
        response: { 200: doneSchema },
      },
    },
    async (request) => {
      leaveIf(await settleContest(deps, signedIn(request), request.params.id, request.body.reason));
      return done;
    },
  );
  const named = Type.Union([
    Type.Object({ pin: text(20) }, { additionalProperties: false }),
    Type.Object({ document: text(40) }, { additionalProperties: false }),
  ]);
  app.post(
    '/v1/authority/persons/merge',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Two records are one human being: join them',
        body: Type.Object(
          {
            from: named,
            into: named,
            decision: Type.Object({ document: text(300), reason: text(300) }, { additionalProperties: false }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            moved: Type.Boolean({ description: 'The account of the one record stands for the other now' }),
            ended: Type.Boolean({ description: 'Both had an account: the one of the joined record stands for nobody' }),
          }),
        },
      },
    },
    async (request) => {
      const { from, into, decision } = request.body;
      return orRefuse(await mergePersonRecords(deps, signedIn(request), { from, into }, decision));
    },
  );
}

export const esiCookie = 'mk_esi';
export const esiCookieOptions = (deps: IdentityDeps) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure, maxAge: 900 }) as const;

/** Staff accounts act in an office and are never bound to a person. */
function citizenOnly<T extends { readonly kind: string }>(who: T): T {
  if (who.kind !== 'citizen') throw new RefusalError(refuse('NOT_YOURS'));
  return who;
}
