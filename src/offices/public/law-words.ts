import type { Act } from '../../law/index.ts';
import type { Tone } from '../../platform/html/index.ts';

const tones: Readonly<Record<Act['status'], Tone>> = {
  'in-force': 'good',
  draft: 'wait',
  repealed: 'ended',
  'parent-repealed': 'wait',
  policy: 'info',
};
export const standingTone = (status: Act['status']): Tone => tones[status];
