import { JwsError } from './problems.ts';

// RFC 8259, read so that there is one reading only: a member stands once in its object (RFC 7515 4), the octets are UTF-8, text is
// well-formed Unicode. The reader of the language keeps the last of two members of one name; another reader may keep the first.

export type Json = string | number | boolean | null | readonly Json[] | JsonMap;
/** Members by name; no name means anything to the language. */
export type JsonMap = ReadonlyMap<string, Json>;

const MAX_DEPTH = 16;
const MAX_NODES = 20_000;

/** @throws JwsError */
export function readJson(bytes: Uint8Array): Json {
  const reader = new Reader(textOf(bytes));
  const value = reader.value(0);
  reader.end();
  return value;
}

/** @throws JwsError */
export function readObject(bytes: Uint8Array): JsonMap {
  const value = readJson(bytes);
  if (!isMap(value)) throw new JwsError('not-json', 'no object');
  return value;
}

export const isMap = (value: Json | undefined): value is JsonMap => value instanceof Map;
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JwsError('not-json', 'no UTF-8');
  }
}

class Reader {
  readonly #text: string;
  #at = 0;
  #nodes = 0;
  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH || ++this.#nodes > MAX_NODES) throw new JwsError('too-large', 'json');
    this.#blanks();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  end(): void {
    this.#blanks();
    if (this.#at !== this.#text.length) this.#fail();
  }

  #object(depth: number): JsonMap {
    const members = new Map<string, Json>();
    this.#at++;
    if (this.#takes('}')) return members;
    do {
      this.#blanks();
      if (this.#text[this.#at] !== '"') this.#fail();
      const name = this.#string();
      if (members.has(name)) throw new JwsError('member-twice', name.slice(0, 40));
      if (!this.#takes(':')) this.#fail();
      members.set(name, this.value(depth + 1));
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail();
    return members;
  }

  #list(depth: number): readonly Json[] {
    const all: Json[] = [];
    this.#at++;
    if (this.#takes(']')) return all;
    do all.push(this.value(depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) this.#fail();
    return all;
  }

  // Where a string ends is ours; what its escapes mean, and that it holds no control characters, is the language's.
  #string(): string {
    const from = this.#at;
    let end = from;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end < 0) this.#fail();
    } while (this.#escaped(end));
    this.#at = end + 1;
    const value = this.#parsed(this.#text.slice(from, this.#at)) as string;
    if (!value.isWellFormed()) this.#fail();
    return value;
  }

  #escaped(at: number): boolean {
    let backslashes = 0;
    while (this.#text[at - 1 - backslashes] === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  #scalar(): Json {
    const scalar = /(?:true|false|null|-?[0-9][0-9.eE+-]{0,30})(?![0-9A-Za-z.+-])/y;
    scalar.lastIndex = this.#at;
    const found = scalar.exec(this.#text)?.[0];
    if (found === undefined) return this.#fail();
    this.#at += found.length;
    return this.#parsed(found) as Json;
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return this.#fail();
    }
  }

  #takes(one: string): boolean {
    this.#blanks();
    if (this.#text[this.#at] !== one) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '-')) this.#at++;
  }

  #fail(): never {
    throw new JwsError('not-json', `at ${this.#at}`);
  }
}
