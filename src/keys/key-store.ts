// What must stand outside the database: root secrets and the keys that wrap all other keys.

/** A destruction as the key store remembers it, so that a restored backup can be made to forget again. No personal values. */
export type NotedDestruction = {
  readonly id: string;
  readonly subjectId: string;
  readonly holderId: string | null;
  readonly class: KeyClass;
  readonly purposeId: string | null;
  readonly keyIds: readonly string[];
  readonly kekIds: readonly string[];
  readonly unreadableAt: string;
  readonly irrecoverableOn: string;
  readonly actor: string;
  readonly ground: readonly string[];
};

/** `content` per purpose, `proof` per subject (DECISIONS 10), `person` for the identity record in the vault. */
export type KeyClass = 'content' | 'proof' | 'person';

/** A key-encryption key, without its bytes. */
export type Kek = { readonly id: string; readonly createdAt: string; readonly destroyedAt: string | null };

/**
 * The key store. In production a hardware module or a key service stands behind it: key-encryption keys never leave it
 * (`wrap` and `unwrap` happen inside), root secrets are unsealed into memory at start.
 */
export type KeyStore = {
  readonly kind: string;
  /** True where the store is fit for the sandbox only: production refuses to start with it. */
  readonly sandboxOnly: boolean;
  /** 32 bytes for one purpose and context, derived from that purpose's own root by HKDF-SHA-256. The caller may zeroise its copy. */
  secret(root: RootName, context: string): Buffer;
  /** Every key-encryption key there ever was, oldest first; the last one that is not destroyed wraps new keys. */
  keks(): readonly Kek[];
  createKek(now: Date): Promise<Kek>;
  /** Destroys the bytes for good. Repeating it is harmless. */
  destroyKek(id: string, now: Date): Promise<void>;
  /** Wraps `key` under the current key-encryption key, bound to `place`. */
  wrap(key: Buffer, place: string): { kekId: string; wrapped: Buffer };
  /** @throws KekGone where the key-encryption key is destroyed, WrongKeyStore where it never was of this store */
  unwrap(kekId: string, wrapped: Buffer, place: string): Buffer;
  /** Remembers destructions until the next export of the wrapped keys; durable when it resolves. */
  noteDestructions(list: readonly NotedDestruction[]): Promise<void>;
  notedDestructions(): readonly NotedDestruction[];
  /** Keeps a new export of the wrapped keys in place of the last one, and forgets `coveredIds`: the destructions that it already shows. */
  keepExport(lines: AsyncIterable<string>, coveredIds: readonly string[]): Promise<void>;
  /** The newest export of the wrapped keys, line by line; nothing where there is none. */
  newestExport(): AsyncIterable<string>;
  /** Zeroises what is in memory. */
  stop(): void;
};

/** naming: pairwise ids. lookup: keyed hashes. general: sessions, forms, one-time codes, by label. */
export type RootName = 'naming' | 'lookup' | 'general';

/** The key store is another one than this database was written with. Nothing is destroyed: the right one must be brought. */
export class WrongKeyStore extends Error {
  constructor() {
    super('the key store does not belong to this database: start with the key store it was written with');
  }
}

/** The key-encryption key is destroyed, and with it all that it wrapped. Message holds the id only. */
export class KekGone extends Error {
  readonly kekId: string;
  constructor(kekId: string) {
    super(`key-encryption key ${kekId} is destroyed`);
    this.kekId = kekId;
  }
}

/** The month a key-encryption key belongs to, in Bishkek's calendar (UTC+6, no daylight saving). */
export const bishkekDate = (at: Date): string => new Date(at.getTime() + 6 * 3_600_000).toISOString().slice(0, 10);

/** "2026-11.1", "2026-11.2": month and a counter, for keys may be rotated out of turn. */
export function nextKekId(known: readonly Kek[], now: Date): string {
  const month = bishkekDate(now).slice(0, 7);
  return `${month}.${known.filter((kek) => kek.id.startsWith(`${month}.`)).length + 1}`;
}

/** The key-encryption key that wraps new keys. */
export function currentKek(keks: readonly Kek[]): Kek {
  const last = keks.findLast((kek) => kek.destroyedAt === null);
  if (last === undefined) throw new Error('the key store holds no key-encryption key');
  return last;
}
