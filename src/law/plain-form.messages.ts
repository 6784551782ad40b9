import type { Plain } from './citations.ts';

export const plainForm: Readonly<Record<string, Plain>> = {};
