import type { Plain } from './citations.ts';

export const plainConsent: Readonly<Record<string, Plain>> = {};
