// A key store in a file: for the sandbox and the tests. Anyone who reads the file reads everything, and a disk may keep
// an overwritten block, so production refuses to start with it.

import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { monotonicMs } from '../platform/clock.ts';
import {
  currentKek,
  KekGone,
  type Kek,
  type KeyStore,
  nextKekId,
  type NotedDestruction,
  type RootName,
  WrongKeyStore,
} from './key-store.ts';
import { bind, SealBroken } from './seal.ts';

type StoredKek = Kek & { readonly key: string | null };
type Content = {
  readonly format: 'makulduk key store';
  readonly version: 1;
  readonly roots: Readonly<Record<RootName, string>>;
  readonly keks: readonly StoredKek[];
  readonly destructions: readonly NotedDestruction[];
};

const nonceLength = 12;
const tagLength = 16;

/** Opens the key store in `folder`, or makes one with fresh roots and a first key-encryption key. */
export function openFileKeyStore(folder: string, now: Date): KeyStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const file = join(folder, 'keys.json');
  if (existsSync(file)) {
    if ((statSync(file).mode & 0o077) !== 0)
      throw new Error(
        `other users may read the key store ${file}: make it readable for its owner only (chmod 600), and change its keys if they did`,
      );
  } else {
    const fresh = (): string => randomBytes(32).toString('base64');
    const kek = { id: nextKekId([], now), createdAt: now.toISOString(), destroyedAt: null, key: fresh() };
    write(folder, file, {
      format: 'makulduk key store',
      version: 1,
      roots: { naming: fresh(), lookup: fresh(), general: fresh() },
      keks: [kek],
      destructions: [],
    });
  }
  return new FileKeyStore(folder, file);
}

class FileKeyStore implements KeyStore {
  readonly kind = 'file';
  readonly sandboxOnly = true;
  readonly #folder: string;
  readonly #file: string;
  #content!: Content;
  #roots!: Record<RootName, Buffer>;
  #live = new Map<string, KeyObject>();
  #stamp = '';
  #stopped = false;
  #looked = 0;

  constructor(folder: string, file: string) {
    this.#folder = folder;
    this.#file = file;
    this.#load();
  }

  secret(root: RootName, context: string): Buffer {
    this.#mustBeOpen();
    return Buffer.from(hkdfSync('sha256', this.#roots[root], 'makulduk/keys/v1', bind(root, context), 32));
  }

  keks(): readonly Kek[] {
    return this.#content.keks.map(({ id, createdAt, destroyedAt }) => ({ id, createdAt, destroyedAt }));
  }

  async createKek(now: Date): Promise<Kek> {
    this.#refresh(true);
    const kek: Kek = { id: nextKekId(this.#content.keks, now), createdAt: now.toISOString(), destroyedAt: null };
    this.#save({
      ...this.#content,
      keks: [...this.#content.keks, { ...kek, key: randomBytes(32).toString('base64') }],
    });
    return kek;
  }

  async destroyKek(id: string, now: Date): Promise<void> {
    this.#refresh(true);
    const keks = this.#content.keks.map((kek) =>
      kek.id === id && kek.destroyedAt === null ? { ...kek, destroyedAt: now.toISOString(), key: null } : kek,
    );
    this.#save({ ...this.#content, keks });
  }

  wrap(key: Buffer, place: string): { kekId: string; wrapped: Buffer } {
    this.#mustBeOpen();
    this.#refresh(false);
    const kekId = currentKek(this.#content.keks).id;
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#live.get(kekId)!, nonce);
    cipher.setAAD(bind('makulduk/wrap/v1', kekId, place));
    return { kekId, wrapped: Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]) };
  }

  unwrap(kekId: string, wrapped: Buffer, place: string): Buffer {
    this.#mustBeOpen();
    if (!this.#live.has(kekId)) this.#refresh(true);
    const kek = this.#live.get(kekId);
    if (kek === undefined)
      throw this.#content.keks.some((one) => one.id === kekId) ? new KekGone(kekId) : new WrongKeyStore();
    try {
      const decipher = createDecipheriv('aes-256-gcm', kek, wrapped.subarray(0, nonceLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(bind('makulduk/wrap/v1', kekId, place));
      decipher.setAuthTag(wrapped.subarray(-tagLength));
      return Buffer.concat([decipher.update(wrapped.subarray(nonceLength, -tagLength)), decipher.final()]);
    } catch {
      throw new SealBroken();
    }
  }

  async noteDestructions(list: readonly NotedDestruction[]): Promise<void> {
    this.#refresh(true);
    const known = new Set(this.#content.destructions.map((noted) => noted.id));
    const added = list.filter((noted) => !known.has(noted.id));
    if (added.length > 0) this.#save({ ...this.#content, destructions: [...this.#content.destructions, ...added] });
  }

  notedDestructions(): readonly NotedDestruction[] {
    this.#refresh(true);
    return this.#content.destructions;
  }

  async keepExport(lines: AsyncIterable<string>, coveredIds: readonly string[]): Promise<void> {
    const file = join(this.#folder, 'wrapped-keys.jsonl');
    const open = openSync(`${file}.new`, 'w', 0o600);
    try {
      for await (const line of lines) writeFileSync(open, `${line}\n`);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(`${file}.new`, file);
    syncFolder(this.#folder);
    this.#refresh(true);
    const covered = new Set(coveredIds);
    this.#save({
      ...this.#content,
      destructions: this.#content.destructions.filter((noted) => !covered.has(noted.id)),
    });
  }

  async *newestExport(): AsyncIterable<string> {
    const file = join(this.#folder, 'wrapped-keys.jsonl');
    if (existsSync(file))
      yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  }

  stop(): void {
    this.#stopped = true;
    this.#forget();
  }

  toJSON(): string {
    return '[keys]';
  }
  toString(): string {
    return '[keys]';
  }
  [inspect.custom](): string {
    return '[keys]';
  }

  // Zeroised roots would still derive something, the same for everybody: never after the stop.
  #mustBeOpen(): void {
    if (this.#stopped) throw new Error('the key store is closed');
  }

  #load(): void {
    this.#mustBeOpen();
    const content = JSON.parse(readFileSync(this.#file, 'utf8')) as Content;
    if (content.format !== 'makulduk key store' || content.version !== 1)
      throw new Error(`${this.#file} is not a key store of this version`);
    this.#forget();
    const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
    this.#content = content;
    this.#roots = {
      naming: bytes(content.roots.naming),
      lookup: bytes(content.roots.lookup),
      general: bytes(content.roots.general),
    };
    this.#live = new Map(
      content.keks.flatMap((kek) => (kek.key === null ? [] : [[kek.id, createSecretKey(kek.key, 'base64')] as const])),
    );
    this.#stamp = stampOf(this.#file);
  }

  // Another process (the command line) may have rotated: look at the file at most once a second, or when it matters.
  #refresh(must: boolean): void {
    const now = monotonicMs();
    if (!must && now - this.#looked < 1_000) return;
    this.#looked = now;
    if (stampOf(this.#file) !== this.#stamp) this.#load();
  }

  #save(content: Content): void {
    write(this.#folder, this.#file, content);
    this.#load();
  }

  #forget(): void {
    this.#live.clear();
    if (this.#roots !== undefined) for (const root of Object.values(this.#roots)) root.fill(0);
  }
}

const stampOf = (file: string): string => {
  const { mtimeNs, ino, size } = statSync(file, { bigint: true });
  return `${mtimeNs}.${ino}.${size}`;
};

// Old or new, never half: a new file, fsync, rename over the old one, fsync of the folder. Then the old bytes are
// overwritten where they stood, for they may hold a key that was destroyed (a journalling disk may keep them all the same).
function write(folder: string, file: string, content: Content): void {
  const old = existsSync(file) ? openSync(file, 'r+') : undefined;
  const open = openSync(`${file}.new`, 'w', 0o600);
  try {
    // All of it or a fault: one write to a full disk may take a part and not complain.
    writeFileSync(open, JSON.stringify(content));
    fsyncSync(open);
    renameSync(`${file}.new`, file);
    syncFolder(folder);
    if (old !== undefined) {
      writeSync(old, Buffer.alloc(fstatSync(old).size), 0);
      fsyncSync(old);
    }
  } finally {
    closeSync(open);
    if (old !== undefined) closeSync(old);
  }
}

function syncFolder(folder: string): void {
  const open = openSync(folder, 'r');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
