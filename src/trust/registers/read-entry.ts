import { type Db, systemScope } from '../../platform/db/index.ts';
import { readCertificate, type RegisterDeps } from '../issue/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { type Contents, contentsOf } from './contents.ts';
import { type PublishedEntry, publishedEntry } from './entry.ts';
import { entriesUnder } from './register-store.ts';

const scope = systemScope('an entry of a register of certificates is shown to anybody');

export type ReadEntry = Omit<PublishedEntry, 'fingerprint'> & {
  readonly fingerprint: string | null;
  /** null: of the root's register. */
  readonly centreId: string | null;
  /** The centre that keeps the entry: another one after a transfer (ES-13.6f). */
  readonly keeperId: string | null;
  /** null: destroyed (ES-13.6d), or withheld. */
  readonly certificate: Certificate | null;
  readonly contents: Contents | null;
  /** The number stands on a list of ended certificates: the contents are given by the fingerprint only. */
  readonly withheld: boolean;
};

/**
 * ES-13.2.3a, DECISIONS 39: whoever knows number or fingerprint is answered in full. A number that stands on a list of ended certificates is
 * known to everyone, so it opens no births: there the certificate is given by its fingerprint alone, and the fingerprint to nobody.
 */
export async function readEntries(
  { db, keys }: { readonly db: Db; readonly keys: RegisterDeps['keys'] },
  id: string,
  at: Date,
): Promise<ReadEntry[]> {
  return db.tx(scope, async (tx) => {
    const found: ReadEntry[] = [];
    for (const row of await entriesUnder(tx, at, id)) {
      const withheld = row.der === null && row.listed && row.fingerprint !== id;
      const bytes = row.der ?? (withheld ? undefined : await readCertificate(tx, { keys }, row));
      const certificate = Buffer.isBuffer(bytes) ? parseCertificate(bytes) : null;
      const entry = publishedEntry(row, at);
      found.push({
        ...entry,
        fingerprint: withheld ? null : entry.fingerprint,
        centreId: row.centreId,
        keeperId: row.keeperId,
        certificate,
        contents: certificate === null ? null : contentsOf(certificate, row.kind),
        withheld,
      });
    }
    return found;
  });
}
