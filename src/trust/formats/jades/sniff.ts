/** Whether bytes look like a JWS: JSON, or the compact form, whose header begins with a brace too. Messages and PDF files do not. */
export function isJws(bytes: Uint8Array): boolean {
  const at = bytes.findIndex((octet) => ![0x20, 0x09, 0x0a, 0x0d].includes(octet));
  if (bytes[at] === 0x7b) return true;
  // As far as the header goes, or as far as we look: a certificate in it makes it long.
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^e[w-z][A-Za-z0-9_-]+$/.test(head.includes('.') ? head.slice(0, head.indexOf('.')) : head);
}
