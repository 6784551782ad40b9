import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { Keys } from '../keys/index.ts';
import type { Machine } from '../platform/http/index.ts';
import type { MachineRow } from './machine-store.ts';

// Access tokens of machines: JWTs signed with Ed25519 (RFC 9068 shape), good for ten minutes. They are checked without a
// database; a revoked client is known at the latest after `versionAge`.

export const tokenLifetime = 600;
const versionAge = 10_000;
const keep = 5_000;
// RFC 8410: PKCS #8 around a 32-byte Ed25519 seed.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

type Claims = {
  readonly iss: string;
  readonly sub: string;
  readonly exp: number;
  readonly iat: number;
  readonly holder: string;
  readonly scope: string;
  readonly ver: number;
};

export type AccessTokens = {
  issue(client: MachineRow, scopes: readonly string[], now: Date): string;
  check(token: string, now: Date): Promise<Machine | undefined>;
  /** For other servers of the platform: the public key as JWK. */
  jwk(): object;
};

export function createAccessTokens(
  keys: Keys,
  issuer: string,
  versionOf: (clientId: string) => Promise<number | undefined>,
): AccessTokens {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8, keys.secret('identity/access-token')]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt' })).toString('base64url');
  const verified = new Map<string, { readonly claims: Claims; readonly machine: Machine }>();
  const versions = new Map<string, { readonly version: number | undefined; readonly at: number }>();

  const currentVersion = async (clientId: string, now: number): Promise<number | undefined> => {
    const known = versions.get(clientId);
    if (known !== undefined && now - known.at < versionAge && now >= known.at) return known.version;
    const version = await versionOf(clientId);
    if (versions.size >= keep) versions.clear();
    versions.set(clientId, { version, at: now });
    return version;
  };

  const open = (token: string): { claims: Claims; machine: Machine } | undefined => {
    const known = verified.get(token);
    if (known !== undefined) return known;
    const [head, body, signature] = token.split('.') as [string, string?, string?];
    // The one header we write is the one we read: no algorithm is taken from the token.
    if (head !== header || body === undefined || signature === undefined) return undefined;
    if (!verify(null, Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))) return undefined;
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
    const machine: Machine = {
      kind: 'machine',
      clientId: claims.sub,
      holderId: claims.holder,
      scopes: claims.scope.split(' '),
    };
    if (verified.size >= keep) verified.delete(verified.keys().next().value!);
    const entry = { claims, machine };
    verified.set(token, entry);
    return entry;
  };

  return {
    issue(client, scopes, now) {
      const iat = Math.floor(now.getTime() / 1000);
      const claims: Claims = {
        iss: issuer,
        sub: client.id,
        iat,
        exp: iat + tokenLifetime,
        holder: client.holder_id,
        scope: scopes.join(' '),
        ver: client.version,
      };
      const input = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
    },
    async check(token, now) {
      if (token.length > 2_000) return undefined;
      const found = open(token);
      if (found === undefined) return undefined;
      if (found.claims.exp * 1000 <= now.getTime() || found.claims.iss !== issuer) {
        verified.delete(token);
        return undefined;
      }
      return (await currentVersion(found.claims.sub, now.getTime())) === found.claims.ver ? found.machine : undefined;
    },
    jwk: () => publicKey.export({ format: 'jwk' }),
  };
}
