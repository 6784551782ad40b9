import { type Field, fieldsOf, textOf } from './fields.ts';
import { type Permissions, permissionsOf } from './permissions.ts';
import type { PadesFault } from './problems.ts';
import {
  isArray,
  isDict,
  isName,
  isRef,
  isString,
  nameOf,
  type PdfDict,
  type PdfFile,
  PdfReadError,
  type PdfRef,
  type PdfString,
  wholeOf,
} from './reader/index.ts';

/** A signature as it stands in a field of the newest revision. Its mathematics was not looked at. */
export type PdfSignature = {
  readonly field: string;
  /** The number of the signature's own object. */
  readonly object: number | undefined;
  readonly kind: 'signature' | 'time-stamp';
  /** /SubFilter, where it is a name. */
  readonly format: string | undefined;
  /** The revision that it was made over, as its range says; undefined where the range is that of none. */
  readonly revision: number | undefined;
  /** What is signed: the octets before and after /Contents, where the range is as it must be. */
  readonly covered: readonly [Buffer, Buffer] | undefined;
  /** The CMS message or the token, its padding taken off. */
  readonly message: Buffer | undefined;
  /** What the signer says beside the message: /M, /Reason, /Location, /Name. Shown; nothing rests on it. */
  readonly says: {
    readonly time?: string;
    readonly reason?: string;
    readonly location?: string;
    readonly name?: string;
  };
  readonly permissions: Permissions;
  readonly problems: readonly PadesFault[];
};

const kinds: ReadonlyMap<string, PdfSignature['kind']> = new Map([
  ['ETSI.CAdES.detached', 'signature'],
  ['adbe.pkcs7.detached', 'signature'],
  ['ETSI.RFC3161', 'time-stamp'],
]);

const MOST = 64;

/** Every signature of the file, in the order of the revisions they cover. @throws PdfReadError */
export function signaturesOf(file: PdfFile): PdfSignature[] {
  const newest = file.at(file.revisions.length - 1);
  const signed = [...fieldsOf(newest).values()].filter(
    ({ type, value, isWidgetOnly }) => type === 'Sig' && !isWidgetOnly && isDict(newest.resolve(value)),
  );
  if (signed.length > MOST) throw new PdfReadError('budget', 0, 'too many signatures');
  const used = new Set<number>();
  return signed
    .map((field) => readSignature(file, field, used))
    .sort((a, b) => (a.revision ?? Infinity) - (b.revision ?? Infinity));
}

function readSignature(file: PdfFile, field: Field, used: Set<number>): PdfSignature {
  const newest = file.at(file.revisions.length - 1);
  const dict = newest.dict(field.value)!;
  const problems: PadesFault[] = [];
  const ref = isRef(field.value) ? field.value : undefined;
  if (ref === undefined) problems.push('not-in-signed-form');
  else if (used.has(ref.number)) problems.push('signature-shared');
  else used.add(ref.number);
  const format = nameOf(dict.entries.get('SubFilter'));
  const kind = kinds.get(format ?? '');
  const type = dict.entries.get('Type');
  const typeFits =
    type === undefined || (isName(type) && type.name === (kind === 'time-stamp' ? 'DocTimeStamp' : 'Sig'));
  if (kind === undefined) problems.push('format-unknown');
  else if (!typeFits) problems.push('type-unknown');
  const contents = dict.entries.get('Contents');
  const range = ref === undefined ? 'range-missing' : rangeOf(file, ref, dict);
  if (typeof range === 'string') problems.push(range);
  const message = isString(contents) && contents.hex ? messageIn(contents.bytes) : undefined;
  if (!isString(contents)) problems.push('contents-missing');
  else if (message === undefined) problems.push('contents-malformed');
  const found = typeof range === 'string' ? undefined : range;
  if (found !== undefined && !standsIn(file, found.revision, field)) problems.push('not-in-signed-form');
  const permissions = permissionsOf(file.at(found?.revision ?? file.revisions.length - 1), field, dict);
  if (permissions.unknown) problems.push('permissions-unknown');
  return {
    field: field.name,
    object: ref?.number,
    kind: kind ?? 'signature',
    format,
    revision: found?.revision,
    covered: found?.covered,
    message,
    says: said(dict),
    permissions,
    problems,
  };
}

function said({ entries }: PdfDict): PdfSignature['says'] {
  const one = (key: string, as: string) => {
    const text = textOf(entries.get(key));
    return text === undefined ? {} : { [as]: text };
  };
  return { ...one('M', 'time'), ...one('Reason', 'reason'), ...one('Location', 'location'), ...one('Name', 'name') };
}

type Range = { readonly revision: number; readonly covered: readonly [Buffer, Buffer] };

/**
 * The range of a signature: from the first octet to the end of the revision that brought the signature, but for the hexadecimal
 * string in /Contents, its brackets included. Nothing else is a range here: what a reader does not sign it can be made to show.
 */
function rangeOf({ bytes, revisions, at }: PdfFile, ref: PdfRef, { entries }: PdfDict): Range | PadesFault {
  const given = entries.get('ByteRange');
  const numbers = isArray(given) ? given.items.map(wholeOf) : [];
  if (numbers.length !== 4 || numbers.some((one) => one === undefined)) return 'range-missing';
  const [from, first, second, rest] = numbers as [number, number, number, number];
  const contents = entries.get('Contents');
  if (!isString(contents) || !contents.hex) return 'contents-missing';
  const revision = revisions.findIndex(({ start, end }) => contents.start >= start && contents.end <= end);
  const around = revisions[revision];
  if (around === undefined || !isHole(at(revisions.length - 1).placed(ref), contents)) return 'range-hole';
  if (from !== 0 || first !== contents.start || second !== contents.end) return 'range-hole';
  const end = second + rest;
  if (end < around.eof || end > around.end) return 'range-does-not-cover';
  // Who brought the object is who the range speaks of: the same place, as of that revision and today.
  if (at(revision).placed(ref)?.start !== at(revisions.length - 1).placed(ref)?.start) return 'range-does-not-cover';
  return { revision, covered: [bytes.subarray(0, first), bytes.subarray(second, end)] };
}

// The string stands in the signature's own object, and its digits are nothing but digits.
const isHole = (object: { readonly start: number; readonly end: number } | undefined, contents: PdfString): boolean =>
  object !== undefined && contents.start > object.start && contents.end < object.end && contents.pairs;

// 12.7.5.5: the field had this signature when it was made, and has it now.
function standsIn(file: PdfFile, revision: number, field: Field): boolean {
  const then = fieldsOf(file.at(revision)).get(field.ref.number);
  return (
    then !== undefined &&
    then.name === field.name &&
    isRef(then.value) &&
    isRef(field.value) &&
    then.value.number === field.value.number &&
    then.value.generation === field.value.generation
  );
}

/** The DER value that a padded string begins with; nothing but zeros may follow it. */
export function messageIn(padded: Buffer): Buffer | undefined {
  if (padded[0] !== 0x30 || padded.length < 2) return undefined;
  const short = padded[1]!;
  const octets = short < 0x80 ? 0 : short & 0x7f;
  if (short === 0x80 || octets > 4 || padded.length < 2 + octets) return undefined;
  const length = octets === 0 ? short : padded.readUIntBE(2, octets);
  const end = 2 + octets + length;
  if (end > padded.length) return undefined;
  for (let at = end; at < padded.length; at++) if (padded[at] !== 0) return undefined;
  return padded.subarray(0, end);
}
