// The objects of a PDF file (ISO 32000-2 7.3) as they stand there.

export type PdfName = { readonly is: 'name'; readonly name: string };
/** `start` and `end` bound the token in the file, its brackets included. */
export type PdfString = {
  readonly is: 'string';
  readonly bytes: Buffer;
  readonly hex: boolean;
  /** Hexadecimal digits in pairs and nothing between them. */
  readonly pairs: boolean;
  readonly start: number;
  readonly end: number;
};
export type PdfReal = { readonly is: 'real'; readonly value: number };
export type PdfRef = { readonly is: 'ref'; readonly number: number; readonly generation: number };
export type PdfArray = { readonly is: 'array'; readonly items: readonly PdfValue[] };
export type PdfDict = { readonly is: 'dict'; readonly entries: ReadonlyMap<string, PdfValue> };
/** `raw`: the octets as they are stored, filters not undone. */
export type PdfStream = { readonly is: 'stream'; readonly dict: PdfDict; readonly raw: Buffer };
/** A number is an integer; everything with a point is a `PdfReal`. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfReal
  | PdfRef
  | PdfArray
  | PdfDict
  | PdfStream;

const is =
  <K extends string>(kind: K) =>
  (value: PdfValue | undefined): value is Extract<PdfValue, { is: K }> =>
    typeof value === 'object' && value !== null && value.is === kind;

export const isName = is('name');
export const isString = is('string');
export const isReal = is('real');
export const isRef = is('ref');
export const isArray = is('array');
export const isDict = is('dict');
export const isStream = is('stream');

export const nameOf = (value: PdfValue | undefined): string | undefined => (isName(value) ? value.name : undefined);
/** A whole number that is no less than nothing and fits. */
export const wholeOf = (value: PdfValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const noEntries: PdfDict = { is: 'dict', entries: new Map() };
