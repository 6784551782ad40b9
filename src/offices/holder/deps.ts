import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { IdentityDeps } from '../../identity/index.ts';
import { holderScope, type Scope } from '../../platform/db/index.ts';
import { htmlSchema } from '../../platform/http/index.ts';
import { type OfficeDeps, staffOf } from '../deps.ts';

/** What the holder's pages stand on. */
export type HolderDeps = OfficeDeps & {
  readonly identity: IdentityDeps;
};

export type Role = 'clerk' | 'data-officer' | 'administrator';
export const everyRole: readonly Role[] = ['clerk', 'data-officer', 'administrator'];

/** A page of the holder's staff in these roles. */
export const pageFor = (...roles: readonly Role[]) => ({
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'holder' as const, roles: [...roles] }],
});

/** Who sits at the desk. The holder's id comes from the session and from nowhere else. */
export type Desk = {
  readonly accountId: string;
  readonly holderId: string;
  readonly roles: readonly string[];
  readonly scope: Scope;
};
export function deskOf(request: FastifyRequest): Desk {
  const { accountId, holderId, roles } = staffOf(request);
  return { accountId, holderId: holderId!, roles, scope: holderScope(holderId!) };
}
export const hasRole = (desk: Desk, ...roles: readonly Role[]): boolean =>
  roles.some((role) => desk.roles.includes(role));

/** Answers of a page: itself, or where it leads to. */
export const pageAnswers = { ...htmlSchema, 303: Type.Null(), 409: Type.String(), 422: Type.String() };
export const fileAnswer = { 200: Type.Unknown({ description: 'File' }) };
export const Uuid = Type.String({ format: 'uuid' });
const Value = Type.Union([
  Type.String({ maxLength: 20_000 }),
  Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 200 }),
]);
/** A posted form; what its fields mean is judged by the page, which shows it again with what was typed. */
export const Posted = Type.Record(Type.String({ maxLength: 80 }), Value, { maxProperties: 1500 });
/** The query of a desk's page: what was just done, and the language. */
export const DoneQuery = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 12 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
