// What may be done with one record: purpose, block, state. Pure; whether a ground holds is `may`'s.

export type BlockFacts = {
  readonly id: string;
  readonly purposeId: string | null;
  readonly recordId: string | null;
  readonly categories: readonly string[];
};
export type RecordFacts = {
  readonly id: string;
  readonly purposeId: string;
  readonly category: string;
  readonly destroyed: boolean;
  readonly superseded: boolean;
  readonly blocks: readonly BlockFacts[];
};
export type FurtherFacts = { readonly started: boolean; readonly measures: number };
export type Operation = {
  readonly action: string;
  readonly purpose: { readonly id: string } | { readonly further: FurtherFacts | null };
  /** The block that this correction or destruction ends (PD-23): the one way round it. */
  readonly unblocking: string | null;
};
export type OperationFault =
  | 'RECORD_DESTROYED'
  | 'RECORD_SUPERSEDED'
  | 'DATA_BLOCKED'
  | 'BLOCK_UNKNOWN'
  | 'INCOMPATIBLE_PURPOSE'
  | 'FURTHER_PURPOSE_UNPROTECTED';

// DECISIONS 22, PD-23.1: blocked data is stored and waits; only the correction or destruction that ends the block touches it.
const allowedWhileBlocked = ['store', 'block'];
const endsBlock = ['update', 'erase', 'destroy'];

export function decideOperation(record: RecordFacts, asked: Operation): OperationFault | null {
  if (record.destroyed) return 'RECORD_DESTROYED';
  const { purpose } = asked;
  // PD-4.2b: a purpose that the data was not collected for; PD-4.2c: three further ones, under protection put in place first.
  if ('id' in purpose && purpose.id !== record.purposeId) return 'INCOMPATIBLE_PURPOSE';
  if ('further' in purpose) {
    if (purpose.further === null) return 'INCOMPATIBLE_PURPOSE';
    if (!purpose.further.started || purpose.further.measures === 0) return 'FURTHER_PURPOSE_UNPROTECTED';
  }
  const blocks = record.blocks.filter((block) => reaches(block, record));
  if (asked.unblocking !== null && !blocks.some((block) => block.id === asked.unblocking)) return 'BLOCK_UNKNOWN';
  const exempt = asked.unblocking !== null && endsBlock.includes(asked.action);
  const barred = blocks.filter((block) => !(exempt && block.id === asked.unblocking));
  if (barred.length > 0 && !allowedWhileBlocked.includes(asked.action)) return 'DATA_BLOCKED';
  return record.superseded && asked.action === 'update' ? 'RECORD_SUPERSEDED' : null;
}

/** A block of a record, or of a field set: some categories, under one purpose or all. */
export function reaches(block: BlockFacts, record: Pick<RecordFacts, 'id' | 'purposeId' | 'category'>): boolean {
  if (block.recordId !== null) return block.recordId === record.id;
  return (
    (block.purposeId === null || block.purposeId === record.purposeId) && block.categories.includes(record.category)
  );
}

/** Whether some of these categories, under this purpose, are blocked: then nobody but the subject is given them. */
export const holdsBlocked = (
  blocks: readonly BlockFacts[],
  purposeId: string,
  categories: readonly string[],
): boolean =>
  blocks.some(
    (block) =>
      (block.purposeId === null || block.purposeId === purposeId) &&
      categories.some((code) => block.categories.includes(code)),
  );
