import { Type } from 'typebox';

/** Cursor pages: `?after=<id>&limit=<1..100>`; the answer names the next cursor where there is one. */
export const pageQuery = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
});

/** Cuts a result that was read with `limit + 1` rows into a page. */
export function cutPage<R extends { id: string }>(
  rows: readonly R[],
  limit: number,
): { items: R[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}
