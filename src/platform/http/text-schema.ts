import { Type } from 'typebox';

/** Response schema of plain text. */
export const Text = Type.String({ description: 'text/plain' });
