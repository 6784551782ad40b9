import type { Plain } from './citations.ts';

export const plainTerms: Readonly<Record<string, Plain>> = {};
