import { createRequire } from 'node:module';
import { TokenRefused } from './refused.ts';

type Native = typeof import('koffi');
let loaded: Native | undefined;

/** The library that calls libraries: loaded with the first token, so that an installation without one needs no binary of it. @throws TokenRefused */
export function native(): Native {
  try {
    return (loaded ??= createRequire(import.meta.url)('koffi') as Native);
  } catch {
    throw new TokenRefused(
      'module',
      'tokens are not served on this system: it has no binary of the library that calls libraries',
    );
  }
}
