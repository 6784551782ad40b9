import { type Field, formOf, hasDict, itemsOf } from '../fields.ts';
import { isArray, isDict, isRef, nameOf, noEntries, type PdfDict, type PdfValue, wholeOf } from '../reader/index.ts';
import { type Comparison, sameRef } from './compare.ts';

// ISO 32000-2 12.7: the form. A field that was there may have been filled; a field that was not may only be a signature that is
// not to be seen: anything that draws on a page can hide what stands there.

type Fields = ReadonlyMap<number, Field>;

/** @throws PdfReadError */
export function compareForms(compared: Comparison, were: Fields, are: Fields): void {
  const [before, after] = [formOf(compared.old) ?? noEntries, formOf(compared.now) ?? noEntries];
  for (const key of compared.keys(before, after)) {
    const [old, now] = [before.entries.get(key), after.entries.get(key)];
    if (key === 'Fields') compareLists(compared, old, now, '');
    else if (key !== 'SigFlags' || !grows(old, now)) compared.same('form', `/${key}`, old, now);
  }
  for (const field of are.values()) {
    compared.met.add(field.ref.number);
    const old = were.get(field.ref.number);
    if (old === undefined) addedField(compared, field, are);
    else compareField(compared, old, field);
  }
}

// Table 225: the flags say that there are signatures, and that the file is to be added to only.
const grows = (old: PdfValue | undefined, now: PdfValue | undefined): boolean => {
  const [from, to] = [wholeOf(old ?? 0), wholeOf(now)];
  return from !== undefined && to !== undefined && to <= 3 && (from & to) === from;
};

// Every field that was in a list is in it, in its order. What was added is judged by itself.
function compareLists(compared: Comparison, old: PdfValue | undefined, now: PdfValue | undefined, where: string): void {
  if (isRef(now)) compared.met.add(now.number);
  const were = itemsOf(compared.old, old);
  const are = itemsOf(compared.now, now);
  const numbers = new Set(were.map((one) => (isRef(one) ? one.number : 0)));
  const kept = are.filter((one) => isRef(one) && numbers.has(one.number));
  const same =
    kept.length === were.length && kept.every((one, at) => isRef(were[at]) && sameRef(one as never, were[at]));
  if (!same) compared.add('form', where);
}

function compareField(compared: Comparison, old: Field, now: Field): void {
  const { name } = now;
  const isSignature = now.type === 'Sig';
  for (const key of compared.keys(old.dict, now.dict)) {
    const [was, is] = [old.dict.entries.get(key), now.dict.entries.get(key)];
    if (key === 'Kids') compareLists(compared, was, is, name);
    else if (isSignature && key === 'V') compareSignature(compared, old, now);
    else if (key === 'AP' && isSignature && isNewlySigned(compared, old, now)) drawn(compared, now, was, is);
    else if (key === 'AP' && !isSignature) compared.same('field-appearance', name, was, is);
    else if (!isSignature && (key === 'V' || key === 'AS')) compared.same('form-field', name, was, is);
    else compared.same(key === 'AP' || key === 'Rect' || key === 'F' ? 'annotation' : 'form', name, was, is);
  }
}

// What is drawn where nothing is to be seen hides nothing.
function drawn(compared: Comparison, { dict, name }: Field, was: PdfValue | undefined, is: PdfValue | undefined): void {
  if (isInvisible(compared, dict)) compared.mark(is);
  else compared.same('signature-mark', name, was, is);
}

const isNewlySigned = (compared: Comparison, old: Field, now: Field): boolean =>
  !old.isWidgetOnly &&
  !hasDict(compared.old, old.dict.entries.get('V')) &&
  hasDict(compared.now, now.dict.entries.get('V'));

function compareSignature(compared: Comparison, old: Field, now: Field): void {
  const value = now.dict.entries.get('V');
  if (!isNewlySigned(compared, old, now))
    compared.same('signature-altered', now.name, old.dict.entries.get('V'), value);
  else signed(compared, now.name, value);
}

function signed(compared: Comparison, name: string, value: PdfValue | undefined): void {
  const dict = compared.now.dict(value);
  const stamp = nameOf(dict?.entries.get('SubFilter')) === 'ETSI.RFC3161';
  compared.add(stamp ? 'time-stamp' : 'signature', name);
  compared.mark(value);
}

const ofInvisible = new Set([
  'Type',
  'Subtype',
  'FT',
  'T',
  'V',
  'F',
  'Ff',
  'Rect',
  'P',
  'AP',
  'M',
  'Parent',
  'Lock',
  'BS',
  'Border',
  'MK',
  'NM',
]);

function addedField(compared: Comparison, field: Field, all: Fields): void {
  const { dict, name } = field;
  for (const [key, value] of dict.entries) if (key !== 'V' && key !== 'Parent' && key !== 'P') compared.mark(value);
  const value = dict.entries.get('V');
  const isSignature = field.type === 'Sig' && !field.isWidgetOnly && isRef(value) && hasDict(compared.now, value);
  const known = [...dict.entries.keys()].every((key) => ofInvisible.has(key));
  const alone = ![...all.values()].some((one) => one.ref.number !== field.ref.number && one.name === name);
  if (!isSignature || !known || !alone) {
    compared.mark(value);
    compared.add('form', name);
    return;
  }
  if (!isInvisible(compared, dict)) compared.add('annotation', name);
  signed(compared, name, value);
}

// 12.7.5.5: a signature that is not to be seen has no size.
function isInvisible(compared: Comparison, dict: PdfDict): boolean {
  const rect = compared.now.resolve(dict.entries.get('Rect'));
  if (rect === null) return true;
  if (!isArray(rect) || rect.items.length !== 4) return false;
  const [left, bottom, right, top] = rect.items.map((one) =>
    typeof one === 'number'
      ? one
      : typeof one === 'object' && one !== null && one.is === 'real'
        ? one.value
        : Number.NaN,
  );
  return left === right && bottom === top;
}

/** Whether a value is made of nothing but names, numbers and words. */
export const isPlain = (value: PdfValue, depth = 0): boolean =>
  isDict(value)
    ? depth < 4 && [...value.entries.values()].every((one) => isPlain(one, depth + 1))
    : isArray(value)
      ? depth < 4 && value.items.every((one) => isPlain(one, depth + 1))
      : !isRef(value) && !(typeof value === 'object' && value !== null && value.is === 'stream');
