import { type Db, publicScope, type Tx } from '../../platform/db/index.ts';

export type KeptTrustedList = {
  readonly sequence: number;
  readonly issuedAt: Date;
  readonly nextUpdate: Date;
  readonly content: Buffer;
};
const columns = 'sequence, issued_at AS "issuedAt", next_update AS "nextUpdate", content';

/** Whoever writes the next list does so alone. */
export async function lockTrustedList(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('trusted-list', 0))`);
}

export const lastTrustedList = async (tx: Tx): Promise<KeptTrustedList | undefined> =>
  (await tx.query<KeptTrustedList>(`SELECT ${columns} FROM trusted_list ORDER BY sequence DESC LIMIT 1`))[0];

export async function insertTrustedList(tx: Tx, list: KeptTrustedList & { readonly xml: Buffer }): Promise<void> {
  await tx.query(
    'INSERT INTO trusted_list (sequence, issued_at, next_update, content, xml) VALUES ($1, $2, $3, $4, $5)',
    [list.sequence, list.issuedAt, list.nextUpdate, list.content, list.xml],
  );
}

/** The list that was the newest at a moment. */
export const trustedListAt = async (
  db: Db,
  at: Date,
): Promise<(KeptTrustedList & { readonly xml: Buffer }) | undefined> =>
  (
    await db.query<KeptTrustedList & { readonly xml: Buffer }>(
      publicScope(),
      `SELECT ${columns}, xml FROM trusted_list WHERE issued_at <= $1 ORDER BY sequence DESC LIMIT 1`,
      [at],
    )
  )[0];

export type ListedIssuer = {
  readonly id: string;
  readonly kind: 'ROOT' | 'ACA';
  readonly centreId: string | null;
  readonly der: Buffer;
  readonly enteredAt: Date;
  readonly endedAt: Date | null;
};

/** The roots and the centres' own certificates, with their entries and ends. */
export const listedIssuers = (tx: Tx): Promise<ListedIssuer[]> =>
  tx.query<ListedIssuer>(
    `SELECT i.id, i.kind, i.holder_id AS "centreId", i.der, coalesce(c.entered_at, i.since) AS "enteredAt", e.at AS "endedAt"
     FROM certificate_issuer i LEFT JOIN certificate c ON c.fingerprint = i.fingerprint LEFT JOIN certificate_end e ON e.certificate_id = c.id
     WHERE i.kind IN ('ROOT', 'ACA') ORDER BY i.since, i.id`,
  );
