// A PKCS#10 request (RFC 2986) for a key of this browser: a small writer of DER, and the signature that proves possession.

const joined = (parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
const lengthOf = (size) =>
  size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
const tlv = (tag, ...parts) => {
  const content = joined(parts);
  return joined([[tag], lengthOf(content.length), content]);
};
const sequence = (...parts) => tlv(0x30, ...parts);
const bitString = (bytes) => tlv(0x03, [0], bytes);
/** A whole number without sign: no zeros before it but the one that keeps it positive (X.690 8.3). */
const integer = (bytes) => {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? [0] : bytes.slice(first);
  return short[0] >= 0x80 ? tlv(0x02, [0], short) : tlv(0x02, short);
};
// 1.2.840.10045.4.3.2, ecdsa-with-SHA256 (RFC 5758 3.2): no parameters.
const ecdsaWithSha256 = sequence(tlv(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));

/** WebCrypto gives r and s one after the other; X.509 wants a sequence of two numbers (RFC 3279 2.2.3). */
export const derSignature = (raw) => {
  const bytes = new Uint8Array(raw);
  const half = bytes.length / 2;
  return sequence(integer(bytes.slice(0, half)), integer(bytes.slice(half)));
};

export const sign = async (privateKey, data) =>
  derSignature(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, data));

/** The request as PEM. Its subject is empty: what a certificate says of a person comes from the records, never from here. */
export async function requestFor({ privateKey, spki }) {
  const info = sequence(integer([0]), sequence(), new Uint8Array(spki), tlv(0xa0));
  const der = sequence(info, ecdsaWithSha256, bitString(await sign(privateKey, info)));
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g);
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
}
