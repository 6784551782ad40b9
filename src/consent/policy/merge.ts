import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { isSilent, readYaml, type Tree } from './bounded-yaml.ts';
import { childOf } from './places.ts';
import { parsePolicy, type Policy, policyOf, text3, type Unreadable } from './policy.ts';
import { refuse } from './refusals.ts';
import { codeOf, join, type Place, words } from './shape.ts';

// A sandbox needs values that the real policy does not state. They live in a file of their own, each marked as invented,
// may only fill what the policy leaves open, and stay marked wherever they are shown.

export type SandboxValue = { readonly path: string; readonly note: Text3 };
export type MergedPolicy = {
  readonly kind: 'policy';
  readonly policy: Policy;
  readonly tree: Tree;
  /** Paths of the invented values; everything under such a path is invented too. */
  readonly sandboxPaths: readonly string[];
  readonly sandboxValues: readonly SandboxValue[];
};

type Source = { readonly source: Uint8Array | string; readonly file: string };

export function mergePolicy(base: Source, overlay: Source): MergedPolicy | Unreadable {
  const stated = parsePolicy(base.source, base.file);
  if (stated.kind === 'unreadable') return stated;
  const invented = readOverlay(overlay);
  if (invented.kind === 'unreadable') return invented;

  const refusals: Refusal[] = [];
  let tree = stated.tree;
  for (const { path, value } of invented.values) {
    const next = fillIn(tree, path.split('/'), value, '');
    if (next.kind === 'refusal') refusals.push(next);
    else tree = next;
  }
  if (refusals.length > 0) return { kind: 'unreadable', refusals };
  const merged = policyOf(tree);
  if (merged.kind === 'unreadable') return merged;
  return {
    ...merged,
    sandboxPaths: invented.values.map(({ path }) => path),
    sandboxValues: invented.values.map(({ path, note }) => ({ path, note })),
  };
}

export const isSandbox = (path: string, sandboxPaths: readonly string[]): boolean =>
  sandboxPaths.some((invented) => path === invented || path.startsWith(`${invented}/`));

/** Whether something at or under the path is invented: for the mark beside a whole section. */
export const holdsSandbox = (path: string, sandboxPaths: readonly string[]): boolean =>
  isSandbox(path, sandboxPaths) || sandboxPaths.some((invented) => invented.startsWith(`${path}/`));

type Invented = SandboxValue & { readonly value: Tree };

function readOverlay({ source, file }: Source): { kind: 'overlay'; values: readonly Invented[] } | Unreadable {
  const tree = readYaml(source, file);
  if (tree.kind === 'refusal') return { kind: 'unreadable', refusals: [tree] };
  const mistakes: Refusal[] = [];
  const list = tree.kind === 'map' ? tree.entries.get('values') : undefined;
  const format = tree.kind === 'map' ? tree.entries.get('format') : undefined;
  if (list?.kind !== 'list' || !says(format, 'makulduk/policy-sandbox/1')) {
    const expected = 'format: makulduk/policy-sandbox/1, values: [...]';
    const values = { file, line: tree.line, path: 'values', expected };
    return { kind: 'unreadable', refusals: [refuse('WRONG_VALUE', { field: 'values', values })] };
  }
  const values = list.items.map((item) => readInvented(item, mistakes)).filter((value) => value !== null);
  return mistakes.length > 0 ? { kind: 'unreadable', refusals: mistakes } : { kind: 'overlay', values };
}

function readInvented(item: Tree, mistakes: Refusal[]): Invented | null {
  const field = (name: string): Tree | undefined => (item.kind === 'map' ? item.entries.get(name) : undefined);
  const [path, value, note] = [field('path'), field('value'), field('note')];
  if (!says(field('sandbox'), 'true') || isSilent(note) || path?.kind !== 'scalar' || value === undefined) {
    const values = { file: item.file, line: item.line };
    mistakes.push(refuse('OVERLAY_UNMARKED', { values, details: { line: item.line } }));
    return null;
  }
  const before = mistakes.length;
  const at: Place = { path: join('values', path.text), spot: item, mistakes };
  const said = words(note, at);
  return mistakes.length > before ? null : { path: path.text, value, note: text3(said) };
}

const says = (tree: Tree | undefined, word: string): boolean => tree?.kind === 'scalar' && tree.text === word;

/** A copy of the tree with the value at the path, if the place exists in the format and the policy is silent there. */
function fillIn(tree: Tree, steps: readonly string[], value: Tree, walked: string): Tree | Refusal {
  const [step, ...rest] = steps;
  if (step === undefined) {
    return isSilent(tree) ? value : refuse('OVERLAY_CONTRADICTS', { field: walked, values: at(value, walked) });
  }
  const path = join(walked, step);
  if (tree.kind === 'scalar') return refuse('OVERLAY_NO_PLACE', { field: path, values: at(value, path) });
  const old = childOf(tree, step);
  if (old === undefined && (tree.kind === 'list' || rest.length > 0)) {
    return refuse('OVERLAY_NO_PLACE', { field: path, values: at(value, path) });
  }
  const next = old === undefined ? value : fillIn(old, rest, value, path);
  if (next.kind === 'refusal') return next;
  if (tree.kind === 'map') return { ...tree, entries: new Map(tree.entries).set(step, next) };
  return { ...tree, items: tree.items.map((item) => (item === old || codeOf(item) === step ? next : item)) };
}

const at = (value: Tree, path: string) => ({ file: value.file, line: value.line, path });
