import { DerError, oids, readDer } from '../../der/index.ts';
import { type MeansUse, readMeansUse } from '../../issue/index.ts';
import { type Certificate, parseCertificate } from '../../path/index.ts';
import { digestNames } from './digest-names.ts';
import { fromBase64, fromBase64url } from './encoding.ts';
import { isList, isMap, type Json, type JsonMap } from './json.ts';
import { JwsError } from './problems.ts';
import { readSignedData, type SignedDataReference } from './signed-data.ts';

/** A digest by which a signature names its signer's certificate. */
export type CertificateDigest = { readonly digest: string; readonly value: Buffer };

/** What the protected header says: everything in it is signed. */
export type JadesHeader = {
  readonly alg: string;
  /** RFC 7797: the payload is signed as it stands. */
  readonly unencoded: boolean;
  /** x5c: the signer's certificate first. */
  readonly certificates: readonly Certificate[];
  /** x5t#S256, x5t#o, sigX5ts: the signer's certificate. */
  readonly signer: readonly CertificateDigest[];
  /** iat or sigT. Shown; nothing rests on it (DECISIONS 34). */
  readonly claimedTime: Date | undefined;
  /** sigD: what is signed lies elsewhere. */
  readonly signedData: SignedDataReference | undefined;
  /** KG.8.1 creationMeans, in the header parameter of its object identifier. */
  readonly creationMeans: MeansUse | undefined;
};

const MAX_CERTIFICATES = 20;
export const creationMeansName = `urn:oid:${oids.kgCreationMeans}`;

/** What may be critical: what is understood here and acted upon (RFC 7515 4.1.11). */
const understood: ReadonlySet<string> = new Set(['b64', 'sigD', 'sigT', 'iat', 'x5t#o', 'sigX5ts', creationMeansName]);
/** TS 119 182-1 5.1.9, RFC 7797 6: without being critical, a reader who does not know them would verify something else. */
const alwaysCritical = ['sigD'];

/** @throws JwsError */
export function readHeader(header: JsonMap): JadesHeader {
  const alg = header.get('alg');
  if (typeof alg !== 'string') throw new JwsError('header', 'alg');
  if (alg.toLowerCase() === 'none') throw new JwsError('not-signed');
  if (/^HS\d/i.test(alg)) throw new JwsError('shared-secret', alg);
  const critical = readCritical(header);
  const b64 = header.get('b64');
  if (b64 !== undefined && typeof b64 !== 'boolean') throw new JwsError('header', 'b64');
  if (b64 === false && !critical.has('b64')) throw new JwsError('unencoded-payload', 'crit');
  for (const name of alwaysCritical)
    if (header.has(name) && !critical.has(name)) throw new JwsError('critical-malformed', name);
  const sigD = header.get('sigD');
  return {
    alg,
    unencoded: b64 === false,
    certificates: readChain(header.get('x5c')),
    signer: readSigner(header),
    claimedTime: readTime(header.get('iat'), header.get('sigT')),
    signedData: sigD === undefined ? undefined : readSignedData(sigD),
    creationMeans: readMeans(header.get(creationMeansName)),
  };
}

function readCritical(header: JsonMap): ReadonlySet<string> {
  const crit = header.get('crit');
  if (crit === undefined) return new Set();
  if (!isList(crit) || crit.length === 0) throw new JwsError('critical-malformed');
  const names = new Set<string>();
  for (const name of crit) {
    if (typeof name !== 'string' || names.has(name)) throw new JwsError('critical-malformed');
    if (!understood.has(name)) throw new JwsError('critical-unknown', name.slice(0, 60));
    if (!header.has(name)) throw new JwsError('critical-malformed', name);
    names.add(name);
  }
  return names;
}

function readChain(value: Json | undefined): readonly Certificate[] {
  if (value === undefined) return [];
  if (!isList(value) || value.length === 0) throw new JwsError('header', 'x5c');
  if (value.length > MAX_CERTIFICATES) throw new JwsError('too-large', 'x5c');
  return value.map((one) => {
    if (typeof one !== 'string') throw new JwsError('header', 'x5c');
    return fromDer(() => parseCertificate(fromBase64(one, 'x5c')), 'x5c');
  });
}

// TS 119 182-1 5.1.7, 5.2.2. Of sigX5ts the first is the signer's; the others would limit the path and are left to the path's own rules.
function readSigner(header: JsonMap): readonly CertificateDigest[] {
  const found: CertificateDigest[] = [];
  const thumbprint = header.get('x5t#S256');
  if (thumbprint !== undefined) {
    if (typeof thumbprint !== 'string') throw new JwsError('header', 'x5t#S256');
    found.push({ digest: 'sha256', value: fromBase64url(thumbprint, 'x5t#S256') });
  }
  const other = header.get('x5t#o');
  if (other !== undefined) found.push(otherDigest(other, 'x5t#o'));
  const several = header.get('sigX5ts');
  if (several !== undefined) {
    if (!isList(several) || several.length === 0) throw new JwsError('header', 'sigX5ts');
    found.push(otherDigest(several[0]!, 'sigX5ts'));
  }
  return found;
}

function otherDigest(value: Json, what: string): CertificateDigest {
  const [algorithm, digest] = isMap(value) ? [value.get('digAlg'), value.get('digVal')] : [];
  if (typeof algorithm !== 'string' || typeof digest !== 'string') throw new JwsError('header', what);
  const name = digestNames.get(algorithm);
  if (name === undefined) throw new JwsError('header', what);
  return { digest: name, value: fromBase64url(digest, what) };
}

const lastSecond = Date.parse('9999-12-31T23:59:59Z') / 1000;

// One of them (6.3): iat since version 1.2.1, sigT before.
function readTime(iat: Json | undefined, sigT: Json | undefined): Date | undefined {
  if (iat !== undefined && sigT !== undefined) throw new JwsError('header', 'iat');
  if (iat !== undefined) {
    if (typeof iat !== 'number' || !(iat >= 0 && iat <= lastSecond)) throw new JwsError('header', 'iat');
    return new Date(iat * 1000);
  }
  if (sigT === undefined) return undefined;
  const time =
    typeof sigT === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(sigT) ? Date.parse(sigT) : Number.NaN;
  if (Number.isNaN(time)) throw new JwsError('header', 'sigT');
  return new Date(time);
}

function readMeans(value: Json | undefined): MeansUse | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new JwsError('header', 'creationMeans');
  return fromDer(() => readMeansUse(readDer(fromBase64(value, 'creationMeans'))), 'creationMeans');
}

function fromDer<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) throw new JwsError('header', what);
    throw error;
  }
}
