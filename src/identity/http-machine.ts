import type { FastifyRequest } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { Type } from 'typebox';
import { type App, orRefuse } from '../platform/http/index.ts';
import { type AccessTokens, tokenLifetime } from './access-token.ts';
import { done, doneSchema, everyone, holderStaff, leaveIf, signedIn, text } from './http-common.ts';
import {
  authenticateMachine,
  type ClientProof,
  listMachines,
  registerMachine,
  removeMachine,
} from './machine-clients.ts';
import { machineScopes } from './machine-scopes.ts';
import type { IdentityDeps } from './types.ts';

const tags = ['Machines'];
const holderParam = Type.Object({ holderId: Type.String({ format: 'uuid' }) });
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** OAuth 2 client credentials and the register of a holder's machines. */
export function machineRoutes(app: App, deps: IdentityDeps, tokens: AccessTokens): void {
  const token = Type.Object({
    access_token: Type.String(),
    token_type: Type.Literal('Bearer'),
    expires_in: Type.Integer(),
    scope: Type.String(),
  });
  const problem = Type.Object({ error: Type.String(), error_description: Type.Optional(Type.String()) });
  app.post(
    '/oauth/token',
    {
      config: { access: everyone, rate: 'sign-in' },
      schema: {
        tags,
        summary: 'Access token for a machine (RFC 6749 4.4, RFC 7523)',
        description:
          'Form fields grant_type=client_credentials, scope; the client by HTTP Basic, by client_id and client_secret, or by client_assertion (private_key_jwt).',
        consumes: ['application/x-www-form-urlencoded'],
        body: Type.Object({
          grant_type: text(60),
          scope: Type.Optional(text(500, 0)),
          client_id: Type.Optional(text(60)),
          client_secret: Type.Optional(text(200)),
          client_assertion_type: Type.Optional(text(100)),
          client_assertion: Type.Optional(text(8000)),
        }),
        response: { 200: token, 400: problem, 401: problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { body } = request;
      if (body.grant_type !== 'client_credentials') return reply.status(400).send({ error: 'unsupported_grant_type' });
      const proof = proofOf(request, body);
      const client = proof === undefined ? undefined : await authenticateMachine(deps, proof);
      if (client === undefined)
        return reply.status(401).header('www-authenticate', 'Basic realm="makulduk"').send({ error: 'invalid_client' });
      const wanted = (body.scope ?? '').split(' ').filter((one) => one !== '');
      if (wanted.some((one) => !client.scopes.includes(one)))
        return reply
          .status(400)
          .send({ error: 'invalid_scope', error_description: `granted: ${client.scopes.join(' ')}` });
      const scopes = wanted.length === 0 ? client.scopes : wanted;
      return {
        access_token: tokens.issue(client, scopes, deps.clock.real()),
        token_type: 'Bearer' as const,
        expires_in: tokenLifetime,
        scope: scopes.join(' '),
      };
    },
  );

  const administrator = holderStaff('administrator');
  const machine = Type.Object({
    clientId: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.String()),
    credential: Type.String(),
    createdAt: Type.String(),
    revokedAt: Type.Union([Type.String(), Type.Null()]),
  });
  app.get(
    '/v1/holders/:holderId/clients',
    {
      config: { access: administrator },
      schema: {
        tags,
        summary: 'Machines of the holder',
        params: holderParam,
        response: { 200: Type.Object({ items: Type.Array(machine), scopes: Type.Array(Type.String()) }) },
      },
    },
    async (request) => ({
      items: (await listMachines(deps, request.params.holderId)).map((row) => ({
        clientId: row.id,
        name: row.name,
        scopes: row.scopes,
        credential: row.jwks === null ? 'secret' : 'keys',
        createdAt: row.created_at.toISOString(),
        revokedAt: row.revoked_at?.toISOString() ?? null,
      })),
      scopes: [...machineScopes],
    }),
  );
  app.post(
    '/v1/holders/:holderId/clients',
    {
      config: { access: administrator },
      schema: {
        tags,
        summary: 'Register a machine; without JWKS a secret is answered, once',
        params: holderParam,
        body: Type.Object({
          name: text(100),
          scopes: Type.Array(text(40), { minItems: 1, maxItems: 20 }),
          jwks: Type.Optional(
            Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 10 }) }),
          ),
        }),
        response: { 200: Type.Object({ clientId: Type.String(), secret: Type.Optional(Type.String()) }) },
      },
    },
    async (request) => {
      const { name, scopes, jwks } = request.body;
      const by = { accountId: signedIn(request).accountId, holderId: request.params.holderId };
      return orRefuse(
        await registerMachine(deps, by, {
          name,
          scopes,
          ...(jwks === undefined ? {} : { jwks: jwks as unknown as JSONWebKeySet }),
        }),
      );
    },
  );
  app.delete(
    '/v1/holders/:holderId/clients/:id',
    {
      config: { access: administrator },
      schema: {
        tags,
        summary: 'Revoke a machine',
        params: Type.Object({ holderId: Type.String({ format: 'uuid' }), id: Type.String({ format: 'uuid' }) }),
        response: { 200: doneSchema },
      },
    },
    async (request) => {
      leaveIf(
        await removeMachine(
          deps,
          { accountId: signedIn(request).accountId, holderId: request.params.holderId },
          request.params.id,
        ),
      );
      return done;
    },
  );
}

type TokenBody = {
  client_id?: string;
  client_secret?: string;
  client_assertion?: string;
  client_assertion_type?: string;
};

/** RFC 6749 2.3: one way of authenticating a request, never two. */
function proofOf(request: FastifyRequest, body: TokenBody): ClientProof | undefined {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const ways = [basic, body.client_secret, body.client_assertion].filter((one) => one !== undefined);
  if (ways.length !== 1) return undefined;
  if (body.client_assertion !== undefined)
    return body.client_assertion_type === assertionType ? { assertion: body.client_assertion } : undefined;
  if (body.client_secret !== undefined)
    return body.client_id === undefined ? undefined : { clientId: body.client_id, secret: body.client_secret };
  const plain = Buffer.from(basic!, 'base64').toString();
  const colon = plain.indexOf(':');
  if (colon < 0) return undefined;
  try {
    return { clientId: decodeURIComponent(plain.slice(0, colon)), secret: decodeURIComponent(plain.slice(colon + 1)) };
  } catch {
    return undefined;
  }
}
