import { isStream, nameOf, type PdfFile, PdfReadError, samePlace } from '../reader/index.ts';
import { compareCatalogues, compareTrailers } from './catalogue.ts';
import type { Change } from './change.ts';
import { Comparison } from './compare.ts';
import { fieldsOf } from '../fields.ts';
import { compareForms } from './form.ts';
import { accountsForAll, entriesOf, hasHidden } from './octets.ts';
import { comparePages, pageNodes } from './pages.ts';

/**
 * What a revision did to the one before it. Everything that can be reached from the trailer is compared where it belongs; an
 * object that was changed and that nothing leads to is named too. `isFirst`: what stands before it was not compared, and is looked
 * through for what it hides. @throws PdfReadError where the budget is spent
 */
export function changesOf(file: PdfFile, revision: number, isFirst: boolean): readonly Change[] {
  try {
    return compareRevision(file, revision, isFirst);
  } catch (error) {
    if (!(error instanceof PdfReadError) || error.fault === 'budget') throw error;
    return [{ kind: 'unknown', revision, where: error.message }];
  }
}

function compareRevision(file: PdfFile, revision: number, isFirst: boolean): readonly Change[] {
  const compared = new Comparison(file.at(revision - 1), file.at(revision), revision, file.work);
  if (!accountsForAll(file, revision) || (isFirst && hasHidden(file, revision))) compared.add('unknown', 'octets');
  // 7.5.8.4: a hybrid revision is one thing to readers of streams and another to those of tables alone.
  if (file.revisions[revision]!.sections.some(({ beside }) => beside !== undefined)) compared.add('unknown', 'hybrid');
  const [before, after] = [pageNodes(compared.old), pageNodes(compared.now)];
  const [were, are] = [fieldsOf(compared.old), fieldsOf(compared.now)];
  const pages = new Set(before.map(({ ref }) => ref.number));
  for (const { ref } of after) if (pages.has(ref.number)) compared.pages.add(ref.number);
  for (const number of are.keys()) if (were.has(number)) compared.fields.add(number);
  compareTrailers(compared);
  compareCatalogues(compared);
  comparePages(compared, before, after, new Set([...are.keys()].filter((number) => !were.has(number))));
  compareForms(compared, were, are);
  for (const number of changedObjects(file, revision))
    if (!compared.met.has(number) && !isOfTheFile(file, revision, number)) compared.add('unused', String(number));
  return compared.changes;
}

/** Objects that are elsewhere, or gone, since the revision before. */
function changedObjects({ revisions, at }: PdfFile, revision: number): readonly number[] {
  const before = at(revision - 1);
  return entriesOf(revisions[revision]!)
    .filter(([number, entry]) => {
      const was = before.entry(number) ?? { is: 'free' };
      return number !== 0 && !samePlace(was, entry);
    })
    .map(([number]) => number);
}

// Cross-reference streams and object streams: how the revision is written down.
function isOfTheFile({ revisions, at }: PdfFile, revision: number, number: number): boolean {
  const { sections } = revisions[revision]!;
  if (sections.some(({ own, beside }) => own === number || beside?.own === number)) return true;
  const entry = at(revision).entry(number);
  if (entry?.is !== 'at') return false;
  const { value } = at(revision).at(number, entry.offset, entry.generation);
  const holds = sections.some(({ entries }) =>
    [...entries.values()].some((one) => one.is === 'in' && one.stream === number),
  );
  return holds && isStream(value) && nameOf(value.dict.entries.get('Type')) === 'ObjStm';
}
