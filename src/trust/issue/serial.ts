import { drawn } from '../../platform/drawn.ts';

/**
 * ES-17.2.1a, RFC 5280 4.1.2.2: positive, at most 20 octets. 16 random octets with the first two bits set to 01: always of
 * one length, positive, never zero, 126 random bits. A serial number tells nothing of its owner or of how many there are.
 */
export function newSerial(random: (size: number) => Buffer = drawn): Buffer {
  const serial = Buffer.from(random(16));
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  return serial;
}
