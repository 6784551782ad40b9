import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { DerError } from '../../src/trust/der/index.ts';
import { type Certificate, type Crl, parseCertificate, parseCrl } from '../../src/trust/path/index.ts';
import { offlineContext, parseTrustList, type TrustContext } from '../../src/trust/verify/decision.ts';

// A folder of what its reader believes:
//   roots/        root certificates of the authority
//   foreign/      roots of other states, for the identity of signers (ES-7)
//   legacy/       certificates of authorities of the former law No. 92 (ES-19)
//   time-stamps/  roots, beside the authority's, of time-stamping authorities
//   *             other certificates, lists (*.crl) and answers (*.ocsp), here or in folders below
//   trust-list.json   an extract of the authority's lists

const mostBytes = 64 * 2 ** 20;
const mostFiles = 5_000;
const certificateNames = new Set(['.cer', '.crt', '.der', '.pem']);

/** @throws Error that names the file which cannot be read */
export function readTrustFolder(folder: string): TrustContext {
  const files = globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
  if (files.length > mostFiles) throw new Error(`${folder}: more than ${mostFiles} files`);
  const certificates = new Map<string, Certificate[]>([
    ['roots', []],
    ['foreign', []],
    ['legacy', []],
    ['time-stamps', []],
    ['', []],
  ]);
  const crls: Crl[] = [];
  const ocsp: Buffer[] = [];
  for (const name of files) {
    const kind = extname(name).toLowerCase();
    if (kind === '.crl') crls.push(...octets(folder, name, 'X509 CRL', parseCrl));
    else if (kind === '.ocsp') ocsp.push(read(folder, name));
    else if (certificateNames.has(kind)) {
      const place = name.split(sep)[0]!;
      const group = certificates.get(place) ?? certificates.get('')!;
      group.push(...octets(folder, name, 'CERTIFICATE', parseCertificate));
    }
  }
  const list = join(folder, 'trust-list.json');
  return offlineContext({
    roots: certificates.get('roots')!,
    foreignRoots: certificates.get('foreign')!,
    legacy: certificates.get('legacy')!,
    timeStampRoots: certificates.get('time-stamps')!,
    certificates: [...certificates.values()].flat(),
    crls,
    ocsp,
    list: existsSync(list) ? parseTrustList(readFileSync(list, 'utf8')) : undefined,
  });
}

function read(folder: string, name: string): Buffer {
  if (statSync(join(folder, name)).size > mostBytes) throw new Error(`${name}: too large`);
  return readFileSync(join(folder, name));
}

function octets<T>(folder: string, name: string, label: string, parse: (bytes: Buffer) => T): T[] {
  const bytes = read(folder, name);
  const blocks = bytes[0] === 0x30 ? [bytes] : unarmoured(bytes.toString('latin1'), label);
  // Passed over, it would look as if somebody were believed who is not.
  if (blocks.length === 0) throw new Error(`${name}: no ${label} in it`);
  try {
    return blocks.map(parse);
  } catch (error) {
    if (error instanceof DerError) throw new Error(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}

const unarmoured = (text: string, label: string): Buffer[] =>
  [
    ...text.matchAll(new RegExp(`-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----`, 'g')),
  ].map(([, body]) => Buffer.from(body!, 'base64'));
