import { createHash, hash } from 'node:crypto';

// RFC 8785 (JCS) narrowed to what a legal record needs: strings in NFC, integers only, plain data.
// A float has two honest spellings in two languages; an integer has one.

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

const MAX_DEPTH = 64;

/** The text of a value in its one canonical form. Throws where the value has none. */
export function canonical(value: JsonValue): string {
  return write(value, 0);
}

export const canonicalBytes = (value: JsonValue): Uint8Array => Buffer.from(canonical(value), 'utf8');

/**
 * Reads bytes that claim to be canonical: they must be exactly what `canonical` would write for their content,
 * so that every byte counts (no duplicate keys, no second spelling, no blanks).
 */
export function parseCanonical(bytes: Uint8Array): JsonValue {
  let value: JsonValue;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as JsonValue;
  } catch {
    throw new CanonicalError('not UTF-8 JSON');
  }
  if (!Buffer.from(bytes).equals(canonicalBytes(value))) throw new CanonicalError('not in canonical form');
  return value;
}

export class CanonicalError extends Error {
  override readonly name = 'CanonicalError';
}

export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  // In one go a short text is hashed in two thirds of the time.
  if (parts.length === 1) return hash('sha256', parts[0]!, 'buffer');
  const hashing = createHash('sha256');
  for (const part of parts) hashing.update(part);
  return hashing.digest();
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** SHA-256 of the canonical form, in lower-case hex: how one document names another. */
export const hashOf = (value: JsonValue): string => hex(sha256(canonicalBytes(value)));

// Characters that JSON writes as they are and that no normalisation touches: ASCII without quote and backslash, the letters
// of Cyrillic, the signs of our texts. A text of these alone is its own canonical form; any other takes the long way.
const plain = /^[ !#-[\]-~\u00a0\u00ab\u00bb\u0400-\u0482\u048a-\u04ff\u2013\u2014\u2018-\u201d\u2116]*$/;

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new CanonicalError('nested too deeply');
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new CanonicalError('only integers within the safe range have a form');
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return array(value, depth);
  if (typeof value !== 'object') throw new CanonicalError(`a ${typeof value} has no JSON form`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new CanonicalError('only plain objects have a form');
  return object(value as Record<string, unknown>, depth);
}

function array(items: readonly unknown[], depth: number): string {
  let written = '[';
  for (let i = 0; i < items.length; i++) written += (i === 0 ? '' : ',') + write(items[i], depth + 1);
  return `${written}]`;
}

function object(value: Record<string, unknown>, depth: number): string {
  const names = sorted(Object.keys(value));
  // Before anything is written: what was written twice here would be written twice at each depth.
  for (const name of names) if (labelOf(name) === undefined) return composed(value, names, depth);
  let written = '';
  for (const name of names) {
    const item = value[name];
    // An absent optional field and one set to undefined are the same document.
    if (item === undefined) continue;
    written += `${written === '' ? '{' : ','}${labelOf(name)!}`;
    written += write(item, depth + 1);
  }
  return written === '' ? '{}' : `${written}}`;
}

// Some key is not its own canonical form: two may be one, and the order is that of what they become.
function composed(value: Record<string, unknown>, keys: readonly string[], depth: number): string {
  const names = new Map<string, string>();
  for (const key of keys) {
    if (value[key] === undefined) continue;
    const name = key.normalize('NFC');
    if (names.has(name)) throw new CanonicalError('two keys are one after normalisation');
    names.set(name, key);
  }
  const written = sorted([...names.keys()]).map((name) => `${text(name)}:${write(value[names.get(name)!], depth + 1)}`);
  return `{${written.join(',')}}`;
}

// RFC 8785, 3.2.3: by UTF-16 code units, which is how JavaScript compares strings. In place: a dozen names are in order sooner than
// `sort` has begun.
function sorted(names: string[]): readonly string[] {
  if (names.length > 24) return names.sort();
  for (let at = 1; at < names.length; at++) {
    const name = names[at]!;
    let to = at;
    for (; to > 0 && names[to - 1]! > name; to--) names[to] = names[to - 1]!;
    names[to] = name;
  }
  return names;
}

const labels = new Map<string, string>();
const MAX_LABELS = 2000;
const MAX_LABEL = 64;

/** A key with its colon; undefined where it is not its own canonical form. Our documents have a few hundred keys among them. */
function labelOf(name: string): string | undefined {
  let label = labels.get(name);
  if (label === undefined) {
    if (!plain.test(name)) return undefined;
    label = `"${name}":`;
    if (name.length > MAX_LABEL) return label;
    if (labels.size >= MAX_LABELS) labels.clear();
    labels.set(name, label);
  }
  return label;
}

function text(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new CanonicalError('a lone surrogate has no UTF-8 form');
  return JSON.stringify(value.normalize('NFC'));
}
