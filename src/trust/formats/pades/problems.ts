/** Why a signature in a PDF is none over the file it stands in. Closed; each code with its clause (ISO 32000-2, EN 319 142-1). */
export const padesNorms = {
  'range-missing': 'ISO 32000-2 12.8.1',
  'range-does-not-cover': 'ISO 32000-2 12.8.1',
  'range-hole': 'ISO 32000-2 12.8.1',
  'contents-missing': 'ISO 32000-2 12.8.1',
  'contents-malformed': 'ISO 32000-2 12.8.3.3',
  'format-unknown': 'EN 319 142-1 5.3',
  'type-unknown': 'ISO 32000-2 12.8.1',
  'not-in-signed-form': 'ISO 32000-2 12.7.5.5',
  'signature-shared': 'ISO 32000-2 12.7.5.5',
  'permissions-unknown': 'ISO 32000-2 12.8.2',
  'signers-not-one': 'EN 319 142-1 4.2',
  'content-inside': 'ISO 32000-2 12.8.3.3',
} as const;
export type PadesFault = keyof typeof padesNorms;
