import type { Attachment } from '../../platform/pdf/pdf.ts';
import { hashTemplate, readTemplates } from '../../platform/pdf/templates.ts';
import type { Sha256 } from './document.ts';
import { wordingOf } from './render.ts';

const templates = ['standard-form', 'consent-cp8', 'consent-cp8-blank', 'receipt', 'notice'] as const;
export type TemplateHashes = Readonly<Record<(typeof templates)[number], Sha256>>;

/** CP-9: what names a template for ever: its files and its fixed wording. Read once, when the server starts. */
export function templateHashes(formsDir: string): TemplateHashes {
  const files = readTemplates(formsDir);
  return Object.fromEntries(
    templates.map((name) => [name, hashTemplate(name, files, wordingOf(name))]),
  ) as TemplateHashes;
}

/** DECISION 8: the rendering carries the original it was made from. */
export const originalAttachment = (original: Uint8Array): Attachment => ({
  name: 'consent.json',
  mediaType: 'application/json',
  description: 'Макулдуктун түп нускасы (RFC 8785)',
  relationship: 'source',
  content: original,
});
