import {
  type DataKeyRow,
  destroyed,
  findDataKey,
  keysOf,
  openValue,
  prepareDataKey,
  sealedUnder,
  sealValue,
  unwrapDataKey,
} from '../../../keys/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RegisterDeps } from './deps.ts';
import type { CertificateRecord } from './record.ts';
import { certificateContents, type IssuerRow } from './store.ts';

// ES-13.2.2b: the certificates of end users lie sealed, for births and numbers of persons stand in them.

const place = (id: string) => ({ table: 'certificate', row: id, column: 'sealed' });

type Sealing = {
  readonly id: string;
  readonly row: IssuerRow;
  readonly subjectId: string | null;
  readonly certificate: Buffer;
  readonly now: Date;
};

/** The key that `sealCertificate` will use, as it lies; nothing where there is none yet. */
export const sealingKeyOf = async (
  tx: Tx,
  { id, subjectId }: Pick<Sealing, 'id' | 'subjectId'>,
): Promise<DataKeyRow | undefined> => findDataKey(tx, { class: 'proof', subjectId: subjectId ?? id });

/**
 * Under the proof key of the owner at this centre; a legal entity's certificate has a key of its own. `found`: of `sealingKeyOf`.
 * `made`: a new key, to be kept in the same transaction.
 */
export function sealCertificate(
  deps: Pick<RegisterDeps, 'keys'>,
  what: Sealing,
  found: DataKeyRow | undefined,
): { readonly sealed: Buffer; readonly made?: DataKeyRow } {
  const { id, row, certificate, now } = what;
  const holderId = row.holder_id ?? row.register_id;
  const owner = { class: 'proof', subjectId: what.subjectId ?? id, holderId } as const;
  const made = found === undefined ? prepareDataKey(deps.keys, owner, now) : undefined;
  using key = made === undefined ? unwrapDataKey(deps.keys, found!) : made.key;
  const sealed = sealValue(key, place(id), certificate);
  return made === undefined ? { sealed } : { sealed, made: made.row };
}

/** The certificate itself; `destroyed` where its key is gone (ES-13.6d). */
export async function readCertificate(
  tx: Tx,
  deps: Pick<RegisterDeps, 'keys'>,
  record: Pick<CertificateRecord, 'id' | 'subjectId'>,
): Promise<Buffer | typeof destroyed> {
  const contents = await certificateContents(tx, record.id);
  if (contents?.der) return contents.der;
  if (!contents?.sealed) return destroyed;
  const found = await keysOf(deps.keys, tx, record.subjectId ?? record.id, [contents.sealed]);
  const key = found.get(sealedUnder(contents.sealed));
  if (key === undefined) return destroyed;
  using opened = key;
  return openValue(opened, place(record.id), contents.sealed);
}
