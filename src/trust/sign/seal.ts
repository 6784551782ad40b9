import { type AsicFile, cadesMessage, digestsOf, finishSigner, prepareCades, writeAsic } from '../formats/index.ts';
import type { CaKey } from '../issue/index.ts';
import type { Certificate } from '../path/index.ts';
import { stampedMessage, type Completion } from './complete.ts';
import { ownerFacts } from './owner.ts';
import { signingMeans } from './means.ts';

/** The key with which this installation signs by itself (ES-12.5, ES-14.3c), and its certificate. */
export type Sealer = {
  readonly certificate: Certificate;
  readonly key: CaKey;
  /** Without the root. */
  readonly chain: readonly Certificate[];
  readonly stamp: Completion['stamp'];
};

/**
 * An ASiC-E container of the files, each under the installation's own signature with a time-stamp (EN 319 162-1, CAdES B-T).
 * ES-12.5: nobody is asked, for this is a signature of the information system itself. Without a time-stamp it stays B-B.
 * @throws RangeError for a person's certificate
 */
export async function sealedContainer(
  { certificate, key, chain, stamp }: Sealer,
  files: readonly AsicFile[],
  at: Date,
): Promise<Uint8Array> {
  // ES-12.2, ES-12.5: what a person signs is shown and confirmed; only an information system signs without being asked.
  if (ownerFacts(certificate).natural) throw new RangeError('a person signs nothing automatically');
  return writeAsic(files, [
    async (manifest) => {
      const prepared = prepareCades({
        certificate,
        content: digestsOf(manifest),
        signingTime: at,
        creationMeans: { use: ['createSignatureKey'], kind: 'signatureMeans', ...signingMeans },
      });
      const signer = finishSigner(prepared, await key.sign(prepared.message));
      const message = cadesMessage([signer], [certificate, ...chain]);
      return (await stampedMessage(message, stamp)) ?? message;
    },
  ]);
}
