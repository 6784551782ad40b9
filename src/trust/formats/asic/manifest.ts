import sax from 'sax';
import { hash } from 'node:crypto';

// ASiCManifest (EN 319 162-1 Annex A.4): which files of a container one signature covers, by their digests.

export const asicNamespace = 'http://uri.etsi.org/02918/v1.2.1#';
const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';

/** XML digest identifiers and node:crypto's names. SHA-1 is not among them. */
export const digestAlgorithms: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
]);

export type DataObject = {
  readonly name: string;
  readonly mediaType: string | undefined;
  /** XML identifier of the digest; may be one we do not know. */
  readonly algorithm: string;
  readonly digest: Buffer;
};
export type AsicManifest = { readonly signature: string; readonly objects: readonly DataObject[] };

/** A manifest that is not one: not well-formed, of another schema, or larger than we read. */
export class AsicManifestError extends Error {
  override readonly name = 'AsicManifestError';
}

const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`)
    .replace(/[^\x20-\x7e]/g, (one) => `&#${one.codePointAt(0)};`);

/** The manifest's bytes. The same members always give the same bytes. */
export function writeAsicManifest(
  signature: string,
  members: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[],
): Buffer {
  const lines = members.map(
    ({ name, mediaType, bytes }) =>
      `  <asic:DataObjectReference URI="${escaped(encodeURI(name))}" MimeType="${escaped(mediaType)}">` +
      `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>` +
      `<ds:DigestValue>${hash('sha256', bytes, 'base64')}</ds:DigestValue></asic:DataObjectReference>\n`,
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n` +
      `<asic:ASiCManifest xmlns:asic="${asicNamespace}" xmlns:ds="${dsNamespace}">\n` +
      `  <asic:SigReference URI="${escaped(encodeURI(signature))}" MimeType="application/pkcs7-signature"/>\n` +
      `${lines.join('')}</asic:ASiCManifest>\n`,
  );
}

const limits = { bytes: 256 * 1024, depth: 16, objects: 1_000 };
type Open = { -readonly [K in keyof DataObject]?: DataObject[K] };

/** Reads any producer's manifest: whatever prefixes, order of attributes and line breaks. @throws AsicManifestError */
export function readAsicManifest(bytes: Uint8Array): AsicManifest {
  if (bytes.length > limits.bytes) throw new AsicManifestError('too large');
  const text = new TextDecoder('utf-8', { fatal: true });
  const parser = sax.parser(true, { xmlns: true, strictEntities: true, position: false } as sax.SAXOptions);
  const fail = (why: string): never => {
    throw new AsicManifestError(why);
  };
  const objects: DataObject[] = [];
  const path: string[] = [];
  let [signature, object, digest] = ['', undefined as Open | undefined, undefined as string | undefined];
  // A document type could define entities; nothing that is signed needs one.
  parser.ondoctype = () => fail('a document type');
  parser.onerror = (error) => fail(error.message.split('\n')[0]!);
  // XML 1.0 3.1: an attribute stands once; of two, another reader may take the other.
  const seen = new Set<string>();
  parser.onattribute = ({ name }) => {
    if (seen.has(name)) fail('an attribute twice');
    seen.add(name);
  };
  parser.onopentag = (tag) => {
    seen.clear();
    const { uri, local, attributes } = tag as sax.QualifiedTag;
    const value = (name: string): string | undefined => attributes[name]?.value;
    path.push(`${uri === asicNamespace ? 'asic' : uri === dsNamespace ? 'ds' : uri}:${local}`);
    if (path.length > limits.depth) fail('nested too deeply');
    switch (path.join('/')) {
      case 'asic:ASiCManifest/asic:SigReference':
        if (signature !== '') fail('two signatures');
        signature = decoded(value('URI') ?? '');
        break;
      case 'asic:ASiCManifest/asic:DataObjectReference':
        if (objects.length >= limits.objects) fail('too many files');
        object = { name: decoded(value('URI') ?? ''), mediaType: value('MimeType') };
        digest = undefined;
        break;
      case 'asic:ASiCManifest/asic:DataObjectReference/ds:DigestMethod':
        if (object!.algorithm !== undefined) fail('two digest methods');
        object!.algorithm = value('Algorithm') ?? '';
        break;
      case 'asic:ASiCManifest/asic:DataObjectReference/ds:DigestValue':
        if (digest !== undefined) fail('two digests');
        digest = '';
        break;
      // A.4: what is marked critical must be understood; none is known here.
      case 'asic:ASiCManifest/asic:ASiCManifestExtensions/asic:Extension':
      case 'asic:ASiCManifest/asic:DataObjectReference/asic:DataObjectReferenceExtensions/asic:Extension':
        if (value('Critical') !== 'false' && value('Critical') !== '0') fail('a critical extension');
        break;
      default:
        break;
    }
  };
  const onText = (part: string): void => {
    if (path.at(-1) === 'ds:DigestValue' && path.length === 3) digest += part;
  };
  parser.ontext = onText;
  parser.oncdata = onText;
  parser.onclosetag = () => {
    if (path.join('/') === 'asic:ASiCManifest/asic:DataObjectReference') {
      const written = (digest ?? '').replace(/\s+/g, '');
      const octets = Buffer.from(written, 'base64');
      // One spelling only: what another reader could take otherwise is no digest.
      if (!object?.name || !object.algorithm || octets.length === 0 || octets.toString('base64') !== written)
        fail('a reference without name or digest');
      if (objects.some((one) => one.name.toLowerCase() === object!.name!.toLowerCase())) fail('a file named twice');
      objects.push({ mediaType: undefined, ...object, digest: octets } as DataObject);
    }
    path.pop();
  };
  try {
    parser.write(text.decode(bytes)).close();
  } catch (error) {
    if (error instanceof AsicManifestError) throw error;
    fail(error instanceof Error ? error.message.split('\n')[0]! : 'not readable');
  }
  if (signature === '' || objects.length === 0) fail('no signature or no files named');
  return { signature, objects };
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^\.?\//, '');
  } catch {
    throw new AsicManifestError('an address that is not one');
  }
}
