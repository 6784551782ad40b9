import type { Plain } from './citations.ts';

export const plainEsign: Readonly<Record<string, Plain>> = {};
