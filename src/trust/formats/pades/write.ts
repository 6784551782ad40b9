import type * as LibPdf from '@libpdf/core';
import { isString, PdfReadError, readPdf } from './reader/index.ts';

// Files are written by @libpdf/core, as incremental updates. What it brings along to build and check CMS messages is not used: those
// are ours. It is loaded when the first PDF is signed.

const writer = (): Promise<typeof LibPdf> => import('@libpdf/core');

/** Octets of a file that were left open for a message: its digits go between `start` and `end`. */
export type OpenPdf = { readonly bytes: Buffer; readonly start: number; readonly end: number };

export type SignatureEntries = {
  readonly type: 'Sig' | 'DocTimeStamp';
  readonly format: 'ETSI.CAdES.detached' | 'ETSI.RFC3161';
  readonly field: string | undefined;
  /** Text entries of the signature dictionary. */
  readonly texts: Readonly<Partial<Record<'M' | 'Reason' | 'Location' | 'Name', string>>>;
  readonly certify: 1 | 2 | 3 | undefined;
  /** Octets for the message. */
  readonly room: number;
};

/**
 * A further revision with an empty signature in an invisible field, its range filled in (ISO 32000-2 12.8.1). A field of that
 * name is used where it is there and empty. @throws PdfReadError, RangeError
 */
export async function withOpenSignature(pdf: Uint8Array, entries: SignatureEntries): Promise<OpenPdf> {
  const lib = await writer();
  const { PdfArray, PdfDict, PdfName, PdfNumber, PdfString } = lib;
  const file = await loaded(lib, pdf);
  const signature = PdfDict.of({
    Type: PdfName.of(entries.type),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of(entries.format),
    ByteRange: new PdfArray([0, widest, widest, widest].map((one) => PdfNumber.of(one))),
    Contents: PdfString.fromBytes(new Uint8Array(entries.room)),
  });
  for (const [key, text] of Object.entries(entries.texts)) signature.set(key, PdfString.fromString(text));
  const ref = file.register(signature);
  if (entries.certify !== undefined) {
    const parameters = { Type: PdfName.of('TransformParams'), P: PdfNumber.of(entries.certify), V: PdfName.of('1.2') };
    const reference = { Type: PdfName.of('SigRef'), TransformMethod: PdfName.of('DocMDP') };
    signature.set('Reference', new PdfArray([PdfDict.of({ ...reference, TransformParams: PdfDict.of(parameters) })]));
    file.getCatalog().set('Perms', PdfDict.of({ DocMDP: ref }));
  }
  hang(lib, file, ref, entries.field);
  return opened(pdf, await saved(file), ref.objectNumber);
}

const widest = 9_999_999_999;

async function loaded(lib: typeof LibPdf, pdf: Uint8Array): Promise<LibPdf.PDF> {
  // Ours first: what it would refuse to verify is not signed.
  readPdf(pdf);
  return lib.PDF.load(pdf);
}

async function saved(file: LibPdf.PDF): Promise<Buffer> {
  return Buffer.from(await file.save({ incremental: true }));
}

function hang(lib: typeof LibPdf, file: LibPdf.PDF, signature: LibPdf.PdfRef, wanted: string | undefined): void {
  const { PdfArray, PdfDict, PdfName, PdfNumber, PdfString } = lib;
  const resolve = (ref: LibPdf.PdfRef): LibPdf.PdfObject | null => file.getObject(ref) ?? null;
  const catalogue = file.getCatalog();
  let form = catalogue.getDict('AcroForm', resolve);
  if (form === undefined) catalogue.set('AcroForm', file.register((form = PdfDict.of({ Fields: new PdfArray([]) }))));
  form.set('SigFlags', PdfNumber.of(3));
  const fields = form.getArray('Fields', resolve) ?? new PdfArray([]);
  const names = new Map<string, LibPdf.PdfDict>();
  for (let at = 0; at < fields.length; at++) {
    const field = fields.at(at, resolve);
    if (field instanceof PdfDict) names.set(field.getString('T', resolve)?.asString() ?? '', field);
  }
  const there = wanted === undefined ? undefined : names.get(wanted);
  if (there !== undefined) {
    if (there.has('V') || there.getName('FT', resolve)?.value !== 'Sig')
      throw new RangeError(`the field ${wanted} is taken`);
    there.set('V', signature);
    return;
  }
  let number = names.size + 1;
  while (names.has(`Signature${number}`)) number++;
  const page = file.getPage(0);
  if (page === null) throw new RangeError('a file without pages');
  const widget = PdfDict.of({
    Type: PdfName.of('Annot'),
    Subtype: PdfName.of('Widget'),
    FT: PdfName.of('Sig'),
    T: PdfString.fromString(wanted ?? `Signature${number}`),
    V: signature,
    // 132: to be printed, locked.
    F: PdfNumber.of(132),
    Rect: new PdfArray([0, 0, 0, 0].map((one) => PdfNumber.of(one))),
    P: page.ref,
  });
  const field = file.register(widget);
  fields.push(field);
  if (!form.has('Fields')) form.set('Fields', fields);
  const annotations = page.dict.getArray('Annots', resolve);
  if (annotations === undefined) page.dict.set('Annots', new PdfArray([field]));
  else annotations.push(field);
}

// Our own reader says where the writer put the string: it is the one that will have to find it.
function opened(before: Uint8Array, bytes: Buffer, number: number): OpenPdf {
  if (!bytes.subarray(0, before.length).equals(before)) throw new RangeError('the file was rewritten, not added to');
  const file = readPdf(bytes);
  const place = file.at(file.revisions.length - 1).placed({ is: 'ref', number, generation: 0 });
  const value = place?.value;
  const contents =
    typeof value === 'object' && value !== null && value.is === 'dict' ? value.entries.get('Contents') : undefined;
  if (place === undefined || !isString(contents)) throw new PdfReadError('malformed', before.length, 'no signature');
  const wide = `0 ${widest} ${widest} ${widest}`;
  const range = bytes.indexOf(wide, place.start);
  if (range < 0 || range > place.end) throw new PdfReadError('malformed', place.start, 'no range');
  const numbers = `0 ${contents.start} ${contents.end} ${bytes.length - contents.end}`;
  bytes.write(numbers.padEnd(wide.length), range, 'latin1');
  return { bytes, start: contents.start + 1, end: contents.end - 1 };
}

/** The file with the message in its place. @throws RangeError where it does not fit */
export function closedPdf({ bytes, start, end }: OpenPdf, message: Uint8Array): Buffer {
  const digits = Buffer.from(message).toString('hex');
  if (digits.length > end - start) throw new RangeError(`no room for ${message.length} octets`);
  const whole = Buffer.from(bytes);
  whole.write(digits.padEnd(end - start, '0'), start, 'latin1');
  return whole;
}

/** What the message is over. */
export const around = ({ bytes, start, end }: OpenPdf): readonly [Buffer, Buffer] => [
  bytes.subarray(0, start - 1),
  bytes.subarray(end + 1),
];

export type StoreData = {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
};

/** A further revision with a document security store (ISO 32000-2 12.8.4.3). What was in one stays in it. */
export async function withStore(pdf: Uint8Array, data: StoreData): Promise<Buffer> {
  const lib = await writer();
  const { PdfArray, PdfDict, PdfName, PdfStream } = lib;
  const file = await loaded(lib, pdf);
  const resolve = (ref: LibPdf.PdfRef): LibPdf.PdfObject | null => file.getObject(ref) ?? null;
  const catalogue = file.getCatalog();
  let store = catalogue.getDict('DSS', resolve);
  if (store === undefined) catalogue.set('DSS', file.register((store = PdfDict.of({ Type: PdfName.of('DSS') }))));
  for (const [key, all] of [
    ['Certs', data.certificates],
    ['CRLs', data.crls],
    ['OCSPs', data.ocspResponses],
  ] as const) {
    if (all.length === 0) continue;
    const list = store.getArray(key, resolve) ?? new PdfArray([]);
    for (const one of all) list.push(file.register(new PdfStream([], new Uint8Array(one))));
    store.set(key, list);
  }
  const bytes = await saved(file);
  if (!bytes.subarray(0, pdf.length).equals(pdf)) throw new RangeError('the file was rewritten, not added to');
  return bytes;
}
