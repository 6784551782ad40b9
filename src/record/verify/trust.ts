import { cosignatureVerifier } from '../cosignature.ts';
import { noteVerifier, type Verifier } from '../note.ts';

/** Whom the reader believes, learnt elsewhere than from the file under check. */
export type Trust = {
  readonly logs: readonly Verifier[];
  readonly witnesses: readonly Verifier[];
  readonly origins: readonly string[];
};

export const noTrust: Trust = { logs: [], witnesses: [], origins: [] };

/**
 * Reads a trust file: lines `log VKEY`, `witness VKEY`, `origin https://…`; `#` begins a comment.
 * @throws Error with the number of the bad line
 */
export function parseTrust(text: string): Trust {
  const trust = { logs: [] as Verifier[], witnesses: [] as Verifier[], origins: [] as string[] };
  for (const [i, line] of text.split('\n').entries()) {
    const [word, value, ...rest] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (!word) continue;
    try {
      if (value === undefined || rest.length > 0) throw new Error('two words are expected');
      if (word === 'log') trust.logs.push(noteVerifier(value));
      else if (word === 'witness') trust.witnesses.push(cosignatureVerifier(value));
      else if (word === 'origin') trust.origins.push(new URL(value).origin);
      else throw new Error('unknown word');
    } catch (error) {
      throw new Error(`trust, line ${i + 1}: ${(error as Error).message}`, { cause: error });
    }
  }
  return trust;
}
