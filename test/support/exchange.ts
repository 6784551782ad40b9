import { sign } from 'node:crypto';
import { cadesMessage, digestsOf, finishSigner, prepareCades } from '../../src/trust/formats/index.ts';
import type { Certificate } from '../../src/trust/path/index.ts';
import type { Holder } from './centre.ts';

/** A detached CAdES signature made elsewhere, with the means that it states. */
export function signedMessage(
  { certificate, key }: Holder,
  content: Uint8Array,
  at: Date,
  means: { readonly name: string; readonly version: string },
  chain: readonly Certificate[],
): Buffer {
  const prepared = prepareCades({
    certificate,
    content: digestsOf(content),
    signingTime: at,
    creationMeans: { use: ['createSignatureKey'], kind: 'signatureMeans', ...means },
  });
  const value = sign('sha256', prepared.message, { key, dsaEncoding: 'der' });
  return cadesMessage([finishSigner(prepared, value)], [certificate, ...chain]);
}
