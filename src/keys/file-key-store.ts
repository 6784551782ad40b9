// A key store in a file: for the sandbox and the tests. Anyone who reads the file reads everything, and a disk may keep
// an overwritten block, so production refuses to start with it.

import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type FolderContent, FolderKeyStore, keysFile, readyFolder, writeContent } from './folder-key-store.ts';
import { currentKek, KekGone, type Kek, type KeyStore, nextKekId, type RootName, WrongKeyStore } from './key-store.ts';
import { bind, SealBroken } from './seal.ts';

type Content = FolderContent<Kek & { readonly key: string | null }>;

const format = 'makulduk key store';
const nonceLength = 12;
const tagLength = 16;

/** Opens the key store in `folder`, or makes one with fresh roots and a first key-encryption key. */
export function openFileKeyStore(folder: string, now: Date): KeyStore {
  if (!readyFolder(folder)) {
    const fresh = (): string => randomBytes(32).toString('base64');
    const kek = { id: nextKekId([], now), createdAt: now.toISOString(), destroyedAt: null, key: fresh() };
    const roots = { naming: fresh(), lookup: fresh(), general: fresh() };
    writeContent(folder, { format, version: 1, roots, keks: [kek], destructions: [] } satisfies Content);
  }
  return new FileKeyStore(folder);
}

class FileKeyStore extends FolderKeyStore<Content> {
  readonly kind = 'file';
  readonly sandboxOnly = true;
  readonly #where: string;
  #live = new Map<string, KeyObject>();

  constructor(folder: string) {
    super(folder);
    this.#where = keysFile(folder);
    this.load();
  }

  async createKek(now: Date): Promise<Kek> {
    this.refresh(true);
    const kek: Kek = { id: nextKekId(this.content.keks, now), createdAt: now.toISOString(), destroyedAt: null };
    this.save({
      ...this.content,
      keks: [...this.content.keks, { ...kek, key: randomBytes(32).toString('base64') }],
    });
    return kek;
  }

  async destroyKek(id: string, now: Date): Promise<void> {
    this.refresh(true);
    const keks = this.content.keks.map((kek) =>
      kek.id === id && kek.destroyedAt === null ? { ...kek, destroyedAt: now.toISOString(), key: null } : kek,
    );
    this.save({ ...this.content, keks });
  }

  wrap(key: Buffer, place: string): { kekId: string; wrapped: Buffer } {
    this.mustBeOpen();
    this.refresh(false);
    const kekId = currentKek(this.content.keks).id;
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#live.get(kekId)!, nonce);
    cipher.setAAD(bind('makulduk/wrap/v1', kekId, place));
    return { kekId, wrapped: Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]) };
  }

  unwrap(kekId: string, wrapped: Buffer, place: string): Buffer {
    this.mustBeOpen();
    if (!this.#live.has(kekId)) this.refresh(true);
    const kek = this.#live.get(kekId);
    if (kek === undefined)
      throw this.content.keks.some((one) => one.id === kekId) ? new KekGone(kekId) : new WrongKeyStore();
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

  protected takeUp(content: Content): Record<RootName, Buffer> {
    if (content.format !== format || content.version !== 1)
      throw new Error(`${this.#where} is not a key store of this version`);
    this.#live = new Map(
      content.keks.flatMap((kek) => (kek.key === null ? [] : [[kek.id, createSecretKey(kek.key, 'base64')] as const])),
    );
    const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
    const { naming, lookup, general } = content.roots;
    return { naming: bytes(naming), lookup: bytes(lookup), general: bytes(general) };
  }

  protected letGo(): void {
    this.#live.clear();
  }
}
