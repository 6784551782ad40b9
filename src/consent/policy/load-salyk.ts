import { readFileSync } from 'node:fs';
import { type MergedPolicy, mergePolicy } from './merge.ts';
import { spoken, type SpokenPolicy } from './policy.ts';

const folder = new URL('../../../examples/salyk-kg/', import.meta.url);
const readExample = (name: string): Uint8Array => readFileSync(new URL(name, folder));

/** The real Salyk.kg policy with the sandbox's invented values on top, and the paths of those values. */
export function loadSalyk(): Omit<MergedPolicy, 'policy'> & { readonly policy: SpokenPolicy } {
  const merged = mergePolicy(
    { source: readExample('policy.yaml'), file: 'examples/salyk-kg/policy.yaml' },
    { source: readExample('sandbox-values.yaml'), file: 'examples/salyk-kg/sandbox-values.yaml' },
  );
  if (merged.kind === 'policy') return { ...merged, policy: spoken(merged.policy) };
  throw new Error(merged.refusals.map(({ text }) => text.en).join('\n'));
}
