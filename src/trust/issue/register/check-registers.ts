import { createHash } from 'node:crypto';
import { SealBroken } from '../../../keys/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { type Entry, parseCanonical } from '../../../record/index.ts';
import {
  type CertificateRow,
  certificatesForCheck,
  type EndRow,
  endsForCheck,
  endsTogetherForCheck,
  missingForCheck,
  numbersForCheck,
  type TogetherRow,
} from './check-store.ts';
import { readCertificate } from './contents.ts';
import type { RegisterDeps } from './deps.ts';
import { certificateDigest, endDigest } from './row-digest.ts';

// ES-13.2.2b: unlawful modification and destruction of what stands in a register is found, whoever did it. Every record is held against its
// entry in the journal, whose own place in the hash chain of the log the record's check looks after.

export type RegisterFinding = {
  readonly kind:
    | 'REGISTER_ENTRY_ALTERED' /* a record of issue does not say what was entered */
    | 'REGISTER_CONTENTS_ALTERED' /* the certificate is not the one whose fingerprint was entered */
    | 'REGISTER_END_ALTERED' /* a record of an end does not say what was entered */
    | 'REGISTER_NUMBERS_BROKEN' /* a record is gone, or one is there that was never entered */;
  readonly registerId: string;
  readonly holderId: string | null;
  readonly certificateId?: string;
};

const PAGE = 1000;
const first = '00000000-0000-0000-0000-000000000000';

/** Holds every record of every register against the journal; how many there were, and what does not agree. */
export async function checkRegisters(
  tx: Tx,
  deps: Pick<RegisterDeps, 'keys'>,
): Promise<{ readonly records: number; readonly findings: readonly RegisterFinding[] }> {
  const findings: RegisterFinding[] = [];
  let records = 0;
  for (let after = first; ; ) {
    const page = await certificatesForCheck(tx, after, PAGE);
    records += page.length;
    for (const row of page) {
      if (!entryAgrees(row)) findings.push(found('REGISTER_ENTRY_ALTERED', row));
      else if (!(await contentsAgree(tx, deps, row))) findings.push(found('REGISTER_CONTENTS_ALTERED', row));
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  for (let after = first; ; ) {
    const page = await endsForCheck(tx, after, PAGE);
    records += page.length;
    for (const row of page) if (!endAgrees(row)) findings.push(found('REGISTER_END_ALTERED', row));
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  for (const row of await endsTogetherForCheck(tx)) {
    records += row.n;
    if (!togetherAgree(row))
      findings.push({ kind: 'REGISTER_END_ALTERED', registerId: row.registerId, holderId: row.holderId });
  }
  for (const { id, holderId, last, n, highest } of await numbersForCheck(tx))
    if (n !== last || (highest ?? 0) !== last)
      findings.push({ kind: 'REGISTER_NUMBERS_BROKEN', registerId: id, holderId });
  for (const { registerId, holderId } of await missingForCheck(tx))
    if (!findings.some((one) => one.kind === 'REGISTER_NUMBERS_BROKEN' && one.registerId === registerId))
      findings.push({ kind: 'REGISTER_NUMBERS_BROKEN', registerId, holderId });
  return { records, findings };
}

type Of = { readonly id: string; readonly registerId: string; readonly holderId: string | null };
const found = (kind: RegisterFinding['kind'], { id, registerId, holderId }: Of): RegisterFinding => ({
  kind,
  registerId,
  holderId,
  certificateId: id,
});

/** The journal's entry, if it is one of that type about that object. */
function entryOf(row: { readonly type: string | null; readonly body: Buffer | null }, type: string): Entry | null {
  if (row.body === null || row.type !== type) return null;
  const entry = parseCanonical(row.body) as unknown as Entry;
  return entry.type === type ? entry : null;
}

function entryAgrees(row: CertificateRow): boolean {
  const entry = entryOf(row, 'certificate.issued');
  if (entry === null || entry.object.id !== row.id || (entry.holder ?? null) !== row.holderId) return false;
  const { data } = entry;
  // Entries of before this check name number, fingerprint and kind only.
  return data['row'] === undefined
    ? data['record'] === row.record &&
        data['kind'] === row.kind &&
        data['number'] === row.serial.toString('hex') &&
        data['fingerprint'] === row.fingerprint.toString('hex')
    : data['row'] === certificateDigest(row);
}

async function contentsAgree(tx: Tx, deps: Pick<RegisterDeps, 'keys'>, row: CertificateRow): Promise<boolean> {
  try {
    const bytes = await readCertificate(tx, deps, row);
    // A key that is destroyed leaves nothing to compare (PD-34): that is no alteration.
    return !Buffer.isBuffer(bytes) || createHash('sha256').update(bytes).digest().equals(row.fingerprint);
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}

function endAgrees(row: EndRow): boolean {
  const entry = entryOf(row, 'certificate.ended');
  if (entry === null || entry.object.id !== row.id || (entry.holder ?? null) !== row.holderId) return false;
  const { data } = entry;
  return data['row'] === undefined
    ? data['record'] === row.record &&
        data['number'] === row.serial &&
        data['status'] === row.status &&
        data['ground'] === row.ground
    : data['row'] === endDigest({ ...row, certificate: row });
}

function togetherAgree(row: TogetherRow): boolean {
  const entry = entryOf(row, row.type ?? '');
  if (entry === null || entry.object.id !== row.registerId || row.plain === false) return false;
  const { count, firstRecord, ground, certificates, at, knownAt } = entry.data;
  const said =
    row.n === count &&
    row.first === firstRecord &&
    row.last === row.first + row.n - 1 &&
    (row.grounds ?? [ground]).every((one) => one === ground) &&
    (certificates === undefined || certificates === row.digest);
  if (!said || ground === '14(6)(1)') return said && row.atTerm !== false;
  return isOnce(row.from, row.until, at) && isOnce(row.knownFrom, row.knownUntil, knownAt);
}

const isOnce = (from: Date | null, until: Date | null, stated: unknown): boolean =>
  stated === undefined || [from, until].every((one) => one === null || one.toISOString() === stated);
