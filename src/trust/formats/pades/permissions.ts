import { type Field, itemsOf, textOf } from './fields.ts';
import { isDict, isRef, nameOf, type PdfDict, type PdfValue, type PdfView, wholeOf } from './reader/index.ts';

/** Which fields may not be changed any more (ISO 32000-2 12.7.5.5, 12.8.2.4). */
export type Lock = { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] };

/** What may be done to a file after a signature. */
export type Permissions = {
  /**
   * 12.8.2.2: what the certification of the document allows: 1 nothing, 2 filling in and signing, 3 annotations too. undefined
   * where nobody certified it: then further signatures alone change nothing of what was signed.
   */
  readonly level: 1 | 2 | 3 | undefined;
  readonly certifies: boolean;
  readonly locks: readonly Lock[];
  /** A rule that is there and is not understood: nothing is allowed. */
  readonly unknown: boolean;
};

/** `view`: the file as it was when the signature was made. @throws PdfReadError */
export function permissionsOf(view: PdfView, field: Field, signature: PdfDict): Permissions {
  const own = transforms(view, signature);
  const certifying = view.dict(view.dict(view.root)?.entries.get('Perms'))?.entries.get('DocMDP');
  const certificate = view.dict(certifying);
  const certified = certificate === undefined ? [] : transforms(view, certificate).levels;
  const certifies = isRef(certifying) && isRef(field.value) && certifying.number === field.value.number;
  const levels = [
    ...own.levels,
    ...(certificate === undefined ? [] : certified.length === 0 ? [2 as const] : certified),
  ];
  const given = view.resolve(field.dict.entries.get('Lock'));
  const lock = isDict(given) ? given : undefined;
  const locked = given === null ? undefined : lock === undefined ? 'unknown' : lockOf(view, lock);
  const lockLevel = lock === undefined ? undefined : levelOf(view.resolve(lock.entries.get('P')));
  const strictest = [...levels, ...(typeof lockLevel === 'number' ? [lockLevel] : [])].sort((a, b) => a - b)[0];
  return {
    level: strictest,
    certifies,
    locks: [...own.locks, ...(locked === undefined || locked === 'unknown' ? [] : [locked])],
    unknown: own.unknown || locked === 'unknown' || lockLevel === 'unknown',
  };
}

type Transforms = {
  readonly levels: readonly (1 | 2 | 3)[];
  readonly locks: readonly Lock[];
  readonly unknown: boolean;
};

// 12.8.1: signature reference dictionaries.
function transforms(view: PdfView, signature: PdfDict): Transforms {
  const levels: (1 | 2 | 3)[] = [];
  const locks: Lock[] = [];
  let unknown = false;
  for (const item of itemsOf(view, signature.entries.get('Reference'))) {
    const reference = view.dict(item);
    const parameters = view.dict(reference?.entries.get('TransformParams'));
    const method = nameOf(view.resolve(reference?.entries.get('TransformMethod')));
    if (method === 'DocMDP') {
      const level = levelOf(view.resolve(parameters?.entries.get('P'))) ?? 2;
      if (level === 'unknown') unknown = true;
      else levels.push(level);
    } else if (method === 'FieldMDP' && parameters !== undefined) {
      const lock = lockOf(view, parameters);
      if (lock === 'unknown') unknown = true;
      else locks.push(lock);
    } else unknown = true;
  }
  return { levels, locks, unknown };
}

function levelOf(value: PdfValue): 1 | 2 | 3 | undefined | 'unknown' {
  if (value === null) return undefined;
  const level = wholeOf(value);
  return level === 1 || level === 2 || level === 3 ? level : 'unknown';
}

function lockOf(view: PdfView, { entries }: PdfDict): Lock | 'unknown' {
  const action = nameOf(view.resolve(entries.get('Action')));
  if (action !== 'All' && action !== 'Include' && action !== 'Exclude') return 'unknown';
  const fields = itemsOf(view, entries.get('Fields')).map((one) => textOf(view.resolve(one)));
  return fields.every((one) => one !== undefined) ? { action, fields } : 'unknown';
}

/** Whether a lock holds for a field that was there when it was set: by its name, or that of one above it. */
export const locks = ({ action, fields }: Lock, name: string): boolean => {
  const named = fields.some((one) => name === one || name.startsWith(`${one}.`));
  return action === 'All' || (action === 'Include' ? named : !named);
};
