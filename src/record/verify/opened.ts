import { parseCanonical } from '../canonical.ts';
import { bytesHash } from '../manifest.ts';
import type { Member } from '../zip.ts';

/** A package whose members can be read; what they say is still to be judged. */
export type Opened = {
  readonly names: readonly string[];
  bytes(name: string): Uint8Array | undefined;
  text(name: string): string | undefined;
  /** The member as a JSON object, where it is canonical JSON and one. */
  object(name: string): Fields | undefined;
  hash(name: string): string | undefined;
};

/** An object from outside: every field is still a question. */
export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** Bytes in base64url without padding, in their one spelling. */
export function base64url(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.toString('base64url') === value ? bytes : undefined;
}

export function open(members: readonly Member[]): Opened {
  const byName = new Map(members.map(({ name, bytes }) => [name, bytes]));
  const opened: Opened = {
    names: members.map(({ name }) => name),
    bytes: (name) => byName.get(name),
    text(name) {
      const bytes = byName.get(name);
      if (!bytes) return undefined;
      const text = Buffer.from(bytes).toString('utf8');
      return Buffer.from(text).equals(bytes) ? text : undefined;
    },
    object(name) {
      const bytes = byName.get(name);
      if (!bytes) return undefined;
      try {
        const value = parseCanonical(bytes);
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
      } catch {
        return undefined;
      }
    },
    hash(name) {
      const bytes = byName.get(name);
      return bytes && bytesHash(bytes);
    },
  };
  return opened;
}
