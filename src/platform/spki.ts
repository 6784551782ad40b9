import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * The key of a SubjectPublicKeyInfo (RFC 5280 4.1.2.7), DER. @throws where OpenSSL reads none
 *
 * Handed over as text: of octets and of objects the runtime finds out by four exceptions that they are no key yet, which costs more than
 * reading them. Cut into lines without a pattern: that alone took as long as reading the key.
 */
export function keyOfSpki(spki: Buffer): KeyObject {
  const text = spki.toString('base64');
  let lines = '';
  for (let at = 0; at < text.length; at += 64) lines += `${text.slice(at, at + 64)}\n`;
  return createPublicKey(`-----BEGIN PUBLIC KEY-----\n${lines}-----END PUBLIC KEY-----\n`);
}
