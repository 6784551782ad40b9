import { DataKey, type Keys, openJson, sealJson } from '../keys/index.ts';

// An address and the words for it must not stand in clear in a row that waits. The key is the platform's own, not a
// person's: the row is emptied as soon as it is sent.

const place = (table: 'outbox' | 'sandbox_mail', row: string) => ({ table, row, column: 'sealed' });
// Names the key within the sealed value; there is one key a table, made from the label.
const keyId = '00000000-0000-7000-8000-000000000007';
const keyOf = (keys: Keys, table: string): DataKey => new DataKey(keyId, keys.secret(`notices/${table}`));

export function sealMessage(keys: Keys, table: 'outbox' | 'sandbox_mail', row: string, value: object): Buffer {
  using key = keyOf(keys, table);
  return sealJson(key, place(table, row), value, { padTo: 256 });
}

/** @throws SealBroken */
export function openMessage<T>(keys: Keys, table: 'outbox' | 'sandbox_mail', row: string, sealed: Uint8Array): T {
  using key = keyOf(keys, table);
  return openJson<T>(key, place(table, row), sealed);
}

/** The proof of an attempt names the address by this hash only. */
export const addressMac = (keys: Keys, channel: string, address: string): Buffer =>
  keys.mac('notices/address', channel, address);
