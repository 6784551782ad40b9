import { Type } from 'typebox';
import { type App, nameOf, orRefuse } from '../platform/http/index.ts';
import { bindingOf } from './bind-account.ts';
import { changePassword } from './change-password.ts';
import { account, clientOf, done, doneSchema, everyone, jsonOnly, leaveIf, signedIn, text } from './http-common.ts';
import { beginPasskey, finishPasskey, listPasskeys, removePasskey } from './passkeys.ts';
import { endSession, listSessions } from './sessions.ts';
import { keyUses } from './key-uses.ts';
import { suspectKey } from './suspect-key.ts';
import type { IdentityDeps } from './types.ts';

const tags = ['Accounts'];
const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** One's own account: who am I, sessions, passkeys, password. */
export function accountRoutes(app: App, deps: IdentityDeps): void {
  const own = { config: { access: account } };
  const guarded = { config: { access: account, rate: 'sign-in' as const }, preValidation: jsonOnly };

  app.post(
    '/v1/auth/suspected-keys',
    {
      ...guarded,
      schema: {
        tags,
        summary:
          'Report a key of a certificate whose secrecy may be broken: nothing is signed with it any more (ES-10.3)',
        body: Type.Object(
          {
            key: Type.String({
              pattern: '^[0-9a-f]{64}$',
              description: 'SHA-256 of the public key (SPKI), hexadecimal',
            }),
            knownAt: Type.Optional(
              Type.String({ format: 'date-time', description: 'When you learned of it (ES-10.2c); now where absent' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            told: Type.Integer({ description: 'To how many parties a notice goes (ES-10.2b)' }),
            certificates: Type.Array(Type.String(), { description: 'Numbers of the certificates the notices name' }),
            dueAt: Type.String({ format: 'date-time', description: 'The end of the working day they had to go by' }),
            late: Type.Boolean(),
          }),
        },
      },
    },
    async (request) => {
      const { key, knownAt } = request.body;
      const at = knownAt === undefined ? deps.clock.now() : new Date(knownAt);
      const report = orRefuse(await suspectKey(deps, signedIn(request), key, at));
      return {
        told: report.told,
        certificates: [...report.certificates],
        dueAt: report.dueAt.toISOString(),
        late: report.late,
      };
    },
  );
  app.get(
    '/v1/auth/key-uses',
    {
      ...own,
      schema: {
        tags,
        summary: 'Every use of your signature keys here, the newest first (ES-10.1b)',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                at: Type.String({ format: 'date-time' }),
                key: Type.String({
                  description:
                    'certificate, or what the session was opened with: password, passkey, esi, recovery-code, recovery-link',
                }),
                signatureType: Type.String(),
                certificate: Type.Union([Type.String(), Type.Null()]),
                documentKind: Type.String(),
                documentHash: Type.String({ description: 'SHA-256 of what was signed' }),
                holderId: Type.Union([Type.String(), Type.Null()]),
                suspected: Type.Boolean({ description: 'The key was reported; it signs nothing any more (ES-10.3)' }),
                tool: Type.String({ description: 'The means the signature was made with, or unknown (ES-12.1)' }),
              }),
            ),
          }),
        },
      },
    },
    async (request) => ({
      items: (await keyUses(deps, signedIn(request).accountId)).map((use) => ({
        ...use,
        at: use.at.toISOString(),
        key: use.keyKind,
      })),
    }),
  );

  const me = Type.Object({
    kind: Type.String(),
    csrf: Type.Optional(Type.String({ description: 'To send as X-CSRF-Token with unsafe methods' })),
    name: Type.Optional(Type.String()),
    bound: Type.Optional(Type.String({ description: 'none, active, contested' })),
    office: Type.Optional(Type.String()),
    holderId: Type.Optional(Type.String()),
    roles: Type.Optional(Type.Array(Type.String())),
    scopes: Type.Optional(Type.Array(Type.String())),
  });
  app.get(
    '/v1/auth/me',
    { config: { access: everyone, names: true }, schema: { tags, summary: 'Who is asking', response: { 200: me } } },
    async (request) => {
      const { principal, csrf } = request;
      if (principal.kind === 'anonymous') return { kind: 'anonymous' };
      if (principal.kind === 'machine')
        return { kind: 'machine', holderId: principal.holderId, scopes: [...principal.scopes] };
      if (principal.kind === 'staff')
        return {
          kind: 'staff',
          csrf,
          name: nameOf(principal),
          office: principal.office,
          ...(principal.holderId === null ? {} : { holderId: principal.holderId }),
          roles: [...principal.roles],
        };
      return {
        kind: 'citizen',
        csrf,
        name: nameOf(principal),
        bound: (await bindingOf(deps, principal.accountId)).state,
      };
    },
  );

  const sessions = Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        method: Type.String(),
        address: Type.String(),
        browser: Type.String(),
        since: Type.String(),
        seen: Type.String(),
        current: Type.Boolean(),
      }),
    ),
  });
  app.get(
    '/v1/auth/sessions',
    { ...own, schema: { tags, summary: 'Own sessions', response: { 200: sessions } } },
    async (request) => ({
      items: (await listSessions(deps, signedIn(request))).map((one) => ({
        ...one,
        since: one.since.toISOString(),
        seen: one.seen.toISOString(),
      })),
    }),
  );
  app.delete(
    '/v1/auth/sessions/:id',
    {
      ...own,
      schema: { tags, summary: 'End one of one’s own sessions', params: idParam, response: { 200: doneSchema } },
    },
    async (request) => {
      leaveIf(await endSession(deps, signedIn(request).accountId, request.params.id));
      return done;
    },
  );

  app.post(
    '/v1/auth/password',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Change the password',
        body: Type.Object({ old: text(500), fresh: text(500) }),
        response: { 200: doneSchema },
      },
    },
    async (request) => {
      leaveIf(await changePassword(deps, signedIn(request), request.body, clientOf(deps, request)));
      return done;
    },
  );

  app.post(
    '/v1/auth/passkeys/options',
    {
      config: { ...guarded.config, names: true },
      schema: {
        tags,
        summary: 'Options for a new passkey',
        body: Type.Object({ password: text(500) }),
        response: { 200: Type.Object({ options: Type.Unknown() }) },
      },
    },
    async (request) => ({
      options: orRefuse(await beginPasskey(deps, signedIn(request), request.body.password, clientOf(deps, request))),
    }),
  );
  app.post(
    '/v1/auth/passkeys',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Keep a new passkey',
        body: Type.Object({ answer: Type.Unknown(), label: text(60, 0) }),
        response: { 200: Type.Object({ id: Type.String() }) },
      },
    },
    async (request) => orRefuse(await finishPasskey(deps, signedIn(request), request.body)),
  );
  const keys = Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Type.String(),
        createdAt: Type.String(),
        usedAt: Type.Union([Type.String(), Type.Null()]),
        backedUp: Type.Boolean(),
      }),
    ),
  });
  app.get(
    '/v1/auth/passkeys',
    { ...own, schema: { tags, summary: 'Own passkeys', response: { 200: keys } } },
    async (request) => ({
      items: (await listPasskeys(deps, signedIn(request).accountId)).map((row) => ({
        id: row.id,
        label: row.label,
        createdAt: row.created_at.toISOString(),
        usedAt: row.used_at?.toISOString() ?? null,
        backedUp: row.backed_up,
      })),
    }),
  );
  app.delete(
    '/v1/auth/passkeys/:id',
    { ...own, schema: { tags, summary: 'Remove a passkey', params: idParam, response: { 200: doneSchema } } },
    async (request) => {
      leaveIf(await removePasskey(deps, signedIn(request).accountId, request.params.id));
      return done;
    },
  );
}
