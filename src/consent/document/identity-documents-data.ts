import { documentTypes } from '../../keys/index.ts';
import type { Text3 } from '../../platform/text.ts';

/** The identity documents a person may show, with whether the type carries a series (CP-F-07, CP-F-15). One list with the vault. */
export type IdentityDocumentType = { readonly code: string; readonly name: Text3; readonly series: boolean };

export const identityDocumentTypes: readonly IdentityDocumentType[] = Object.entries(documentTypes).map(
  ([code, rule]) => ({ code, name: rule.name, series: !rule.series.test('') }),
);

/** A type that is not in the table is not known to have a series. */
export const hasSeries = (code: string): boolean =>
  identityDocumentTypes.some((type) => type.code === code && type.series);
