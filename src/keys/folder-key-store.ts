// A key store whose list of keys, noted destructions and newest export stand in a folder. What the keys themselves are, a file's
// bytes or objects of a token, is each store's own.

import { hkdfSync } from 'node:crypto';
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
import { type Kek, type KeyStore, type NotedDestruction, type RootName } from './key-store.ts';
import { bind } from './seal.ts';

export type FolderContent<K extends Kek = Kek> = {
  readonly format: string;
  readonly version: 1;
  readonly roots: Readonly<Record<RootName, string>>;
  readonly keks: readonly K[];
  readonly destructions: readonly NotedDestruction[];
};

export const keysFile = (folder: string): string => join(folder, 'keys.json');

/** Makes the folder its owner's only; answers whether a key store is in it. @throws where others may read it */
export function readyFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const file = keysFile(folder);
  if (!existsSync(file)) return false;
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Error(
      `other users may read the key store ${file}: make it readable for its owner only (chmod 600), and change its keys if they did`,
    );
  return true;
}

export abstract class FolderKeyStore<C extends FolderContent> implements KeyStore {
  abstract readonly kind: string;
  abstract readonly sandboxOnly: boolean;
  readonly #folder: string;
  readonly #file: string;
  #content!: C;
  #roots: Readonly<Record<RootName, Buffer>> | undefined;
  #stamp = '';
  #stopped = false;
  #looked = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = keysFile(folder);
  }

  /** The root secrets of what was just read; the store takes up its keys. @throws where the content is not its own */
  protected abstract takeUp(content: C): Readonly<Record<RootName, Buffer>>;
  /** Zeroises what the store has in memory. */
  protected abstract letGo(): void;
  abstract createKek(now: Date): Promise<Kek>;
  abstract destroyKek(id: string, now: Date): Promise<void>;
  abstract wrap(key: Buffer, place: string): { kekId: string; wrapped: Buffer };
  abstract unwrap(kekId: string, wrapped: Buffer, place: string): Buffer;

  protected get content(): C {
    return this.#content;
  }

  secret(root: RootName, context: string): Buffer {
    this.mustBeOpen();
    return Buffer.from(hkdfSync('sha256', this.#roots![root], 'makulduk/keys/v1', bind(root, context), 32));
  }

  keks(): readonly Kek[] {
    return this.#content.keks.map(({ id, createdAt, destroyedAt }) => ({ id, createdAt, destroyedAt }));
  }

  async noteDestructions(list: readonly NotedDestruction[]): Promise<void> {
    this.refresh(true);
    const known = new Set(this.#content.destructions.map((noted) => noted.id));
    const added = list.filter((noted) => !known.has(noted.id));
    if (added.length > 0) this.save({ ...this.#content, destructions: [...this.#content.destructions, ...added] });
  }

  notedDestructions(): readonly NotedDestruction[] {
    this.refresh(true);
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
    this.refresh(true);
    const covered = new Set(coveredIds);
    this.save({
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
  protected mustBeOpen(): void {
    if (this.#stopped) throw new Error('the key store is closed');
  }

  protected load(): void {
    this.mustBeOpen();
    const content = JSON.parse(readFileSync(this.#file, 'utf8')) as C;
    this.#forget();
    this.#roots = this.takeUp(content);
    this.#content = content;
    this.#stamp = stampOf(this.#file);
  }

  // Another process (the command line) may have rotated: look at the file at most once a second, or when it matters.
  protected refresh(must: boolean): void {
    const now = monotonicMs();
    if (!must && now - this.#looked < 1_000) return;
    this.#looked = now;
    if (stampOf(this.#file) !== this.#stamp) this.load();
  }

  protected save(content: C): void {
    writeContent(this.#folder, content);
    this.load();
  }

  #forget(): void {
    this.letGo();
    if (this.#roots !== undefined) for (const root of Object.values(this.#roots)) root.fill(0);
  }
}

const stampOf = (file: string): string => {
  const { mtimeNs, ino, size } = statSync(file, { bigint: true });
  return `${mtimeNs}.${ino}.${size}`;
};

// Old or new, never half: a new file, fsync, rename over the old one, fsync of the folder. Then the old bytes are
// overwritten where they stood, for they may hold a key that was destroyed (a journalling disk may keep them all the same).
export function writeContent(folder: string, content: FolderContent): void {
  const file = keysFile(folder);
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
