import { type Field, itemsOf, LONGEST, textOf } from './fields.ts';
import { isDict, isRef, nameOf, type PdfDict, type PdfValue, type PdfView, wholeOf } from './reader/index.ts';

/** Fields named by one lock. */
const MOST = 500;

/** Which fields may not be changed any more (ISO 32000-2 12.7.5.5, 12.8.2.4). */
export type Lock = { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] };

export type Level = 1 | 2 | 3;

/** What may be done to a file after a signature. */
export type Permissions = {
  /**
   * 12.8.2.2: what this signature certifies to be allowed: 1 nothing, 2 filling in and signing, 3 annotations too. undefined
   * where it does not certify: then further signatures alone change nothing of what was signed.
   */
  readonly level: Level | undefined;
  readonly certifies: boolean;
  /** The object number of another signature that the catalogue calls the certifying one. A word of whoever wrote it: see `under`. */
  readonly certifiedBy: number | undefined;
  /** What the lock of the field makes of a certification: stricter, never looser. */
  readonly most: Level | undefined;
  readonly locks: readonly Lock[];
  /** A rule that is there and is not understood: nothing is allowed. */
  readonly unknown: boolean;
};

/** `view`: the file as it was when the signature was made. @throws PdfReadError */
export function permissionsOf(view: PdfView, field: Field, signature: PdfDict): Permissions {
  const own = transforms(view, signature);
  const certifying = view.dict(view.dict(view.root)?.entries.get('Perms'))?.entries.get('DocMDP');
  const names = isRef(certifying) && isRef(field.value) && certifying.number === field.value.number;
  // The catalogue was there before the signature, and could be written by anybody: the signature must say itself that it certifies.
  const certifies = names && own.levels.length > 0;
  const given = view.resolve(field.dict.entries.get('Lock'));
  const lock = isDict(given) ? given : undefined;
  const locked = given === null ? undefined : lock === undefined ? 'unknown' : lockOf(view, lock);
  const lockLevel = lock === undefined ? undefined : levelOf(view.resolve(lock.entries.get('P')));
  const most = typeof lockLevel === 'number' ? lockLevel : undefined;
  return {
    level: strictest(
      certifies ? strictest(own.levels[0], ...own.levels) : own.levels.includes(1) ? 1 : undefined,
      most,
    ),
    certifies,
    certifiedBy: isRef(certifying) && !names ? certifying.number : undefined,
    most,
    locks: [...own.locks, ...(locked === undefined || locked === 'unknown' ? [] : [locked])],
    unknown: own.unknown || locked === 'unknown' || lockLevel === 'unknown',
  };
}

/** The stricter of two levels. A level alone allows nothing where nobody certified, but may forbid. */
function strictest(level: Level | undefined, ...others: readonly (Level | undefined)[]): Level | undefined {
  const all = others.filter((one) => one !== undefined);
  if (level === undefined) return all.includes(1) ? 1 : undefined;
  return all.reduce((least, one) => (one < least ? one : least), level);
}

/** The same under a certification by an earlier signature, once that one was found valid. */
export const under = (own: Permissions, certification: Permissions): Permissions => ({
  ...own,
  level: own.level === 1 || !certification.certifies ? own.level : strictest(certification.level, own.level, own.most),
});

type Transforms = {
  readonly levels: readonly Level[];
  readonly locks: readonly Lock[];
  readonly unknown: boolean;
};

// 12.8.1: signature reference dictionaries.
function transforms(view: PdfView, signature: PdfDict): Transforms {
  const levels: Level[] = [];
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

function levelOf(value: PdfValue): Level | undefined | 'unknown' {
  if (value === null) return undefined;
  const level = wholeOf(value);
  return level === 1 || level === 2 || level === 3 ? level : 'unknown';
}

function lockOf(view: PdfView, { entries }: PdfDict): Lock | 'unknown' {
  const action = nameOf(view.resolve(entries.get('Action')));
  if (action !== 'All' && action !== 'Include' && action !== 'Exclude') return 'unknown';
  const fields = itemsOf(view, entries.get('Fields')).map((one) => textOf(view.resolve(one), LONGEST + 1));
  return fields.length <= MOST && fields.every((one) => one !== undefined) ? { action, fields } : 'unknown';
}

/** Whether a lock holds for a field that was there when it was set: by its name, or that of one above it. */
export const locks = ({ action, fields }: Lock, name: string): boolean => {
  const named = fields.some((one) => name === one || name.startsWith(`${one}.`));
  return action === 'All' || (action === 'Include' ? named : !named);
};
