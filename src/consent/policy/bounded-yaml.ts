import { Composer, isMap, isScalar, isSeq, LineCounter, Parser } from 'yaml';
import type { CST, Node as YamlAst, Scalar as YamlScalar } from 'yaml';
import type { Refusal } from '../../platform/refusal.ts';
import { refuse } from './refusals.ts';

// Foreign bytes become a small tree of texts with their lines; nothing else of YAML is let in: no anchors, no tags,
// no second document, no guessing of types (a TIN keeps its leading zero, "no" stays a word).

export type Spot = { readonly file: string; readonly line: number };
export type Scalar = Spot & { readonly kind: 'scalar'; readonly text: string; readonly quoted: boolean };
export type List = Spot & { readonly kind: 'list'; readonly items: readonly Tree[] };
export type Entries = Spot & { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Tree> };
export type Tree = Scalar | List | Entries;

export const limits = { bytes: 256 * 1024, depth: 24, nodes: 20_000 } as const;

/** An empty value, `null` or `~` written plainly: "the source is silent". */
export const isSilent = (tree: Tree | undefined): boolean =>
  tree === undefined || (tree.kind === 'scalar' && !tree.quoted && /^(|~|null)$/.test(tree.text));

export function readYaml(source: Uint8Array | string, file: string): Tree | Refusal {
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (bytes > limits.bytes) return refuse('TOO_LARGE', { values: { file, limit: limits.bytes / 1024 } });
  const text = decode(source);
  if (text === null) return refuse('NOT_UTF8', { values: { file } });

  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const excess = measure(tokens, (offset) => lines.linePos(offset).line, file);
  if (excess) return excess;

  const documents = [...new Composer({ schema: 'failsafe', uniqueKeys: true, logLevel: 'silent' }).compose(tokens)];
  if (documents.length > 1) return refuse('SEVERAL_DOCUMENTS', { values: { file } });
  const fault = documents[0]?.errors[0];
  if (fault) {
    const line = lines.linePos(fault.pos[0]).line;
    return refuse(fault.code === 'DUPLICATE_KEY' ? 'KEY_TWICE' : 'NOT_YAML', {
      values: { file, line },
      details: { line },
    });
  }
  const root = documents[0]?.contents;
  if (!root) return refuse('EMPTY', { values: { file } });
  return toTree(root, { file, lineAt: (offset) => lines.linePos(offset).line });
}

function decode(source: Uint8Array | string): string | null {
  if (typeof source === 'string') return source;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch {
    return null;
  }
}

/** Walks the token tree without recursion, before anything recursive touches it. */
function measure(tokens: readonly CST.Token[], lineAt: (offset: number) => number, file: string): Refusal | null {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    const line = lineAt(token.offset);
    nodes += 1;
    if (nodes > limits.nodes) return refuse('TOO_MANY_NODES', { values: { file, limit: limits.nodes } });
    if (depth > limits.depth)
      return refuse('TOO_DEEP', { values: { file, line, limit: limits.depth }, details: { line } });
    if (token.type === 'alias') return refuse('ALIAS', { values: { file, line }, details: { line } });
    const parts: (CST.Token | null | undefined)[] = 'value' in token ? [token.value as CST.Token | undefined] : [];
    const marks: CST.SourceToken[] = 'start' in token && Array.isArray(token.start) ? [...token.start] : [];
    if ('items' in token) {
      for (const item of token.items) {
        marks.push(...item.start, ...(item.sep ?? []));
        parts.push(item.key, item.value);
      }
    }
    nodes += marks.length >> 3;
    const mark = marks.find(({ type }) => type === 'anchor' || type === 'tag');
    if (mark) {
      const at = lineAt(mark.offset);
      return refuse(mark.type === 'tag' ? 'TAG' : 'ALIAS', { values: { file, line: at }, details: { line: at } });
    }
    for (const part of parts) if (part && typeof part === 'object') open.push({ token: part, depth: depth + 1 });
  }
  return null;
}

type Source = { readonly file: string; readonly lineAt: (offset: number) => number };

function toTree(node: YamlAst, source: Source): Tree {
  const spot: Spot = { file: source.file, line: source.lineAt(node.range?.[0] ?? 0) };
  if (isSeq(node)) return { ...spot, kind: 'list', items: node.items.map((item) => child(item, spot, source)) };
  if (isMap(node)) {
    const entries = new Map<string, Tree>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? written(pair.key) : '?';
      const keyLine = isScalar(pair.key) ? source.lineAt(pair.key.range?.[0] ?? 0) : spot.line;
      entries.set(key, child(pair.value, { ...spot, line: keyLine }, source));
    }
    return { ...spot, kind: 'map', entries };
  }
  const text = isScalar(node) ? written(node) : '';
  return { ...spot, kind: 'scalar', text: text.normalize('NFC'), quoted: isScalar(node) && node.type !== 'PLAIN' };
}

/** The failsafe schema reads every scalar as the text that was written. */
const written = (scalar: YamlScalar): string => (typeof scalar.value === 'string' ? scalar.value : '');

const child = (value: unknown, spot: Spot, source: Source): Tree =>
  value ? toTree(value as YamlAst, source) : { ...spot, kind: 'scalar', text: '', quoted: false };
