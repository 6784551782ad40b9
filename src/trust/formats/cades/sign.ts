import { der, oids } from '../../der/index.ts';
import type { Certificate } from '../../path/index.ts';
import { attribute } from '../cms/attributes.ts';
import type { ContentDigests } from '../cms/content.ts';
import { type FinishedSigner, type PreparedSigner, prepareSigner, signedDataOf } from '../cms/sign.ts';
import { signingCertificateV2 } from '../cms/signing-certificate.ts';
import { statementAttributes, type StatementsToMake } from './attributes.ts';

export type CadesRequest = StatementsToMake & {
  readonly certificate: Certificate;
  readonly content: ContentDigests;
  /** id-data unless given. */
  readonly contentType?: string;
  /** What the signer claims the time to be. Level B-B has it always; a signature inside a PDF never (EN 319 142-1 6.3). */
  readonly signingTime: Date | undefined;
  readonly pss?: boolean;
};

/**
 * A CAdES B-B signature up to the key's work (EN 319 122-1 6.3): content type, digest, the signer's certificate pinned, the
 * claimed time, and what else is stated. @throws RangeError
 */
export const prepareCades = (request: CadesRequest): PreparedSigner =>
  prepareSigner({
    certificate: request.certificate,
    contentType: request.contentType ?? oids.data,
    content: request.content,
    pss: request.pss ?? false,
    attributes: [
      signingCertificateV2(request.certificate),
      ...(request.signingTime === undefined ? [] : [attribute(oids.signingTime, der.time(request.signingTime))]),
      ...statementAttributes(request),
    ],
  });

/** The message: `content` for an attached signature. `certificates`: the signers' and those of their centres, but for the root. */
export const cadesMessage = (
  signers: readonly FinishedSigner[],
  certificates: readonly Certificate[],
  content?: Uint8Array,
  contentType: string = oids.data,
): Buffer => signedDataOf({ contentType, content, signers, certificates });
