// A key from a file with a password (PKCS#12, RFC 7292), for signing in this page only: it is read here, goes nowhere, and cannot be taken
// out of the browser's own store of keys any more. Only PBES2 (RFC 8018): older files have ciphers nobody should trust.
//
// The file's own MAC is not asked: it vouches for bytes under the password, and what is relied on here vouches for itself. A wrong password
// opens nothing, and a key counts only if it is the one of its certificate.
import { child, FileRefused, hex, octets, oid, readBer, small } from './ber.js';

export { FileRefused } from './ber.js';

const largest = 512 * 1024;
const mostRounds = 10_000_000;
const mostAbove = 8;
const bags = { '2a864886f70d010c0a0101': 'key', '2a864886f70d010c0a0102': 'shrouded', '2a864886f70d010c0a0103': 'certificate' };
const data = '2a864886f70d010701';
const encryptedData = '2a864886f70d010706';
const x509 = '2a864886f70d01091601';
const pbes2 = '2a864886f70d01050d';
const pbkdf2 = '2a864886f70d01050c';
const digests = { '2a864886f70d0207': 'SHA-1', '2a864886f70d0209': 'SHA-256', '2a864886f70d020a': 'SHA-384', '2a864886f70d020b': 'SHA-512' };
const ciphers = { '60864801650304012a': 256, '608648016503040116': 192, '608648016503040102': 128 };
const kinds = {
  // rsaEncryption; id-ecPublicKey with P-256.
  '2a864886f70d010101': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  '2a8648ce3d0201 2a8648ce3d030107': { name: 'ECDSA', namedCurve: 'P-256' },
};

/**
 * The key of the file with its certificate and those above it: { privateKey, certificate, chain }, the certificates as ArrayBuffers.
 * Throws FileRefused: 'large', 'format', 'old', 'password', 'no-key', 'no-certificate', 'kind'.
 */
export async function openKeyFile(file, password) {
  if (file.byteLength > largest) throw new FileRefused('large');
  const found = { keys: [], certificates: [] };
  const [version, safe] = readBer(new Uint8Array(file)).children;
  if (small(version) !== 3) throw new FileRefused('format');
  for (const part of readBer(contentOf(safe, data)).children) await collect(part, password, found);
  if (found.keys.length === 0) throw new FileRefused('no-key');
  try {
    for (const pkcs8 of found.keys) {
      const opened = await matching(pkcs8, found.certificates);
      if (opened !== undefined) return opened;
    }
  } finally {
    for (const key of found.keys) key.fill(0);
  }
  throw new FileRefused('no-certificate');
}

/** ContentInfo: what stands inside, if it is of that kind. */
function contentOf(info, type) {
  if (oid(child(info, 0)) !== type) throw new FileRefused('format');
  return octets(child(child(info, 1), 0));
}

async function collect(info, password, found) {
  const type = oid(child(info, 0));
  if (type === data) return inBags(readBer(contentOf(info, data)), password, found);
  if (type !== encryptedData) throw new FileRefused('old');
  const content = child(child(child(info, 1), 0), 1);
  const plain = await decrypted(child(content, 1), octets(child(content, 2)), password);
  return inBags(readDecrypted(plain), password, found);
}

async function inBags(safe, password, found) {
  for (const bag of safe.children) {
    const value = child(child(bag, 1), 0);
    const kind = bags[oid(child(bag, 0))];
    if (kind === 'certificate' && oid(child(value, 0)) === x509) found.certificates.push(octets(child(child(value, 1), 0)).slice());
    if (kind === 'key') found.keys.push(value.raw.slice());
    if (kind === 'shrouded') found.keys.push(await decrypted(child(value, 0), octets(child(value, 1)), password));
  }
}

/** RFC 8018 6.2. A wrong password shows in the padding, or in what comes out. */
async function decrypted(algorithm, content, password) {
  if (oid(child(algorithm, 0)) !== pbes2) throw new FileRefused('old');
  const [kdf, cipher] = child(algorithm, 1).children;
  const bits = ciphers[oid(child(cipher, 0))];
  if (oid(child(kdf, 0)) !== pbkdf2 || bits === undefined) throw new FileRefused('old');
  const [salt, rounds, ...more] = child(kdf, 1).children;
  const prf = more.find(({ tag }) => tag === 0x30);
  const hash = prf === undefined ? 'SHA-1' : digests[oid(child(prf, 0))];
  const iterations = small(rounds);
  if (hash === undefined) throw new FileRefused('old');
  if (iterations < 1 || iterations > mostRounds) throw new FileRefused('format');
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash, salt: octets(salt), iterations };
  const key = await crypto.subtle.deriveKey(derivation, secret, { name: 'AES-CBC', length: bits }, false, ['decrypt']);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: octets(child(cipher, 1)) }, key, content));
  } catch {
    throw new FileRefused('password');
  }
}

/** Bytes that a wrong password may have made: nothing else is said of them. */
function readDecrypted(plain) {
  try {
    return readBer(plain);
  } catch {
    throw new FileRefused('password');
  }
}

/** The key beside the certificate that is its own; undefined where the file has none. */
async function matching(pkcs8, certificates) {
  const [type, parameters] = child(readDecrypted(pkcs8), 1).children.map((node) => (node.tag === 6 ? oid(node) : ''));
  const kind = kinds[type] ?? kinds[`${type} ${parameters}`];
  if (kind === undefined) throw new FileRefused('kind');
  const open = await crypto.subtle.importKey('pkcs8', pkcs8, kind, true, ['sign']).catch(() => undefined);
  if (open === undefined) throw new FileRefused('password');
  const own = publicPart(await crypto.subtle.exportKey('jwk', open));
  for (const certificate of certificates) {
    const spki = spkiOf(certificate);
    const key = await crypto.subtle.importKey('spki', spki, kind, true, ['verify']).catch(() => undefined);
    if (key === undefined || publicPart(await crypto.subtle.exportKey('jwk', key)) !== own) continue;
    const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, kind, false, ['sign']);
    const chain = certificates.filter((one) => one !== certificate).slice(0, mostAbove).map(({ buffer }) => buffer);
    const id = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', spki)));
    return { id, privateKey, certificate: certificate.buffer, chain };
  }
  return undefined;
}
const publicPart = ({ kty, crv, x, y, n, e }) => [kty, crv, x, y, n, e].join(' ');

/** RFC 5280 4.1: the key of a certificate stands behind version, number, algorithm, issuer, term and subject. */
function spkiOf(certificate) {
  const fields = child(readBer(certificate), 0).children;
  const first = fields[0]?.tag === 0xa0 ? 1 : 0;
  const spki = fields[first + 5];
  if (spki === undefined) throw new FileRefused('format');
  return spki.raw.slice();
}
