import type { PdfDict, PdfString, PdfValue } from './objects.ts';
import { PdfReadError, type PdfFaultCode, type PdfWork } from './problems.ts';

// Tokens and objects (ISO 32000-2 7.2, 7.3). Strict: what two readers could take for two things is refused.

const MAX_DEPTH = 48;
/** What an object costs beside its one step: about what it weighs in memory. */
const weight = { dict: 5, entry: 2, string: 7, array: 1, real: 1 };
/** Octets of a name as it is written. */
const MAX_NAME = 1024;
const kinds = new Uint8Array(256); // 1 white space, 2 delimiter
for (const one of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) kinds[one] = 1;
for (const one of '()<>[]{}/%') kinds[one.charCodeAt(0)] = 2;
const isRegular = (octet: number | undefined): boolean => octet !== undefined && kinds[octet] === 0;

/** A place in bytes from which objects are read. `at` moves on. Everything throws PdfReadError. */
export class Scan {
  readonly bytes: Buffer;
  readonly end: number;
  readonly work: PdfWork;
  at: number;
  constructor(bytes: Buffer, at: number, end: number, work: PdfWork) {
    this.bytes = bytes;
    this.at = at;
    this.end = Math.min(end, bytes.length);
    this.work = work;
  }

  fail(what: string, fault: PdfFaultCode = 'malformed'): never {
    throw new PdfReadError(fault, this.at, what);
  }

  #octet(at = this.at): number | undefined {
    return at < this.end ? this.bytes[at] : undefined;
  }

  /** Past white space and comments. */
  skip(): void {
    const start = this.at;
    this.#pass();
    if (this.at - start >= 16) this.#pay(start);
  }

  #pass(): void {
    for (; this.at < this.end; this.at++) {
      const octet = this.bytes[this.at]!;
      if (kinds[octet] === 1) continue;
      if (octet !== 0x25) return;
      while (this.at < this.end && this.bytes[this.at] !== 0x0a && this.bytes[this.at] !== 0x0d) this.at++;
    }
  }

  /** Takes a word that stands here alone, white space before it passed; false where it does not. */
  take(word: string): boolean {
    this.skip();
    const end = this.at + word.length;
    if (end > this.end || this.bytes.toString('latin1', this.at, end) !== word || isRegular(this.#octet(end)))
      return false;
    this.at = end;
    return true;
  }

  expect(word: string): void {
    if (!this.take(word)) this.fail(`no ${word}`);
  }

  /** Digits only. */
  whole(): number {
    this.skip();
    const found = this.#whole();
    return found ?? this.fail('no whole number');
  }

  #whole(): number | undefined {
    let [value, digits] = [0, 0];
    for (let octet = this.#octet(); octet !== undefined && octet >= 0x30 && octet <= 0x39; octet = this.#octet()) {
      value = value * 10 + octet - 0x30;
      this.at++;
      if (++digits > 15) return undefined;
    }
    return digits === 0 || isRegular(this.#octet()) ? undefined : value;
  }

  value(depth = 0): PdfValue {
    this.work.spend('steps');
    if (depth > MAX_DEPTH) this.fail('nested too deeply', 'budget');
    this.skip();
    const octet = this.#octet();
    if (octet === undefined) return this.fail('the end');
    switch (octet) {
      case 0x2f:
        return { is: 'name', name: this.#name() };
      case 0x28:
        return this.#literal();
      case 0x5b:
        return this.#array(depth);
      case 0x3c:
        return this.#octet(this.at + 1) === 0x3c ? this.dict(depth) : this.#hex();
      default:
        return this.#word(octet);
    }
  }

  dict(depth = 0): PdfDict {
    this.work.spend('steps', weight.dict);
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.work.spend('steps', weight.entry);
      this.skip();
      if (this.#octet() === 0x3e && this.#octet(this.at + 1) === 0x3e) break;
      if (this.#octet() !== 0x2f) this.fail('no name in a dictionary');
      const key = this.#name();
      if (entries.has(key)) this.fail(`/${key} twice`, 'key-twice');
      entries.set(key, this.value(depth + 1));
    }
    this.at += 2;
    return { is: 'dict', entries };
  }

  #array(depth: number): PdfValue {
    this.work.spend('steps', weight.array);
    this.at++;
    const items: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.#octet() === 0x5d) break;
      items.push(this.value(depth + 1));
    }
    this.at++;
    return { is: 'array', items };
  }

  #name(): string {
    const start = ++this.at;
    while (isRegular(this.#octet())) this.at++;
    if (this.at - start > MAX_NAME) this.fail('a name without end');
    this.#pay(start);
    const written = this.bytes.toString('latin1', start, this.at);
    if (!written.includes('#')) return written;
    // 7.3.5: two digits after each #, and no name holds a null.
    if (/#(?![0-9a-fA-F]{2})|#00/.test(written)) this.fail('a name with a loose #');
    return written.replace(/#(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }

  // Objects may lie in one another's strings, names and comments: what is read is paid for each time.
  #pay(from: number): void {
    this.work.spend('steps', (this.at - from) >> 3);
  }

  #hex(): PdfString {
    const start = this.at++;
    const close = this.bytes.indexOf(0x3e, this.at);
    if (close < 0 || close >= this.end) this.fail('a string without end');
    this.work.spend('steps', weight.string + ((close - start) >> 3));
    const written = this.bytes.toString('latin1', this.at, close);
    const text = written.replace(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9a-fA-F]*$/.test(text)) this.fail('a string with other than digits');
    this.at = close + 1;
    const bytes = Buffer.from(text.length % 2 === 0 ? text : `${text}0`, 'hex');
    const pairs = text.length % 2 === 0 && text.length === written.length;
    return { is: 'string', bytes, hex: true, pairs, start, end: this.at };
  }

  #literal(): PdfString {
    this.work.spend('steps', weight.string);
    const start = this.at++;
    const out: number[] = [];
    for (let open = 1; ; ) {
      const octet = this.#octet();
      if (octet === undefined) return this.fail('a string without end');
      this.at++;
      if (octet === 0x28) open++;
      else if (octet === 0x29 && --open === 0) break;
      if (octet === 0x5c) this.#escape(out);
      else if (octet === 0x0d) {
        // 7.3.4.2: an end of line, however written, is one line feed.
        if (this.#octet() === 0x0a) this.at++;
        out.push(0x0a);
      } else out.push(octet);
    }
    this.#pay(start);
    return { is: 'string', bytes: Buffer.from(out), hex: false, pairs: false, start, end: this.at };
  }

  #escape(out: number[]): void {
    const octet = this.#octet();
    if (octet === undefined) return;
    this.at++;
    const known = 'nrtbf'.indexOf(String.fromCharCode(octet));
    if (known >= 0) out.push([0x0a, 0x0d, 0x09, 0x08, 0x0c][known]!);
    else if (octet >= 0x30 && octet <= 0x37) {
      let code = octet - 0x30;
      for (let n = 0; n < 2; n++) {
        const next = this.#octet();
        if (next === undefined || next < 0x30 || next > 0x37) break;
        code = code * 8 + next - 0x30;
        this.at++;
      }
      out.push(code & 0xff);
    } else if (octet === 0x0d) {
      if (this.#octet() === 0x0a) this.at++;
    } else if (octet !== 0x0a) out.push(octet);
  }

  #word(first: number): PdfValue {
    if (first >= 0x30 && first <= 0x39) {
      const reference = this.#reference();
      if (reference !== undefined) return reference;
    }
    const start = this.at;
    while (isRegular(this.#octet())) this.at++;
    const word = this.bytes.toString('latin1', start, Math.min(this.at, start + 64));
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    const length = this.at - start;
    if (length <= 16 && /^[+-]?\d+$/.test(word)) return Number(word);
    if (length <= 64 && /^[+-]?(\d+\.\d*|\.\d+)$/.test(word)) {
      this.work.spend('steps', weight.real);
      return { is: 'real', value: Number(word) };
    }
    this.at = start;
    return this.fail('no object');
  }

  // `12 0 R`, or the 12 alone.
  #reference(): PdfValue | undefined {
    const start = this.at;
    const number = this.#whole();
    if (number === undefined) {
      this.at = start;
      return undefined;
    }
    const alone = this.at;
    this.skip();
    const generation = this.#whole();
    if (generation !== undefined) {
      this.skip();
      if (this.#octet() === 0x52 && this.take('R')) {
        if (number === 0 || generation > 65_535) this.fail('a reference to nothing');
        return { is: 'ref', number, generation };
      }
    }
    this.at = alone;
    return number;
  }
}
