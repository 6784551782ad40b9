import type { Spot, Tree } from './bounded-yaml.ts';
import { codeOf } from './shape.ts';

// Paths through a policy: keys, and codes of list items: "purposes/inform_by_email/dataCategories".

export function childOf(tree: Tree, step: string): Tree | undefined {
  if (tree.kind === 'map') return tree.entries.get(step);
  if (tree.kind === 'list') return tree.items.find((item) => codeOf(item) === step) ?? tree.items[indexOf(step)];
  return undefined;
}

const indexOf = (step: string): number => (/^\d{1,4}$/.test(step) ? Number(step) : -1);

/** Where a path stands in the file; a path that is not written there leads to its nearest written ancestor. */
export function spotOf(tree: Tree, path: string): Spot {
  let here = tree;
  for (const step of path === '' ? [] : path.split('/')) {
    const next = childOf(here, step);
    if (!next) break;
    here = next;
  }
  return { file: here.file, line: here.line };
}
