import type { Plain } from './citations.ts';

export const plainGrounds: Readonly<Record<string, Plain>> = {};
