import { JwsError } from './problems.ts';

export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

/**
 * RFC 7515 2, appendix C, and only it: no padding, no blanks, no bits left over. What is signed and time-stamped is the text, and one
 * value has one text. @throws JwsError
 */
export function fromBase64url(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new JwsError('not-base64url', what);
  return bytes;
}

/** Base64 with padding (RFC 4648 4), as certificates, lists and tokens are written. @throws JwsError */
export function fromBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (text === '' || bytes.toString('base64') !== text) throw new JwsError('not-base64', what);
  return bytes;
}
