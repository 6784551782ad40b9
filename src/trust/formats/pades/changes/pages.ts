import { itemsOf } from '../fields.ts';
import {
  isDict,
  isRef,
  type PdfDict,
  PdfReadError,
  type PdfRef,
  type PdfValue,
  type PdfView,
} from '../reader/index.ts';
import { type Comparison, sameRef } from './compare.ts';

// ISO 32000-2 7.7.3: the tree of pages. Of a page, only its list of annotations may differ without its contents having changed.

export type PageNode = { readonly ref: PdfRef; readonly dict: PdfDict; readonly isPage: boolean };

const MOST = 50_000;

/** Nodes and pages in their order. @throws PdfReadError */
export function pageNodes(view: PdfView): readonly PageNode[] {
  const nodes: PageNode[] = [];
  const seen = new Set<number>();
  const open: PdfValue[] = [view.dict(view.root)?.entries.get('Pages') ?? null];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    view.spend(8);
    const dict = view.dict(next);
    if (!isRef(next) || dict === undefined || seen.has(next.number) || seen.size > MOST)
      throw new PdfReadError('malformed', 0, 'a tree of pages that is none');
    seen.add(next.number);
    const isPage = !dict.entries.has('Kids');
    nodes.push({ ref: next, dict, isPage });
    if (!isPage) for (const kid of [...itemsOf(view, dict.entries.get('Kids'))].reverse()) open.push(kid);
  }
  return nodes;
}

/** @throws PdfReadError */
export function comparePages(
  compared: Comparison,
  before: readonly PageNode[],
  after: readonly PageNode[],
  newFields: ReadonlySet<number>,
): void {
  const sameOrder = before.length === after.length && before.every(({ ref }, at) => sameRef(ref, after[at]!.ref));
  compared.now.spend(4 * after.length);
  for (const { ref } of after) compared.met.add(ref.number);
  if (!sameOrder) {
    compared.add('pages', '');
    for (const { dict } of after) compared.mark(dict);
    return;
  }
  let number = 0;
  for (const [at, { dict, isPage }] of before.entries()) {
    if (isPage) number++;
    const now = after[at]!.dict;
    const where = isPage ? String(number) : '';
    for (const key of compared.keys(dict, now)) {
      if (key === 'Annots' && isPage) continue;
      compared.same(key === 'Kids' ? 'pages' : 'page-content', where, dict.entries.get(key), now.entries.get(key));
    }
    if (isPage) compareAnnotations(compared, dict, now, where, newFields);
  }
}

// 12.5.2. Widgets are compared as fields; none may have gone. One that was a field before and is put on a page now was hidden.
function compareAnnotations(
  compared: Comparison,
  before: PdfDict,
  after: PdfDict,
  where: string,
  newFields: ReadonlySet<number>,
): void {
  const [old, now] = [before.entries.get('Annots'), after.entries.get('Annots')];
  if (isRef(now)) compared.met.add(now.number);
  const were = itemsOf(compared.old, old);
  const are = itemsOf(compared.now, now);
  compared.now.spend(8 * (were.length + are.length));
  // 8.6.3: a page that is the dictionary of its own colour spaces has one called /Annots. What is no list of annotations may be that.
  const isList = were.every((one) => isDict(compared.old.resolve(one)));
  const numbers = new Set(were.map((one) => (isRef(one) ? one.number : 0)));
  const isOld = (one: PdfValue): boolean => !isRef(one) || numbers.has(one.number);
  const kept = are.filter(isOld);
  if (kept.length !== were.length || (!isList && are.length !== were.length)) compared.add('annotation', where);
  for (const [at, one] of kept.entries()) {
    const was = were[at];
    const isField = isRef(one) && isRef(was) && sameRef(one, was) && compared.fields.has(one.number);
    if (!isField) compared.same('annotation', where, was, one);
  }
  for (const one of are) {
    if (isOld(one) || (isRef(one) && newFields.has(one.number))) continue;
    compared.add('annotation', where);
    compared.mark(one);
  }
}
