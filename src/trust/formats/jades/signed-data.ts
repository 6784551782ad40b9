import { hash } from 'node:crypto';
import { base64url, fromBase64url } from './encoding.ts';
import { digestNames } from './digest-names.ts';
import { isList, isMap, type Json } from './json.ts';
import { JwsError } from './problems.ts';

// sigD (TS 119 182-1 5.2.8): what is signed lies elsewhere and is named by its address.

const byUri = 'http://uri.etsi.org/19182/ObjectIdByURI';
const byHash = 'http://uri.etsi.org/19182/ObjectIdByURIHash';
const MAX_PARTS = 64;

export type SignedDataReference = {
  /** undefined: the data itself is the payload (5.2.8.3.2). */
  readonly hashes: { readonly digest: string; readonly values: readonly Buffer[] } | undefined;
  readonly addresses: readonly string[];
};

/** @throws JwsError */
export function readSignedData(value: Json): SignedDataReference {
  if (!isMap(value)) throw new JwsError('signed-data');
  const addresses = strings(value.get('pars'), 'pars');
  switch (value.get('mId')) {
    case byUri:
      // Several documents are signed end to end, in an order that one document does not show.
      if (addresses.length > 1) throw new JwsError('signed-data', 'pars');
      return { hashes: undefined, addresses };
    case byHash: {
      const name = value.get('hashM');
      const digest = typeof name === 'string' ? digestNames.get(name) : undefined;
      const values = strings(value.get('hashV'), 'hashV').map((one) => fromBase64url(one, 'hashV'));
      if (digest === undefined || values.length !== addresses.length) throw new JwsError('signed-data', 'hashV');
      return { hashes: { digest, values }, addresses };
    }
    default:
      throw new JwsError('signed-data', 'mId');
  }
}

function strings(value: Json | undefined, what: string): readonly string[] {
  if (!isList(value) || value.length === 0 || value.length > MAX_PARTS) throw new JwsError('signed-data', what);
  return value.map((one) => {
    if (typeof one !== 'string') throw new JwsError('signed-data', what);
    return one;
  });
}

/** 5.2.8.3.3: the digest of the document, in base64url unless the payload is unencoded. */
export const documentDigest = (document: Uint8Array, digest: string, unencoded: boolean): Buffer =>
  hash(digest, unencoded ? document : base64url(document), 'buffer');

/** sigD for one document by the hash of it. */
export const signedDataByHash = (
  address: string,
  document: Uint8Array,
  mediaType: string,
): Record<string, unknown> => ({
  mId: byHash,
  pars: [address],
  hashM: 'S256',
  hashV: [base64url(documentDigest(document, 'sha256', false))],
  ctys: [mediaType],
});
