import { canonicalBytes, type JsonObject, sha256 } from './canonical.ts';
import { leafHash } from './merkle.ts';

// A journal entry: one act, as evidence. It names actor, subject and object by ids only; personal values stay
// under their keys elsewhere, so that erasure never has to touch the journal.

export type Actor = {
  readonly kind: 'account' | 'client' | 'system' | 'person';
  readonly id: string;
  readonly role?: string;
};

export type EntryType = `${string}.${string}`;

export type Entry = {
  readonly v: 1;
  /** UUIDv7. */
  readonly id: string;
  /** One of docs/audit-events.md: `consent.given`. */
  readonly type: EntryType;
  /** Law time of the act, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** The machine's own time; differs from `at` only where law time travels (sandbox). */
  readonly realAt: string;
  /** The legal profile the act was judged by. */
  readonly profile: string;
  readonly actor: Actor;
  readonly holder?: string;
  /** Pairwise subject id: means nothing outside this holder. */
  readonly subject?: string;
  readonly object: { readonly kind: string; readonly id: string };
  /** Facts of the act without personal data: ids, hashes, codes, counts. */
  readonly data: JsonObject;
};

export type PreparedEntry = {
  readonly entry: Entry;
  readonly id: string;
  /** The canonical entry: what the journal keeps. */
  readonly bytes: Uint8Array;
  readonly salt: Uint8Array;
  /** SHA-256(salt || bytes): the 32 bytes the public log holds as this entry's leaf. */
  readonly leafData: Uint8Array;
  /** RFC 6962 leaf hash of `leafData`: SHA-256(0x00 || leafData). */
  readonly leafHash: Uint8Array;
};

export const SALT_BYTES = 32;
const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const typeName = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/** Fixes an entry's bytes and its place-to-be in the log. A malformed entry is a fault of ours, hence thrown. */
export function prepareEntry(entry: Entry, salt: Uint8Array): PreparedEntry {
  // DECISIONS 44: without a salt of full length a leaf could be guessed from its entry.
  if (salt.length !== SALT_BYTES) throw new Error(`a journal salt is ${SALT_BYTES} bytes`);
  const fault = entryFault(entry);
  if (fault) throw new Error(`journal entry: ${fault}`);
  const bytes = canonicalBytes(entry as unknown as JsonObject);
  const leafData = leafDataOf(bytes, salt);
  return { entry, id: entry.id, bytes, salt, leafData, leafHash: leafHash(leafData) };
}

export const leafDataOf = (entryBytes: Uint8Array, salt: Uint8Array): Buffer => sha256(salt, entryBytes);

/** What is wrong with the shape of a (possibly foreign) entry, if anything. */
export function entryFault(value: unknown): string | undefined {
  const entry = value as Partial<Entry> | null;
  if (typeof entry !== 'object' || entry === null) return 'not an object';
  if (entry.v !== 1) return 'unknown version';
  if (!matches(entry.id, uuid7)) return 'id is not a UUIDv7';
  if (!matches(entry.type, typeName)) return 'type is not a name of the form area.act';
  if (!matches(entry.at, moment) || !matches(entry.realAt, moment)) return 'at is not UTC with milliseconds';
  if (typeof entry.profile !== 'string' || entry.profile === '') return 'profile is missing';
  const { actor, object } = entry;
  if (!actor || !['account', 'client', 'system', 'person'].includes(actor.kind) || !matches(actor.id, /./))
    return 'actor is missing';
  if (!object || !matches(object.kind, /./) || !matches(object.id, /./)) return 'object is missing';
  if (entry.holder !== undefined && !matches(entry.holder, uuid)) return 'holder is not a UUID';
  if (entry.subject !== undefined && !matches(entry.subject, uuid)) return 'subject is not a UUID';
  if (typeof entry.data !== 'object' || entry.data === null || Array.isArray(entry.data))
    return 'data is not an object';
  return undefined;
}

const matches = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);
