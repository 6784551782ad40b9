import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Citizen, RefusalError, type Staff } from '../platform/http/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { refuse } from './refusals.ts';
import { deviceCookie, type NewSession, sessionCookie } from './sessions.ts';
import type { Client, IdentityDeps } from './types.ts';

export const everyone = [{ for: 'everyone' }] as const;
export const account = [{ for: 'account' }] as const;
export const holderStaff = (...roles: string[]) => [{ for: 'staff', office: 'holder', roles }] as const;

export const clientOf = (deps: IdentityDeps, request: FastifyRequest): Client => ({
  address: request.ip,
  browser: String(request.headers['user-agent'] ?? ''),
  device: request.cookies[deviceCookie(deps)],
});

/** Cookies of a new session. HttpOnly, Lax; `__Host-` and Secure where the deployment has https. */
export function setSession(
  deps: IdentityDeps,
  reply: FastifyReply,
  session: NewSession & { readonly device?: string },
): void {
  const common = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;
  reply.setCookie(sessionCookie(deps), session.token, common);
  if (session.device !== undefined)
    reply.setCookie(deviceCookie(deps), session.device, { ...common, maxAge: 180 * 86_400 });
}

export const clearSession = (deps: IdentityDeps, reply: FastifyReply): void =>
  void reply.clearCookie(sessionCookie(deps), { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure });

/** The signed-in account; routes that use it admit accounts only. */
export function signedIn(request: FastifyRequest): Citizen | Staff {
  const { principal } = request;
  if (principal.kind !== 'citizen' && principal.kind !== 'staff') throw new Error('the route admits accounts only');
  return principal;
}

/** A form of another site can be sent as urlencoded text, never as JSON. */
export async function jsonOnly(request: FastifyRequest): Promise<void> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw new RefusalError(refuse('JSON_ONLY'));
}

export function leaveIf(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new RefusalError(refusal);
}

export const text = (max: number, min = 1) => Type.String({ minLength: min, maxLength: max });
export const langSchema = Type.Union([Type.Literal('ky'), Type.Literal('ru'), Type.Literal('en')]);
export const doneSchema = Type.Object({ done: Type.Literal(true) });
export const done = { done: true } as const;
export const sessionSchema = Type.Object({
  sessionId: Type.String(),
  expiresAt: Type.String(),
  recoveryCodes: Type.Optional(Type.Array(Type.String())),
  bindingEnded: Type.Optional(Type.Boolean()),
});
