import type { Plain } from './citations.ts';

export const plainDecree: Readonly<Record<string, Plain>> = {};
