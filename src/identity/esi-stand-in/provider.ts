import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Context, Provider } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';
import type { EsiCitizen } from './citizens-data.ts';
import { pickPage } from './pick-page.ts';

// The OpenID provider behind the stand-in of esia.tunduk.kg, with ESI's paths, scopes and claims.

/** Answers one request. */
export type EsiProvider = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

// The package warns at every start of its own memory store; for a stand-in that forgets everything it is the right one.
class Memory extends MemoryAdapter {}

const profile = ['pin', 'citizenship', 'name', 'family_name', 'given_name', 'middle_name', 'gender', 'birthdate'];

/** Answers as ESI does for one client, with a key of its own. */
export function esiProvider(
  issuer: string,
  client: { readonly id: string; readonly secret: string; readonly redirectUris: readonly string[] },
  citizens: readonly EsiCitizen[],
): EsiProvider {
  const provider = new Provider(issuer, configuration(client.id, client.secret, client.redirectUris, citizens));
  const callback = provider.callback();
  return (request, response) =>
    request.url?.startsWith('/interaction/') === true
      ? interaction(provider, citizens, request, response)
      : callback(request, response);
}

function configuration(
  clientId: string,
  clientSecret: string,
  redirectUris: readonly string[],
  citizens: readonly EsiCitizen[],
): Readonly<Record<string, unknown>> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    adapter: Memory,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'RS256',
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'stand-in' }] },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      long: { signed: true, path: '/' },
      short: { signed: true, path: '/' },
    },
    routes: {
      authorization: '/connect/authorize',
      token: '/connect/token',
      userinfo: '/connect/userinfo',
      end_session: '/connect/endsession',
      introspection: '/connect/introspect',
      revocation: '/connect/revocation',
      jwks: '/.well-known/openid-configuration/jwks',
    },
    scopes: ['openid', 'offline_access', 'profile', 'email', 'phone'],
    claims: {
      openid: ['sub'],
      profile,
      phone: ['phone_number', 'phone_number_verified'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, introspection: { enabled: true }, revocation: { enabled: true } },
    ttl: { Interaction: 900, Session: 60, Grant: 900, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
    interactions: { url: (_context: Context, given: { uid: string }) => `/interaction/${given.uid}` },
    findAccount: (_context: Context, sub: string) => {
      const found = citizens.find((citizen) => citizen.sub === sub);
      return found === undefined ? undefined : { accountId: sub, claims: () => ({ sub, ...found.claims }) };
    },
    // ESI asks nobody to consent to its own log-in: the state system is trusted.
    loadExistingGrant: async (context: Context & { oidc: { provider: Provider } }) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ accountId: session!.accountId!, clientId: client!.clientId });
      grant.addOIDCScope('openid profile email phone');
      await grant.save();
      return grant;
    },
    renderError: (context: { type: string; body: string }, out: { error: string }) => {
      context.type = 'text';
      context.body = `esi stand-in: ${out.error}`;
    },
  };
}

async function interaction(
  provider: Provider,
  citizens: readonly EsiCitizen[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'none'",
    });
    response.end(pickPage(uid, citizens));
    return;
  }
  const chosen = new URLSearchParams(await bodyOf(request)).get('citizen');
  const found = citizens.find((citizen) => citizen.sub === chosen);
  const result =
    found === undefined
      ? { error: 'access_denied', error_description: 'nobody was chosen' }
      : { login: { accountId: found.sub, remember: false } };
  await provider.interactionFinished(request, response, result);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > 4_096) throw new Error('too much');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
