import {
  documentTypes,
  type DocumentType,
  fullName,
  isDocumentType,
  parseDocumentNumber,
  splitDocumentNumber,
} from '../../keys/index.ts';
import type { FieldError } from '../../platform/html/index.ts';
import { isUuid } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { type Given, linesOf, textOf } from '../holder/given.ts';
import { type Handle, lookAt, lookUpRecord } from '../holder/look-up.ts';
import { refusedText } from '../holder/trouble.ts';
import type { Visit } from '../holder/visit.ts';
import { commonWords } from '../holder/common.messages.ts';
import { executeWords } from './execute.messages.ts';

/** Whose data is transferred, as the clerk sees them before it is. */
export type Named = { readonly subjectId: string; readonly name: string };

/** What one form finds at most; a holder's system transfers for hundreds. */
const most = 50;

/** The people of the form's lines, each found by a number, or what is wrong with the lines. Each look is on record. */
export async function peopleOf(visit: Visit, given: Given): Promise<readonly Named[] | readonly FieldError[]> {
  const { lang, deps, desk } = visit;
  const w = executeWords[lang];
  const lines = linesOf(given, 'people');
  const field = 'people';
  if (lines.length === 0) return [{ field, text: commonWords[lang].fill(w.people) }];
  if (lines.length > most) return [{ field, text: w.tooMany }];
  const people: Named[] = [];
  const errors: FieldError[] = [];
  for (const [i, line] of lines.entries()) {
    const found = await lookUpRecord(deps, desk, handleOfLine(line));
    if (isRefusal(found)) {
      errors.push({ field, text: w.line(i + 1, refusedText(lang, found)) });
      continue;
    }
    if (people.some((one) => one.subjectId === found.subjectId)) {
      errors.push({ field, text: w.twice(i + 1) });
      continue;
    }
    people.push({ subjectId: found.subjectId, name: found.record === null ? line : fullName(found.record) });
  }
  return errors.length > 0 ? errors : people;
}

/** The people of the check, by this holder's own ids of them: what was looked up for it is not looked up again. */
export function checkedPeople({ lang }: Visit, given: Given): readonly string[] | readonly FieldError[] {
  const ids = textOf(given, 'subjects').split(' ');
  return ids.length <= most && ids.every(isUuid) && new Set(ids).size === ids.length
    ? ids
    : [{ field: 'people', text: commonWords[lang].fill(executeWords[lang].people) }];
}

/** Of whom a refusal speaks that came after the check. This look is on record, too. */
export async function nameOfSubject({ deps, desk }: Visit, subjectId: string): Promise<string> {
  const record = await lookAt(deps, desk, subjectId, 'transfer');
  return record === null ? subjectId : fullName(record);
}

export const arePeople = (found: readonly Named[] | readonly FieldError[]): found is readonly Named[] =>
  found.every((one) => 'subjectId' in one);

/** Digits alone are a personal number, anything else a document's series and number. */
function handleOfLine(line: string): Handle {
  if (/^[\d\s-]+$/.test(line)) return { by: 'pin', pin: line.replace(/[\s-]/g, '') };
  const { series, number } = splitDocumentNumber(line);
  const types = Object.keys(documentTypes).filter(isDocumentType);
  const fits = (type: DocumentType): boolean => !isRefusal(parseDocumentNumber(type, series, number));
  return { by: 'document', type: types.find(fits) ?? types[0]!, series, number };
}
