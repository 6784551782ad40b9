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
    else if (key === 'CO') compared.same('form', `/${key}`, old, now, compared.fields);
    else if (key !== 'SigFlags' || !grows(old, now)) compared.same('form', `/${key}`, old, now);
  }
  const shown = shownFields(compared, are);
  const names = new Map<string, number>();
  for (const { name } of are.values()) names.set(name, (names.get(name) ?? 0) + 1);
  compared.now.spend(12 * are.size);
  for (const field of are.values()) {
    compared.met.add(field.ref.number);
    const old = were.get(field.ref.number);
    if (old === undefined) addedField(compared, field, names.get(field.name) === 1);
    else compareField(compared, old, field, shown.has(field.ref.number));
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
  compared.now.spend(2 * (were.length + are.length));
  const numbers = new Set(were.map((one) => (isRef(one) ? one.number : 0)));
  const kept = are.filter((one) => isRef(one) && numbers.has(one.number));
  const same =
    kept.length === were.length && kept.every((one, at) => isRef(were[at]) && sameRef(one as never, were[at]));
  if (!same) compared.add('form', where);
}

/** Fields whose value may be seen: they, or one below them, have an area; where appearances are wanted anew, all. */
function shownFields(compared: Comparison, are: Fields): ReadonlySet<number> {
  const isWanted = compared.now.resolve(formOf(compared.now)?.entries.get('NeedAppearances'));
  const shown = new Set<number>();
  for (const { ref, dict, above } of are.values()) {
    const hasArea = (isWanted !== null && isWanted !== false) || !isInvisible(compared, dict);
    for (let at = hasArea ? ref.number : undefined, up = above; at !== undefined && !shown.has(at); ) {
      shown.add(at);
      at = up;
      up = at === undefined ? undefined : are.get(at)?.above;
    }
  }
  return shown;
}

/** Types of fields that people fill in (12.7.5.2 to 12.7.5.4). */
const filled = new Set(['Tx', 'Btn', 'Ch']);

function compareField(compared: Comparison, old: Field, now: Field, isShown: boolean): void {
  const { name } = now;
  const isSignature = now.type === 'Sig';
  // A value above fields of several types may be the signature of one of them.
  const isFilled = filled.has(now.type ?? '');
  for (const key of compared.keys(old.dict, now.dict)) {
    const [was, is] = [old.dict.entries.get(key), now.dict.entries.get(key)];
    // Kids make a field that had none another thing: what it showed by itself, others show no more.
    if (key === 'Kids' && was !== undefined) compareLists(compared, was, is, name);
    else if (isSignature && key === 'V') compareSignature(compared, old, now);
    else if (key === 'AP' && isSignature && isNewlySigned(compared, old, now)) drawn(compared, now, was, is);
    // Which of the appearances that were made beforehand is shown (12.5.5), or a value that is drawn where the field stands: either
    // can cover a whole page.
    else if (isFilled && (key === 'AP' || key === 'AS' || (key === 'V' && isShown)))
      compared.same('field-appearance', name, was, is);
    else if (isFilled && key === 'V') compared.same('form-field', name, was, is);
    else if (key === 'Parent') compared.same('form', name, was, is, compared.fields);
    else compared.same(key === 'AP' || key === 'Rect' || key === 'F' ? 'annotation' : 'form', name, was, is);
  }
}

// What is drawn where nothing is to be seen hides nothing.
function drawn(compared: Comparison, { dict, name }: Field, was: PdfValue | undefined, is: PdfValue | undefined): void {
  if (is !== undefined && isInvisible(compared, dict) && isBareWidget(compared, dict)) compared.mark(is);
  else compared.same('signature-mark', name, was, is);
}

const isNewlySigned = (compared: Comparison, old: Field, now: Field): boolean =>
  !old.isWidgetOnly &&
  !hasDict(compared.old, old.dict.entries.get('V')) &&
  hasDict(compared.now, now.dict.entries.get('V'));

function compareSignature(compared: Comparison, old: Field, now: Field): void {
  const value = now.dict.entries.get('V');
  if (!isNewlySigned(compared, old, now))
    compared.same('signature-altered', now.name, old.dict.entries.get('V'), value, compared.catalogue);
  else signed(compared, now.name, value);
}

function signed(compared: Comparison, name: string, value: PdfValue | undefined): void {
  const dict = compared.now.dict(value);
  const stamp = nameOf(dict?.entries.get('SubFilter')) === 'ETSI.RFC3161';
  compared.add(stamp ? 'time-stamp' : 'signature', name);
  if (!isRef(value) || compared.wasInUse(value)) compared.add('unknown', name);
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
  'MK',
  'NM',
]);

function addedField(compared: Comparison, field: Field, isAlone: boolean): void {
  const { dict, name } = field;
  for (const [key, value] of dict.entries) if (key !== 'V' && key !== 'Parent' && key !== 'P') compared.mark(value);
  const value = dict.entries.get('V');
  const isSignature = field.type === 'Sig' && !field.isWidgetOnly && isRef(value) && hasDict(compared.now, value);
  const known = [...dict.entries.keys()].every((key) => ofInvisible.has(key));
  // An object that was something else before is that for whatever led to it.
  const isNew = !compared.wasInUse(field.ref);
  if (!isSignature || !known || !isAlone || !isNew || !isBareWidget(compared, dict)) {
    compared.mark(value);
    compared.add('form', name);
    return;
  }
  if (!isInvisible(compared, dict)) compared.add('annotation', name);
  signed(compared, name, value);
}

// 12.5.2, 12.5.6.19: annotations of other kinds, and borders, are drawn outside their rectangles too.
function isBareWidget({ now }: Comparison, { entries }: PdfDict): boolean {
  const kind = now.resolve(entries.get('Subtype'));
  const look = now.resolve(entries.get('MK'));
  return (
    (kind === null || nameOf(kind) === 'Widget') &&
    (look === null || (isDict(look) && look.entries.size === 0)) &&
    !entries.has('BS') &&
    !entries.has('Border')
  );
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
