import { hash } from 'node:crypto';
import { elements, readDer, readIntegerBytes } from '../der/index.ts';
import type { CaKey } from '../issue/index.ts';
import type { Certificate } from '../path/index.ts';
import { canonicalXml, type Element, element } from './xml.ts';

// An enveloped XAdES signature of level B-B (EN 319 132-1, TS 119 612 5.7): over the whole document and over what it says of itself.

const dsNs = { prefix: 'ds', uri: 'http://www.w3.org/2000/09/xmldsig#' };
const xadesNs = { prefix: 'xades', uri: 'http://uri.etsi.org/01903/v1.3.2#' };
const [ds, xades] = [element(dsNs), element(xadesNs)];
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const enveloped = `${dsNs.uri}enveloped-signature`;

export type XmlSigner = { readonly certificate: Certificate; readonly key: CaKey };

/** How XML names the algorithm, and how it writes the signature's value. */
const schemes: Readonly<Partial<Record<CaKey['algorithm'], { uri: string; value: (der: Buffer) => Buffer }>>> = {
  'ecdsa-sha256': { uri: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', value: (der) => pair(der, 32) },
  'ecdsa-sha384': { uri: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', value: (der) => pair(der, 48) },
  'rsa-sha256': { uri: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', value: (der) => der },
};

/** RFC 4050 3.3: both numbers one behind the other, each as long as the curve's order. @throws DerError */
function pair(signature: Buffer, length: number): Buffer {
  const numbers = elements(readDer(signature)).map((one) => {
    const bytes = readIntegerBytes(one);
    const value = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    return Buffer.concat([Buffer.alloc(length - value.length), value]);
  });
  return Buffer.concat(numbers);
}

/**
 * The document with its signature as the root's last element. `at`: the signing time it states. @throws RangeError for a key whose
 * algorithm XML signatures have no name for here
 */
export async function signXml(root: Element, { certificate, key }: XmlSigner, at: Date): Promise<Buffer> {
  const scheme = schemes[key.algorithm];
  if (scheme === undefined) throw new RangeError(`no XML signatures with ${key.algorithm}`);
  const properties = signedProperties(certificate, at);
  const info = ds(
    'SignedInfo',
    {},
    ds('CanonicalizationMethod', { Algorithm: exclusive }),
    ds('SignatureMethod', { Algorithm: scheme.uri }),
    reference({ Id: 'list', URI: '' }, [enveloped, exclusive], root),
    reference(
      { Type: 'http://uri.etsi.org/01903#SignedProperties', URI: '#signed-properties' },
      [exclusive],
      properties,
    ),
  );
  const value = scheme.value(await key.sign(Buffer.from(canonicalXml(info))));
  const signature = ds(
    'Signature',
    { Id: 'signature' },
    info,
    ds('SignatureValue', {}, value.toString('base64')),
    ds('KeyInfo', {}, ds('X509Data', {}, ds('X509Certificate', {}, certificate.raw.toString('base64')))),
    ds('Object', {}, xades('QualifyingProperties', { Target: '#signature' }, properties)),
  );
  return Buffer.from(canonicalXml({ ...root, children: [...root.children, signature] }));
}

const digestValue = (one: Element): string => hash('sha256', canonicalXml(one), 'base64');

const reference = (attributes: Readonly<Record<string, string>>, transforms: readonly string[], over: Element) =>
  ds(
    'Reference',
    attributes,
    ds(
      'Transforms',
      {},
      transforms.map((Algorithm) => ds('Transform', { Algorithm })),
    ),
    ds('DigestMethod', { Algorithm: sha256 }),
    ds('DigestValue', {}, digestValue(over)),
  );

const signedProperties = ({ raw }: Certificate, at: Date): Element =>
  xades(
    'SignedProperties',
    { Id: 'signed-properties' },
    xades(
      'SignedSignatureProperties',
      {},
      xades('SigningTime', {}, `${at.toISOString().slice(0, 19)}Z`),
      xades(
        'SigningCertificateV2',
        {},
        xades(
          'Cert',
          {},
          xades(
            'CertDigest',
            {},
            ds('DigestMethod', { Algorithm: sha256 }),
            ds('DigestValue', {}, hash('sha256', raw, 'base64')),
          ),
        ),
      ),
    ),
    xades(
      'SignedDataObjectProperties',
      {},
      xades('DataObjectFormat', { ObjectReference: '#list' }, xades('MimeType', {}, 'text/xml')),
    ),
  );
