/** Kinds of files that people bring as copies of documents. */
export type ScanType = 'application/pdf' | 'image/png' | 'image/jpeg';

/** What a file is by its bytes; null: none of these. What a browser calls it is not trusted. */
export function scanType(bytes: Uint8Array): ScanType | null {
  const begins = (...head: readonly number[]): boolean => head.every((byte, index) => bytes[index] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return begins(0xff, 0xd8, 0xff) ? 'image/jpeg' : null;
}
