import {
  type AsicFile,
  cadesMessage,
  closedPdf,
  digestsOf,
  finishJades,
  finishSigner,
  jsonJws,
  jwsToTimeStamp,
  prepareJades,
  prepareCades,
  preparePdf,
  writeAsic,
} from '../formats/index.ts';
import type { CaKey } from '../issue/index.ts';
import type { Certificate } from '../path/index.ts';
import { stampedMessage, tokenOver, type Completion } from './complete.ts';
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

// ES-12.2, ES-12.5: what a person signs is shown and confirmed; only an information system signs without being asked.
function mustBeSystem(certificate: Certificate): void {
  if (ownerFacts(certificate).natural) throw new RangeError('a person signs nothing automatically');
}

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
  mustBeSystem(certificate);
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

/**
 * A PDF file certified with the installation's own signature and a time-stamp (PAdES B-T, DocMDP 1: from then on nothing may be
 * changed in it). What was given stands first in the file, octet by octet. @throws RangeError for a person's certificate
 */
export async function certifiedPdf(
  { certificate, key, chain, stamp }: Sealer,
  pdf: Uint8Array,
  at: Date,
): Promise<Uint8Array> {
  mustBeSystem(certificate);
  const { open, signer } = await preparePdf(pdf, {
    certificate,
    at,
    certify: 1,
    creationMeans: { use: ['createSignatureKey'], kind: 'signatureMeans', ...signingMeans },
  });
  const finished = finishSigner(signer, await key.sign(signer.message));
  const message = cadesMessage([finished], [certificate, ...chain]);
  return closedPdf(open, (await stampedMessage(message, stamp)) ?? message);
}

/**
 * A JSON document under the installation's own signature with a time-stamp, as JSON (JAdES B-T, flattened, attached): what a program
 * was told, to keep as evidence. @throws RangeError for a person's certificate
 */
export async function sealedJson(
  { certificate, key, chain, stamp }: Sealer,
  content: Uint8Array,
  mediaType: string,
  at: Date,
): Promise<string> {
  mustBeSystem(certificate);
  const prepared = prepareJades({
    certificate,
    chain: [certificate, ...chain],
    content,
    mediaType,
    packaging: 'attached',
    signingTime: at,
    creationMeans: { use: ['createSignatureKey'], kind: 'signatureMeans', ...signingMeans },
    pkcs1: key.algorithm === 'rsa-sha256',
  });
  const finished = finishJades(prepared, await key.sign(prepared.input));
  const token = await tokenOver(jwsToTimeStamp(finished), stamp);
  return jsonJws(token === undefined ? finished : { ...finished, unsigned: { token } });
}
