// What every script that signs with a key of this browser needs: octets and their text, digests, and the way to the server.

/** Octets as base64, in pieces: one call cannot take a whole file. */
export function base64(buffer) {
  const octets = new Uint8Array(buffer);
  let text = '';
  for (let at = 0; at < octets.length; at += 0x8000) text += String.fromCharCode(...octets.subarray(at, at + 0x8000));
  return btoa(text);
}
export const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
export const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data));

// id-messageDigest with the one value of a SHA-256 (RFC 5652 11.2): what stands before the digest in the signed attributes.
const messageDigest = '06092a864886f70d01090431220420';

/** Whether these signed attributes are over a content of this digest, and over no other. */
export function isOver(toSign, digest) {
  const parts = hex(toSign).split(messageDigest);
  return toSign[0] === 0x31 && parts.length === 2 && parts[1].startsWith(hex(digest));
}

/** A day as the pages write it. Not every browser knows Kyrgyz, and one that does not would put the month first: there in figures, "22.11.2026". */
export function dayOf(moment, lang) {
  const words = { day: 'numeric', month: 'long', year: 'numeric' };
  const figures = { day: '2-digit', month: '2-digit', year: 'numeric' };
  const [locale, parts] = { ru: ['ru', words], en: ['en-GB', words] }[lang] ?? ['ru', figures];
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'Asia/Bishkek' }).format(new Date(moment));
}

/** A whole number with its thousands apart, as the pages write it. */
export const figuresOf = (number, lang) => new Intl.NumberFormat(lang === 'en' ? 'en-GB' : 'ru').format(number);

/** Sends JSON and gives what came back; a refusal is an error that says its sentence. */
export async function post(path, body, csrf) {
  const headers = { 'content-type': 'application/json', 'accept-language': document.documentElement.lang, 'x-csrf-token': csrf };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'same-origin' });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}
