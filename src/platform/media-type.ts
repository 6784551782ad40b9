/** Kinds of files that people bring as copies of documents. */
export type ScanType = 'application/pdf' | 'image/png' | 'image/jpeg';

/** What a file is by its bytes; null: none of these. What a browser calls it is not trusted. */
export function scanType(bytes: Uint8Array): ScanType | null {
  const begins = (...head: readonly number[]): boolean => head.every((byte, index) => bytes[index] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return begins(0xff, 0xd8, 0xff) ? 'image/jpeg' : null;
}

/** The bytes as text, where they are UTF-8 without control characters; null: they are no text. */
export function plainText(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  // oxlint-disable-next-line no-control-regex -- what has control characters is no text to read
  return /[\u0000-\u0008\u000e-\u001f]/.test(text) || !Buffer.from(text).equals(bytes) ? null : text;
}

/** What a file is by its bytes, as far as it matters to whoever opens it; never what its sender calls it. */
export function mediaTypeOf(bytes: Uint8Array): string {
  const known = scanType(bytes);
  if (known !== null) return known;
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004') return 'application/zip';
  return plainText(bytes) === null ? 'application/octet-stream' : 'text/plain; charset=utf-8';
}
