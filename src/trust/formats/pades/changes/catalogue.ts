import {
  isArray,
  isDict,
  isRef,
  isStream,
  nameOf,
  noEntries,
  type PdfDict,
  type PdfValue,
  type PdfView,
} from '../reader/index.ts';
import type { ChangeKind } from './change.ts';
import { type Comparison, sameRef } from './compare.ts';
import { isPlain } from './form.ts';

// ISO 32000-2 7.5.5, 7.7.2: what hangs at the trailer and at the catalogue.

const kinds: Readonly<Record<string, ChangeKind>> = { Metadata: 'metadata', AF: 'attachment', PageLabels: 'pages' };
const apart = new Set(['Pages', 'AcroForm', 'DSS', 'Extensions', 'Version']);
/** What a trailer says about itself. */
const ofTheFile = new Set([
  'Size',
  'Prev',
  'XRefStm',
  'Type',
  'W',
  'Index',
  'Length',
  'Filter',
  'DecodeParms',
  'Root',
  'Info',
  'ID',
]);

/** @throws PdfReadError */
export function compareTrailers(compared: Comparison): void {
  const [old, now] = [compared.old.trailer, compared.now.trailer];
  if (!sameRef(compared.old.root, compared.now.root)) {
    compared.add('catalogue', '/Root');
    compared.mark(compared.now.root);
  }
  if (!isNumbered(compared)) compared.add('catalogue', '/Size');
  compared.same('metadata', '/Info', old.entries.get('Info'), now.entries.get('Info'));
  const [was, is] = [old, now].map(({ entries }) => entries.get('ID'));
  // The second part changes with each revision. Whoever leaves it out, or gives one to a file without, changes nothing.
  if (isArray(was) && isArray(is)) compared.same('catalogue', '/ID', was.items[0], is.items[0]);
  for (const key of compared.keys(old, now))
    if (!ofTheFile.has(key)) compared.same('catalogue', `/${key}`, old.entries.get(key), now.entries.get(key));
}

// 7.5.5, Table 15: an object whose number is not below /Size is missing. Readers that heed it and readers that do not must see one
// and the same file, before and after.
function isNumbered({ old, now }: Comparison): boolean {
  const [was, is] = [old.numbering, now.numbering];
  return (
    was.size !== undefined &&
    is.size !== undefined &&
    is.size >= was.size &&
    was.size > was.highest &&
    is.size > is.highest
  );
}

/** @throws PdfReadError */
export function compareCatalogues(compared: Comparison): void {
  const old = compared.old.dict(compared.old.root) ?? noEntries;
  const now = compared.now.dict(compared.now.root) ?? noEntries;
  compared.met.add(compared.now.root.number);
  for (const key of compared.keys(old, now)) {
    const [was, is] = [old.entries.get(key), now.entries.get(key)];
    if (key === 'DSS') compareSecurityStore(compared, was, is);
    else if (key === 'Extensions' || key === 'Version') compareVersion(compared, key, was, is);
    else if (key === 'AcroForm' && isRef(is)) compared.met.add(is.number);
    else if (key === 'Names') compareNames(compared, was, is);
    // 14.7.5.3: a structure element names a field; nothing is drawn by it.
    else if (key === 'StructTreeRoot') compared.same('catalogue', `/${key}`, was, is, compared.fields);
    // 12.8.1, Table 256: a signature may name the catalogue as what it locks.
    else if (key === 'Perms') compared.same('catalogue', `/${key}`, was, is, compared.catalogue);
    else if (!apart.has(key)) compared.same(kinds[key] ?? 'catalogue', `/${key}`, was, is);
  }
}

function compareNames(compared: Comparison, was: PdfValue | undefined, is: PdfValue | undefined): void {
  // What is no dictionary, others may read as one: a stream has one too.
  const fits = [compared.old.resolve(was), compared.now.resolve(is)].every((one) => one === null || isDict(one));
  if (!fits) {
    compared.same('catalogue', '/Names', was, is);
    return;
  }
  const [old, now] = [compared.old.dict(was) ?? noEntries, compared.now.dict(is) ?? noEntries];
  if (isRef(is)) compared.met.add(is.number);
  for (const key of compared.keys(old, now))
    compared.same(
      key === 'EmbeddedFiles' ? 'attachment' : 'catalogue',
      `/Names/${key}`,
      old.entries.get(key),
      now.entries.get(key),
    );
}

// A version that is said to be newer, an extension that is said to be used: words without effect.
function compareVersion(compared: Comparison, key: string, was: PdfValue | undefined, is: PdfValue | undefined): void {
  const value = compared.now.resolve(is);
  const harmless = key === 'Version' ? /^[12]\.\d$/.test(nameOf(value) ?? '') : isDict(value) && isPlain(value);
  compared.same(harmless ? 'version' : 'catalogue', `/${key}`, was, is);
}

// 12.8.4.3: certificates, lists and answers, and nothing else.
function compareSecurityStore(compared: Comparison, was: PdfValue | undefined, is: PdfValue | undefined): void {
  compared.same(isStore(compared.now, is) ? 'validation-data' : 'catalogue', '/DSS', was, is);
}

const lists = ['Certs', 'OCSPs', 'CRLs', 'Cert', 'OCSP', 'CRL'];

function isStore(view: PdfView, value: PdfValue | undefined): boolean {
  const store = view.dict(value);
  const vri = view.dict(store?.entries.get('VRI')) ?? noEntries;
  return (
    store !== undefined &&
    onlyData(view, store, ['VRI']) &&
    [...vri.entries.values()].every((one) => {
      const dict = view.dict(one);
      return dict !== undefined && onlyData(view, dict, ['TU', 'TS']);
    })
  );
}

const onlyData = (view: PdfView, { entries }: PdfDict, more: readonly string[]): boolean =>
  [...entries].every(([key, value]) => {
    if (key === 'Type' || more.includes(key)) return true;
    const found = view.resolve(value);
    return lists.includes(key) && isArray(found) && found.items.every((one) => isStream(view.resolve(one)));
  });
