import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { timingSafeEqual } from 'node:crypto';
import { isUuid, randomToken, uuidv7 } from '../platform/ids.ts';
import type { Refusal } from '../platform/refusal.ts';
import { isMachineScope } from './machine-scopes.ts';
import {
  insertMachine,
  machineById,
  type MachineRow,
  machinesOf,
  revokeMachine,
  takeAssertion,
} from './machine-store.ts';
import { refuse } from './refusals.ts';
import { scope, tokenHash } from './sealing.ts';
import type { IdentityDeps } from './types.ts';

// Machines of a holder: OAuth 2 client credentials with a signed assertion (RFC 7523) or a secret of 256 random bits.

export type NewMachine = { readonly clientId: string; readonly secret?: string };

/** Registers a machine. The secret is answered once; the table keeps its hash. */
export async function registerMachine(
  deps: IdentityDeps,
  by: { accountId: string; holderId: string },
  given: { name: string; scopes: readonly string[]; jwks?: JSONWebKeySet },
): Promise<NewMachine | Refusal> {
  const unknown = given.scopes.find((one) => !isMachineScope(one));
  if (unknown !== undefined || given.scopes.length === 0) return refuse('SCOPE_UNKNOWN', { field: 'scopes' });
  if (given.jwks !== undefined && !publicKeysOnly(given.jwks)) return refuse('CLIENT_KEYS', { field: 'jwks' });
  const id = uuidv7(deps.clock.real());
  const secret = given.jwks === undefined ? randomToken(32) : undefined;
  const row = {
    id,
    holder_id: by.holderId,
    name: given.name.normalize('NFC').slice(0, 100),
    scopes: [...given.scopes],
    secret_hash: secret === undefined ? null : tokenHash(secret),
    jwks: given.jwks ?? null,
    created_at: deps.clock.real(),
  };
  await deps.db.tx(scope, async (tx) => {
    await insertMachine(tx, row, by.accountId);
    await deps.journal(tx, {
      type: 'identity.client-registered',
      actor: { kind: 'account', id: by.accountId },
      object: { kind: 'client', id },
      holder: by.holderId,
      data: { scopes: row.scopes, credential: secret === undefined ? 'keys' : 'secret' },
    });
  });
  return { clientId: id, ...(secret === undefined ? {} : { secret }) };
}

// A private key here would be a secret of theirs in our table.
const publicKeysOnly = (jwks: JSONWebKeySet): boolean =>
  Array.isArray(jwks.keys) &&
  jwks.keys.length > 0 &&
  jwks.keys.length <= 10 &&
  jwks.keys.every(
    (key) => ['EC', 'OKP', 'RSA'].includes(key.kty ?? '') && key['d'] === undefined && key['k'] === undefined,
  );

export async function removeMachine(
  deps: IdentityDeps,
  by: { accountId: string; holderId: string },
  clientId: string,
): Promise<Refusal | undefined> {
  const done = await deps.db.tx(scope, async (tx) => {
    const revoked = await revokeMachine(tx, clientId, by.holderId, deps.clock.real());
    if (revoked)
      await deps.journal(tx, {
        type: 'identity.client-revoked',
        actor: { kind: 'account', id: by.accountId },
        object: { kind: 'client', id: clientId },
        holder: by.holderId,
        data: {},
      });
    return revoked;
  });
  return done ? undefined : refuse('NOT_YOURS');
}

export const listMachines = (deps: IdentityDeps, holderId: string): Promise<MachineRow[]> =>
  deps.db.tx(scope, (tx) => machinesOf(tx, holderId));

export type ClientProof = { readonly clientId: string; readonly secret: string } | { readonly assertion: string };

/** Who presents this proof; undefined where it does not hold. Which part failed is not said. */
export async function authenticateMachine(deps: IdentityDeps, proof: ClientProof): Promise<MachineRow | undefined> {
  const claimed = 'assertion' in proof ? issuerOf(proof.assertion) : proof.clientId;
  if (!isUuid(claimed)) return undefined;
  const row = await deps.db.tx(scope, (tx) => machineById(tx, claimed));
  if (row === undefined || row.revoked_at !== null) return undefined;
  if ('assertion' in proof)
    return row.jwks !== null && (await assertionHolds(deps, row, proof.assertion)) ? row : undefined;
  return row.secret_hash !== null && timingSafeEqual(row.secret_hash, tokenHash(proof.secret)) ? row : undefined;
}

function issuerOf(assertion: string): string | undefined {
  try {
    return assertion.length <= 8_000 ? decodeJwt(assertion).iss : undefined;
  } catch {
    return undefined;
  }
}

async function assertionHolds(deps: IdentityDeps, row: MachineRow, assertion: string): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(row.jwks!), {
      issuer: row.id,
      subject: row.id,
      audience: [`${deps.publicUrl}/oauth/token`, deps.publicUrl],
      algorithms: ['ES256', 'EdDSA', 'Ed25519', 'PS256', 'RS256'],
      requiredClaims: ['exp', 'jti'],
      currentDate: deps.clock.real(),
    });
    // An assertion lives ten minutes at most: its jti is remembered that long.
    const expires = new Date(payload.exp! * 1000);
    if (expires.getTime() - deps.clock.real().getTime() > 600_000 || payload.jti!.length > 200) return false;
    return await deps.db.tx(scope, (tx) => takeAssertion(tx, row.id, payload.jti!, expires));
  } catch {
    return false;
  }
}
