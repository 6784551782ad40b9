// The keys at hand: what the other modules hold instead of secrets.

import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { formatUuid, isUuid, uuidBytes } from '../platform/ids.ts';
import type { KeyStore } from './key-store.ts';
import { bind, equalBytes } from './seal.ts';

/** What a person can be looked up by. */
export type LookupKind = 'pin' | 'document' | 'phone' | 'email';

/** Naming, look-ups and secrets by label, over one key store. Prints as "[keys]". */
export class Keys {
  readonly store: KeyStore;
  #lookup: KeyObject | undefined;
  readonly #naming = new Map<string, KeyObject>();
  readonly #labels = new Map<string, KeyObject>();
  constructor(store: KeyStore) {
    this.store = store;
    this.#lookup = keyObject(store.secret('lookup', 'person_index'));
    Object.defineProperty(this, 'store', { enumerable: false });
  }

  /**
   * DECISIONS 2, PD-29.2: the pairwise id by which one holder knows a person. One AES block under the holder's naming key:
   * a bijection, so there is no table that maps, and ids of two holders cannot be joined without the key.
   */
  subjectIdOf(personId: string, holderId: string): string {
    const cipher = createCipheriv('aes-256-ecb', this.#namingKey(holderId), null).setAutoPadding(false);
    return formatUuid(Buffer.concat([cipher.update(idBytes(personId)), cipher.final()]));
  }

  /** The way back, for the vault and for acts the law lets see across: never for a holder. */
  personIdOf(subjectId: string, holderId: string): string {
    const decipher = createDecipheriv('aes-256-ecb', this.#namingKey(holderId), null).setAutoPadding(false);
    return formatUuid(Buffer.concat([decipher.update(idBytes(subjectId)), decipher.final()]));
  }

  /** The keyed hash by which something normalised is looked up. */
  lookupMac(kind: LookupKind, value: string): Buffer {
    if (this.#lookup === undefined) throw new Error('the keys are closed');
    return createHmac('sha256', this.#lookup)
      .update(bind(kind, value.normalize('NFC')))
      .digest();
  }

  /** 32 bytes for a label of another module ("session", "csrf", "totp", "idempotency"): the same label, the same bytes. */
  secret(label: string): Buffer {
    return this.store.secret('general', label);
  }

  /** HMAC-SHA-256 under `secret(label)`. */
  mac(label: string, ...parts: readonly (string | Uint8Array)[]): Buffer {
    return createHmac('sha256', this.#labelKey(label))
      .update(bind(...parts))
      .digest();
  }

  /** Whether `mac` is that of `parts`, in constant time. */
  checkMac(mac: Uint8Array, label: string, ...parts: readonly (string | Uint8Array)[]): boolean {
    return equalBytes(mac, this.mac(label, ...parts));
  }

  /** Lets go of the keys, whose memory OpenSSL clears when it is freed; the key store zeroises its own. */
  stop(): void {
    this.#lookup = undefined;
    this.#naming.clear();
    this.#labels.clear();
    this.store.stop();
  }

  #labelKey(label: string): KeyObject {
    let key = this.#labels.get(label);
    if (key === undefined) {
      key = keyObject(this.secret(label));
      // Labels are constants of the modules; the bound guards against a caller that builds them.
      if (this.#labels.size >= 1_000) this.#labels.clear();
      this.#labels.set(label, key);
    }
    return key;
  }

  #namingKey(holderId: string): KeyObject {
    let key = this.#naming.get(holderId);
    if (key === undefined) {
      idBytes(holderId);
      key = keyObject(this.store.secret('naming', holderId));
      // Holders are few thousands; the bound guards against a caller that invents them.
      if (this.#naming.size >= 10_000) this.#naming.clear();
      this.#naming.set(holderId, key);
    }
    return key;
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
}

/** The keys over a key store. */
export const openKeys = (store: KeyStore): Keys => new Keys(store);

/** The bytes as a key object, several times faster to use; the bytes themselves are zeroised. */
function keyObject(bytes: Buffer): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function idBytes(id: string): Buffer {
  if (!isUuid(id)) throw new TypeError('not an id');
  return uuidBytes(id);
}
