import {
  isArray,
  isDict,
  isRef,
  isString,
  nameOf,
  type PdfDict,
  PdfReadError,
  type PdfRef,
  type PdfValue,
  type PdfView,
} from './reader/index.ts';

/** A node of the form's tree that is an object of its own (ISO 32000-2 12.7.4). */
export type Field = {
  readonly ref: PdfRef;
  readonly dict: PdfDict;
  /** The full name; that of the field a widget belongs to, for a widget. */
  readonly name: string;
  /** Inherited where it does not stand here. */
  readonly type: string | undefined;
  /** Inherited likewise. */
  readonly value: PdfValue | undefined;
  /** One of several appearances of the field above it. */
  readonly isWidgetOnly: boolean;
  /** The number of the node above it. */
  readonly above: number | undefined;
};

// ES-12.3.1: a stranger's form is read within bounds.
const MOST = 20_000;
const DEEPEST = 32;
export const LONGEST = 500;

export const formOf = (view: PdfView): PdfDict | undefined => view.dict(view.dict(view.root)?.entries.get('AcroForm'));

/** The items of an array, wherever it stands; none where nothing is. What is no array, others may read as one. @throws PdfReadError */
export function itemsOf(view: PdfView, value: PdfValue | undefined): readonly PdfValue[] {
  const found = view.resolve(value);
  if (found === null) return [];
  if (!isArray(found)) throw new PdfReadError('malformed', 0, 'no array where one belongs');
  return found.items;
}

const known = new WeakMap<PdfView, ReadonlyMap<number, Field>>();

/** Every field and widget of the form, by its object's number. @throws PdfReadError */
export function fieldsOf(view: PdfView): ReadonlyMap<number, Field> {
  const fields = known.get(view) ?? readFields(view);
  known.set(view, fields);
  return fields;
}

function readFields(view: PdfView): ReadonlyMap<number, Field> {
  const fields = new Map<number, Field>();
  type Above = Pick<Field, 'name' | 'type' | 'value'> & { readonly ref?: PdfRef; readonly depth: number };
  const open: { readonly node: PdfValue; readonly above: Above }[] = itemsOf(view, formOf(view)?.entries.get('Fields'))
    .map((node) => ({ node, above: { name: '', type: undefined, value: undefined, depth: 0 } }))
    .reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, above } = next;
    const dict = view.dict(node);
    if (!isRef(node) || dict === undefined) throw new PdfReadError('malformed', 0, 'a field that is no object');
    // A field that hangs in two places would be two fields to other readers.
    if (fields.has(node.number) || fields.size >= MOST) throw new PdfReadError('malformed', 0, 'a form in a circle');
    view.spend(12);
    if (above.depth >= DEEPEST) throw new PdfReadError('budget', 0, 'a form too deep');
    const part = textOf(view.resolve(dict.entries.get('T')), LONGEST + 1);
    const field: Field = {
      ref: node,
      dict,
      name: part === undefined ? above.name : above.name === '' ? part : `${above.name}.${part}`,
      type: nameOf(view.resolve(dict.entries.get('FT'))) ?? above.type,
      value: dict.entries.get('V') ?? above.value,
      isWidgetOnly: part === undefined && above.name !== '',
      above: above.ref?.number,
    };
    if (field.name.length > LONGEST) throw new PdfReadError('budget', 0, 'a name too long');
    fields.set(node.number, field);
    for (const kid of [...itemsOf(view, dict.entries.get('Kids'))].reverse())
      open.push({ node: kid, above: { ...field, depth: above.depth + 1 } });
  }
  return fields;
}

// Annex D.3: where PDFDocEncoding is not Latin-1.
const ofOctets: ReadonlyMap<number, string> = new Map([
  ...Array.from('˘ˇˆ˙˝˛˚˜', (sign, at): [number, string] => [0x18 + at, sign]),
  ...Array.from('•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž', (sign, at): [number, string] => [0x80 + at, sign]),
  [0xa0, '€'],
]);

/** A text string (7.9.2.2): one and the same in whichever encoding it is written, and of no more than `most` signs. */
export function textOf(value: PdfValue | undefined, most = 200): string | undefined {
  if (!isString(value)) return undefined;
  const { bytes } = value;
  const text =
    bytes[0] === 0xfe && bytes[1] === 0xff
      ? new TextDecoder('utf-16be').decode(bytes.subarray(2))
      : bytes[0] === 0xef && bytes[1] === 0xbb
        ? bytes.subarray(3).toString('utf8')
        : Array.from(bytes.subarray(0, most), (octet) => ofOctets.get(octet) ?? String.fromCharCode(octet)).join('');
  return text.slice(0, most);
}

/** Whether something is, or leads to, a dictionary. */
export const hasDict = (view: PdfView, value: PdfValue | undefined): boolean => isDict(view.resolve(value));
