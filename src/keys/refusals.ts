import { refusals } from '../platform/refusal.ts';
import { fill, type Text3 } from '../platform/text.ts';
import { refusalTexts, warningTexts } from './refusals.messages.ts';

/** Makes one refusal of this module by its code. */
export const refuse = refusals(refusalTexts);
export type KeysRefusalCode = keyof typeof refusalTexts;

/** Something doubtful in a person's data that stops nothing: a person reads it and decides. */
export type Warning = { readonly code: keyof typeof warningTexts; readonly field: string; readonly text: Text3 };
export const warn = (code: Warning['code'], field: string, values: Readonly<Record<string, string>> = {}): Warning => ({
  code,
  field,
  text: fill(warningTexts[code], values),
});
