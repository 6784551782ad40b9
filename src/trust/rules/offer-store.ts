import type { Tx } from '../../platform/db/index.ts';
import type { OpenStep } from './bodies.ts';

// SQL: the standard offers of centres, by editions.

export const services = ['natural', 'legal', 'automatic'] as const;
export type Service = (typeof services)[number];
export type Offer = {
  readonly centreId: string;
  readonly edition: number;
  /** Som, as "150.00". */
  readonly prices: Readonly<Record<Service, string>>;
  /** Whole days. */
  readonly terms: Readonly<Partial<Record<OpenStep, number>>>;
  readonly publishedAt: Date;
};

const columns = 'centre_id AS "centreId", edition, prices, terms, published_at AS "publishedAt"';

/** The edition in force at a moment; null: the centre has published none. */
export async function offerAt(tx: Pick<Tx, 'query'>, centreId: string, at: Date): Promise<Offer | null> {
  const rows = await tx.query<Offer>(
    `SELECT ${columns} FROM centre_offer WHERE centre_id = $1 AND published_at <= $2 ORDER BY edition DESC LIMIT 1`,
    [centreId, at],
  );
  return rows[0] ?? null;
}

/** Adds the next edition; its number. */
export async function insertOffer(tx: Tx, offer: Omit<Offer, 'edition'>, entryId: string): Promise<number> {
  const [row] = await tx.query<{ edition: number }>(
    `INSERT INTO centre_offer (centre_id, edition, prices, terms, published_at, journal_entry_id)
     SELECT $1, coalesce(max(edition), 0) + 1, $2, $3, $4, $5 FROM centre_offer WHERE centre_id = $1 RETURNING edition`,
    [offer.centreId, JSON.stringify(offer.prices), JSON.stringify(offer.terms), offer.publishedAt, entryId],
  );
  return row!.edition;
}
