// The key store of production: key-encryption keys are made in a PKCS#11 token and never leave it, wrapping happens inside. The
// folder holds their names, the root secrets under a key of the token, and what every key store notes.

import { randomBytes } from 'node:crypto';
import { ConfigError } from '../platform/config.ts';
import {
  type Attribute,
  attributes as a,
  classes,
  keyTypes,
  mechanisms,
  type Token,
  TokenRefused,
} from '../platform/pkcs11/index.ts';
import { type FolderContent, FolderKeyStore, keysFile, readyFolder, writeContent } from './folder-key-store.ts';
import { currentKek, KekGone, type Kek, type KeyStore, nextKekId, type RootName, WrongKeyStore } from './key-store.ts';
import { bind, SealBroken } from './seal.ts';

/** `going`: its destruction was begun; the object may be gone already. */
type Content = FolderContent<Kek & { readonly going?: true }> & {
  /** Which of the token's keys are this store's: one token may serve several installations. */
  readonly name: string;
  readonly serial: string;
};

const format = 'makulduk key store in a token';
const nonceLength = 12;
const rootNames: readonly RootName[] = ['naming', 'lookup', 'general'];

/** Opens the key store in `folder` over the keys of `token`, or makes one. @throws TokenRefused, WrongKeyStore, ConfigError */
export function openTokenKeyStore(folder: string, token: Token, now: Date): KeyStore {
  if (!readyFolder(folder)) make(folder, token, now);
  return new TokenKeyStore(folder, token);
}

function make(folder: string, token: Token, now: Date): void {
  const name = `makulduk-${randomBytes(4).toString('hex')}`;
  const kek: Kek = { id: nextKekId([], now), createdAt: now.toISOString(), destroyedAt: null };
  makeKey(token, rootsLabel(name));
  makeKey(token, kekLabel(name, kek.id));
  const sealed = (root: RootName): string => {
    const secret = randomBytes(32);
    try {
      return seal(token, rootsLabel(name), secret, bind('makulduk/root/v1', name, root)).toString('base64');
    } finally {
      secret.fill(0);
    }
  };
  const roots = { naming: sealed('naming'), lookup: sealed('lookup'), general: sealed('general') };
  const { serial } = token.place;
  writeContent(folder, { format, version: 1, name, serial, roots, keks: [kek], destructions: [] } as Content);
}

const rootsLabel = (name: string): string => `${name}-roots`;
const kekLabel = (name: string, kekId: string): string => `${name}-kek-${kekId}`;

function makeKey(token: Token, label: string): void {
  const attributes: Attribute[] = [
    [a.class, classes.secretKey],
    [a.keyType, keyTypes.aes],
    [a.valueLen, 32],
    [a.token, true],
    [a.label, Buffer.from(label)],
    [a.private, true],
    [a.sensitive, true],
    [a.extractable, false],
    [a.encrypt, true],
    [a.decrypt, true],
  ];
  token.generateSecret(label, mechanisms.aesKeyGen, attributes);
}

function seal(token: Token, label: string, plain: Buffer, place: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  return Buffer.concat([nonce, token.seal(label, nonce, plain, place)]);
}

const unseal = (token: Token, label: string, sealed: Buffer, place: Buffer): Buffer | undefined =>
  token.unseal(label, sealed.subarray(0, nonceLength), sealed.subarray(nonceLength), place);

class TokenKeyStore extends FolderKeyStore<Content> {
  readonly kind = 'token';
  readonly sandboxOnly = false;
  readonly #token: Token;
  readonly #where: string;

  constructor(folder: string, token: Token) {
    super(folder);
    this.#where = keysFile(folder);
    this.#token = token;
    this.load();
  }

  async createKek(now: Date): Promise<Kek> {
    this.refresh(true);
    const kek: Kek = { id: nextKekId(this.content.keks, now), createdAt: now.toISOString(), destroyedAt: null };
    const label = kekLabel(this.content.name, kek.id);
    // One that a crash left before it was written down has wrapped nothing.
    this.#token.destroy('secretKey', label);
    makeKey(this.#token, label);
    this.save({ ...this.content, keks: [...this.content.keks, kek] });
    return kek;
  }

  async destroyKek(id: string, now: Date): Promise<void> {
    this.refresh(true);
    const noted = (more: { going: true } | { destroyedAt: string }): Content['keks'] =>
      this.content.keks.map((kek) => (kek.id === id && kek.destroyedAt === null ? { ...kek, ...more } : kek));
    // Written down before, for a crash in between must not look like another token; and after, for what is said to be destroyed is.
    this.save({ ...this.content, keks: noted({ going: true }) });
    this.#token.destroy('secretKey', kekLabel(this.content.name, id));
    this.save({ ...this.content, keks: noted({ destroyedAt: now.toISOString() }) });
  }

  wrap(key: Buffer, place: string): { kekId: string; wrapped: Buffer } {
    this.mustBeOpen();
    this.refresh(false);
    const kekId = currentKek(this.content.keks).id;
    const wrapped = seal(this.#token, kekLabel(this.content.name, kekId), key, bind('makulduk/wrap/v1', kekId, place));
    return { kekId, wrapped };
  }

  unwrap(kekId: string, wrapped: Buffer, place: string): Buffer {
    this.mustBeOpen();
    this.#mustLive(kekId);
    const opened = this.#opened(kekId, wrapped, place);
    if (opened === undefined) throw new SealBroken();
    return opened;
  }

  #opened(kekId: string, wrapped: Buffer, place: string): Buffer | undefined {
    try {
      const label = kekLabel(this.content.name, kekId);
      return unseal(this.#token, label, wrapped, bind('makulduk/wrap/v1', kekId, place));
    } catch (error) {
      // Another process has destroyed it in this second, or the token is away.
      if (error instanceof TokenRefused && error.reason === 'away') {
        this.refresh(true);
        this.#mustLive(kekId);
      }
      throw error;
    }
  }

  #mustLive(kekId: string): void {
    const named = (): Kek | undefined => this.content.keks.find(({ id }) => id === kekId);
    if (named() === undefined) this.refresh(true);
    const kek = named();
    if (kek === undefined) throw new WrongKeyStore();
    if (kek.destroyedAt !== null) throw new KekGone(kekId);
  }

  protected takeUp(content: Content): Record<RootName, Buffer> {
    if (content.format !== format || content.version !== 1)
      throw new ConfigError(`${this.#where} is not a key store in a token: production takes no key from a file`);
    const { name, serial } = content;
    if (serial !== this.#token.place.serial)
      throw new ConfigError(
        `the key store ${this.#where} is of the token with serial number ${serial}: bring that one`,
      );
    const alive = content.keks.filter((kek) => kek.destroyedAt === null && kek.going !== true);
    const labels = [rootsLabel(name), ...alive.map(({ id }) => kekLabel(name, id))];
    for (const label of labels) this.#mustStay(label);
    const opened = rootNames.map((root) => {
      const secret = unseal(
        this.#token,
        rootsLabel(name),
        Buffer.from(content.roots[root], 'base64'),
        bind('makulduk/root/v1', name, root),
      );
      if (secret === undefined) throw new WrongKeyStore();
      return [root, secret] as const;
    });
    return Object.fromEntries(opened) as Record<RootName, Buffer>;
  }

  #mustStay(label: string): void {
    const yes = (type: number): boolean => this.#token.attribute('secretKey', label, type)[0] === 1;
    if (yes(a.extractable) || !yes(a.sensitive) || !yes(a.neverExtractable) || !yes(a.local))
      throw new TokenRefused('unfit', `the key ${label} was not made in its token, or may leave it: it is not used`);
  }

  // The keys are the token's; the token is closed by who opened it.
  protected letGo(): void {}
}
