/** RFC 7468. */
export function pemOf(label: 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'X509 CRL', bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** The first block of a label. @throws Error where there is none */
export function readPem(label: string, text: string): Buffer {
  const found = new RegExp(`-----BEGIN ${label}-----([\\sA-Za-z0-9+/=]+)-----END ${label}-----`).exec(text);
  if (found === null) throw new Error(`no ${label} in PEM`);
  return Buffer.from(found[1]!, 'base64');
}
