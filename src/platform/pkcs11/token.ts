import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { alteredValues, attributes as a, classes, mechanisms, rv } from './codes-data.ts';
import { type Attribute, mechanism, read, template, ulong, words } from './memory.ts';
import { loadModule, must, type Pkcs11Module } from './module.ts';
import { TokenRefused } from './refused.ts';
import { findToken, logIn, openSession, type TokenPlace } from './session.ts';

export type ObjectClass = keyof typeof classes;

/**
 * A token that its officers have opened. Keys are named by their labels and never leave it. Where the token was taken out and put
 * back, or the connection to it broke, the next use opens it again, once; a PIN that it refuses then is never tried again.
 */
export class Token {
  readonly place: TokenPlace;
  readonly #module: Pkcs11Module;
  readonly #pin: Buffer;
  #session = 0;
  #closed = false;
  #pinRefused: TokenRefused | undefined;
  /** Handles by class and label; of this session only. */
  #handles = new Map<string, number>();
  /** Sessions of this generation for signatures made aside. */
  #free: number[] = [];
  readonly #turns = turns(4);
  #generation = 0;

  /** Opens the token. `pin` is taken over and wiped when the token is closed. @throws TokenRefused */
  constructor(place: TokenPlace, pin: Buffer, options: { readonly attended?: boolean } = {}) {
    this.place = place;
    this.#pin = pin;
    this.#module = loadModule(place.module);
    try {
      this.#open(options.attended === true);
    } catch (error) {
      pin.fill(0);
      throw error;
    }
  }

  /** Whether there is an object of that class and label. @throws TokenRefused where there are two */
  has(kind: ObjectClass, label: string): boolean {
    return this.#retried(() => this.#find(kind, label)) !== undefined;
  }

  /** Labels of all objects of a class, sorted. */
  labels(kind: ObjectClass): string[] {
    return this.#retried(() =>
      this.#search([[a.class, classes[kind]]])
        .map((handle) => this.#attribute(handle, a.label).toString('utf8'))
        .toSorted(),
    );
  }

  /** An attribute of the object as it stands in the token. @throws TokenRefused */
  attribute(kind: ObjectClass, label: string, type: number): Buffer {
    return this.#retried(() => this.#attribute(this.#must(kind, label), type));
  }

  /** Makes a key pair. @throws TokenRefused, also where there is a key of that label already */
  generatePair(label: string, how: number, ofPublic: readonly Attribute[], ofPrivate: readonly Attribute[]): void {
    this.#retried(() => {
      this.#mustBeNew('privateKey', label);
      const [open, secret, made] = [template(ofPublic), template(ofPrivate), mechanism(how)];
      const [first, second] = [ulong(), ulong()];
      must(
        this.#module.call(
          'C_GenerateKeyPair',
          this.#session,
          made,
          open.bytes,
          open.count,
          secret.bytes,
          secret.count,
          first,
          second,
        ),
        `a key pair ${label} is made`,
      );
    });
  }

  /** Makes a secret key. @throws TokenRefused, also where there is a key of that label already */
  generateSecret(label: string, how: number, of: readonly Attribute[]): void {
    this.#retried(() => {
      this.#mustBeNew('secretKey', label);
      const [all, made] = [template(of), mechanism(how)];
      must(
        this.#module.call('C_GenerateKey', this.#session, made, all.bytes, all.count, ulong()),
        `a key ${label} is made`,
      );
    });
  }

  /** Destroys every object of that class and label for good; repeating it is harmless. @throws TokenRefused where one is still there */
  destroy(kind: ObjectClass, label: string): void {
    this.#retried(() => {
      this.#handles.delete(`${kind}/${label}`);
      const named = (): number[] =>
        this.#search([
          [a.class, classes[kind]],
          [a.label, Buffer.from(label)],
        ]);
      for (const handle of named())
        must(this.#module.call('C_DestroyObject', this.#session, handle), `${label} is destroyed`);
      if (named().length > 0)
        throw new TokenRefused('refused', `the token says it destroyed ${label}, and still holds it`);
    });
  }

  /** AES-256-GCM inside the token: ciphertext with the tag of 16 bytes behind it. */
  seal(label: string, nonce: Buffer, plain: Buffer, associated: Buffer): Buffer {
    return this.#retried(() => this.#seal(label, nonce, plain, associated));
  }

  /** The reverse; undefined where the tag does not hold. @throws TokenRefused where it is the token that fails: that says nothing of the tag */
  unseal(label: string, nonce: Buffer, sealed: Buffer, associated: Buffer): Buffer | undefined {
    return this.#retried(() => {
      const opened = this.#unseal(label, nonce, sealed, associated);
      if (typeof opened !== 'number') return opened;
      if (alteredValues.includes(opened)) return undefined;
      // SoftHSM2 and others say so of a tag as well: believed of a token that opens with that key what it seals at this very moment.
      if (opened === rv.generalError && this.#opensItsOwn(label)) return undefined;
      must(opened, 'a key is unwrapped');
      return undefined;
    });
  }

  /** Signs at once, for what cannot wait: a checkpoint of the log. */
  signNow(label: string, how: Buffer, data: Buffer): Buffer {
    return this.#retried(() => {
      must(this.#module.call('C_SignInit', this.#session, how, this.#must('privateKey', label)), `${label} signs`);
      const [out, length] = [Buffer.alloc(1024), ulong(1024)];
      must(this.#module.call('C_Sign', this.#session, data, data.length, out, length), `${label} signs`);
      return Buffer.from(out.subarray(0, read(length)));
    });
  }

  /** Signs aside, four at a time; the rest of the program goes on meanwhile. */
  async sign(label: string, how: Buffer, data: Buffer): Promise<Buffer> {
    const generation = this.#generation;
    try {
      return await this.#signAside(label, how, data);
    } catch (error) {
      if (!this.#mayRetry(error, generation)) throw error;
      return this.#signAside(label, how, data);
    }
  }

  /** Logs out and wipes the PIN. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#module.call('C_Logout', this.#session);
    for (const session of [this.#session, ...this.#free]) this.#module.call('C_CloseSession', session);
    this.#pin.fill(0);
  }

  [Symbol.dispose](): void {
    this.close();
  }
  toJSON(): string {
    return '[token]';
  }
  [inspect.custom](): string {
    return '[token]';
  }

  #seal(label: string, nonce: Buffer, plain: Buffer, associated: Buffer): Buffer {
    const how = gcm(nonce, associated);
    must(this.#module.call('C_EncryptInit', this.#session, how, this.#must('secretKey', label)), 'a key is wrapped');
    const [out, length] = [Buffer.alloc(plain.length + 32), ulong(plain.length + 32)];
    must(this.#module.call('C_Encrypt', this.#session, plain, plain.length, out, length), 'a key is wrapped');
    return out.subarray(0, read(length));
  }

  /** What was sealed, or the value that the token refused it with. */
  #unseal(label: string, nonce: Buffer, sealed: Buffer, associated: Buffer): Buffer | number {
    const how = gcm(nonce, associated);
    must(this.#module.call('C_DecryptInit', this.#session, how, this.#must('secretKey', label)), 'a key is unwrapped');
    const [out, length] = [Buffer.alloc(sealed.length + 32), ulong(sealed.length + 32)];
    const value = this.#module.call('C_Decrypt', this.#session, sealed, sealed.length, out, length);
    const plain = value === rv.ok ? Buffer.from(out.subarray(0, read(length))) : value;
    out.fill(0);
    return plain;
  }

  #opensItsOwn(label: string): boolean {
    const [nonce, plain, nothing] = [randomBytes(12), randomBytes(32), Buffer.alloc(0)];
    const opened = this.#unseal(label, nonce, this.#seal(label, nonce, plain, nothing), nothing);
    return typeof opened !== 'number' && opened.equals(plain);
  }

  #open(attended: boolean): void {
    const info = findToken(this.#module, this.place);
    const session = openSession(this.#module, info.slot);
    try {
      logIn(this.#module, session, info, this.#pin, attended);
    } catch (error) {
      this.#module.call('C_CloseSession', session);
      if (error instanceof TokenRefused && error.reason === 'pin') this.#pinRefused = error;
      throw error;
    }
    this.#session = session;
    this.#generation++;
    this.#handles.clear();
    this.#free = [];
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new TokenRefused('away', `the token "${this.place.label}" is closed`);
    if (this.#pinRefused !== undefined) throw this.#pinRefused;
  }

  #retried<T>(act: () => T): T {
    this.#mustBeOpen();
    const generation = this.#generation;
    try {
      return act();
    } catch (error) {
      if (!this.#mayRetry(error, generation)) throw error;
      return act();
    }
  }

  /** Opens the token anew where it had gone since `generation`, unless another use did. The PIN is one that it took before. */
  #mayRetry(error: unknown, generation: number): boolean {
    if (!(error instanceof TokenRefused) || error.reason !== 'away' || this.#closed) return false;
    if (generation !== this.#generation) return true;
    this.#module.call('C_Logout', this.#session);
    this.#module.call('C_CloseSession', this.#session);
    for (const session of this.#free) this.#module.call('C_CloseSession', session);
    this.#open(false);
    return true;
  }

  async #signAside(label: string, how: Buffer, data: Buffer): Promise<Buffer> {
    return this.#turns(async () => {
      this.#mustBeOpen();
      const handle = this.#must('privateKey', label);
      const generation = this.#generation;
      const session = this.#free.pop() ?? openSession(this.#module, findToken(this.#module, this.place).slot);
      try {
        must(await this.#module.callAside('C_SignInit', session, how, handle), `${label} signs`);
        const [out, length] = [Buffer.alloc(1024), ulong(1024)];
        must(await this.#module.callAside('C_Sign', session, data, data.length, out, length), `${label} signs`);
        return Buffer.from(out.subarray(0, read(length)));
      } finally {
        if (generation === this.#generation && !this.#closed) this.#free.push(session);
        else this.#module.call('C_CloseSession', session);
      }
    });
  }

  #must(kind: ObjectClass, label: string): number {
    const handle = this.#find(kind, label);
    if (handle === undefined) throw new TokenRefused('away', `the token "${this.place.label}" does not hold ${label}`);
    return handle;
  }

  #mustBeNew(kind: ObjectClass, label: string): void {
    if (this.#find(kind, label) !== undefined)
      throw new TokenRefused('exists', `the token "${this.place.label}" holds a key ${label} already`);
  }

  #find(kind: ObjectClass, label: string): number | undefined {
    const name = `${kind}/${label}`;
    const known = this.#handles.get(name);
    if (known !== undefined) return known;
    const found = this.#search([
      [a.class, classes[kind]],
      [a.label, Buffer.from(label)],
    ]);
    if (found.length > 1) throw new TokenRefused('unfit', `the token "${this.place.label}" holds ${label} twice`);
    if (found.length === 1) this.#handles.set(name, found[0]!);
    return found[0];
  }

  #search(what: readonly Attribute[]): number[] {
    const wanted = template(what);
    must(this.#module.call('C_FindObjectsInit', this.#session, wanted.bytes, wanted.count), 'its objects are listed');
    const found: number[] = [];
    const [page, count] = [Buffer.alloc(8 * 64), ulong()];
    do {
      must(this.#module.call('C_FindObjects', this.#session, page, 64, count), 'its objects are listed');
      for (let at = 0; at < read(count); at++) found.push(read(page, 8 * at));
    } while (read(count) > 0);
    must(this.#module.call('C_FindObjectsFinal', this.#session), 'its objects are listed');
    return found;
  }

  #attribute(handle: number, type: number): Buffer {
    const value = Buffer.alloc(2048);
    const asked = words(type, value, value.length);
    must(this.#module.call('C_GetAttributeValue', this.#session, handle, asked, 1), 'an object is read');
    return Buffer.from(value.subarray(0, read(asked, 16)));
  }
}

/** Runs so many acts at a time; the others wait for their turn. */
function turns(most: number): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (act) => {
    if (running < most) running++;
    // Whoever ends hands its turn over.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** CK_GCM_PARAMS: nonce, its length in bytes and in bits, associated data, its length, length of the tag in bits. */
function gcm(nonce: Buffer, associated: Buffer): Buffer {
  return mechanism(mechanisms.aesGcm, words(nonce, nonce.length, nonce.length * 8, associated, associated.length, 128));
}
