import { createHash } from 'node:crypto';
import { dayOf } from '../../law/index.ts';
import { readFile } from '../../cases/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { hashOf, type JsonObject } from '../../record/index.ts';
import { type CentreDeps, journal } from '../centres/deps.ts';
import type { HandedOverEntry } from './hand-over.ts';
import { insertImport } from './import-store.ts';
import { refuse } from './refusals.ts';
import { checkEntry, registerOrderOn, registerOrders } from './register-order.ts';

/** A register as a centre's own product hands it over. */
export type RegisterPackage = {
  readonly format: string;
  readonly version: number;
  readonly entries: number;
  readonly digest: string;
  readonly items: readonly { readonly entry: JsonObject; readonly digest: string }[];
};

const scope = systemScope('the authority reads in a register that is kept elsewhere');

/**
 * ES-8.4.1, ES-15.4.2: the authority reads in the package of a register that is kept elsewhere. Every entry has what the law wants
 * (ES-8.4.2a), every digest is computed anew, and nothing is kept of a package in which one of them differs.
 */
export async function importRegister(
  deps: CentreDeps,
  by: { readonly accountId: string; readonly centreId: string; readonly caseId: string },
  given: RegisterPackage,
): Promise<{ readonly entries: number; readonly digest: string } | Refusal> {
  const { centreId, caseId } = by;
  const order = registerOrders.find(({ format, version }) => format === given.format && version === given.version);
  if (order === undefined) {
    const { format, version } = registerOrderOn(dayOf(deps.clock.now()));
    return refuse('REGISTER_FORMAT_UNKNOWN', { field: 'version', details: { format, version: String(version) } });
  }
  const all = createHash('sha256');
  let before = 0;
  for (const [index, { entry, digest }] of given.items.entries()) {
    const lacking = checkEntry(order, entry, `items/${index}/entry`);
    if (lacking !== null) return lacking;
    const record = entry['record'] as number;
    if (hashOf(entry) !== digest || record <= before)
      return refuse('REGISTER_TRANSFER_DIFFERS', { field: `items/${index}/digest` });
    before = record;
    all.update(Buffer.from(digest, 'hex'));
  }
  if (given.entries !== given.items.length) return refuse('REGISTER_TRANSFER_DIFFERS', { field: 'entries' });
  if (all.digest('hex') !== given.digest) return refuse('REGISTER_TRANSFER_DIFFERS', { field: 'digest' });
  return deps.db.tx(scope, async (tx) => {
    const file = await readFile(tx, centreId, caseId);
    if (file?.procedure !== 'cessation' || file.ended_at !== null) return refuse('REGISTER_UNKNOWN');
    const { entries, digest } = given;
    const journalEntryId = await journal(deps, tx, {
      type: 'register.imported',
      actor: { kind: 'account', id: by.accountId, role: 'authority' },
      centreId,
      object: { kind: 'case', id: caseId },
      data: { format: order.format, version: order.version, entries, digest },
    });
    const items = given.items as unknown as readonly { entry: HandedOverEntry; digest: string }[];
    await insertImport(tx, {
      caseId,
      centreId,
      version: order.version,
      entries,
      digest,
      items,
      at: deps.clock.now(),
      journalEntryId,
    });
    return { entries, digest };
  });
}
