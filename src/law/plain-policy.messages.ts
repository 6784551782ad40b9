import type { Plain } from './citations.ts';

export const plainPolicy: Readonly<Record<string, Plain>> = {};
