import { Type } from 'typebox';
import { type App, orRefuse } from '../platform/http/index.ts';
import {
  clearSession,
  clientOf,
  done,
  doneSchema,
  everyone,
  account,
  jsonOnly,
  langSchema,
  leaveIf,
  sessionSchema,
  setSession,
  signedIn,
  text,
} from './http-common.ts';
import { beginPasskeySignIn, finishPasskeySignIn } from './passkeys.ts';
import { recoverByCode, recoverByLink, requestRecovery } from './recover.ts';
import { endSession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { beginSignUp, completeSignUp } from './sign-up.ts';
import type { IdentityDeps } from './types.ts';

const tags = ['Accounts'];

/** Sign-up, sign-in, recovery. */
export function signInRoutes(app: App, deps: IdentityDeps): void {
  const open = { config: { access: everyone, rate: 'sign-in' as const }, preValidation: jsonOnly };

  app.post(
    '/v1/auth/sign-up',
    {
      ...open,
      schema: {
        tags,
        summary: 'Send a code to a phone or e-mail',
        body: Type.Object({ login: text(254), lang: Type.Optional(langSchema) }),
        response: {
          200: Type.Object({
            token: Type.String(),
            code: Type.Optional(Type.String({ description: 'In the sandbox only' })),
          }),
        },
      },
    },
    async (request) =>
      orRefuse(await beginSignUp(deps, { login: request.body.login, lang: request.body.lang ?? request.lang })),
  );

  app.post(
    '/v1/auth/sign-up/complete',
    {
      ...open,
      schema: {
        tags,
        summary: 'Open the account',
        body: Type.Object({
          token: text(100),
          code: text(40),
          login: text(254),
          password: text(500),
          lang: Type.Optional(langSchema),
        }),
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const up = orRefuse(
        await completeSignUp(
          deps,
          { ...request.body, lang: request.body.lang ?? request.lang },
          clientOf(deps, request),
        ),
      );
      setSession(deps, reply, up);
      return { sessionId: up.sessionId, expiresAt: up.expiresAt.toISOString(), recoveryCodes: [...up.recoveryCodes] };
    },
  );

  app.post(
    '/v1/auth/sign-in',
    {
      ...open,
      schema: {
        tags,
        summary: 'Sign in by password',
        body: Type.Object({ login: text(254), password: text(500) }),
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const session = orRefuse(await signIn(deps, request.body, clientOf(deps, request)));
      setSession(deps, reply, session);
      return { sessionId: session.sessionId, expiresAt: session.expiresAt.toISOString() };
    },
  );

  const challenge = Type.Object({
    challenge: Type.String(),
    rpId: Type.String(),
    userVerification: Type.Literal('required'),
    timeout: Type.Integer(),
  });
  app.post(
    '/v1/auth/passkey/options',
    {
      ...open,
      schema: {
        tags,
        summary: 'Challenge for a log-in by passkey',
        body: Type.Object({}),
        response: { 200: challenge },
      },
    },
    async () => beginPasskeySignIn(deps),
  );

  app.post(
    '/v1/auth/passkey',
    {
      ...open,
      schema: {
        tags,
        summary: 'Sign in by passkey',
        body: Type.Object({ answer: Type.Unknown() }),
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const session = orRefuse(await finishPasskeySignIn(deps, request.body.answer, clientOf(deps, request)));
      setSession(deps, reply, session);
      return { sessionId: session.sessionId, expiresAt: session.expiresAt.toISOString() };
    },
  );

  app.post(
    '/v1/auth/recovery',
    {
      ...open,
      schema: {
        tags,
        summary: 'Ask for a recovery link',
        body: Type.Object({ login: text(254) }),
        response: { 200: Type.Object({ link: Type.Optional(Type.String({ description: 'In the sandbox only' })) }) },
      },
    },
    async (request) => orRefuse(await requestRecovery(deps, { login: request.body.login, lang: request.lang })),
  );

  app.post(
    '/v1/auth/recovery/complete',
    {
      ...open,
      schema: {
        tags,
        summary: 'Set a new password with a link’s token or a recovery code',
        body: Type.Union([
          Type.Object({ token: text(100), password: text(500) }, { additionalProperties: false }),
          Type.Object({ login: text(254), code: text(40), password: text(500) }, { additionalProperties: false }),
        ]),
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const client = clientOf(deps, request);
      const recovered = orRefuse(
        'token' in body ? await recoverByLink(deps, body, client) : await recoverByCode(deps, body, client),
      );
      setSession(deps, reply, recovered);
      return {
        sessionId: recovered.sessionId,
        expiresAt: recovered.expiresAt.toISOString(),
        recoveryCodes: [...recovered.recoveryCodes],
        bindingEnded: recovered.bindingEnded,
      };
    },
  );

  app.post(
    '/v1/auth/sign-out',
    { config: { access: account }, schema: { tags, summary: 'End this session', response: { 200: doneSchema } } },
    async (request, reply) => {
      const who = signedIn(request);
      leaveIf(await endSession(deps, who.accountId, who.sessionId));
      clearSession(deps, reply);
      return done;
    },
  );
}
