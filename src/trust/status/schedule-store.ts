import type { Tx } from '../../platform/db/index.ts';

/** How far the lists of one issuer are: of each kind the newest, and whether the register has ends that it does not hold. */
export type ListState = {
  readonly complete: ListFacts | undefined;
  /** A delta on that complete list. */
  readonly delta: ListFacts | undefined;
};
export type ListFacts = {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: number;
  /** The register has ended certificates of this issuer since. */
  readonly behind: boolean;
};

type Row = ListFacts & { readonly base: number | null };

/**
 * The newest lists that speak about an issuer's certificates. `by` differs from `about` where the issuer of status speaks for
 * one that is gone, at `url`. Ends of terms are not listed, so they leave no list behind.
 */
export async function listState(
  tx: Tx,
  of: { readonly about: string; readonly by: string; readonly url: string | null },
): Promise<ListState> {
  const rows = await tx.query<Row>(
    `SELECT DISTINCT ON (l.base IS NULL) l.number, l.base, l.this_update AS "thisUpdate", l.next_update AS "nextUpdate", l.entries,
            EXISTS (SELECT FROM certificate_end e
                    WHERE e.issuer_id = $1 AND e.record > coalesce(l.last_record, 0) AND e.ground <> '14(6)(1)') AS behind
     FROM certificate_list l WHERE l.issuer_id = $2 AND l.url IS NOT DISTINCT FROM $3
     ORDER BY l.base IS NULL, l.number DESC`,
    [of.about, of.by, of.url],
  );
  const complete = rows.find(({ base }) => base === null);
  return { complete, delta: rows.find(({ base }) => base !== null && base === complete?.number) };
}

/** Whether the certificate of an issuer has ended, for whatever reason but the end of its term. */
export async function issuersEnded(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `SELECT i.id FROM certificate_issuer i JOIN certificate c ON c.fingerprint = i.fingerprint
       JOIN certificate_end e ON e.certificate_id = c.id WHERE e.ground <> '14(6)(1)'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Changes with every record of every register, and with every issuer: nothing else makes a list or an answer untrue. */
export async function registersMark(tx: Tx): Promise<string> {
  const rows = await tx.query<{ mark: string }>(
    `SELECT (SELECT coalesce(sum(last_record), 0)::text FROM certificate_register) || '/' || (SELECT count(*)::text FROM certificate_issuer) AS mark`,
  );
  return rows[0]!.mark;
}
