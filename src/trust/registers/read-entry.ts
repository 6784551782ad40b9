import { type Db, systemScope } from '../../platform/db/index.ts';
import { readCertificate, type RegisterDeps } from '../issue/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { bodyAt } from '../rules/index.ts';
import { type Contents, contentsOf, disclose, isWhole } from './contents.ts';
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
  /** ES-8.4.2b: the disclosure policy in force closes a part of it, and so the certificate. */
  readonly closed: boolean;
};

/**
 * ES-13.2.3a, DECISIONS 39: whoever knows number or fingerprint is answered in full. A number that stands on a list of ended certificates is
 * known to everyone, so it opens no births: there the certificate is given by its fingerprint alone, and the fingerprint to nobody.
 * ES-8.4.2b: of certificates of end users, what the disclosure policy of today opens; whatever moment is asked about. `now`: today.
 */
export async function readEntries(
  { db, keys }: { readonly db: Db; readonly keys: RegisterDeps['keys'] },
  id: string,
  at: Date,
  now: Date,
): Promise<ReadEntry[]> {
  return db.tx(scope, async (tx) => {
    const found: ReadEntry[] = [];
    const { everyone } = await bodyAt(tx, 'disclosure', now);
    for (const row of await entriesUnder(tx, at, id)) {
      const withheld = row.der === null && row.listed && row.fingerprint !== id;
      const bytes = row.der ?? (withheld ? undefined : await readCertificate(tx, { keys }, row));
      const certificate = Buffer.isBuffer(bytes) ? parseCertificate(bytes) : null;
      const entry = publishedEntry(row, at);
      // What the root has issued is public whole (ES-8.3.2).
      const closed = row.der === null && !isWhole(everyone);
      const whole = certificate === null ? null : contentsOf(certificate, row.kind);
      found.push({
        ...entry,
        fingerprint: withheld ? null : entry.fingerprint,
        centreId: row.centreId,
        keeperId: row.keeperId,
        certificate: closed ? null : certificate,
        contents: whole === null ? null : closed ? disclose(whole, everyone) : whole,
        withheld,
        closed,
      });
    }
    return found;
  });
}
