import { locks, type Permissions } from '../permissions.ts';

/** What a later revision may have done to a file. Whatever is none of the others is 'catalogue' or 'unknown'. */
export const changeKinds = [
  'signature',
  'time-stamp',
  'validation-data',
  'version',
  'signature-mark',
  'form-field',
  'field-appearance',
  'annotation',
  'page-content',
  'pages',
  'metadata',
  'attachment',
  'form',
  'signature-altered',
  'catalogue',
  'unused',
  'unknown',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export type Change = {
  readonly kind: ChangeKind;
  /** The revision that made it. */
  readonly revision: number;
  /** A field's name, a page's number, a key of the catalogue. */
  readonly where: string;
};

/**
 * 'kept': what was signed is as it was. 'allowed': the certification of the document lets it be done. 'to-be-seen': it may be
 * done, but it draws on a page, and what it hides there only eyes can tell. 'forbidden': everything else.
 */
export const standings = ['kept', 'allowed', 'to-be-seen', 'forbidden'] as const;
export type Standing = (typeof standings)[number];

/**
 * How a change after a signature stands to it. Validation data and document time-stamps never count (ISO 32000-2 12.8.2.2.2);
 * further signatures do where the document is certified against them; nothing else is allowed unless a certification says so.
 */
export function standing(change: Change, { level, locks: all, unknown }: Permissions): Standing {
  const locked = (): boolean => unknown || all.some((lock) => locks(lock, change.where));
  switch (change.kind) {
    case 'validation-data':
    case 'time-stamp':
    case 'version':
      return 'kept';
    case 'signature':
      return level === 1 || locked() ? 'forbidden' : 'kept';
    // The field was there for it when the document was signed; how large it is, the maker of the document chose.
    case 'signature-mark':
      return level === 1 || locked() ? 'forbidden' : 'to-be-seen';
    case 'form-field':
      return level === undefined || level === 1 || locked() ? 'forbidden' : 'allowed';
    case 'field-appearance':
      return level === undefined || level === 1 || locked() ? 'forbidden' : 'to-be-seen';
    case 'annotation':
      return level === 3 && !unknown ? 'to-be-seen' : 'forbidden';
    default:
      return 'forbidden';
  }
}
