/**
 * The form in which two directory strings are compared (RFC 5280 7.1, RFC 4518 2): normalised, case folded, blanks
 * trimmed and made one. undefined where the text holds what RFC 4518 prohibits: such a string equals only its own bytes.
 */
export function preparedText(text: string): string | undefined {
  if (text.length > MAX_KEPT_LENGTH) return prepare(text);
  // The names of the same few issuers are met again and again.
  let found = kept.get(text);
  if (found === undefined) {
    found = { prepared: prepare(text) };
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(text, found);
  }
  return found.prepared;
}

const MAX_KEPT = 4096;
const MAX_KEPT_LENGTH = 200;
const kept = new Map<string, { readonly prepared: string | undefined }>();

function prepare(text: string): string | undefined {
  // RFC 4518 2.4: private use, surrogates, unassigned code points, U+FFFD.
  if (/[\p{Co}\p{Cs}\p{Cn}\ufffd]/u.test(text)) return undefined;
  return foldCase(mapped(text)).replace(/ +/g, ' ').trim();
}

// RFC 4518 2.2: blanks of all kinds become a space, invisible characters nothing.
const mapped = (text: string): string =>
  text.replace(/[\t\n\v\f\r\u0085\p{Z}]/gu, ' ').replace(/[\p{Cc}\p{Cf}\ufe00-\ufe0f\u034f\u1806\ufffc]/gu, '');

// Twice, because folding may bring forth what normalisation changes. Upper case first: it unites what lower case keeps apart (ς, σ).
const foldCase = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
